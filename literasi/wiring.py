"""One table: news and who reacts to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import literasi.lessons.handlers as lessons
import literasi.progress.handlers as progress
import literasi.quizzes.handlers as quizzes
import literasi.search.handlers as search
from literasi.infra.news import Reaction
from literasi.kernel.events import ModuleCompleted, ModulePublished, ModuleWithdrawn, PersonsErased

REACTIONS: Mapping[type[Any], Sequence[Reaction]] = {
    ModulePublished: (search.put_module,),
    ModuleWithdrawn: (search.take_module_off,),
    ModuleCompleted: (),
    PersonsErased: (quizzes.erase_persons, lessons.erase_persons, progress.erase_persons),
}
