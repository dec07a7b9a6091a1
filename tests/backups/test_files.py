"""The archive and its encryption: whatever is not as it was written is found; who serves keeps a restore away."""

from __future__ import annotations

import hashlib
import io
import random
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from literasi.backups.files import archive, folders, holding, record, sealing
from literasi.backups.rules.manifest import Contents, Manifest, Unusable
from literasi.backups.rules.record import Record

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
TEXT = sealing._TEXT
SEALED = TEXT + 16
HEAD = len(sealing.MAGIC) + 32
DATABASE = random.Random(5).randbytes(3000) + bytes(9000)


class Shelf(dict[str, bytes]):
    """What was received, by name."""

    @contextmanager
    def receive(self, part: object) -> Iterator[io.BytesIO]:
        with io.BytesIO() as body:
            yield body
            self[part.name] = body.getvalue()  # type: ignore[attr-defined]


def build(room: Path, parts: dict[str, bytes] | None = None) -> bytes:
    """An archive of these parts."""
    bodies = parts or {"literasi.sqlite": DATABASE, "uploads/logo.webp": b"gambar"}
    packed = tuple(archive.pack(name, [body], room) for name, body in bodies.items())
    out = io.BytesIO()
    archive.write(out, Manifest("0.1.0", "sqlite", NOW, Contents("0002", {}), packed), room)
    return out.getvalue()


def take(body: bytes) -> Shelf:
    shelf = Shelf()
    archive.read(io.BytesIO(body), lambda _found: None, shelf.receive)
    return shelf


def seal(body: bytes) -> bytes:
    out = io.BytesIO()
    writer = sealing.SealedWriter(out, "kata sandi")
    writer.write(body)
    writer.finish()
    return out.getvalue()


def unseal(sealed: bytes, passphrase: str = "kata sandi") -> bytes:
    reader, found = sealing.SealedReader(io.BytesIO(sealed), passphrase), bytearray()
    while chunk := reader.read(10_000):
        found += chunk
    return bytes(found)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return build(tmp_path_factory.mktemp("arsip"))


def test_an_archive_gives_back_what_was_packed(plain: bytes) -> None:
    assert take(plain) == {"literasi.sqlite": DATABASE, "uploads/logo.webp": b"gambar"}


def test_tar_and_gunzip_open_it_without_literasi(plain: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_bytes(plain)
    script = "tar xf x.tar && gunzip literasi.sqlite.gz && gunzip uploads/logo.webp.gz"
    assert subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, check=True).stderr == b""
    assert (tmp_path / "literasi.sqlite").read_bytes() == DATABASE


def test_every_flipped_byte_is_found(plain: bytes) -> None:
    for place in range(len(plain)):
        body = bytearray(plain)
        body[place] ^= 1 << place % 8
        with pytest.raises(Unusable):
            take(bytes(body))


def test_every_truncation_is_found(plain: bytes) -> None:
    for length in range(0, len(plain), 16):
        with pytest.raises(Unusable):
            take(plain[:length])


@pytest.mark.parametrize("more", [b"\0", bytes(10_240), b"x"])
def test_what_comes_after_the_end_is_found(plain: bytes, more: bytes) -> None:
    with pytest.raises(Unusable, match="segel"):
        take(plain + more)


def _resealed(body: bytes) -> bytes:
    """An archive by somebody who knows how seals are made: they protect from accidents, not from forgers."""
    return body + archive._tail(hashlib.sha256(body).hexdigest())


def _with_first_part(plain: bytes, header: tarfile.TarInfo) -> bytes:
    """The archive with another header for its first part."""
    start = 512 + (len(archive._padding(size := _size(plain, 0))) + size)
    body = plain[:start] + header.tobuf(tarfile.GNU_FORMAT) + plain[start + 512 : -2048]
    return _resealed(body)


def _size(plain: bytes, start: int) -> int:
    return tarfile.TarInfo.frombuf(plain[start : start + 512], "utf-8", "strict").size


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.XHDTYPE],
)
def test_what_is_no_plain_file_is_refused(plain: bytes, kind: bytes) -> None:
    header = tarfile.TarInfo("literasi.sqlite.gz")
    header.type, header.linkname = kind, "/etc/passwd"
    with pytest.raises(Unusable, match="dikenali"):
        take(_with_first_part(plain, header))


@pytest.mark.parametrize("name", ["../literasi.sqlite.gz", "/literasi.sqlite.gz", "lain.gz"])
def test_a_header_cannot_name_another_place(plain: bytes, name: str) -> None:
    header = tarfile.TarInfo(name)
    header.mode, header.size = 0o600, 5
    with pytest.raises(Unusable, match="tempatnya"):
        take(_with_first_part(plain, header))


def test_a_bomb_is_stopped_at_the_size_that_it_admits(tmp_path: Path) -> None:
    bomb, said = (build(tmp_path, {"literasi.sqlite": bytes(size)}) for size in (50_000_000, 5_000_000))
    start = 512 + _size(said, 0) + len(archive._padding(_size(said, 0)))
    begin = 512 + _size(bomb, 0) + len(archive._padding(_size(bomb, 0)))
    received: list[int] = []

    class Counting(io.BytesIO):
        def write(self, data: bytes) -> int:  # type: ignore[override]
            received.append(len(data))
            return len(data)

    with pytest.raises(Unusable, match="lebih besar"):
        archive.read(
            io.BytesIO(_resealed(said[:start] + bomb[begin:-2048])),
            lambda _found: None,
            lambda _part: Counting(),
        )
    assert sum(received) <= 5_000_000


def test_a_manifest_that_never_ends_is_not_read(plain: bytes) -> None:
    header = tarfile.TarInfo("manifest.json")
    header.mode, header.size = 0o600, 8_000_000
    with pytest.raises(Unusable, match="daftar isinya"):
        take(header.tobuf(tarfile.GNU_FORMAT) + bytes(8_000_000))


def test_nothing_is_unpacked_when_the_manifest_is_not_accepted(plain: bytes) -> None:
    def refuse(_manifest: Manifest) -> None:
        raise Unusable("tidak")

    shelf = Shelf()
    with pytest.raises(Unusable, match="tidak"):
        archive.read(io.BytesIO(plain), refuse, shelf.receive)
    assert shelf == {}


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([0, TEXT - 1, TEXT, TEXT + 1, 3 * TEXT]))
def test_what_was_encrypted_comes_back(tail: bytes, size: int) -> None:
    body = bytes(size) + tail
    assert unseal(seal(body)) == body


def test_the_text_does_not_show_and_two_files_share_nothing() -> None:
    one, two = seal(b"nama anak" * 9), seal(b"nama anak" * 9)
    assert b"nama" not in one and one[len(sealing.MAGIC) :] != two[len(sealing.MAGIC) :]


@pytest.mark.parametrize("passphrase", ["", "kata sand", "kata sandi ", "Kata sandi"])
def test_a_wrong_passphrase_is_called_so(passphrase: str) -> None:
    with pytest.raises(Unusable, match="Kata sandi cadangan keliru"):
        unseal(seal(b"isi"), passphrase)


def test_a_passphrase_typed_on_another_keyboard_is_the_same() -> None:
    out = io.BytesIO()
    writer = sealing.SealedWriter(out, "caf\u00e9")
    writer.finish()
    assert unseal(out.getvalue(), "cafe\u0301") == b""


def test_every_flipped_byte_of_a_short_encrypted_file_is_found() -> None:
    sealed = seal(b"isi cadangan")
    for place in range(len(sealed)):
        body = bytearray(sealed)
        body[place] ^= 1 << place % 8
        with pytest.raises(Unusable):
            unseal(bytes(body))


def test_a_thousand_flips_in_a_long_encrypted_file_are_found() -> None:
    sealed, rng = seal(bytes(2 * TEXT + 10)), random.Random(3)
    for place in rng.sample(range(HEAD, len(sealed)), 1000):
        body = bytearray(sealed)
        body[place] ^= 1 << rng.randrange(8)
        with pytest.raises(Unusable, match="berubah"):
            unseal(bytes(body))


def _chunks(sealed: bytes) -> tuple[bytes, list[bytes]]:
    return sealed[:HEAD], [sealed[start : start + SEALED] for start in range(HEAD, len(sealed), SEALED)]


TAMPER: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "swapped": lambda chunks: [chunks[1], chunks[0], *chunks[2:]],
    "repeated": lambda chunks: [chunks[0], *chunks],
    "the first left out": lambda chunks: chunks[1:],
    "one in the middle left out": lambda chunks: [chunks[0], *chunks[2:]],
    "the last left out": lambda chunks: chunks[:-1],
    "the last twice": lambda chunks: [*chunks, chunks[-1]],
    "only the last": lambda chunks: chunks[-1:],
    "all left out": lambda chunks: [],
}


@pytest.mark.parametrize("how", TAMPER)
def test_chunks_out_of_their_order_do_not_open(how: str) -> None:
    head, chunks = _chunks(seal(bytes(3 * TEXT + 10)))
    with pytest.raises(Unusable):
        unseal(head + b"".join(TAMPER[how](chunks)))


def test_a_chunk_of_another_file_does_not_open() -> None:
    (head, ours), (_head, theirs) = _chunks(seal(bytes(2 * TEXT))), _chunks(seal(bytes(2 * TEXT)))
    with pytest.raises(Unusable):
        unseal(head + ours[0] + theirs[1])


@pytest.mark.parametrize(
    "cut", [0, 1, HEAD - 1, HEAD, HEAD + 1, HEAD + SEALED - 1, HEAD + SEALED, HEAD + SEALED + 1]
)
def test_an_encrypted_file_that_was_cut_does_not_open(cut: int) -> None:
    with pytest.raises(Unusable):
        unseal(seal(bytes(TEXT + 10))[:cut])


def test_many_may_serve_and_then_nobody_restores(tmp_path: Path) -> None:
    with holding.together(tmp_path), holding.together(tmp_path), pytest.raises(holding.Held):
        holding.alone(tmp_path).__enter__()


@pytest.mark.parametrize("other", [holding.together, holding.alone])
def test_one_restores_and_then_nobody_serves(tmp_path: Path, other: Callable[[Path], Any]) -> None:
    with holding.alone(tmp_path), pytest.raises(holding.Held):
        other(tmp_path).__enter__()
    with other(tmp_path):
        assert (tmp_path / "serve.lock").exists()


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    kept = Record(NOW, "/mnt/x.tar", 5, NOW, "disk penuh")
    record.write(tmp_path, kept)
    assert record.read(tmp_path) == kept


@pytest.mark.parametrize("body", ["", "{", "[]", '{"at": "kemarin"}', '{"size": "besar"}'])
def test_a_record_that_cannot_be_read_is_no_record(tmp_path: Path, body: str) -> None:
    (tmp_path / "last_backup.json").write_text(body)
    assert record.read(tmp_path) == Record()


def test_a_small_file_is_private_and_comes_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "x"
    folders.write_durably(place, b"lama")
    with pytest.raises(TypeError):
        folders.write_durably(place, "bukan byte")  # type: ignore[arg-type]
    assert place.read_bytes() == b"lama" and place.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["x"]
