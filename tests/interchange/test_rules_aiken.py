"""Aiken: one right option, plain lines; everything else is said before it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from literasi.catalogue.rules.written import Answer, Written
from literasi.interchange.rules import formats
from literasi.interchange.rules.formats import Format
from literasi.interchange.rules.report import Fate
from literasi.interchange.rules.wording import bare, escaped

SOURCE = "Apa itu OPAC?\nA. Katalog\nB) Rak\nANSWER: A\n\nTanpa kunci?\nA. Satu\nB. Dua\n"
plain = st.text("abcdé *_-()[]#1.", min_size=1, max_size=20).map(lambda text: f"a{' '.join(text.split())}")


def test_aiken_is_recognised_and_read() -> None:
    first, second = formats.read(SOURCE.encode())
    assert first.written is not None
    assert first.written.stem == "Apa itu OPAC?"
    assert first.written.answers == (Answer("Katalog", True), Answer("Rak"))
    assert (second.written, second.told.fate) == (None, Fate.DROPPED)


@given(plain, st.lists(plain, min_size=2, max_size=5, unique=True))
def test_what_aiken_carries_survives_out_and_in_again(stem: str, options: list[str]) -> None:
    answers = tuple(Answer(escaped(text), at == 1) for at, text in enumerate(options))
    handed = formats.write([Written("Judul", "round", (), escaped(stem), answers)], Format.AIKEN)
    (back,) = formats.read(handed.text.encode(), Format.AIKEN)
    assert back.written is not None
    assert bare(back.written.stem)[0] == stem
    assert [(bare(one.text)[0], one.right) for one in back.written.answers] == [
        (text, at == 1) for at, text in enumerate(options)
    ]


def test_what_aiken_cannot_carry_is_said() -> None:
    essay = Written("Judul", "essay", (("id", "a"),), "Ceritakan.", rubric=("isi (2)",))
    hinted = Written("J", "round", (), "Apa?", (Answer("a", True, feedback="ya"), Answer("b")), ("coba",))
    told = formats.write([essay, hinted], Format.AIKEN).told
    assert [one.fate for one in told] == [Fate.DROPPED, Fate.CHANGED]
    assert "Umpan balik, petunjuk, dan pembahasan tidak dikenal Aiken." in map(str, told[1].dropped)
