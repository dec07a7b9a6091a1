"""The words that are agreed to. Changing one makes a new version; what was agreed to before stays readable."""

from __future__ import annotations

from collections.abc import Sequence

from literasi.kernel.sentence import Sentence

ADULT = (
    Sentence("Kami menyimpan nama panggilan, nama pengguna atau surel, kelompok usia, dan pekerjaan belajar Anda."),
    Sentence("Gunanya: meneruskan belajar di perangkat mana pun, dan menunjukkan kemajuan kepada Anda."),
    Sentence("Guru hanya melihat pekerjaan di kelas yang Anda ikuti. Setiap kali petugas membuka data Anda, itu dicatat dan dapat Anda lihat."),
    Sentence("Data tidak dijual, tidak dibagikan, dan tidak dipakai untuk iklan. Tidak ada pelacak."),
    Sentence("Anda dapat mengunduh, membetulkan, dan menghapus data kapan saja, dan mencabut persetujuan ini."),
)  # fmt: skip
CHILD = (
    Sentence("Kami menyimpan nama panggilan, nama pengguna, kelompok usia, dan pekerjaan belajar anak."),
    Sentence("Gunanya: meneruskan belajar di perangkat mana pun. Guru dan pustakawan dapat melihat kemajuan anak di kelas yang ia ikuti."),
    Sentence("Tidak ada peringkat, iklan, pelacak, atau profil yang dilihat umum. Tanggal lahir, alamat, foto, dan nomor telepon tidak ditanyakan."),
    Sentence("Data anak dapat diunduh, dibetulkan, dan dihapus kapan saja. Bila persetujuan dicabut, akun dan semua pekerjaannya dihapus."),
    Sentence("Tanpa persetujuan pun semua pelajaran bisa diikuti sebagai tamu."),
)  # fmt: skip


def asked(herself: bool) -> tuple[str, Sequence[Sentence]]:
    """What kind of words an account waits for, and the words: her own, or those of whoever agrees for a child."""
    return ("dewasa", ADULT) if herself else ("anak", CHILD)
