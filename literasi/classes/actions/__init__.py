"""What happens to classes: they are made, shared, copied, closed; people join and leave."""

from literasi.classes.actions.assigning import Stale, change, extend, give, move, tell_opened, withdraw
from literasi.classes.actions.classrooms import (
    NewClass,
    add_teacher,
    archive,
    change_class,
    close,
    copy_class,
    let_join,
    make_class,
    remove_teacher,
    renew_code,
)
from literasi.classes.actions.days import add_local_day, remove_local_day
from literasi.classes.actions.entering import Key, admit_entrant, give_keys, guesses, whose_card
from literasi.classes.actions.exports import (
    ask_export,
    fail_export,
    finish_export,
    forget_exports,
    forget_exports_with,
    note_marks_taken,
    note_progress,
)
from literasi.classes.actions.imagining import staged
from literasi.classes.actions.joining import (
    GONE,
    class_by_code,
    erase,
    forget_closed,
    forget_left,
    join,
    leave,
    merge,
)
from literasi.classes.actions.plans import copy_plan, planned
from literasi.classes.actions.roster import (
    change_member,
    forget_unagreed,
    record_papers,
    remove_member,
    take_roster,
)
from literasi.classes.actions.sample import begin_sample, remove_samples, sample_steps

__all__ = [
    "GONE",
    "Key",
    "NewClass",
    "Stale",
    "add_local_day",
    "add_teacher",
    "admit_entrant",
    "archive",
    "ask_export",
    "begin_sample",
    "change",
    "change_class",
    "change_member",
    "class_by_code",
    "close",
    "copy_class",
    "copy_plan",
    "erase",
    "extend",
    "fail_export",
    "finish_export",
    "forget_closed",
    "forget_exports",
    "forget_exports_with",
    "forget_left",
    "forget_unagreed",
    "give",
    "give_keys",
    "guesses",
    "join",
    "leave",
    "let_join",
    "make_class",
    "merge",
    "move",
    "note_marks_taken",
    "note_progress",
    "planned",
    "record_papers",
    "remove_local_day",
    "remove_member",
    "remove_samples",
    "remove_teacher",
    "renew_code",
    "sample_steps",
    "staged",
    "take_roster",
    "tell_opened",
    "whose_card",
    "withdraw",
]
