"""Which numbers a text message can go to."""

from __future__ import annotations

import pytest

from ehc.telephones import mobile_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("07700 900123", "+447700900123"),
        ("07700-900-123", "+447700900123"),
        ("(07700) 900.123", "+447700900123"),
        ("+44 7700 900123", "+447700900123"),
        ("+44 (0)7700 900123", "+447700900123"),
        ("+44 07700 900123", "+447700900123"),
        ("0044 7700 900123", "+447700900123"),
        ("44 7700 900123", "+447700900123"),
        ("07624 400123", "+447624400123"),
        # Other countries: France, the United States, and the longest that there is.
        ("+33 6 39 98 00 01", "+33639980001"),
        ("001 202 555 0123", "+12025550123"),
        ("+123456789012345", "+123456789012345"),
    ],
)
def test_a_mobile_number_is_kept_in_one_form(typed: str, number: str) -> None:
    assert mobile_number(typed) == number
    assert mobile_number(number) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "not a number",
        "07700 90012",
        "07700 9001234",
        # A telephone at home, a personal number, a pager, a charge for the caller.
        "01622 960111",
        "+44 1622 960111",
        "07012 345678",
        "07612 345678",
        "0900 123 4567",
        "999",
        "+33",
        "+0 123 456 789",
        "+1234567890123456",
        "07700 900123 ext 4",
        "07700 900123;07700 900124",
        "٠٧٧٠٠٩٠٠١٢٣",
        "+33 ٦39980001",
    ],
)
def test_what_no_text_message_reaches_is_none(typed: str) -> None:
    assert mobile_number(typed) is None
