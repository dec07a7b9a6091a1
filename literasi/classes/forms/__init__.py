"""Shapes of what teachers and learners say of classes. What is wrong is said by rules, beside its field."""

from literasi.classes.forms.assignments import OTHER, AssignmentForm, DueForm, ExtensionForm
from literasi.classes.forms.classrooms import ClassForm, JoinForm, PinForm, TeacherForm
from literasi.classes.forms.days import LocalDayForm
from literasi.classes.forms.members import MemberForm, RosterForm

__all__ = [
    "OTHER",
    "AssignmentForm",
    "ClassForm",
    "DueForm",
    "ExtensionForm",
    "JoinForm",
    "LocalDayForm",
    "MemberForm",
    "PinForm",
    "RosterForm",
    "TeacherForm",
]
