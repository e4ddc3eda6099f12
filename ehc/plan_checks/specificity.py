"""Provision that can be relied on: what, who, how often, how long; no vague words (check 2)."""

from __future__ import annotations

from collections.abc import Iterator

from ehc.plan_checks.facts import PlanFacts, ProvisionFacts, Section
from ehc.plan_checks.finding import Context, Excerpt, Hit
from ehc.plan_checks.vague import VAGUE_TERMS, provision_vague_spans

NEEDED_PARTS = ("what", "who", "how_often", "how_long")


def _missing_parts(row: ProvisionFacts) -> Iterator[Hit]:
    for name in NEEDED_PARTS:
        if not getattr(row, name).strip():
            yield Hit(row.key, f"provision_without_{name}", {"row": row.key})


def education_provision_incomplete(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Each provision in F says what, who, how often and how long."""
    for row in facts.provisions:
        if row.section == Section.F:
            yield from _missing_parts(row)


def health_or_care_provision_incomplete(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Each provision in G and H says what, who, how often and how long."""
    for row in facts.provisions:
        if row.section != Section.F:
            yield from _missing_parts(row)


def vague_term(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Vague words in F, G and H are marked in place."""
    for row in facts.provisions:
        for span in provision_vague_spans(row):
            yield Hit(
                row.key,
                "vague_term",
                {
                    "row": row.key,
                    "words": getattr(row, span.field)[span.start : span.end],
                    "reason": VAGUE_TERMS[span.term].reason,
                },
                Excerpt(span.start, span.end, span.field),
            )
