"""What is next of a plan that was issued, and from which day it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ehc.bank_holidays import bundled
from ehc.workflows.case_facts import ActionKey, CaseFacts, Owner
from ehc.workflows.clock import DutyState, compute
from ehc.workflows.facts import Event, Facts
from ehc.workflows.next_action import next_action
from ehc.workflows.next_in_review import ReviewFacts, next_of_plan
from ehc.workflows.tracker import Stage, stage, strip

RECEIVED = date(2026, 1, 5)
ISSUED = Event("plan_finalised", date(2026, 5, 18))
TODAY = date(2026, 10, 1)
MEETING = date(2026, 9, 21)
HELD = Event("review_meeting_held", MEETING)
CEASE = (
    HELD,
    Event("review_decided", TODAY, outcome="cease"),
    Event("cease_decided", TODAY),
)


def duties(*events: Event, on: date = TODAY) -> tuple[DutyState, ...]:
    return compute(Facts(RECEIVED, (ISSUED, *events)), on, holidays=bundled())


def first(
    *reviews: ReviewFacts, events: tuple[Event, ...] = (), on: date = TODAY
) -> tuple[object, ...]:
    found = next_of_plan(reviews, duties(*events, on=on), on)
    action = next_action(CaseFacts("plan_issued", RECEIVED, allocated=True, of_the_plan=found), on)
    return action.key, action.due, action.shown_from


def test_a_review_is_to_be_arranged_for_the_last_safe_day_and_shown_eight_weeks_before() -> None:
    # Due on 17 May 2027; four weeks before it, and eight more.
    assert first() == (ActionKey.ARRANGE_REVIEW, date(2027, 4, 19), date(2027, 2, 22))


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        (
            ReviewFacts("review_arranged", date(2026, 11, 2)),
            (ActionKey.SEND_REVIEW_PAPERS, date(2026, 10, 19), date(2026, 10, 5)),
        ),
        (
            ReviewFacts("review_arranged", date(2026, 11, 2), papers_sent=True),
            (ActionKey.HOLD_REVIEW_MEETING, date(2026, 11, 2), date(2026, 10, 26)),
        ),
        (
            ReviewFacts("review_arranged", TODAY),
            (ActionKey.HOLD_REVIEW_MEETING, TODAY, date(2026, 9, 24)),
        ),
        (
            ReviewFacts("review_cancelled", date(2026, 11, 2)),
            (ActionKey.ARRANGE_REVIEW, date(2027, 4, 19), date(2027, 2, 22)),
        ),
    ],
)
def test_before_a_meeting(review: ReviewFacts, expected: tuple[object, ...]) -> None:
    assert first(review) == expected


def test_after_a_meeting() -> None:
    held = ReviewFacts("review_held", MEETING)
    assert first(held, events=(HELD,)) == (ActionKey.SEND_REVIEW_REPORT, date(2026, 10, 5), None)
    told = replace(held, report_sent=True)
    assert first(told, events=(HELD,)) == (ActionKey.DECIDE_AFTER_REVIEW, date(2026, 10, 19), None)
    kept = Event("review_decided", TODAY, outcome="maintain")
    assert first(replace(told, status="plan_kept"), events=(HELD, kept)) == (
        ActionKey.ARRANGE_REVIEW, date(2027, 9, 2), date(2027, 7, 8),
    )  # fmt: skip
    proposed = (
        Event("review_decided", TODAY, outcome="amend"),
        Event("amendments_proposed", TODAY),
    )
    assert first(replace(told, status="amendments_proposed"), events=(HELD, *proposed)) == (
        ActionKey.SEND_AMENDED_PLAN, date(2026, 11, 26), None,
    )  # fmt: skip


def test_an_amendment_without_a_review_is_shown_at_once_and_the_review_goes_on() -> None:
    alone = ReviewFacts("amendments_proposed")
    proposed = Event("amendments_proposed_without_review", TODAY)
    assert first(alone, events=(proposed,)) == (
        ActionKey.SEND_AMENDED_PLAN, date(2026, 11, 26), None,
    )  # fmt: skip
    arranged = ReviewFacts("review_arranged", date(2026, 11, 30))
    # Due earlier, and shown with what is shown already.
    assert first(arranged, alone, events=(proposed,)) == (
        ActionKey.SEND_REVIEW_PAPERS, date(2026, 11, 16), None,
    )  # fmt: skip
    assert first(replace(alone, status="plan_amended")) == first()


def test_a_plan_that_is_to_end_is_shown_on_the_first_day_on_which_it_may() -> None:
    ceasing = ReviewFacts("plan_to_cease", MEETING, report_sent=True)
    day = date(2026, 12, 2)
    assert first(ceasing, events=CEASE) == (ActionKey.CEASE_PLAN, day, day)
    appeal = Event("appeal_lodged", date(2026, 10, 1))
    assert first(ceasing, events=(*CEASE, appeal)) == (ActionKey.NOTHING, None, None)
    kept = Event("tribunal_ordered", date(2026, 10, 1), order="continue")
    assert first(ceasing, events=(*CEASE, appeal, kept))[0] is ActionKey.ARRANGE_REVIEW
    ended = replace(ceasing, status="plan_ceased")
    assert next_of_plan([ended], duties(*CEASE), TODAY) == ()
    # Where the bank holidays are not known it has no day, and is shown.
    (unknown,) = next_of_plan([ceasing], (), TODAY)
    assert (unknown.key, unknown.due, unknown.shown_from) == (ActionKey.CEASE_PLAN, None, None)


def test_an_early_review_that_was_agreed_to_is_work_at_once() -> None:
    (action,) = next_of_plan([], duties(), TODAY, early_agreed=True)
    assert (action.key, action.shown_from) == (ActionKey.ARRANGE_REVIEW, None)


def test_without_its_duties_the_step_is_there_and_has_no_day() -> None:
    (arrange,) = next_of_plan([], (), TODAY)
    (decide,) = next_of_plan([ReviewFacts("review_held", MEETING, report_sent=True)], (), TODAY)
    assert (arrange.due, arrange.duty, decide.due, decide.duty) == (None, "", None, "")


def test_a_plan_that_nobody_works_on_is_to_be_allocated_when_its_review_comes_up() -> None:
    case = CaseFacts("plan_issued", RECEIVED, of_the_plan=next_of_plan([], duties(), TODAY))
    action = next_action(case, TODAY)
    assert (action.key, action.owner, action.due, action.shown_from) == (
        ActionKey.ALLOCATE, Owner.MANAGER, date(2027, 4, 19), date(2027, 2, 22),
    )  # fmt: skip


def test_an_issued_plan_is_under_review_until_it_has_ended() -> None:
    case = CaseFacts("plan_issued", RECEIVED, finalised_on=ISSUED.on)
    assert stage(case, TODAY) is Stage.REVIEW
    assert stage(replace(case, plan_ended=True), TODAY) is Stage.ENDED
    for one in (case, replace(case, plan_ended=True)):
        assert all(item.is_done for item in strip(one, TODAY))
