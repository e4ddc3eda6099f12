"""The clock on refusals that were given up, and on what came of the days around them."""

from __future__ import annotations

from datetime import date

import pytest

from ehc.workflows.clock import DutyState, DutyStatus, compute
from ehc.workflows.courses import CourseKey
from ehc.workflows.facts import Event, Facts
from tests.workflows.limits import (
    COMMENTS,
    DECISION,
    FINAL,
    NO_PLAN,
    RECEIVED,
    REFUSAL,
    SIX,
    SIXTEEN,
    TWENTY,
    on,
    said,
    standing,
    states,
)


def test_a_yes_and_a_no_of_one_day_are_a_no() -> None:
    found = standing(on("agreed_to_assess", SIX), on("refused_to_assess", SIX), as_of=SIX)
    assert (found[DECISION], found[REFUSAL]) == ("not_applicable", "met")


def test_being_told_of_it_after_the_refusal_does_not_make_the_refusal_the_decision() -> None:
    refused = on("refused_to_assess", date(2026, 2, 2))
    told = on("considering_notified", date(2026, 2, 3))
    assert standing(refused, told, as_of=TWENTY)[DECISION] == "not_applicable"


def test_a_draft_of_the_day_of_the_final_plan_had_its_window() -> None:
    found = states(on("draft_served", SIXTEEN), on("plan_finalised", SIXTEEN), as_of=TWENTY)
    assert (found[COMMENTS].starts_on, found[COMMENTS].done_on) == (SIXTEEN, SIXTEEN)


def reversal(*events: Event) -> DutyState:
    found = compute(Facts(RECEIVED, events), TWENTY)
    (state,) = [one for one in found if one.duty == "reversed.final"]
    return state


REFUSED = on("refused_to_assess", date(2026, 2, 2))


@pytest.mark.parametrize(
    ("events", "starts_on"),
    [
        ((on("agreed_to_assess", date(2026, 1, 20)),), None),
        ((on("agreed_to_assess", date(2026, 3, 2)),), date(2026, 3, 2)),
        (
            (
                Event("tribunal_ordered", date(2026, 1, 12), order="assess"),
                on("agreed_to_assess", date(2026, 3, 2)),
            ),
            date(2026, 3, 2),
        ),
        (
            (
                Event("tribunal_ordered", date(2026, 3, 2), order="assess"),
                on("agreed_to_assess", date(2026, 3, 2)),
            ),
            None,
        ),
    ],
)
def test_a_yes_after_a_refusal_and_before_an_order_reverses_it(
    events: tuple[Event, ...], starts_on: date | None
) -> None:
    assert reversal(REFUSED, *events).starts_on == starts_on


def test_a_plan_from_before_a_reversal_is_not_the_one_that_follows_it() -> None:
    reversed_on = Event("refusal_reversed", date(2026, 3, 2), of="assess")
    assert reversal(on("plan_finalised", date(2026, 1, 20)), REFUSED, reversed_on).done_on is None
    sent = on("plan_finalised", date(2026, 4, 7))
    again = on("refused_to_assess", date(2026, 5, 5))
    assert reversal(REFUSED, reversed_on, sent, again).state is DutyStatus.MET


def test_what_undid_a_refusal_is_what_came_after_it() -> None:
    for first in (
        on("agreed_to_assess", date(2026, 1, 20)),
        Event("tribunal_ordered", date(2026, 1, 20), order="assess"),
    ):
        for undone, key in (
            (
                Event("refusal_reversed", date(2026, 3, 2), of="assess"),
                CourseKey.REVERSED_KEEPS_DATE,
            ),
            (
                Event("tribunal_ordered", date(2026, 3, 2), order="assess"),
                CourseKey.ORDER_HAS_ITS_OWN,
            ),
        ):
            found = states(first, REFUSED, undone, as_of=date(2026, 3, 3))
            for name in (FINAL, NO_PLAN):
                assert [(one.key, dict(one.params)) for one in found[name].because.then] == [
                    (key, {"on": date(2026, 3, 2)})
                ]


def test_a_refusal_to_issue_that_was_reversed_without_an_order_needs_no_word() -> None:
    refused, agreed = on("refused_to_issue", date(2026, 4, 7)), on("agreed_to_issue", SIXTEEN)
    assert said(states(refused, agreed, as_of=SIXTEEN)[FINAL]) == []


@pytest.mark.parametrize("refusal", ["refused_to_assess", "refused_to_issue"])
def test_a_refusal_ends_advice_and_targets_that_wait(refusal: str) -> None:
    asked = Event("advice_requested", date(2026, 2, 17), advice="psychological")
    found = states(asked, on(refusal, date(2026, 4, 7)), as_of=TWENTY, targets=True)
    for name in ("advice.psychological", "target.advice", "target.draft"):
        assert (found[name].state, [one.key for one in found[name].because.then]) == (
            DutyStatus.NOT_APPLICABLE,
            [f"not_applicable.{refusal}"],
        )
