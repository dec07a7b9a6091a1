"""Doors of a lesson on paper: the booklet for everybody, the guide for whoever teaches it."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from flask import render_template, request

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.part import Block, Part
from literasi.catalogue.rules.shelf import ShelfModule
from literasi.gatherings.rules import plan
from literasi.handouts import queries
from literasi.handouts.rules import booklets, guides, keys
from literasi.handouts.rules.shapes import OnPaper, in_booklet
from literasi.handouts.views.blueprint import Page, blueprint, only_makers, published
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db
from literasi.infra.i18n import language
from literasi.quizzes.rules.arrangement import arrange


def _parts(module: ShelfModule) -> tuple[str, tuple[Part, ...]]:
    spoken = module.spoken(language())
    return spoken, catalogue.parts(db.session(), module.texts[spoken])


def _numbered(parts: tuple[Part, ...]) -> dict[str, OnPaper]:
    """The practice questions of a lesson as they are printed, by key, numbered through."""
    numbers = count(1)
    asked = [question for part in parts for block in part.blocks for question in block.questions]
    return {question.key: in_booklet(next(numbers), question) for question in asked}


def _spelled(parts: tuple[Part, ...], home: str) -> tuple[Part, ...]:
    """The parts with the address of each link behind it."""
    return tuple(
        replace(part, blocks=tuple(_spelled_block(one, home) for one in part.blocks)) for part in parts
    )


def _spelled_block(block: Block, home: str) -> Block:
    cards = tuple(replace(card, back_html=booklets.spelled(card.back_html, home)) for card in block.cards)
    return replace(block, html=booklets.spelled(block.html, home), cards=cards)


@blueprint.get("/kursus/<course>/<module>/cetak")
@may(Who.EVERYONE)
def booklet(course: str, module: str) -> Page:
    """A whole lesson for paper. Whoever teaches gets the keys on a page of their own; a learner's browser gets none
    before she has answered, as everywhere."""
    where, found = published(course, module)
    spoken, parts = _parts(found)
    asked = [question for part in parts for block in part.blocks for question in block.questions]
    return render_template(
        "handouts/booklet.html",
        course=where,
        module=found,
        spoken=spoken,
        parts=_spelled(parts, request.host_url.rstrip("/")),
        printed=_numbered(parts),
        answers=[(one, keys.key_cell(one, arrange(one, one.key))) for one in asked],
        keys=keys,
        teaches=queries.may_make(db.session(), identity.visitor()),
    )


@blueprint.get("/kursus/<course>/<module>/panduan")
@may(Who.TEACHER)
def guide(course: str, module: str) -> Page:
    """The facilitator's guide: goals, plan, what to bring, the author's notes, what wrong choices tell."""
    only_makers()
    where, found = published(course, module)
    session, (spoken, parts) = db.session(), _parts(found)
    kinds = {block.kind.value for part in parts for block in part.blocks}
    spoken_quiz = spoken if found.quiz and spoken in found.quiz.languages else "id"
    bank = [one.question for one in catalogue.bank(session, found.id, spoken_quiz)] if found.quiz else []
    return render_template(
        "handouts/guide.html",
        course=where,
        module=found,
        spoken=spoken,
        spoken_quiz=spoken_quiz,
        plan=plan,
        materials=guides.materials(kinds, quiz=bool(found.quiz)),
        notes_html=catalogue.guide(session, found.id, spoken) or catalogue.guide(session, found.id, "id"),
        wrong=guides.misconceptions(bank),
    )
