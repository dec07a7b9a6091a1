"""What changes for learners: told by question and by word, and silent about what only looks different."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from literasi.authoring.rules.diff import Change, What, changes
from tests.makers import courses

FILES = dict(courses.FILES)
QUIZ = next(path for path in FILES if path.endswith("/quiz.md"))
LESSON = next(path for path in FILES if path.endswith("/lesson.md"))


def edited(path: str, old: str, new: str) -> list[Change]:
    text = FILES[path].decode()
    assert old in text
    return changes(FILES, {**FILES, path: text.replace(old, new, 1).encode()})


def said(found: list[Change]) -> list[str]:
    return [str(one.said) for one in found]


def test_what_is_the_same_changes_nothing() -> None:
    assert changes(FILES, FILES) == []


def test_line_ends_and_empty_lines_between_questions_change_nothing() -> None:
    other = {
        path: body.replace(b"\n", b"\r\n") if path.endswith(".md") else body for path, body in FILES.items()
    }
    assert changes(FILES, other) == []
    assert edited(QUIZ, "\n\n## ", "\n\n\n\n## ") == []


def test_another_key_is_told_apart_from_other_words() -> None:
    (key,) = edited(QUIZ, "- (x) ", "- (x) Lain: ")
    assert key.marks
    assert str(key.said).startswith("Soal diubah, termasuk kuncinya: ")
    (feedback,) = edited(QUIZ, "\n  > ", "\n  > Lagi: ")
    assert not feedback.marks
    assert str(feedback.said).startswith("Soal diubah, kuncinya tetap: ")


def test_words_of_a_lesson_are_counted() -> None:
    (found,) = edited(LESSON, "Pertanyaan yang jelas menuntun", "Pertanyaan jelas akan selalu menuntun")
    assert str(found.said) == "Isi lesson.md: 2 kata baru, 1 kata hilang"
    (turned,) = edited(LESSON, "Pertanyaan yang jelas", "jelas yang Pertanyaan")
    assert str(turned.said) == "Isi lesson.md disusun ulang"


def test_terms_of_a_quiz_and_data_of_a_module_are_told() -> None:
    assert said(edited(QUIZ, "kuis: ", "nilai_tuntas: 90\nkuis: ")) == ["Ketentuan kuis diubah (quiz.md)"]
    assert said(edited(LESSON, "menit: 20", "menit: 25")) == ["Data modul diubah (lesson.md)"]


def test_modules_questions_and_media_come_and_go() -> None:
    folder = LESSON.rpartition("/")[0]
    without = {path: body for path, body in FILES.items() if not path.startswith(f"{folder}/")}
    assert [one.what for one in changes(FILES, without)] == [What.REMOVED]
    assert [one.what for one in changes(without, FILES)] == [What.ADDED]
    picture = {**FILES, f"{folder}/media/baru.svg": b"<svg/>"}
    assert said(changes(FILES, picture)) == ["Gambar atau suara baru: baru.svg"]
    question = {**FILES, QUIZ: FILES[QUIZ] + b"\n## Baru\nid: baru-sekali\n\n- = OPAC\n"}
    assert said(changes(FILES, question)) == ["Soal baru: Baru"]
    assert said(changes(question, FILES)) == ["Soal dihapus: Baru"]


def test_a_folder_with_another_number_is_the_same_module() -> None:
    folder = LESSON.rpartition("/")[0]
    moved = {path.replace(folder, f"9{folder[1:]}"): body for path, body in FILES.items()}
    assert [one.what for one in changes(FILES, moved)] == [What.MOVED]


texts = st.text(alphabet="ab #:-[]()x=\n", max_size=60)


@given(texts, texts)
def test_whatever_is_written_can_be_compared(was: str, now: str) -> None:
    before, after = ({**FILES, QUIZ: f"---\nkuis: a\n---\n{text}".encode()} for text in (was, now))
    assert bool(changes(before, after)) == bool(changes(after, before))
