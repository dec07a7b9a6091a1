"""The line between phone and server breaks, anywhere; or the same save arrives many times."""

from __future__ import annotations

import random
import socket
import time

from tests.faults.pupils import Pupil, Save, new_save, stored, together
from tests.faults.served import Served


def request_of(pupil: Pupil, save: Save) -> bytes:
    """A save as the bytes that go over the line."""
    body = save.body()
    lines = [f"PUT {pupil.path(save.position)} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in pupil.headers().items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def send_part(port: int, part: bytes, *, reset: bool) -> None:
    """Send some bytes and go: by a reset, as a phone that loses its network, or by a polite close."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        if reset:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        line.sendall(part)


def events_of(served: Served, pupil: Pupil) -> list[tuple[int, int, str, str]]:
    """What is stored of this pupil: position, number, UUID, text."""
    rows = stored(served.instance)
    return [(row.position, row.seq, row.uuid, row.text) for row in rows if row.attempt == pupil.attempt]


def test_a_save_cut_at_any_byte_stores_nothing_and_then_arrives_whole(served: Served) -> None:
    pupil, save = Pupil(served.port), new_save(1, "jawaban yang terpotong é 🌺")
    whole = request_of(pupil, save)
    for end in range(len(whole)):
        send_part(served.port, whole[:end], reset=end % 2 == 0)
    assert events_of(served, pupil) == []
    assert pupil.send(save)[0] == 200
    assert events_of(served, pupil) == [(1, 1, save.uuid, save.text)]


def test_a_visitor_who_stops_sending_but_listens_is_told_that_it_was_not_taken(served: Served) -> None:
    pupil, save = Pupil(served.port), new_save(1, "separuh")
    whole = request_of(pupil, save)
    for end in range(len(whole) - len(save.body()), len(whole)):
        with socket.create_connection(("127.0.0.1", served.port), timeout=10) as line:
            line.sendall(whole[:end])
            line.shutdown(socket.SHUT_WR)
            answer = line.recv(4096)
        assert not answer.startswith(b"HTTP/1.1 2")
    assert events_of(served, pupil) == []


def test_an_acknowledgement_that_was_lost_comes_again_for_the_same_save(served: Served) -> None:
    pupil, save = Pupil(served.port), new_save(2, "jawaban yang balasannya hilang")
    send_part(served.port, request_of(pupil, save), reset=False)
    kept = pupil.save(save, time.monotonic() + 10)
    assert kept.seq == 1
    assert pupil.save(save, time.monotonic() + 10) == kept
    assert events_of(served, pupil) == [(2, 1, save.uuid, save.text)]


def test_a_uuid_sent_with_another_answer_changes_nothing(served: Served) -> None:
    pupil, save = Pupil(served.port), new_save(1, "yang pertama")
    assert pupil.send(save)[0] == 200
    assert pupil.send(Save(1, 1, save.uuid, "yang kedua"))[0] == 409
    assert events_of(served, pupil) == [(1, 1, save.uuid, "yang pertama")]


def test_forty_double_clicks_at_once_are_one_save(served: Served) -> None:
    pupil, save = Pupil(served.port), new_save(3, "klik, klik, klik")
    twins = [pupil.twin() for _ in range(40)]
    answers = together(40, lambda number: twins[number].send(save))
    assert {(status, said["seq"], said["state"]) for status, said in answers} == {(200, 1, "saved")}
    assert events_of(served, pupil) == [(3, 1, save.uuid, save.text)]


def test_of_forty_tabs_that_save_at_once_one_wins_and_the_others_are_asked(served: Served) -> None:
    pupil = Pupil(served.port)
    twins = [pupil.twin() for _ in range(40)]
    answers = together(40, lambda number: twins[number].send(new_save(4, f"dari tab {number}")))
    assert sorted(status for status, _said in answers) == [200] + [409] * 39
    assert len(events_of(served, pupil)) == 1


def test_a_worker_killed_in_the_middle_leaves_the_others_serving(served: Served) -> None:
    pupil, until = Pupil(served.port), time.monotonic() + 20
    for count in range(3):
        assert served.kill_worker(random.Random(count))
        assert pupil.save(new_save(5, f"sesudah {count}", base=count), until).seq == count + 1


def test_two_visitors_of_one_worker_stay_two(served: Served) -> None:
    pupils = [Pupil(served.port) for _ in range(6)]
    assert len({pupil.attempt for pupil in pupils}) == 6
    assert [pupil.read() for pupil in pupils] == [200] * 6
    stranger = pupils[0].twin()
    stranger.cookie = pupils[1].cookie
    assert stranger.read() == 404
