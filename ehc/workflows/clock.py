"""The clock: facts and a day in, each duty's date, state and *why* out.

Pure. It counts days and knows none of its own: the day and the bank holidays are handed in. An
exemption never moves a date: it changes the state of the limit, whose date stays.

API: :func:`compute` with :class:`~ehc.workflows.facts.Facts`, :class:`DutyState`,
:class:`DutyStatus`; it raises :class:`~ehc.workflows.facts.ImpossibleFacts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ehc.workflows.advice import AdviceOfYoursKey
from ehc.workflows.counting import BeforeDay, aim_for, days
from ehc.workflows.courses import Course, CourseKey, Record, course_of
from ehc.workflows.duties import ASSESSMENT_DUTIES, DUTIES, Duty, DutyKind, Nature
from ehc.workflows.exemptions import Exemption, Verdict, refused_because_directed, weigh
from ehc.workflows.facts import Event, EventKind, Facts, ImpossibleFacts, problems_in
from ehc.workflows.implied import conceded_after_the_answer, with_implied
from ehc.workflows.lives import no_longer
from ehc.workflows.messages import Message, Param, message
from ehc.workflows.steps import ProcessKind
from ehc.workflows.sums import Dates, dates_of
from ehc.workflows.working_days import NONE_KNOWN, BankHolidays

__all__ = [
    "ASSESSMENT_DUTIES",
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
    OPEN_FROM = "state.open_from"
    RIGHT_OVER = "state.right_over"
    CONTACT_OVER = "state.contact_over"
    LATE = "state.late"
    SHOWN = "state.shown"
    SHOWN_LATE = "state.shown_late"
    NOT_IN_TIME = "state.not_in_time"
    DONE_LATE = "state.done_late"
    DONE_TOO_SOON = "state.done_too_soon"
    EXEMPT = "state.exempt"
    DONE_EXEMPT = "state.done_exempt"
    SHOWN_EXEMPT = "state.shown_exempt"
    FAMILY_MET = "family.state.met"
    FAMILY_WINDOW_OVER = "family.state.window_over"
    FAMILY_OPEN_FROM = "family.state.open_from"
    FAMILY_RIGHT_OVER = "family.state.right_over"
    FAMILY_CONTACT_OVER = "family.state.contact_over"
    FAMILY_LATE = "family.state.late"
    FAMILY_SHOWN = "family.state.shown"
    FAMILY_SHOWN_LATE = "family.state.shown_late"
    FAMILY_NOT_IN_TIME = "family.state.not_in_time"
    FAMILY_DONE_LATE = "family.state.done_late"
    FAMILY_DONE_TOO_SOON = "family.state.done_too_soon"
    FAMILY_EXEMPT = "family.state.exempt"
    FAMILY_DONE_EXEMPT = "family.state.done_exempt"
    FAMILY_SHOWN_EXEMPT = "family.state.shown_exempt"
    FAMILY_NOT_STARTED = "family.state.not_started"


@dataclass(frozen=True, slots=True)
class DutyState:
    """One duty on one day.

    Attributes:
        duty: its name, such as ``"plan.final"`` or ``"advice.medical"``.
        rule: the row of ``DUTIES`` that it follows.
        kind: statute, code, working date or target.
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
    facts: Facts,
    as_of: date,
    *,
    duties: Iterable[Duty] = DUTIES,
    targets: bool = False,
    holidays: BankHolidays = NONE_KNOWN,
) -> tuple[DutyState, ...]:
    """Say where each duty stands on a day.

    Args:
        facts: the request and what followed, in any order.
        as_of: the day asked about (Europe/London).
        duties: the table of rules. A duty of the assessment follows the row that was in force on
            ``facts.begun_on``, or on ``facts.received_on``; any other, the row in force on the day
            it is counted from.
        targets: whether the authority's own targets are wanted too.
        holidays: the bank holidays of England, for the few rules that count working days.

    Returns:
        The duties in table order; advice by the kind and day of its request.

    Raises:
        ImpossibleFacts: where facts cannot all be true, with every problem.
        HolidaysUnknown: where a rule counts working days that the list does not reach.
        OverflowError: where a date would lie beyond the year 9999.
    """
    problems = problems_in(facts, as_of)
    if problems:
        raise ImpossibleFacts(problems)
    told = with_implied(facts)
    too_late = conceded_after_the_answer(told)
    stands = tuple(event for event in told.events if event not in too_late)
    record = Record(replace(told, events=stands), as_of, holidays, too_late)
    found = (
        (course, _state(record, duty, course), duty)
        for duty in duties
        if targets or duty.kind is not DutyKind.TARGET
        for course in course_of(record, duty)
        if duty.is_law_on(_began_on(record, duty, course))
    )
    return tuple(
        state
        for course, state, duty in found
        if not course.is_earlier or duty.always_told or _is_told(state)
    )


_NOTHING_TO_SAY = frozenset({DutyStatus.MET, DutyStatus.NOT_APPLICABLE})


def _is_told(state: DutyState) -> bool:
    """Whether an earlier run has a line of its own accord: a breach, or what is still owed."""
    return state.state not in _NOTHING_TO_SAY


_OF_THE_ASSESSMENT = frozenset(
    {ProcessKind.ASSESSMENT, ProcessKind.ADVICE_REQUEST, ProcessKind.PLAN_VERSION}
)


def _began_on(record: Record, duty: Duty, course: Course) -> date:
    """The day whose law governs a duty for the whole of its life."""
    if duty.process in _OF_THE_ASSESSMENT:
        return record.facts.begun_on or record.facts.received_on
    return record.as_of if isinstance(course.starts, Message) else course.starts


def _state(record: Record, duty: Duty, course: Course) -> DutyState:
    if isinstance(course.starts, Message):
        over = record.ended()
        return _not_started(duty, course, message(over[1], on=over[0]) if over else course.starts)
    fell_away = _fell_away(record, duty, course, course.starts)
    dates = dates_of(record, duty, course, course.starts)
    due = dates.due
    verdicts = _verdicts(record, duty, course, dates)
    exempted = any(verdict.holds for verdict in verdicts)
    done_on = None if fell_away is not None else _done_on(record, duty, course, due)
    params = _params(duty, course, dates)
    moves = tuple(note for note in dates.notes if note.key in _MOVES_THE_DATE)
    for_staff_of = {**params, **_source("", duty, dates)}
    for_families_of = {**params, **_of_yours(course), **_source("family.", duty, dates)}
    if fell_away is None:
        state = _status(record.as_of, due, done_on, exempted, duty.nature)
        if _is_too_soon(duty, course, due):
            state = DutyStatus.LATE
        said = _said(state, record, dates, done_on, duty, course)
        others = tuple(note for note in dates.notes if note not in moves)
        for_staff = (*moves, *said, *others, *_once(verdict.why for verdict in verdicts))
        for_families = (
            *_to_families(note for note in dates.notes if note.key in _TOLD_TO_FAMILIES),
            *_to_families(said),
            *(
                verdict.to_families
                for verdict in verdicts
                if verdict.to_families is not None and state is DutyStatus.EXEMPT
            ),
        )
    else:
        state = DutyStatus.NOT_APPLICABLE
        late = _already_late(fell_away[1], dates, duty)
        for_staff = (*moves, fell_away[0], *late)
        is_death = fell_away[0].key == CourseKey.DECEASED
        for_families = tuple(_to_families((*moves, fell_away[0], *(() if is_death else late))))
    is_the_familys = duty.nature in {Nature.WINDOW, Nature.RIGHT}
    return DutyState(
        duty=course.duty,
        rule=duty.id,
        kind=duty.kind,
        citation=duty.citation,
        url=duty.url,
        starts_on=None if isinstance(dates.length, BeforeDay) else dates.starts_on,
        due=due,
        base_due=dates.base_due,
        aim_for=aim_for(due) if duty.has_aim else None,
        last_day=due if is_the_familys else None,
        state=state,
        done_on=done_on,
        days_left=None if done_on is not None else (due - record.as_of).days,
        because=Message(f"duty.{dates.said_as}", for_staff_of, for_staff),
        because_for_families=Message(f"family.duty.{dates.said_as}", for_families_of, for_families),
        exempted=exempted,
        ref=course.ref,
    )


def _to_families(said: Iterable[Message]) -> Iterator[Message]:
    """What is said to staff, in the words for families."""
    return (Message(f"family.{one.key}", one.params) for one in said)


def _once(said: Iterable[Message]) -> Iterator[Message]:
    """Of two exemptions of which the same is to be said, it is said once."""
    found: list[Message] = []
    for one in said:
        if one not in found:
            found.append(one)
            yield one


def _is_too_soon(duty: Duty, course: Course, due: date) -> bool:
    """Whether something was done on a day on which it was forbidden."""
    if duty.nature is not Nature.EARLIEST or course.done_on is None:
        return False
    return course.done_on < due or course.is_held_open


_MOVES_THE_DATE = frozenset(
    {
        CourseKey.EXTENDED,
        CourseKey.DIRECTED,
        CourseKey.APPEAL_DISMISSED,
        CourseKey.LESS_NOTICE_AGREED,
    }
)
_TOLD_TO_FAMILIES = _MOVES_THE_DATE | {CourseKey.APPEAL_OPEN, CourseKey.WINDOW_CUT_SHORT}


def _already_late(over_on: date | None, dates: Dates, duty: Duty) -> tuple[Message, ...]:
    """That a limit had passed when its duty ended, which the end does not make good.

    Not of what had to come before a meeting, of which nobody knows that it did not.
    """
    if over_on is None or over_on <= dates.due or duty.nature is not Nature.LIMIT:
        return ()
    if dates.due < dates.starts_on:
        return ()
    return (message(CourseKey.ALREADY_LATE, late=days((over_on - dates.due).days)),)


def _done_on(record: Record, duty: Duty, course: Course, due: date) -> date | None:
    """When it was done; a day before which something may not be done comes by itself."""
    if duty.nature is Nature.EARLIEST and course.done_on is None:
        return due if due < record.as_of and not course.is_held_open else None
    if duty.nature is Nature.RIGHT and course.is_shown and course.done_on is not None:
        # What came of it shows that it was in time, and not when.
        return min(course.done_on, due)
    return course.done_on


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


def _fell_away(
    record: Record, duty: Duty, course: Course, started_on: date
) -> tuple[Message, date | None] | None:
    """Why the duty does not apply: its own reason, or that it ended undone, with that day."""
    if course.fell_away is not None:
        return course.fell_away, None
    over = record.ended()
    if course.done_on is not None:
        # What was still to be done when the request ended was owed no longer, done since or not.
        is_since = over is not None and started_on <= over[0] < course.done_on
        if over is None or not is_since or over[1] not in _ENDS_WHAT_RUNS:
            return None
    over = over or no_longer(record, duty, started_on)
    return None if over is None else (message(over[1], on=over[0]), over[0])


_ENDS_WHAT_RUNS = frozenset({CourseKey.WITHDRAWN, CourseKey.DECEASED})


def _status(
    as_of: date, due: date, done_on: date | None, exempted: bool, nature: Nature
) -> DutyStatus:
    """The first of these that is so. Until the due date has passed nothing is late or exempt."""
    if done_on is not None and (done_on <= due or nature is Nature.EARLIEST):
        return DutyStatus.MET
    if as_of <= due or nature is Nature.EARLIEST:
        return DutyStatus.RUNNING
    return DutyStatus.EXEMPT if exempted else DutyStatus.LATE


def _verdicts(record: Record, duty: Duty, course: Course, dates: Dates) -> tuple[Verdict, ...]:
    """What each exemption does to the limit; the order in which they were given is forgotten."""
    if duty.kind is DutyKind.TARGET:
        return ()
    arguable_after = None
    if duty.arguable_after is not None:
        arguable_after = duty.arguable_after.last_day_from(dates.starts_on)
    return tuple(
        refused_because_directed(exemption)
        if course.is_directed and duty.relief is not None
        else weigh(
            exemption,
            relief=duty.relief,
            starts_on=dates.starts_on,
            due=dates.due,
            as_of=record.as_of,
            arguable_after=arguable_after,
            ref=course.ref,
        )
        for exemption in sorted(record.facts.exemptions, key=repr)
    )


def _params(duty: Duty, course: Course, dates: Dates) -> dict[str, Param]:
    params: dict[str, Param] = {
        "starts_on": dates.starts_on,
        "due": dates.base_due,
        "length": dates.length,
        "citation": duty.citation,
    }
    if duty.nature is Nature.EARLIEST:
        params |= {"due": dates.due, "ends_on": dates.ends_on}
    if course.about is not None:
        params["advice"] = course.about
    return params


_OF_YOURS = frozenset(AdviceOfYoursKey)


def _of_yours(course: Course) -> dict[str, Param]:
    """What a family was asked for or wanted itself, in the words for it."""
    if course.about is None or f"family.{course.about.key}" not in _OF_YOURS:
        return {}
    return {"advice": Message(f"family.{course.about.key}")}


def _source(whose: str, duty: Duty, dates: Dates) -> dict[str, Param]:
    """What asked for it, where an order, an appeal and an agreement share their sentences."""
    if not duty.sentence:
        return {}
    what = duty.id.split(".")[0]
    return {"source": Message(f"{whose}source.{what}", {"on": dates.starts_on})}


_MET = {
    Nature.LIMIT: StateKey.MET,
    Nature.WINDOW: StateKey.WINDOW_OVER,
    Nature.RIGHT: StateKey.MET,
    Nature.EARLIEST: StateKey.OPEN_FROM,
}


def _said(
    state: DutyStatus,
    record: Record,
    dates: Dates,
    done_on: date | None,
    duty: Duty,
    course: Course,
) -> tuple[Message, ...]:
    """What to say of the state to staff, if anything; families have the same in their words."""
    if state is DutyStatus.RUNNING:
        return ()
    late = days(((done_on or record.as_of) - dates.due).days)
    if done_on is None:
        if duty.nature is Nature.RIGHT:
            return (message(StateKey(duty.once_over)),)
        if dates.starts_on <= record.as_of and dates.due < dates.starts_on:
            # What had to come before a meeting cannot follow it.
            return (message(StateKey.NOT_IN_TIME),)
        exempt = state is DutyStatus.EXEMPT
        return (message(StateKey.EXEMPT) if exempt else message(StateKey.LATE, late=late),)
    if any(note.key == CourseKey.WINDOW_CUT_SHORT for note in dates.notes):
        # The note says it: the time did not end on that day, and the plan was sent within it.
        return ()
    if state is DutyStatus.MET:
        shown = StateKey.SHOWN if course.is_shown else _MET[duty.nature]
        return (message(shown, done_on=done_on),)
    if state is DutyStatus.EXEMPT:
        exempt_key = StateKey.SHOWN_EXEMPT if course.is_shown else StateKey.DONE_EXEMPT
        return (message(exempt_key, done_on=done_on),)
    if duty.nature is Nature.EARLIEST:
        return (message(StateKey.DONE_TOO_SOON, done_on=done_on),)
    key = StateKey.SHOWN_LATE if course.is_shown else StateKey.DONE_LATE
    return (message(key, late=late, done_on=done_on),)
