"""Hemat data: pictures become links with their description."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from literasi.lessons.rules import images_as_links, images_in

PICTURE = (
    '<figure><img src="/media/a1.svg" alt="Dua &amp; tiga" loading="lazy" width="3" height="5"></figure>'
)


def test_a_picture_becomes_its_description_and_a_link() -> None:
    light = images_as_links(PICTURE, {"a1.svg": "Buka gambar (≈ 4 kB)"})
    assert light == '<figure>Dua &amp; tiga <a href="/media/a1.svg">Buka gambar (≈ 4 kB)</a></figure>'


def test_a_picture_without_known_weight_is_still_reachable() -> None:
    assert '<a href="/media/a1.svg">a1.svg</a>' in images_as_links(PICTURE, {})


def test_pictures_are_found_by_the_name_of_their_file() -> None:
    assert images_in(PICTURE + "<p>teks</p>" + PICTURE.replace("a1", "b2")) == ["a1.svg", "b2.svg"]


@given(st.text(alphabet="<>/imgp srcalt=\"'x", max_size=60))
def test_text_without_pictures_stays_as_it_is(text: str) -> None:
    assert images_in(text) or images_as_links(text, {}) == text
