"""The forms of the owner's word, as data: one per noun, each with its fields and what they tell.

Their words are `web.form.NOUN` and `web.field.NAME` of the catalogue. A form is a page of its own, so
that it works without a script.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from vinculo import api
from vinculo.ledger import Ledger
from vinculo.measure.returns import DIMENSIONS
from vinculo.model import Batch

Said = Mapping[str, str]


class Field(NamedTuple):
    """One thing that a form asks for."""

    name: str
    kind: Literal["text", "area", "day", "number", "check", "choice"] = "text"
    choices: tuple[str, ...] = ()
    is_needed: bool = False
    offered: Literal["", "kinds", "places", "hopes"] = ""
    """What the ledger adds to its choices; a text field may still say something else."""
    words: str = ""
    """Where the words of its choices are, if they are not the forms' own."""

    def word(self, choice: str) -> str:
        """The key of a choice in the catalogue."""
        return f"{self.words}.{choice}" if self.words else f"web.option.{choice}"


class Form(NamedTuple):
    """A form, and how what it says is told to the ledger."""

    fields: tuple[Field, ...]
    tell: Callable[[Ledger, str, int, Said, dt.date], Batch]
    """Ledger, whom it is about, this instant, what was said by field, today."""


_ON = Field("on", "day")
_TEXT = Field("text")
_CONFIDENCES = ("was_kept", "was_breached")
_BY = Field("by", "choice", ("me", "them"))


def _day(said: Said, today: dt.date) -> dt.date:
    return api.day_said(said.get("on", ""), today)


def _whole(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else None


def _meeting(ledger: Ledger, who: str, now: int, said: Said, today: dt.date) -> Batch:
    return api.log_meeting(
        ledger, [who], now, on=_day(said, today), mode=said["mode"], minutes=_whole(said["minutes"]),
        place=said["place"], goal=said["goal"],
    )  # fmt: skip


def _promise(ledger: Ledger, who: str, now: int, said: Said, today: dt.date) -> Batch:
    due = api.day_said(said["due"], today, "future") if said["due"].strip() else None
    batch, _ = api.log_promise(
        ledger, who, now, text=said["promised"], on=_day(said, today), by=said["by"], due=due
    )
    return batch


def _help(ledger: Ledger, who: str, now: int, said: Said, today: dt.date) -> Batch:
    return api.log_help(
        ledger, who, now, what=said["what"], on=_day(said, today), by=said["by"], text=said["text"]
    )


def _introduction(ledger: Ledger, who: str, now: int, said: Said, today: dt.date) -> Batch:
    whom = [one.strip() for one in said["whom"].split(",") if one.strip()]
    return api.log_introduction(
        ledger, who, whom, now, on=_day(said, today), by=said["brought_by"], text=said["text"],
        is_new=bool(said["is_new"]),
    )  # fmt: skip


def _project(ledger: Ledger, who: str, now: int, said: Said, today: dt.date) -> Batch:
    batch, _ = api.log_project(
        ledger, [who], now, title=said["title"], on=_day(said, today), state=said["state"],
        is_personal=bool(said["is_personal"]),
    )  # fmt: skip
    return batch


def _return(ledger: Ledger, who: str, now: int, said: Said, today: dt.date) -> Batch:
    return api.log_return(
        ledger, who, now, dimension=said["dimension"], amount=said["amount"].replace(",", "."),
        unit=said["unit"], on=_day(said, today), status=said["status"], note=said["text"],
        began=said["began"], is_mutual=bool(said["is_mutual"]), is_personal=bool(said["is_personal"]),
        hoped=said["hoped"],
    )  # fmt: skip


def _vouch(ledger: Ledger, who: str, now: int, said: Said, today: dt.date) -> Batch:
    return api.log_vouch(ledger, who, said["whom"], now, on=_day(said, today), text=said["text"])


def _confidence(ledger: Ledger, who: str, now: int, said: Said, today: dt.date) -> Batch:
    is_kept = said["confidence"] == _CONFIDENCES[0]
    return api.log_confidence(ledger, who, now, is_kept=is_kept, on=_day(said, today), text=said["text"])


def _note(ledger: Ledger, who: str, now: int, said: Said, today: dt.date) -> Batch:
    return api.log_note(ledger, who, now, text=said["note"], on=_day(said, today))


def _ruling(ledger: Ledger, who: str, now: int, said: Said, today: dt.date) -> Batch:
    return api.rule(ledger, who, said["ruling"], now, on=_day(said, today), text=said["text"])


FORMS: Mapping[str, Form] = {
    "meeting": Form(
        (
            Field("mode", "choice", tuple(api.MODES)), _ON, Field("minutes", "number"), Field("place"),
            Field("goal"),
        ),
        _meeting,
    ),
    "promise": Form((Field("promised", "area", (), True), _BY, Field("due", "day"), _ON), _promise),
    "help": Form((Field("what", "choice", ("given", "asked", "declined")), _BY, _TEXT, _ON), _help),
    "introduction": Form(
        (
            Field("whom", "text", (), True), Field("is_new", "check"),
            Field("brought_by", "choice", ("them", "me")), _TEXT, _ON,
        ),
        _introduction,
    ),
    "project": Form(
        (
            Field("title", "text", (), True), Field("state", "choice", ("possible", "planned", "agreed")),
            Field("is_personal", "check"), _ON,
        ),
        _project,
    ),
    "return": Form(
        (
            Field("dimension", "choice", DIMENSIONS, offered="kinds", words="dimension"),
            Field("amount", "text", (), True), Field("unit"),
            Field("status", "choice", tuple(api.STATUSES), words="status"), _TEXT,
            Field("began", offered="places"), Field("hoped", "choice", offered="hopes"),
            Field("is_mutual", "check"), Field("is_personal", "check"), _ON,
        ),
        _return,
    ),
    "vouch": Form((Field("whom", "text", (), True), _TEXT, _ON), _vouch),
    "confidence": Form((Field("confidence", "choice", _CONFIDENCES), _TEXT, _ON), _confidence),
    "note": Form((Field("note", "area", (), True), _ON), _note),
    "ruling": Form((Field("ruling", "choice", api.RULINGS), _TEXT, _ON), _ruling),
}  # fmt: skip
"""Noun → its form, in the order in which the page offers them."""
