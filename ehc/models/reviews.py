"""Reviews of an EHC plan: the meeting, its report, and what was decided."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.models._process import Process, StatusField, status_is_known, transition
from ehc.models.accounts import User
from ehc.models.assessments import Assessment
from ehc.models.plans import Plan
from ehc.workflows.ceasing import CeaseReason
from ehc.workflows.statuses import ReviewStatus
from ehc.workflows.steps import STEPS, ProcessKind

_S = ReviewStatus


class ReviewOutcome(models.TextChoices):
    """What was decided after a review (regulations 20(10) and 21(9))."""

    MAINTAIN = "maintain", _("Keep the plan as it is")
    AMEND = "amend", _("Amend the plan")
    CEASE = "cease", _("End the plan")


CEASE_REASONS = (
    (CeaseReason.MAX_AGE.value, _("Turns 25")),
    (
        CeaseReason.NEEDS_MET.value,
        _("Special educational provision under a plan is no longer necessary: the needs are met"),
    ),
    (CeaseReason.HIGHER_EDUCATION.value, _("Goes to higher education")),
    (CeaseReason.EMPLOYMENT.value, _("Goes to paid employment")),
    (CeaseReason.TRANSFERRED.value, _("Plan transferred to another authority")),
    (CeaseReason.NO_LONGER_WISHES.value, _("No longer wishes to engage in education or training")),
    (CeaseReason.LEFT_ENGLAND.value, _("Left England")),
    (CeaseReason.DECEASED.value, _("Died")),
    (CeaseReason.OTHER.value, _("Another reason, which is in the reasons above")),
)
"""Why a plan ends, in the words of staff and in the order of the statutory return."""


def _exactly_where(holds: models.Q, *statuses: ReviewStatus, name: str) -> models.CheckConstraint:
    """A constraint that something holds in these statuses and in no other."""
    there = models.Q(status__in=[status.value for status in statuses])
    return models.CheckConstraint(condition=(there & holds) | (~there & ~holds), name=name)


_MEETING = models.Q(arranged_on__isnull=False, meeting_on__isnull=False)
_UNDECIDED = [_S.ARRANGED.value, _S.HELD.value, _S.CANCELLED.value]


class Review(Process):
    """One review of a plan that is maintained (section 44; regulations 18 to 22).

    ``arranged_on`` is the day on which everybody was last told of the day of the meeting;
    ``meeting_on`` is that day, and once the meeting was held the day on which it was. An amendment
    without a review goes on as if after one (regulation 28): it has neither day, and is no review.
    ``report`` is what the report of the meeting recommends. ``decided_on`` is the day on which
    the family was told the ``outcome``. ``amendments`` and the ``evidence`` for them were sent on
    ``proposed_on``, to be commented on until ``comments_close_on``. A plan that ends does so for a
    ``cease_reason``, on ``ceased_on``; a meeting was called off on ``cancelled_on``.
    """

    KIND = ProcessKind.REVIEW
    TABLE = STEPS

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    arranged_on = models.DateField(null=True)
    meeting_on = models.DateField(null=True)
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
    cease_reason = models.CharField(max_length=20, choices=CEASE_REASONS, blank=True)
    ceased_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)
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
                condition=models.Q(status__in=_UNDECIDED, outcome="")
                | (
                    ~models.Q(status__in=_UNDECIDED)
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
            models.CheckConstraint(
                condition=_MEETING
                | models.Q(
                    arranged_on=None,
                    meeting_on=None,
                    papers_sent_on=None,
                    report_on=None,
                    status__in=[_S.AMENDING.value, _S.AMENDED.value, _S.KEPT.value],
                ),
                name="review_has_its_meeting",
            ),
            models.CheckConstraint(
                condition=models.Q(cease_reason__in=["", *(one.value for one in CeaseReason)]),
                name="review_cease_reason_is_known",
            ),
            _exactly_where(
                ~models.Q(cease_reason=""), _S.CEASING, _S.CEASED, name="review_ends_for_a_reason"
            ),
            _exactly_where(
                models.Q(ceased_on__isnull=False), _S.CEASED, name="review_ceased_is_dated"
            ),
            _exactly_where(
                models.Q(cancelled_on__isnull=False), _S.CANCELLED, name="review_cancelled_is_dated"
            ),
            # The authority may amend at any time: beside a review, but one amendment at a time.
            models.UniqueConstraint(
                fields=["plan"],
                condition=_MEETING
                & models.Q(status__in=[_S.ARRANGED.value, _S.HELD.value, _S.AMENDING.value]),
                name="one_open_review_per_plan",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(status=_S.AMENDING.value),
                name="one_proposal_per_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.plan}" if self.is_review else f"amendment of {self.plan}"

    @property
    def case_id_of_process(self) -> int:
        """The case's primary key."""
        return self.plan.case_id

    @property
    def part_of(self) -> Assessment:
        """The assessment that the plan came of."""
        return self.plan.assessment

    @property
    def is_review(self) -> bool:
        """Whether it is one; an amendment without a review is not."""
        return self.meeting_on is not None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done in it."""
        return self.status in OPEN_REVIEWS

    @transition(field=status, source=_S.ARRANGED, target=_S.HELD)
    def hold_review_meeting(self) -> None:
        """Regulations 20 and 21."""

    @transition(field=status, source=_S.ARRANGED, target=_S.CANCELLED)
    def cancel_review_meeting(self) -> None:
        """Everybody was told that it is not held; the review is still to be done."""

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

    @transition(field=status, source=_S.CEASING, target=_S.CEASED)
    def cease_plan(self) -> None:
        """Section 45(4)."""


OPEN_REVIEWS = frozenset({_S.ARRANGED, _S.HELD, _S.AMENDING})
"""Statuses in which something is still to be done."""


class EarlyReview(models.Model):
    """An early review that was asked for, and whether there will be one.

    Nobody has a right to one, and the law sets no limit: it is a recorded, reasoned decision all
    the same. ``answered_on`` is the day on which whoever asked was told.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="early_reviews")
    asked_by = models.CharField(_("who asked"), max_length=150)
    asked_on = models.DateField()
    agreed = models.BooleanField()
    reasons = models.TextField()
    answered_on = models.DateField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    history = History()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reasons=""), name="early_review_is_reasoned"
            ),
            models.CheckConstraint(
                condition=models.Q(asked_on__lte=models.F("answered_on")),
                name="early_review_is_asked_first",
            ),
        ]

    def __str__(self) -> str:
        return f"early review of {self.plan}"
