"""Keeping beside a case what queues sort by and what reports count."""

from __future__ import annotations

from ehc.models import Case
from ehc.queries.projections import derive


def refresh(case: Case) -> None:
    """Derive a case's projections and save them; the case's lock is held."""
    projection, assessments = derive(case)
    # Saving a row whose primary key is there already updates it.
    projection.save()
    for row in assessments:
        row.save()
