"""Disagreements with a decision: mediation, the appeal, what was decided and recommended."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.models._process import Process, StatusField, status_is_known, transition
from ehc.models.assessments import Assessment
from ehc.models.correspondence import Document
from ehc.workflows.disputes import RULINGS
from ehc.workflows.events import DECISIONS
from ehc.workflows.statuses import DisputeStatus
from ehc.workflows.steps import STEPS, ProcessKind

_S = DisputeStatus


class Issues(models.TextChoices):
    """What mediation is about (sections 53 and 54; regulations 35 and 36)."""

    EDUCATION = "education", _("Education or social care")
    HEALTH = "health", _("Health care alone")
    BOTH = "both", _("Health care and education or social care")


class Certificate(models.TextChoices):
    """Why a mediation certificate was issued (section 55(4) and (5); regulation 39)."""

    DECLINED = "declined", _("The family does not want mediation")
    TOOK_PART = "took_part", _("The family took part in mediation")
    NOT_ARRANGED = "not_arranged", _("Mediation could not be arranged in time")


class RulingSource(models.TextChoices):
    """What gives something that was decided its limits (regulations 42, 44 and 45)."""

    ORDER = "order", _("Order of the Tribunal")
    UNOPPOSED = "unopposed", _("Appeal that is not opposed")
    MEDIATION = "mediation", _("Agreement in mediation")


class Dispute(Process):
    """A family's disagreement with one decision that was notified to it.

    ``notice`` is the letter that told the decision: the times to mediate and to appeal run from
    its day, whether or not anybody disagrees. ``opened_on`` is the day on which the family first
    said that it does, and ``said`` what it said. Each ``…_on`` is the day of the event of that
    name; ``mediation_told_on`` the day on which the family was last told when and where the
    mediation is, and ``less_notice_agreed`` whether it agreed to be told so late (regulation
    37(2)). ``placement_alone``: whether the appeal is about the placement alone, so that it
    needed no certificate (section 55(2)). ``leave_on``: the day on which the Tribunal gave leave
    to appeal without one (regulation 34(3)).
    """

    KIND = ProcessKind.DISPUTE
    TABLE = STEPS

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="disputes")
    notice = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="dispute")
    decision = models.CharField(max_length=30, choices=[(word, word) for word in DECISIONS])
    opened_on = models.DateField()
    said = models.TextField(blank=True)
    mediation_about = models.CharField(max_length=10, choices=Issues, blank=True)
    mediation_issues = models.TextField(blank=True)
    mediation_asked_on = models.DateField(null=True)
    mediation_told_on = models.DateField(null=True)
    less_notice_agreed = models.BooleanField(default=False)
    mediation_on = models.DateField(null=True)
    mediation_place = models.CharField(max_length=200, blank=True)
    certificate = models.CharField(max_length=20, choices=Certificate, blank=True)
    certificate_on = models.DateField(null=True)
    agreement = models.TextField(blank=True)
    placement_alone = models.BooleanField(null=True)
    leave_on = models.DateField(null=True)
    appealed_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    status = StatusField(default=_S.OPEN)

    class Meta:
        ordering = ("pk",)
        constraints = [
            status_is_known(DisputeStatus, "dispute_status_is_known"),
            models.CheckConstraint(
                condition=models.Q(decision__in=DECISIONS), name="dispute_decision_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(mediation_about__in=["", *Issues.values]),
                name="dispute_mediation_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(certificate="", certificate_on__isnull=True)
                | models.Q(certificate__in=Certificate.values, certificate_on__isnull=False),
                name="dispute_certificate_is_dated",
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    status__in=[
                        _S.APPEALED.value,
                        _S.CONCEDED.value,
                        _S.ORDERED.value,
                        _S.WITHDRAWN.value,
                    ]
                )
                | (
                    models.Q(appealed_on__isnull=False)
                    & (
                        ~models.Q(certificate="")
                        | models.Q(placement_alone=True)
                        | models.Q(leave_on__isnull=False)
                    )
                ),
                name="dispute_appeal_has_certificate",
            ),
        ]

    def __str__(self) -> str:
        return f"disagreement with {self.notice}"

    @property
    def case_id_of_process(self) -> int:
        """The case's primary key."""
        return self.assessment.case_id

    @property
    def part_of(self) -> Assessment:
        """The assessment whose decision it is."""
        return self.assessment

    @transition(field=status, source=_S.OPEN, target=_S.MEDIATING)
    def ask_for_mediation(self) -> None:
        """Sections 53 and 54."""

    @transition(field=status, source=[_S.OPEN, _S.MEDIATING, _S.AGREED], target=_S.CERTIFIED)
    def record_certificate(self) -> None:
        """Section 55(4) and (5)."""

    @transition(field=status, source=[_S.MEDIATING, _S.CERTIFIED], target=_S.AGREED)
    def record_agreement(self) -> None:
        """Regulation 42."""

    @transition(
        field=status,
        source=[_S.OPEN, _S.MEDIATING, _S.AGREED, _S.CERTIFIED],
        target=_S.APPEALED,
    )
    def record_appeal(self) -> None:
        """Sections 51 and 55."""

    @transition(field=status, source=_S.APPEALED, target=_S.CONCEDED)
    def concede_appeal(self) -> None:
        """Regulation 45(1)."""

    @transition(field=status, source=_S.APPEALED, target=_S.ORDERED)
    def record_order(self) -> None:
        """Regulations 43 and 44."""

    @transition(field=status, source=_S.APPEALED, target=_S.WITHDRAWN)
    def withdraw_appeal(self) -> None:
        """HESC Rules 2008, rule 17."""


class Ruling(models.Model):
    """One thing that was decided: ordered, left unopposed, or agreed in mediation.

    ``directed`` holds the days that the Tribunal directed, or that were agreed in writing, as
    ISO 8601 by the name of the duty; without one the regulation's own runs. ``carried_out_on`` is
    the day on which a step of the assessment did what it asks for.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="rulings")
    source = models.CharField(max_length=10, choices=RulingSource)
    what = models.CharField(max_length=20, choices=[(word, word) for word in RULINGS])
    on = models.DateField()
    directed = models.JSONField(default=dict)
    carried_out_on = models.DateField(null=True)
    history = History()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source__in=RulingSource.values), name="ruling_source_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(what__in=list(RULINGS)), name="ruling_is_known"
            ),
            models.UniqueConstraint(
                fields=["dispute", "source", "what"], name="one_ruling_of_a_kind"
            ),
        ]

    @property
    def words(self) -> str:
        """What it asks for, for staff."""
        return str(_(RULINGS[self.what].staff))

    @property
    def words_for_families(self) -> str:
        """What it asks for, from the family's side."""
        return str(_(RULINGS[self.what].family))


class TribunalRecommendation(models.Model):
    """What the Tribunal recommended of health care or social care, and what was answered."""

    class Field(models.TextChoices):
        """Whose care it is about (SI 2017/1306, regulations 6 and 7)."""

        HEALTH = "health", _("Health care: the commissioning body answers")
        SOCIAL_CARE = "social_care", _("Social care: the authority answers")

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="recommendations")
    field = models.CharField(max_length=15, choices=Field)
    words = models.TextField()
    made_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    copied_on = models.DateField(null=True)
    history = History()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(field__in=["health", "social_care"]),
                name="tribunal_recommendation_field_is_known",
            ),
            models.UniqueConstraint(
                fields=["dispute", "field"], name="one_tribunal_recommendation_a_field"
            ),
        ]
