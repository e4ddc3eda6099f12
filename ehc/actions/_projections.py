"""Keeping beside a case what queues sort by and what reports count."""

from __future__ import annotations

from ehc.models import Case, ProjectedTurn
from ehc.queries.projections import derive


def refresh(case: Case) -> None:
    """Derive a case's projections and save them; the case's lock is held."""
    derived = derive(case)
    # Saving a row whose primary key is there already updates it.
    derived.projection.save()
    ProjectedTurn.objects.filter(projection=derived.projection).delete()
    for turn in derived.turns:
        turn.save()
    for row in derived.assessments:
        row.save()
