"""Encryption of a whole archive: scrypt from a passphrase, then AES-256-GCM in chunks.

A file is a head (magic, salt, check of the key) and chunks of 64 kB of text, each with a tag of its own. The nonce of
a chunk is its number and whether it is the last one, so chunks that were cut off, swapped, repeated or put in from
elsewhere do not open (the STREAM construction, https://eprint.iacr.org/2015/189). A key is used for one file alone,
since the salt is new, so numbers may begin at nought. The cost of scrypt is OWASP's; it does not stand in the file,
where somebody could raise it until the machine stands still.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from literasi.backups.files.archive import Sink, broken
from literasi.backups.rules.manifest import Unusable

MAGIC = b"literasi-terkunci-1\n"
_SALT, _CHECK, _TAG = 16, 16, 16
_TEXT = 64 * 1024
_MEMORY = 96 * 1024 * 1024


@dataclass(frozen=True)
class Cost:
    """What scrypt costs: 64 MB and half a second by default."""

    n: int = 2**16
    r: int = 8
    p: int = 2


COST = Cost()


@dataclass(frozen=True)
class _Key:
    """The key of one file. `head` is bound to every chunk."""

    cipher: AESGCM
    head: bytes

    def nonce(self, number: int, last: bool) -> bytes:
        return number.to_bytes(11, "big") + bytes([last])


def _key(passphrase: str, salt: bytes) -> _Key:
    """The key that follows from a passphrase; half of what scrypt gives tells a wrong passphrase from a damaged file."""
    typed = unicodedata.normalize("NFC", passphrase).encode()
    raw = hashlib.scrypt(typed, salt=salt, n=COST.n, r=COST.r, p=COST.p, maxmem=_MEMORY, dklen=64)
    check = hmac.new(raw[32:], MAGIC + salt, hashlib.sha256).digest()[:_CHECK]
    return _Key(AESGCM(raw[:32]), MAGIC + salt + check)


class SealedWriter:
    """A sink that encrypts. `finish` must be called: the last chunk says that it is the last."""

    def __init__(self, out: Sink, passphrase: str) -> None:
        self._key = _key(passphrase, secrets.token_bytes(_SALT))
        self._out, self._number, self._held = out, 0, bytearray()
        out.write(self._key.head)

    def write(self, data: bytes) -> None:
        self._held += data
        while len(self._held) > _TEXT:  # a whole chunk is kept back: it may be the last
            self._send(bytes(self._held[:_TEXT]), last=False)
            del self._held[:_TEXT]

    def finish(self) -> None:
        """Write what is left as the last chunk."""
        self._send(bytes(self._held), last=True)

    def _send(self, text: bytes, *, last: bool) -> None:
        nonce = self._key.nonce(self._number, last)
        self._out.write(self._key.cipher.encrypt(nonce, text, self._key.head))
        self._number += 1


class SealedReader:
    """A source that decrypts. Raises Unusable for a wrong passphrase and for whatever is not as it was written."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        head = file.read(len(MAGIC) + _SALT + _CHECK)
        self._key = _key(passphrase, head[len(MAGIC) : len(MAGIC) + _SALT])
        if not hmac.compare_digest(head, self._key.head):
            raise Unusable("Kata sandi cadangan keliru, atau awal berkasnya rusak.")
        self._file, self._number, self._text, self._done = file, 0, memoryview(b""), False
        self._next = file.read(_TEXT + _TAG)

    def read(self, size: int) -> bytes:
        if not self._text and not self._done:
            self._open()
        taken, self._text = self._text[:size], self._text[size:]
        return bytes(taken)

    def _open(self) -> None:
        """Open the next chunk; it is the last when nothing comes after it."""
        sealed, self._next = self._next, self._file.read(_TEXT + _TAG)
        self._done = not self._next
        try:
            nonce = self._key.nonce(self._number, self._done)
            self._text = memoryview(self._key.cipher.decrypt(nonce, sealed, self._key.head))
        except (InvalidTag, ValueError) as error:
            raise broken("ada bagian yang berubah, hilang, atau bertukar tempat") from error
        self._number += 1
