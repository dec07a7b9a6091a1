"""Reads typed fields out of front matter; every wrong field is a problem with its line and its mend.

Values arrive as text from `markup.read_yaml`. A reader asks for each key it knows; `finish` reports the keys
nobody asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from literasi.markup import Findings, Node, did_you_mean

_YES = frozenset({"ya", "yes", "true", "benar"})
_NO = frozenset({"tidak", "no", "false", "salah"})
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_flag(text: str) -> bool | None:
    """`ya` or `tidak` (English accepted); None for anything else."""
    word = text.strip().casefold()
    return True if word in _YES else False if word in _NO else None


class FieldReader:
    """Reads the keys of one mapping that starts at `line` (for problems without a better line)."""

    def __init__(self, nodes: Mapping[str, Node], findings: Findings, line: int = 1) -> None:
        self._nodes = nodes
        self._findings = findings
        self._line = line
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the key is there with a value; asking makes it known."""
        self._asked.add(key)
        return key in self._nodes and self._nodes[key].value != ""

    def line(self, key: str) -> int:
        """The line of a key, or of the mapping when the key is absent."""
        return self._nodes[key].line if key in self._nodes else self._line

    def node(self, key: str) -> Node | None:
        """The raw value, for nested data."""
        return self._nodes[key] if self.has(key) else None

    def text(
        self, key: str, default: str = "", *, required: bool = False, pattern: str = "", form: str = ""
    ) -> str:
        """One line of text; `pattern` must match the whole of it, `form` says so in words."""
        if not self.has(key):
            if required:
                self.error(key, f"Kunci `{key}` belum ada. Tambahkan baris `{key}: …`.")
            return default
        value = self._nodes[key].value
        if not isinstance(value, str):
            self.error(key, f"`{key}` harus berupa satu teks, bukan daftar.")
            return default
        if pattern and not re.fullmatch(pattern, value):
            self.error(key, f"`{key}: {value}` belum sesuai. Tulis {form}.")
            return default
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        if not self.has(key):
            return ()
        value = self._nodes[key].value
        if isinstance(value, str):
            return (value,)
        if isinstance(value, tuple):
            texts = tuple(item.value for item in value if isinstance(item.value, str) and item.value)
            if len(texts) == len(value):
                return texts
        self.error(key, f"`{key}` harus berupa daftar teks: satu baris `- …` untuk tiap butir.")
        return ()

    def codes(
        self, key: str, allowed: frozenset[str] | None = None, *, required: bool = False
    ) -> tuple[str, ...]:
        """A list of codes, also as `a, b`; each must be in `allowed` when that is given."""
        if required and not self.has(key):
            self.error(key, f"Kunci `{key}` belum ada. Tambahkan baris `{key}: [ … ]`.")
        codes = tuple(code.strip() for text in self.texts(key) for code in text.split(",") if code.strip())
        for code in codes if allowed is not None else ():
            self._check_choice(key, code, allowed or frozenset())
        if len(set(codes)) < len(codes):
            self.error(key, f"`{key}` memuat kode yang sama lebih dari sekali. Hapus salah satunya.")
        return codes

    def choice(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        """One word out of `allowed`."""
        value = self.text(key, default).strip()
        if value == default or self._check_choice(key, value, frozenset(allowed)):
            return value
        return default

    def _check_choice(self, key: str, value: str, allowed: frozenset[str]) -> bool:
        if value in allowed:
            return True
        known = f" Yang dikenal: {', '.join(sorted(allowed))}." if len(allowed) <= 12 else ""
        self.error(key, f"`{value}` pada `{key}` tidak dikenal.{did_you_mean(value, allowed) or known}")
        return False

    def integer(self, key: str, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`, or None when the key is absent or wrong."""
        text = self.text(key).removesuffix("%").strip()
        if not text:
            return None
        if re.fullmatch(r"[0-9]{1,9}", text) and low <= int(text) <= high:
            return int(text)
        self.error(key, f"`{key}` harus bilangan bulat dari {low} sampai {high}.")
        return None

    def flag(self, key: str, *, default: bool) -> bool:
        """`ya` or `tidak`."""
        if not self.has(key):
            return default
        value = read_flag(self.text(key))
        if value is None:
            self.error(key, f"`{key}` harus `ya` atau `tidak`.")
        return default if value is None else value

    def day(self, key: str) -> date | None:
        """A date as 2026-11-28."""
        text = self.text(key)
        if not text:
            return None
        try:
            if _DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass  # 2026-02-30 looks like a date and is none
        self.error(key, f"`{key}` harus tanggal seperti 2026-11-28 (tahun-bulan-hari).")
        return None

    def error(self, key: str, message: str) -> None:
        """A problem at the line of `key`."""
        self._findings.error(self.line(key), message)

    def finish(self) -> None:
        """Report the keys that no reader asked for."""
        for key in self._nodes.keys() - self._asked:
            hint = did_you_mean(key, frozenset(self._asked)) or " Hapus baris ini."
            self.error(key, f"Kunci `{key}` tidak dikenal.{hint}")
