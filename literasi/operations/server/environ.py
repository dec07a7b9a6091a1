"""The WSGI environ of one request, built from what the HTTP front hands over.

Shapes follow PEP 3333: text is "bytes as latin-1", header names become HTTP_*. Everything here is pure.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any, Protocol
from wsgiref.types import WSGIEnvironment

_UNPREFIXED = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
# A second copy of one of these lets two readers of a request disagree about it (RFC 9110 section 5.3).
_SINGLE = frozenset({"HTTP_HOST", "CONTENT_LENGTH", "CONTENT_TYPE"})


class BadRequestHead(ValueError):
    """The request line or headers contradict themselves; the answer is 400."""


class Headers(Protocol):
    """Header lines in the order they came, names in lower case."""

    def items(self) -> Iterable[tuple[str, str]]: ...

    def get(self, key: str) -> str | None: ...


class Scope(Protocol):
    """What the front knows of a request before its body: RSGI's scope, as far as it is read here."""

    proto: str
    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None

    @property
    def headers(self) -> Headers: ...


@lru_cache(maxsize=512)
def header_key(name: str) -> str | None:
    """The environ key of a header name; None for names that could pass for another one.

    "x_real_ip" and "x-real-ip" would share a key, so that a visitor could forge what a proxy sets.
    """
    if "_" in name:
        return None
    return _UNPREFIXED.get(name) or "HTTP_" + name.upper().replace("-", "_")


def build(scope: Scope, body: bytes, base: Mapping[str, Any]) -> WSGIEnvironment:
    """The environ of a request whose body of `len(body)` bytes has arrived whole.

    `base` holds what never changes in a worker. Raises BadRequestHead.
    """
    environ: WSGIEnvironment = dict(base)
    _add_headers(environ, scope.headers.items())
    environ["REQUEST_METHOD"] = scope.method
    environ["PATH_INFO"] = scope.path.encode("utf-8", "replace").decode("latin-1")
    environ["QUERY_STRING"] = scope.query_string
    environ["SERVER_PROTOCOL"] = "HTTP/1.0" if scope.http_version == "1" else f"HTTP/{scope.http_version}"
    environ["SERVER_NAME"], environ["SERVER_PORT"] = split_address(scope.server)
    environ["REMOTE_ADDR"], environ["REMOTE_PORT"] = split_address(scope.client)
    environ["wsgi.url_scheme"] = scope.scheme
    environ["wsgi.input"] = BytesIO(body)
    _settle_host(environ, scope)
    return environ


def split_address(address: str) -> tuple[str, str]:
    """("::1", "8000") from "[::1]:8000" or "::1:8000"; the port is "" when there is none."""
    host, _, port = address.rpartition(":")
    return (host.strip("[]"), port) if host else (address, "")


def _add_headers(environ: WSGIEnvironment, headers: Iterable[tuple[str, str]]) -> None:
    """Put the headers in; repeated lines join as RFC 9110 5.3 says, cookies as RFC 6265 does."""
    for name, value in headers:
        key = header_key(name)
        if key is None:
            continue
        if key not in environ:
            environ[key] = value
        elif key in _SINGLE:
            raise BadRequestHead(name)
        else:
            environ[key] += ("; " if key == "HTTP_COOKIE" else ", ") + value


def _settle_host(environ: WSGIEnvironment, scope: Scope) -> None:
    """Agree on one host: a request for http://a/ with "Host: b" is refused, as is HTTP/1.1 without any."""
    host = environ.get("HTTP_HOST")
    if host is None:
        if scope.authority is None and scope.http_version == "1.1":
            raise BadRequestHead("host")
        environ["HTTP_HOST"] = scope.authority or scope.server
    elif scope.authority is not None and scope.authority != host:
        raise BadRequestHead("host")
