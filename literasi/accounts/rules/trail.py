"""What is written down about what people do to each other's accounts and data."""

from __future__ import annotations

from enum import StrEnum

from literasi.kernel.sentence import Sentence


class Act(StrEnum):
    """The value is stored."""

    SIGNED_UP = "akun.daftar"
    MERGED = "akun.gabung"
    NEW_KEY = "akun.sandi"
    CODE = "akun.kode"
    SUSPENDED = "akun.nonaktif"
    RESTORED = "akun.aktif"
    ENDED_DEVICES = "akun.keluar-semua"
    SECOND_STEP = "akun.dua-langkah"
    ROLE_GIVEN = "peran.beri"
    ROLE_TAKEN = "peran.cabut"
    INVITED = "peran.undang"
    ASKED = "peran.minta"
    REFUSED = "peran.tolak"
    SCHOOL = "sekolah.simpan"
    CONSENT = "persetujuan"
    LOOKED = "data.lihat"
    EXPORTED = "data.unduh"
    CORRECTED = "data.betulkan"
    ERASED = "data.hapus"
    ANSWERED = "data.jawab"
    SETTING = "situs.ubah"


SENTENCES = {
    Act.SIGNED_UP: Sentence("Akun dibuat"),
    Act.MERGED: Sentence("Pekerjaan tamu digabungkan"),
    Act.NEW_KEY: Sentence("Kata sandi diganti"),
    Act.CODE: Sentence("Kode sekali pakai diberikan"),
    Act.SUSPENDED: Sentence("Akun dinonaktifkan sementara"),
    Act.RESTORED: Sentence("Akun diaktifkan kembali"),
    Act.ENDED_DEVICES: Sentence("Keluar dari semua perangkat"),
    Act.SECOND_STEP: Sentence("Dua langkah masuk diubah"),
    Act.ROLE_GIVEN: Sentence("Peran diberikan"),
    Act.ROLE_TAKEN: Sentence("Peran dicabut"),
    Act.INVITED: Sentence("Undangan dibuat"),
    Act.ASKED: Sentence("Peran guru diminta"),
    Act.REFUSED: Sentence("Permintaan peran ditolak"),
    Act.SCHOOL: Sentence("Sekolah disimpan"),
    Act.CONSENT: Sentence("Persetujuan dicatat"),
    Act.LOOKED: Sentence("Data dilihat"),
    Act.EXPORTED: Sentence("Data diunduh"),
    Act.CORRECTED: Sentence("Data dibetulkan"),
    Act.ERASED: Sentence("Data dihapus"),
    Act.ANSWERED: Sentence("Permintaan data dijawab"),
    Act.SETTING: Sentence("Pengaturan situs diubah"),
}
