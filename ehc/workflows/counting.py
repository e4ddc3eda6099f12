"""How days, weeks and months are counted (``docs/law.md`` begins with the rules).

Everything is in calendar days, unless a rule says "working days": no weekend, bank holiday or
school holiday pauses a limit or rolls it forward. Nothing here knows today's date.

API: :class:`Length` and its makers :func:`weeks`, :func:`days`, :func:`months`,
:func:`working_days`, :func:`tribunal_days`, some also ``…_beginning_with`` or ``…_before``;
:class:`BeforeDay`; :func:`aim_for`, :class:`WhenKey`; :func:`add_months`.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ehc.workflows.working_days import NONE_KNOWN, BankHolidays

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
    MONTHS = "months"
    WORKING_DAYS = "working_days"
    TRIBUNAL_DAYS = "tribunal_days"


class Counting(StrEnum):
    """How a length stands to the day of the event."""

    AFTER = "after"
    BEGINNING_WITH = "beginning_with"
    BEFORE = "before"


_DAYS_IN = {Unit.DAYS: 1, Unit.WEEKS: 7}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time as a regulation writes it.

    Attributes:
        number: how many, 0 or more.
        unit: of what.
        counting: whether it runs after the day of the event, which is not counted; or
            "beginning with" that day, which then is the first of it; or ends that long before.
    """

    number: int
    unit: Unit
    counting: Counting = Counting.AFTER

    @property
    def beginning_with(self) -> bool:
        """Whether the day of the event is the first day counted."""
        return self.counting is Counting.BEGINNING_WITH

    def last_day_from(self, start: date, holidays: BankHolidays = NONE_KNOWN) -> date:
        """The last day of the length, counted from ``start``.

        Args:
            start: the day of the event.
            holidays: the bank holidays; read for working days alone.

        Raises:
            HolidaysUnknown: where working days are counted and the list does not reach.
            OverflowError: beyond the calendar's last year.
        """
        backwards = self.counting is Counting.BEFORE
        if self.unit is Unit.TRIBUNAL_DAYS:
            return holidays.count(start, self.number, is_counted=_tribunal_counts)
        if self.unit is Unit.WORKING_DAYS:
            return self._working_days_from(start, holidays, backwards=backwards)
        number = -self.number if backwards else self.number
        if self.unit is Unit.MONTHS:
            end = add_months(start, number)
        else:
            end = start + timedelta(days=number * _DAYS_IN[self.unit])
        counted = 1 if self.beginning_with else DAYS_COUNTED_FOR_THE_EVENT
        return end if backwards else end - timedelta(days=counted)

    def _working_days_from(self, start: date, holidays: BankHolidays, *, backwards: bool) -> date:
        """The event's own day is the first counted only if it is a working day itself."""
        number = self.number
        if self.beginning_with and holidays.is_working_day(start):
            number -= 1
        return holidays.count(start, number, backwards=backwards)


@dataclass(frozen=True, slots=True)
class BeforeDay:
    """A limit that a regulation writes as "before" a day of the calendar year of an event.

    Attributes:
        month, day: the day that is too late; the last day in time is the one before.
    """

    month: int
    day: int

    def last_day_from(self, start: date, holidays: BankHolidays = NONE_KNOWN) -> date:
        """The last day in time in the year of ``start``."""
        return date(start.year, self.month, self.day) - timedelta(days=1)


def weeks(number: int) -> Length:
    """``number`` weeks, the day of the event excluded."""
    return Length(number, Unit.WEEKS)


def weeks_beginning_with(number: int) -> Length:
    """``number`` weeks "beginning with" the day of the event."""
    return Length(number, Unit.WEEKS, Counting.BEGINNING_WITH)


def weeks_before(number: int) -> Length:
    """At least ``number`` weeks before the day of the event."""
    return Length(number, Unit.WEEKS, Counting.BEFORE)


def days(number: int) -> Length:
    """``number`` days, the day of the event excluded."""
    return Length(number, Unit.DAYS)


def days_beginning_with(number: int) -> Length:
    """``number`` days "beginning with" the day of the event, which is the first of them."""
    return Length(number, Unit.DAYS, Counting.BEGINNING_WITH)


def months(number: int) -> Length:
    """``number`` months by corresponding dates, the day of the event excluded."""
    return Length(number, Unit.MONTHS)


def months_beginning_with(number: int) -> Length:
    """A period of ``number`` months "starting with" the day of the event."""
    return Length(number, Unit.MONTHS, Counting.BEGINNING_WITH)


def months_before(number: int) -> Length:
    """At least ``number`` months before the day of the event, by corresponding dates."""
    return Length(number, Unit.MONTHS, Counting.BEFORE)


def working_days(number: int) -> Length:
    """``number`` working days, the day of the event excluded."""
    return Length(number, Unit.WORKING_DAYS)


def working_days_beginning_with(number: int) -> Length:
    """``number`` working days "beginning with" the day of the event."""
    return Length(number, Unit.WORKING_DAYS, Counting.BEGINNING_WITH)


def working_days_before(number: int) -> Length:
    """At least ``number`` working days before the day of the event."""
    return Length(number, Unit.WORKING_DAYS, Counting.BEFORE)


def tribunal_days(number: int) -> Length:
    """``number`` working days as the Tribunal counts them, the day of the event excluded.

    The days from 25 December to 1 January and every day of August are not counted (HESC Rules
    2008, rule 12(3)(b)).
    """
    return Length(number, Unit.TRIBUNAL_DAYS)


def _tribunal_counts(day: date) -> bool:
    return day.month != 8 and (day.month, day.day) < (12, 25) and (day.month, day.day) != (1, 1)


def aim_for(due: date) -> date:
    """The day that everybody works to: the day before ``due``."""
    return due - timedelta(days=DAYS_AIMED_EARLIER)


class WhenKey(StrEnum):
    """How a day is told: as a limit, as a first day, or as the day to work to."""

    BY = "when.by"  # day
    FROM = "when.from"  # day
    AIM = "when.aim"  # day
    WHY_AIM = "when.why_aim"


def add_months(day: date, number: int) -> date:
    """The corresponding date a number of months later, or that month's last day.

    The corresponding-date rule: two months after 31 December end on 28 or 29 February.

    Args:
        day: the day of the event, such as the sending of a notice.
        number: how many months; less than 0 for earlier.
    """
    counted = day.month - 1 + number
    year, month = day.year + counted // 12, counted % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))
