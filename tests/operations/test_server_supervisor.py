"""The supervisor's small rules, and what is refused before anything starts."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.operations.server.run import CannotListen, ensure_free, resolved
from literasi.operations.server.supervisor import LONGEST_PAUSE_SECONDS, ending, pause
from literasi.operations.server.worker import Address


def test_the_first_death_costs_no_time() -> None:
    assert pause(0) == pause(1) == 0


@given(st.integers(0, 500))
def test_pauses_grow_and_stay_bounded(deaths: int) -> None:
    assert pause(deaths) <= pause(deaths + 1) <= LONGEST_PAUSE_SECONDS


def test_an_ending_names_its_signal_or_code() -> None:
    assert ending(9) == "sinyal 9"
    assert ending(1 << 8) == "kode 1"


def test_a_port_that_someone_serves_is_refused_with_a_way_out() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotListen, match=f"PORT={port + 1}"):
            ensure_free(Address("127.0.0.1", port))


def test_a_free_port_stays_free_after_the_check() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    ensure_free(Address("127.0.0.1", port))
    ensure_free(Address("127.0.0.1", port))


@pytest.mark.parametrize("host", ["bukan alamat", "", "x" * 300])
def test_an_unknown_host_is_refused(host: str) -> None:
    with pytest.raises(CannotListen, match="Periksa HOST"):
        resolved(host, 8000)


@pytest.mark.parametrize("port", [-1, 0, 65_536])
def test_an_impossible_port_is_refused(port: int) -> None:
    with pytest.raises(CannotListen, match="1 sampai 65535"):
        resolved("127.0.0.1", port)


def test_a_name_becomes_a_number() -> None:
    assert resolved("localhost", 8000).host in {"127.0.0.1", "::1"}


def test_an_ipv6_address_has_brackets_in_a_browser() -> None:
    assert Address("::1", 8000).url == "http://[::1]:8000"
