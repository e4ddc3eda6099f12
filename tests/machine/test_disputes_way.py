"""The way of each disagreement to its end, and the controls of its pages of the book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import orders
from tests.machine.controls import Moves, break_is_caught, sentence_is_caught
from tests.machine.moves.people import Cast
from tests.machine.moves.trying import Tally
from tests.machine.reference import Book
from tests.machine.walk import Walk
from tests.machine.ways import FEW, OF_DISPUTES, done, go_until, tried

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.long]


@pytest.fixture
def way(db: None) -> Iterator[Walk]:
    """A walk of which each move is written down."""
    walking = Walk(Cast(), Book, Tally())
    yield walking
    walking.teardown()


def test_every_disagreement_goes_its_way_and_nobody_else_takes_it(way: Walk) -> None:
    go_until(way, "mother", "agree_to_assess")
    assert done(way, "refuse_to_assess")
    tried(way, "disagree", by=FEW)
    assert not done(way, "assess_as_decided")
    assert not done(way, "disagree")
    assert not done(way, "appeal")
    tried(way, "want_mediation", by=FEW)
    for move in ("tell_bodies", "arrange_mediation", "cannot_arrange", "agree_without_us"):
        tried(way, move, by=FEW)
    tried(way, "hear_of_it", by=FEW)
    way.today += timedelta(days=31)
    assert done(way, "arrange_mediation", in_days=7)
    tried(way, "hold_mediation", by=FEW)
    assert not done(way, "arrange_mediation")
    tried(way, "agree", by=FEW, about=("assess", "other"))
    tried(way, "keep_agreement", by=FEW)
    tried(way, "certify", by=FEW, kind="took_part")
    assert not done(way, "reverse_refusal_to_assess")
    tried(way, "assess_as_decided", by=FEW)
    assert not done(way, "assess_as_decided")
    assert not done(way, "refuse_to_issue")
    assert done(way, "seek_the_rest")
    for what, carries, ends in (
        ("refer_back", "decide_again", "assessing"),
        ("make_and_maintain", "make_as_decided", "planning"),
    ):
        assert done(way, "refuse_to_issue")
        assert done(way, "disagree")
        tried(way, "decline", by=FEW)
        assert done(way, "certify")
        tried(way, "appeal", by=FEW)
        tried(way, "receive_appeal", by=FEW)
        tried(way, "order", by=FEW, orders=(what,))
        assert not done(way, "reverse_refusal_to_issue")
        tried(way, carries, by=FEW)
        assert way.file.book.status == ends
    for move in ("begin", "write", "serve", "agree_with_draft", "revise"):
        assert done(way, move)
    assert done(way, "name_setting", place="type")
    assert done(way, "finalise")
    assert done(way, "ask_again")
    assert done(way, "refuse_again")
    assert done(way, "disagree")
    assert done(way, "certify")
    assert done(way, "appeal")
    tried(way, "answer_appeal", by=FEW)
    assert not done(way, "leave_unopposed", about="reassess")
    assert done(way, "order", orders=("reassess",))
    tried(way, "reassess_as_decided", by=FEW)
    assert not done(way, "reassess_as_decided")
    assert {"certificate", "consent_order", "not_decided", "was_decided"} <= way.tally.reasons


def test_each_thing_ordered_of_a_plan_is_sent_by_itself_and_the_appeal_goes_with_the_plan(
    way: Walk,
) -> None:
    go_until(way, "mother", "begin_amended")
    assert done(way, "begin_amended")
    assert done(way, "disagree", notice=0)
    assert done(way, "appeal", alone=True)
    assert not done(way, "begin_as_decided")
    assert done(way, "order", orders=("amend_provision", "name_setting"))
    assert not done(way, "send_as_decided")
    tried(way, "begin_as_decided", by=FEW)
    assert not done(way, "begin_as_decided")
    assert not done(way, "send_as_decided", carries=())
    assert not done(way, "send_as_decided", signed=False)
    tried(way, "send_as_decided", by=FEW)
    way.today += timedelta(days=15)
    assert not done(way, "send_amended")
    assert done(way, "begin_as_decided")
    assert not done(way, "begin_amended")
    assert done(way, "send_as_decided", carries=("amend_provision",))
    assert done(way, "begin_amended")
    assert done(way, "send_amended")
    for about in ("health", "social_care"):
        tried(way, "advise", by=FEW, about=about)
        assert not done(way, "copy_answer", about=about)
        tried(way, "answer_advice", by=FEW, about=about)
        tried(way, "copy_answer", by=FEW, about=about)
    for notice, move in ((-1, "withdraw_appeal"), (-2, "leave_unopposed")):
        assert done(way, "disagree", notice=notice)
        assert done(way, "appeal", alone=True)
        tried(way, move, by=FEW, **({"about": "contents"} if move == "leave_unopposed" else {}))
        if move == "withdraw_appeal":
            assert done(way, "begin_as_decided") is False
    assert done(way, "begin_as_decided")
    assert done(way, "send_as_decided", carries=("contents",))
    assert done(way, "disagree")
    assert done(way, "appeal", alone=True)
    assert not done(way, "taken_over")
    assert done(way, "move_out", in_days=0)
    assert done(way, "send_on")
    assert done(way, "receive_appeal")
    tried(way, "taken_over", by=FEW)
    assert not done(way, "answer_appeal")
    assert way.tally.steps >= OF_DISPUTES - _OF_REFUSALS


_OF_REFUSALS = frozenset(
    {
        "assess_as_decided", "make_plan_as_decided", "decide_again", "reassess_as_decided",
        "ask_for_mediation", "record_certificate", "record_agreement", "decline_mediation",
        "tell_health_bodies", "arrange_mediation", "fail_to_arrange_mediation", "hold_mediation",
        "keep_agreement", "record_health_agreement", "hear_of_health_agreement", "answer_appeal",
    }
)  # fmt: skip
"""What the way of the refusals shows."""


@pytest.mark.parametrize("order", ["continue", "dismiss_cease"])
def test_a_plan_ends_or_goes_on_as_its_appeal_does(way: Walk, order: str) -> None:
    go_until(way, "mother", "propose")
    for move in ("cease", "disagree", "certify", "appeal"):
        assert done(way, move)
    assert not done(way, "end_plan")
    assert done(way, "order", orders=(order,))
    assert done(way, "end_plan") is (order == "dismiss_cease")
    reasons = {one for one in way.tally.reasons if one.startswith("cease_")}
    assert reasons == {
        "cease_appeal_open", *(["cease_plan_continues"] if order == "continue" else []),
    }  # fmt: skip


class AppealedWithoutACertificate(Book):
    """Nobody needs to have contacted a mediation adviser."""

    def appeal(self, who: str, number: int, alone: bool, on: date) -> set[str]:
        return super().appeal(who, number, alone, on) - {"certificate"}


class ReversedBesideAnOrder(Book):
    """A refusal that was undone by an order may be reversed all the same."""

    def undone_already(self) -> set[str]:
        return set()


class OneSendingDoesAll(Book):
    """A plan that was sent does everything that was ordered, whatever it carries."""

    def send_as_decided(
        self, who: str, number: int, carries: list[str], signed: bool, on: date
    ) -> set[str]:
        no = super().send_as_decided(who, number, carries, signed, on)
        if not no:
            for one in self.disputes[number].ruled:
                one.done_on = on
        return no


REFUSED: Moves = [("refuse_to_assess", {}), ("disagree", {})]
ORDERED: Moves = [*REFUSED, ("certify", {}), ("appeal", {}), ("order", {})]
BOTH: dict[str, Any] = {"orders": ("amend_provision", "name_setting")}
OF_A_PLAN: Moves = [("disagree", {"notice": 0}), ("appeal", {"alone": True}), ("order", BOTH)]


@pytest.mark.parametrize(
    ("book", "until", "moves"),
    [
        (AppealedWithoutACertificate, "agree_to_assess", [*REFUSED, ("appeal", {})]),
        (
            ReversedBesideAnOrder, "agree_to_assess",
            [*ORDERED, ("reverse_refusal_to_assess", {})],
        ),
        (
            OneSendingDoesAll, "arrange_review",
            [*OF_A_PLAN, ("begin_as_decided", {}), ("send_as_decided", {})],
        ),
    ],
)  # fmt: skip
def test_a_wrong_sentence_about_a_disagreement_is_caught(
    book: type[Book], until: str, moves: Moves
) -> None:
    sentence_is_caught(book, until, moves)


def test_a_product_that_sends_whatever_is_open_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def whatever_is_open(_wanted: Any, plan: Any) -> Any:
        return plan.versions.filter(status="drafting").last()

    monkeypatch.setattr(orders, "amended_for", whatever_is_open)
    break_is_caught("reword", [*OF_A_PLAN, ("send_as_decided", {})])
