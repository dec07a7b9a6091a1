"""Manifests, names, journals, and which backups stay."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.backups.rules import erasures, keeping, manifest, record
from literasi.backups.rules.erasures import Erasure
from literasi.backups.rules.manifest import Contents, Manifest, Part, Unusable
from literasi.backups.rules.record import Record

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
DATABASE = Part("literasi.sqlite", 4096, "a" * 64)
GOOD = Manifest("0.1.0", "sqlite", NOW, Contents("0002", {"person": 3}), (DATABASE,))
MOMENTS = st.integers(0, 4_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
ERASURES = st.lists(st.builds(Erasure, MOMENTS, st.integers(1, 5), MOMENTS))


def changed(**values: Any) -> bytes:
    return json.dumps({**json.loads(manifest.written(GOOD)), **values}).encode()


def with_part(name: str, size: int = 1) -> bytes:
    return changed(parts=[vars(DATABASE), {"name": name, "size": size, "sha256": "b" * 64}])


def test_a_manifest_is_read_as_it_was_written() -> None:
    assert manifest.read(manifest.written(GOOD)) == GOOD


@given(st.binary(max_size=60) | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_any_other_bytes_are_refused_in_words(body: bytes | str) -> None:
    with pytest.raises(Unusable):
        manifest.read(body if isinstance(body, bytes) else body.encode())


@pytest.mark.parametrize("field", json.loads(manifest.written(GOOD)))
@pytest.mark.parametrize("value", [None, -1, 1.5, True, "x", [], {}, [1], {"schema": 1, "rows": {}}])
def test_a_field_of_the_wrong_kind_is_refused(field: str, value: object) -> None:
    if (field, value) != ("version", "x"):  # which is a version like any other
        with pytest.raises(Unusable):
            manifest.read(changed(**{field: value}))


@pytest.mark.parametrize(
    "name",
    [
        "../literasi.db", "/etc/passwd", "uploads/../../x", "uploads/./x", "uploads//x", "uploads/", "uploads",
        "uploads/.ssh", "uploads/a\\b", "uploads/a\0b", "C:x", "uploads/" + "x" * 100, "secret_key", "literasi.pgdump/x",
        "uploads/a\n", "uploads/..", "\\\\server\\x", "UPLOADS/x",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(Unusable, match="tidak dikenal"):
        manifest.read(with_part(name))


@given(st.text())
def test_a_name_that_is_taken_stays_in_its_folder(name: str) -> None:
    if manifest.may_name(name):
        assert not name.startswith(("/", ".")) and ".." not in name.split("/") and "\\" not in name


def test_a_name_given_twice_is_refused_also_where_case_does_not_count() -> None:
    with pytest.raises(Unusable, match="dua kali"):
        manifest.read(
            changed(
                parts=[
                    vars(DATABASE),
                    *({"name": f"uploads/{x}", "size": 1, "sha256": "b" * 64} for x in "aA"),
                ]
            )
        )


def test_a_backup_without_its_database_is_refused() -> None:
    with pytest.raises(Unusable, match="basis data"):
        manifest.read(changed(kind="postgresql"))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"contents": Contents("0003", {})}, "lebih baru"),
        ({"kind": "postgresql"}, "Samakan"),
        ({"parts": (Part("literasi.sqlite", 10**15, "a" * 64),)}, "Ruang tidak cukup"),
    ],
)
def test_what_does_not_fit_here_is_refused_with_its_reason(found: dict[str, Any], said: str) -> None:
    manifest.check_fit(GOOD, "sqlite", "0002", 10**9)
    with pytest.raises(Unusable, match=said):
        manifest.check_fit(Manifest(**{**vars(GOOD), **found}), "sqlite", "0002", 10**9)


def test_a_later_form_names_both_forms() -> None:
    with pytest.raises(Unusable, match=r"bentuk 2.*bentuk 1"):
        manifest.read(changed(format=2))


@given(ERASURES)
def test_a_journal_is_read_as_it_was_written(journal: list[Erasure]) -> None:
    assert erasures.read(erasures.written(journal), "x") == journal


@given(ERASURES, ERASURES)
def test_merging_journals_loses_nobody_and_repeats_nobody(one: list[Erasure], two: list[Erasure]) -> None:
    both = erasures.merged(one, two)
    assert set(both) == {*one, *two} and len(both) == len({*one, *two})
    assert erasures.merged(both, one) == both


def test_a_line_cut_while_it_was_written_is_no_erasure_yet() -> None:
    whole = erasures.written([Erasure(NOW, 1, NOW)])
    assert erasures.read(whole + whole[:-9], "x") == [Erasure(NOW, 1, NOW)]


@given(st.integers(1, 60), st.integers(0, 2))
def test_a_line_that_was_cut_and_written_again_counts_once(cut: int, others: int) -> None:
    line = erasures.written([Erasure(NOW, 1, NOW)])
    between = erasures.written([Erasure(NOW, 2 + other, NOW) for other in range(others)])
    found = erasures.read(line[:cut] + "\n" + between + line, "x")
    assert [one.person for one in found] == [*range(2, 2 + others), 1]


def test_a_line_that_was_cut_and_never_written_again_is_named() -> None:
    with pytest.raises(Unusable, match="jurnal:1"):
        erasures.read(
            erasures.written([Erasure(NOW, 1, NOW)])[:40] + "\n" + erasures.written([Erasure(NOW, 2, NOW)]),
            "jurnal",
        )


def test_a_broken_line_in_between_is_named() -> None:
    whole = erasures.written([Erasure(NOW, 1, NOW)])
    with pytest.raises(Unusable, match="jurnal:2"):
        erasures.read(whole + "{}\n" + whole, "jurnal")


def test_only_the_row_that_was_deleted_goes_again_not_a_later_one_with_its_number() -> None:
    journal = [Erasure(NOW, 1, NOW - timedelta(days=9)), Erasure(NOW, 2, NOW - timedelta(days=9))]
    assert erasures.returned(journal, {1: NOW - timedelta(days=9), 2: NOW, 3: NOW}) == [1]


@given(st.sets(st.integers(0, 24 * 90), max_size=120))
def test_the_newest_stays_and_so_do_seven_days_and_four_weeks(hours: set[int]) -> None:
    moments = sorted(NOW - timedelta(hours=hour) for hour in hours)
    names = [keeping.name(moment, encrypted=moment.hour % 2 == 0) for moment in moments]
    gone = keeping.superfluous(names)
    kept = [moment for moment, name in zip(moments, names, strict=True) if name not in gone]
    days = sorted({moment.date() for moment in moments}, reverse=True)
    weeks = sorted({moment.isocalendar()[:2] for moment in moments}, reverse=True)
    assert {moment.date() for moment in kept} >= set(days[: keeping.DAYS])
    assert {moment.isocalendar()[:2] for moment in kept} >= set(weeks[: keeping.WEEKS])
    assert len(kept) <= keeping.DAYS + keeping.WEEKS
    assert kept[-1:] == moments[-1:]


def test_files_of_others_are_never_superfluous() -> None:
    others = ["literasi.db", "literasi-20261399T000000Z.tar", "literasi-20261123T180000Z.tar.bak", "foto.jpg"]
    old = [keeping.name(NOW - timedelta(days=day), encrypted=False) for day in range(60)]
    assert not set(others) & set(keeping.superfluous([*others, *old]))


@pytest.mark.parametrize(
    ("nightly", "age", "fine"),
    [(True, 35, True), (True, 37, False), (False, 24 * 7, True), (False, 24 * 9, False)],
)
def test_a_backup_gets_old(nightly: bool, age: int, fine: bool) -> None:
    last, since = Record(NOW - timedelta(hours=age)), NOW - timedelta(days=200)
    assert record.fresh(last, since, NOW, nightly=nightly) is fine


def test_a_site_without_people_needs_no_backup_and_a_young_one_not_yet() -> None:
    assert record.fresh(Record(), None, NOW, nightly=False)
    assert record.fresh(Record(), NOW - timedelta(days=1), NOW, nightly=False)
    assert not record.fresh(Record(), NOW - timedelta(days=9), NOW, nightly=False)


def test_a_failed_night_is_told_until_one_succeeds() -> None:
    failed = record.failed(Record(NOW), NOW, "disk penuh")
    assert not record.fresh(failed, NOW, NOW, nightly=True)
    assert record.fresh(record.succeeded(NOW, "x", 1), NOW, NOW, nightly=True)
    assert failed.at == NOW and date(2026, 11, 23) == failed.at.date()
