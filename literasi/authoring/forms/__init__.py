"""Shapes of what librarians type of questions and of a module's data. What is wrong is said by rules, beside its field."""

from literasi.authoring.forms.fronts import FrontForm
from literasi.authoring.forms.questions import QuestionForm

__all__ = ["FrontForm", "QuestionForm"]
