"""What became of each recommendation in the advice (check 3)."""

from __future__ import annotations

from collections.abc import Iterator

from ehc.plan_checks.facts import PlanFacts
from ehc.plan_checks.finding import Context, Hit


def recommendation_dropped(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Every recommendation is used in a line of provision, or has a recorded reason."""
    used = {key for row in facts.provisions for key in row.sources}
    authors = {advice.key: advice.author for advice in facts.advice}
    for row in facts.recommendations:
        if row.key not in used and not row.unused_reason.strip():
            yield Hit(
                row.key,
                "recommendation_dropped",
                {"text": row.text, "author": authors.get(row.advice_key, row.advice_key)},
            )
