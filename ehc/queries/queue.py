"""The queues of the workspace: one's own cases, and the requests that nobody has taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from ehc.explanations import explain
from ehc.models import (
    Asker,
    CaseProjection,
    NextOwner,
    Team,
    User,
)
from ehc.permissions import visible_to
from ehc.queries.projections import as_at
from ehc.queries.rights import young_people_written_to
from ehc.workflows.case_facts import Owner
from ehc.workflows.duties import EARLIEST
from ehc.workflows.messages import Message as Said
from ehc.workflows.messages import Param
from ehc.workflows.roles import SEND_TEAM_ROLES
from ehc.workflows.tracker import Stage

PAGE = 50
"""Rows on one page of a queue."""


_DIGITS = 18
"""No row's number has as many; a longer one would not fit the database."""


LISTED = 200
"""The most rows of events, messages or access records on one page."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One case in a queue, as of a day.

    Attributes:
        duty: the duty that the day comes from; empty if none.
        days_left: from the day to the due day; negative when late; None without a date.
        flags: short words that a reader should not miss.
    """

    reference: str
    child: str
    age: int
    stage: Stage
    action: str
    owner: str
    due: date | None
    duty: str
    days_left: int | None
    caseworker: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of a queue; ``after`` continues it and is empty on the last page."""

    rows: tuple[QueueRow, ...]
    after: str
    counts: Mapping[str, int]


def _param(value: Any) -> Param:
    if isinstance(value, dict):
        return Said(value["key"], {name: _param(item) for name, item in value["params"].items()})
    return str(value)


def age_on(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _owner(owner: str, row: CaseProjection, reader: User | None) -> str:
    if owner == Owner.CASEWORKER and reader is not None and row.caseworker_id == reader.pk:
        return _("You")
    label = str(NextOwner(owner).label)
    return label[:1].upper() + label[1:]


def _queue_row(row: Any, on: date, reader: User | None, *, are_theirs: bool) -> QueueRow:
    person = row.case.person
    # Only a row that has turned has one.
    now = getattr(row, "turn", None) or row
    params = {name: _param(value) for name, value in now.next_params.items()}
    flags = []
    if row.tell_late_from is not None and row.tell_late_from <= on:
        flags.append(_("Tell the family why it is late"))
    if are_theirs:
        flags.append(_("Young person holds the rights"))
    requests = row.case.requests.all()
    if any(request.asker == Asker.AUTHORITY for request in requests):
        flags.append(_("Plan from another council"))
    if any(request.may_repeat for request in requests):
        flags.append(_("May be a repeat request"))
    if person.looked_after:
        flags.append(_("Looked after"))
    if person.address_is_protected:
        flags.append(_("Address protected"))
    return QueueRow(
        reference=row.case.reference,
        child=person.full_name,
        age=age_on(person.date_of_birth, on),
        stage=Stage(now.stage),
        action=explain(Said(now.next_action, params)),
        owner=_owner(now.next_owner, row, reader),
        due=now.next_due,
        duty=now.next_duty,
        days_left=(now.next_due - on).days if now.next_due else None,
        caseworker=str(row.case.caseworker or ""),
        flags=tuple(flags),
    )


def _selections(on: date) -> Mapping[str, Q]:
    mine = Q(owner_now__in=(Owner.CASEWORKER, Owner.MANAGER))
    return {
        "all": Q(),
        # The first day on which something may be done is no limit: nothing is late after it.
        "late": Q(due_now__lt=on) & ~Q(duty_now__in=EARLIEST),
        "week": Q(due_now__range=(on, on + timedelta(days=6))),
        "tell": Q(tell_late_from__lte=on),
        "family": Q(owner_now=Owner.FAMILY),
        "others": ~mine & ~Q(owner_now=Owner.FAMILY),
    }


SELECTIONS = ("all", "late", "week", "tell", "others", "family")
"""The ways in which a queue can be narrowed."""


def teams_of(user: User) -> QuerySet[Team]:
    """The area teams that somebody works in."""
    return Team.objects.filter(
        grants__user=user, grants__ended_at=None, grants__role__in=SEND_TEAM_ROLES
    ).distinct()


def queue(
    user: User,
    on: date,
    *,
    which: str = "all",
    whole_team: bool = False,
    wanted: str = "",
    after: str = "",
) -> QueuePage:
    """Open cases, the earliest date first, late ones before all others.

    Args:
        user: whose cases; with ``whole_team``, those of the user's teams.
        on: the day that lateness is judged on.
        which: one of :data:`SELECTIONS`.
        wanted: part of a name or a reference.
        after: where the page before ended.

    Returns:
        One page; a fixed number of queries however many rows.
    """
    # Whoever has left a team keeps none of its cases, though they may still be its caseworker.
    shown = visible_to(user, CaseProjection, on).filter(is_open=True, shown_from__lte=on)
    mine = Q(team__in=teams_of(user)) if whole_team else Q(caseworker=user)
    base = as_at(shown.filter(mine), on)
    selections = _selections(on)
    counts = base.aggregate(
        **{
            name: Count("pk", filter=condition)
            for name, condition in selections.items()
            if name != "all"
        },
        all=Count("pk"),
    )
    rows = base.filter(selections.get(which, Q()))
    if wanted.strip():
        rows = rows.filter(_matches(wanted))
    return _page(rows, on, after, counts, user)


def _matches(wanted: str) -> Q:
    condition = Q()
    for word in wanted.split()[:5]:
        condition &= (
            Q(case__person__first_name__icontains=word)
            | Q(case__person__last_name__icontains=word)
            | Q(case__reference__icontains=word)
        )
    return condition


def unallocated(user: User, on: date, *, after: str = "") -> QueuePage:
    """Requests that nobody has taken, the earliest date first: for every area team to take."""
    rows = visible_to(user, CaseProjection, on).filter(is_open=True, shown_from__lte=on, team=None)
    return _page(as_at(rows, on), on, after, {"all": rows.count()})


def _page(
    rows: QuerySet[Any],
    on: date,
    after: str,
    counts: Mapping[str, int],
    reader: User | None = None,
) -> QueuePage:
    # Cases without a date come last; date.max would not be portable, so they sort by null.
    ordered = rows.order_by(F("due_now").asc(nulls_last=True), "case_id")
    due, _sep, pk = after.partition("_")
    if pk.isdecimal() and len(pk) < _DIGITS:
        ordered = ordered.filter(_beyond(due, int(pk)))
    found = list(
        ordered.select_related("case__person", "case__caseworker", "turn").prefetch_related(
            "case__requests"
        )[: PAGE + 1]
    )
    last = found[PAGE - 1] if len(found) > PAGE else None
    theirs = young_people_written_to([row.case for row in found[:PAGE]], on)
    return QueuePage(
        rows=tuple(
            _queue_row(row, on, reader, are_theirs=row.case_id in theirs) for row in found[:PAGE]
        ),
        after=_after(last) if last else "",
        counts=counts,
    )


def _after(last: Any) -> str:
    return f"{last.due_now.isoformat() if last.due_now else ''}_{last.pk}"


def _beyond(due: str, pk: int) -> Q:
    try:
        day = date.fromisoformat(due)
    except ValueError:
        return Q(due_now=None, case_id__gt=pk)
    return Q(due_now__gt=day) | Q(due_now=day, case_id__gt=pk) | Q(due_now=None)
