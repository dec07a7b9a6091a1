"""The archive: a plain tar of gzipped parts, closed by a seal.

Tar, because in ten years `tar xf` and `gunzip` still open it without literasi, and because it is written and read from
front to back, so it can pass through a cipher and a check without ever standing in memory. A zip keeps its list at the
end and would have to be believed before it is checked.

The last member, `segel`, holds the SHA-256 of every byte before it, so a flipped bit is found wherever it is, also
where tar and gzip do not look. Only headers of the one form that is written here are taken: a link, a device, a
second header or a name with a path in it is no part of a backup.
"""

from __future__ import annotations

import gzip
import hashlib
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol

from literasi.backups.rules import manifest as contents
from literasi.backups.rules.manifest import Manifest, Part, Unusable

CHUNK = 1 << 20
_BLOCK = 512
_END = bytes(2 * _BLOCK)
_MANIFEST, _SEAL, _PACKED = "manifest.json", "segel", ".gz"
_GZIP = 31  # zlib's number for gzip with its checksum
_BROKEN = "Cadangan ini rusak: {}. Pakai cadangan lain."


class Source(Protocol):
    """Where an archive is read from: a file, or a file behind a cipher."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes, none at the end."""


class Sink(Protocol):
    """Where an archive is written to."""

    def write(self, data: bytes, /) -> object:
        """Take all of it."""


Receiver = Callable[[Part], AbstractContextManager[Sink]]


def broken(why: str) -> Unusable:
    """The refusal of a damaged archive."""
    return Unusable(_BROKEN.format(why))


def starts_one(head: bytes) -> bool:
    """Whether a file that begins with these bytes is an archive of ours."""
    return head.startswith(_MANIFEST.encode() + b"\0")


def pack(name: str, chunks: Iterable[bytes], room: Path) -> Part:
    """Gzip what a part holds into `room`, where `write` looks for it; its size and digest on the way."""
    digest, size = hashlib.sha256(), 0
    place = _packed(room, name)
    place.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(place, "wb", compresslevel=1) as packed:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            packed.write(chunk)
    return Part(name, size, digest.hexdigest())


def chunks_of(file: BinaryIO) -> Iterator[bytes]:
    """A file from front to back."""
    while chunk := file.read(CHUNK):
        yield chunk


def _packed(room: Path, name: str) -> Path:
    return room / f"{name}{_PACKED}"


def write(out: Sink, manifest: Manifest, room: Path) -> None:
    """Write the archive of the parts that were packed into `room`."""
    sealing = _Sealing(out)
    body = contents.written(manifest)
    sealing.write(_header(_MANIFEST, len(body)) + body + _padding(len(body)))
    for part in manifest.parts:
        place = _packed(room, part.name)
        size = place.stat().st_size
        sealing.write(_header(place.relative_to(room).as_posix(), size))
        with place.open("rb") as packed:
            for chunk in chunks_of(packed):
                sealing.write(chunk)
        sealing.write(_padding(size))
    out.write(_tail(sealing.digest.hexdigest()))


def read(source: Source, accept: Callable[[Manifest], None], receiver: Receiver) -> Manifest:
    """Read a whole archive, each part into what `receiver` opens for it. Raises Unusable.

    `accept` may refuse the manifest before anything is unpacked. What was received may be used only when this
    returns: the seal comes last.
    """
    opened = _Opening(source)
    name, size = opened.header()
    if name != _MANIFEST or size > contents.MOST_BYTES:
        raise broken("daftar isinya tidak ada di tempatnya")
    manifest = contents.read(opened.exactly(size))
    opened.padding(size)
    accept(manifest)
    for part in manifest.parts:
        name, size = opened.header()
        if name != part.name + _PACKED:
            raise broken(f"{part.name} tidak ada di tempatnya")
        with receiver(part) as target:
            _unpack(opened, part, size, target)
        opened.padding(size)
    opened.seal()
    return manifest


def _unpack(opened: _Opening, part: Part, size: int, target: Sink) -> None:
    """Unpack a part of `size` packed bytes, and not one byte more than the manifest says."""
    unzip, digest, left = zlib.decompressobj(_GZIP), hashlib.sha256(), part.size
    try:
        for plain in _inflated(unzip, opened.chunks(size)):
            left -= len(plain)
            if left < 0:
                raise broken(f"{part.name} lebih besar daripada yang tertulis")
            digest.update(plain)
            target.write(plain)
    except zlib.error as error:
        raise broken(f"{part.name} tidak dapat dibuka") from error
    if not unzip.eof or unzip.unused_data or left or digest.hexdigest() != part.sha256:
        raise broken(f"isi {part.name} tidak sama dengan yang disimpan")


def _inflated(unzip: zlib._Decompress, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What comes out of gzipped chunks, at most CHUNK bytes at a time, however much that is."""
    for packed in chunks:
        while packed:
            yield unzip.decompress(packed, CHUNK)
            packed = unzip.unconsumed_tail
    while plain := unzip.decompress(b"", CHUNK):  # what zlib still held when its input ended
        yield plain


def _header(name: str, size: int) -> bytes:
    """A tar header that depends on name and size alone."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry.tobuf(tarfile.GNU_FORMAT)  # unlike ustar it can say more than 8 GB


def _padding(size: int) -> bytes:
    return bytes(-size % _BLOCK)


def _tail(digest: str) -> bytes:
    """What closes an archive: the seal and tar's two empty blocks."""
    body = f"{digest}\n".encode()
    return _header(_SEAL, len(body)) + body + _padding(len(body)) + _END


class _Sealing:
    """Writes on, and keeps the digest of everything written."""

    def __init__(self, out: Sink) -> None:
        self._out, self.digest = out, hashlib.sha256()

    def write(self, data: bytes) -> None:
        self.digest.update(data)
        self._out.write(data)


class _Opening:
    """Reads on, and keeps the digest of everything read."""

    def __init__(self, source: Source) -> None:
        self._source, self._digest = source, hashlib.sha256()

    def chunks(self, size: int) -> Iterator[bytes]:
        """The next `size` bytes, a chunk at a time. Raises Unusable when there are fewer."""
        while size:
            chunk = self._source.read(min(size, CHUNK))
            if not chunk:
                raise broken("akhirnya hilang")
            self._digest.update(chunk)
            size -= len(chunk)
            yield chunk

    def exactly(self, size: int) -> bytes:
        return b"".join(self.chunks(size))

    def padding(self, size: int) -> None:
        self.exactly(-size % _BLOCK)

    def header(self) -> tuple[str, int]:
        """The next header's name and size. One that we would have written otherwise is refused."""
        block = self.exactly(_BLOCK)
        try:
            entry = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
            plain = _header(entry.name, entry.size)
        except (tarfile.TarError, ValueError, UnicodeError) as error:
            raise broken("bagian di dalamnya tidak dapat dikenali") from error
        if plain != block:
            raise broken("bagian di dalamnya tidak dapat dikenali")
        return entry.name, entry.size

    def seal(self) -> None:
        """What is left must be the seal of what was read, and nothing after it."""
        wanted = _tail(self._digest.hexdigest())
        if self.exactly(len(wanted)) != wanted or self._source.read(1):
            raise broken("segelnya tidak cocok")
