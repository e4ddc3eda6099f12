"""What was not told and follows from what was, and what was told and has no effect.

API: :func:`with_implied`, :func:`conceded_after_the_answer`.
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


def conceded_after_the_answer(facts: Facts) -> tuple[Event, ...]:
    """The appeals left unopposed after the authority had answered them.

    Regulation 45 asks for a notice before the response; later only an order by consent gives
    limits. An answer does not say of which appeal it is: while fewer were given than appeals were
    brought and not left unopposed, the notice is taken to be of one that had none. A notice of the
    day of the answer is taken to have come first.
    """
    notices = sorted(set(_days(facts, EventKind.UNOPPOSED_APPEAL_NOTIFIED)))
    late: list[date] = []
    for number, day in enumerate(notices):

        def before(what: EventKind, day: date = day) -> int:
            return sum(one < day for one in _days(facts, what))

        known = max(before(EventKind.APPEAL_LODGED), before(EventKind.APPEAL_SENT_TO_US))
        conceded = number - len(late)
        if 0 < before(EventKind.APPEAL_ANSWERED) >= known - conceded:
            late.append(day)
    return tuple(
        one
        for one in facts.events
        if one.what == EventKind.UNOPPOSED_APPEAL_NOTIFIED and one.on in late
    )


def _days(facts: Facts, what: EventKind) -> list[date]:
    return [event.on for event in facts.events if event.what == what]
