"""Reviewing a plan: taking it, answering, submitting. Nothing here alters a plan."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._step import open_process, take_step
from ehc.models import PlanVersion, User
from ehc.refusals import AlreadyDone, Invalid, NotVisible
from ehc.reports.rounding import half_up
from ehc.workflows.statuses import PlanVersionStatus
from quality_assurance import queries
from quality_assurance.framework import Judgement, framework_in_force
from quality_assurance.models import Answer, AnswerChoice, QualityReview
from quality_assurance.scoring import GivenAnswer, score, to_json
from quality_assurance.steps import STEPS, QualityReviewStatus

REVIEW_WITHIN = timedelta(weeks=2)
"""The authority's own time for a review; a setting of the framework, not law."""


@asks_first("assign_review", rule=STEPS["assign_review"])
def assign_review(
    version: PlanVersion, *, reviewer: User, by: User, on: date, at: datetime
) -> QualityReview:
    """Begin a review of an issued plan by one reviewer.

    Raises:
        Invalid: the plan has not been issued, or another authority made it, or the reviewer wrote,
            managed, advised on or approved it.
        AlreadyDone: this reviewer has a review of it.
    """
    if version.status != PlanVersionStatus.FINAL:
        raise Invalid("version", _("Only a plan that has been issued can be reviewed."))
    if version.came_as_id is not None:
        raise Invalid(
            "version", _("Another authority made this plan, and it has no rows to score.")
        )
    if queries.has_conflict(reviewer, version):
        raise Invalid("reviewer", _("Somebody who worked on a case does not review its plan."))
    if QualityReview.objects.filter(version=version, reviewer=reviewer).exists():
        raise AlreadyDone("assign_review", QualityReviewStatus.ASSIGNED)
    framework = framework_in_force(on, queries.FRAMEWORKS.values())
    return open_process(
        QualityReview(
            version=version,
            reviewer=reviewer,
            framework=framework.version,
            assigned_on=on,
            due_on=on + REVIEW_WITHIN,
        ),
        "assign_review",
        case=version.plan.case,
        by=by,
        on=on,
        at=at,
        reviewer=reviewer.pk,
        framework=framework.version,
    )


def _refuse_unless_own(review: QualityReview, by: User) -> None:
    if review.reviewer_id != by.pk:
        raise NotVisible
    if review.status != QualityReviewStatus.ASSIGNED:
        raise AlreadyDone("submit_review", review.status)


@asks_first("submit_review", rule=STEPS["submit_review"])
def answer_criterion(
    review: QualityReview,
    criterion: str,
    *,
    choice: str,
    evidence: str = "",
    pinned_to: str = "",
    comment: str = "",
    by: User,
    on: date,
) -> Answer:
    """Answer one criterion, or answer it again; nobody else sees it before submission.

    Args:
        criterion: its id in the review's framework.
        choice: an :class:`~quality_assurance.models.AnswerChoice`.
        evidence: words quoted from the plan; owed unless the criterion does not apply.
        pinned_to: the key of the row or the letter of the section that they stand in.
        comment: what else the author should read.
        on: the day on which ages are judged.

    Raises:
        Invalid: an unknown criterion, or an answer without evidence.
        AlreadyDone: it has been submitted.
        NotVisible: it is somebody else's review.
    """
    _refuse_unless_own(review, by)
    if criterion not in queries.asked_of(review, queries.facts_of(review), on=on):
        raise Invalid("criterion", _("This is not asked of this plan."))
    if choice != AnswerChoice.NOT_APPLICABLE and not evidence.strip():
        raise Invalid("evidence", _("Quote the words of the plan that show it."))
    answer = Answer.objects.filter(review=review, criterion=criterion).first() or Answer(
        review=review, criterion=criterion
    )
    answer.choice, answer.evidence = choice, evidence
    answer.pinned_to, answer.comment = pinned_to, comment
    answer.save()
    return answer


@asks_first("submit_review", rule=STEPS["submit_review"])
def submit_review(review: QualityReview, *, by: User, on: date, at: datetime) -> QualityReview:
    """Submit a review: its score, gates and grade are computed and kept with their working.

    Raises:
        AnswersRefused: with the criteria that are not answered, or lack evidence.
        AlreadyDone, NotVisible: as for an answer.
    """
    _refuse_unless_own(review, by)
    # Under the lock: no answer can change between the sum and the submission.
    given = {
        key: GivenAnswer(Judgement(answer.choice), answer.evidence)
        for key, answer in queries.answers_of(review).items()
    }
    result = score(
        given,
        framework=queries.framework_of(review),
        facts=queries.facts_of(review),
        on=on,
    )
    percent = half_up(result.value * 100, places=1)
    return take_step(
        review,
        "submit_review",
        by=by,
        on=on,
        at=at,
        changes={
            "score": to_json(result),
            "percent": Decimal(percent),
            "grade": result.grade.value,
            "submitted_on": on,
        },
        grade=result.grade.value,
        percent=percent,
    )
