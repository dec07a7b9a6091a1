"""A visitor without JavaScript: keeps cookies, reads forms, fills them in, presses buttons."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlencode, urljoin, urlsplit

from tests.bench.hits import FORM


@dataclass
class Form:
    """A form of a page: where it goes, what its fields hold, and what each drop-down or choice offers."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def filled(self) -> dict[str, str]:
        """The fields with the first offer of every choice taken and every empty text field answered."""
        taken = {name: next(filter(None, offers), "") for name, offers in self.choices.items()}
        written = {name: value or "2" for name, value in self.fields.items()}
        return {**written, **taken}


class _Reader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms = list[Form]()
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(known.get("action", ""), known.get("method", "get").upper()))
        elif not self.forms:
            return
        elif tag == "select":
            self._select = known.get("name", "")
        elif tag == "option":
            self.forms[-1].choices.setdefault(self._select, []).append(known.get("value", ""))
        elif tag in ("input", "textarea") and "name" in known:
            self._field(known)

    def _field(self, known: dict[str, str]) -> None:
        name, value = known["name"], known.get("value", "")
        if known.get("type") in ("radio", "checkbox"):
            self.forms[-1].choices.setdefault(name, []).append(value)
        else:
            self.forms[-1].fields[name] = value


@dataclass
class Page:
    """An answer: its status, address, headers, and text."""

    status: int
    path: str
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def form(self, action: str) -> Form:
        """The POST form that goes to `action`. Raises LookupError."""
        reader = _Reader()
        reader.feed(self.text)
        for one in reader.forms:
            if one.method == "POST" and urlsplit(one.action or self.path).path == action:
                return one
        raise LookupError(f"{self.path} ({self.status}) has no form to {action}")


class Visitor:
    """One browser on loopback with its own cookies and one open connection. `cookie` is what another one held."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookies = dict[str, str](held.split("=", 1) for held in cookie.split("; ") if held)

    @property
    def cookie(self) -> str:
        """The Cookie header as it stands."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def get(self, path: str, encoding: str = "identity") -> Page:
        """The page at `path`, redirects followed."""
        return self._ask("GET", path, None, {"Accept-Encoding": encoding})

    def post(self, path: str, fields: dict[str, str]) -> Page:
        """Send a form; the page after its redirect."""
        return self._ask("POST", path, urlencode(fields), {"Content-Type": FORM})

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Page:
        self._connection.request(method, path, body, {**headers, "Cookie": self.cookie})
        answer = self._connection.getresponse()
        page = Page(answer.status, path, answer.headers, answer.read())
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name.strip()] = value
        target = answer.headers.get("Location")
        if target and 300 <= answer.status < 400:
            return self._ask("GET", urlsplit(urljoin(path, target)).path, None, {})
        return page
