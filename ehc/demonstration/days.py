"""The days of the demonstration county: whoever works for it works on working days."""

from __future__ import annotations

from datetime import date, timedelta

from ehc.bank_holidays import bundled
from ehc.workflows.working_days import BankHolidays, HolidaysUnknown

_DAY = timedelta(days=1)


def working_day(day: date, *, not_before: date | None = None) -> date:
    """The last working day up to a day, so that nothing done by a limit comes to be late.

    Days keep their order: of two, the later one gives no earlier working day.

    Args:
        not_before: what comes after this gives the first working day from it on, where the last
            working day would lie before it.
    """
    found = day
    while not _is_working(found):
        found -= _DAY
    if not_before is None or found >= not_before:
        return found
    found = not_before
    while not _is_working(found):
        found += _DAY
    return found


def _is_working(day: date) -> bool:
    try:
        return bundled().is_working_day(day)
    except HolidaysUnknown:
        # A county far ahead: nobody knows its bank holidays, and only its weekends are kept.
        return BankHolidays(frozenset()).is_working_day(day)
