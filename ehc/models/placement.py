"""Asking settings whether they can meet the needs in a draft plan."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._process import Process, StatusField, status_is_known, transition
from ehc.models.assessments import Assessment
from ehc.models.people import Setting
from ehc.models.plans import PlanVersion
from ehc.workflows.statuses import ConsultationStatus
from ehc.workflows.steps import STEPS, ProcessKind

_S = ConsultationStatus


class ConsultationAnswer(models.TextChoices):
    """What a setting says."""

    CAN_MEET = "can_meet", _("Can meet the needs")
    CANNOT_MEET = "cannot_meet", _("Cannot meet the needs")


class Consultation(Process):
    """A consultation of one setting about a draft (sections 39(2) and 40(3))."""

    KIND = ProcessKind.CONSULTATION
    TABLE = STEPS

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="consultations")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="consultations")
    asked_for_by_family = models.BooleanField(default=False)
    consulted_on = models.DateField()
    responded_on = models.DateField(null=True)
    answer = models.CharField(max_length=12, choices=ConsultationAnswer, blank=True)
    reasons = models.TextField(blank=True)
    status = StatusField(default=_S.CONSULTED)

    class Meta:
        ordering = ("pk",)
        constraints = [
            status_is_known(ConsultationStatus, "consultation_status_is_known"),
            models.UniqueConstraint(
                fields=["version", "setting"], name="setting_consulted_once_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"consultation of {self.setting}"

    @property
    def case_id_of_process(self) -> int:
        """The case's primary key."""
        return self.version.plan.case_id

    @property
    def part_of(self) -> Assessment:
        """The assessment that the plan came of."""
        return self.version.plan.assessment

    @transition(field=status, source=_S.CONSULTED, target=_S.RESPONDED)
    def record_setting_response(self) -> None:
        """Code of Practice, paragraph 9.83."""
