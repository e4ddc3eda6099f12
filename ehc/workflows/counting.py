"""How days and weeks are counted (``docs/law.md``, counting rules).

Everything is in calendar days: no weekend, bank holiday or school holiday pauses a limit or
rolls it forward. Nothing here knows today's date.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAYS_COUNTED_FOR_THE_EVENT = 0
"""How many days "within N weeks of" an event counts for the event's own day.

English law excludes it (*Zoan v Rouamba* [2000] 1 WLR 1509), so that six weeks from a Monday
end on a Monday. Some councils and some Ombudsman decisions count it, which ends the limit a day
earlier; everybody therefore works to :func:`aim_for`. This is the one place that says so.
"""

DAYS_AIMED_EARLIER = 1
"""How many days before the due date everybody works to."""


class Unit(StrEnum):
    """What a length is counted in."""

    DAYS = "days"
    WEEKS = "weeks"


_DAYS_IN = {Unit.DAYS: 1, Unit.WEEKS: 7}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time as a regulation writes it.

    Attributes:
        number: how many, 0 or more.
        unit: of what.
        beginning_with: whether the text says "beginning with" the day, which then is the
            first day counted; otherwise the day is excluded.
    """

    number: int
    unit: Unit
    beginning_with: bool = False

    def last_day_from(self, start: date) -> date:
        """The last day of the length, counted from ``start``.

        Raises:
            OverflowError: beyond the calendar's last year.
        """
        counted = 1 if self.beginning_with else DAYS_COUNTED_FOR_THE_EVENT
        return start + timedelta(days=self.number * _DAYS_IN[self.unit] - counted)


def weeks(number: int) -> Length:
    """``number`` weeks, the day of the event excluded."""
    return Length(number, Unit.WEEKS)


def days(number: int) -> Length:
    """``number`` days, the day of the event excluded."""
    return Length(number, Unit.DAYS)


def days_beginning_with(number: int) -> Length:
    """``number`` days "beginning with" the day of the event, which is the first of them."""
    return Length(number, Unit.DAYS, beginning_with=True)


def aim_for(due: date) -> date:
    """The day that everybody works to: the day before ``due``."""
    return due - timedelta(days=DAYS_AIMED_EARLIER)


def add_months(day: date, number: int) -> date:
    """The corresponding date a number of months later, or that month's last day.

    The corresponding-date rule: two months after 31 December end on 28 or 29 February.

    Args:
        day: the day of the event, such as the sending of a notice.
        number: how many months; 0 or more.
    """
    months = day.month - 1 + number
    year, month = day.year + months // 12, months % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))
