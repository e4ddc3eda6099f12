"""Days and events in short, for the tests of what happens again and of what is over."""

from __future__ import annotations

from datetime import date, timedelta

from ehc.bank_holidays import bundled
from ehc.explanations import explain
from ehc.workflows.clock import DutyState, compute
from ehc.workflows.facts import Event, Facts
from tests.workflows.telling import assert_is_told_whole

RECEIVED = date(2025, 1, 6)


LATE = date(2026, 12, 1)


DAY = timedelta(days=1)


def day(text: str) -> date:
    """A day of 2026, such as ``"2 mar"``."""
    number, month = text.split()
    months = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    return date(2026, months.index(month) + 1, int(number))


def event(what: str, on: str, **told: object) -> Event:
    return Event(what, day(on), **told)  # type: ignore[arg-type]


def states(*events: Event, as_of: date = LATE) -> dict[str, DutyState]:
    found = compute(Facts(RECEIVED, events), as_of, holidays=bundled())
    for one in found:
        assert_is_told_whole(one)
        explain(one.because), explain(one.because_for_families)
    return {one.duty: one for one in found}


Stood = tuple[str, str | None]


def stood(state: DutyState) -> Stood:
    """Its state and the day on which it was done."""
    done_on = state.done_on
    return state.state.value, None if done_on is None else f"{done_on.day} {done_on:%b}".lower()


def lines(found: dict[str, DutyState], name: str) -> dict[str, Stood]:
    """Every line of a duty."""
    return {
        one: stood(state)
        for one, state in found.items()
        if one == name or one.startswith(f"{name}:")
    }


def keys(state: DutyState) -> list[str]:
    return [one.key for one in state.because.then]


PLAN = (
    Event("plan_made", date(2025, 5, 26)),
    event("review_meeting_held", "2 feb"),
    event("reassessment_requested", "20 feb"),
    event("reassessment_agreed", "2 mar"),
    Event("phase_transfer", date(2027, 9, 1), kind="to_school"),
)
