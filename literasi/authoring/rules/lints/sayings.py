"""What is said about each flaw: why it matters and how to mend it, in one sentence. The one place to reword them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from literasi.kernel.sentence import Sentence

from .remark import Code, Remark, Severity

_WARN, _ADVISE = Severity.WARNING, Severity.ADVICE
SAYINGS: Mapping[Code, tuple[Severity, Sentence]] = {
    Code.KEY_BY_LENGTH: (
        _WARN,
        Sentence(
            "Kunci (%(letter)s) jauh lebih panjang daripada pilihan lain, sehingga tertebak tanpa membaca; ringkaslah, atau lengkapi pengecohnya."
        ),
    ),
    Code.KEYS_ARE_LONGEST: (
        _WARN,
        Sentence(
            "Pada %(found)s dari %(asked)s soal kuncinya pilihan terpanjang, lebih sering daripada kebetulan; ringkaslah sebagian kunci, atau panjangkan pengecohnya."
        ),
    ),
    Code.KEYS_IN_ONE_PLACE: (
        _WARN,
        Sentence(
            "Pada %(found)s dari %(asked)s soal yang urutannya tetap, kuncinya pilihan %(letter)s, sehingga tertebak; sebarkan letaknya."
        ),
    ),
    Code.ALL_OR_NONE: (
        _WARN,
        Sentence(
            "Pilihan %(letter)s merangkum pilihan lain, sehingga cukup dinilai dari dua di antaranya; gantilah dengan pengecoh biasa, atau pakai `[x]` untuk beberapa kunci."
        ),
    ),
    Code.SAME_OPTIONS: (
        _WARN,
        Sentence(
            "Pilihan %(letter)s berbunyi sama dengan pilihan %(other)s, jadi keduanya pasti bukan kunci tunggal; tulis pengecoh yang lain."
        ),
    ),
    Code.OVERLAPPING_RANGES: (
        _WARN,
        Sentence(
            "Rentang angka pilihan %(letter)s dan %(other)s bertindih, sehingga satu jawaban cocok untuk keduanya; buatlah terpisah."
        ),
    ),
    Code.ODD_ENDING: (
        _ADVISE,
        Sentence(
            "Hanya pilihan %(letter)s yang akhirannya berbeda, dan perbedaan mengundang tebakan; samakan tanda baca di akhir semua pilihan."
        ),
    ),
    Code.FEW_OPTIONS: (
        _ADVISE,
        Sentence(
            "Hanya ada %(found)s pilihan, sehingga separuh tebakan benar; tambahkan pengecoh dari salah pengertian yang lazim."
        ),
    ),
    Code.MANY_OPTIONS: (
        _ADVISE,
        Sentence(
            "Ada %(found)s pilihan, padahal yang kelima ke atas jarang dipilih orang; simpan tiga atau empat yang terbaik."
        ),
    ),
    Code.MISSING_FEEDBACK: (
        _WARN,
        Sentence(
            "Pilihan %(letters)s belum punya umpan balik, sehingga pemilihnya tidak tahu sebabnya; tulis `> …` yang menjorok di bawahnya."
        ),
    ),
    Code.MISSING_EXPLANATION: (
        _ADVISE,
        Sentence(
            "Soal ini belum punya pembahasan, padahal yang menjawab benar pun perlu tahu alasannya; tambahkan `> Pembahasan: …`."
        ),
    ),
    Code.NEGATIVE_STEM: (
        _WARN,
        Sentence(
            "Kata “%(word)s” membalik pertanyaan dan mudah terlewat; tanyakan yang benar, atau tebalkan: **%(word)s**."
        ),
    ),
    Code.NO_QUESTION: (
        _ADVISE,
        Sentence(
            "Pokok soal ini belum bertanya atau menugasi, sehingga maksudnya harus ditebak dari pilihannya; akhiri dengan tanda tanya atau kata kerja perintah."
        ),
    ),
    Code.LONG_STIMULUS: (
        _ADVISE,
        Sentence(
            "Stimulus ini %(found)s kata, sehingga yang diuji jadi daya bacanya; ringkas sampai paling banyak %(most)s kata."
        ),
    ),
    Code.LONG_SENTENCES: (
        _ADVISE,
        Sentence(
            "Kalimat di sini rata-rata %(found)s kata, berat bagi pembaca di ponsel; pecahlah sampai paling banyak %(most)s."
        ),
    ),
    Code.SMALL_BANK: (
        _ADVISE,
        Sentence(
            "Bank berisi %(found)s soal untuk kuis %(shown)s soal, sehingga percobaan kedua mengulang soal yang sama; tulis sedikitnya %(least)s."
        ),
    ),
    Code.NO_CRITICAL: (
        _ADVISE,
        Sentence(
            "Tidak ada soal `wajib_benar: ya`, sehingga orang dapat tuntas tanpa menguasai inti modul; tandai satu atau dua soal."
        ),
    ),
    Code.INDICATOR_NOT_ASKED: (
        _WARN,
        Sentence(
            "Modul menjanjikan %(indicator)s, tetapi tidak ada soal yang mengujinya; tulis soalnya, atau hapus indikatornya."
        ),
    ),
    Code.INDICATOR_RARELY_ASKED: (
        _ADVISE,
        Sentence(
            "Hanya %(found)s dari %(asked)s soal menguji %(indicator)s, sehingga kuis jarang mengundinya; tambahkan soal, atau atur `kisi`."
        ),
    ),
    Code.NO_INDICATOR: (
        _WARN,
        Sentence(
            "Soal ini tidak menyebut indikator, sehingga hasilnya tidak menambah capaian mana pun; tulis `indikator: …` di baris datanya."
        ),
    ),
    Code.FOREIGN_INDICATOR: (
        _ADVISE,
        Sentence(
            "Soal ini menguji %(indicator)s yang tidak dijanjikan modul; ganti indikatornya, pindahkan soalnya, atau lengkapi `indikator` modul."
        ),
    ),
    Code.FEW_TRUE: (
        _WARN,
        Sentence(
            "Hanya %(found)s dari %(asked)s kabar dalam latihan hoaks yang benar, sehingga peserta belajar mencurigai semuanya; jadikan sedikitnya 40%% benar."
        ),
    ),
    Code.HEADING_NO_QUESTION: (
        _ADVISE,
        Sentence(
            "Judul “%(title)s” belum bertanya, padahal pertanyaan membuat orang membaca untuk mencari jawabannya; ubah menjadi pertanyaan."
        ),
    ),
    Code.LESSON_LENGTH: (
        _ADVISE,
        Sentence(
            "Pelajaran ini %(found)s kata, sedangkan satu duduk cukup untuk %(least)s sampai %(most)s; ringkas, pecah, atau lengkapi."
        ),
    ),
    Code.LONG_OPENING: (
        _ADVISE,
        Sentence(
            "Pemantik ini %(found)s kata, padahal tugasnya hanya menggugah; ringkas sampai paling banyak %(most)s kata."
        ),
    ),
    Code.MANY_POINTS: (
        _ADVISE,
        Sentence(
            "Rangkuman ini %(found)s butir, lebih banyak daripada yang dapat diingat sekaligus; pilih paling banyak %(most)s."
        ),
    ),
    Code.NO_REFERENCES: (
        _WARN,
        Sentence(
            "Pelajaran ini tanpa rujukan, sehingga pembaca tidak dapat memeriksanya sendiri; isi `rujukan` di data depan."
        ),
    ),
}


def remark(code: Code, line: int, key: str = "", **values: str | int) -> Remark:
    """The remark with this code; `values` fill its sentence."""
    severity, sentence = SAYINGS[code]
    return Remark(code, severity, line, replace(sentence, values=values), key)
