"""The plans that are to be reviewed, by when, across the cases of a caseworker or a team."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, Subquery

from ehc.models import (
    OPEN_REVIEWS,
    Assessment,
    CaseEvent,
    Plan,
    Reassessment,
    Review,
    Transfer,
    TransferKind,
    User,
)
from ehc.permissions import visible_to
from ehc.queries.posting import as_told
from ehc.queries.queue import LISTED, teams_of
from ehc.queries.reviews import DECIDES
from ehc.workflows.counting import BeforeDay
from ehc.workflows.duties import DUTIES
from ehc.workflows.statuses import (
    AssessmentStatus,
    PlanVersionStatus,
    ReviewStatus,
    TransferStatus,
)
from ehc.workflows.steps import ProcessKind

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
    issued = visible_to(user, Assessment, on).filter(status=AssessmentStatus.PLAN_ISSUED)
    mine = Q(case__team__in=teams_of(user)) if whole_team else Q(case__caseworker=user)
    started = Review.objects.filter(
        plan=OuterRef("pk"), status__in=OPEN_REVIEWS, meeting_on__isnull=False
    )
    ended = Review.objects.filter(plan=OuterRef("pk"), status=ReviewStatus.CEASED)
    moves = Transfer.objects.filter(plan=OuterRef("pk"))
    came = moves.filter(kind=TransferKind.IN)
    rows = (
        Plan.objects.filter(~Exists(ended), assessment__in=issued.filter(mine))
        .exclude(Exists(moves.filter(status=TransferStatus.SENT)))
        .annotate(
            came_on=Subquery(came.values("moves_on")[:1]),
            reviewed_before=Subquery(came.values("last_reviewed_on")[:1]),
            issued_on=Min(
                "versions__finalised_on", filter=Q(versions__status=PlanVersionStatus.FINAL)
            ),
            open_status=Subquery(started.values("status")[:1]),
            open_meeting_on=Subquery(started.values("meeting_on")[:1]),
        )
        .values(
            "pk", "case__reference", "case__person__first_name", "case__person__last_name",
            "case__caseworker__name", "issued_on", "open_status", "open_meeting_on",
            "came_on", "reviewed_before",
        )
    )  # fmt: skip
    plans = list(rows)
    told = _told({row["pk"] for row in plans}, on)
    found = [_row({**row, **told[row["pk"]]}, on) for row in plans]
    return tuple(sorted(found, key=lambda one: (one.due, one.reference))[:LISTED])


def _told(plans: set[int], on: date) -> Mapping[int, dict[str, date | None]]:
    """Of each plan, when its family was told of the last review, of a proposal, or sent it anew."""
    of_plan = {row.pk: row for row in Review.objects.filter(plan__in=plans)}
    again = dict(Reassessment.objects.filter(plan__in=plans).values_list("pk", "plan"))
    events = CaseEvent.objects.filter(
        Q(process=ProcessKind.REVIEW, process_id__in=of_plan, step__in=DECIDES)
        | Q(
            process=ProcessKind.REASSESSMENT,
            process_id__in=again,
            step="send_plan_after_reassessment",
        )
    ).order_by("number")
    found: dict[int, dict[str, date | None]] = {
        plan: {"reviewed_on": None, "proposed_on": None, "reassessed_on": None} for plan in plans
    }
    for event in as_told(events, on):
        if event.process == ProcessKind.REASSESSMENT:
            # Regulation 27(4): the year begins with the sending, which by post is the posting.
            found[again[event.process_id]]["reassessed_on"] = event.on
            continue
        review = of_plan[event.process_id]
        if review.is_review:
            # An amendment without a review is none.
            found[review.plan_id]["reviewed_on"] = event.on
        if review.status == ReviewStatus.AMENDING:
            found[review.plan_id]["proposed_on"] = event.on
    return found


def _row(row: Mapping[str, Any], on: date) -> ReviewDue:
    due, duty = min((_last_day(duty, start, row), duty) for duty, start in _counted(row))
    amends = duty == "review.final"
    return ReviewDue(
        reference=row["case__reference"],
        child=f"{row['case__person__first_name']} {row['case__person__last_name']}",
        caseworker=row["case__caseworker__name"] or "",
        status=ReviewStatus.AMENDING if amends else row["open_status"] or "",
        meeting_on=row["open_meeting_on"],
        duty=duty,
        due=due,
        days_left=(due - on).days,
    )


def _counted(row: Mapping[str, Any]) -> Iterator[tuple[str, date]]:
    """The duties that run, and the day from which each is counted."""
    if row["proposed_on"] is not None:
        yield "review.final", row["proposed_on"]
    # What is proposed in a letter that waits to be posted has not been decided.
    unposted = row["open_status"] == ReviewStatus.AMENDING and row["proposed_on"] is None
    if unposted or row["open_status"] == ReviewStatus.HELD:
        yield "review.decision", row["open_meeting_on"]
    else:
        yield _of_the_year(row)


def _of_the_year(row: Mapping[str, Any]) -> tuple[str, date]:
    """By when the plan is to be reviewed next, where no review of it is being decided."""
    counted = ("review.first", row["issued_on"])
    if row["reviewed_on"] is not None:
        counted = ("review.next", row["reviewed_on"])
    elif row["came_on"] is not None:
        counted = ("move.review", row["came_on"])
    reassessed_on = row["reassessed_on"]
    duty, start = counted
    if reassessed_on is None or start > reassessed_on:
        return counted
    # What was late before the plan was sent again stays late (workflows/reassessments.py).
    is_late = _last_day(duty, start, row) < reassessed_on
    return counted if is_late else ("review.after_reassessment", reassessed_on)


def _last_day(duty: str, start: date, row: Mapping[str, Any]) -> date:
    """The last day of a duty; of a plan that came from elsewhere the later of two ends."""
    due = _LENGTHS[duty].last_day_from(start)
    if duty != "move.review":
        return due
    # Regulation 15(5).
    made_or_reviewed = row["reviewed_before"] or row["issued_on"]
    return max(due, _LENGTHS["review.next"].last_day_from(made_or_reviewed))
