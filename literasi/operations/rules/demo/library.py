"""The library of the demo: placeholders that say of themselves that they are none of anybody.

Addresses end in `.example`, which nobody can own (RFC 2606), and there is no telephone number, for one that rings nowhere
today may be somebody's tomorrow.
"""

from __future__ import annotations

from dataclasses import dataclass

PROFILE = {
    "name": "Perpustakaan Contoh",
    "short_name": "Perpustakaan Contoh",
    "address": "Jalan Contoh 1, Kota Contoh",
    "hours": "Senin–Jumat 08.00–16.00, Sabtu 09.00–13.00 (contoh)",
    "head": "Nama Kepala (contoh)",
    "signatory": "Nama Penanda Tangan (contoh)",
    "signatory_title": "Kepala Perpustakaan (contoh)",
    "contact": "Kontak Data (contoh)",
    "contact_email": "data@perpustakaan.example",
}
"""Fields of infra.site.Site."""
SCHOOLS = ("SMP Contoh Lokon", "SMP Contoh Mahawu", "SMA Contoh Kinilow", "SMK Contoh Matani", "Kampus Contoh Kakaskasen")  # fmt: skip


@dataclass(frozen=True)
class Channel:
    """An official channel. `checked` is how many days ago somebody looked first, `again` when she looked last, or None."""

    name: str
    purpose: str
    address: str
    source: str
    checked: int
    again: int | None = None


CHANNELS = (
    Channel("Cuaca dan gempa (contoh)", "Peringatan cuaca, gempa, dan gunung api", "https://cuaca.example/peringatan", "Papan pengumuman kantor (contoh)", 172, 11),
    Channel("Layanan aduan (contoh)", "Aduan tentang layanan pemerintah", "https://aduan.example", "Surat edaran (contoh)", 172, 64),
    Channel("Pemeriksa fakta (contoh)", "Kabar yang beredar di grup keluarga", "https://periksa-fakta.example/cari", "Buku saku literasi (contoh)", 197),
    Channel("Meja informasi (contoh)", "Apa saja, bila ragu", "Lantai 1 Perpustakaan Contoh, meja depan", "Denah gedung (contoh)", 120),
)  # fmt: skip
"""The third was looked at more than half a year ago, so that the reminder shows."""
