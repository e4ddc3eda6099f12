"""Working days of England, where the text of a rule asks for them.

A working day is Monday to Friday, except Good Friday, Christmas Day and the bank holidays (HESC
Rules 2008, rule 12; the SEND Regulations 2014 do not define it and are read alike). The bank
holidays are an argument: nothing here knows a list, and a question about a year that the list
does not reach is refused rather than guessed.

API: :class:`BankHolidays`, :data:`NONE_KNOWN`, :class:`HolidaysUnknown`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5
_DAY = timedelta(days=1)


class HolidaysUnknown(ValueError):
    """A day was asked about of which nobody knows whether it is a bank holiday.

    Attributes:
        day: the day.
        holidays: the list that does not reach it.
    """

    def __init__(self, day: date, holidays: BankHolidays) -> None:
        super().__init__(f"The bank holidays of {day.year} are not known.")
        self.day = day
        self.holidays = holidays


@dataclass(frozen=True, slots=True)
class BankHolidays:
    """The bank holidays of England, and the years for which the list is complete.

    Attributes:
        days: the bank holidays; Good Friday and Christmas Day need not be among them.
        first_year, last_year: the years that the list covers, both included; None: whoever
            gave the list answers for every year.
    """

    days: frozenset[date]
    first_year: int | None = None
    last_year: int | None = None

    def is_working_day(self, day: date) -> bool:
        """Whether a day is a working day.

        Raises:
            HolidaysUnknown: on a weekday of a year that the list does not cover.
        """
        if day.weekday() >= _SATURDAY or _is_christmas(day) or day == _good_friday(day.year):
            return False
        if self.first_year is not None and day.year < self.first_year:
            raise HolidaysUnknown(day, self)
        if self.last_year is not None and day.year > self.last_year:
            raise HolidaysUnknown(day, self)
        return day not in self.days

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, otherwise the next one.

        Raises:
            HolidaysUnknown: where the list does not reach.
        """
        while not self.is_working_day(day):
            day += _DAY
        return day

    def count(
        self,
        start: date,
        number: int,
        *,
        backwards: bool = False,
        is_counted: Callable[[date], bool] = lambda day: True,
    ) -> date:
        """The working day that is a number of working days from a day, which is not counted.

        Args:
            start: the day of the event; it need not be a working day.
            number: how many; 0 gives the day of the event.
            backwards: whether to count towards the past.
            is_counted: whether a day, if it is a working day, is counted at all.

        Raises:
            HolidaysUnknown: where the list does not reach.
        """
        step = -_DAY if backwards else _DAY
        day = start
        for _ in range(number):
            day += step
            while not (is_counted(day) and self.is_working_day(day)):
                day += step
        return day


NONE_KNOWN = BankHolidays(frozenset(), first_year=1, last_year=0)
"""No list at all: every question that needs one is refused."""


def _is_christmas(day: date) -> bool:
    return (day.month, day.day) == (12, 25)


def _good_friday(year: int) -> date:
    """Two days before Easter Sunday (the Gregorian computus of Meeus, Jones and Butcher)."""
    century, of_century = divmod(year, 100)
    leaps, of_leaps = divmod(century, 4)
    moon = (19 * (year % 19) + century - leaps - (8 * century + 13) // 25 + 15) % 30
    weekday = (32 + 2 * of_leaps + 2 * (of_century // 4) - moon - of_century % 4) % 7
    month = (year % 19 + 11 * moon + 22 * weekday) // 451
    number, day = divmod(moon + weekday - 7 * month + 114, 31)
    return date(year, number, day + 1) - timedelta(days=2)
