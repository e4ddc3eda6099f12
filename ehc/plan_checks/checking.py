"""Run every rule over one plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ehc.plan_checks.facts import PlanFacts
from ehc.plan_checks.finding import Context, Finding, OtherPlan
from ehc.plan_checks.rules import RULES


def check(
    facts: PlanFacts, *, on: date | None = None, others: Iterable[OtherPlan] = ()
) -> tuple[Finding, ...]:
    """Everything that the checks find in a plan, in the order of the rules.

    Args:
        facts: what the plan says.
        on: the day of checking, on which ages and dates are judged. Left out, it is the day on
            which the plan was finalised or served; for a plan being written, the last day that
            its facts speak of.
        others: other children's plans whose names and words must not stand in this one: for
            instance those of the same author and setting.

    Returns:
        Findings that were set aside are among them, with their reason in ``overridden``.
    """
    context = Context(on or plan_day(facts), tuple(others))
    set_aside = {(row.rule, row.row): row.reason.strip() for row in facts.overrides}
    return tuple(
        Finding(
            rule.id,
            hit.row,
            rule.severity,
            hit.message,
            hit.params,
            hit.excerpt,
            (set_aside.get((rule.id, hit.row)) or None) if rule.overridable else None,
        )
        for rule in RULES.values()
        for hit in rule.find(facts, context)
    )


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those findings that stand in the way of serving or finalising."""
    return tuple(finding for finding in findings if finding.stands_in_the_way)


def plan_day(facts: PlanFacts) -> date:
    """The day that a plan speaks of: finalised, else served, else its latest known date."""
    received = (advice.received_on for advice in facts.advice if advice.received_on is not None)
    return facts.finalised_on or facts.served_on or max([facts.requested_on, *received])
