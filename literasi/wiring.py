"""Three tables: news and who reacts to it; who tells a person what is stored of her; who says on which terms she
takes a quiz."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import literasi.accounts.queries as accounts_held
import literasi.gatherings.handlers as gatherings
import literasi.gatherings.queries as gatherings_held
import literasi.home.handlers as home
import literasi.home.queries as home_held
import literasi.lessons.handlers as lessons
import literasi.lessons.queries as lessons_held
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
from literasi.kernel.events import (
    ConsentChanged,
    CredentialsChanged,
    DataRequestAnswered,
    DataRequested,
    ModuleCompleted,
    ModulePublished,
    ModuleWithdrawn,
    NightFell,
    PersonsErased,
    PersonsMerged,
    RoleAsked,
    RoleGiven,
    RoleRefused,
)

REACTIONS: Mapping[type[Any], Sequence[Reaction]] = {
    ModulePublished: (search.put_module,),
    ModuleWithdrawn: (search.take_module_off,),
    ModuleCompleted: (home.module_completed,),
    RoleGiven: (home.role_given,),
    RoleRefused: (home.role_refused,),
    RoleAsked: (home.role_asked,),
    ConsentChanged: (home.consent_changed,),
    CredentialsChanged: (home.credentials_changed,),
    DataRequested: (home.data_requested,),
    DataRequestAnswered: (home.data_request_answered,),
    NightFell: (home.forget_old_notices, gatherings.forget_old_sessions),
    PersonsMerged: (
        progress.merge_persons,
        quizzes.merge_persons,
        lessons.merge_persons,
        gatherings.merge_persons,
        privacy.merge_persons,
    ),
    PersonsErased: (
        gatherings.erase_persons,
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
    gatherings_held.export,
    privacy_held.export,
    home_held.export,
)
"""In the order in which a person reads them."""
POLICIES: Sequence[Asked] = (gatherings_held.terms,)
"""The first that names terms decides."""
