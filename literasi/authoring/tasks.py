"""Publishing folders, a transaction each: by command, and by `serve` at its start.

Reading sources needs half a second of imports. Most starts have nothing to read, so the imports wait until they do.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from literasi.authoring import files
from literasi.catalogue import queries
from literasi.infra.db import db, write
from literasi.infra.settings import settings
from literasi.kernel import clock

if TYPE_CHECKING:
    from literasi.authoring.actions import Desk, Published

_MARK = "jejak_bersama"


def publish_folder(desk: Desk, folder: Path, drop: tuple[str, ...] = ()) -> Published:
    """Publish one folder of the desk in one transaction."""
    from literasi.authoring import actions

    slug, taken, now = folder.name, desk.read[folder.name], clock.now()
    if taken.problem:
        return actions.Published(slug, False, (taken.problem,))

    def act(session: Session) -> Published:
        commons, elsewhere = desk.commons, desk.elsewhere(slug)
        return actions.publish(session, slug, taken.files, commons, elsewhere, taken.mark, now, drop)

    return write(act)


def publish_changed() -> list[Published]:
    """What `serve` does at its start: publish the folders somebody saved in since the last time."""
    root = settings().courses
    if not root.is_dir():
        return []
    folders, shared = files.course_folders(root), root / "_bersama"
    mark = files.mark_of(shared) if shared.is_dir() else ""
    known, known_mark = queries.fingerprints(db.session()), queries.shared(db.session(), _MARK)
    changed = [folder for folder in folders if known.get(folder.name) != files.mark_of(folder)]
    if not changed and mark == known_mark:
        return []
    from literasi.authoring import actions

    desk = actions.lay_out(root)
    write(lambda session: actions.keep_commons(session, desk.commons, {_MARK: mark}))
    commons = actions.Published("_bersama", False, desk.commons.problems)
    return [commons, *(publish_folder(desk, folder) for folder in changed)]
