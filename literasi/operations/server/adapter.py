"""RSGI in front, WSGI behind: a request reaches Flask only once its whole body has arrived.

A phone on a weak line may take half a minute to send an answer. Were Flask called at once, its thread would
wait for those bytes and every other visitor with it. So the event loop waits, for any number of bodies at a
time, and the application runs on that same loop's thread: one application thread a process, because threads
of one process fight for SQLite's write lock, and a hop to another thread costs more than it brings.

Only what the application calls slow, the hashing of passwords, is answered on the side thread (side.py): forty who
sign in at eight o'clock would otherwise hold every lesson back for a second. All others take turns (turns.py).
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any, Protocol
from urllib.parse import quote
from wsgiref.types import WSGIApplication, WSGIEnvironment

from literasi.infra.urgency import Urgency
from literasi.operations.server import environ as wsgi_environ
from literasi.operations.server.environ import BadRequestHead, Headers, Scope
from literasi.operations.server.refusals import HeaderList, come_later, refuse
from literasi.operations.server.side import Side
from literasi.operations.server.turns import Full, Turns

logger = logging.getLogger(__name__)

# Larger answers go out piece by piece, so that a big export is never whole in memory twice.
_JOINED_BYTES = 256 * 1024


class Stream(Protocol):
    """The way out for an answer sent piece by piece."""

    async def send_bytes(self, data: bytes) -> None: ...


class Transport(Protocol):
    """The HTTP half of RSGI, as far as it is used here."""

    async def __call__(self) -> bytes: ...

    def response_bytes(self, status: int, headers: HeaderList, body: bytes) -> None: ...

    def response_stream(self, status: int, headers: HeaderList) -> Stream: ...


@dataclass(frozen=True)
class Limits:
    """How much, and for how long, one request may send before it is refused."""

    body_bytes: int = 1024 * 1024
    body_seconds: float = 30.0


class Refused(Exception):
    """The request ends here with `status`; the application never sees it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Answer:
    """What the application said through start_response."""

    __slots__ = ("early", "headers", "status")

    def __init__(self) -> None:
        self.status, self.headers, self.early = 0, HeaderList(), list[bytes]()

    def start(self, status: str, headers: HeaderList, exc_info: Any = None, /) -> Any:
        """PEP 3333's start_response. Nothing has left yet, so a second call may replace the first."""
        if self.status and exc_info is None:
            raise AssertionError("start_response called twice without exc_info")
        self.status, self.headers = int(status[:3]), headers
        return self.early.append

    def started(self) -> "_Answer":
        """The answer, which has a status now. Raises AssertionError when the application never gave it one."""
        if not self.status:
            raise AssertionError("the application did not call start_response")
        return self


def _asked(environ: WSGIEnvironment) -> str:
    """The path of a request with its query, as it stood on the line."""
    path, query = quote(environ["PATH_INFO"].encode("latin-1")), environ["QUERY_STRING"]
    return f"{path}?{query}" if query else path


@dataclass
class _Begun:
    """An answer whose first pieces are made. `rest` makes the others; `close` is called when all is sent."""

    answer: _Answer
    start: list[bytes]
    whole: bool
    rest: Iterator[bytes]
    close: Callable[[], None]


@dataclass(frozen=True)
class Requests:
    """What the application knows of its requests: which ones the side thread answers, and how urgent the others are."""

    is_slow: Callable[[WSGIEnvironment], bool] = lambda environ: False
    urgency: Callable[[WSGIEnvironment], Urgency] = lambda environ: Urgency.PAGE


class Adapter:
    """One worker's RSGI application around a WSGI one."""

    def __init__(
        self,
        app: WSGIApplication,
        limits: Limits | None = None,
        requests: Requests | None = None,
        side: Side | None = None,
        turns: Turns | None = None,
    ) -> None:
        self._app = app
        self._limits = limits or Limits()
        self._requests = requests or Requests()
        self._side, self._turns = side or Side(), turns or Turns()
        self._base = _constant_environ()

    async def __rsgi__(self, scope: Scope, transport: Transport) -> None:
        """Answer one request; every failure becomes an answer, none escapes to the front."""
        if scope.proto != "http":
            return
        try:
            body = await read_body(scope.headers, transport, self._limits)
            environ = wsgi_environ.build(scope, body, self._base)
        except BadRequestHead:
            refuse(transport, 400)
        except Refused as refused:
            refuse(transport, refused.status)
        else:
            await self._answer(environ, transport)

    async def _answer(self, environ: WSGIEnvironment, transport: Transport) -> None:
        """Have the application answer, here or aside; whatever it raises becomes a 500."""
        try:
            if self._requests.is_slow(environ):
                answer, body = await self._side.run(partial(self._run_whole, environ))
                transport.response_bytes(answer.status, answer.headers, body)
            else:
                await self._run(environ, transport)
        except Full as full:
            come_later(transport, full.seconds, _asked(environ) if environ["REQUEST_METHOD"] == "GET" else "")
        except Exception:
            # Not the address: addresses carry codes.
            logger.exception("permintaan gagal: %s", environ["REQUEST_METHOD"])
            refuse(transport, 500)

    async def _run(self, environ: WSGIEnvironment, transport: Transport) -> None:
        """Call the application in its turn and send what it says; its close() is called whatever happens."""
        begun = await self._turns.run(self._requests.urgency(environ), partial(self._begin, environ))
        try:
            await send(begun, transport)
        finally:
            begun.close()

    def _begin(self, environ: WSGIEnvironment) -> _Begun:
        """Call the application and take what it makes, or the start of it: the others need not wait for the rest."""
        answer = _Answer()
        pieces = self._app(environ, answer.start)
        try:
            rest = iter(pieces)
            start, whole = _take(rest, _JOINED_BYTES)
            start[:0] = answer.started().early
        except BaseException:
            _close(pieces)
            raise
        return _Begun(answer, start, whole, rest, partial(_close, pieces))

    def _run_whole(self, environ: WSGIEnvironment) -> tuple[_Answer, bytes]:
        """The same on the side thread, from start to close(); what it says is small and goes out in one piece."""
        answer = _Answer()
        pieces = self._app(environ, answer.start)
        try:
            said = list(pieces)
        finally:
            _close(pieces)
        return answer.started(), b"".join([*answer.early, *said])


async def read_body(headers: Headers, transport: Transport, limits: Limits) -> bytes:
    """The whole body, b"" when there is none. Raises Refused with 400, 408, 411 or 413.

    A body must say its length. Granian 2.8.7 ends the iteration over a chunked one in the same way when it is
    whole and when the line broke in the middle, so half an answer would be saved as if it were all of it;
    and reading it in one go knows no cap. Browsers, and nginx in front, always say the length.
    """
    if headers.get("transfer-encoding") is not None:
        raise Refused(411)
    length = declared_length(headers)
    if length > limits.body_bytes:
        raise Refused(413)
    if length == 0:
        return b""
    try:
        async with asyncio.timeout(limits.body_seconds):
            return await transport()
    except TimeoutError:
        raise Refused(408) from None
    except RuntimeError:  # RSGI's way to say that the visitor left before the end
        raise Refused(400) from None


def declared_length(headers: Headers) -> int:
    """Content-Length in bytes, 0 when absent. Raises Refused(400) when it is no plain number below 10^18."""
    declared = headers.get("content-length")
    if declared is None:
        return 0
    if not (declared.isascii() and declared.isdigit() and len(declared) <= 18):
        raise Refused(400)
    return int(declared)


async def send(begun: _Begun, transport: Transport) -> None:
    """Send an answer: in one go when it is whole, else piece by piece at the visitor's pace."""
    answer = begun.answer
    if begun.whole:
        transport.response_bytes(answer.status, answer.headers, b"".join(begun.start))
        return
    stream = transport.response_stream(answer.status, answer.headers)
    for piece in chain(begun.start, begun.rest):
        try:
            await stream.send_bytes(piece)
        except RuntimeError:  # the visitor left in the middle
            return


def _take(pieces: Iterator[bytes], enough: int) -> tuple[list[bytes], bool]:
    """Pieces up to `enough` bytes, and whether the iterator ended within them."""
    taken, size = list[bytes](), 0
    for piece in pieces:
        taken.append(piece)
        size += len(piece)
        if size >= enough:
            return taken, False
    return taken, True


def _close(pieces: object) -> None:
    """What PEP 3333 asks for at the end of every answer."""
    close = getattr(pieces, "close", None)
    if close is not None:
        close()


def _constant_environ() -> WSGIEnvironment:
    """What every request of this worker shares."""
    return {
        "SCRIPT_NAME": "",
        "SERVER_SOFTWARE": "literasi",
        "wsgi.version": (1, 0),
        "wsgi.errors": sys.stderr,
        "wsgi.input_terminated": True,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
