"""What the server says itself, without the application: that something cannot be read, or that it is not yet the turn.

There is no telling the visitor's language here, so the page of those who wait speaks both.
"""

from html import escape
from typing import Protocol
from urllib.parse import quote

HeaderList = list[tuple[str, str]]

_SAID = {
    400: "Permintaan ini tidak terbaca. Muat ulang halaman, lalu coba lagi.",
    408: "Kiriman belum sampai seluruhnya. Periksa jaringan, lalu kirim lagi.",
    411: "Panjang kiriman tidak disebutkan. Muat ulang halaman, lalu kirim lagi.",
    413: "Kiriman ini terlalu besar. Perkecil isinya, lalu kirim lagi.",
    500: "Ada gangguan di pihak kami. Coba lagi sebentar lagi.",
}
_SEND_AGAIN = (
    "Sedang banyak yang masuk bersamaan. "
    "Tunggu {seconds} detik, lalu muat ulang halaman ini untuk mengirim lagi.\n"
    "Many people are coming in at once. Wait {seconds} seconds, then reload this page to send it again."
)
# It asks again by itself, without a script; and it asks for nothing else, since every request counts now.
_WAITING = """<!doctype html>
<html lang="id">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="{seconds}; url={address}">
<title>Sebentar lagi giliran Anda</title>
<style>body {{ max-width: 34em; margin: 3em auto; padding: 0 1em; font: 1.1em/1.6 system-ui, sans-serif }}</style>
<main>
<h1>Sebentar lagi giliran Anda</h1>
<p>Sedang banyak yang masuk bersamaan. Halaman ini terbuka sendiri dalam {seconds} detik; tidak perlu menekan apa pun.
Yang sudah tersimpan tetap tersimpan.</p>
<p lang="en">Many people are coming in at once. This page opens by itself in {seconds} seconds; there is nothing to
press. What was saved stays saved.</p>
</main>
</html>
"""
_TEXT, _PAGE = "text/plain; charset=utf-8", "text/html; charset=utf-8"


class Way(Protocol):
    """The way out for an answer in one piece."""

    def response_bytes(self, status: int, headers: HeaderList, body: bytes) -> None: ...


def refuse(way: Way, status: int) -> None:
    """Answer `status` with its Indonesian sentence; silent when the visitor is gone."""
    _say(way, status, [("content-type", _TEXT)], _SAID[status])


def come_later(way: Way, seconds: int, reading: str = "") -> None:
    """Answer 503 and when to ask again. Somebody who reads gets a page that asks by itself for what she was `reading`:
    a path with its query.

    The address is named, since a page whose own address ends in #place would not be asked for again.
    """
    kind, said = (_PAGE, _WAITING) if reading else (_TEXT, _SEND_AGAIN)
    # One slash only: two would be the address of another site.
    address = escape("/" + quote(reading.lstrip("/\\"), safe="/?&=%+,:;@!$*()~"))
    told = said.format(seconds=seconds, address=address)
    _say(way, 503, [("content-type", kind), ("retry-after", str(seconds))], told)


def _say(way: Way, status: int, headers: HeaderList, said: str) -> None:
    headers += [
        ("content-language", "id"),
        ("cache-control", "no-store"),
        ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
        ("x-content-type-options", "nosniff"),
    ]
    try:
        way.response_bytes(status, headers, said.encode())
    except RuntimeError:
        return
