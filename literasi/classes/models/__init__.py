"""Tables of classes: who teaches and who learns in them, and what they are given to do."""

from literasi.classes.models.assignments import Assignment, Extension, Recipient
from literasi.classes.models.classrooms import Classroom, ClassTeacher, Member
from literasi.classes.models.days import LocalDay
from literasi.classes.models.exports import ClassExport

__all__ = [
    "Assignment",
    "ClassExport",
    "ClassTeacher",
    "Classroom",
    "Extension",
    "LocalDay",
    "Member",
    "Recipient",
]
