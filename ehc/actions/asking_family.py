"""Asking a family what it thinks of a request that its school or college made."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._step import record
from ehc.models import Assessment, Task, TaskKind, User
from ehc.queries.requests import ASKED_BY_SETTING, family_asked_on, is_asked_by_family
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.statuses import AssessmentStatus


@asks_first("ask_family")
def ask_family(assessment: Assessment, *, how: str, by: User, on: date, at: datetime) -> Assessment:
    """Record that the family was asked what it thinks (section 36(4); regulation 3).

    It is consulted as soon as practicable, and before it is determined whether an assessment may
    be necessary, wherever somebody else asked. What was to be done about it is done.

    Args:
        how: how it was asked and, where it answered, what it said; kept in the record.
        on: the day on which it was asked.

    Raises:
        AlreadyDone: it was asked, it asked itself, or the request is decided.
        Invalid: without a word on how; or a day before the request.
    """
    if not how.strip():
        raise Invalid("how", _("Say how the family was asked"))
    if on < assessment.request.received_on:
        raise Invalid("day", _("This must not be before the request was received"))
    with record(
        assessment, "ask_family", case=assessment.case, by=by, on=on, at=at, reason=how
    ) as entry:
        held = Assessment.objects.get(pk=assessment.pk)
        is_open = held.status == AssessmentStatus.REQUESTED
        if not is_open or is_asked_by_family(held) or family_asked_on(held) is not None:
            raise AlreadyDone("ask_family", held.status)
        told = Q(kind=TaskKind.ASK_FAMILY) | Q(message__template=ASKED_BY_SETTING)
        for task in Task.objects.filter(told, case=held.case, done_on=None):
            task.done_on, task.note = on, how[:300]
            task.save()
        entry.facts["request"] = held.request_id
    return held
