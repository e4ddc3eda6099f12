"""What would change from one wording to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehc.plan_checks.differences import Piece, Stands, difference

_WORDS = st.lists(st.sampled_from(["Once", "a", "week,", "daily", "\n", " "]), max_size=8).map(
    " ".join
)


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        (
            "Twice a week in class.",
            "Three times a week in class.",
            [("before", "Twice "), ("after", "Three times "), ("both", "a week in class. ")],
        ),
        ("The same.", "The  same.", [("both", "The  same. ")]),
        ("It goes.", "", [("before", "It goes. ")]),
        ("", "It comes.", [("after", "It comes. ")]),
        ("", "", []),
        ("A day, once.", "A day,", [("both", "A day, "), ("before", "once. ")]),
        ("In class.", "In class. Daily.", [("both", "In class. "), ("after", "Daily. ")]),
    ],
)
def test_what_was_and_what_would_be(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert difference(before, after) == tuple(Piece(Stands(one), text) for one, text in pieces)


@given(before=_WORDS, after=_WORDS)
def test_both_wordings_are_in_it_whole(before: str, after: str) -> None:
    pieces = difference(before, after)
    second = "".join(one.text for one in pieces if one.stands != "before")
    first = "".join(one.text for one in pieces if one.stands != "after")
    assert (first.split(), second.split()) == (before.split(), after.split())


@given(text=_WORDS)
def test_nothing_changes_between_a_wording_and_itself(text: str) -> None:
    assert {one.stands for one in difference(text, text)} <= {"both"}
