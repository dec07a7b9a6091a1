"""One example of each kind of question: what a form begins with, so that nobody begins with an empty page."""

from __future__ import annotations

from collections.abc import Mapping

from literasi.authoring.rules.question_fields import SHAPES, Criterion, Fields, Row
from literasi.catalogue.rules.question import Kind


def _example(
    kind: Kind, heading: str, *rows: Row, stem: str = "", rubric: tuple[Criterion, ...] = ()
) -> Fields:
    return Fields(kind, SHAPES[kind], heading, stem=stem, rows=rows, rubric=rubric)


EXAMPLES: Mapping[Kind, Fields] = {
    one.kind: one
    for one in (
        _example(
            Kind.CHOICE,
            "Di mana judul semua buku perpustakaan dapat dicari?",
            Row("Di katalog", True, feedback="Tepat. Katalog memuat semua koleksi."),
            Row("Di rak buku baru", feedback="Belum tepat. Rak itu hanya memuat buku bulan ini."),
            Row("Di meja baca", feedback="Belum tepat. Ingat tempat orang mencari judul."),
        ),
        _example(
            Kind.MULTIPLE,
            "Mana yang memberi tahu kapan sebuah tulisan dibuat?",
            Row("Tanggal terbit", True),
            Row("Catatan pembaruan", True),
            Row("Warna halaman"),
        ),
        _example(
            Kind.TRUE_FALSE,
            "Setiap buku di katalog sedang ada di rak.",
            Row("Benar", feedback="Belum tepat. Sebuah buku dapat sedang dipinjam."),
            Row("Salah", True, feedback="Tepat. Lihat keterangan tersedia atau dipinjam."),
        ),
        _example(
            Kind.SHORT,
            "Apa singkatan untuk katalog perpustakaan yang daring?",
            Row("OPAC", True),
            Row("Google", feedback="Belum tepat. Itu mesin pencari di web."),
        ),
        _example(Kind.NUMBER, "Berapa digit sebuah ISBN yang baru?", Row("13", True), Row("10")),
        _example(
            Kind.MATCHING,
            "Jodohkan unsur buku dengan contohnya.",
            Row("Judul", partner="Laskar Pelangi"),
            Row("Pengarang", partner="Andrea Hirata"),
            Row("", partner="Rak 3"),
        ),
        _example(
            Kind.ORDERING,
            "Urutkan langkah mencari sebuah buku.",
            Row("Cari judulnya di katalog"),
            Row("Catat nomor panggilnya"),
            Row("Ambil bukunya di rak"),
        ),
        _example(
            Kind.CLOZE,
            "Lengkapi kalimat ini.",
            stem="Operator [[AND|DAN]] mempersempit hasil, [[(OR)|NOT]] memperluasnya.",
        ),
        _example(
            Kind.ESSAY,
            "Ceritakan cara Anda memeriksa sebuah kabar.",
            rubric=(
                Criterion("Menyebut paling sedikit dua sumber", "2"),
                Criterion("Menjelaskan alasannya", "1"),
            ),
        ),
        _example(
            Kind.QUERY,
            "Tulis kueri untuk buku tentang pola asuh dari 2019 sampai 2024.",
            Row('judul:"pola asuh" DAN tahun:2019-2024', True),
        ),
        _example(Kind.SURVEY, "Seberapa yakin Anda?", Row("Yakin"), Row("Ragu"), Row("Belum tahu")),
    )
}
