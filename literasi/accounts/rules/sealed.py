"""What does not work while the secret key of a database is missing, and how it is mended."""

from __future__ import annotations

from dataclasses import dataclass

from literasi.kernel.sentence import Sentence

FINE = Sentence("membuka kode lanjut dan dua langkah masuk")
MEND = Sentence(
    "Tulis kunci lama di belakang kunci sekarang (dipisah koma) dalam LITERASI_SECRET_KEY atau berkas LITERASI_SECRET_KEY_FILE, atau pulihkan cadangan yang dibuat dengan --with-keys. Bila kunci lama hilang, pekerjaan tamu tidak dapat dibuka lagi; akun tetap dapat masuk, dan langkah kedua dilepas dengan `literasi user drop-second-step NAMA`."
)
STEP_SHUT = Sentence(
    "Langkah kedua akun ini tidak dapat diperiksa, karena kunci rahasia situs ini berganti. Minta pengelola melepas langkah kedua, di halaman Orang atau di terminal: `literasi user drop-second-step NAMA`."
)


@dataclass(frozen=True)
class Shut:
    """How many codes of guests and how many second steps no key here opens, of a sample."""

    codes: int = 0
    second_steps: int = 0

    def __bool__(self) -> bool:
        return bool(self.codes or self.second_steps)


def said(shut: Shut) -> Sentence:
    """What will not work, in a line."""
    counts = {"codes": shut.codes, "steps": shut.second_steps}
    if not shut:
        return FINE
    return Sentence(
        "bukan kunci basis data ini: orang yang sedang masuk dikeluarkan, kode lanjut yang dicatat tamu tidak berlaku (%(codes)s dari contoh), dan akun dengan dua langkah tidak dapat masuk (%(steps)s dari contoh)",
        counts,
    )
