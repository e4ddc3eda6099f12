"""From when a family waits to be told why its case is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ehc.workflows.case_facts import CaseFacts
from ehc.workflows.clock import DutyState, compute
from ehc.workflows.facts import Event, Facts
from ehc.workflows.lateness import is_late, is_promised, late_from, promised, tell_from

RECEIVED = date(2026, 1, 5)
DECIDE_BY = date(2026, 2, 16)
LATE_FROM = date(2026, 2, 17)


def case(on: date, *events: Event) -> CaseFacts:
    return CaseFacts("requested", RECEIVED, duties=compute(Facts(RECEIVED, events), on))


def one(found: CaseFacts, name: str) -> DutyState:
    return next(duty for duty in found.duties if duty.duty == name)


@pytest.mark.parametrize("on", [RECEIVED, DECIDE_BY, LATE_FROM, date(2026, 5, 1)])
def test_it_is_late_from_the_day_after_the_earliest_promise_on_whatever_day_one_asks(
    on: date,
) -> None:
    assert late_from(case(on)) == LATE_FROM
    assert is_late(one(case(on), "assess.notify_decision")) is (on >= LATE_FROM)


def test_what_was_done_is_late_no_longer_and_the_next_promise_counts() -> None:
    refused = case(date(2026, 5, 1), Event("refused_to_assess", date(2026, 3, 2)))
    assert late_from(refused) is None
    agreed = case(date(2026, 3, 3), Event("agreed_to_assess", date(2026, 3, 2)))
    # The decision was late and is done; twenty weeks from the request the plan is to be there.
    assert one(agreed, "assess.notify_decision").done_on == date(2026, 3, 2)
    assert not is_late(one(agreed, "assess.notify_decision"))
    assert late_from(agreed) == date(2026, 4, 28)


def test_once_the_plan_is_there_nobody_waits_for_advice_that_never_came() -> None:
    asked = Event("advice_requested", date(2026, 2, 20), advice="educational", ref="1")
    waits = case(date(2026, 5, 20), Event("agreed_to_assess", date(2026, 2, 16)), asked)
    waiting = {duty.rule for duty in promised(waits) if is_late(duty)}
    assert {rule for rule in waiting if rule.startswith("advice.")}
    issued = replace(waits, finalised_on=date(2026, 5, 20))
    assert not [duty for duty in promised(issued) if duty.rule.startswith("advice.")]
    assert "plan.final" in {duty.duty for duty in promised(issued)}


def test_a_reassessment_is_promised_too() -> None:
    on = date(2026, 1, 26)
    asked = compute(Facts(RECEIVED, (Event("reassessment_requested", on),)), on)
    again = CaseFacts(
        "reassessment_asked",
        RECEIVED,
        duties=tuple(duty for duty in asked if duty.rule.startswith("reassess.")),
    )
    whole = CaseFacts("plan_issued", RECEIVED, reassessment=again)
    assert late_from(whole) == date(2026, 2, 11)
    assert late_from(replace(whole, reassessment=None)) is None


def reviews(on: date, *events: Event) -> CaseFacts:
    """A plan that was issued, and the duties of its reviews."""
    found = compute(Facts(RECEIVED, events), on)
    duties = tuple(duty for duty in found if duty.duty.startswith("review."))
    return CaseFacts("plan_issued", RECEIVED, review_duties=duties)


def test_a_review_is_promised_too_and_the_decision_that_follows_it() -> None:
    issued, on = Event("plan_finalised", date(2026, 5, 26)), date(2026, 6, 1)
    issued_only = reviews(on, issued)
    # Within a year, as the family's page says; nothing need happen for the day to pass.
    assert late_from(issued_only) == date(2027, 5, 26)
    assert late_from(reviews(date(2027, 8, 2), issued)) == date(2027, 5, 26)
    assert tell_from(issued_only, date(2027, 6, 30)) == date(2027, 6, 30)
    assert late_from(replace(issued_only, review_duties=())) is None
    held = Event("review_meeting_held", on)
    assert late_from(reviews(on, issued, held)) == date(2026, 6, 30)
    # Who is invited, and to what, is told by letters: of these nobody waits to hear why.
    told = {duty.duty for duty in reviews(on, issued, held).review_duties if is_promised(duty)}
    assert told == {
        "review.first", "review.next", "review.after_reassessment", "review.decision",
        "review.final",
    }  # fmt: skip


def test_what_a_family_is_not_told_is_no_promise() -> None:
    told = {duty.duty for duty in case(RECEIVED).duties if is_promised(duty)}
    assert {"assess.notify_decision", "plan.final"} <= told
    targets = compute(Facts(RECEIVED), RECEIVED, targets=True)
    assert not any(is_promised(duty) for duty in targets if duty.duty.startswith("target."))


@pytest.mark.parametrize(
    ("promised_on", "expected"),
    [
        (None, LATE_FROM),
        # It was told before it was late, and by then was to be told more: once it is late, it is.
        (date(2026, 2, 10), LATE_FROM),
        (date(2026, 2, 27), date(2026, 2, 27)),
    ],
)
def test_until_the_day_of_the_next_update_nothing_more_is_to_be_said(
    promised_on: date | None, expected: date
) -> None:
    assert tell_from(case(RECEIVED), promised_on) == expected


def test_where_nothing_is_late_nothing_is_to_be_told() -> None:
    over = case(date(2026, 3, 2), Event("refused_to_assess", date(2026, 2, 2)))
    assert tell_from(over, None) is None
    assert tell_from(over, date(2026, 3, 1)) is None
