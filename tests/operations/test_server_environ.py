"""The WSGI environ says what the request said, and nothing a visitor could forge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.wrappers import Request

from literasi.operations.server.environ import BadRequestHead, build, header_key, split_address
from tests.operations.server_makers import FakeScope, Lines, head


def test_the_application_sees_who_asks_and_where() -> None:
    request = Request(build(head(scheme="https"), b"", {}))
    assert request.remote_addr == "10.0.0.7"
    assert request.url == "https://situs.test/"


def test_constant_entries_are_kept_and_the_base_is_not_changed() -> None:
    base = {"wsgi.multithread": False}
    assert build(head(), b"", base)["wsgi.multithread"] is False
    assert base == {"wsgi.multithread": False}


def test_the_body_can_be_read_to_its_length() -> None:
    request = Request(build(head(("content-length", "3"), method="POST"), b"abc", {}))
    assert request.get_data() == b"abc"


@pytest.mark.parametrize(("version", "protocol"), [("1", "HTTP/1.0"), ("1.1", "HTTP/1.1")])
def test_the_protocol_has_two_numbers(version: str, protocol: str) -> None:
    assert build(head(http_version=version), b"", {})["SERVER_PROTOCOL"] == protocol


def test_cookies_in_several_lines_become_one_cookie_header() -> None:
    request = Request(build(head(("cookie", "a=1"), ("cookie", "b=2")), b"", {}))
    assert dict(request.cookies) == {"a": "1", "b": "2"}


def test_other_repeated_headers_are_joined_by_commas() -> None:
    assert build(head(("accept", "a/b"), ("accept", "c/d")), b"", {})["HTTP_ACCEPT"] == "a/b, c/d"


@pytest.mark.parametrize("name", ["host", "content-length", "content-type"])
def test_a_second_copy_of_a_single_header_is_refused(name: str) -> None:
    with pytest.raises(BadRequestHead):
        build(head((name, "1"), (name, "2")), b"", {})


def test_a_header_with_underscores_cannot_pass_for_one_with_dashes() -> None:
    environ = build(head(("x_forwarded_for", "1.2.3.4")), b"", {})
    assert "HTTP_X_FORWARDED_FOR" not in environ


def test_content_headers_have_no_prefix() -> None:
    assert (header_key("content-type"), header_key("x-a")) == ("CONTENT_TYPE", "HTTP_X_A")


def test_http_1_1_without_a_host_is_refused() -> None:
    with pytest.raises(BadRequestHead):
        build(FakeScope(headers=Lines([])), b"", {})


def test_http_1_0_without_a_host_gets_the_servers_own() -> None:
    environ = build(FakeScope(headers=Lines([]), http_version="1"), b"", {})
    assert environ["HTTP_HOST"] == "127.0.0.1:8000"


def test_an_absolute_address_must_name_the_host_of_the_host_header() -> None:
    assert build(head(authority="situs.test"), b"", {})["HTTP_HOST"] == "situs.test"
    with pytest.raises(BadRequestHead):
        build(head(authority="lain.test"), b"", {})


@given(st.text())
def test_any_path_comes_through_as_it_was(path: str) -> None:
    environ = build(head(path="/" + path), b"", {})
    expected = path.encode("utf-8", "replace").decode()
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/" + expected


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("127.0.0.1:80", ("127.0.0.1", "80")),
        ("[::1]:8000", ("::1", "8000")),
        ("::1:8000", ("::1", "8000")),
        ("soket", ("soket", "")),
    ],
)
def test_an_address_splits_into_host_and_port(address: str, parts: tuple[str, str]) -> None:
    assert split_address(address) == parts
