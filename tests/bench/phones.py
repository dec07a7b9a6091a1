"""A pupil's phone on loopback: its own connection and cookies, pages compressed, a paced 503 heeded and asked again.

It reads pages by a few patterns instead of parsing them, since thousands of phones share the machine with the server.
"""

import asyncio
import json
import re
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import brotli

from tests.bench.hits import FORM, JSON

_COOKIE = re.compile(r"(?im)^set-cookie: ([^=]+)=([^;\r\n]*)")
_LENGTH = re.compile(r"(?im)^content-length: (\d+)")
_AFTER = re.compile(r"(?im)^retry-after: (\d+)")
_PLACE = re.compile(r"(?im)^location: (\S+)")
_PACKED = re.compile(r"(?im)^content-encoding: br")
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_OWNER = re.compile(r'name="milik" value="([^"]*)"')
_CHOICE = re.compile(r'type="(?:radio|checkbox)" name="s(\d+)\.(\w+)" value="([^"]+)"')
_TEXT = re.compile(r'(?:type="text" |<textarea [^>]*)name="s(\d+)\.(j\w*)"')
_TRIES = 30


@dataclass
class Answer:
    """What came back."""

    status: int
    head: str
    body: bytes

    @property
    def text(self) -> str:
        return (brotli.decompress(self.body) if _PACKED.search(self.head) else self.body).decode()

    @property
    def place(self) -> str:
        """Where it sends the phone, "" for nowhere."""
        found = _PLACE.search(self.head)
        return urlsplit(found[1]).path if found else ""


@dataclass(frozen=True)
class Saved:
    """An acknowledged answer: who, at which attempt, under which id."""

    person: int
    attempt: str
    uuid: str


@dataclass
class Tally:
    """What all phones met: milliseconds of every kind of request, paced refusals, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    saved: list[Saved] = field(default_factory=list)
    paced: int = 0
    wrong: Counter[str] = field(default_factory=Counter)


class Wrong(Exception):
    """Something was answered that no pupil should see."""


class Phone:
    """One pupil, from her card to her first answer."""

    def __init__(self, port: int, person: int, tally: Tally) -> None:
        self._port, self._person, self._tally = port, person, tally
        self._cookies = dict[str, str]()
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def go(self, ticket: str, quiz: str) -> None:
        """In by card, to the quiz, one answer; what goes wrong is counted."""
        try:
            await self._go(f"/masuk-kelas/{ticket}", quiz)
        except (TimeoutError, Wrong, OSError, asyncio.IncompleteReadError) as error:
            self._tally.wrong[f"{type(error).__name__} {error}"[:80]] += 1
        finally:
            self._hang_up()

    def _hang_up(self) -> None:
        if self._line:
            self._line[1].close()
        self._line = None

    async def _go(self, card: str, quiz: str) -> None:
        page = await self._ask("kartu", "GET", card)
        entered = await self._ask("masuk", "POST", card, self._form(page), expect=303)
        await self._ask("kelasku", "GET", entered.place)
        page = await self._ask("kuis", "GET", quiz)
        begun = await self._ask("mulai", "POST", quiz, self._form(page), expect=303)
        await self._save(begun.place, await self._ask("soal", "GET", begun.place))

    @staticmethod
    def _form(page: Answer) -> bytes:
        """The hidden fields that every form of a page has."""
        found = {"csrf_token": _TOKEN.search(page.text), "milik": _OWNER.search(page.text)}
        return urlencode({name: one[1] for name, one in found.items() if one}).encode()

    async def _save(self, attempt: str, page: Answer) -> None:
        chosen, written = _CHOICE.search(page.text), _TEXT.search(page.text)
        if chosen:
            number, name, value = chosen.groups()
        elif written:
            (number, name), value = written.groups(), "dua"
        else:
            raise Wrong("no question to answer")
        token, save_id = _TOKEN.search(page.text), str(uuid.uuid4())
        body = json.dumps({"uuid": save_id, "base": 0, "fields": {name: [value]}}).encode()
        more = f"X-CSRFToken: {token[1] if token else ''}\r\nX-Requested-By: literasi\r\n"
        await self._ask("simpan", "PUT", f"{attempt}/soal/{number}", body, kind=JSON, more=more)
        self._tally.saved.append(Saved(self._person, attempt.rpartition("/")[2], save_id))

    async def _ask(
        self,
        name: str,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        kind: str = FORM,
        more: str = "",
        expect: int = 200,
    ) -> Answer:
        """Ask until it is no paced 503; the time counts from the first asking."""
        began = time.perf_counter()
        for _ in range(_TRIES):
            answer = await self._sent(method, path, body, kind, more)
            wait = _AFTER.search(answer.head)
            if answer.status != 503 or not wait:
                break
            self._tally.paced += 1
            self._hang_up()  # as the server does with whoever is silent for long
            await asyncio.sleep(int(wait[1]))
        self._tally.times.setdefault(name, []).append((time.perf_counter() - began) * 1000)
        if answer.status != expect:
            raise Wrong(f"{name} {answer.status}")
        return answer

    async def _sent(self, method: str, path: str, body: bytes, kind: str, more: str) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nAccept-Encoding: br\r\n{more}"
        head += f"Cookie: {cookies}\r\n" if cookies else ""
        head += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n" if method != "GET" else ""
        if self._line is None:
            self._line = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._line
        writer.write(head.encode() + b"\r\n" + body)
        raw = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = _LENGTH.search(raw)
        held = await reader.readexactly(int(length[1])) if length else b""
        self._cookies.update(_COOKIE.findall(raw))
        return Answer(int(raw[9:12]), raw, held)
