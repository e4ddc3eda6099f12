"""Who is about to hold the rights themselves, and has not been told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from ehc.models import Case, CaseEvent, CaseProjection, User
from ehc.permissions import visible_to
from ehc.queries.queue import LISTED, teams_of
from ehc.workflows.advice import end_of_compulsory_school_age, last_birth_over_school_age

TOLD_WITHIN = timedelta(weeks=12)
"""How long before the day both are told."""

MISSED_WITHIN = timedelta(weeks=26)
"""How long after it somebody who was told nothing is still on the list."""

_DAY = timedelta(days=1)
_TOLD = "tell_of_takeover"


@dataclass(frozen=True, slots=True)
class TakingOver:
    """A case in which the rights become the young person's.

    Attributes:
        last_day: the last on which they are the parents'.
        days_left: until then; negative once it has passed.
    """

    reference: str
    child: str
    caseworker: str
    last_day: date
    days_left: int


def was_told(case: Case) -> bool:
    """Whether the young person and the family were told of it."""
    return CaseEvent.objects.filter(case=case, step=_TOLD).exists()


def may_be_told(case: Case, on: date) -> bool:
    """Whether it is near enough to be told of, or has passed."""
    return on >= end_of_compulsory_school_age(case.person.date_of_birth) - TOLD_WITHIN


def is_to_tell(case: Case, on: date) -> bool:
    """Whether somebody is still to be told of it, who was a child when the case began."""
    last_day = end_of_compulsory_school_age(case.person.date_of_birth)
    first = case.requests.order_by("received_on").values_list("received_on", flat=True).first()
    began_before = first is None or first <= last_day
    near = last_day - TOLD_WITHIN <= on <= last_day + MISSED_WITHIN
    return near and began_before and case.person.died_on is None and not was_told(case)


def taking_over(user: User, on: date, *, whole_team: bool) -> tuple[TakingOver, ...]:
    """The open cases of somebody, or of their teams, in which both are to be told; earliest first.

    A fixed number of queries; at most ``LISTED``. Whoever asked when the rights were theirs
    already is told nothing new.
    """
    mine = Q(team__in=teams_of(user)) if whole_team else Q(caseworker=user)
    told = CaseEvent.objects.filter(case=OuterRef("case"), step=_TOLD)
    rows = (
        visible_to(user, CaseProjection, on)
        .filter(
            mine,
            is_open=True,
            case__person__died_on=None,
            case__person__date_of_birth__gt=last_birth_over_school_age(on - MISSED_WITHIN),
            case__person__date_of_birth__lte=last_birth_over_school_age(on + TOLD_WITHIN + _DAY),
        )
        .exclude(Exists(told))
        .select_related("case__person", "case__caseworker")
        .order_by("case__person__date_of_birth", "case")
    )
    found = [
        (row, end_of_compulsory_school_age(row.case.person.date_of_birth)) for row in rows[:LISTED]
    ]
    return tuple(
        TakingOver(
            row.case.reference,
            row.case.person.full_name,
            str(row.case.caseworker or ""),
            last_day,
            (last_day - on).days,
        )
        for row, last_day in found
        if row.received_on <= last_day
    )
