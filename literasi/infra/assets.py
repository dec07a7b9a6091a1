"""Our own style, script and pictures: compressed once, served under names that change with their content.

A file's address holds a digest of its bytes, so a browser may keep it for ever. WhiteNoise serves them, with the
.br and .gz twins laid beside them in instance/static/.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

import brotli
from flask import Flask
from whitenoise import WhiteNoise

SOURCE = Path(__file__).resolve().parent.parent / "static"
PREFIX = "/static"
_TEXT = frozenset({".css", ".js", ".svg", ".txt", ".json", ".webmanifest"})


def init(app: Flask, instance: Path) -> None:
    """Prepare the files and let WhiteNoise answer for their addresses."""
    target = instance / "static"
    names = {
        str(path.relative_to(SOURCE)): _lay_out(path, target)
        for path in sorted(SOURCE.rglob("*"))
        if path.is_file()
    }
    served = WhiteNoise(
        app.wsgi_app,
        max_age=31536000,
        immutable_file_test=lambda path, url: True,
        add_headers_function=_headers,
        allow_all_origins=False,
    )
    served.add_files(str(target), prefix=PREFIX)
    app.wsgi_app = served  # type: ignore[method-assign]  # as Flask documents it
    app.jinja_env.globals["asset"] = lambda name: f"{PREFIX}/{names[name]}"


def _lay_out(path: Path, target: Path) -> str:
    """Copy one file to its lasting name, with its compressed twins; the name relative to `target`."""
    body = without_comments(path.read_bytes()) if path.suffix == ".js" else path.read_bytes()
    name = f"{path.stem}.{hashlib.sha256(body).hexdigest()[:12]}{path.suffix}"
    place = target / path.parent.relative_to(SOURCE) / name
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix in _TEXT:
            _put(place.with_name(name + ".gz"), gzip.compress(body, 9, mtime=0))
            _put(place.with_name(name + ".br"), brotli.compress(body, quality=11))
        _put(place, body)
    return str(place.relative_to(target))


def without_comments(script: bytes) -> bytes:
    """A script without its lines of comment: they are for who reads the source, and a fifth of what a phone would load."""
    return b"".join(line for line in script.splitlines(True) if not line.lstrip().startswith(b"//"))


def _put(place: Path, body: bytes) -> None:
    """Write by way of a temporary file: processes that start together must not see half a file."""
    handle, name = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(body)
    Path(name).chmod(0o644)
    Path(name).replace(place)


def _headers(headers: Any, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
