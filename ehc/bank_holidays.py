"""The bank holidays of England that come with the software.

The list is the one that https://www.gov.uk/bank-holidays.json publishes for England and Wales, as
the package ``govuk-bank-holidays`` carries it; the network is never asked. Past its last year a
question that needs it is refused (:class:`~ehc.workflows.working_days.HolidaysUnknown`): upgrade
the package.
"""

from __future__ import annotations

from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays as Published

from ehc.workflows.working_days import BankHolidays


@cache
def bundled() -> BankHolidays:
    """The bank holidays that are known, and the years for which they are complete."""
    published = Published(use_cached_holidays=True)
    days = frozenset(
        holiday["date"] for holiday in published.get_holidays(division=Published.ENGLAND_AND_WALES)
    )
    years = {day.year for day in days}
    return BankHolidays(days, first_year=min(years), last_year=max(years))
