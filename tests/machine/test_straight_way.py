"""The straight way of a case and each of its turnings, so that nothing is left to chance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from ehc.workflows.steps import RECORDS, STEPS
from tests.machine.moves.people import EVERYBODY, Cast
from tests.machine.moves.trying import Move, Tally
from tests.machine.reference import Book
from tests.machine.walk import DAYS_OVER, STRAIGHT_ON, Walk
from tests.machine.ways import (
    FEW,
    OF_DISPUTES,
    OF_ORDERS,
    OF_YOUNG_PEOPLE,
    TEAM,
    done,
    go_until,
    tried,
)

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture
def way(db: None) -> Iterator[Walk]:
    """A walk of which each move is written down."""
    walking = Walk(Cast(), Book, Tally())
    yield walking
    walking.teardown()


def test_every_action_is_done_once_and_refused_to_everybody_whose_it_is_not(way: Walk) -> None:
    def days(number: int) -> None:
        way.today += timedelta(days=number)

    def another(asker: str) -> None:
        way.ask(asker)
        way.in_hand = len(way.files) - 1
        tried(way, "take")

    way.ask("mother")
    tried(way, "take")
    tried(way, "allocate", to="nadia")
    days(15)
    tried(way, "consider")
    days(15)
    assert not done(way, "tell_experience")
    tried(way, "agree_to_assess")
    for wrong in ({"replies": ""}, {"replies": "maybe"}, {"asked": "draft"}):
        assert not done(way, "tell_experience", **wrong)
    tried(way, "tell_experience", by=FEW, replies="partly no yes")
    assert not done(way, "tell_experience")
    tried(way, "record_exemption")
    tried(way, "follow_exemption", told=0)
    tried(way, "change_details")
    for wrong in ({"somebody": "mother"}, {"name": " "}, {"stands": "because"}, {"since": 1}):
        assert not done(way, "add_to_family", **wrong)
    tried(way, "add_to_family", by=FEW)
    for wrong in ({"somebody": "mother"}, {"address": " "}, {}):
        assert not done(way, "give_sign_in", **wrong)
    for move in ("keep_out", "let_in_again", "protect_address", "decide_between_adults"):
        tried(way, move, by=FEW, **({"member": "father"} if move in OF_ORDERS else {}))
    tried(way, "write_to_authority")
    for move in ("write_to_family", "note_call"):
        assert not done(way, move, reader="father")
        assert not done(way, move, words=" ")
        tried(way, move, by=FEW)
    for wrong in ({"why": " "}, {"doing": " "}, {"ahead": 0}):
        assert not done(way, "tell_why_late", **wrong)
    tried(way, "tell_why_late", by=FEW)
    tried(way, "seek", kind="psychological")
    tried(way, "chase")
    tried(way, "give", to="samira")
    days(20)
    tried(way, "submit")
    tried(way, "send_back")
    tried(way, "submit")
    tried(way, "accept")
    tried(way, "rely", by=FEW, kind="medical")
    tried(way, "ask_anew", by=FEW, number=1)
    tried(way, "seek_the_rest", by=FEW)
    tried(way, "name_qualified", by=FEW, number=2)
    days(10)
    tried(way, "agree_to_issue")
    tried(way, "begin")
    tried(way, "write")
    tried(way, "reword")
    tried(way, "leave_out")
    tried(way, "override")
    tried(way, "serve")
    while way.file.book.waiting(papers=True):
        way.prepare()
    tried(way, "do_task")
    days(14)
    tried(way, "comment")
    for name, asked in ((" ", 0), ("Oak", 1)):
        assert not done(way, "record_request", name=name, asked=asked)
    tried(way, "record_request", by=FEW)
    assert not done(way, "withdraw_request", how=" ")
    tried(way, "withdraw_request", by=FEW)
    assert not done(way, "withdraw_request")
    tried(way, "consult", asked=False)
    tried(way, "record_answer")
    tried(way, "note_request", by=FEW)
    tried(way, "leave_setting_out", by=FEW)
    tried(way, "answer")
    tried(way, "ask_for_setting", by=FEW, school=1)
    assert not done(way, "ask_for_setting", name=" ")
    assert done(way, "withdraw_request", number=-1)
    assert not done(way, "ask_for_setting", school=1)
    tried(way, "ask_for_meeting", by=FEW)
    assert not done(way, "ask_for_meeting", about=" ")
    assert not done(way, "answer", number=2)
    assert not done(way, "answer_meeting", number=0)
    assert not done(way, "answer_meeting", number=2, day=-1)
    tried(way, "answer_meeting", by=FEW, number=2)
    assert not done(way, "answer_meeting", number=2)
    for number, day in ((0, 5), (2, 3), (2, -1)):
        assert not done(way, "change_meeting", number=number, day=day)
    tried(way, "change_meeting", by=FEW, number=2)
    assert done(way, "answer", number=1)
    tried(way, "revise")
    tried(way, "serve")
    tried(way, "agree_with_draft")
    tried(way, "return_to_author")
    tried(way, "revise")
    tried(way, "name_setting")
    tried(way, "finalise")
    tried(way, "ask_again", by=FEW)
    tried(way, "refuse_again", by=FEW)
    tried(way, "ask_again", by=FEW, who="priya", asked_by="commissioning_body")
    tried(way, "agree_again", by=FEW)
    tried(way, "seek", by=FEW, again=0)
    tried(way, "begin_again", by=FEW)
    tried(way, "serve")
    days(15)
    tried(way, "revise")
    tried(way, "name_setting", place="type")
    tried(way, "send_again", by=FEW)
    tried(way, "reassess_unasked", by=FEW)
    for decision in ("keep_plan", "propose", "propose", "cease"):
        days(60)
        tried(way, "arrange_review")
        tried(way, "move_meeting")
        if decision == "keep_plan":
            tried(way, "cancel_meeting", by=FEW)
            tried(way, "answer_early", by=FEW)
            tried(way, "arrange_review")
        tried(way, "send_papers")
        days(21)
        tried(way, "hold_meeting")
        tried(way, "send_report")
        tried(way, decision)
        if decision == "cease":
            way.send_notice()
        if decision == "propose":
            way.post_everything()
        if decision == "propose" and way.tally.done["begin_amended"] == 0:
            tried(way, "begin_amended")
            days(15)
            tried(way, "send_amended")
        elif decision == "propose":
            tried(way, "do_not_amend")
    tried(way, "propose_unreviewed", by=FEW)
    tried(way, "do_not_amend")
    tried(way, "move_out", by=FEW)
    tried(way, "call_off", by=FEW)
    tried(way, "change_body", by=FEW)
    tried(way, "tell_of_body", by=FEW)
    days(76)
    tried(way, "end_plan", by=FEW, number=1)
    tried(way, "record_death")
    tried(way, "release")
    another("mother")
    tried(way, "refuse_to_assess")
    tried(way, "reverse_refusal_to_assess")
    tried(way, "seek_the_rest", by=FEW)
    tried(way, "refuse_to_issue")
    tried(way, "reverse_refusal_to_issue")
    tried(way, "withdraw")
    tried(way, "consider_responsibility")
    another("head")
    for move in ("consider", "agree_to_assess", "refuse_to_assess"):
        assert not done(way, move)
    assert way.tally.reasons >= {"family_not_asked"}
    assert not done(way, "do_task")
    for wrong in ({"how": " "}, {"asked": -1}):
        assert not done(way, "ask_family", **wrong)
    tried(way, "ask_family")
    assert not done(way, "ask_family")
    tried(way, "give_sign_in", by=FEW)
    tried(way, "consider")
    another("mother")
    assert not done(way, "ask_family")
    tried(way, "choose_print", by=FEW)
    for wrong in ({"address": "nowhere"}, {"who": "priya", "how": " "}):
        assert not done(way, "record_electronic_service", **wrong)
    tried(way, "record_electronic_service", by=FEW, address="letters@family.example")
    tried(way, "record_electronic_service", by=FEW)
    for wrong in (
        {"means": "text"}, {"means": "pigeon"}, {"mobile": "999"}, {"means": "post", "daily": True},
    ):  # fmt: skip
        assert not done(way, "choose_contact", **wrong)
    tried(way, "choose_contact", by=FEW, means="text", mobile="07700 900123")
    assert done(way, "write_to_family")
    tried(way, "choose_contact", by=FEW, means="post")
    assert done(way, "write_to_family")
    assert done(way, "do_task", number=len(way.file.book.tasks) - 1)
    tried(way, "choose_contact", by=FEW, daily=True)
    assert done(way, "write_to_family")
    assert done(way, "send_digest")
    tried(way, "choose_contact", by=FEW)
    tried(way, "close_as_not_ours", by=FEW)
    another("mother")
    tried(way, "decide_same_child", by=FEW)
    for onwards in ("consider", "agree_to_assess", "agree_to_issue", "export"):
        tried(way, "hand_over", by=FEW)
        tried(way, "hand_back", by=FEW)
        tried(way, "record_death")
        tried(way, "undo_death", by=FEW)
        if onwards == "agree_to_issue":
            tried(way, "seek_the_rest", by=FEW)
        tried(way, onwards)
    for name in EVERYBODY:
        assert way.take_down(who=name, days=9) is (name in (*TEAM, "tom"))
    assert not way.take_down(days=-1)
    for name in EVERYBODY:
        assert not way.receive(who=name) or name in (*TEAM, "tom")
    tried(way, "take")
    tried(way, "tell_family", by=FEW)
    tried(way, "move_phase", by=FEW)
    tried(way, "arrange_review")
    tried(way, "hold_meeting")
    tried(way, "keep_plan")
    tried(way, "name_next", by=FEW, place="type")
    tried(way, "move_out", by=FEW)
    days(5)
    tried(way, "send_on", by=FEW)
    assert way.tally.steps == ({*STEPS} | {*RECORDS}) - OF_DISPUTES - OF_YOUNG_PEOPLE


def test_a_step_in_the_wrong_order_is_refused_beside_the_one_that_is_next(way: Walk) -> None:
    """At each point of the straight way everything that is not next is tried, and refused.

    Each thing in one way at every point, and in all its ways once.
    """
    way.ask("yasmin")
    seen: list[Move] = []
    for move in STRAIGHT_ON:
        allowed, count = way.lawful(), way.tally.done.total()
        assert move in DAYS_OVER or move in {name for name, _ in allowed}
        tried_here = set()
        for name, given in way.possible():
            if (name, given) in allowed or (name in tried_here and (name, given) in seen):
                continue
            tried_here.add(name)
            seen.append((name, given))
            getattr(way, name)(**given)
            assert way.tally.done.total() == count, f"{name} {given} before {move}"
        before = way.tally.done[move]
        way.go(move)
        assert way.tally.done[move] == before + 1, move
        way.the_rows_say_what_the_book_says()
    assert way.file.book.status == "plan_issued"
    assert [one.state for one in way.file.book.reviews] == ["plan_amended"]


@pytest.mark.parametrize(
    ("days", "agreed", "is_final"),
    [(14, False, False), (15, False, True), (0, True, True)],
    ids=["on the last day", "on the day after", "agreed on the first"],
)
def test_the_familys_fifteen_days(way: Walk, days: int, agreed: bool, is_final: bool) -> None:
    go_until(way, "mother", "finalise")
    if agreed:
        way.agree_with_draft(number=1)
    way.today += timedelta(days=days)
    assert done(way, "finalise") is is_final
    assert ("window_open" in way.tally.reasons) is not is_final


@pytest.mark.parametrize(
    ("said", "given", "excuses"),
    [
        ("comment", {"row": "P1"}, True),
        ("comment", {"row": ""}, True),
        ("comment", {"row": "N1"}, False),
        ("comment", {"row": "P1", "agrees": True}, False),
        ("ask_for_meeting", {}, True),
        ("ask_for_setting", {}, False),
    ],
)
def test_a_line_of_provision_changes_only_where_the_family_spoke_of_it(
    way: Walk, said: str, given: dict[str, Any], excuses: bool
) -> None:
    go_until(way, "mother", "finalise")
    assert done(way, said, number=1, **given)
    if not given.get("agrees"):
        assert done(way, "answer_meeting" if said == "ask_for_meeting" else "answer")
    assert done(way, "reword")
    way.today += timedelta(days=15)
    assert done(way, "finalise") is excuses
    assert ("changes_need_new_draft" in way.tally.reasons) is not excuses


@pytest.mark.parametrize(("days", "is_sent"), [(14, False), (15, True)])
def test_the_familys_fifteen_days_on_what_is_proposed(way: Walk, days: int, is_sent: bool) -> None:
    go_until(way, "father", "send_amended")
    way.today += timedelta(days=days)
    assert done(way, "send_amended") is is_sent
    assert ("window_open" in way.tally.reasons) is not is_sent


def test_the_family_has_agreed_when_each_adult_has(way: Walk) -> None:
    go_until(way, "father", "finalise")
    for name, is_final in (("father", False), ("mother", True)):
        assert done(way, "agree_with_draft", who=name, number=1)
        assert not done(way, "agree_with_draft", who=name, number=1)
        assert done(way, "finalise") is is_final


def test_an_adviser_is_asked_again_once_they_have_answered(way: Walk) -> None:
    go_until(way, "mother", "submit")
    assert not done(way, "seek")
    assert done(way, "submit")
    assert done(way, "seek", kind="medical")
    assert done(way, "seek")
    assert len(way.file.book.advice) == 3


def test_a_setting_named_of_a_served_draft_begins_the_version_that_answers(way: Walk) -> None:
    go_until(way, "mother", "consult")
    tried(way, "name_setting")
    assert [one.state for one in way.file.book.versions] == ["served", "drafting"]
    assert not done(way, "name_setting", number=1)


@pytest.mark.parametrize("considered", [True, False])
def test_a_refusal_rests_on_whether_the_family_was_told_that_it_is_considered(
    way: Walk, considered: bool
) -> None:
    go_until(way, "mother", "agree_to_assess")
    assert not considered or done(way, "consider")
    assert done(way, "refuse_to_assess")
    assert set(way.file.book.done()) == {
        "assess.notify_decision" if considered else "assess.notify_refusal"
    }


@pytest.mark.parametrize("asker", ["mother", "yasmin"])
def test_whoever_holds_the_rights_withdraws_in_writing_and_nothing_goes_on(
    way: Walk, asker: str
) -> None:
    go_until(way, asker, "revise")
    wrong = "parent" if asker == "yasmin" else "young_person"
    assert not done(way, "withdraw", who=asker, words=" ")
    assert not done(way, "withdraw", who="priya", holder=wrong)
    assert not done(way, "withdraw", who="priya", why="")
    assert done(way, "withdraw", who=asker)
    assert not done(way, "withdraw", who=asker)
    assert not done(way, "consider_responsibility", why=" ")
    assert done(way, "consider_responsibility")
    assert not done(way, "consider_responsibility")
    for move in ("seek", "revise", "serve", "name_setting", "record_exemption"):
        assert not done(way, move)
    assert done(way, "record_death")


def test_after_a_death_nothing_goes_out_that_a_manager_has_not_released(way: Walk) -> None:
    go_until(way, "head", "seek")
    way.send()
    way.prepare()
    assert done(way, "seek")
    assert done(way, "record_death")
    held = [one.held for one in way.file.book.outbox]
    assert held == [False, True, True]
    assert not done(way, "do_task", number=1)
    assert not done(way, "release", number=0)
    assert not done(way, "release", number=1, why=" ")
    assert done(way, "release", number=1)
    assert not done(way, "release", number=1)
    assert done(way, "do_task", number=1)


def test_a_paper_that_is_released_after_a_death_owes_what_is_held_in_its_turn(way: Walk) -> None:
    go_until(way, "mother", "seek")
    assert done(way, "record_death")
    assert way.file.book.waiting(papers=True) == []
    assert done(way, "release", number=1)
    assert done(way, "prepare")
    ready = way.file.book.outbox[-1]
    assert (ready.kind, ready.held) == ("letter_ready", True)


def test_what_amends_a_plan_is_never_a_draft(way: Walk) -> None:
    """Not even once Section I is empty, by a decision under section 61."""
    go_until(way, "mother", "reword")
    assert not done(way, "serve")
    assert done(way, "name_setting", place="elsewhere")
    assert not done(way, "serve")
    way.today += timedelta(days=15)
    assert done(way, "send_amended")


def test_a_plan_that_was_sent_again_is_no_longer_consulted_on_nor_spoken_of(way: Walk) -> None:
    go_until(way, "mother", "arrange_review")
    assert done(way, "reassess_unasked")
    assert done(way, "begin_again")
    assert not done(way, "name_setting")
    assert done(way, "serve")
    assert done(way, "consult")
    assert not done(way, "finalise")
    assert not done(way, "send_again")
    assert done(way, "agree_with_draft")
    assert done(way, "revise")
    assert not done(way, "begin_again")
    assert done(way, "name_setting")
    assert done(way, "send_again")
    for move, given in (("consult", {"school": 1}), ("comment", {}), ("revise", {})):
        assert not done(way, move, number=1, **given)
    assert not done(way, "seek", again=0)


@pytest.mark.parametrize(("sent_again", "is_ended"), [(False, True), (True, False)])
def test_a_plan_ends_once_appeals_are_over_unless_it_was_sent_again_since(
    way: Walk, sent_again: bool, is_ended: bool
) -> None:
    go_until(way, "mother", "propose")
    assert done(way, "reassess_unasked")
    assert done(way, "begin_again")
    assert done(way, "serve")
    assert done(way, "agree_with_draft")
    assert done(way, "cease")
    assert not done(way, "end_plan")
    assert "cease_notice_unsent" in way.tally.reasons
    way.send_notice()
    way.today += timedelta(days=1)
    if sent_again:
        assert done(way, "revise")
        assert done(way, "name_setting", place="type")
        assert done(way, "send_again")
    assert not done(way, "end_plan")
    way.today += timedelta(days=90)
    assert done(way, "end_plan") is is_ended
    assert ("cease_another_open" in way.tally.reasons) is not is_ended
    if is_ended:
        # Nothing goes on of a plan that has ended, nor of what it was to rest on.
        for move in (
            "arrange_review", "propose_unreviewed", "answer_early", "ask_again", "begin_again",
            "consult", "comment", "revise", "send_back",
        ):  # fmt: skip
            assert not done(way, move)
        assert not done(way, "seek", again=0)
