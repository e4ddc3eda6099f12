"""One EHC needs assessment, its exemptions, and the dates that reports count."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.models._process import Process, StatusField, status_is_known, transition, wherever
from ehc.models.accounts import User
from ehc.models.cases import Case
from ehc.models.requests import Request
from ehc.workflows.statuses import AssessmentStatus
from ehc.workflows.steps import STEPS, ProcessKind

_S = AssessmentStatus
_OPEN = (_S.REQUESTED, _S.CONSIDERING, _S.ASSESSING, _S.PLANNING)


class Assessment(Process):
    """An EHC needs assessment (Children and Families Act 2014, section 36(2)).

    ``made_by`` names the other authority that made it, where its plan was taken over: this
    authority then owes nothing of the assessment, and counts it nowhere.
    """

    KIND = ProcessKind.ASSESSMENT
    TABLE = STEPS

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="assessment")
    made_by = models.CharField(max_length=150, blank=True)
    status = StatusField(default=_S.REQUESTED)

    class Meta:
        ordering = ("pk",)
        constraints = [status_is_known(AssessmentStatus, "assessment_status_is_known")]

    def __str__(self) -> str:
        return f"assessment {self.pk}"

    @property
    def case_id_of_process(self) -> int:
        """The case's primary key."""
        return self.case_id

    @property
    def begun_on(self) -> date:
        """The day on which its request was received."""
        return self.request.received_on

    @transition(field=status, source=_S.REQUESTED, target=_S.CONSIDERING)
    def consider_assessing(self) -> None:
        """Section 36(7)."""

    @transition(field=status, source=[_S.REQUESTED, _S.CONSIDERING], target=_S.ASSESSING)
    def agree_to_assess(self) -> None:
        """Section 36(8)."""

    @transition(field=status, source=[_S.REQUESTED, _S.CONSIDERING], target=_S.REFUSED_TO_ASSESS)
    def refuse_to_assess(self) -> None:
        """Section 36(5)."""

    @transition(field=status, source=_S.ASSESSING, target=_S.PLANNING)
    def agree_to_issue(self) -> None:
        """Section 37(1)."""

    @transition(field=status, source=_S.ASSESSING, target=_S.REFUSED_TO_ISSUE)
    def refuse_to_issue(self) -> None:
        """Section 36(9)."""

    @transition(field=status, source=_S.REFUSED_TO_ASSESS, target=_S.ASSESSING)
    def reverse_refusal_to_assess(self) -> None:
        """Section 36(8), without an order."""

    @transition(field=status, source=_S.REFUSED_TO_ISSUE, target=_S.PLANNING)
    def reverse_refusal_to_issue(self) -> None:
        """Section 37(1), without an order."""

    @transition(field=status, source=_S.REFUSED_TO_ASSESS, target=_S.ASSESSING)
    def assess_as_decided(self) -> None:
        """Regulations 42(2), 44(2)(b) and 45(3)."""

    @transition(field=status, source=_S.REFUSED_TO_ISSUE, target=_S.PLANNING)
    def make_plan_as_decided(self) -> None:
        """Regulations 42(2), 44(2)(c) and 45(6)."""

    @transition(field=status, source=_S.REFUSED_TO_ISSUE, target=_S.ASSESSING)
    def decide_again(self) -> None:
        """Regulations 42(2) and 44(2)(d)."""

    @transition(field=status, source=_S.PLAN_ISSUED, target=_S.PLAN_ISSUED)
    def send_plan_as_decided(self) -> None:
        """Regulations 42(2), 44(2)(e), (f) and (h), and 45(4), (5) and (6A)."""

    @transition(field=status, source=_S.PLANNING, target=_S.PLAN_ISSUED)
    def issue_plan(self) -> None:
        """Section 39(8)."""

    @transition(
        field=status,
        source=[*_OPEN, _S.IN_CUSTODY],
        target=_S.WITHDRAWN,
    )
    def withdraw(self) -> None:
        """In writing, by whoever holds the rights."""

    @transition(
        field=status, source=[one for one in _S if one is not _S.DECEASED], target=_S.DECEASED
    )
    def record_death(self) -> None:
        """Everything stops at once."""

    @transition(
        field=status,
        source=_S.DECEASED,
        target=wherever(*(one for one in _S if one is not _S.DECEASED)),
    )
    def undo_death(self, status: str) -> str:
        """It was recorded by mistake: where the assessment stood before."""
        return status

    @transition(field=status, source=[_S.REQUESTED, _S.CONSIDERING], target=_S.NOT_OURS)
    def close_as_not_ours(self) -> None:
        """Section 24: another authority is responsible; nothing is refused."""

    @transition(field=status, source=[*_OPEN, _S.IN_CUSTODY], target=_S.EXPORTED)
    def export(self) -> None:
        """Section 24: since a move, another authority is responsible."""

    @transition(field=status, source=list(_OPEN), target=_S.IN_CUSTODY)
    def hand_to_custody_officer(self) -> None:
        """Sections 70 to 75: rules of their own apply to a detained person."""

    @transition(field=status, source=_S.IN_CUSTODY, target=_S.REQUESTED)
    def release_to_request(self) -> None:
        """SI 2015/62, regulation 15."""

    @transition(field=status, source=_S.IN_CUSTODY, target=_S.CONSIDERING)
    def release_to_considering(self) -> None:
        """SI 2015/62, regulation 15."""

    @transition(field=status, source=_S.IN_CUSTODY, target=_S.ASSESSING)
    def release_to_assessment(self) -> None:
        """SI 2015/62, regulation 15."""

    @transition(field=status, source=_S.IN_CUSTODY, target=_S.PLANNING)
    def release_to_planning(self) -> None:
        """SI 2015/62, regulation 15."""


class ExemptionGround(models.TextChoices):
    """The closed list of grounds (regs 5(4), 8(2), 10(4), 13(3), 27(3), 44(3) and 45(7))."""

    SETTING_CLOSED = "setting_closed", _("School or college closed for four weeks or more")
    EARLY_YEARS_CLOSED = (
        "early_years_closed",
        _("Early years provider closed for four weeks or more"),
    )
    EXCEPTIONAL = (
        "exceptional_personal_circumstances",
        _("Exceptional personal circumstances"),
    )
    ABSENT = "absent_from_area", _("Away from the area for four weeks or more")
    MISSED_APPOINTMENT = "missed_appointment", _("Appointment with a health body missed")


class Exemption(models.Model):
    """A recorded reason why a limit could not be met: it never moves a date.

    ``facts`` holds the dates that the ground needs (``from``, ``to``, ``closed_from``,
    ``reopens_on``, ``advice_requested_on``, ``ground_ended_on``) as ISO 8601, and for a missed
    appointment as ``advice`` the request for advice to the body that made it. Which limits it
    reaches is worked out from the law, never ticked.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="exemptions")
    ground = models.CharField(max_length=40, choices=ExemptionGround)
    facts = models.JSONField()
    why_impractical = models.TextField(_("why it is impractical to meet the limit"))
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    family_told_on = models.DateField(null=True, blank=True)
    history = History()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ground__in=ExemptionGround.values),
                name="exemption_ground_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(why_impractical=""), name="exemption_says_why"
            ),
        ]


class AssessmentProjection(models.Model):
    """The days of one assessment that reports count: derived from its events, rebuilt at will.

    ``exempt_from_20_weeks`` is set only where an exemption holds for reg 13(2). ``stopped_on``
    and ``stopped_as`` say when and how an assessment was stopped before its time, as the
    statutory return asks (withdrawn: ``W``; ``exported_to`` is the number of the authority to
    which somebody moved, item 2.8; a request that is not ours is none of the return's).
    """

    assessment = models.OneToOneField(
        Assessment, on_delete=models.CASCADE, primary_key=True, related_name="projection"
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    received_on = models.DateField()
    assess_decided_on = models.DateField(null=True)
    issue_decided_on = models.DateField(null=True)
    issued_on = models.DateField(null=True)
    exempt_from_20_weeks = models.BooleanField(default=False)
    stopped_on = models.DateField(null=True)
    stopped_as = models.CharField(max_length=30, blank=True)
    exported_to = models.CharField(max_length=3, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["issued_on"],
                condition=models.Q(issued_on__isnull=False),
                include=["received_on", "exempt_from_20_weeks"],
                name="assessment_issued",
            )
        ]
