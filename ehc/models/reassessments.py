"""Reassessments: of a plan that is maintained, asked for or decided on by the authority itself."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._process import Process, StatusField, status_is_known, transition
from ehc.models.assessments import Assessment
from ehc.models.plans import Plan
from ehc.workflows.reassessments import NOT_NECESSARY, WITHIN_SIX_MONTHS
from ehc.workflows.statuses import ReassessmentStatus
from ehc.workflows.steps import STEPS, ProcessKind

_S = ReassessmentStatus


class ReassessmentAsker(models.TextChoices):
    """Who asked (section 44(2)), or that nobody did (section 44(3))."""

    PARENT = "parent", _("A parent")
    YOUNG_PERSON = "young_person", _("The young person")
    SETTING = "setting", _("The school or other institution attended")
    COMMISSIONING_BODY = "commissioning_body", _("The responsible commissioning body")
    AUTHORITY = "authority", _("Nobody: the authority decided it itself")


class RefusalGround(models.TextChoices):
    """Why a reassessment is refused (regulation 24)."""

    WITHIN_SIX_MONTHS = WITHIN_SIX_MONTHS, _("Assessed in the six months before the request")
    NOT_NECESSARY = NOT_NECESSARY, _("A reassessment is not necessary")


class Reassessment(Process):
    """One reassessment of a plan (section 44(2) and (3); regulations 23 to 27).

    ``words`` are those of whoever asked, on ``received_on``; both are empty where the authority
    decided it itself. ``decided_on`` is the day on which the family was told, from which the
    fourteen weeks run; ``reasons`` are kept with it. ``sent_on`` is the day on which the plan
    that followed was sent.
    """

    KIND = ProcessKind.REASSESSMENT
    TABLE = STEPS

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reassessments")
    asked_by = models.CharField(max_length=20, choices=ReassessmentAsker)
    words = models.TextField(blank=True)
    received_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    refused_as = models.CharField(max_length=20, choices=RefusalGround, blank=True)
    reasons = models.TextField(blank=True)
    sent_on = models.DateField(null=True)
    status = StatusField(default=_S.ASKED)

    class Meta:
        ordering = ("pk",)
        constraints = [
            status_is_known(ReassessmentStatus, "reassessment_status_is_known"),
            models.CheckConstraint(
                condition=models.Q(asked_by__in=ReassessmentAsker.values),
                name="reassessment_asker_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(asked_by=ReassessmentAsker.AUTHORITY, received_on__isnull=True)
                | (
                    ~models.Q(asked_by=ReassessmentAsker.AUTHORITY)
                    & models.Q(received_on__isnull=False)
                ),
                name="reassessment_asked_is_dated",
            ),
            models.CheckConstraint(
                condition=models.Q(status=_S.ASKED.value, decided_on__isnull=True)
                | (~models.Q(status=_S.ASKED.value) & models.Q(decided_on__isnull=False)),
                name="reassessment_decided_is_dated",
            ),
            models.CheckConstraint(
                condition=models.Q(status=_S.REFUSED.value, refused_as__in=RefusalGround.values)
                | (~models.Q(status=_S.REFUSED.value) & models.Q(refused_as="")),
                name="reassessment_refused_has_ground",
            ),
            models.CheckConstraint(
                condition=models.Q(status=_S.REASSESSED.value, sent_on__isnull=False)
                | (~models.Q(status=_S.REASSESSED.value) & models.Q(sent_on__isnull=True)),
                name="reassessment_sent_is_dated",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(status__in=[_S.ASKED.value, _S.REASSESSING.value]),
                name="one_open_reassessment_per_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"reassessment of {self.plan}"

    @property
    def case_id_of_process(self) -> int:
        """The case's primary key."""
        return self.plan.case_id

    @property
    def part_of(self) -> Assessment:
        """The assessment that the plan came of."""
        return self.plan.assessment

    @property
    def made_from(self) -> date | None:
        """The day on which it began, whose law governs the assessing: asked for, or decided on.

        What is decided about it follows the law of its own day, as with all that is done to a plan.
        """
        return self.received_on or self.decided_on

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done in it."""
        return self.status in OPEN_REASSESSMENTS

    @property
    def must_be_made(self) -> bool:
        """Whether it cannot be refused: the commissioning body asked (regulation 23)."""
        return bool(self.asked_by == ReassessmentAsker.COMMISSIONING_BODY)

    @transition(field=status, source=_S.ASKED, target=_S.REASSESSING)
    def agree_to_reassess(self) -> None:
        """Regulation 25(1)."""

    @transition(field=status, source=_S.ASKED, target=_S.REFUSED)
    def refuse_to_reassess(self) -> None:
        """Regulations 24 and 25."""

    @transition(field=status, source=_S.REFUSED, target=_S.REASSESSING)
    def reassess_as_decided(self) -> None:
        """Regulations 42(2), 44(2)(b) and 45(3)."""

    @transition(field=status, source=_S.REASSESSING, target=_S.REASSESSED)
    def send_plan_after_reassessment(self) -> None:
        """Regulation 27(2)."""


OPEN_REASSESSMENTS = frozenset({_S.ASKED, _S.REASSESSING})
"""Statuses in which something is still to be done."""
