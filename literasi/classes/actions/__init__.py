"""What happens to classes: they are made, shared, copied, closed; people join and leave."""

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
from literasi.classes.actions.joining import GONE, class_by_code, erase, forget_closed, join, leave, merge

__all__ = [
    "GONE",
    "NewClass",
    "add_teacher",
    "archive",
    "change_class",
    "class_by_code",
    "close",
    "copy_class",
    "erase",
    "forget_closed",
    "join",
    "leave",
    "let_join",
    "make_class",
    "merge",
    "remove_teacher",
    "renew_code",
]
