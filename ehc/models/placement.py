"""What a family asks for, and asking settings whether they can meet the needs in a plan."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.models._process import Process, StatusField, status_is_known, transition
from ehc.models.assessments import Assessment
from ehc.models.organisations import Setting
from ehc.models.plans import PlanVersion
from ehc.models.representations import Representation
from ehc.workflows.placement import GROUNDS, NO_LONGER_ASKED, Institution
from ehc.workflows.statuses import ConsultationStatus
from ehc.workflows.steps import STEPS, ProcessKind

_S = ConsultationStatus


class ConsultationAnswer(models.TextChoices):
    """What a setting says."""

    CAN_MEET = "can_meet", _("Can meet the needs")
    CANNOT_MEET = "cannot_meet", _("Cannot meet the needs")


INSTITUTION_CHOICES = (
    (Institution.MAINTAINED_SCHOOL.value, _("Maintained school")),
    (Institution.MAINTAINED_NURSERY.value, _("Maintained nursery school")),
    (Institution.ACADEMY.value, _("Academy")),
    (Institution.FURTHER_EDUCATION.value, _("Institution in the further education sector")),
    (Institution.NON_MAINTAINED_SPECIAL.value, _("Non-maintained special school")),
    (Institution.SECTION_41.value, _("Approved under section 41")),
    (Institution.OTHER_INDEPENDENT.value, _("Any other, such as an independent school")),
)
"""Those that a family may request (section 38(3)), and any other."""

GROUND_CHOICES = (
    *((row.id, _(row.text)) for row in GROUNDS if not row.of_mainstream),
    (NO_LONGER_ASKED, _("The family no longer asks for it")),
)
"""Why a setting that the family asked for is not named (section 39(4))."""


class SettingRequest(models.Model):
    """A setting that the family asked for, as it named it (section 38(2)(b)(ii)).

    ``version`` is the draft, or what is to amend the plan (regulation 22(2)(b)), about which it
    did; ``representation`` the comment in which it did, if it was one. ``setting`` is which one it
    is, once that is known. One that is ``withdrawn_on`` a day is no longer asked for.
    """

    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, related_name="setting_requests"
    )
    representation = models.OneToOneField(
        Representation, on_delete=models.PROTECT, null=True, related_name="setting_request"
    )
    name = models.CharField(max_length=200)
    setting = models.ForeignKey(
        Setting, on_delete=models.PROTECT, null=True, related_name="requests_for"
    )
    requested_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    how_withdrawn = models.TextField(blank=True)
    history = History()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_on=None) | ~models.Q(how_withdrawn=""),
                name="setting_request_withdrawn_says_how",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Consultation(Process):
    """A consultation of one setting about a draft (sections 39(2) and 40(3)).

    What is to amend a plan that was issued stands for the draft (regulation 22(1)).

    ``institution`` is the kind of setting, as far as it is known, and ``requested_on`` the day on
    which the family asked for it, where that is known. ``left_out_as`` is the ground on which one
    that the family asked for is not named, with its reasons. ``authority`` is the other local
    authority that maintains the setting and was consulted with it; empty: none does.
    """

    KIND = ProcessKind.CONSULTATION
    TABLE = STEPS

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="consultations")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="consultations")
    asked_for_by_family = models.BooleanField(default=False)
    consulted_on = models.DateField()
    authority = models.CharField(max_length=150, blank=True)
    institution = models.CharField(max_length=30, choices=INSTITUTION_CHOICES, blank=True)
    requested_on = models.DateField(null=True)
    left_out_as = models.CharField(max_length=20, choices=GROUND_CHOICES, blank=True)
    left_out_reasons = models.TextField(blank=True)
    left_out_on = models.DateField(null=True)
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
            models.CheckConstraint(
                condition=models.Q(left_out_as="")
                | (models.Q(left_out_on__isnull=False) & ~models.Q(left_out_reasons="")),
                name="setting_left_out_says_why",
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
