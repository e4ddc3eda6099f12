"""Numbers to which a text message can go, as somebody types them."""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"[\s().\-\u2010-\u2015/]")
_UK_MOBILE = re.compile(r"\+447(?:[1-57-9]\d{8}|624\d{6})")
"""Ofcom's numbering plan: 071 to 075 and 077 to 079, and 07624 (Isle of Man).

070 are personal numbers and the rest of 076 pagers: neither takes a text message.
"""
_INTERNATIONAL = re.compile(r"\+(?!44)[1-9]\d{7,14}")
"""ITU-T E.164: at most 15 digits with the country's, none of which begins with a nought."""


def mobile_number(typed: str) -> str | None:
    """The number in international form, or None where no text message could reach it.

    Args:
        typed: a number of the United Kingdom with or without +44, or one of another country that
            begins with + or 00; spaces, brackets, dots, strokes and dashes are left out.
    """
    digits = _PUNCTUATION.sub("", typed.strip().replace("(0)", ""))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif digits.startswith("0"):
        digits = "+44" + digits[1:]
    elif digits.startswith("44"):
        digits = "+" + digits
    if digits.startswith("+440"):
        digits = "+44" + digits[4:]
    # What looks like a digit in another script is none that a network knows.
    if not digits.isascii():
        return None
    found = _UK_MOBILE.fullmatch(digits) or _INTERNATIONAL.fullmatch(digits)
    return digits if found else None
