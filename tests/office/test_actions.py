"""What changes at the desk is kept, and leaves a line in the trail."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from literasi.accounts.models import Trace
from literasi.catalogue import queries as catalogue
from literasi.infra.site import Site, site_of
from literasi.kernel import clock
from literasi.kernel.errors import Missing
from literasi.kernel.roles import Role
from literasi.office import actions, queries
from literasi.office.rules.logo import Logo
from tests.makers import people

NAMED = {"name": "Perpustakaan Contoh", "shared_networks": ("10.0.0.0/8",)}
TOLD = actions.ToldChannel("Kanal", "Kabar", "0431 1", "Surat", date(2026, 1, 5))
LOGO = Logo("abc.png", "image/png", b"isi", 192, 64)


@pytest.fixture
def admin(session: Session) -> int:
    """Somebody who runs the site."""
    return people.make(session, "pak-urus", [Role.ADMIN])


def lines(session: Session) -> int:
    return session.execute(select(func.count(Trace.id)).where(Trace.act == "situs.ubah")).scalar_one()


def test_a_site_says_nothing_by_itself(session: Session) -> None:
    assert site_of(session) == Site()


def test_what_is_said_is_kept_and_noted_once(session: Session, admin: int) -> None:
    for _twice in range(2):
        actions.save_profile(session, NAMED, clock.now(), by=admin)
    assert (site_of(session).name, site_of(session).shared_networks) == tuple(NAMED.values())
    assert lines(session) == 1


def test_the_trail_names_what_changed_and_not_what_it_says(session: Session, admin: int) -> None:
    actions.save_profile(session, {"contact": "Contoh Petugas"}, clock.now(), by=admin)
    facts = session.execute(select(Trace.facts).where(Trace.act == "situs.ubah")).scalar_one()
    assert facts["changed"] == "contact" and "Contoh Petugas" not in str(facts)


def test_a_logo_is_served_by_its_name_even_after_it_was_taken_off(session: Session, admin: int) -> None:
    actions.change_logo(session, LOGO, clock.now(), by=admin)
    assert site_of(session).logo == "abc.png"
    actions.change_logo(session, None, clock.now(), by=admin)
    assert site_of(session).logo == ""
    assert catalogue.media(session, "abc.png") is not None


def test_a_channel_is_looked_at_again_and_taken_off(session: Session, admin: int) -> None:
    now = clock.now()
    key = actions.add_channel(session, TOLD, now, by=admin)
    actions.check_channel(session, key, now, by=admin)
    assert [one.overdue for one in queries.channels(session, clock.wita_date(now))] == [False]
    actions.remove_channel(session, key, now, by=admin)
    with pytest.raises(Missing):
        actions.change_channel(session, key, TOLD, now, by=admin)


def test_a_new_site_has_every_step_to_do(session: Session, admin: int) -> None:
    assert not any(step.done for step in queries.checklist(session, clock.now()))


def test_checks_that_were_confirmed_are_done(session: Session, admin: int) -> None:
    actions.confirm_checks(session, clock.now(), by=admin)
    done = [step.page for step in queries.checklist(session, clock.now()) if step.done]
    assert done == ["operations.checks"]
