"""How a question is put: whether it asks, whether it asks for what is right, and how much there is to read before.

Guidelines 9 to 17 of Haladyna, Downing and Rodriguez (2002) on content and stem: a clear directive, little to read, the
positive rather than the negative, and a negative word that cannot be overlooked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from literasi.catalogue.rules.question import Kind, Question
from literasi.markup import plain_text

from .reading import mean_words, read_sentences, words
from .remark import Code, Remark
from .sayings import remark

MOST_WORDS_A_SENTENCE = 18
_STRONG = re.compile(r"<(strong|code)\b.*?</\1>", re.DOTALL)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_NEGATIVES = (
    r"\b(?:mana|manakah|berikut(?: ini)?)(?:\s+(?!yang\b)\w+){0,3}\s+yang\s+(?:paling\s+|justru\s+)?"
    r"(bukan|tidak|tak|kurang|keliru|salah)\b",
    r"\b(?:mana|manakah)\s+(bukan|tidak)\b",
    r"\b(kecuali)\b(?=[^\w]*$)",
    r"\bwhich\b(?:\s+\w+){0,4}\s+(?:is|are|does|do|would|should|can)\s+(not|least)\b",
    r"\b(except)\b(?=[^\w]*$)",
)
_NEGATIVE = re.compile("|".join(_NEGATIVES), re.IGNORECASE)
_INDONESIAN_TASKS = """
    amati ambil baca bandingkan beri berapa buat cari cermati coba gabung hitung isi ketik lengkapi nilai perbaiki pilih
    saring seret susun tandai tulis ubah uji urai
"""
_ENGLISH_TASKS = """
    arrange calculate choose compare complete count describe drag enter explain fill find give list mark match name order
    pair pick put rate read rewrite say select sort state tell tick turn type use write
"""
_TASKS = frozenset(f"{_INDONESIAN_TASKS} {_ENGLISH_TASKS}".split())
"""What a task begins with, apart from Indonesian verbs in -kan and words in -lah."""
_UNFINISHED = ("…", "...", ":", "adalah", "ialah", "yaitu")
_ASKED_BY_KIND = (Kind.TRUE_FALSE, Kind.SURVEY, Kind.CLOZE)
"""Kinds whose form says what to do: to judge a statement, to agree with it, to fill its gaps."""


def of_wording(question: Question, most_stimulus: int) -> Iterator[Remark]:
    """The remarks about heading and stem. `most_stimulus` is the number of words its readers may be given."""
    stem = question.stem_html or "".join(question.cloze_html)
    said = [*read_sentences(question.title_html), *read_sentences(stem)]
    if question.kind not in _ASKED_BY_KIND and not _asks(said):
        yield remark(Code.NO_QUESTION, question.line, question.key)
    if word := _overlooked_negative(question):
        yield remark(Code.NEGATIVE_STEM, question.line, question.key, word=word)
    if (found := words(plain_text(stem))) > most_stimulus:
        yield remark(Code.LONG_STIMULUS, question.line, question.key, found=found, most=most_stimulus)
    if (mean := mean_words(said)) > MOST_WORDS_A_SENTENCE:
        most = MOST_WORDS_A_SENTENCE
        yield remark(Code.LONG_SENTENCES, question.line, question.key, found=round(mean), most=most)


def _asks(said: list[str]) -> bool:
    return any("?" in one or _is_task(one) or one.casefold().endswith(_UNFINISHED) for one in said)


def _is_task(sentence: str) -> bool:
    first = re.match(r"\W*([^\W\d_]+)", sentence)
    if first is None:
        return False
    word = first[1].casefold()
    return word in _TASKS or word.endswith("lah") or (word.endswith("kan") and word not in ("bukan", "akan"))


def _overlooked_negative(question: Question) -> str:
    """The word that turns the question round and is neither bold nor in capitals; "" for none.

    Looked for in what is asked, not in what is quoted: a message in the stem may deny what it likes.
    """
    for part in (question.title_html, question.stem_html):
        for sentence in read_sentences(_STRONG.sub(" ", part)):
            match = _NEGATIVE.search(_QUOTED.sub(" ", sentence))
            word = next((group for group in match.groups() if group), "") if match else ""
            if word and not word.isupper():
                return word
    return ""
