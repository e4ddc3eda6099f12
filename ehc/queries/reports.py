"""Reads behind the reports: which cases a number counts, and what is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ehc.models import AssessmentProjection, CaseProjection
from ehc.queries.projections import as_at
from ehc.workflows.case_facts import ActionKey
from ehc.workflows.duties import EARLIEST

LISTED = 500
TWENTY_WEEKS = timedelta(weeks=20)
"""What the Department's published measure counts, which is no limit of a case of its own."""
_CAUSES: Mapping[str, str] = {
    ActionKey.RING_OR_POST: gettext_noop("Ring or post: no email or text arrives"),
    ActionKey.ALLOCATE: gettext_noop("Allocate a caseworker"),
    ActionKey.DECIDE_TO_ASSESS: gettext_noop("Decide whether to assess"),
    ActionKey.SEEK_ADVICE: gettext_noop("Ask for advice"),
    ActionKey.READ_ADVICE: gettext_noop("Read advice that has come"),
    ActionKey.CHASE_ADVICE: gettext_noop("Chase advice"),
    ActionKey.WAIT_FOR_ADVICE: gettext_noop("Advice to come"),
    ActionKey.DECIDE_TO_ISSUE: gettext_noop("Decide whether to issue a plan"),
    ActionKey.WRITE_DRAFT: gettext_noop("Write and send the draft"),
    ActionKey.ANSWER_MEETING: gettext_noop("Answer a family that asks for a meeting"),
    ActionKey.ANSWER_COMMENTS: gettext_noop("Answer the family’s comments"),
    ActionKey.POST_DRAFT: gettext_noop("Post a draft plan"),
    ActionKey.WAIT_FOR_COMMENTS: gettext_noop("The family’s comments to come"),
    ActionKey.WAIT_FOR_SETTING: gettext_noop("A setting’s answer to come"),
    ActionKey.NAME_SETTING: gettext_noop("Name a setting"),
    ActionKey.FINALISE: gettext_noop("Finalise the plan"),
    ActionKey.ARRANGE_REVIEW: gettext_noop("Arrange the review of a plan"),
    ActionKey.SEND_REVIEW_PAPERS: gettext_noop("Send round the papers of a review"),
    ActionKey.HOLD_REVIEW_MEETING: gettext_noop("Review meeting to be held, or recorded"),
    ActionKey.SEND_REVIEW_REPORT: gettext_noop("Report of a review meeting"),
    ActionKey.DECIDE_AFTER_REVIEW: gettext_noop("Decide after a review"),
    ActionKey.SEND_AMENDED_PLAN: gettext_noop("Send an amended plan"),
    ActionKey.CEASE_PLAN: gettext_noop("End a plan"),
    ActionKey.CUSTODY: gettext_noop("With the officer for detained people"),
    ActionKey.CARRY_OUT: gettext_noop("Do what was decided of an appeal or in mediation"),
    ActionKey.SEND_PLAN_ON: gettext_noop("Transfer a plan to another council"),
    ActionKey.TELL_OF_TRANSFER: gettext_noop("Tell a family that its plan has come"),
    ActionKey.NAME_NEXT_SETTING: gettext_noop("Review a plan and name the next setting"),
    ActionKey.DECIDE_TO_REASSESS: gettext_noop("Decide whether to reassess"),
    ActionKey.TELL_HEALTH_BODIES: gettext_noop("Tell health bodies what mediation is about"),
    ActionKey.ARRANGE_MEDIATION: gettext_noop("Arrange a mediation"),
    ActionKey.KEEP_AGREEMENT: gettext_noop("Do what was agreed in mediation"),
    ActionKey.ANSWER_APPEAL: gettext_noop("Answer an appeal"),
    ActionKey.ANSWER_RECOMMENDATION: gettext_noop("Answer a recommendation of the Tribunal"),
    ActionKey.COPY_ANSWER: gettext_noop("Copy an answer to the Secretary of State"),
}
"""What each next action is called when many cases share it."""


@dataclass(frozen=True, slots=True)
class IssuedCase:
    """One plan that was issued; ``days_late`` is nought or less when it was in time."""

    reference: str
    team: str
    received_on: date
    issued_on: date
    days_late: int
    exempt: bool


def issued_cases(
    rows: QuerySet[AssessmentProjection],
    first_day: date,
    last_day: date,
    *,
    team: str | None = None,
    month: str = "",
) -> list[IssuedCase]:
    """The plans issued in a period, at most :data:`LISTED`, the latest first.

    Args:
        rows: those that the reader may count.
        team: only this area team's; empty for those of none; None for all.
        month: only this one, like ``2026-03``.
    """
    found = rows.filter(issued_on__range=(first_day, last_day))
    if team is not None:
        found = found.filter(case__team__name=team) if team else found.filter(case__team=None)
    first = _first_of(month)
    if first is not None:
        found = found.filter(issued_on__year=first.year, issued_on__month=first.month)
    return [
        IssuedCase(
            reference=row.case.reference,
            team=str(row.case.team or ""),
            received_on=row.received_on,
            issued_on=row.issued_on,
            days_late=(row.issued_on - row.received_on - TWENTY_WEEKS).days,
            exempt=row.exempt_from_20_weeks,
        )
        for row in found.select_related("case__team").order_by("-issued_on", "-pk")[:LISTED]
        if row.issued_on is not None
    ]


def _first_of(month: str) -> date | None:
    """The first day of a month like ``2026-03``; None for anything else."""
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Cause:
    """What is next on some cases: its name, its words, and how many there are."""

    action: str
    label: str
    cases: int


@dataclass(frozen=True, slots=True)
class DueCase:
    """One open case; ``duty`` gives the day, and ``days_left`` is negative when it is late."""

    reference: str
    team: str
    caseworker: str
    action: str
    duty: str
    due: date
    days_left: int


def due_by_cause(
    rows: QuerySet[CaseProjection], first_day: date | None, last_day: date, *, on: date
) -> Sequence[Cause]:
    """What is due in a period, by the next action, the most frequent first.

    Args:
        first_day: None for everything up to the last day.
        on: the day on which it is what is next.
    """
    found = (
        _due(as_at(rows, on), first_day, last_day)
        .values("action_now")
        .annotate(cases=Count("pk"))
        .order_by("-cases", "action_now")
    )
    return [Cause(row["action_now"], _(_CAUSES[row["action_now"]]), row["cases"]) for row in found]


def due_cases(
    rows: QuerySet[CaseProjection],
    first_day: date | None,
    last_day: date,
    *,
    on: date,
    action: str = "",
) -> list[DueCase]:
    """The open cases due in a period, the earliest first, at most :data:`LISTED`.

    Args:
        on: the day that lateness is judged on.
        action: only those with this next action; empty for all.
    """
    found = _due(as_at(rows, on), first_day, last_day)
    if action:
        found = found.filter(action_now=action)
    return [
        DueCase(
            reference=row.case.reference,
            team=str(row.case.team or ""),
            caseworker=str(row.case.caseworker or ""),
            action=_(_CAUSES[row.action_now]),
            duty=row.duty_now,
            due=row.due_now,
            days_left=(row.due_now - on).days,
        )
        for row in found.select_related("case__team", "case__caseworker").order_by("due_now", "pk")[
            :LISTED
        ]
    ]


def _due(rows: QuerySet[Any], first_day: date | None, last_day: date) -> QuerySet[Any]:
    found = rows.filter(is_open=True, due_now__lte=last_day)
    if first_day is None:
        # The first day on which something may be done is no limit: nothing is late after it.
        return found.exclude(duty_now__in=EARLIEST)
    return found.filter(due_now__gte=first_day)
