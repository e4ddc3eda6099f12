"""Whether two files may be about one child: suggested to staff, and decided by them alone.

A suggestion never bars a request (sections 36(1) and 36(6) ask staff to look, no machine to
refuse), and whoever asks is not told of it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

_ALIKE = 0.8
"""From how alike two names are taken for one that was written in two ways."""


class MatchKind(StrEnum):
    """What two files may be."""

    SAME_CHILD = "same_child"
    OTHER_BIRTH_DATE = "other_birth_date"
    TWIN = "twin"


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of somebody."""

    first_name: str
    last_name: str
    date_of_birth: date
    postcode: str = ""
    preferred_name: str = ""


def name_key(*names: str) -> str:
    """Names without accents, case, spaces and signs, in any script, as they are looked up."""
    plain = unicodedata.normalize("NFKD", " ".join(names)).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def match(one: Known, other: Known) -> MatchKind | None:
    """What two files may be; None where nothing suggests that they belong together.

    Args:
        one, other: in either order.
    """
    same_family = _alike(one.last_name, other.last_name) or _same_place(one, other)
    if one.date_of_birth == other.date_of_birth:
        if not same_family:
            return None
        return MatchKind.SAME_CHILD if _same_first_name(one, other) else MatchKind.TWIN
    is_named_so = name_key(one.first_name, one.last_name) == name_key(
        other.first_name, other.last_name
    )
    if is_named_so and (_same_place(one, other) or _slip(one.date_of_birth, other.date_of_birth)):
        return MatchKind.OTHER_BIRTH_DATE
    return None


def _alike(one: str, other: str) -> bool:
    ours, theirs = name_key(one), name_key(other)
    return bool(ours) and SequenceMatcher(None, ours, theirs).ratio() >= _ALIKE


def _same_place(one: Known, other: Known) -> bool:
    return bool(one.postcode) and name_key(one.postcode) == name_key(other.postcode)


def _same_first_name(one: Known, other: Known) -> bool:
    ours = {one.first_name, one.preferred_name} - {""}
    theirs = {other.first_name, other.preferred_name} - {""}
    return any(_alike(name, another) for name in ours for another in theirs)


def _slip(one: date, other: date) -> bool:
    """Whether one of day, month and year was mistaken, or day and month were exchanged."""
    equal = (one.day == other.day, one.month == other.month, one.year == other.year)
    is_turned = (one.day, one.month, one.year) == (other.month, other.day, other.year)
    return sum(equal) == len(equal) - 1 or is_turned
