"""Keeping beside a case what queues sort by and what reports count."""

from __future__ import annotations

from ehc.models import Case, ProjectedTurn
from ehc.queries.projections import derive
from ehc.workflows.steps import RECORDS

_MOVE_NOTHING = [name for name, record in RECORDS.items() if record.moves_no_date]


def refresh(case: Case) -> None:
    """Derive a case's projections and save them; the case's lock is held.

    They stand as on the day of the last event that can have moved them.
    """
    last_on = max(case.events.exclude(step__in=_MOVE_NOTHING).values_list("on", flat=True))
    derived = derive(case, last_on)
    # Saving a row whose primary key is there already updates it.
    derived.projection.save()
    ProjectedTurn.objects.filter(projection=derived.projection).delete()
    for turn in derived.turns:
        turn.save()
    for row in derived.assessments:
        row.save()
