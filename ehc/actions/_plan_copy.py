"""Copying the rows of a served version into the version that answers the family."""

from __future__ import annotations

from ehc.models import (
    CheckOverride,
    Need,
    Outcome,
    PlanText,
    PlanVersion,
    Provision,
    UnusedRecommendation,
)
from ehc.models.plans import PlanRow

_NOT_COPIED = {"id", "version"}


def _values(row: PlanRow | PlanText | UnusedRecommendation | CheckOverride) -> dict[str, object]:
    return {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in _NOT_COPIED
    }


def copy_rows(source: PlanVersion, target: PlanVersion) -> None:
    """Copy every row of ``source``, with its key and its links, into ``target``.

    Rows are saved one at a time so that each has its field history.
    """
    needs, outcomes = {}, {}
    for need in Need.objects.filter(version=source):
        needs[need.pk] = Need.objects.create(version=target, **_values(need))
    for outcome in Outcome.objects.filter(version=source):
        outcomes[outcome.pk] = Outcome.objects.create(version=target, **_values(outcome))
    provisions = Provision.objects.filter(version=source).prefetch_related(
        "needs", "outcomes", "sources"
    )
    for provision in provisions:
        copy = Provision.objects.create(version=target, **_values(provision))
        copy.needs.set([needs[need.pk] for need in provision.needs.all()])
        copy.outcomes.set([outcomes[outcome.pk] for outcome in provision.outcomes.all()])
        copy.sources.set(provision.sources.all())
    for model in (PlanText, UnusedRecommendation, CheckOverride):
        for row in model._default_manager.filter(version=source):
            model._default_manager.create(version=target, **_values(row))
