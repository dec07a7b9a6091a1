"""What an experienced writer of questions and lessons would say about a draft that is already free of errors.

Each remark gives its reason and its mend in one sentence. None keeps anything from being published: a rule of the craft
has exceptions, and the author knows them. Rejected: a mark for a whole course, since one would write for the mark.
"""

from .courses import of_course, of_module, of_question
from .remark import Code, Remark, Severity

__all__ = ["Code", "Remark", "Severity", "of_course", "of_module", "of_question"]
