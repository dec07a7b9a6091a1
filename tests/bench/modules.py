"""Writing a large shelf: courses of generated modules, each with a lesson of usual length and a quiz.

The text means nothing; its size and its kinds of question are those of real modules. Always the same files.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.bench.servers import ROOT

MODULES_A_COURSE = 50
_SENTENCE = (
    "Pembaca membandingkan **dua sumber**, mencatat tanggal dan penulisnya, lalu memeriksa apakah bukti "
    "yang disebut benar ada. Bila belum ada, ia mencari [liputan lain](https://contoh.test/{n}) lebih dulu. "
)


@dataclass(frozen=True)
class Shelf:
    """How much to write."""

    modules: int = 500
    questions: int = 10_000

    @property
    def questions_each(self) -> int:
        return self.questions // self.modules


def write(folder: Path, shelf: Shelf) -> None:
    """Write the courses and what all courses share into `folder`, which must not hold any yet."""
    shutil.copytree(ROOT / "courses" / "_bersama", folder / "_bersama")
    for number in range(shelf.modules):
        course, place = divmod(number, MODULES_A_COURSE)
        home = folder / f"kursus-uji-{course + 1}"
        if place == 0:
            home.mkdir(parents=True)
            (home / "course.md").write_text(course_source(course + 1), encoding="utf-8")
        module = home / f"{place + 1:02}-modul-{place + 1}"
        module.mkdir()
        code = f"{_course_code(course + 1)}-{place + 1:02}"
        (module / "lesson.md").write_text(lesson_source(code, number), encoding="utf-8")
        (module / "quiz.md").write_text(quiz_source(code, shelf.questions_each), encoding="utf-8")


def _course_code(number: int) -> str:
    return f"L{number + 50:02}"


def course_source(number: int) -> str:
    """A course.md."""
    return (
        f"---\nkode: {_course_code(number)}\njudul: Kursus uji {number}\nkhalayak: [umum]\ntingkat: dasar\n"
        f"bahasa: id\nsapaan: anda\npenulis: Pembuat uji\n---\n\nKursus uji nomor {number}.\n"
    )


def lesson_source(code: str, number: int) -> str:
    """A lesson.md of about 9 kB in six parts, one of them for whoever teaches."""
    head = (
        f"---\nkode: {code}\njudul: Modul uji {number + 1}\nkhalayak: [umum]\nmenit: 20\n"
        "tujuan:\n  - Membandingkan dua sumber\nindikator: [K4.2]\npenulis: Pembuat uji\n"
        "tinjau_lagi_pada: 2027-11-23\n---\n\n"
    )
    parts = [
        f"## Bagian {part}\n\n"
        + "\n\n".join(_SENTENCE.format(n=f"{number}-{part}-{line}") * 2 for line in range(4))
        for part in range(1, 6)
    ]
    guide = f"::: fasilitator\nCatatan pendamping {number}. {_SENTENCE.format(n=number)}\n:::"
    return head + "\n\n".join([*parts, guide]) + "\n"


def quiz_source(code: str, questions: int) -> str:
    """A quiz.md whose questions take turns in kind."""
    head = (
        f"---\nkuis: Kuis {code}\njumlah_soal: {min(10, questions)}\nnilai_tuntas: 80\nacak: ya\n"
        "tampil_kunci: setelah_kirim\n---\n\n"
    )
    return head + "\n".join(question_source(code, number) for number in range(questions))


def question_source(code: str, number: int) -> str:
    """One question of the kind whose turn it is, with feedback, a hint and an explanation."""
    name = f"{code.lower()}-{number:02}"
    critical = " | wajib_benar: ya" if number == 0 else ""
    answer = _ANSWERS[number % len(_ANSWERS)].format(n=number + 2)
    return (
        f"## Soal {name}\nid: {name} | indikator: K4.2 | kesukaran: sedang{critical}\n\n"
        f"Pertanyaan uji {name}: manakah yang sesuai?\n\n{answer}\n\n"
        "> Petunjuk: Baca sekali lagi.\n> Pembahasan: Ini hanya uji.\n"
    )


_ANSWERS = (
    "- (x) Sumber asli\n  > Tepat.\n- ( ) Salinan\n  > Belum tepat.\n- ( ) Rumor {n}\n  > Belum tepat.",
    "- [x] Tanggal\n  > Tepat.\n- [x] Penulis\n  > Tepat.\n- [ ] Warna {n}\n  > Belum tepat.",
    "- = katalog {n}\n  > Tepat.\n- != Google\n  > Belum tepat. Itu mesin pencari.",
    "- = {n} ± 1",
    "- Judul -> Buku {n}\n- Penulis -> Orang\n- Tahun -> 2024",
    "1. Berhenti {n}\n2. Menyelidiki\n3. Mencari liputan lain",
)
