"""What a family asks for and writes, and who is of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.machine.moves.people import Cast
from tests.machine.moves.trying import Tally
from tests.machine.reference import Book
from tests.machine.walk import Walk
from tests.machine.ways import FEW, done, go_until, tried

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.long]


@pytest.fixture
def way(db: None) -> Iterator[Walk]:
    """A walk of which each move is written down."""
    walking = Walk(Cast(), Book, Tally())
    yield walking
    walking.teardown()


def test_what_the_family_asked_for_is_named_or_left_out_on_a_ground(way: Walk) -> None:
    go_until(way, "mother", "record_answer")
    assert done(way, "agree_with_draft")
    assert done(way, "name_setting", place="type")
    assert not done(way, "finalise")
    assert way.tally.reasons >= {"requested_setting"}
    assert not done(way, "leave_setting_out", reason=" ")
    assert done(way, "leave_setting_out")
    # Left out before it has answered, or had the time to.
    assert not done(way, "finalise")
    assert way.tally.reasons >= {"answer_awaited"}
    assert done(way, "record_answer")
    assert done(way, "finalise")
    assert not done(way, "leave_setting_out")


@pytest.mark.parametrize(("days", "binds"), [(14, True), (15, False), (None, True)])
def test_what_is_asked_for_by_the_end_of_the_familys_days_is_named(
    way: Walk, days: int | None, binds: bool
) -> None:
    go_until(way, "mother", "consult")
    assert done(way, "consult", asked=False, school=1)
    assert not done(way, "leave_setting_out")
    assert not done(way, "note_request", asked=1)
    way.today += timedelta(days=15)
    assert done(way, "note_request", asked=None if days is None else days - 15)
    assert not done(way, "note_request")
    assert done(way, "revise")
    assert done(way, "name_setting", place="type")
    assert done(way, "finalise") is not binds
    assert ("requested_setting" in way.tally.reasons) is binds
    assert binds is done(way, "leave_setting_out")


def test_what_the_family_asks_for_is_consulted_before_another_is_named(way: Walk) -> None:
    go_until(way, "mother", "consult")
    assert done(way, "record_request", name="Oak")
    assert done(way, "record_request", name=" elm")
    assert done(way, "agree_with_draft")
    assert done(way, "name_setting", place="type")
    assert not done(way, "finalise")
    assert way.tally.reasons >= {"request_not_consulted"}
    # What the family asks for by its name is that setting, whoever says that it is our own idea.
    assert done(way, "consult", number=1, asked=False)
    assert not done(way, "withdraw_request", number=1)
    # Another is it by no name of its own, and whose it is has been said once.
    assert done(way, "consult", number=1, school=1, wanted=0)
    assert not done(way, "withdraw_request")
    assert not done(way, "finalise")
    assert way.tally.reasons >= {"answer_awaited", "requested_setting"}
    assert done(way, "name_setting")
    assert done(way, "finalise")
    for move in ("record_request", "withdraw_request"):
        assert not done(way, move)


def test_what_the_family_takes_back_binds_no_longer(way: Walk) -> None:
    go_until(way, "mother", "consult")
    assert done(way, "record_request")
    assert done(way, "withdraw_request")
    assert done(way, "agree_with_draft")
    assert done(way, "name_setting", place="type")
    assert done(way, "finalise")


@pytest.mark.parametrize(("days", "binds"), [(14, True), (15, False)])
def test_what_is_asked_of_proposed_changes_is_asked_in_their_days(
    way: Walk, days: int, binds: bool
) -> None:
    """Although Section I stays as it was (regulation 22(2)(c)(ii))."""
    go_until(way, "mother", "send_amended")
    way.today += timedelta(days=days)
    assert done(way, "record_request")
    way.today += timedelta(days=1)
    assert done(way, "send_amended") is not binds
    assert ("request_not_consulted" in way.tally.reasons) is binds


def test_a_parent_who_is_put_on_file_has_every_right_of_one(way: Walk) -> None:
    go_until(way, "head", "serve")
    assert not done(way, "write_to_authority", who="father")
    assert not done(way, "write_to_family", reader="father")
    assert done(way, "add_to_family", stands="parent")
    assert done(way, "serve")
    assert way.file.book.letters["draft_plan", "family"] == 2
    assert done(way, "write_to_authority", who="father")
    assert done(way, "note_call", reader="father")
    assert done(way, "comment", who="father")
    assert done(way, "withdraw", who="father")


def test_whom_a_court_order_keeps_out_learns_nothing(way: Walk) -> None:
    go_until(way, "mother", "serve")
    assert done(way, "add_to_family", stands="parent", kept_out="An order of the family court")
    assert not done(way, "write_to_authority", who="father")
    assert not done(way, "write_to_family", reader="father")
    assert done(way, "serve")
    assert way.file.book.letters["draft_plan", "family"] == 1
    assert not done(way, "comment", who="father")


def test_whom_a_court_order_keeps_out_later_learns_nothing_from_then_on(way: Walk) -> None:
    go_until(way, "father", "serve")
    assert done(way, "write_to_authority", who="mother")
    assert done(way, "write_to_family", reader="mother")
    assert done(way, "write_to_authority", who="mother")
    assert done(way, "choose_contact", who="mother", number=1, means="phone", mobile="07700900123")
    assert done(way, "note_call", reader="mother")
    for wrong in ({"words": " "}, {"seen": " "}, {"since": 1}, {"member": "yasmin"}):
        assert not done(way, "keep_out", **wrong)
    assert not done(way, "let_in_again")
    tried(way, "keep_out", by=FEW)
    assert not done(way, "keep_out")
    for move in ("write_to_authority", "comment", "withdraw"):
        assert not done(way, move, who="mother")
    assert not done(way, "write_to_family", reader="mother")
    assert done(way, "serve")
    assert way.file.book.letters["draft_plan", "family"] == 1
    assert not done(way, "comment", who="mother")
    assert done(way, "comment", who="father")
    tried(way, "let_in_again", by=FEW)
    assert done(way, "comment", who="mother")


def test_a_parent_whom_a_school_named_takes_part_once_they_can_sign_in(way: Walk) -> None:
    go_until(way, "head", "serve")
    assert not done(way, "write_to_authority", who="father")
    assert not done(way, "give_sign_in", address=" ")
    tried(way, "give_sign_in", by=FEW)
    assert not done(way, "give_sign_in")
    assert done(way, "write_to_authority", who="father")
    assert done(way, "serve")
    assert done(way, "comment", who="father")
    way.post_everything()
    way.changed = True
    way.the_rows_say_what_the_book_says()


def test_where_adults_ask_for_contrary_things_a_manager_decides(way: Walk) -> None:
    go_until(way, "father", "serve")
    assert not done(way, "decide_between_adults", asked=" ")
    assert not done(way, "decide_between_adults", why=" ")
    for who in ("priya", "mother", "father"):
        assert not done(way, "decide_between_adults", who=who)
    assert done(way, "decide_between_adults")


@pytest.mark.parametrize("prepared", [False, True])
def test_what_was_owed_to_them_alone_is_owed_to_whoever_holds_the_rights(
    way: Walk, prepared: bool
) -> None:
    go_until(way, "mother", "serve")
    assert done(way, "record_electronic_service", address="")
    assert done(way, "serve")
    while prepared and way.file.book.waiting(papers=True):
        way.prepare()
    assert done(way, "keep_out")
    assert way.file.book.letters["draft_plan", "family"] == 2
    assert not done(way, "comment")
    way.post_everything()
    way.changed = True
    way.the_rows_say_what_the_book_says()
    assert done(way, "let_in_again")
    assert done(way, "comment")


@pytest.mark.parametrize("over", ["withdraw", "refuse_to_assess"])
def test_a_conversation_goes_on_whatever_was_decided_and_ends_with_a_death(
    way: Walk, over: str
) -> None:
    go_until(way, "mother", "agree_to_assess")
    assert done(way, over)
    for died in (False, True):
        assert died is False or done(way, "record_death")
        for move in ("write_to_authority", "write_to_family", "note_call", "tell_why_late"):
            assert done(way, move) is not died
        assert died is False or done(way, "undo_death")
    assert done(way, "write_to_authority")
