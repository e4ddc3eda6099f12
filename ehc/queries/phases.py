"""The transfers between phases of one school year, across the cases of a caseworker or a team."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from ehc.models import PHASES, Assessment, Plan, Transfer, User
from ehc.permissions import visible_to
from ehc.queries.queue import LISTED, teams_of
from ehc.workflows.duties import DUTIES
from ehc.workflows.messages import Message
from ehc.workflows.statuses import AssessmentStatus, TransferStatus
from ehc.workflows.transfers import phase_in

_LENGTHS = {
    duty.id.removeprefix("phase."): duty.length
    for duty in DUTIES
    if duty.reported_as == "phase.final"
}


@dataclass(frozen=True, slots=True)
class PhaseDue:
    """A transfer between phases: recorded, or only what the date of birth leads to.

    Attributes:
        kind: one of :data:`~ehc.models.PHASES`.
        proposal: what the date of birth leads to, where nothing is recorded; None otherwise.
        status: of the transfer; empty for a proposal.
        due: the last day for a plan that names the next setting.
        days_left: from the day asked about to the due day; None once it is done.
        named_on: when the plan was sent, or kept, that names it.
    """

    reference: str
    child: str
    caseworker: str
    kind: str
    proposal: Message | None
    status: str
    moves_on: date
    due: date
    days_left: int | None
    named_on: date | None
    next_setting: str


def season_of(on: date) -> int:
    """The year of the September that one works towards on a day."""
    return on.year + 1 if on.month >= 9 else on.year


def phases_due(
    user: User, on: date, *, year: int, whole_team: bool = False
) -> tuple[PhaseDue, ...]:
    """The transfers of a calendar year, the earliest date first, at most ``LISTED``.

    Args:
        user: whose cases; with ``whole_team``, those of the user's teams.
        on: the day that lateness is judged on.
        year: the calendar year of the transfers.

    Returns:
        What is recorded, and whom the date of birth leads to without a record; a fixed number of
        queries however many.
    """
    issued = visible_to(user, Assessment, on).filter(status=AssessmentStatus.PLAN_ISSUED)
    mine = Q(case__team__in=teams_of(user)) if whole_team else Q(case__caseworker=user)
    went = Transfer.objects.filter(plan=OuterRef("pk"), status=TransferStatus.SENT)
    plans = (
        Plan.objects.filter(assessment__in=issued.filter(mine))
        .exclude(Exists(went))
        .values(
            "pk", "case__reference", "case__person__first_name", "case__person__last_name",
            "case__person__date_of_birth", "case__person__setting__name",
            "case__person__setting__type", "case__person__setting_name_given",
            "case__caseworker__name",
        )
    )  # fmt: skip
    by_pk = {row["pk"]: row for row in plans}
    recorded = Transfer.objects.filter(
        plan__in=[*by_pk], kind__in=PHASES, moves_on__year=year
    ).values("plan", "kind", "status", "moves_on", "named_on", "next_setting__name")
    found, told = [], set()
    for row in recorded:
        # One that was called off is not proposed again.
        told.add(row["plan"])
        if row["status"] != TransferStatus.CALLED_OFF:
            found.append(_row(by_pk[row["plan"]], on, row))
    for pk, plan in by_pk.items():
        proposed = phase_in(plan["case__person__date_of_birth"], year, attends=_attends(plan))
        if pk not in told and proposed is not None:
            found.append(
                _row(
                    plan,
                    on,
                    {
                        "kind": proposed.kind,
                        "status": "",
                        "moves_on": proposed.moves_on,
                        "named_on": None,
                        "proposal": proposed.message,
                    },
                )
            )
    return tuple(
        sorted(found, key=lambda one: (one.named_on is not None, one.due, one.reference))[:LISTED]
    )


def _attends(plan: Mapping[str, Any]) -> str:
    """As :attr:`ehc.models.Person.attends` has it, of a row of values."""
    name = plan["case__person__setting__name"] or plan["case__person__setting_name_given"]
    return f"{name} {plan['case__person__setting__type'] or ''}"


def _row(plan: Mapping[str, Any], on: date, told: Mapping[str, Any]) -> PhaseDue:
    due = _LENGTHS[told["kind"]].last_day_from(told["moves_on"])
    return PhaseDue(
        reference=plan["case__reference"],
        child=f"{plan['case__person__first_name']} {plan['case__person__last_name']}",
        caseworker=plan["case__caseworker__name"] or "",
        kind=told["kind"],
        proposal=told.get("proposal"),
        status=told["status"],
        moves_on=told["moves_on"],
        due=due,
        days_left=None if told["named_on"] else (due - on).days,
        named_on=told["named_on"],
        next_setting=told.get("next_setting__name") or "",
    )
