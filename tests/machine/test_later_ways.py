"""Turnings of the straight way once a plan is there: moves, and plans that come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.machine.moves.people import Cast
from tests.machine.moves.transfers import MADE_ON, NOT_ASKED
from tests.machine.moves.trying import Tally
from tests.machine.reference import Book
from tests.machine.walk import Walk
from tests.machine.ways import done, go_until

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.long]


@pytest.fixture
def way(db: None) -> Iterator[Walk]:
    """A walk of which each move is written down."""
    walking = Walk(Cast(), Book, Tally())
    yield walking
    walking.teardown()


def test_what_another_authority_maintains_is_not_ours_to_change(way: Walk) -> None:
    go_until(way, "mother", "send_amended")
    assert done(way, "reassess_unasked")
    assert done(way, "move_phase")
    assert not done(way, "move_phase", kind="to_post_16")
    assert done(way, "move_out", in_days=3)
    assert not done(way, "move_out")
    assert not done(way, "send_on")
    way.today += timedelta(days=3)
    assert not done(way, "send_on", number=1)
    assert done(way, "send_on")
    for move in (
        "send_on", "call_off", "arrange_review", "begin_amended", "reword", "ask_again",
        "begin_again", "answer_early", "propose_unreviewed", "change_body", "chase", "move_phase",
        "do_not_amend", "record_answer",
    ):  # fmt: skip
        assert not done(way, move)
    assert not done(way, "seek", again=0)
    # What is of the child, and not of the plan, is still put right.
    assert done(way, "change_details")
    assert done(way, "record_death")


@pytest.mark.parametrize(("place", "is_named"), [("setting", True), ("type", False)])
def test_a_transfer_between_phases_asks_for_a_plan_that_was_reviewed_since(
    way: Walk, place: str, is_named: bool
) -> None:
    go_until(way, "mother", "arrange_review")
    way.today += timedelta(days=1)
    assert not done(way, "move_phase", in_days=0)
    assert done(way, "move_phase", kind="post_16_move")
    assert not done(way, "name_next", place=place)
    assert done(way, "propose_unreviewed")
    assert done(way, "do_not_amend")
    assert not done(way, "name_next", place=place)
    for move in ("arrange_review", "hold_meeting", "keep_plan"):
        assert done(way, move)
    assert done(way, "name_next", place=place) is is_named
    assert ("next_setting" in way.tally.reasons) is True


@pytest.mark.parametrize(("in_days", "is_named"), [(365, True), (367, False)])
def test_a_plan_that_is_kept_more_than_a_year_before_a_transfer_is_not_kept_for_it(
    way: Walk, in_days: int, is_named: bool
) -> None:
    """Regulation 18(1); in a leap year the corresponding day is 366 days away."""
    go_until(way, "mother", "arrange_review")
    assert done(way, "move_phase", in_days=in_days)
    for move in ("arrange_review", "hold_meeting", "keep_plan"):
        assert done(way, move)
    assert done(way, "name_next") is is_named


def test_the_family_of_a_plan_that_came_is_told_what_follows(way: Walk) -> None:
    assert not way.receive(made=way.today + timedelta(days=1))
    assert not way.receive(reviewed=MADE_ON - timedelta(days=1))
    assert way.receive(reviewed=date(2026, 1, 2))
    assert not done(way, "tell_family")
    assert done(way, "take")
    # Twelve months beginning with the last review end 361 days from now.
    for given in ({"in_days": -1}, {"in_days": NOT_ASKED}, {"in_days": 362}, {"assess": None}):
        assert not done(way, "tell_family", **given)
    assert {"review_day", "whether_to_assess"} <= way.tally.reasons
    assert done(way, "tell_family", in_days=361)
    assert not done(way, "tell_family")
