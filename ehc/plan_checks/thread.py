"""The golden thread: need, provision, outcome, aspiration (check 1)."""

from __future__ import annotations

from collections.abc import Iterator

from ehc.plan_checks.facts import PlanFacts, Section
from ehc.plan_checks.finding import Context, Hit

HEALTH_AND_CARE_PROVISION = (Section.G, Section.H1, Section.H2)


def _met_in(facts: PlanFacts, sections: tuple[Section, ...]) -> frozenset[str]:
    return frozenset(
        key for row in facts.provisions if row.section in sections for key in row.needs
    )


def need_unmet(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Every need in B has provision in F."""
    met = _met_in(facts, (Section.F,))
    for need in facts.needs:
        if need.section == Section.B and need.key not in met:
            yield Hit(need.key, "need_unmet", {"row": need.key})


def health_or_care_need_unmet(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Every need in C or D is met in G or H; a recorded reason says why none is needed."""
    met = _met_in(facts, HEALTH_AND_CARE_PROVISION)
    for need in facts.needs:
        if need.section in (Section.C, Section.D) and need.key not in met:
            message = "health_need_unmet" if need.section == Section.C else "social_care_need_unmet"
            yield Hit(need.key, message, {"row": need.key})


def provision_without_need(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Every provision meets a need that is in the plan."""
    known = {need.key for need in facts.needs}
    for row in facts.provisions:
        if known.isdisjoint(row.needs):
            yield Hit(row.key, "provision_without_need", {"row": row.key})


def provision_without_outcome(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Every provision works towards an outcome that is in the plan."""
    known = {outcome.key for outcome in facts.outcomes}
    for row in facts.provisions:
        if known.isdisjoint(row.outcomes):
            yield Hit(row.key, "provision_without_outcome", {"row": row.key})


def outcome_without_provision(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Every outcome has provision that works towards it."""
    served = {key for row in facts.provisions for key in row.outcomes}
    for outcome in facts.outcomes:
        if outcome.key not in served:
            yield Hit(outcome.key, "outcome_without_provision", {"row": outcome.key})


def outcome_without_aspiration(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Every outcome serves an aspiration."""
    for outcome in facts.outcomes:
        if not outcome.aspiration.strip():
            yield Hit(outcome.key, "outcome_without_aspiration", {"row": outcome.key})
