"""The clock: facts and a day in, each duty's date, state and *why* out.

Pure. It counts days and knows none of its own; weekends and bank holidays never move a date, and
an exemption never moves one either: it changes the state of the limit, whose date stays.

API: :func:`compute` with :class:`~ehc.workflows.facts.Facts`, :class:`DutyState`,
:class:`DutyStatus`; it raises :class:`~ehc.workflows.facts.ImpossibleFacts`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ehc.workflows.counting import aim_for, days
from ehc.workflows.courses import COURSES, Course, Record
from ehc.workflows.duties import DUTIES, Duty, DutyKind, in_force
from ehc.workflows.exemptions import Exemption, Verdict, weigh
from ehc.workflows.facts import Event, EventKind, Facts, ImpossibleFacts, problems_in
from ehc.workflows.messages import Message, Param, message

__all__ = [
    "DutyState",
    "DutyStatus",
    "Event",
    "EventKind",
    "Exemption",
    "Facts",
    "ImpossibleFacts",
    "StateKey",
    "compute",
]


class DutyStatus(StrEnum):
    """Where a duty stands on a day. Earlier in this list goes before later, from the third on."""

    NOT_STARTED = "not_started"
    NOT_APPLICABLE = "not_applicable"
    MET = "met"
    EXEMPT = "exempt"
    LATE = "late"
    RUNNING = "running"


class StateKey(StrEnum):
    """What is said of a duty's state after the sentence that gives its date."""

    MET = "state.met"
    WINDOW_OVER = "state.window_over"
    LATE = "state.late"
    DONE_LATE = "state.done_late"
    EXEMPT = "state.exempt"
    DONE_EXEMPT = "state.done_exempt"
    FAMILY_MET = "family.state.met"
    FAMILY_WINDOW_OVER = "family.state.window_over"
    FAMILY_LATE = "family.state.late"
    FAMILY_DONE_LATE = "family.state.done_late"
    FAMILY_EXEMPT = "family.state.exempt"
    FAMILY_DONE_EXEMPT = "family.state.done_exempt"
    FAMILY_NOT_APPLICABLE = "family.state.not_applicable"
    FAMILY_NOT_STARTED = "family.state.not_started"


@dataclass(frozen=True, slots=True)
class DutyState:
    """One duty on one day.

    Attributes:
        duty: its name, such as ``"plan.final"`` or ``"advice.medical"``.
        rule: the row of ``DUTIES`` that it follows.
        kind: statute, code or target.
        citation, url: what it rests on, and where to read that.
        starts_on: the day from which it is counted; None while that is not known.
        due: the last day that is in time; never moved by an exemption.
        base_due: the date before any extension that the law itself makes.
        aim_for: the day before ``due``; None where it means nothing.
        last_day: the last of days that are given to the family.
        state: where it stands.
        done_on: when it was done.
        days_left: ``due`` less the day asked about: 0 on the day, negative after; None once done.
        because: why, for staff.
        because_for_families: why, for families.
        exempted: whether an exemption holds for it, whatever its state; published measures leave
            such a plan out even when it was in time.
        ref: for advice, the caller's own name for the request.
    """

    duty: str
    rule: str
    kind: DutyKind
    citation: str
    url: str
    starts_on: date | None
    due: date | None
    base_due: date | None
    aim_for: date | None
    last_day: date | None
    state: DutyStatus
    done_on: date | None
    days_left: int | None
    because: Message
    because_for_families: Message
    exempted: bool = False
    ref: str = ""


def compute(
    facts: Facts, as_of: date, *, duties: Iterable[Duty] = DUTIES, targets: bool = False
) -> tuple[DutyState, ...]:
    """Say where each duty stands on a day.

    Args:
        facts: the request and what followed, in any order.
        as_of: the day asked about (Europe/London).
        duties: the table of rules; those in force on ``facts.received_on`` are used.
        targets: whether the authority's own targets are wanted too.

    Returns:
        The duties in table order; advice by the kind and day of its request.

    Raises:
        ImpossibleFacts: where facts cannot all be true, with every problem.
        OverflowError: where a date would lie beyond the year 9999.
    """
    problems = problems_in(facts, as_of)
    if problems:
        raise ImpossibleFacts(problems)
    record = Record(facts, as_of)
    return tuple(
        _state(record, duty, course)
        for duty in in_force(facts.received_on, duties=duties)
        if targets or duty.kind is not DutyKind.TARGET
        for course in COURSES[duty.id](record, duty)
    )


def _state(record: Record, duty: Duty, course: Course) -> DutyState:
    fell_away = _fell_away(record, course)
    if isinstance(course.starts, Message):
        return _not_started(duty, course, fell_away or course.starts)
    due = duty.length.last_day_from(course.starts)
    verdicts = _verdicts(record, duty, course.starts, due)
    exempted = any(verdict.holds for verdict in verdicts)
    done_on = course.done_on if fell_away is None else None
    params = _params(duty, course, course.starts, due)
    if fell_away is None:
        state = _status(record.as_of, due, done_on, exempted)
        said = _said(state, record.as_of, due, done_on, duty)
        for_staff = (*said, *course.notes, *(verdict.why for verdict in verdicts))
        for_families = tuple(Message(StateKey(f"family.{one.key}"), one.params) for one in said)
    else:
        state = DutyStatus.NOT_APPLICABLE
        for_staff = (fell_away,)
        for_families = (message(StateKey.FAMILY_NOT_APPLICABLE),)
    return DutyState(
        duty=course.duty,
        rule=duty.id,
        kind=duty.kind,
        citation=duty.citation,
        url=duty.url,
        starts_on=course.starts,
        due=due,
        base_due=due,
        aim_for=aim_for(due) if duty.has_aim else None,
        last_day=None if duty.has_aim else due,
        state=state,
        done_on=done_on,
        days_left=None if done_on is not None else (due - record.as_of).days,
        because=Message(duty.key, params, for_staff),
        because_for_families=Message(duty.key_for_families, params, for_families),
        exempted=exempted,
        ref=course.ref,
    )


def _not_started(duty: Duty, course: Course, because: Message) -> DutyState:
    """A duty whose first day is not known, so that it has no dates at all."""
    return DutyState(
        duty=course.duty,
        rule=duty.id,
        kind=duty.kind,
        citation=duty.citation,
        url=duty.url,
        starts_on=None,
        due=None,
        base_due=None,
        aim_for=None,
        last_day=None,
        state=DutyStatus.NOT_STARTED,
        done_on=None,
        days_left=None,
        because=because,
        because_for_families=message(StateKey.FAMILY_NOT_STARTED),
        ref=course.ref,
    )


def _fell_away(record: Record, course: Course) -> Message | None:
    """Why the duty does not apply: its own reason, or that everything ended undone."""
    ended = record.ended()
    if course.fell_away is None and course.done_on is None and ended is not None:
        return message(ended[1], on=ended[0])
    return course.fell_away


def _status(as_of: date, due: date, done_on: date | None, exempted: bool) -> DutyStatus:
    """The first of these that is so. Until the due date has passed nothing is late or exempt."""
    if done_on is not None and done_on <= due:
        return DutyStatus.MET
    if as_of <= due:
        return DutyStatus.RUNNING
    return DutyStatus.EXEMPT if exempted else DutyStatus.LATE


def _verdicts(record: Record, duty: Duty, starts_on: date, due: date) -> tuple[Verdict, ...]:
    """What each exemption does to the limit; the order in which they were given is forgotten."""
    if duty.kind is DutyKind.TARGET:
        return ()
    arguable_after = None
    if duty.arguable_after is not None:
        arguable_after = duty.arguable_after.last_day_from(starts_on)
    return tuple(
        weigh(
            exemption,
            grounds=duty.grounds,
            starts_on=starts_on,
            due=due,
            as_of=record.as_of,
            arguable_after=arguable_after,
        )
        for exemption in sorted(record.facts.exemptions, key=repr)
    )


def _params(duty: Duty, course: Course, starts_on: date, due: date) -> dict[str, Param]:
    params: dict[str, Param] = {
        "starts_on": starts_on,
        "due": due,
        "length": duty.length,
        "citation": duty.citation,
    }
    if course.about is not None:
        params["advice"] = course.about
    return params


def _said(
    state: DutyStatus, as_of: date, due: date, done_on: date | None, duty: Duty
) -> tuple[Message, ...]:
    """What to say of the state to staff, if anything; families have the same in their words."""
    if state is DutyStatus.RUNNING:
        return ()
    late = days(((done_on or as_of) - due).days)
    if done_on is None:
        exempt = state is DutyStatus.EXEMPT
        return (message(StateKey.EXEMPT) if exempt else message(StateKey.LATE, late=late),)
    if state is DutyStatus.MET:
        key = StateKey.MET if duty.has_aim else StateKey.WINDOW_OVER
        return (message(key, done_on=done_on),)
    if state is DutyStatus.EXEMPT:
        return (message(StateKey.DONE_EXEMPT, done_on=done_on),)
    return (message(StateKey.DONE_LATE, late=late, done_on=done_on),)
