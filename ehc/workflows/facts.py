"""The facts that the clock reads, and what makes them impossible.

An event's day is the day on which the family was *notified* (or the document was sent), not the
day of a meeting. Order never matters: facts are a set.

API: :class:`EventKind`, :class:`Body`, :class:`Event`, :class:`Facts`, :class:`ImpossibleKey`,
:class:`Problem`, :class:`ImpossibleFacts`, :func:`problems_in`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ehc.workflows.advice import AdviceKind
from ehc.workflows.exemptions import Exemption, Ground
from ehc.workflows.messages import Message, message


class EventKind(StrEnum):
    """What can have happened."""

    CONSIDERING_NOTIFIED = "considering_notified"
    AGREED_TO_ASSESS = "agreed_to_assess"
    REFUSED_TO_ASSESS = "refused_to_assess"
    REFUSAL_REVERSED = "refusal_reversed"
    REQUEST_WITHDRAWN = "request_withdrawn"
    DECEASED = "deceased"
    ADVICE_REQUESTED = "advice_requested"
    ADVICE_RECEIVED = "advice_received"
    REFUSED_TO_ISSUE = "refused_to_issue"
    AGREED_TO_ISSUE = "agreed_to_issue"
    DRAFT_SERVED = "draft_served"
    PLAN_FINALISED = "plan_finalised"


class Body(StrEnum):
    """Who was asked for advice: a body of section 31 of the Act, or anybody else."""

    S31 = "s31"
    OTHER = "other"


ABOUT_ADVICE = frozenset({EventKind.ADVICE_REQUESTED, EventKind.ADVICE_RECEIVED})
REVERSIBLE = ("assess",)
"""What ``refusal_reversed`` can be ``of``."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        what: one of :class:`EventKind`.
        on: the day that counts.
        advice: one of :class:`~ehc.workflows.advice.AdviceKind`, for advice.
        body: one of :class:`Body`, for advice asked for; left out, medical advice is taken to
            be asked of a section 31 body and all other advice not.
        received_by_body_on: when a section 31 body received the request; None: not known.
        of: for ``refusal_reversed``, what had been refused: ``"assess"``.
        ref: your own name for the request for advice; matches its receipt where one kind of
            advice was asked for more than once, and comes back on the duty.
    """

    what: str
    on: date
    advice: str | None = None
    body: str | None = None
    received_by_body_on: date | None = None
    of: str | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """One request and what followed.

    Attributes:
        received_on: the day on which the authority received the request (Europe/London).
        events: in any order.
        exemptions: in any order.
        date_of_birth: the child's or young person's, if known.
    """

    received_on: date
    events: tuple[Event, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    date_of_birth: date | None = None


class ImpossibleKey(StrEnum):
    """Why facts cannot be."""

    AS_OF_BEFORE_RECEIVED = "impossible.as_of_before_received"
    BORN_AFTER_RECEIVED = "impossible.born_after_received"
    UNKNOWN_EVENT = "impossible.unknown_event"
    UNKNOWN_ADVICE = "impossible.unknown_advice"
    UNKNOWN_BODY = "impossible.unknown_body"
    UNKNOWN_OF = "impossible.unknown_of"
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
    drafts = [event.on for event in facts.events if event.what == EventKind.DRAFT_SERVED]
    for index, event in enumerate(facts.events):
        where = f"events[{index}]"
        yield from _unknown_in(event, where)
        yield from _impossible_days(event, where, facts, as_of)
        if event.what == EventKind.PLAN_FINALISED and drafts and event.on < min(drafts):
            yield _problem(
                f"{where}.on",
                ImpossibleKey.FINAL_BEFORE_DRAFT,
                on=event.on,
                served_on=min(drafts),
            )
    for index, exemption in enumerate(facts.exemptions):
        if exemption.ground not in list(Ground):
            yield _problem(
                f"exemptions[{index}].ground",
                ImpossibleKey.UNKNOWN_GROUND,
                value=exemption.ground,
            )


def _unknown_in(event: Event, where: str) -> Iterator[Problem]:
    if event.what not in list(EventKind):
        yield _problem(f"{where}.what", ImpossibleKey.UNKNOWN_EVENT, value=event.what)
    if event.what in ABOUT_ADVICE and event.advice not in list(AdviceKind):
        yield _problem(f"{where}.advice", ImpossibleKey.UNKNOWN_ADVICE, value=event.advice or "")
    if event.body is not None and event.body not in list(Body):
        yield _problem(f"{where}.body", ImpossibleKey.UNKNOWN_BODY, value=event.body)
    if event.what == EventKind.REFUSAL_REVERSED and event.of not in REVERSIBLE:
        yield _problem(f"{where}.of", ImpossibleKey.UNKNOWN_OF, value=event.of or "")


def _impossible_days(event: Event, where: str, facts: Facts, as_of: date) -> Iterator[Problem]:
    if event.on > as_of:
        yield _problem(f"{where}.on", ImpossibleKey.AFTER_AS_OF, on=event.on, as_of=as_of)
    if event.on < facts.received_on:
        yield _problem(
            f"{where}.on",
            ImpossibleKey.BEFORE_RECEIVED,
            on=event.on,
            received_on=facts.received_on,
        )
    reached = event.received_by_body_on
    if reached is not None and reached > as_of:
        yield _problem(
            f"{where}.received_by_body_on", ImpossibleKey.AFTER_AS_OF, on=reached, as_of=as_of
        )
    if reached is not None and reached < event.on:
        yield _problem(
            f"{where}.received_by_body_on",
            ImpossibleKey.BODY_RECEIVED_BEFORE_ASKED,
            on=reached,
            asked_on=event.on,
        )


def _problem(where: str, key: ImpossibleKey, **params: str | date) -> Problem:
    return Problem(where, message(key, **params))
