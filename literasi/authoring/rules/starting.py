"""How a course begins: laid out with the anatomy of a module, or with a copy of a module that exists.

A copy is a module of its own: its code and the ids of its questions are new, so that nobody's progress in one counts in
the other, and it was reviewed by nobody yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from literasi.catalogue.rules.ids import question_sections
from literasi.catalogue.rules.naming import module_path
from literasi.catalogue.rules.question_meta import entries_of, meta_index

_REVIEW = re.compile(r"^(?:penelaah|ditinjau_pada):")
_INDENTED = re.compile(r"^(?:[ \t]|- )")


@dataclass(frozen=True)
class Beginning:
    """What an author is asked for before she writes: codes like L12 and L12-01 follow from `code`."""

    code: str
    title: str
    author: str
    module_title: str
    module_slug: str
    indicators: tuple[str, ...]


def new_course(one: Beginning, new_id: Callable[[], str]) -> dict[str, bytes]:
    """The files of a course with one module, every part of it laid out with what belongs there."""
    folder = f"01-{one.module_slug}"
    texts = {
        "course.md": _COURSE.format(code=one.code, title=one.title, author=one.author),
        f"{folder}/lesson.md": _LESSON.format(
            code=one.code,
            title=one.module_title,
            author=one.author,
            indicators=", ".join(one.indicators),
            guess=new_id(),
            practice=new_id(),
        ),
        f"{folder}/quiz.md": _QUIZ.format(title=one.module_title, first=new_id(), second=new_id()),
    }
    return {path: text.encode() for path, text in texts.items()}


def copied_module(
    files: Mapping[str, bytes], folder: str, to: str, code: str, new_id: Callable[[], str]
) -> dict[str, bytes]:
    """The files of a module's folder as those of another folder, under another code. Media stay byte for byte."""
    mine = {path: body for path, body in files.items() if path.startswith(f"{folder}/")}
    old = next((_code(body.decode()) for path, body in mine.items() if path.endswith("/lesson.md")), "")
    ids: dict[str, str] = {}

    def fresh(key: str) -> str:
        return ids.setdefault(key, new_id())

    copied = {}
    for path, body in sorted(mine.items()):
        place = module_path(path)
        if place is not None and place.file.endswith(".md"):
            body = _copied_text(body.decode(), old, code, fresh).encode()
        copied[f"{to}{path.removeprefix(folder)}"] = body
    return copied


def _code(text: str) -> str:
    found = re.search(r"^kode:[ \t]*(\S+)", text, re.MULTILINE)
    return found[1] if found else ""


def _copied_text(text: str, old: str, code: str, fresh: Callable[[str], str]) -> str:
    lines = text.split("\n")
    _level, sections = question_sections(text.removeprefix("\ufeff").replace("\r", ""))
    for section in sections:
        at = meta_index(section.body)
        entries, _rest = entries_of(section.body)
        key = dict(entries).get("id", "")
        if at is not None and key:
            number = section.body.line - 1 + at
            lines[number] = re.sub(
                rf"(\bid:\s*){re.escape(key)}(?=\s|$)", rf"\g<1>{fresh(key)}", lines[number], count=1
            )
    if old:
        lines = [re.sub(rf"\]\({re.escape(old)}(?=[)#])", f"]({code}", line) for line in lines]
    return "\n".join(_without_review(_coded(lines, code)))


def _coded(lines: list[str], code: str) -> list[str]:
    """The front matter with another code."""
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == "---"), len(lines))
    head = [re.sub(r"^(kode:[ \t]*)\S+", rf"\g<1>{code}", line) for line in lines[:end]]
    return head + lines[end:]


def _without_review(lines: list[str]) -> list[str]:
    """The text without who reviewed it and when: that was another text."""
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == "---"), len(lines))
    kept, dropping = list[str](), False
    for line in lines[:end]:
        dropping = bool(_REVIEW.match(line)) or (dropping and bool(_INDENTED.match(line)))
        if not dropping:
            kept.append(line)
    return kept + lines[end:]


_COURSE = """\
---
kode: {code}
judul: {title}
khalayak: [umum]
tingkat: dasar
bahasa: id
sapaan: anda
penulis: {author}
---

Tulis di sini, dalam dua atau tiga kalimat, untuk siapa kursus ini dan apa yang dapat dilakukan sesudahnya.
"""

_LESSON = """\
---
kode: {code}-01
judul: {title}
khalayak: [umum]
tujuan:
  - Tulis satu hal yang dapat dilakukan peserta sesudah modul ini
indikator: [{indicators}]
menit: 20
penulis: {author}
---

::: pemantik
Ceritakan kejadian sehari-hari di sekitar peserta, paling banyak 80 kata. Akhiri dengan pertanyaan.
:::

::: tebak
### Pertanyaan sebelum membaca, tidak dinilai
id: {guess}

- (x) Jawaban yang tepat
  > Jelaskan mengapa tepat.
- ( ) Jawaban yang sering dikira tepat
  > Jelaskan apa yang perlu diperhatikan, lalu ajak mencoba lagi.
:::

## Tulis judul bagian sebagai pertanyaan

Satu gagasan satu paragraf, kalimat rata-rata paling banyak 18 kata. Tunjukkan sumber setiap fakta di rujukan.

::: contoh
1. Langkah pertama, beserta alasannya.
2. Langkah kedua, beserta alasannya.
:::

::: latihan
### Langkah yang sama, kini dikerjakan peserta
id: {practice}

- (x) Langkah yang tepat
  > Jelaskan mengapa tepat.
- ( ) Langkah yang sering keliru
  > Jelaskan mengapa belum tepat.
:::

::: rangkuman
- Paling banyak lima butir yang perlu diingat.
:::

::: kartu
### Pertanyaan untuk diulang beberapa hari lagi

Jawaban singkatnya.
:::

::: rumah
Satu pertanyaan untuk dibicarakan dengan keluarga.
:::

::: fasilitator
Catatan untuk pengajar: waktu, bahan, dan cara tanpa perangkat. Peserta tidak melihat bagian ini.
:::
"""

_QUIZ = """\
---
kuis: {title}
nilai_tuntas: 80
acak: ya
tampil_kunci: setelah_kirim
---

## Judul singkat soal pertama
id: {first} | wajib_benar: ya

Tulis pokok soal di sini, dan akhiri dengan pertanyaan?

- (x) Jawaban yang tepat
  > Jelaskan mengapa tepat.
- ( ) Pengecoh dari salah paham yang nyata
  > Jelaskan apa yang perlu diperhatikan.
- ( ) Pengecoh lain dari salah paham yang nyata
  > Jelaskan apa yang perlu diperhatikan.

> Petunjuk: Bantu berpikir tanpa memberi jawabannya.
> Pembahasan: Jelaskan jawabannya dalam satu atau dua kalimat.

## Judul singkat soal kedua
id: {second}

Tulis pernyataan di sini. Benar atau salah?

- (x) Benar
  > Jelaskan mengapa benar.
- ( ) Salah
  > Jelaskan mengapa benar.
"""
