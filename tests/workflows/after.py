"""What the tests of the clock after an assessment begin from."""

from __future__ import annotations

from datetime import date, timedelta

from ehc.bank_holidays import bundled
from ehc.explanations import explain
from ehc.workflows.clock import DutyState, compute
from ehc.workflows.courses import CourseKey
from ehc.workflows.exemptions import Exemption, Ground
from ehc.workflows.facts import Event, Facts
from tests.workflows.telling import assert_is_told_whole

RECEIVED = date(2025, 1, 6)


LATE = date(2026, 12, 1)


DAY = timedelta(days=1)


def states(
    *events: Event, as_of: date = LATE, exemptions: tuple[Exemption, ...] = ()
) -> dict[str, DutyState]:
    found = compute(Facts(RECEIVED, events, exemptions), as_of, holidays=bundled())
    by_name = {state.duty: state for state in found}
    assert len(by_name) == len(found)
    for state in found:
        assert_is_told_whole(state)
        assert explain(state.because)
        assert explain(state.because_for_families)
    return by_name


def dates(state: DutyState) -> tuple[date | None, date | None, date | None]:
    return (state.starts_on, state.base_due, state.due)


def notes(state: DutyState) -> list[str]:
    return [one.key for one in state.because.then]


def notice(day: date, decision: str = "refuse_to_assess") -> Event:
    return Event("notice_sent", day, decision=decision)


def ordered(order: str, day: date = date(2026, 3, 2), **directed: date) -> Event:
    told = tuple((name.replace("_dot_", "."), due) for name, due in directed.items())
    return Event("tribunal_ordered", day, order=order, directed=told)


def cease(*events: Event, as_of: date = LATE) -> DutyState:
    return states(Event("cease_decided", date(2026, 6, 15)), *events, as_of=as_of)["cease.earliest"]


AWAY = Exemption(
    Ground.ABSENT_FROM_AREA,
    from_on=date(2026, 3, 2),
    to_on=date(2026, 3, 16),
    why_impractical="They could not be seen.",
)


def said(state: DutyState, key: CourseKey) -> dict[str, object]:
    (found,) = [one for one in state.because.then if one.key == key]
    return dict(found.params)
