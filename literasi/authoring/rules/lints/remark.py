"""A remark: what was noticed, how much it weighs, where it stands, and one sentence with the reason and the mend."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from literasi.kernel.sentence import Sentence


class Severity(StrEnum):
    """How much a remark weighs; the value is the word that people read."""

    WARNING = "peringatan"  # a flaw by which learners guess, or stumble
    ADVICE = "saran"  # a custom that makes a good module better


class Code(StrEnum):
    """What was noticed. The value is shown and filtered by, and must not change."""

    KEY_BY_LENGTH = "kunci-menonjol"
    KEYS_ARE_LONGEST = "kunci-terpanjang"
    KEYS_IN_ONE_PLACE = "letak-kunci"
    ALL_OR_NONE = "semua-benar"
    SAME_OPTIONS = "pilihan-kembar"
    OVERLAPPING_RANGES = "pilihan-bertindih"
    ODD_ENDING = "akhir-berbeda"
    FEW_OPTIONS = "pilihan-sedikit"
    MANY_OPTIONS = "pilihan-banyak"
    MISSING_FEEDBACK = "tanpa-umpan-balik"
    MISSING_EXPLANATION = "tanpa-pembahasan"
    NEGATIVE_STEM = "soal-negatif"
    NO_QUESTION = "bukan-pertanyaan"
    LONG_STIMULUS = "stimulus-panjang"
    LONG_SENTENCES = "kalimat-panjang"
    SMALL_BANK = "bank-kecil"
    NO_CRITICAL = "tanpa-wajib-benar"
    INDICATOR_NOT_ASKED = "indikator-tanpa-soal"
    INDICATOR_RARELY_ASKED = "indikator-jarang"
    NO_INDICATOR = "soal-tanpa-indikator"
    FOREIGN_INDICATOR = "indikator-luar"
    FEW_TRUE = "hoaks-melulu"
    HEADING_NO_QUESTION = "judul-bukan-tanya"
    LESSON_LENGTH = "panjang-pelajaran"
    LONG_OPENING = "pemantik-panjang"
    MANY_POINTS = "rangkuman-panjang"
    NO_REFERENCES = "tanpa-rujukan"


@dataclass(frozen=True)
class Remark:
    """A remark at a line (1-based) of a file. `key` is the id of the question it is about, "" for none."""

    code: Code
    severity: Severity
    line: int
    sentence: Sentence
    key: str = ""
    file: str = ""

    def in_file(self, file: str) -> Remark:
        """The same remark with the name of its file."""
        return replace(self, file=file)
