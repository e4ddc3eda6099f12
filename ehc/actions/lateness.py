"""Telling a family why its case is late."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._step import record
from ehc.actions.telling import tell_reader
from ehc.models import Case, LateUpdate, User
from ehc.queries.conversations import readers_of
from ehc.refusals import AlreadyDone, Invalid


@asks_first("tell_why_late")
def tell_why_late(
    case: Case, *, why: str, doing: str, next_on: date, by: User, on: date, at: datetime
) -> LateUpdate:
    """Tell the family why its case is late, what is being done, and when it hears again.

    A delay that is seen coming may be told before it is one. Each of the family who sees the case
    is told, in the way that they chose, that there is something to read, and nothing of it.

    Args:
        why: in words for the family.
        doing: what is being done about it, in words for the family.
        next_on: the day by which it is told more.
        on: the day on which it is told.

    Raises:
        Invalid: without words, or where the next update is not to come after this one.
        AlreadyDone: the child or young person has died, after which nothing is sent to anybody.
    """
    if case.person.died_on is not None:
        raise AlreadyDone("tell_why_late", "deceased")
    if not why.strip():
        raise Invalid("why", _("Write why the case is late"))
    if not doing.strip():
        raise Invalid("doing", _("Write what is being done"))
    if next_on <= on:
        raise Invalid("next_on", _("The next update must be on a later day than this one"))
    with record(case, "tell_why_late", case=case, by=by, on=on, at=at) as entry:
        told = LateUpdate.objects.create(
            case=case, why=why, doing=doing, next_on=next_on, told_on=on, told_by=by
        )
        entry.facts["late_update"] = told.pk
    for reader in readers_of(case, on):
        context = {"reference": case.reference}
        tell_reader(reader, "late_update", case=case, at=at, context=context)
    return told
