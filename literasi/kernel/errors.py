"""Refusals that a door turns into an answer. Each carries a sentence for the person who sees it."""

from __future__ import annotations

from literasi.kernel.sentence import Sentence


class Refusal(Exception):
    """Something that cannot be done now; `message` says why and how to go on. Status 409 unless a subclass differs.

    Doors hand in a text in the reader's language; lower floors an Indonesian text or a Sentence, translated by the door.
    """

    status = 409

    def __init__(self, message: Sentence | str) -> None:
        super().__init__(str(message))
        self.message = message


class Missing(Refusal):
    """What was asked for is not there, or not for this person: the two look the same from outside."""

    status = 404


class SessionEnded(Refusal):
    """The page was made for somebody who is no longer signed in here. Nothing of it was done."""

    status = 401


class BadInput(Refusal):
    """What was sent cannot be read; the message says what is expected."""

    status = 400


class Forbidden(Refusal):
    """The person is known and may not do this; she is told so where that tells her nothing about others."""

    status = 403


class Invalid(Refusal):
    """A form holds something that has to be mended: `field` names it, `message` says how."""

    status = 422

    def __init__(self, field: str, message: Sentence | str) -> None:
        super().__init__(message)
        self.field = field


class TooMany(Refusal):
    """A limit on guessing was reached."""

    status = 429


class Busy(Exception):
    """The database cannot be written to right now. Reading goes on; the browser tries again."""
