"""What is a young person's: who speaks for them, in what, and where their plan goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.machine.moves.people import Cast
from tests.machine.moves.trying import Tally
from tests.machine.reference import Book
from tests.machine.walk import Walk
from tests.machine.ways import FEW, OF_TAKEOVER, OF_WHO_SEES, OF_YOUNG_PEOPLE, done, go_until, tried

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.long]


@pytest.fixture
def way(db: None) -> Iterator[Walk]:
    """A walk of which each move is written down."""
    walking = Walk(Cast(), Book, Tally())
    yield walking
    walking.teardown()


def test_what_was_owed_to_whoever_may_not_have_it_any_longer_goes_to_the_young_person(
    way: Walk,
) -> None:
    go_until(way, "yasmin", "serve")
    assert not done(way, "readdress")
    assert done(way, "record_electronic_service", who="priya", number=1)
    assert done(way, "act_for", basis="lacks_capacity", things=("notices",))
    assert done(way, "serve")
    assert not done(way, "readdress")
    assert done(way, "act_for", basis="ended", things=("notices",))
    assert done(way, "readdress")
    assert way.file.book.letters["draft_plan", "family"] == 2
    assert not done(way, "readdress")
    assert done(way, "comment", who="yasmin")
    assert done(way, "tell_of_takeover")
    assert way.tally.steps >= OF_TAKEOVER


def test_a_young_person_says_whether_their_address_is_shown_and_all_are_told_of_the_rights(
    way: Walk,
) -> None:
    go_until(way, "yasmin", "agree_to_assess")
    assert not done(way, "protect_address", how=" ")
    assert not done(way, "protect_address", who="mother")
    assert done(way, "protect_address", who="yasmin", how="")
    assert not done(way, "protect_address", who="yasmin")
    for who in ("yasmin", "priya", "mother"):
        assert not done(way, "protect_address", who=who, secret=False)
    assert done(way, "protect_address", who="nadia", secret=False)
    tried(way, "protect_address", by=FEW)
    assert done(way, "agree_that_parent_sees")
    tried(way, "tell_of_takeover", by=FEW)
    assert not done(way, "tell_of_takeover")


def test_a_young_persons_plan_goes_where_they_say_and_who_speaks_for_them_is_recorded(
    way: Walk,
) -> None:
    go_until(way, "yasmin", "serve")
    for wrong in ({"member": "yasmin"}, {"basis": "because"}, {"things": ()}, {"how": " "}):
        assert not done(way, "act_for", **wrong)
    assert not done(way, "act_for", things=("everything",))
    tried(way, "act_for", by=FEW, things=("notices",))
    assert done(way, "serve")
    # Letters go to both; only one of them may speak of the draft.
    assert way.file.book.letters["draft_plan", "family"] == 2
    assert not done(way, "agree_with_draft", who="mother")
    assert done(way, "act_for", things=("draft", "dispute"))
    assert done(way, "comment", who="mother")
    assert done(way, "agree_with_draft", who="mother")
    assert way.file.book.versions[0].agreed_on is None
    assert done(way, "agree_with_draft", who="yasmin")
    assert done(way, "answer")
    assert done(way, "act_for", basis="lacks_capacity", things=("notices", "reassessment"))
    for move in ("revise", "name_setting"):
        assert done(way, move, **({"place": "type"} if move == "name_setting" else {}))
    assert done(way, "finalise")
    assert way.file.book.letters["final_plan", "family"] == 1
    assert not done(way, "ask_disclosure", recipient=" ")
    assert not done(way, "ask_disclosure", asked=1)
    assert not done(way, "ask_disclosure", asked=-999)
    tried(way, "ask_disclosure", by=FEW)
    way.today += timedelta(days=21)
    assert not done(way, "disclose", sent=1)
    assert not done(way, "disclose", sent=-1)
    tried(way, "disclose", by=FEW)
    assert not done(way, "disclose")
    assert not done(way, "ask_again", who="yasmin")
    assert done(way, "ask_again", who="mother")
    assert done(way, "refuse_again")
    assert done(way, "disagree", who="yasmin")
    assert done(way, "act_for", basis="ended", things=("dispute",))
    assert not done(way, "want_mediation", who="mother")
    assert done(way, "act_for", basis="representative", things=("dispute",))
    assert not done(way, "want_mediation", who="yasmin")
    assert done(way, "want_mediation", who="mother")
    assert way.tally.steps >= OF_YOUNG_PEOPLE - OF_WHO_SEES - OF_TAKEOVER


@pytest.mark.parametrize("basis", ["consent", "lacks_capacity", "representative"])
def test_whoever_acts_for_a_young_person_withdraws_for_them(way: Walk, basis: str) -> None:
    go_until(way, "yasmin", "seek")
    assert not done(way, "withdraw", who="mother")
    assert done(way, "act_for", basis=basis, things=("withdrawal",))
    assert done(way, "withdraw", who="mother")


def test_a_young_person_withdraws_their_second_request_as_well(way: Walk) -> None:
    way.ask("yasmin")
    way.ask("yasmin")
    way.in_hand = 1
    assert done(way, "withdraw", who="yasmin")


def test_nobody_acts_for_a_child_nor_sends_their_plan_on(way: Walk) -> None:
    go_until(way, "father", "arrange_review")
    assert not done(way, "act_for")
    assert not done(way, "ask_disclosure")


def test_a_young_person_says_who_sees_their_case(way: Walk) -> None:
    go_until(way, "yasmin", "serve")
    assert not done(way, "write_to_authority")
    assert not done(way, "withdraw_that_parent_sees")
    assert not done(way, "agree_that_parent_sees", member="yasmin")
    tried(way, "agree_that_parent_sees")
    assert not done(way, "agree_that_parent_sees")
    # To see it is not to speak of it, and each writes in a conversation of their own.
    assert done(way, "write_to_authority")
    assert done(way, "write_to_family")
    assert done(way, "serve")
    assert way.file.book.letters["draft_plan", "family"] == 1
    assert not done(way, "comment")
    assert done(way, "act_for", things=("draft",))
    tried(way, "withdraw_that_parent_sees")
    assert not done(way, "write_to_authority")
    assert not done(way, "comment")
    # Whom somebody acts for, lacking capacity, says nothing of it.
    assert done(way, "act_for", basis="lacks_capacity", things=("read",))
    for move in ("agree_that_parent_sees", "withdraw_that_parent_sees"):
        assert not done(way, move)
    assert done(way, "act_for", basis="ended", things=("read",))
    assert done(way, "record_death")
    assert not done(way, "agree_that_parent_sees")
    assert way.tally.steps >= OF_WHO_SEES


def test_whoever_is_put_on_file_with_a_young_person_sees_what_they_say(way: Walk) -> None:
    go_until(way, "yasmin", "serve")
    assert done(way, "add_to_family", stands="parent")
    assert not done(way, "write_to_authority", who="father")
    assert done(way, "agree_that_parent_sees", member="father")
    assert done(way, "write_to_authority", who="father")
