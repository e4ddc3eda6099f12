"""Versions that amend a plan that was issued: what each was begun for, and whether that waits.

A version is begun for the changes that one review (or regulation 28) proposed, or for what was
decided of one disagreement, and is sent for nothing else. It is read from the event that began it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ehc.models import CaseEvent, Dispute, Plan, PlanVersion, Review, Ruling
from ehc.queries.plans import final_version_of
from ehc.workflows.disputes import AMENDING
from ehc.workflows.statuses import PlanVersionStatus, ReviewStatus
from ehc.workflows.steps import ProcessKind

BegunFor = tuple[str, int]
"""The kind of process that a version was begun for, and its primary key."""


def begun_for(version: PlanVersion) -> BegunFor | None:
    """What a version was begun for.

    None: the plan itself, a reassessment, or what cannot be told any more because the words of
    the event were erased.
    """
    event = (
        CaseEvent.objects.filter(
            case=version.plan.case_id,
            process=ProcessKind.PLAN_VERSION,
            process_id=version.pk,
            step="begin_version",
        )
        .select_related("payload")
        .first()
    )
    payload = getattr(event, "payload", None)
    told = payload.data if payload else {}
    return next(
        (
            (kind.value, int(told[kind.value]))
            for kind in (ProcessKind.REVIEW, ProcessKind.DISPUTE)
            if kind.value in told
        ),
        None,
    )


def _open(plan: Plan) -> Iterator[PlanVersion]:
    """The versions that are being written to amend the plan as it stands, the newest first.

    One that was copied from an older plan would take back what was sent since.
    """
    yield from PlanVersion.objects.filter(
        plan=plan,
        status=PlanVersionStatus.DRAFTING,
        reassessment=None,
        based_on=final_version_of(plan),
    ).order_by("-number")


def amended_for(process: Review | Dispute, plan: Plan) -> PlanVersion | None:
    """The version that is being written for a review or a disagreement, if one was begun."""
    wanted = (process.KIND.value, process.pk)
    return next((one for one in _open(plan) if begun_for(one) == wanted), None)


def is_begun_for(dispute: Dispute) -> bool:
    """Whether the version that is amended as was decided of a disagreement is being written."""
    plan = Plan.objects.filter(assessment=dispute.assessment_id).first()
    return plan is not None and amended_for(dispute, plan) is not None


def amending_rulings(dispute: int, on: date = date.max) -> frozenset[str]:
    """What was decided of a disagreement by a day, asks for an amended plan, and was not sent."""
    return frozenset(
        Ruling.objects.filter(
            dispute=dispute, what__in=AMENDING, carried_out_on=None, on__lte=on
        ).values_list("what", flat=True)
    )


def waits_for(version: PlanVersion) -> Review | Dispute | None:
    """What still waits for a version that is being written to amend a plan; None: nothing."""
    kind, pk = begun_for(version) or ("", 0)
    if version.based_on_id != final_version_of(version.plan).pk:
        return None
    if kind == ProcessKind.REVIEW:
        return Review.objects.filter(pk=pk, status=ReviewStatus.AMENDING).first()
    if kind == ProcessKind.DISPUTE and amending_rulings(pk):
        return Dispute.objects.get(pk=pk)
    return None


def written_as_decided(plan: Plan) -> PlanVersion | None:
    """The version that is being written by what was decided of an appeal, if one is."""
    return next((one for one in _open(plan) if isinstance(waits_for(one), Dispute)), None)
