"""Tables that join what may not know each other: news and who reacts to it; who tells a person what is stored of her;
on which terms she takes a quiz; who keeps work that people mark; who teaches whom.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import literasi.accounts.queries as accounts_held
import literasi.classes.handlers as classes
import literasi.classes.queries as classes_held
import literasi.gatherings.handlers as gatherings
import literasi.gatherings.queries as gatherings_held
import literasi.handouts.handlers as handouts
import literasi.handouts.queries as handouts_held
import literasi.home.handlers as home
import literasi.home.queries as home_held
import literasi.lessons.handlers as lessons
import literasi.lessons.queries as lessons_held
import literasi.marking.handlers as marking
import literasi.marking.queries as marking_held
import literasi.privacy.handlers as privacy
import literasi.privacy.queries as privacy_held
import literasi.progress.handlers as progress
import literasi.progress.queries as progress_held
import literasi.quizzes.handlers as quizzes
import literasi.quizzes.queries as quizzes_held
import literasi.search.handlers as search
from literasi.infra.holdings import Export
from literasi.infra.news import Reaction
from literasi.infra.policies import Asked
from literasi.infra.pupils import Pupils
from literasi.infra.works import Read
from literasi.kernel.events import (
    AssignmentsGiven,
    ConsentChanged,
    CredentialsChanged,
    DataRequestAnswered,
    DataRequested,
    DeadlineExtended,
    MarkGiven,
    ModuleCompleted,
    ModulePublished,
    ModuleWithdrawn,
    NightFell,
    PersonsErased,
    PersonsMerged,
    ResultSettled,
    RoleAsked,
    RoleGiven,
    RoleRefused,
    RoleTaken,
    TeacherLeaves,
)

REACTIONS: Mapping[type[Any], Sequence[Reaction]] = {
    ModulePublished: (search.put_module,),
    ModuleWithdrawn: (search.take_module_off,),
    ModuleCompleted: (home.module_completed,),
    RoleGiven: (home.role_given,),
    RoleTaken: (classes.role_lost,),
    RoleRefused: (classes.role_lost, home.role_refused),
    RoleAsked: (home.role_asked,),
    ConsentChanged: (classes.consent_changed, home.consent_changed),
    CredentialsChanged: (home.credentials_changed,),
    DataRequested: (home.data_requested,),
    DataRequestAnswered: (home.data_request_answered,),
    NightFell: (
        home.forget_old_notices,
        classes.forget_closed_classes,
        classes.forget_unagreed,
        gatherings.forget_old_sessions,
    ),
    MarkGiven: (quizzes.mark_given,),
    ResultSettled: (home.result_settled,),
    AssignmentsGiven: (home.assignments_given,),
    DeadlineExtended: (home.deadline_extended,),
    TeacherLeaves: (handouts.teacher_leaves,),
    PersonsMerged: (
        progress.merge_persons,
        quizzes.merge_persons,
        marking.merge_persons,
        lessons.merge_persons,
        classes.merge_persons,
        gatherings.merge_persons,
        handouts.merge_persons,
        privacy.merge_persons,
    ),
    PersonsErased: (
        handouts.erase_persons,
        classes.erase_persons,
        gatherings.erase_persons,
        marking.erase_persons,
        quizzes.erase_persons,
        lessons.erase_persons,
        progress.erase_persons,
        privacy.erase_persons,
        home.erase_persons,
    ),
}
EXPORTS: Sequence[Export] = (
    accounts_held.export,
    progress_held.export,
    lessons_held.export,
    quizzes_held.export,
    classes_held.export,
    marking_held.export,
    gatherings_held.export,
    handouts_held.export,
    privacy_held.export,
    home_held.export,
)
"""In the order in which a person reads them."""
POLICIES: Sequence[Asked] = (classes_held.terms, gatherings_held.terms)
"""The first that names terms decides. Nobody has both: a phone that is lent is in no class."""
WORKS: Sequence[Read] = (quizzes_held.work,)
PUPILS = Pupils(classes_held.given_by, classes_held.given_with_a_teacher)
