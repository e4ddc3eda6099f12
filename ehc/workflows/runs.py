"""How a duty runs as its row of the table says, and the few that need a word more.

The latest of the events that start a duty counts: a second review meeting starts its weeks
again. What does it, and what ends it, is looked for from that day on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from ehc.workflows.counting import BeforeDay, Counting, add_months, working_days_before
from ehc.workflows.duties import Duty, Nature
from ehc.workflows.events import Event, EventKind, when
from ehc.workflows.messages import Message, message
from ehc.workflows.record import Course, CourseKey, Record, counted_on

SAFE_BEFORE_REVIEW = timedelta(days=28)
"""A meeting this long before a review is due leaves the four weeks for the decision."""


def as_the_row_says(record: Record, duty: Duty) -> tuple[Course, ...]:
    """A duty that starts with an event, is done by another, and ends with a third."""
    starting = record.starting(duty)
    if not starting:
        return (not_recorded(duty),)
    start, event = starting[0] if duty.from_first else starting[-1]
    if duty.nature is Nature.WINDOW:
        return window(record, duty, start)
    return (_run(record, duty, start, event),)


def not_recorded(duty: Duty) -> Course:
    """A duty that waits for the first of the events that start it."""
    event = Message(f"event.{duty.starts[0].what}")
    return Course(duty.reported_as, message(CourseKey.EVENT_NOT_RECORDED, event=event))


def _run(record: Record, duty: Duty, start: date, event: Event) -> Course:
    done_on = _done(record, duty, start, event)
    directed = dict(event.directed).get(duty.reported_as)
    return Course(
        duty.reported_as,
        start,
        done_on=done_on,
        fell_away=ended(record, duty, start) if done_on is None else None,
        notes=() if directed is None else (message(CourseKey.DIRECTED, due=directed),),
        later_from=_later_from(record, duty, start),
        fixed=directed,
        is_directed=directed is not None,
    )


def _done(record: Record, duty: Duty, start: date, event: Event) -> date | None:
    """When it was done; what precedes a meeting is done by what speaks of that meeting.

    A plan that was sent for something else does not do what this event asks for.
    """
    if isinstance(duty.length, BeforeDay) or duty.length.counting is not Counting.BEFORE:
        return next(
            (
                one.on
                for one in record.events(duty.done_by)
                if one.on >= start and (not one.carries or event.ref in one.carries)
            ),
            None,
        )
    done = [one.on for one in record.events(duty.done_by) if counted_on(one) == start]
    return min(done, default=None)


def ended(record: Record, duty: Duty, start: date) -> Message | None:
    """Why a duty that was not done fell away, if anything has ended it since its start."""
    for ending in duty.ended_by:
        ends = [day for day in record.days(*ending.by) if day >= start]
        if ends and record.first(*ending.unless, since=ends[-1]) is None:
            return Message(ending.key, {"on": ends[-1]})
    return None


def _later_from(record: Record, duty: Duty, start: date) -> date | None:
    if duty.or_later is None:
        return None
    others = record.days(*duty.or_later.starts)
    wanted = [day for day in others if (day >= start) == duty.or_later.since_start or day == start]
    return max(wanted, default=None)


def window(record: Record, duty: Duty, start: date) -> tuple[Course, ...]:
    """Days that are given to the family.

    They are given when they have passed, so that nobody is late who did not comment; what the
    window stands before ends them.

    Args:
        start: the day on which they began.
    """
    name = duty.reported_as
    last_day = duty.length.last_day_from(start)
    cut_short = record.first(*duty.done_by, since=start)
    if cut_short is not None and cut_short <= last_day:
        note = message(CourseKey.WINDOW_CUT_SHORT, on=cut_short)
        return (Course(name, start, done_on=cut_short, notes=(note,)),)
    over = record.ended()
    until = record.as_of if over is None else min(record.as_of, over[0])
    return (Course(name, start, done_on=last_day if last_day < until else None),)


def _mediation_contact(record: Record, duty: Duty) -> tuple[Course, ...]:
    """A certificate is given only to somebody who made contact, however late it is issued."""
    (course,) = as_the_row_says(record, duty)
    if isinstance(course.starts, Message) or course.done_on is None:
        return (course,)
    contact = (when(EventKind.MEDIATION_DECLINED), when(EventKind.MEDIATION_REQUESTED))
    if record.first(*contact, since=course.starts) == course.done_on:
        return (course,)
    in_time = min(course.done_on, duty.length.last_day_from(course.starts))
    note = message(CourseKey.CERTIFICATE_SHOWS_CONTACT, on=course.done_on)
    return (Course(course.duty, course.starts, done_on=in_time, notes=(note,)),)


_KEPT = (
    when(EventKind.TRIBUNAL_ORDERED, "continue", "continue_and_amend"),
    when(EventKind.UNOPPOSED_APPEAL_NOTIFIED, "cease"),
    when(EventKind.MEDIATION_AGREED, "continue", "continue_and_amend", "cease"),
)


def _cease(record: Record, duty: Duty) -> tuple[Course, ...]:
    """Not before the time to appeal is over, nor while an appeal is open (section 45(4))."""
    starting = record.starting(duty)
    if not starting:
        return (not_recorded(duty),)
    start = starting[-1][0]
    later_from = _later_from(record, duty, start)
    kept = record.first(*_KEPT, since=start)
    dismissed = record.first(when(EventKind.TRIBUNAL_ORDERED, "dismiss_cease"), since=start)
    appealed = _appeal_open(record, start)
    if kept is not None:
        gone = message(CourseKey.PLAN_CONTINUES, on=kept)
        return (Course(duty.id, start, fell_away=gone, later_from=later_from),)
    if dismissed is not None:
        note = message(CourseKey.APPEAL_DISMISSED, on=dismissed)
        return (Course(duty.id, start, notes=(note,), later_from=later_from, fixed=dismissed),)
    if appealed is not None:
        note = message(CourseKey.APPEAL_OPEN, on=appealed)
        return (Course(duty.id, start, notes=(note,), later_from=later_from, is_held_open=True),)
    return (Course(duty.id, start, later_from=later_from),)


def _appeal_open(record: Record, since: date) -> date | None:
    """The day of an appeal that was not withdrawn: one that was holds nothing open."""
    lodged = [day for day in record.days(EventKind.APPEAL_LODGED) if day >= since]
    withdrawn = [day for day in record.days(EventKind.APPEAL_WITHDRAWN) if day >= since]
    return next(iter(lodged[len(withdrawn) :]), None)


def _review(record: Record, duty: Duty) -> tuple[Course, ...]:
    """With the last day for a meeting that leaves the four weeks for the decision."""
    (course,) = as_the_row_says(record, duty)
    is_over = course.done_on is not None or course.fell_away is not None
    if isinstance(course.starts, Message) or is_over:
        return (course,)
    safe = duty.length.last_day_from(course.starts) - SAFE_BEFORE_REVIEW
    note = message(CourseKey.LAST_SAFE_MEETING, on=safe)
    return (Course(course.duty, course.starts, notes=(note,)),)


_REASSESS = (
    when(EventKind.TRIBUNAL_ORDERED, "reassess"),
    when(EventKind.UNOPPOSED_APPEAL_NOTIFIED, "reassess"),
    when(EventKind.MEDIATION_AGREED, "reassess"),
)


def _reassess_final(record: Record, duty: Duty) -> tuple[Course, ...]:
    """Regulation 27(2) counts from an agreement of the authority's own.

    A reassessment that was ordered, agreed in mediation or left unopposed has the limits of
    regulations 44(2)(b) and 45(3A), which run from that and not from the letter that tells it.
    """
    (course,) = as_the_row_says(record, duty)
    decided = max(record.days(*_REASSESS), default=None)
    if (
        isinstance(course.starts, Message)
        or decided is None
        or record.first(EventKind.REASSESSMENT_AGREED, since=decided) != course.starts
    ):
        return (course,)
    gone = message(CourseKey.REASSESSED_AS_DECIDED, on=decided)
    return (Course(course.duty, course.starts, done_on=course.done_on, fell_away=gone),)


def _move(record: Record, duty: Duty) -> tuple[Course, ...]:
    """On the day of the move, or in 15 working days from becoming aware (regulation 15(2)).

    Two rows give one date, and the facts choose between them. Without the day on which the
    authority became aware the stricter one, the day of the move, is taken.
    """
    is_on_the_day = duty.id == "move.transfer.on_the_day"
    starting = record.starting(duty)
    if not starting:
        return (not_recorded(duty),) if is_on_the_day else ()
    moved_on, event = starting[-1]
    aware_on = event.became_aware_on
    knew = aware_on is None or aware_on <= working_days_before(15).last_day_from(
        moved_on, record.holidays
    )
    if knew != is_on_the_day:
        return ()
    notes = (message(CourseKey.AWARE_NOT_RECORDED),) if aware_on is None else ()
    start = moved_on if is_on_the_day or aware_on is None else aware_on
    done_on = record.first(*duty.done_by, since=min(moved_on, start))
    return (Course(duty.reported_as, start, done_on=done_on, notes=notes),)


def _phase(record: Record, duty: Duty) -> tuple[Course, ...]:
    """The latest transfer that is known; a review in the year before its last day does it."""
    transfers = record.events((when(EventKind.PHASE_TRANSFER),))
    if not transfers:
        return (not_recorded(duty),) if duty.id == "phase.to_school" else ()
    latest = max(transfers, key=lambda one: (_day_of(one), repr(one)))
    if not duty.starts[0].matches(latest):
        return ()
    due = duty.length.last_day_from(_day_of(latest))
    done_on = record.first(*duty.done_by, since=add_months(due, -12))
    return (Course(duty.reported_as, _day_of(latest), done_on=done_on),)


def _day_of(transfer: Event) -> date:
    """The day of a transfer between phases, or the first of its school year."""
    if transfer.year is not None and transfer.kind != "post_16_move":
        return date(transfer.year, 9, 1)
    return transfer.on


SPECIAL: Mapping[str, Callable[[Record, Duty], tuple[Course, ...]]] = MappingProxyType(
    {
        "mediation.contact": _mediation_contact,
        "cease.earliest": _cease,
        "review.first": _review,
        "review.next": _review,
        "reassess.final": _reassess_final,
        "move.transfer.on_the_day": _move,
        "move.transfer.once_aware": _move,
        "phase.to_school": _phase,
        "phase.to_post_16": _phase,
        "phase.post_16_move": _phase,
    }
)
"""The duties after an assessment that do not simply run as their row says."""
