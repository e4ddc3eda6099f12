"""One request and what followed it, for the tests of the assessment’s limits."""

from __future__ import annotations

from datetime import date, timedelta

from ehc.workflows.clock import DutyState, compute
from ehc.workflows.duties import ASSESSMENT_DUTIES
from ehc.workflows.exemptions import Exemption
from ehc.workflows.facts import Event, Facts

RECEIVED = date(2026, 1, 5)


SIX, SIXTEEN, TWENTY = date(2026, 2, 16), date(2026, 4, 27), date(2026, 5, 25)


DAY = timedelta(days=1)


DECISION, REFUSAL = "assess.notify_decision", "assess.notify_refusal"


NO_PLAN, FINAL, COMMENTS = "issue.notify_refusal", "plan.final", "draft.comments"


def states(
    *events: Event, as_of: date, exemptions: tuple[Exemption, ...] = (), targets: bool = False
) -> dict[str, DutyState]:
    found = compute(
        Facts(RECEIVED, events, exemptions), as_of, duties=ASSESSMENT_DUTIES, targets=targets
    )
    return {state.duty: state for state in found}


def standing(*events: Event, as_of: date, exemptions: tuple[Exemption, ...] = ()) -> dict[str, str]:
    found = states(*events, as_of=as_of, exemptions=exemptions)
    return {name: state.state.value for name, state in found.items()}


def said(state: DutyState) -> list[str]:
    return [one.key for one in state.because.then]


def on(what: str, day: date) -> Event:
    return Event(what, day)


def asked(
    advice: str, day: date = date(2026, 2, 10), *, body: str | None = None, ref: str = ""
) -> Event:
    return Event("advice_requested", day, advice=advice, body=body, ref=ref)


def received(advice: str, day: date, ref: str = "") -> Event:
    return Event("advice_received", day, advice=advice, ref=ref)
