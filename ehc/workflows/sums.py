"""The sum that gives a duty its date: counted from what, how long, and where it ends.

API: :class:`Dates`, :func:`dates_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ehc.workflows.counting import BeforeDay, Length
from ehc.workflows.duties import Duty, Nature
from ehc.workflows.messages import Message, message
from ehc.workflows.record import Course, CourseKey, Record


@dataclass(frozen=True, slots=True)
class Dates:
    """The sum, and the answer that it gives.

    Attributes:
        starts_on, length, ends_on: the sum itself.
        base_due: its end as an answer, before anything that the law lets come later.
        due: the answer.
        said_as: which sentences say it.
        notes: what moved it.
    """

    starts_on: date
    length: Length | BeforeDay
    ends_on: date
    base_due: date
    due: date
    said_as: str
    notes: tuple[Message, ...]


def dates_of(record: Record, duty: Duty, course: Course, start: date) -> Dates:
    """The dates of one run of a duty.

    Args:
        start: the day from which it is counted.

    Raises:
        HolidaysUnknown: where the list of bank holidays does not reach.
    """
    length, said_as = duty.length, duty.said_as
    ends_on = length.last_day_from(start, record.holidays)
    later = duty.or_later
    if later is not None and course.later_from is not None:
        other = later.length.last_day_from(course.later_from, record.holidays)
        if other > ends_on:
            start, length, ends_on, said_as = course.later_from, later.length, other, later.sentence
    in_time, notes = ends_on, course.notes
    if duty.extension is not None:
        in_time = duty.extension.last_day_in_time(ends_on, record.holidays)
        if in_time != ends_on:
            notes = (message(CourseKey.EXTENDED, due=in_time), *notes)
    # What is forbidden until a day has passed may be done on the day after.
    after = timedelta(days=1 if duty.nature is Nature.EARLIEST else 0)
    return Dates(
        starts_on=start,
        length=length,
        ends_on=ends_on,
        base_due=ends_on + after,
        due=course.fixed or in_time + after,
        said_as=said_as,
        notes=notes,
    )
