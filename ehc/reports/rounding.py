"""Rounding as the Department for Education prints it: half up, on exact numbers.

Never on floats, which cannot hold most decimal fractions and so round some halves down.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

NO_PERCENTAGE = "x"
"""What the published tables print where nothing was counted (0 of 0)."""


def half_up(value: Fraction | Decimal | int, *, places: int) -> str:
    """Write a number with so many decimal places, a half going up (away from nought).

    Args:
        value: an exact number.
        places: decimal places, nought or more; all of them are written.

    Raises:
        TypeError: for a float, which is not exact.
        ValueError: for a negative number of places.
    """
    if isinstance(value, float):
        raise TypeError("give an exact number, not a float")
    if places < 0:
        raise ValueError("places must be nought or more")
    scaled = abs(Fraction(value)) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = int(value < 0 and whole > 0)
    digits = tuple(map(int, str(whole).rjust(places + 1, "0")))
    return format(Decimal((sign, digits, -places)), "f")


def percentage(numerator: int, denominator: int, *, places: int = 1) -> str:
    """Write what share ``numerator`` is of ``denominator``, as a percentage without its sign.

    Args:
        numerator: how many of them.
        denominator: how many there were.
        places: decimal places; the published measure has one.

    Returns:
        For instance ``"33.3"``; :data:`NO_PERCENTAGE` for 0 of 0.

    Raises:
        ValueError: for a negative count, or a part larger than its whole.
    """
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is not a share")
    if denominator == 0:
        return NO_PERCENTAGE
    return half_up(Fraction(100 * numerator, denominator), places=places)
