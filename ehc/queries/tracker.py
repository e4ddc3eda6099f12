"""Reads for families: their letters, the frozen draft, and what was said about it."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from ehc.models import Case, Letter, PlanVersion, Representation, User
from ehc.permissions import visible_to
from ehc.plan_checks.facts import PlanFacts, from_json


def letters_to(user: User, case: Case, on: date) -> QuerySet[Letter]:
    """The letters of a case that are addressed to this reader, newest first."""
    mine = visible_to(user, Letter, on).filter(case=case)
    return mine.select_related("document").order_by("-pk")


def frozen_facts(version: PlanVersion) -> PlanFacts:
    """What a served or final version says, exactly as its paper does.

    Raises:
        ValueError: for a version that is still being written.
    """
    if version.document is None:
        raise ValueError(f"{version} has not been sent")
    return from_json(version.document.facts)


def comments_by_row(version: PlanVersion) -> dict[str, list[Representation]]:
    """What the family said about a draft and those before it, by the row that it is about."""
    found: dict[str, list[Representation]] = {}
    rows = Representation.objects.filter(
        version__plan=version.plan_id,
        version__reassessment=version.reassessment_id,
        version__number__lte=version.number,
    ).select_related("made_by", "answered_by", "version", "meeting")
    for row in rows:
        found.setdefault(row.row, []).append(row)
    return found


def sources_of(facts: PlanFacts, key: str) -> list[tuple[str, str]]:
    """Where a line of provision came from: who advised it, and in what words."""
    advisers = {item.key: item.role or item.service for item in facts.advice}
    wanted = {source for row in facts.provisions if row.key == key for source in row.sources}
    return [
        (advisers.get(row.advice_key, ""), row.text)
        for row in facts.recommendations
        if row.key in wanted
    ]
