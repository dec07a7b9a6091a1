"""Class VIII-B of the demo: thirty-two pupils, who of them needs support and why, who waits, who left."""

from __future__ import annotations

from collections.abc import Iterator

from literasi.classes.rules.sample import Pupil

NAME = "VIII-B"
MURID = Pupil("Kezia (contoh)", "-L--")
"""The pupil whom one tap signs in. What she did else has scenes of its own: ill, she got more time for the first task; the
third lies open before her."""
WITHDRAWN = "Wenda"
"""Her guardian changed her mind."""
_TOLD = {
    "Bryan": "DD--",  # has not begun what is due tomorrow
    "Hasan": "DDT-",  # failed twice
    "Juwita": "DDR-",  # stopped in the middle
    **dict.fromkeys(("Andini", "Daud", "Inayah", "Mikha", "Samuel", "Zahra"), "EDD-"),
    WITHDRAWN: "DD--",
    "Charel": "DDDD",
    "Ni Luh": "DFDD",
    "Pingkan": "DDDD",
}
_OTHERS = (
    *("Alifah", "Brayen", "Citra", "Dimas", "Elshadai", "Farhan", "Gloria", "Ignatius", "Jibril"),
    *("Krisna", "Livia", "Mei Hua", "Nurul", "Oktavianus"),
)
_WAITING = ("Refly", "Salsabila", "Timotius", "Yusri")


def pupils() -> tuple[Pupil, ...]:
    """All but the one who has an account of her own and joins by the code, as the class list has them."""
    return tuple(sorted(_pupils(), key=lambda one: one.name))


def _pupils() -> Iterator[Pupil]:
    for name, did in _TOLD.items():
        yield Pupil(name, did)
    for number, name in enumerate(_OTHERS):
        yield Pupil(name, "DDD-" if number % 5 else "FDD-")
    for name in _WAITING:
        yield Pupil(name, "----", agreed=False)
