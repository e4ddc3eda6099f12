"""Keeping beside a case what queues sort by and what reports count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from ehc.models import Case, ProjectedTurn
from ehc.queries.projections import derive

_put_off: ContextVar[set[int] | None] = ContextVar("put_off", default=None)
"""The cases whose projections are derived when the block ends; None: at once."""


@contextmanager
def once_at_the_end() -> Iterator[None]:
    """Derive the projections of each case that is changed inside once, when the block ends.

    For what takes a case a long way by itself, as the demonstration does: nobody reads a queue
    meanwhile. Days that cannot all be true are then told at the end. A block inside another leaves
    it to that.
    """
    if _put_off.get() is not None:
        yield
        return
    changed: set[int] = set()
    token = _put_off.set(changed)
    try:
        yield
    finally:
        _put_off.reset(token)
    for pk in sorted(changed):
        with transaction.atomic():
            refresh(Case.objects.select_for_update().get(pk=pk))


def refresh(case: Case) -> None:
    """Derive a case's projections and save them; the case's lock is held."""
    put_off = _put_off.get()
    if put_off is not None:
        put_off.add(case.pk)
        return
    derived = derive(case)
    # Saving a row whose primary key is there already updates it.
    derived.projection.save()
    ProjectedTurn.objects.filter(projection=derived.projection).delete()
    for turn in derived.turns:
        turn.save()
    for row in derived.assessments:
        row.save()
