"""The disagreements of which something is due, across the cases of a caseworker or a team."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ehc.models import Assessment, CaseEvent, Dispute, Exemption, User
from ehc.permissions import visible_to
from ehc.queries.dispute_events import ACTING_STEPS, acts, by_dispute
from ehc.queries.disputes import duties_of_notice
from ehc.queries.posting import sent_to_family
from ehc.queries.queue import LISTED, teams_of
from ehc.workflows.clock import DutyState, DutyStatus
from ehc.workflows.duties import DUTIES, Nature
from ehc.workflows.events import Event
from ehc.workflows.statuses import STOPPED, DisputeStatus

_NATURES = {duty.id: duty.nature for duty in DUTIES}
_OPEN = frozenset({DutyStatus.RUNNING, DutyStatus.LATE, DutyStatus.EXEMPT})
_BEFORE_THE_APPEAL = frozenset(
    {DisputeStatus.OPEN, DisputeStatus.MEDIATING, DisputeStatus.CERTIFIED}
)


@dataclass(frozen=True, slots=True)
class DisputeDue:
    """A disagreement, and what is due of it next on a day.

    Attributes:
        decision: what the letter that it is about is called.
        duty: the duty that the date comes from.
        days_left: from the day asked about to the due day; negative when late.
    """

    pk: int
    reference: str
    child: str
    caseworker: str
    decision: str
    status: str
    duty: str
    due: date
    days_left: int


def disputes_due(user: User, on: date, *, whole_team: bool = False) -> tuple[DisputeDue, ...]:
    """What is due next of each disagreement, the earliest first, at most ``LISTED``.

    What the authority, the adviser or the commissioning body must do goes before the time that
    the family has to appeal. A disagreement of which nothing is due is not listed.

    Args:
        user: whose cases; with ``whole_team``, those of the user's teams.
        on: the day that lateness is judged on.

    Returns:
        The rows; a fixed number of queries however many.
    """
    mine = Q(case__team__in=teams_of(user)) if whole_team else Q(case__caseworker=user)
    going_on = visible_to(user, Assessment, on).filter(mine).exclude(status__in=STOPPED)
    disputes = list(
        Dispute.objects.filter(assessment__in=going_on)
        .exclude(status=DisputeStatus.WITHDRAWN)
        .select_related(
            "assessment__request", "assessment__case__person", "assessment__case__caseworker",
            "notice__event",
        )
        .prefetch_related("rulings", "recommendations")
    )  # fmt: skip
    told = by_dispute(disputes, on)
    sent = sent_to_family((row.notice.event_id for row in disputes), on)
    acted = CaseEvent.objects.filter(
        case__in={row.assessment.case_id for row in disputes},
        step__in=ACTING_STEPS,
        on__lte=on,
    ).order_by("number")
    done: dict[int, list[Event]] = defaultdict(list)
    for event, act in acts(acted, on):
        done[event.case_id].append(act)
    exemptions: dict[int, list[Exemption]] = defaultdict(list)
    for exemption in Exemption.objects.filter(
        assessment__in={row.assessment_id for row in disputes}
    ):
        exemptions[exemption.assessment_id].append(exemption)
    found = []
    for row in disputes:
        assessment = row.assessment
        duties = duties_of_notice(
            row.notice,
            assessment,
            events=told[row.pk],
            acts=done[assessment.case_id],
            exemptions=exemptions[assessment.pk],
            born=assessment.case.person.date_of_birth,
            sent=sent.get(row.notice.event_id),
            as_of=on,
        )
        duty = _next(row, duties)
        if duty is not None and duty.due is not None:
            case = assessment.case
            found.append(
                DisputeDue(
                    pk=row.pk,
                    reference=case.reference,
                    child=case.person.full_name,
                    caseworker=str(case.caseworker or ""),
                    decision=row.notice.title,
                    status=row.status,
                    duty=duty.rule,
                    due=duty.due,
                    days_left=(duty.due - on).days,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.due, one.reference))[:LISTED])


def _next(dispute: Dispute, duties: tuple[DutyState, ...]) -> DutyState | None:
    """The duty that is due first; the family's own time only where nothing else is."""
    waiting = [one for one in duties if one.state in _OPEN and one.done_on is None and one.due]
    limits = [one for one in waiting if _NATURES[one.rule] is Nature.LIMIT]
    rights = [
        one
        for one in waiting
        if _NATURES[one.rule] is Nature.RIGHT
        and one.state is DutyStatus.RUNNING
        and dispute.status in _BEFORE_THE_APPEAL
    ]
    return min(limits or rights, key=lambda one: (one.due or date.max, one.duty), default=None)
