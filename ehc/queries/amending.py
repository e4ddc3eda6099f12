"""Versions that amend a plan that was issued: what each was begun for, and whether that waits.

A version is begun for the changes that one review (or regulation 28) proposed, or for what was
decided of one disagreement, and is sent for nothing else. The version itself keeps which.
"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from ehc.models import Dispute, Plan, PlanVersion, Review, Ruling
from ehc.queries.plans import final_version_of
from ehc.workflows.disputes import AMENDING
from ehc.workflows.statuses import PlanVersionStatus, ReviewStatus


def _open(plan: Plan) -> QuerySet[PlanVersion]:
    """The versions that are being written to amend the plan as it stands, the newest first.

    One that was copied from an older plan would take back what was sent since.
    """
    return PlanVersion.objects.filter(
        plan=plan,
        status=PlanVersionStatus.DRAFTING,
        reassessment=None,
        based_on=final_version_of(plan),
    ).order_by("-number")


def amended_for(process: Review | Dispute, plan: Plan) -> PlanVersion | None:
    """The version that is being written for a review or a disagreement, if one was begun."""
    begun_for = "review" if isinstance(process, Review) else "dispute"
    return _open(plan).filter(**{begun_for: process}).first()


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
    if version.based_on_id != final_version_of(version.plan).pk:
        return None
    if version.review_id is not None:
        return Review.objects.filter(pk=version.review_id, status=ReviewStatus.AMENDING).first()
    if version.dispute_id is not None and amending_rulings(version.dispute_id):
        return version.dispute
    return None


def written_as_decided(plan: Plan) -> PlanVersion | None:
    """The version that is being written by what was decided of an appeal, if one is."""
    return next((one for one in _open(plan) if isinstance(waits_for(one), Dispute)), None)
