"""Reads about reviews: what waits, what may be taken, and one review whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from ehc.models import CaseEvent, PlanVersion, User
from ehc.permissions import of_own_family
from ehc.plan_checks.facts import PlanFacts, from_json
from ehc.workflows.statuses import PlanVersionStatus
from quality_assurance.default_framework import DEFAULT_FRAMEWORK
from quality_assurance.framework import Criterion, Framework
from quality_assurance.models import Answer, QualityReview
from quality_assurance.scoring import criteria_not_asked
from quality_assurance.steps import PROCESS_KIND, QualityReviewStatus

FRAMEWORKS: Mapping[str, Framework] = {DEFAULT_FRAMEWORK.version: DEFAULT_FRAMEWORK}
"""Every version of the framework that a review was ever made with."""

LISTED = 50


def has_conflict(user: User, version: PlanVersion) -> bool:
    """Whether somebody wrote, managed, advised on or approved a plan.

    Whoever acted on the case in any way did one of these, and so did whoever is its caseworker;
    reviewing it is not among them. The family of the child has a conflict too.
    """
    return (
        version.plan.case.caseworker_id == user.pk
        or CaseEvent.objects.filter(case=version.plan.case_id, by=user)
        .exclude(process=PROCESS_KIND)
        .exists()
        or of_own_family(user).filter(pk=version.plan.case_id).exists()
    )


def may_be_taken(user: User) -> QuerySet[PlanVersion]:
    """Issued plans that nobody has reviewed and with which the user has no conflict."""
    conflicts = CaseEvent.objects.filter(by=user).exclude(process=PROCESS_KIND).values("case")
    return (
        PlanVersion.objects.filter(
            status=PlanVersionStatus.FINAL, quality_reviews__isnull=True, document__isnull=False
        )
        .exclude(plan__case__in=conflicts)
        .exclude(plan__case__caseworker=user)
        .exclude(plan__case__in=of_own_family(user))
        .select_related("plan__case__team")
        .order_by("-finalised_on", "-pk")[:LISTED]
    )


def waiting(user: User) -> QuerySet[QualityReview]:
    """The reviews that a reviewer has still to submit, the earliest due first."""
    return QualityReview.objects.filter(
        reviewer=user, status=QualityReviewStatus.ASSIGNED
    ).select_related("version__plan__case")


def submitted(user: User) -> QuerySet[QualityReview]:
    """The latest reviews that a reviewer has submitted."""
    return (
        QualityReview.objects.filter(reviewer=user, status=QualityReviewStatus.SUBMITTED)
        .select_related("version__plan__case")
        .order_by("-submitted_on", "-pk")[:LISTED]
    )


def facts_of(review: QualityReview) -> PlanFacts:
    """The plan under review, as it was sent to the family.

    Raises:
        ValueError: for a version that has not been sent.
    """
    document = review.version.document
    if document is None:
        raise ValueError(f"{review.version} has not been sent")
    return from_json(document.facts)


def framework_of(review: QualityReview) -> Framework:
    """The version of the framework that the review was begun with."""
    return FRAMEWORKS[review.framework]


def answers_of(review: QualityReview) -> dict[str, Answer]:
    """The answers so far, by criterion."""
    return {answer.criterion: answer for answer in Answer.objects.filter(review=review)}


def asked_of(review: QualityReview, facts: PlanFacts, *, on: date) -> dict[str, Criterion]:
    """The criteria that this plan gives occasion to ask, in order."""
    framework = framework_of(review)
    left_out = criteria_not_asked(framework, facts, on=on)
    return {key: item for key, item in framework.criteria.items() if key not in left_out}


def is_stale(review: QualityReview) -> bool:
    """Whether a newer version of the plan exists than the one that was reviewed."""
    return (
        PlanVersion.objects.filter(plan=review.version.plan_id)
        .filter(number__gt=review.version.number)
        .exists()
    )
