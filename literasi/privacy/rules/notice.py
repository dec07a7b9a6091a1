"""The words of /privasi, as UU 27/2022 article 21 asks for them: what, why, on what ground, how long, who, which rights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from literasi.kernel.sentence import Sentence
from literasi.privacy.rules import requests, retention


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    title: Sentence
    lines: tuple[Sentence, ...]


def adult(letter_tries: int, class_months: int) -> tuple[Section, ...]:
    """The notice for adults. `letter_tries`: how often a letter is tried before it is forgotten;
    `class_months`: how long a closed class knows who was in it."""
    return (
        Section(Sentence("Singkatnya"), _SHORT),
        Section(Sentence("Dasar hukum"), _GROUND),
        Section(Sentence("Apa yang disimpan, dan untuk apa"), _WHAT),
        Section(Sentence("Siapa yang melihat"), _WHO),
        Section(Sentence("Berapa lama"), _how_long(letter_tries, class_months)),
        Section(Sentence("Hak Anda"), _RIGHTS),
        Section(Sentence("Di peramban Anda"), _BROWSER),
    )


def child() -> tuple[Section, ...]:
    """The notice for children: few words, short sentences."""
    return (
        Section(Sentence("Boleh tanpa nama"), _CHILD_SHORT),
        Section(Sentence("Yang kami simpan"), _CHILD_WHAT),
        Section(Sentence("Siapa yang melihat"), _CHILD_WHO),
        Section(Sentence("Sampai kapan"), _CHILD_LONG),
        Section(Sentence("Yang boleh diminta"), _CHILD_RIGHTS),
    )


def sentences(sections: Iterable[Section]) -> list[Sentence]:
    """All that is said, in its order: what a version of the notice is made of."""
    return [one for section in sections for one in (section.title, *section.lines)]


_SHORT = (
    Sentence("Belajar tidak memerlukan nama. Tanpa akun, yang disimpan hanya pekerjaan belajar dan jalan untuk kembali kepadanya."),
    Sentence("Tidak ada iklan dan pelacak. Data tidak dijual dan tidak dibagikan kepada siapa pun di luar perpustakaan."),
)  # fmt: skip
_GROUND = (
    Sentence("Data diolah dengan persetujuan Anda menurut UU 27/2022 tentang Pelindungan Data Pribadi."),
    Sentence("Bagi yang belum 18 tahun, orang tua atau wali yang menyetujui (PP 17/2025)."),
)
_WHAT = (
    Sentence("Tamu: hari terakhir belajar, tempat terakhir dalam pelajaran, jawaban latihan dan kuis. Gunanya meneruskan dari tempat berhenti."),
    Sentence("Akun: nama panggilan, nama pengguna atau surel, kata sandi dalam bentuk yang tidak dapat dibaca, dan kelompok usia. Gunanya masuk dari perangkat mana pun dan mengetahui siapa yang perlu menyetujui."),
    Sentence("Perangkat: jenis peramban dan sejak kapan masuk. Gunanya mengenali perangkat yang bukan milik Anda."),
    Sentence("Persetujuan: kata-katanya, waktunya, dan caranya; bagi anak juga nama orang tua atau wali. Gunanya sebagai bukti."),
    Sentence("Jejak: apa yang dilakukan petugas dengan akun dan data Anda. Gunanya supaya Anda dapat memeriksanya."),
    Sentence("Sesi kelas: nomor kursi dan jawaban di satu ponsel, tanpa nama dan tanpa akun. Gunanya hasil kelas sebagai angka."),
    Sentence("Tidak ditanyakan: NIK, nama lengkap, tanggal lahir, alamat rumah, nomor telepon, agama, foto."),
)  # fmt: skip
_WHO = (
    Sentence("Anda sendiri. Guru hanya melihat pekerjaan di kelas yang Anda ikuti. Pustakawan dan pengelola melihat data bila membantu akun Anda."),
    Sentence("Uraian yang Anda kirim dibaca dan dinilai oleh guru atau pustakawan."),
    Sentence("Setiap kali petugas membuka data Anda, itu dicatat dan dapat Anda baca di halaman Data saya."),
)  # fmt: skip
_BROWSER = (
    Sentence("Dua kuki: satu supaya Anda tetap masuk, satu untuk bahasa dan ukuran huruf."),
    Sentence("Jawaban yang belum terkirim menunggu di peramban Anda sampai jaringan kembali."),
    Sentence("Alamat jaringan tidak disimpan. Bila ada kode yang keliru ditebak, sidik alamatnya disimpan paling lama satu hari."),
)  # fmt: skip
_RIGHTS = (
    Sentence("Melihat dan mengunduh semua data Anda, membetulkannya, menghapusnya, dan mencabut persetujuan: sendiri, kapan saja, di halaman Data saya."),
    Sentence("Meminta penjelasan, pembatasan, atau penghentian pemakaian data. Perpustakaan menjawab dalam %(hours)s jam.", {"hours": requests.HOURS}),
    Sentence("Bila data bocor, Anda diberi tahu paling lambat %(hours)s jam sesudah diketahui.", {"hours": requests.HOURS}),
    Sentence("Keluhan dapat disampaikan kepada perpustakaan, dan kepada lembaga pelindungan data pribadi."),
)  # fmt: skip


def _how_long(letter_tries: int, class_months: int) -> tuple[Sentence, ...]:
    days = {"guest": retention.GUEST_DAYS, "waiting": retention.CONSENT_DAYS}
    years = {
        "trail": retention.TRAIL_YEARS,
        "asked": retention.REQUEST_YEARS,
        "journal": retention.JOURNAL_YEARS,
    }
    return (
        Sentence("Pekerjaan tamu: sampai %(guest)s hari tidak disentuh. Akun: sampai Anda menghapusnya.", days),
        Sentence("Akun anak yang menunggu persetujuan: %(waiting)s hari.", days),
        Sentence("Sesi kelas: kursi dan jawaban %(days)s hari sesudah sesi; yang tinggal hanya angka seluruh kelas.", {"days": retention.SESSION_DAYS}),
        Sentence("Kelas: siapa saja anggotanya, sampai %(months)s bulan sesudah kelas ditutup; hasil belajar tetap milik akun masing-masing.", {"months": class_months}),
        Sentence("Berkas rekap nilai kelas besar: satu jam sesudah selesai dibuat."),
        Sentence("Kode sekali pakai: 30 menit sampai 14 hari. Kode pencabutan bagi wali: 5 tahun."),
        Sentence("Jejak: %(trail)s tahun. Permintaan yang sudah dijawab: %(asked)s tahun.", years),
        Sentence("Surat yang %(tries)s kali gagal dikirim dihapus. Salinan surat di server: %(days)s hari.", {"tries": letter_tries, "days": retention.LETTER_DAYS}),
        Sentence("Catatan tanpa nama bahwa seseorang dihapus: %(journal)s tahun. Dengan catatan itu, cadangan yang dipulihkan tidak mengembalikan data yang sudah dihapus.", years),
    )  # fmt: skip


_CHILD_SHORT = (Sentence("Semua pelajaran boleh diikuti tanpa nama dan tanpa akun."),)
_CHILD_WHAT = (
    Sentence(
        "Jawaban, dan sampai mana belajar. Kalau ada akun: nama panggilan, nama pengguna, kelompok usia."
    ),
    Sentence("Gunanya satu: besok bisa diteruskan, di perangkat mana pun."),
    Sentence("Nama lengkap, tanggal lahir, alamat, nomor telepon, dan foto tidak kami tanyakan."),
)
_CHILD_WHO = (
    Sentence("Guru dan pustakawan dapat melihat kemajuan di kelas. Kalau petugas membuka data, ada catatannya di Data saya."),
    Sentence("Uraian dibaca guru atau pustakawan untuk dinilai. Itu juga ada catatannya di Data saya."),
    Sentence("Orang lain tidak melihat. Tidak ada peringkat, iklan, atau pelacak."),
)  # fmt: skip
_CHILD_LONG = (
    Sentence("Tanpa akun: dihapus sesudah %(guest)s hari tidak dibuka.", {"guest": retention.GUEST_DAYS}),
    Sentence("Di sesi kelas tidak ada nama. Jawabannya dihapus sesudah %(days)s hari.", {"days": retention.SESSION_DAYS}),
    Sentence("Akun untuk yang belum 18 tahun perlu persetujuan orang tua atau wali, paling lama ditunggu %(waiting)s hari. Kalau persetujuan dicabut, akun dan semua pekerjaan dihapus.", {"waiting": retention.CONSENT_DAYS}),
)  # fmt: skip
_CHILD_RIGHTS = (
    Sentence("Melihat, membetulkan, dan menghapus data sendiri: buka Data saya."),
    Sentence("Ada yang aneh atau menakutkan? Ceritakan kepada orang tua, guru, atau pustakawan."),
)
