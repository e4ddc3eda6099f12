"""The authority's own policy, labelled so: it warns and never blocks."""

from __future__ import annotations

from collections.abc import Iterator

from ehc.plan_checks.facts import PlanFacts
from ehc.plan_checks.finding import Context, Hit


def strategy_outcome_missing(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Each outcome belongs to one of the SEND strategy's seven."""
    for outcome in facts.outcomes:
        if outcome.strategy_outcome is None:
            yield Hit(outcome.key, "strategy_outcome_missing", {"row": outcome.key})
