"""Request heads for the server's tests."""

from dataclasses import dataclass, field


@dataclass
class Lines:
    """Headers as the front hands them over."""

    lines: list[tuple[str, str]]

    def items(self) -> list[tuple[str, str]]:
        return self.lines

    def get(self, key: str) -> str | None:
        return next((value for name, value in self.lines if name == key), None)


@dataclass
class FakeScope:
    """A request head; the defaults are an ordinary one."""

    headers: Lines = field(default_factory=lambda: Lines([("host", "situs.test")]))
    proto: str = "http"
    http_version: str = "1.1"
    server: str = "127.0.0.1:8000"
    client: str = "10.0.0.7:51234"
    scheme: str = "http"
    method: str = "GET"
    path: str = "/"
    query_string: str = ""
    authority: str | None = None


def head(*lines: tuple[str, str], **known: str) -> FakeScope:
    """An ordinary GET with these header lines more."""
    return FakeScope(headers=Lines([("host", "situs.test"), *lines]), **known)
