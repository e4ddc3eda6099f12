"""The EHC plan as linked rows: needs, outcomes, provision, and where each came from."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.models._process import Process, StatusField, status_is_known, transition
from ehc.models.accounts import User
from ehc.models.assessments import Assessment
from ehc.models.cases import Case
from ehc.models.contributions import AREA_CHOICES, Recommendation
from ehc.models.correspondence import Document, Upload
from ehc.models.organisations import Setting
from ehc.plan_checks.facts import NEED_SECTIONS, PROVISION_SECTIONS, Section
from ehc.workflows.placement import MAINSTREAM_GROUNDS
from ehc.workflows.statuses import PlanVersionStatus
from ehc.workflows.steps import STEPS, ProcessKind

_S = PlanVersionStatus

NEED_SECTION_CHOICES = (
    (Section.B.value, _("B: special educational needs")),
    (Section.C.value, _("C: health needs")),
    (Section.D.value, _("D: social care needs")),
)
PROVISION_SECTION_CHOICES = (
    (Section.F.value, _("F: special educational provision")),
    (Section.G.value, _("G: health provision")),
    (Section.H1.value, _("H1: social care provision (Chronically Sick and Disabled Persons Act)")),
    (Section.H2.value, _("H2: other social care provision")),
)


MAINSTREAM_CHOICES = tuple((row.id, _(row.text)) for row in MAINSTREAM_GROUNDS)
"""The grounds of section 33 against mainstream education."""


class Plan(models.Model):
    """A person's EHC plan; what it says is in its versions."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="plan")

    def __str__(self) -> str:
        return f"plan of {self.case}"


class PlanVersion(Process):
    """One version: written, then served as a draft or finalised, and frozen from then on.

    ``based_on`` is the served version whose representations this one answers, or the issued one
    that it amends or that was reassessed. ``reassessment`` is the one that it is written in.
    ``placement_*`` is Section I, empty until the version that will be final;
    ``otherwise_than_at_school`` is the recorded decision under section 61 that leaves it so, about
    which the family was consulted on ``family_consulted_on``; ``own_arrangements`` says that the
    parents make theirs, so that the type alone is stated (section 42(5)). ``mainstream_ground`` is
    the one of section 33 on which it is not mainstream. ``placement_reasons`` are those of either.
    ``family_agreed_on`` is the day on which the family said that it had no more to say, which
    lets the plan be finalised before the window closes. ``came_as`` is the file of a plan that
    another authority made: such a version has no rows and no paper of ours. ``review`` or
    ``dispute`` is what an amended version was begun for, and it is sent for nothing else.
    """

    KIND = ProcessKind.PLAN_VERSION
    TABLE = STEPS

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="successors"
    )
    reassessment = models.ForeignKey(
        "ehc.Reassessment", on_delete=models.PROTECT, null=True, related_name="versions"
    )
    review = models.ForeignKey(
        "ehc.Review", on_delete=models.PROTECT, null=True, related_name="versions"
    )
    dispute = models.ForeignKey(
        "ehc.Dispute", on_delete=models.PROTECT, null=True, related_name="versions"
    )
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="plan_versions"
    )
    came_as = models.ForeignKey(
        Upload, on_delete=models.PROTECT, null=True, related_name="plan_versions"
    )
    served_on = models.DateField(null=True)
    comments_close_on = models.DateField(null=True)
    family_agreed_on = models.DateField(null=True)
    finalised_on = models.DateField(null=True)
    signed_by = models.CharField(max_length=150, blank=True)
    placement_setting = models.ForeignKey(
        Setting, on_delete=models.PROTECT, null=True, related_name="named_in"
    )
    placement_type = models.CharField(max_length=120, blank=True)
    otherwise_than_at_school = models.BooleanField(default=False)
    family_consulted_on = models.DateField(null=True)
    own_arrangements = models.BooleanField(default=False)
    mainstream_ground = models.CharField(max_length=20, choices=MAINSTREAM_CHOICES, blank=True)
    placement_reasons = models.TextField(blank=True)
    status = StatusField(default=_S.DRAFTING)

    class Meta:
        ordering = ("plan_id", "number")
        constraints = [
            status_is_known(PlanVersionStatus, "plan_version_status_is_known"),
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.CheckConstraint(
                condition=~models.Q(status="served")
                | models.Q(
                    served_on__isnull=False,
                    comments_close_on__isnull=False,
                    placement_setting__isnull=True,
                    placement_type="",
                ),
                name="served_draft_dated_without_placement",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="final")
                | (models.Q(finalised_on__isnull=False) & ~models.Q(signed_by="")),
                name="final_is_dated_and_signed",
            ),
            models.CheckConstraint(
                condition=models.Q(mainstream_ground="") | ~models.Q(placement_reasons=""),
                name="mainstream_ground_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(own_arrangements=False)
                | (models.Q(placement_setting__isnull=True) & ~models.Q(placement_type="")),
                name="own_arrangements_state_the_type_alone",
            ),
            models.CheckConstraint(
                condition=models.Q(review=None) | models.Q(dispute=None),
                name="plan_version_amended_for_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def case_id_of_process(self) -> int:
        """The case's primary key."""
        return self.plan.case_id

    @property
    def part_of(self) -> Assessment:
        """The assessment that the plan came of."""
        return self.plan.assessment

    @property
    def begun_on(self) -> date:
        """The day on which the reassessment that it is made for began, or else the assessment."""
        again = self.reassessment
        return (again and again.made_from) or self.plan.assessment.begun_on

    @property
    def is_open(self) -> bool:
        """Whether its rows may still be written."""
        return bool(self.status == _S.DRAFTING)

    @property
    def amends(self) -> bool:
        """Whether it is to amend a plan that was issued, without a reassessment."""
        return (
            self.reassessment_id is None
            and self.based_on is not None
            and self.based_on.status == _S.FINAL
        )

    @property
    def is_first_draft(self) -> bool:
        """Whether it comes to the family as a draft before anything else of it does.

        So do the first version of a plan, and the first that follows an agreement to reassess.
        """
        if self.based_on is None:
            return True
        begun_by = self.based_on.reassessment_id
        return self.reassessment_id is not None and self.reassessment_id != begun_by

    @transition(field=status, source=_S.DRAFTING, target=_S.SERVED)
    def serve_draft(self) -> None:
        """Section 38(2)."""

    @transition(field=status, source=_S.DRAFTING, target=_S.FINAL)
    def finalise_version(self) -> None:
        """Section 39."""


SECTION_I = ("placement_setting", "placement_type", "otherwise_than_at_school", "own_arrangements")
"""The fields of a version that say what Section I does."""


class PlanRow(models.Model):
    """What every row of a plan has: a key that stays the same from version to version."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="%(class)ss")
    key = models.CharField(max_length=8)
    order = models.PositiveSmallIntegerField()
    history = History(inherit=True)

    class Meta:
        abstract = True
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="%(class)s_key_once")
        ]


class PlanText(models.Model):
    """One free text of a version, by its key (:data:`ehc.plan_checks.facts.TEXT_KEYS`)."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="texts")
    key = models.CharField(max_length=60)
    text = models.TextField()
    history = History()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="plan_text_once")]


class Need(PlanRow):
    """A need, in Section B, C or D."""

    section = models.CharField(max_length=2, choices=NEED_SECTION_CHOICES)
    area = models.CharField(max_length=40, choices=AREA_CHOICES, blank=True)
    text = models.TextField()

    class Meta(PlanRow.Meta):
        constraints = [
            *PlanRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(section__in=[s.value for s in NEED_SECTIONS]),
                name="need_section_is_known",
            ),
        ]


class Outcome(PlanRow):
    """An outcome, in Section E."""

    text = models.TextField()
    by = models.CharField(max_length=200, blank=True)
    steps = models.TextField(blank=True)
    monitoring = models.TextField(blank=True)
    aspiration = models.TextField(blank=True)
    strategy_outcome = models.PositiveSmallIntegerField(null=True)
    adulthood_strand = models.CharField(max_length=40, blank=True)


class Provision(PlanRow):
    """A line of provision, in Section F, G, H1 or H2."""

    section = models.CharField(max_length=2, choices=PROVISION_SECTION_CHOICES)
    what = models.TextField()
    who = models.CharField(max_length=300, blank=True)
    how_often = models.CharField(max_length=200, blank=True)
    how_long = models.CharField(max_length=200, blank=True)
    group_size = models.CharField(max_length=200, blank=True)
    where = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=200, blank=True)
    review = models.CharField(max_length=300, blank=True)
    commissioner_agreed = models.BooleanField(null=True)
    needs = models.ManyToManyField(Need, related_name="provisions")
    outcomes = models.ManyToManyField(Outcome, related_name="provisions")
    sources = models.ManyToManyField(Recommendation, related_name="provisions")

    class Meta(PlanRow.Meta):
        constraints = [
            *PlanRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(section__in=[s.value for s in PROVISION_SECTIONS]),
                name="provision_section_is_known",
            ),
        ]


class UnusedRecommendation(models.Model):
    """Why a recommendation was not taken up: the family sees it with the draft."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="unused")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="unused"
    )
    reason = models.TextField()
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "recommendation"], name="unused_reason_once")
        ]


class CheckOverride(models.Model):
    """A check set aside for one row, with the reason."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="overrides")
    rule = models.CharField(max_length=60)
    row = models.CharField(max_length=60)
    reason = models.TextField()
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "rule", "row"], name="override_once")
        ]


class ReturnToAuthor(models.Model):
    """A version sent back to its author by quality assurance, with what to mend."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="returns")
    reason = models.TextField()
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    returned_on = models.DateField()
    mended_on = models.DateField(null=True)
    history = History()
