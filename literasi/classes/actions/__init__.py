"""What happens to classes: they are made, shared, copied, closed; people join and leave."""

from literasi.classes.actions.assigning import change, extend, give, move, withdraw
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
from literasi.classes.actions.joining import GONE, class_by_code, erase, join, leave, merge
from literasi.classes.actions.plans import copy_plan

__all__ = [
    "GONE",
    "NewClass",
    "add_local_day",
    "add_teacher",
    "archive",
    "change",
    "change_class",
    "class_by_code",
    "close",
    "copy_class",
    "copy_plan",
    "erase",
    "extend",
    "give",
    "join",
    "leave",
    "let_join",
    "make_class",
    "merge",
    "move",
    "remove_local_day",
    "remove_teacher",
    "renew_code",
    "withdraw",
]
