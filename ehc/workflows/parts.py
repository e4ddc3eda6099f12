"""An order of several things, and which sending of the plan did which of them.

One document may do them all. Where the plan was sent again and nothing else asked for that, each
sending did the part whose time ran out first of those that were left.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ehc.workflows.duties import DUTIES, Duty
from ehc.workflows.events import Event, EventKind, when
from ehc.workflows.messages import Message, message
from ehc.workflows.record import Course, CourseKey, Record
from ehc.workflows.runs import directed_for, each, run

_WITH_CONTENTS = "unopposed.name_setting.with_contents"
_NAMES = ("amend", "name_setting", "name_setting.with_contents", "continue_and_amend")
PARTS = tuple(
    duty
    for duty in DUTIES
    for source, _, act in [duty.id.partition(".")]
    if act in _NAMES and source in {"order", "unopposed", "mediation"}
)
"""The duties that the sending of an amended plan does."""

_ASKS_FOR_A_PLAN = (
    when(EventKind.REVIEW_MEETING_HELD),
    when(EventKind.REVIEW_DECIDED),
    when(EventKind.AMENDMENTS_PROPOSED),
    when(EventKind.AMENDMENTS_PROPOSED_WITHOUT_REVIEW),
    when(EventKind.REASSESSMENT_AGREED),
    when(EventKind.TRIBUNAL_ORDERED),
    when(EventKind.UNOPPOSED_APPEAL_NOTIFIED),
    when(EventKind.MEDIATION_AGREED),
)


def in_parts(record: Record, duty: Duty) -> tuple[Course, ...]:
    """Every run of a duty of :data:`PARTS`.

    Two rows give one date to the setting of an appeal that is not opposed, and the appeal chooses
    between them.
    """
    return tuple(
        course
        for course in each(record, duty, _part)
        if _is_its_row(record, duty, None if isinstance(course.starts, Message) else course.starts)
    )


def _is_its_row(record: Record, duty: Duty, start: date | None) -> bool:
    """Whether a row is the one for what was asked on a day, and for one that nothing started."""
    if duty.reported_as != "unopposed.name_setting":
        return True
    asked = {
        (event.ref, event.about)
        for event in record.facts.events
        if event.what == EventKind.UNOPPOSED_APPEAL_NOTIFIED and event.on == start
    }
    # What has one reference, or none, is told of one appeal.
    both = {ref for ref, about in asked if about == "contents"} & {
        ref for ref, about in asked if about == "setting_only"
    }
    return bool(both) is (duty.id == _WITH_CONTENTS)


def _part(record: Record, duty: Duty, start: date, until: date) -> Course:
    course = run(record, duty, start, until)
    sent = [one for one in record.events(duty.done_by) if one.on >= start]
    if any(one.carries for one in sent):
        # Each sending says what it was for.
        return course
    mine = "setting_only" if duty.reported_as.endswith(".name_setting") else "contents"
    told = [one for one in sent if one.about in {mine, "both"}]
    if told:
        return replace(course, done_on=told[0].on)
    untold = _of_the_order(record, [one for one in sent if one.about is None])
    if not untold:
        return replace(course, done_on=None)
    does = untold[min(_place(record, duty, start), len(untold) - 1)]
    if does is untold[0]:
        return replace(course, done_on=does.on)
    note = message(CourseKey.SENT_IN_TWO_PARTS, first=untold[0].on, on=does.on)
    return replace(course, done_on=does.on, notes=(*course.notes, note))


def _place(record: Record, duty: Duty, start: date) -> int:
    """Where a part stands among those that were asked for on one day, by when each is due."""
    asked = [event for event in record.facts.events if event.on == start]
    source = duty.starts[0].what
    together = [
        (directed_for(record, one, start) or one.length.last_day_from(start), one.reported_as)
        for one in PARTS
        if one.starts[0].what is source and any(one.starts[0].matches(event) for event in asked)
        if _is_its_row(record, one, start)
    ]
    return [name for _, name in sorted(together)].index(duty.reported_as)


def _of_the_order(record: Record, sent: list[Event]) -> list[Event]:
    """The sendings up to the first that something else asked for."""
    if not sent:
        return []
    others = [day for day in record.days(*_ASKS_FOR_A_PLAN) if day > sent[0].on]
    return [one for one in sent if not others or one.on < others[0]]
