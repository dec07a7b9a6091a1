"""Drafts: what is typed is kept, also when two write at once, an answer gets lost or somebody deletes it all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from literasi.authoring import queries
from literasi.authoring.actions import Page, Saved, begin, discard, save, settle
from literasi.authoring.models import Draft
from literasi.authoring.rules.drafts import PAST_EVERY, PASTS_KEPT, fits, is_course_file, laid_over
from literasi.catalogue import queries as catalogue
from literasi.kernel.roles import Role
from tests.makers import courses, people

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PATH = "course.md"
PLAIN = courses.FILES[PATH]


@pytest.fixture
def rini(session: Session) -> int:
    return people.make(session, "rini", [Role.LIBRARIAN])


@pytest.fixture
def made(session: Session) -> int:
    return people.make(session, "made", [Role.LIBRARIAN])


@pytest.fixture
def draft(session: Session, rini: int) -> Draft:
    course = catalogue.shelf(session).course(courses.SLUG)
    assert course is not None
    return begin(session, courses.SLUG, course.release_id, rini, NOW)


def now_has(session: Session, draft: Draft) -> bytes | None:
    return queries.head(session, draft, PATH).body


def test_a_draft_begins_as_what_is_published_and_is_the_only_one(
    session: Session, draft: Draft, made: int
) -> None:
    assert queries.files(session, draft) == dict(courses.FILES)
    assert begin(session, courses.SLUG, None, made, NOW) is draft


def test_what_is_saved_is_what_the_draft_has(session: Session, draft: Draft, rini: int) -> None:
    assert save(session, draft, PATH, b"satu", Page(0), rini, NOW) == Saved(1)
    assert save(session, draft, PATH, b"dua", Page(1), rini, NOW) == Saved(2)
    assert queries.files(session, draft)[PATH] == b"dua"
    assert catalogue.release_files(session, "X01")[PATH] == PLAIN


def test_two_who_write_at_once_both_keep_their_text(
    session: Session, draft: Draft, rini: int, made: int
) -> None:
    save(session, draft, PATH, b"dari Rini", Page(0), rini, NOW)
    told = save(session, draft, PATH, b"dari Made", Page(0), made, NOW)
    again = save(session, draft, PATH, b"dari Made lagi", Page(0), made, NOW)
    assert told.seq == 1
    assert told.rival == again.rival != ""
    assert now_has(session, draft) == b"dari Rini"
    assert [one.body for one in queries.rivals(session, draft)] == [b"dari Made lagi"]


@pytest.mark.parametrize("keep", [True, False])
def test_whichever_is_chosen_the_other_can_be_gone_back_to(
    session: Session, draft: Draft, rini: int, made: int, keep: bool
) -> None:
    save(session, draft, PATH, b"dari Rini", Page(0), rini, NOW)
    told = save(session, draft, PATH, b"dari Made", Page(0), made, NOW)
    rival = queries.rival(session, draft, told.rival)
    assert rival is not None
    settle(session, draft, rival, keep, rini, NOW)
    chosen, other = (b"dari Made", b"dari Rini") if keep else (b"dari Rini", b"dari Made")
    assert now_has(session, draft) == chosen
    assert other in [one.body for one in queries.pasts(session, draft, PATH)]
    assert queries.rivals(session, draft) == []


def test_a_page_whose_answer_was_lost_goes_on_from_what_it_sent(
    session: Session, draft: Draft, rini: int
) -> None:
    save(session, draft, PATH, b"satu", Page(0, "halaman-a"), rini, NOW)
    assert save(session, draft, PATH, b"satu", Page(0, "halaman-a"), rini, NOW) == Saved(1)
    assert save(session, draft, PATH, b"satu dua", Page(0, "halaman-a"), rini, NOW) == Saved(2)
    assert save(session, draft, PATH, b"tab lain", Page(0, "halaman-b"), rini, NOW).rival


def test_a_text_deleted_by_accident_can_be_gone_back_to(session: Session, draft: Draft, rini: int) -> None:
    save(session, draft, PATH, b"panjang sekali", Page(0), rini, NOW)
    save(session, draft, PATH, b"", Page(1), rini, NOW + timedelta(seconds=5))
    assert [one.body for one in queries.pasts(session, draft, PATH)] == [b"panjang sekali"]


def test_nor_is_one_that_was_typed_a_moment_ago(session: Session, draft: Draft, rini: int) -> None:
    for seq, text in enumerate([b"a", b"ab", b"abc", b"abcdef", b""]):
        save(session, draft, PATH, text, Page(seq), rini, NOW + timedelta(seconds=seq))
    assert [one.body for one in queries.pasts(session, draft, PATH)] == [b"abcdef", b"a"]


def test_states_are_kept_now_and_then_and_not_without_end(session: Session, draft: Draft, rini: int) -> None:
    for number in range(PASTS_KEPT + 5):
        at = NOW + PAST_EVERY * number
        save(session, draft, PATH, b"a%d" % number, Page(number * 2), rini, at)
        save(session, draft, PATH, b"b%d" % number, Page(number * 2 + 1), rini, at + timedelta(seconds=3))
    kept = queries.pasts(session, draft, PATH)
    assert len(kept) == PASTS_KEPT
    assert kept[0].body == b"a%d" % (PASTS_KEPT + 4)


def test_a_file_is_added_and_taken_away(session: Session, draft: Draft, rini: int) -> None:
    path = "09-baru/lesson.md"
    save(session, draft, path, b"baru", Page(0), rini, NOW)
    assert queries.files(session, draft)[path] == b"baru"
    save(session, draft, path, None, Page(1), rini, NOW)
    assert path not in queries.files(session, draft)


def test_a_draft_thrown_away_leaves_what_is_published(session: Session, draft: Draft, rini: int) -> None:
    save(session, draft, PATH, b"satu", Page(0), rini, NOW)
    discard(session, draft)
    session.flush()
    assert queries.drafts(session) == []
    assert catalogue.release_files(session, "X01")[PATH] == PLAIN


def test_the_list_says_who_wrote(session: Session, draft: Draft, rini: int) -> None:
    save(session, draft, PATH, b"satu", Page(0), rini, NOW)
    (listed,) = queries.drafts(session)
    assert (listed.slug, listed.is_new, len(listed.names)) == (courses.SLUG, False, 1)


@pytest.mark.parametrize(
    "path",
    ["course.md", "course.en.md", "01-satu/lesson.md", "01-satu/quiz.en.md", "12-a-b/media/peta-1.svg"],
)
def test_these_are_files_of_a_course(path: str) -> None:
    assert is_course_file(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "../course.md",
        "/course.md",
        "01-satu/../course.md",
        "01-satu/course.md",
        "lesson.md",
        "1-satu/lesson.md",
        "01-satu/media/../lesson.md",
        "01-satu/media/.htaccess",
        "01-satu/media/a/b.svg",
        "01-satu/lesson.md\x00.svg",
        "01-Satu/lesson.md",
        f"01-{'a' * 300}/lesson.md",
    ],
)
def test_nothing_else_is(path: str) -> None:
    assert not is_course_file(path)


def test_texts_and_media_have_their_limits() -> None:
    assert fits("course.md", b" " * 1_000_000)
    assert not fits("course.md", b" " * 1_000_001)
    assert fits("01-satu/media/a.svg", b" " * 1_000_001)


files = st.dictionaries(st.sampled_from("abcd"), st.binary(max_size=2))


@given(files, st.dictionaries(st.sampled_from("abcd"), st.none() | st.binary(max_size=2)))
def test_a_draft_is_the_release_with_its_changes(
    released: dict[str, bytes], changes: dict[str, bytes | None]
) -> None:
    laid = laid_over(released, changes)
    assert all(laid.get(path) == changes.get(path, released.get(path)) for path in "abcd")
