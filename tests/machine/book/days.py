"""The calendar of the law: lengths of time, and the days on which a time ends."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

TWO_WEEKS = timedelta(weeks=2)
FOUR_WEEKS = timedelta(weeks=4)
SIX_WEEKS = timedelta(days=42)
EIGHT_WEEKS = timedelta(weeks=8)
TWELVE_WEEKS = timedelta(weeks=12)
SIXTEEN_WEEKS = timedelta(days=112)
TWENTY_WEEKS = timedelta(days=140)

BANK_HOLIDAYS = frozenset(
    date(*day)
    for day in (
        (2026, 1, 1), (2026, 4, 3), (2026, 4, 6), (2026, 5, 4), (2026, 5, 25), (2026, 8, 31),
        (2026, 12, 25), (2026, 12, 28), (2027, 1, 1), (2027, 3, 26), (2027, 3, 29), (2027, 5, 3),
        (2027, 5, 31), (2027, 8, 30), (2027, 12, 27), (2027, 12, 28), (2028, 1, 3),
        (2028, 4, 14), (2028, 4, 17), (2028, 5, 1), (2028, 5, 29), (2028, 8, 28), (2028, 12, 25),
        (2028, 12, 26),
    )
)  # fmt: skip
"""Of England: the only days, with weekends, that the Tribunal does not work on."""


def months_after(day: date, number: int) -> date:
    """The corresponding date, or the last day of a month that has none."""
    counted = day.month - 1 + number
    year, month = day.year + counted // 12, counted % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def two_months_after(day: date) -> date:
    """The last day of the time to appeal, without what the Tribunal's own rule adds."""
    return months_after(day, 2)


def in_time_until(day: date) -> date:
    """The last day on which an appeal whose time ends on a day is in time.

    HESC Rules 2008, rule 12: the next working day; where the time ends from 25 December to
    1 January or in August, the first working day after 1 January or 31 August.
    """
    if (day.month, day.day) >= (12, 25):
        day = date(day.year + 1, 1, 2)
    elif (day.month, day.day) == (1, 1):
        day = date(day.year, 1, 2)
    elif day.month == 8:
        day = date(day.year, 9, 1)
    while day.weekday() > 4 or day in BANK_HOLIDAYS:
        day += timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """No Saturday, no Sunday, and no bank holiday of England."""
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def working_days_before(day: date, number: int) -> date:
    """The working day that lies so many working days before a day."""
    while number:
        day -= timedelta(days=1)
        number -= is_working_day(day)
    return day


def working_days_from(day: date, number: int) -> date:
    """The last of so many working days "beginning with" a day."""
    while not (is_working_day(day) and number == 1):
        number -= is_working_day(day)
        day += timedelta(days=1)
    return day


def working_days_after(day: date, number: int) -> date:
    """So many working days from a day, which is not one of them."""
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def tribunal_days_after(day: date, number: int) -> date:
    """The same as the Tribunal counts them: neither August nor 25 December to 1 January."""
    while number:
        day += timedelta(days=1)
        stands_still = day.month == 8 or (day.month, day.day) >= (12, 25)
        number -= is_working_day(day) and not stands_still
    return day
