"""What a plan sent after a reassessment takes over from the reviews counted before it."""

from __future__ import annotations

from datetime import date

from ehc.workflows.clock import DutyState, compute
from ehc.workflows.facts import Event, Facts
from ehc.workflows.reassessments import without_superseded
from ehc.workflows.rights import assessed_within_six_months

RECEIVED = date(2026, 1, 5)
ISSUED = Event("plan_finalised", date(2026, 5, 18))
SENT = date(2027, 1, 8)
AS_OF = date(2028, 6, 1)


def left(sent_on: date | None, *events: Event) -> set[str]:
    states: tuple[DutyState, ...] = compute(Facts(RECEIVED, (ISSUED, *events)), AS_OF)
    kept = without_superseded(states, sent_on)
    return {one.duty for one in kept} & {"review.first", "review.next"}


def test_a_review_that_was_running_is_counted_from_the_sending_instead() -> None:
    assert "review.first" in left(None)
    assert "review.first" not in left(SENT)


def test_a_review_that_was_late_already_stays() -> None:
    assert "review.first" in left(date(2027, 5, 18))
    assert "review.first" not in left(date(2027, 5, 17))


def test_a_review_that_was_held_stays_and_so_does_what_is_counted_after_the_sending() -> None:
    before = Event("review_decided", date(2026, 11, 2), outcome="maintain")
    after = Event("review_decided", date(2027, 3, 1), outcome="maintain")
    assert left(SENT, before) == {"review.first"}
    assert left(SENT, before, after) == {"review.first", "review.next"}
    assert left(SENT, after) == {"review.first", "review.next"}


def test_six_months_to_the_day_are_within_six_months() -> None:
    assert assessed_within_six_months(date(2026, 2, 16), date(2026, 8, 16))
    assert not assessed_within_six_months(date(2026, 2, 16), date(2026, 8, 17))
