"""Rounding agrees with what the Department for Education printed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehc.reports.rounding import NO_PERCENTAGE, half_up, percentage

# Department for Education, Education, health and care plans, 2025 release (Open Government
# Licence v3.0): year, area, plans issued, without exceptions, of them within 20 weeks,
# without exceptions, and both percentages as printed.
PUBLISHED = (
    (2019, "England", 53327, 49519, 31313, 29895, "58.7", "60.4"),
    (2019, "Kent", 1998, 1903, 577, 546, "28.9", "28.7"),
    (2020, "England", 59097, 54175, 32863, 31446, "55.6", "58"),
    (2020, "Kent", 1976, 1904, 615, 601, "31.1", "31.6"),
    (2021, "England", 61269, 57196, 35470, 34249, "57.9", "59.9"),
    (2021, "Kent", 2882, 2852, 1189, 1181, "41.3", "41.4"),
    (2022, "England", 65512, 62108, 31226, 30536, "47.7", "49.2"),
    (2022, "Kent", 2216, 2198, 907, 904, "40.9", "41.1"),
    (2023, "England", 80945, 76506, 39784, 38471, "49.1", "50.3"),
    (2023, "Kent", 1804, 1796, 324, 324, "18", "18"),
    (2024, "England", 90392, 84866, 41448, 39407, "45.9", "46.4"),
    (2024, "Kent", 2424, 2354, 784, 783, "32.3", "33.3"),
)


def as_printed(published: str) -> str:
    """The published file drops a final nought; ours keeps it."""
    return published if "." in published else f"{published}.0"


@pytest.mark.parametrize(
    ("year", "area", "issued", "issued_ex", "within", "within_ex", "percent", "percent_ex"),
    PUBLISHED,
    ids=[f"{row[1]}-{row[0]}" for row in PUBLISHED],
)
def test_every_published_percentage(
    year: int, area: str, issued: int, issued_ex: int, within: int, within_ex: int, percent: str,
    percent_ex: str,
) -> None:  # fmt: skip
    assert percentage(within, issued) == as_printed(percent)
    assert percentage(within_ex, issued_ex) == as_printed(percent_ex)


def test_nothing_of_nothing_is_x() -> None:
    assert percentage(0, 0) == NO_PERCENTAGE == "x"
    assert percentage(0, 1) == "0.0"


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (2, 1), (-1, 1), (-2, -1), (0, -1)])
def test_a_part_larger_than_its_whole_or_a_negative_count_is_refused(
    numerator: int, denominator: int
) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        percentage(numerator, denominator)


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "written"),
    [
        (1, 2000, 1, "0.1"),  # 0.05 exactly: half up
        (3, 2000, 1, "0.2"),  # 0.15, which a float would round to 0.1
        (57, 20000, 2, "0.29"),  # 0.285
        (1, 1, 1, "100.0"),
        (1, 3, 0, "33"),
        (1, 8, 0, "13"),
        (10**40 - 1, 2 * 10**40, 1, "50.0"),
        (499 * 10**37 + 10**37 // 2 - 1, 10**40, 1, "49.9"),  # a hair under 49.95
    ],
)
def test_halves_go_up_exactly(numerator: int, denominator: int, places: int, written: str) -> None:
    assert percentage(numerator, denominator, places=places) == written


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Fraction(9, 10), 3, "0.900"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "-3"),
        (Fraction(-1, 100), 1, "0.0"),
        (7, 2, "7.00"),
    ],
)
def test_half_up(value: Fraction | Decimal | int, places: int, written: str) -> None:
    assert half_up(value, places=places) == written


def test_floats_and_negative_places_are_refused() -> None:
    with pytest.raises(TypeError, match="not a float"):
        half_up(0.5, places=1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="nought or more"):
        half_up(1, places=-1)


@given(st.fractions(min_value=0, max_value=10**9), st.integers(0, 6))
def test_what_is_written_is_within_half_a_unit_and_a_tie_goes_up(
    value: Fraction, places: int
) -> None:
    gap = Fraction(half_up(value, places=places)) - value
    half = Fraction(1, 2 * 10**places)

    assert -half < gap <= half
