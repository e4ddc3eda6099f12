"""What was not told and follows from what was.

API: :func:`with_implied`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ehc.workflows.events import Event, EventKind
from ehc.workflows.facts import Facts


def with_implied(facts: Facts) -> Facts:
    """The facts, with each decision to amend that amendments proposed after a meeting show."""
    meetings = _days(facts, EventKind.REVIEW_MEETING_HELD)
    decisions = _days(facts, EventKind.REVIEW_DECIDED)
    shown = []
    for proposed_on in sorted(set(_days(facts, EventKind.AMENDMENTS_PROPOSED))):
        met_on = max((day for day in meetings if day <= proposed_on), default=None)
        told = any(met_on <= day <= proposed_on for day in decisions) if met_on else True
        if not told:
            decisions.append(proposed_on)
            shown.append(Event(EventKind.REVIEW_DECIDED, proposed_on, outcome="amend"))
    return replace(facts, events=(*facts.events, *shown))


def _days(facts: Facts, what: EventKind) -> list[date]:
    return [event.on for event in facts.events if event.what == what]
