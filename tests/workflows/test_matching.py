"""Whether two files may be about one child."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ehc.workflows.matching import Known, MatchKind, match, name_key

AMARA = Known("Amara", "Okafor", date(2018, 10, 9), "ME99 1AA")
ELSEWHERE = {"postcode": "CT1 1AA"}


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, MatchKind.SAME_CHILD),
        ({"first_name": "AMARA ", "last_name": "O'Kafor"}, MatchKind.SAME_CHILD),
        ({"first_name": "Amarra", **ELSEWHERE}, MatchKind.SAME_CHILD),
        ({"postcode": ""}, MatchKind.SAME_CHILD),
        ({"last_name": "Bello", "postcode": "me991aa"}, MatchKind.SAME_CHILD),
        ({"first_name": "Chidi", "preferred_name": "Amara"}, MatchKind.SAME_CHILD),
        ({"first_name": "Chidi"}, MatchKind.TWIN),
        ({"first_name": "Chidi", **ELSEWHERE}, MatchKind.TWIN),
        ({"first_name": "Chidi", "last_name": "Bello"}, MatchKind.TWIN),
        ({"last_name": "Bello", **ELSEWHERE}, None),
        ({"last_name": "Bello", "postcode": ""}, None),
        # Day and month exchanged; one part mistaken; the same home.
        ({"date_of_birth": date(2018, 9, 10), **ELSEWHERE}, MatchKind.OTHER_BIRTH_DATE),
        ({"date_of_birth": date(2019, 10, 9), **ELSEWHERE}, MatchKind.OTHER_BIRTH_DATE),
        ({"date_of_birth": date(2012, 1, 2)}, MatchKind.OTHER_BIRTH_DATE),
        ({"date_of_birth": date(2012, 1, 2), **ELSEWHERE}, None),
        ({"date_of_birth": date(2019, 10, 9), "first_name": "Chidi"}, None),
    ],
)
def test_what_another_file_may_be(changes: dict[str, Any], kind: MatchKind | None) -> None:
    other = replace(AMARA, **changes)
    assert match(AMARA, other) is kind
    assert match(other, AMARA) is kind


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("Zoë", "O’Neill-D’Arcy"), "zoeoneilldarcy"),
        (("ZOE", "O'Neill D'Arcy"), "zoeoneilldarcy"),
        (("Łukasz",), "łukasz"),
        (("أمارا", "عبد"), "اماراعبد"),
        (("王", "愛"), "王愛"),
        (("-", "’"), ""),
    ],
)
def test_a_name_is_looked_up_without_accents_and_signs_in_any_script(
    names: tuple[str, ...], key: str
) -> None:
    assert name_key(*names) == key


def test_names_of_which_nothing_is_left_are_not_alike() -> None:
    nameless = Known("-", "-", AMARA.date_of_birth)
    assert match(nameless, nameless) is None
