"""What changes for learners between two states of a course: modules, texts, questions, terms, media. Pure.

Questions are told apart by their id and compared as their author wrote them, so an empty line more is no change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from literasi.catalogue.rules import editing
from literasi.catalogue.rules.naming import module_path, text_file
from literasi.catalogue.rules.written import Written
from literasi.kernel.sentence import Sentence
from literasi.markup import Findings, split_front_matter

_CODE = re.compile(r"^kode:[ \t]*(\S+)", re.MULTILINE)
_TITLE = re.compile(r"^judul:[ \t]*(.+)$", re.MULTILINE)


class What(StrEnum):
    """What changed about a thing."""

    ADDED = "ditambah"
    REMOVED = "dihapus"
    CHANGED = "diubah"
    MOVED = "dipindah"


@dataclass(frozen=True)
class Change:
    """One change. `module` is the code of its module, "" for the course; `marks` says whether answers are marked
    otherwise from now on: attempts that were begun before keep the key that they began with."""

    what: What
    module: str
    said: Sentence
    marks: bool = False


Files = Mapping[str, bytes]


def changes(before: Files, after: Files) -> list[Change]:
    """Everything that changes, course first, then module after module as they are ordered afterwards."""
    was, now = _modules(before), _modules(after)
    found = [*_course(before, after)]
    for code, folder in now.items():
        if code not in was:
            found.append(
                Change(
                    What.ADDED,
                    code,
                    Sentence("Modul baru: %(title)s", {"title": _title(after, folder, code)}),
                )
            )
        else:
            found += _module(code, (before, was[code]), (after, folder))
    for code, folder in was.items():
        if code not in now:
            title = _title(before, folder, code)
            found.append(Change(What.REMOVED, code, Sentence("Modul dihapus: %(title)s", {"title": title})))
    return found


def _modules(files: Files) -> dict[str, str]:
    """Folders by the code of their module, in their order."""
    found = {}
    for path in sorted(files):
        place = module_path(path)
        if place is not None and place.file == "lesson.md" and (code := _CODE.search(_text(files, path))):
            found[code[1]] = place.folder
    return found


def _text(files: Files, path: str) -> str:
    return files.get(path, b"").decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")


def _title(files: Files, folder: str, code: str) -> str:
    title = _TITLE.search(_text(files, f"{folder}/lesson.md"))
    return title[1] if title else code


def _course(before: Files, after: Files) -> Iterator[Change]:
    names = sorted(path for path in {*before, *after} if "/" not in path and path.endswith(".md"))
    for path in names:
        if path not in before:
            yield Change(
                What.ADDED, "", Sentence("Keterangan kursus dalam bahasa lain: %(file)s", {"file": path})
            )
        elif path not in after:
            yield Change(What.REMOVED, "", Sentence("Keterangan kursus dihapus: %(file)s", {"file": path}))
        elif _text(before, path) != _text(after, path):
            yield Change(What.CHANGED, "", Sentence("Keterangan kursus diubah: %(file)s", {"file": path}))


def _module(code: str, was: tuple[Files, str], now: tuple[Files, str]) -> Iterator[Change]:
    before, after = _inside(*was), _inside(*now)
    if was[1] != now[1]:
        yield Change(
            What.MOVED, code, Sentence("Folder %(old)s menjadi %(new)s", {"old": was[1], "new": now[1]})
        )
    for name in sorted({*before, *after}):
        if before.get(name) == after.get(name):
            continue
        kind, language = text_file(name) or ("", "")
        if not kind:
            yield _medium(code, name, name in before, name in after)
        elif name not in before:
            yield Change(What.ADDED, code, Sentence("Berkas baru: %(file)s", {"file": name}))
        elif name not in after:
            yield Change(What.REMOVED, code, Sentence("Berkas dihapus: %(file)s", {"file": name}))
        else:
            yield from _text_changes(code, name, _text(before, name), _text(after, name), kind, language)


def _inside(files: Files, folder: str) -> dict[str, bytes]:
    return {
        path.removeprefix(f"{folder}/"): body for path, body in files.items() if path.startswith(f"{folder}/")
    }


def _medium(code: str, name: str, was: bool, now: bool) -> Change:
    values = {"file": name.removeprefix("media/")}
    if not was:
        return Change(What.ADDED, code, Sentence("Gambar atau suara baru: %(file)s", values))
    if not now:
        return Change(What.REMOVED, code, Sentence("Gambar atau suara dihapus: %(file)s", values))
    return Change(What.CHANGED, code, Sentence("Gambar atau suara diganti: %(file)s", values))


def _text_changes(code: str, name: str, was: str, now: str, kind: str, language: str) -> Iterator[Change]:
    """A lesson or a quiz: its data, its questions, and its words outside of them."""
    heads = [split_front_matter(text, Findings())[0].text for text in (was, now)]
    if heads[0] != heads[1]:
        yield _data_change(code, name, kind, language)
    yield from _question_changes(code, was, now)
    yield from _word_changes(code, name, _without_questions(was).split(), _without_questions(now).split())


def _word_changes(code: str, name: str, was: Sequence[str], now: Sequence[str]) -> Iterator[Change]:
    """How many words came and went. Counted, not aligned: aligning a hostile text would take minutes."""
    if was == now:
        return
    before, after = Counter(was), Counter(now)
    gained, lost = (after - before).total(), (before - after).total()
    said = Sentence("Isi %(file)s disusun ulang", {"file": name})
    if gained or lost:
        said = Sentence(
            "Isi %(file)s: %(gained)s kata baru, %(lost)s kata hilang",
            {"file": name, "gained": gained, "lost": lost},
        )
    yield Change(What.CHANGED, code, said)


def _data_change(code: str, name: str, kind: str, language: str) -> Change:
    values = {"file": name}
    if kind == "quiz":
        said = Sentence("Ketentuan kuis diubah (%(file)s)", values)
        return Change(What.CHANGED, code, said, marks=not language)
    return Change(What.CHANGED, code, Sentence("Data modul diubah (%(file)s)", values))


def _question_changes(code: str, was: str, now: str) -> Iterator[Change]:
    before, after = _questions(was), _questions(now)
    for key, (heading, written) in after.items():
        if key not in before:
            yield Change(What.ADDED, code, Sentence("Soal baru: %(title)s", {"title": heading}))
        elif before[key] != (heading, written):
            yield _question_change(code, heading, before[key][1], written)
    for key, (heading, _written) in before.items():
        if key not in after:
            yield Change(What.REMOVED, code, Sentence("Soal dihapus: %(title)s", {"title": heading}))


def _question_change(code: str, heading: str, was: Written | None, now: Written | None) -> Change:
    values = {"title": heading}
    if was is None or now is None or _key(was) != _key(now):
        said = Sentence("Soal diubah, termasuk kuncinya: %(title)s", values)
        return Change(What.CHANGED, code, said, marks=True)
    return Change(What.CHANGED, code, Sentence("Soal diubah, kuncinya tetap: %(title)s", values))


def _key(written: Written) -> object:
    """What decides the mark: what is right, what it weighs, and how many points it brings."""
    data = dict(written.meta)
    return (
        written.shape,
        data.get("poin"),
        data.get("wajib_benar"),
        data.get("jenis"),
        tuple((one.text, one.right, one.percent, one.partner) for one in written.answers),
        written.stem if written.shape == "gaps" else "",
        written.rubric,
    )


def _questions(text: str) -> dict[str, tuple[str, Written | None]]:
    """Questions by id; those without one by their heading."""
    found = editing.placed(text)
    return {
        (one.written.key if one.written else "") or one.heading: (one.heading, one.written) for one in found
    }


def _without_questions(text: str) -> str:
    """A text's words without its data and its questions."""
    lines = text.split("\n")
    for one in reversed(editing.placed(text)):
        del lines[one.line - 1 : one.end - 1]
    body = split_front_matter("\n".join(lines), Findings())[1]
    return body.text
