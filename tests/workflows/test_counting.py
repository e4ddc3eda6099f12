"""Both sides of every limit: the day that is in time and the day that is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehc.workflows.counting import Length, aim_for, days, days_beginning_with, weeks

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("length", "start", "last_day"),
    [
        # Ombudsman, Essex 25 007 473: agreed on 21 February 2025.
        (weeks(10), date(2025, 2, 21), date(2025, 5, 2)),
        (weeks(14), date(2025, 2, 21), date(2025, 5, 30)),
        # Ombudsman, Essex 23 013 824: asked on 18 May 2023.
        (weeks(16), date(2023, 5, 18), date(2023, 9, 7)),
        (weeks(20), date(2026, 1, 5), date(2026, 5, 25)),
        (days_beginning_with(15), date(2025, 12, 12), date(2025, 12, 26)),
        (days(15), date(2025, 12, 12), date(2025, 12, 27)),
        (days(110), date(2026, 1, 5), date(2026, 4, 25)),
        (weeks(0), date(2026, 1, 5), date(2026, 1, 5)),
    ],
)
def test_a_length_ends_on_its_last_day(length: Length, start: date, last_day: date) -> None:
    assert length.last_day_from(start) == last_day


def test_an_inclusive_ombudsman_date_equals_what_we_aim_for() -> None:
    assert aim_for(weeks(16).last_day_from(date(2023, 5, 18))) == date(2023, 9, 6)


@given(DAYS, st.integers(1, 60))
def test_weeks_end_on_the_same_weekday_and_never_roll(start: date, number: int) -> None:
    last_day = weeks(number).last_day_from(start)
    assert last_day.weekday() == start.weekday()
    assert (last_day - start).days == 7 * number


@given(DAYS, DAYS, st.integers(1, 400))
def test_a_later_start_never_ends_sooner(one: date, other: date, number: int) -> None:
    first, second = sorted((one, other))
    for length in (days(number), days_beginning_with(number), weeks(number % 60)):
        ends = [length.last_day_from(day) for day in (first, second)]
        assert ends == sorted(ends)
        assert ends[1] - ends[0] == second - first


@given(DAYS, st.integers(1, 400))
def test_beginning_with_ends_a_day_sooner(start: date, number: int) -> None:
    exclusive = days(number).last_day_from(start)
    assert (exclusive - days_beginning_with(number).last_day_from(start)).days == 1
