"""Reviews of an EHC plan: the meeting, its report, and what was decided."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._process import Process, StatusField, status_is_known, transition
from ehc.models.assessments import Assessment
from ehc.models.plans import Plan
from ehc.workflows.statuses import ReviewStatus
from ehc.workflows.steps import STEPS, ProcessKind

_S = ReviewStatus


class ReviewOutcome(models.TextChoices):
    """What was decided after a review (regulations 20(10) and 21(9))."""

    MAINTAIN = "maintain", _("Keep the plan as it is")
    AMEND = "amend", _("Amend the plan")
    CEASE = "cease", _("End the plan")


class Review(Process):
    """One review of a plan that is maintained (section 44; regulations 18 to 22).

    ``arranged_on`` is the day on which everybody was last told of the day of the meeting;
    ``meeting_on`` is that day, and once the meeting was held the day on which it was.
    ``report`` is what the report of the meeting recommends. ``decided_on`` is the day on which
    the family was told the ``outcome``. ``amendments`` and the ``evidence`` for them were sent on
    ``proposed_on``, to be commented on until ``comments_close_on``.
    """

    KIND = ProcessKind.REVIEW
    TABLE = STEPS

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    arranged_on = models.DateField()
    meeting_on = models.DateField()
    papers_sent_on = models.DateField(null=True)
    report_on = models.DateField(null=True)
    report = models.TextField(blank=True)
    decided_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=ReviewOutcome, blank=True)
    reasons = models.TextField(blank=True)
    proposed_on = models.DateField(null=True)
    comments_close_on = models.DateField(null=True)
    amendments = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    status = StatusField(default=_S.ARRANGED)

    class Meta:
        ordering = ("pk",)
        constraints = [
            status_is_known(ReviewStatus, "review_status_is_known"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", *ReviewOutcome.values]),
                name="review_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[_S.ARRANGED.value, _S.HELD.value], outcome="")
                | (
                    ~models.Q(status__in=[_S.ARRANGED.value, _S.HELD.value])
                    & ~models.Q(outcome="")
                    & models.Q(decided_on__isnull=False)
                ),
                name="review_decided_is_dated",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=[_S.AMENDING.value, _S.AMENDED.value])
                | models.Q(proposed_on__isnull=False, comments_close_on__isnull=False),
                name="review_proposal_is_dated",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(
                    status__in=[_S.ARRANGED.value, _S.HELD.value, _S.AMENDING.value]
                ),
                name="one_open_review_per_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.plan}"

    @property
    def case_id_of_process(self) -> int:
        """The case's primary key."""
        return self.plan.case_id

    @property
    def part_of(self) -> Assessment:
        """The assessment that the plan came of."""
        return self.plan.assessment

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done in it."""
        return self.status in OPEN_REVIEWS

    @transition(field=status, source=_S.ARRANGED, target=_S.HELD)
    def hold_review_meeting(self) -> None:
        """Regulations 20 and 21."""

    @transition(field=status, source=_S.HELD, target=_S.KEPT)
    def keep_plan(self) -> None:
        """Regulations 20(10) and 21(9)."""

    @transition(field=status, source=_S.AMENDING, target=_S.KEPT)
    def decide_not_to_amend(self) -> None:
        """Regulation 22(4)."""

    @transition(field=status, source=_S.HELD, target=_S.AMENDING)
    def propose_amendments(self) -> None:
        """Regulation 22(2)."""

    @transition(field=status, source=_S.AMENDING, target=_S.AMENDED)
    def send_amended_plan(self) -> None:
        """Regulation 22(3)."""

    @transition(field=status, source=_S.HELD, target=_S.CEASING)
    def decide_to_cease(self) -> None:
        """Section 45."""


OPEN_REVIEWS = frozenset({_S.ARRANGED, _S.HELD, _S.AMENDING})
"""Statuses in which something is still to be done."""
