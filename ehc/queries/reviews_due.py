"""The plans that are to be reviewed, by when, across the cases of a caseworker or a team."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Min, OuterRef, Q, Subquery

from ehc.models import OPEN_REVIEWS, Assessment, Plan, Review, User
from ehc.permissions import visible_to
from ehc.queries.cases import LISTED, teams_of
from ehc.workflows.counting import BeforeDay
from ehc.workflows.duties import DUTIES
from ehc.workflows.statuses import AssessmentStatus, PlanVersionStatus, ReviewStatus

_LENGTHS = {duty.id: duty.length for duty in DUTIES if not isinstance(duty.length, BeforeDay)}


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """A plan that was issued, and what is due of its review on a day.

    Attributes:
        status: of the review that is open; empty where none is.
        duty: the duty that the date comes from.
        days_left: from the day asked about to the due day; negative when late.
    """

    reference: str
    child: str
    caseworker: str
    status: str
    meeting_on: date | None
    duty: str
    due: date
    days_left: int


def reviews_due(user: User, on: date, *, whole_team: bool = False) -> tuple[ReviewDue, ...]:
    """What is due of the reviews of issued plans, the earliest first, at most ``LISTED``.

    Args:
        user: whose cases; with ``whole_team``, those of the user's teams.
        on: the day that lateness is judged on.

    Returns:
        The rows; a fixed number of queries however many.
    """
    issued = visible_to(user, Assessment).filter(status=AssessmentStatus.PLAN_ISSUED)
    mine = Q(case__team__in=teams_of(user)) if whole_team else Q(case__caseworker=user)
    started = Review.objects.filter(plan=OuterRef("pk"), status__in=OPEN_REVIEWS)
    rows = (
        Plan.objects.filter(assessment__in=issued.filter(mine))
        .annotate(
            issued_on=Min(
                "versions__finalised_on", filter=Q(versions__status=PlanVersionStatus.FINAL)
            ),
            reviewed_on=Max("reviews__decided_on"),
            reassessed_on=Max("reassessments__sent_on"),
            open_status=Subquery(started.values("status")[:1]),
            open_meeting_on=Subquery(started.values("meeting_on")[:1]),
            open_proposed_on=Subquery(started.values("proposed_on")[:1]),
        )
        .values(
            "case__reference", "case__person__first_name", "case__person__last_name",
            "case__caseworker__name", "issued_on", "reviewed_on", "reassessed_on", "open_status",
            "open_meeting_on", "open_proposed_on",
        )
    )  # fmt: skip
    found = [_row(row, on) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.due, one.reference))[:LISTED])


def _row(row: Mapping[str, Any], on: date) -> ReviewDue:
    duty, start = _counted(row)
    due = _LENGTHS[duty].last_day_from(start)
    return ReviewDue(
        reference=row["case__reference"],
        child=f"{row['case__person__first_name']} {row['case__person__last_name']}",
        caseworker=row["case__caseworker__name"] or "",
        status=row["open_status"] or "",
        meeting_on=row["open_meeting_on"],
        duty=duty,
        due=due,
        days_left=(due - on).days,
    )


def _counted(row: Mapping[str, Any]) -> tuple[str, date]:
    """The duty that is next, and the day from which it is counted."""
    if row["open_status"] == ReviewStatus.HELD:
        return "review.decision", row["open_meeting_on"]
    if row["open_status"] == ReviewStatus.AMENDING:
        return "review.final", row["open_proposed_on"]
    counted = ("review.first", row["issued_on"])
    if row["reviewed_on"] is not None:
        counted = ("review.next", row["reviewed_on"])
    reassessed_on = row["reassessed_on"]
    duty, start = counted
    if reassessed_on is None or start > reassessed_on:
        return counted
    # What was late before the plan was sent again stays late (workflows/reassessments.py).
    is_late = _LENGTHS[duty].last_day_from(start) < reassessed_on
    return counted if is_late else ("review.after_reassessment", reassessed_on)
