"""Working days, where the text asks for them, and the Tribunal's last days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehc.bank_holidays import bundled
from ehc.workflows.counting import (
    BeforeDay,
    Length,
    months,
    months_before,
    months_beginning_with,
    tribunal_days,
    weeks_before,
    weeks_beginning_with,
    working_days,
    working_days_before,
    working_days_beginning_with,
)
from ehc.workflows.duties import Extension
from ehc.workflows.working_days import NONE_KNOWN, BankHolidays, HolidaysUnknown

ENGLAND = bundled()
KNOWN = st.dates(date(2012, 2, 1), date(2028, 9, 1))


def test_the_bundled_list_reaches_from_2012_to_2028() -> None:
    assert (ENGLAND.first_year, ENGLAND.last_year) == (2012, 2028)
    assert {day for day in ENGLAND.days if day.year == 2026} == {
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
    }


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2026, 3, 13), True),  # a Friday
        (date(2026, 3, 14), False),
        (date(2026, 3, 15), False),
        (date(2026, 3, 16), True),
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 5, 4), False),  # the early May bank holiday
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # in place of Boxing Day
    ],
)
def test_working_days(day: date, is_one: bool) -> None:
    assert ENGLAND.is_working_day(day) is is_one


def test_good_friday_is_none_whatever_list_is_given() -> None:
    """The computed Good Fridays are those that were published, in every year that is known."""
    none = BankHolidays(frozenset())
    published = [
        day for day in ENGLAND.days if day.weekday() == 4 and date(day.year, 3, 19) < day
        and day < date(day.year, 4, 25)
    ]  # fmt: skip
    assert len(published) == 17
    assert [day for day in published if none.is_working_day(day)] == []
    assert none.is_working_day(date(2026, 4, 2))
    assert not none.is_working_day(date(2028, 12, 25))
    assert none.is_working_day(date(2099, 5, 4))


@pytest.mark.parametrize("day", [date(2011, 12, 30), date(2029, 1, 2)])
def test_a_year_without_a_list_is_refused(day: date) -> None:
    with pytest.raises(HolidaysUnknown) as caught:
        ENGLAND.is_working_day(day)
    assert (caught.value.day, caught.value.holidays) == (day, ENGLAND)
    with pytest.raises(HolidaysUnknown):
        NONE_KNOWN.is_working_day(day)


def test_a_weekend_needs_no_list() -> None:
    assert not ENGLAND.is_working_day(date(2033, 1, 1))


@pytest.mark.parametrize(
    ("length", "start", "last_day"),
    [
        (working_days(3), date(2026, 3, 11), date(2026, 3, 16)),
        (working_days(3), date(2026, 4, 1), date(2026, 4, 8)),  # over Easter
        (working_days(3), date(2026, 3, 14), date(2026, 3, 18)),  # from a Saturday
        (working_days(0), date(2026, 3, 14), date(2026, 3, 14)),
        (working_days_beginning_with(15), date(2026, 3, 2), date(2026, 3, 20)),
        (working_days_beginning_with(15), date(2026, 2, 28), date(2026, 3, 20)),  # a Saturday
        (working_days_before(5), date(2026, 3, 16), date(2026, 3, 9)),
        (working_days_before(15), date(2026, 4, 20), date(2026, 3, 26)),
        (tribunal_days(30), date(2026, 7, 20), date(2026, 9, 29)),
        (tribunal_days(30), date(2026, 12, 1), date(2027, 1, 20)),
        (months(2), date(2025, 12, 31), date(2026, 2, 28)),
        (months(2), date(2027, 12, 31), date(2028, 2, 29)),
        (months(1), date(2026, 1, 31), date(2026, 2, 28)),
        (months_beginning_with(12), date(2026, 5, 25), date(2027, 5, 24)),
        (months_beginning_with(3), date(2026, 1, 15), date(2026, 4, 14)),
        (months_before(5), date(2026, 9, 1), date(2026, 4, 1)),
        (months_before(5), date(2026, 7, 31), date(2026, 2, 28)),
        (weeks_before(2), date(2026, 3, 16), date(2026, 3, 2)),
        (weeks_beginning_with(5), date(2026, 3, 2), date(2026, 4, 5)),
        (weeks_beginning_with(1), date(2026, 3, 2), date(2026, 3, 8)),
    ],
)
def test_a_length_ends_on_its_last_day(length: Length, start: date, last_day: date) -> None:
    assert length.last_day_from(start, ENGLAND) == last_day


@pytest.mark.parametrize(
    ("before", "last_day"),
    [(BeforeDay(2, 15), date(2027, 2, 14)), (BeforeDay(3, 31), date(2027, 3, 30))],
)
def test_before_a_day_ends_on_the_day_before(before: BeforeDay, last_day: date) -> None:
    assert before.last_day_from(date(2027, 9, 1)) == last_day


@pytest.mark.parametrize(
    ("ends_on", "last_day"),
    [
        (date(2026, 3, 13), date(2026, 3, 13)),
        (date(2026, 3, 14), date(2026, 3, 16)),  # a Saturday
        (date(2026, 4, 3), date(2026, 4, 7)),  # Good Friday
        (date(2026, 7, 31), date(2026, 7, 31)),
        (date(2021, 7, 31), date(2021, 8, 2)),  # a Saturday: the time did not end in August
        (date(2022, 12, 24), date(2022, 12, 28)),  # nor here on or after 25 December
        (date(2026, 8, 1), date(2026, 9, 1)),
        (date(2026, 8, 31), date(2026, 9, 1)),
        (date(2024, 8, 15), date(2024, 9, 2)),  # 1 September is a Sunday
        (date(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 12, 24), date(2026, 12, 24)),
        (date(2026, 12, 25), date(2027, 1, 4)),
        (date(2026, 12, 30), date(2027, 1, 4)),
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2025, 1, 1), date(2025, 1, 2)),
        (date(2025, 1, 2), date(2025, 1, 2)),
    ],
)
def test_the_last_day_on_which_an_appeal_is_in_time(ends_on: date, last_day: date) -> None:
    assert Extension.HESC_12.last_day_in_time(ends_on, ENGLAND) == last_day


@given(KNOWN, st.integers(1, 60))
def test_working_days_count_forwards_and_back(start: date, number: int) -> None:
    end = ENGLAND.count(start, number)
    assert ENGLAND.is_working_day(end)
    back = ENGLAND.count(end, number, backwards=True)
    between = [
        day
        for day in (date.fromordinal(n) for n in range(start.toordinal() + 1, end.toordinal() + 1))
        if ENGLAND.is_working_day(day)
    ]
    assert len(between) == number
    assert back <= start


@given(KNOWN)
def test_an_appeal_in_time_is_never_sooner_and_ends_on_a_working_day(ends_on: date) -> None:
    last_day = Extension.HESC_12.last_day_in_time(ends_on, ENGLAND)
    assert last_day >= ends_on
    assert ENGLAND.is_working_day(last_day)
    assert ends_on.month != 8 or last_day.month == 9


@given(KNOWN, st.integers(1, 24))
def test_months_beginning_with_end_a_day_sooner_and_months_before_mirror(
    start: date, number: int
) -> None:
    end = months(number).last_day_from(start)
    assert (end - months_beginning_with(number).last_day_from(start)).days == 1
    assert months_before(number).last_day_from(end) <= start


def _good_friday_by_the_golden_number(year: int) -> date:
    """Another way to the same day: Knuth, The Art of Computer Programming, 1.3.2, exercise 14."""
    golden, century = year % 19 + 1, year // 100 + 1
    corrected, moons = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - corrected - 10
    epact = (11 * golden + 20 + moons - corrected) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full_moon = 44 - epact if 44 - epact >= 21 else 74 - epact
    easter = full_moon + 7 - (sunday + full_moon) % 7
    return date(year, 3, 1) + timedelta(days=easter - 3)


def test_good_friday_is_the_day_that_another_computation_gives() -> None:
    none = BankHolidays(frozenset())
    assert _good_friday_by_the_golden_number(2026) == date(2026, 4, 3)
    for year in range(1583, 4000):
        day = _good_friday_by_the_golden_number(year)
        assert not none.is_working_day(day)
        assert none.is_working_day(day - timedelta(days=7))
        assert none.is_working_day(day + timedelta(days=7))


@pytest.mark.parametrize(
    ("start", "last_day"),
    [
        (date(2026, 12, 24), date(2027, 1, 4)),  # a Thursday; 1 January is a Friday
        (date(2025, 12, 31), date(2026, 1, 2)),
        (date(2026, 7, 31), date(2026, 9, 1)),
        (date(2026, 1, 30), date(2026, 2, 2)),
        (date(2027, 1, 31), date(2027, 2, 1)),  # only January's first day is left out
    ],
)
def test_the_tribunals_own_days_are_left_out_whatever_list_is_given(
    start: date, last_day: date
) -> None:
    assert tribunal_days(1).last_day_from(start, BankHolidays(frozenset())) == last_day


def test_time_that_ends_on_new_years_day_ends_later_whatever_list_is_given() -> None:
    last_day = Extension.HESC_12.last_day_in_time(date(2025, 1, 1), BankHolidays(frozenset()))
    assert last_day == date(2025, 1, 2)


def test_a_year_that_is_not_known_is_named() -> None:
    with pytest.raises(HolidaysUnknown, match="The bank holidays of 2029 are not known"):
        ENGLAND.is_working_day(date(2029, 1, 2))
