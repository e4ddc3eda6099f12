"""A review of one plan version by one reviewer, with its answers and evidence.

Nothing here can alter a plan: a review points at a version and reads it.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models import Case, PlanVersion, User
from ehc.models._history import History
from ehc.models._process import Process, StatusField, status_is_known, transition
from quality_assurance.steps import PROCESS_KIND, STEPS, QualityReviewStatus

_S = QualityReviewStatus


class QualityReview(Process):
    """One reviewer's scoring of one version, under one version of the framework.

    ``score`` is the working of :mod:`quality_assurance.scoring`, frozen at submission;
    ``grade`` and ``percent`` repeat its result for lists.
    """

    KIND = PROCESS_KIND
    TABLE = STEPS

    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, related_name="quality_reviews"
    )
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="quality_reviews")
    framework = models.CharField(max_length=20)
    assigned_on = models.DateField()
    due_on = models.DateField()
    submitted_on = models.DateField(null=True)
    score = models.JSONField(null=True)
    percent = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    grade = models.CharField(max_length=30, blank=True)
    status = StatusField(default=_S.ASSIGNED)

    class Meta:
        ordering = ("due_on", "pk")
        constraints = [
            status_is_known(QualityReviewStatus, "quality_review_status_is_known"),
            models.UniqueConstraint(
                fields=["version", "reviewer"], name="reviewed_once_by_each_reviewer"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="submitted")
                | (models.Q(submitted_on__isnull=False) & ~models.Q(grade="")),
                name="submitted_review_has_a_grade",
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.version}"

    @property
    def case(self) -> Case:
        """The case whose plan is reviewed."""
        return self.version.plan.case

    @property
    def case_id_of_process(self) -> int:
        """The case's primary key."""
        return self.version.plan.case_id

    @transition(field=status, source=_S.ASSIGNED, target=_S.SUBMITTED)
    def submit_review(self) -> None:
        """Quality framework, level 3."""


class AnswerChoice(models.TextChoices):
    """How far a criterion is met."""

    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not_met", _("Not met")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class Answer(models.Model):
    """One criterion's answer, with the words of the plan that show it."""

    review = models.ForeignKey(QualityReview, on_delete=models.PROTECT, related_name="answers")
    criterion = models.CharField(max_length=6)
    choice = models.CharField(max_length=16, choices=AnswerChoice)
    evidence = models.TextField(blank=True)
    pinned_to = models.CharField(max_length=60, blank=True)
    comment = models.TextField(blank=True)
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="criterion_answered_once")
        ]
