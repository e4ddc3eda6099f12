"""How long a plan is maintained here: what ends the duties of whoever maintains it.

API: :func:`no_longer`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ehc.workflows.courses import course_of
from ehc.workflows.duties import DUTIES, KEPT, Duty
from ehc.workflows.events import EventKind, when
from ehc.workflows.messages import Message
from ehc.workflows.record import CourseKey, Record
from ehc.workflows.steps import ProcessKind
from ehc.workflows.sums import dates_of
from ehc.workflows.working_days import HolidaysUnknown

_BEGINS = (EventKind.PLAN_MADE, EventKind.PLAN_FINALISED, EventKind.PLAN_TRANSFERRED_IN)
_OF_MAINTAINING = frozenset({ProcessKind.REVIEW, ProcessKind.TRANSFER, ProcessKind.REASSESSMENT})
_OF_ASSESSING = frozenset(
    {
        ProcessKind.ASSESSMENT,
        ProcessKind.ADVICE_REQUEST,
        ProcessKind.CONSULTATION,
        ProcessKind.PLAN_VERSION,
    }
)


_GONE = frozenset({CourseKey.MOVED_AWAY, CourseKey.TRANSFERRED_OUT})


def no_longer(record: Record, duty: Duty, started_on: date) -> tuple[date, CourseKey] | None:
    """Since when a duty is no longer this authority's, and why; None while it is.

    A plan that went to another authority is maintained there (regulation 15(3)), and a move in
    the middle of an assessment ends it here. A plan that has ended asks for nothing more.

    Args:
        started_on: the day from which this run of the duty is counted: what ended before the
            plan came back, or another began, does not come back with it.
    """
    ends = _ends(record, started_on)
    if duty.process in _OF_MAINTAINING:
        # Handing the plan over is what a move asks for.
        ends = [end for end in ends if end[1] not in _GONE or not _hands_over(duty)]
        return min(ends, default=None)
    if _is_decided(duty):
        # What was decided of an appeal goes with the plan even where it was decided since.
        return min((end for end in ends if end[1] is CourseKey.TRANSFERRED_OUT), default=None)
    if duty.process in _OF_ASSESSING:
        left = [day for day, key in ends if key is CourseKey.MOVED_AWAY]
        return (min(left), CourseKey.EXPORTED) if left else None
    return None


_DECIDES = frozenset(
    {
        EventKind.TRIBUNAL_ORDERED,
        EventKind.UNOPPOSED_APPEAL_NOTIFIED,
        EventKind.MEDIATION_AGREED,
    }
)


def _is_decided(duty: Duty) -> bool:
    """Whether a duty does to a plan what was ordered, agreed or left unopposed."""
    return not duty.stays_here and any(one.what in _DECIDES for one in duty.starts)


def _hands_over(duty: Duty) -> bool:
    return any(start.what is EventKind.MOVED_OUT for start in duty.starts)


def _ends(record: Record, started_on: date) -> list[tuple[date, CourseKey]]:
    """What has ended the maintaining of a plan since a day, or since it last began."""
    began = record.days(*_BEGINS)
    since = min([started_on, *began[-1:]])
    return [end for end in _every_end(record) if not began or end[0] > since]


def _every_end(record: Record) -> Iterator[tuple[date, CourseKey]]:
    went = record.days(EventKind.PLAN_TRANSFERRED_OUT)
    for day in went:
        yield day, CourseKey.TRANSFERRED_OUT
    for day in record.days(EventKind.MOVED_OUT):
        # Until it is handed over the plan is maintained here, if that is recorded.
        if day <= record.as_of and not any(gone >= day for gone in went):
            yield day, CourseKey.MOVED_AWAY
    for day in record.days(
        EventKind.PLAN_CEASED, when(EventKind.TRIBUNAL_ORDERED, "dismiss_cease")
    ):
        if not _is_undone(record, day):
            yield day, CourseKey.PLAN_CEASED
    yield from _taken_to_have_ceased(record)


def _is_undone(record: Record, ended_on: date) -> bool:
    """Whether the plan that ended on a day, and no later one, is to be kept after all."""
    kept = record.first(*KEPT, since=ended_on)
    began = record.first(*_BEGINS, since=ended_on + timedelta(days=1))
    return kept is not None and (began is None or kept <= began)


_SHOWS = (
    EventKind.REVIEW_MEETING_HELD,
    EventKind.REVIEW_DECIDED,
    EventKind.AMENDMENTS_PROPOSED,
    EventKind.AMENDMENTS_PROPOSED_WITHOUT_REVIEW,
    EventKind.AMENDED_PLAN_SENT,
    EventKind.NOT_AMENDED_AFTER_REVIEW,
)
"""What is done to a plan that is still maintained."""


def _taken_to_have_ceased(record: Record) -> Iterator[tuple[date, CourseKey]]:
    """The first day on which a plan that was to end may, unless something shows that it goes on."""
    decided = record.events((when(EventKind.CEASE_DECIDED), when(EventKind.NOTICE_SENT, "cease")))
    known = [one.maintained_until for one in decided if one.maintained_until is not None]
    if not decided or (known and max(known) >= record.as_of):
        return
    for duty in DUTIES:
        if duty.id == "cease.earliest" and duty.is_law_on(decided[-1].on):
            course = course_of(record, duty)[-1]
            if isinstance(course.starts, Message) or course.is_held_open:
                return
            if course.fell_away is not None or course.done_on is not None:
                return
            try:
                first_day = dates_of(record, duty, course, course.starts).due
            except HolidaysUnknown:
                return
            if first_day <= record.as_of and record.first(*_SHOWS, since=first_day) is None:
                yield first_day, CourseKey.TAKEN_TO_HAVE_CEASED
