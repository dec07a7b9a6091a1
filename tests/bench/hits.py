"""A request made ready beforehand, so that making it costs nothing while the clock runs."""

from dataclasses import dataclass

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
ACCEPT_ENCODING = "br, gzip"


@dataclass(frozen=True)
class Hit:
    """One request to a server on loopback. `expect` is the status that counts as success."""

    method: str
    path: str
    cookie: str = ""
    body: bytes = b""
    content_type: str = FORM
    headers: tuple[tuple[str, str], ...] = ()
    expect: int = 200

    def raw(self, port: int) -> bytes:
        """The bytes to send, for a connection that stays open."""
        lines = [
            f"{self.method} {self.path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"Accept-Encoding: {ACCEPT_ENCODING}",
            *(f"{name}: {value}" for name, value in self.headers),
        ]
        if self.cookie:
            lines.append(f"Cookie: {self.cookie}")
        if self.body:
            lines += [f"Content-Type: {self.content_type}", f"Content-Length: {len(self.body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + self.body
