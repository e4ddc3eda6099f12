"""The facts that the clock reads, and what makes them impossible.

An event's day is the day on which the family was *notified* (or the document was sent), not the
day of a meeting. Order never matters: facts are a set.

API: :class:`Facts`, :class:`ImpossibleKey`, :class:`Problem`, :class:`ImpossibleFacts`,
:func:`problems_in`; and, from :mod:`ehc.workflows.events`, :class:`Event`, :class:`EventKind`
and :class:`Body`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ehc.workflows.duties import DUTIES
from ehc.workflows.events import (
    BEGINS_ANOTHER_PLAN,
    DETAILS,
    MAY_LIE_AHEAD,
    MAY_PRECEDE_THE_REQUEST,
    NEEDS_A_MEETING,
    Body,
    Event,
    EventKind,
)
from ehc.workflows.exemptions import Exemption, Ground
from ehc.workflows.messages import Message, message

__all__ = [
    "Body",
    "Event",
    "EventKind",
    "Facts",
    "ImpossibleFacts",
    "ImpossibleKey",
    "Problem",
    "problems_in",
]


@dataclass(frozen=True, slots=True)
class Facts:
    """One request and what followed.

    Attributes:
        received_on: the day on which the authority received the request (Europe/London).
        events: in any order.
        exemptions: in any order.
        date_of_birth: the child's or young person's, if known.
        begun_on: the day whose law governs what an assessment asks for, where that is not
            ``received_on``: of a reassessment, the day on which it was begun.
        is_whole: whether everything that was done is among the events, so that what is not there
            was not done; a list that somebody wrote may leave something out.
    """

    received_on: date
    events: tuple[Event, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    date_of_birth: date | None = None
    begun_on: date | None = None
    is_whole: bool = False


class ImpossibleKey(StrEnum):
    """Why facts cannot be."""

    AS_OF_BEFORE_RECEIVED = "impossible.as_of_before_received"
    BORN_AFTER_RECEIVED = "impossible.born_after_received"
    UNKNOWN_EVENT = "impossible.unknown_event"
    UNKNOWN_DETAIL = "impossible.unknown_detail"
    DETAIL_MISSING = "impossible.detail_missing"
    MEETING_MISSING = "impossible.meeting_missing"
    UNKNOWN_DIRECTED = "impossible.unknown_directed"
    DIRECTED_TOO_EARLY = "impossible.directed_too_early"
    UNKNOWN_GROUND = "impossible.unknown_ground"
    AFTER_AS_OF = "impossible.after_as_of"
    BEFORE_RECEIVED = "impossible.before_received"
    BODY_RECEIVED_BEFORE_ASKED = "impossible.body_received_before_asked"
    FINAL_BEFORE_DRAFT = "impossible.final_before_draft"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that cannot be.

    Attributes:
        where: the field, such as ``"events[2].on"``, by position in what was handed in.
        message: what is wrong with it; its key is one of :class:`ImpossibleKey`.
    """

    where: str
    message: Message


class ImpossibleFacts(ValueError):
    """Facts that cannot all be true.

    Attributes:
        problems: every one of them, in the order of the facts.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{one.where}: {one.message.key}" for one in problems))
        self.problems = problems


def problems_in(facts: Facts, as_of: date) -> tuple[Problem, ...]:
    """Everything about the facts that cannot be, as at a day; empty when nothing is wrong."""
    return tuple(_problems(facts, as_of))


def _problems(facts: Facts, as_of: date) -> Iterator[Problem]:
    received_on = facts.received_on
    if as_of < received_on:
        yield _problem(
            "as_of", ImpossibleKey.AS_OF_BEFORE_RECEIVED, on=as_of, received_on=received_on
        )
    if facts.date_of_birth is not None and facts.date_of_birth > received_on:
        yield _problem(
            "date_of_birth",
            ImpossibleKey.BORN_AFTER_RECEIVED,
            on=facts.date_of_birth,
            received_on=received_on,
        )
    for index, event in enumerate(facts.events):
        where = f"events[{index}]"
        yield from _unknown_in(event, where)
        yield from _directed_in(event, where, facts)
        yield from _impossible_days(event, where, facts, as_of)
        if event.what == EventKind.PLAN_FINALISED:
            yield from _before_its_draft(event, where, facts)
    for index, exemption in enumerate(facts.exemptions):
        if exemption.ground not in list(Ground):
            yield _problem(
                f"exemptions[{index}].ground",
                ImpossibleKey.UNKNOWN_GROUND,
                value=exemption.ground,
            )


def _before_its_draft(final: Event, where: str, facts: Facts) -> Iterator[Problem]:
    """The draft of a plan that a later reassessment led to is another plan's."""
    others = [
        event.on
        for event in facts.events
        if event.on >= final.on and any(one.matches(event) for one in BEGINS_ANOTHER_PLAN)
    ]
    another = min(others, default=date.max)
    drafts = [
        event.on
        for event in facts.events
        if event.what == EventKind.DRAFT_SERVED and event.on < another
    ]
    if drafts and final.on < min(drafts):
        yield _problem(
            f"{where}.on",
            ImpossibleKey.FINAL_BEFORE_DRAFT,
            on=final.on,
            served_on=min(drafts),
        )


def _unknown_in(event: Event, where: str) -> Iterator[Problem]:
    if event.what not in list(EventKind):
        yield _problem(f"{where}.what", ImpossibleKey.UNKNOWN_EVENT, value=event.what)
        return
    for detail in DETAILS.get(EventKind(event.what), ()):
        place = f"{where}.{detail.name}"
        told = getattr(event, detail.name)
        known = ", ".join(detail.words)
        if told is None and detail.needed:
            yield _problem(place, ImpossibleKey.DETAIL_MISSING, known=known)
        if told is not None and told not in detail.words:
            yield _problem(place, ImpossibleKey.UNKNOWN_DETAIL, value=told, known=known)
    if event.what in NEEDS_A_MEETING and event.meeting_on is None:
        yield _problem(f"{where}.meeting_on", ImpossibleKey.MEETING_MISSING)


def _directed_in(event: Event, where: str, facts: Facts) -> Iterator[Problem]:
    """One order may be told as several events of a day: what is directed may stand on any."""
    order = [one for one in facts.events if (one.what, one.on) == (event.what, event.on)]
    for name, day in event.directed:
        place = f"{where}.directed.{name}"
        if not any(
            duty.reported_as == name and start.matches(one)
            for duty in DUTIES
            for start in duty.starts
            for one in order
        ):
            yield _problem(place, ImpossibleKey.UNKNOWN_DIRECTED, value=name)
        if day < event.on:
            yield _problem(place, ImpossibleKey.DIRECTED_TOO_EARLY, on=day, event_on=event.on)


def _impossible_days(event: Event, where: str, facts: Facts, as_of: date) -> Iterator[Problem]:
    if event.on > as_of and event.what not in MAY_LIE_AHEAD:
        yield _problem(f"{where}.on", ImpossibleKey.AFTER_AS_OF, on=event.on, as_of=as_of)
    if event.on < facts.received_on and event.what not in MAY_PRECEDE_THE_REQUEST:
        yield _problem(
            f"{where}.on",
            ImpossibleKey.BEFORE_RECEIVED,
            on=event.on,
            received_on=facts.received_on,
        )
    for name in ("received_by_body_on", "became_aware_on"):
        day = getattr(event, name)
        if day is not None and day > as_of:
            yield _problem(f"{where}.{name}", ImpossibleKey.AFTER_AS_OF, on=day, as_of=as_of)
    reached = event.received_by_body_on
    if reached is not None and reached < event.on:
        yield _problem(
            f"{where}.received_by_body_on",
            ImpossibleKey.BODY_RECEIVED_BEFORE_ASKED,
            on=reached,
            asked_on=event.on,
        )


def _problem(where: str, key: ImpossibleKey, **params: str | date) -> Problem:
    return Problem(where, message(key, **params))
