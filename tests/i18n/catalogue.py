"""The catalogue of English texts: what the code says, what is translated, and both as the files beside them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "literasi"
FOLDER = SOURCE / "translations" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "messages.po", FOLDER / "messages.mo"

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "_n": (1, 2),
    "lazy_gettext": None,
    "Sentence": None,
    "Refusal": None,
    "Missing": None,
    "BadInput": None,
    "TooMany": None,
}
"""Functions and classes whose first argument is a text for people, on top of gettext's own."""


def in_code() -> Catalog:
    """Every text that the code and the templates hold, with the files in which it stands."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog(project="literasi")
    for name, line, message, comments, context in extract_from_dir(
        SOURCE, methods, options, KEYWORDS, strip_comment_tags=True
    ):
        where = (str((SOURCE / name).relative_to(ROOT)), line)
        found.add(message, None, [where], auto_comments=comments, context=context)
    return found


def english() -> Catalog:
    """The English catalogue as it is kept."""
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue in the form that is read at run time."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def renew() -> list[str]:
    """Bring the files up to the code: new texts come in empty, gone ones leave. The texts still to be translated."""
    kept, template = english(), in_code()
    dates = kept.creation_date
    kept.update(template, no_fuzzy_matching=True)
    kept.project, kept.version, kept.msgid_bugs_address = "literasi", "en", "-"
    kept.obsolete.clear()
    kept.creation_date = dates  # a date that changes without a change of text only makes noise
    with PO.open("wb") as file:
        write_po(file, kept, width=0, sort_output=True, include_lineno=False)
    MO.write_bytes(compiled(kept))
    return [str(message.id) for message in kept if message.id and not message.string]
