"""Advice: asked for, written, sent, returned with questions, accepted."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.models._links import OneCaseLink
from ehc.models._process import Process, StatusField, status_is_known, transition
from ehc.models.accounts import User
from ehc.models.assessments import Assessment
from ehc.models.correspondence import Upload
from ehc.models.organisations import AdviceKind, Service, Setting
from ehc.plan_checks.facts import AreaOfNeed
from ehc.workflows.statuses import AdviceRequestStatus
from ehc.workflows.steps import STEPS, ProcessKind

_S = AdviceRequestStatus

AREA_CHOICES = (
    (AreaOfNeed.COMMUNICATION_AND_INTERACTION.value, _("Communication and interaction")),
    (AreaOfNeed.COGNITION_AND_LEARNING.value, _("Cognition and learning")),
    (
        AreaOfNeed.SOCIAL_EMOTIONAL_MENTAL_HEALTH.value,
        _("Social, emotional and mental health"),
    ),
    (AreaOfNeed.SENSORY_PHYSICAL.value, _("Sensory and/or physical")),
)
HEALTH_CHOICE = ("health", _("Health"))
SOCIAL_CARE_CHOICE = ("social_care", _("Social care"))
ADVICE_AREA_CHOICES = (*AREA_CHOICES, HEALTH_CHOICE, SOCIAL_CARE_CHOICE)


class AdviceRequest(Process):
    """A request for advice under regulation 6(1), to one adviser.

    ``requested_on`` is the day it was sent; ``received_by_body_on`` the day on which a
    section 31 body received it, from which regulation 8's six weeks run. ``professional`` is
    who answers: a member of staff, or an outside contributor who has a one-case link.
    ``reassessment`` is the one for which it was sought again, if it was. ``qualified_teacher`` says
    of educational advice who is qualified under regulation 6(2), and was consulted.
    """

    KIND = ProcessKind.ADVICE_REQUEST
    TABLE = STEPS

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="advice_requests"
    )
    reassessment = models.ForeignKey(
        "ehc.Reassessment", on_delete=models.PROTECT, null=True, related_name="advice_requests"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=AdviceKind)
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, related_name="advice_requests"
    )
    setting = models.ForeignKey(
        Setting, on_delete=models.PROTECT, null=True, related_name="advice_requests"
    )
    professional = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="advice_requests"
    )
    questions = models.TextField(_("what we would like to know"), blank=True)
    requested_on = models.DateField()
    received_by_body_on = models.DateField(null=True)
    due_on = models.DateField(_("due"))
    qualified_teacher = models.CharField(max_length=300, blank=True)
    status = StatusField(default=_S.SOUGHT)

    class Meta:
        ordering = ("pk",)
        constraints = [
            status_is_known(AdviceRequestStatus, "advice_request_status_is_known"),
            models.CheckConstraint(
                condition=models.Q(kind__in=AdviceKind.values), name="advice_kind_is_known"
            ),
        ]
        indexes = [models.Index(fields=["professional", "status"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} advice"

    @property
    def case_id_of_process(self) -> int:
        """The case's primary key."""
        return self.assessment.case_id

    @property
    def part_of(self) -> Assessment:
        """The assessment for which advice is sought."""
        return self.assessment

    @property
    def begun_on(self) -> date:
        """The day on which the reassessment that it is made for began, or else the assessment."""
        again = self.reassessment
        return (again and again.made_from) or self.assessment.begun_on

    @property
    def asked_of(self) -> str:
        """Whom it was asked of, in words: the service, the setting or the person."""
        for asked in (self.service, self.setting, self.professional):
            if asked is not None:
                return str(asked)
        relied = getattr(self, "relied", None)
        return relied.given_by if relied is not None else str(self.get_kind_display())

    @property
    def asked_of_whom(self) -> str:
        """Whom it was asked of, and who is to answer there; one who is called the same, once."""
        if self.professional is None or str(self.professional) == self.asked_of:
            return self.asked_of
        return f"{self.asked_of}, {self.professional}"

    @property
    def is_relied_on(self) -> bool:
        """Whether nobody is asked: advice that exists is relied on (regulation 6(4))."""
        return self.status == AdviceRequestStatus.RELIED_ON

    def existing_behind(self, advice: Advice) -> ReliedAdvice | None:
        """The existing advice that a version is; None: it was given in answer to this request.

        It stays the first version where advice was asked for anew in the end.
        """
        return getattr(self, "relied", None) if advice.version == 1 else None

    @property
    def received_on(self) -> date | None:
        """The day on which the newest version of the answer came, if one has."""
        return max((version.received_on for version in self.versions.all()), default=None)

    @transition(field=status, source=[_S.SOUGHT, _S.RETURNED], target=_S.RECEIVED)
    def submit_advice(self) -> None:
        """Regulation 8(1)."""

    @transition(field=status, source=_S.RECEIVED, target=_S.RETURNED)
    def return_advice(self) -> None:
        """Code of Practice, paragraph 9.51."""

    @transition(field=status, source=_S.RECEIVED, target=_S.ACCEPTED)
    def accept_advice(self) -> None:
        """Regulation 11."""

    @transition(field=status, source=_S.RELIED_ON, target=_S.SOUGHT)
    def ask_anew(self) -> None:
        """Regulation 6(1) and (4)."""


class ReliedAdvice(models.Model):
    """Advice that exists and is relied on in place of new (regulation 6(4)).

    ``title`` and ``dated`` say which, ``given_by`` whose. Of each of the three who must be
    satisfied that it is sufficient: who said so, and when. Where advice was asked for anew in
    the end, the row stays as it was.
    """

    advice_request = models.OneToOneField(
        AdviceRequest, on_delete=models.PROTECT, related_name="relied"
    )
    title = models.CharField(max_length=200)
    given_by = models.CharField(max_length=150)
    dated = models.DateField()
    adviser = models.CharField(max_length=150)
    adviser_on = models.DateField()
    officer = models.CharField(max_length=150)
    authority_on = models.DateField()
    family = models.CharField(max_length=150)
    family_on = models.DateField()


class AdviceLink(OneCaseLink):
    """A link by which an outside contributor answers one request, without an account."""

    advice_request = models.ForeignKey(
        AdviceRequest, on_delete=models.PROTECT, related_name="links"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class AdviceDraft(models.Model):
    """Advice being written: saved as it is typed, seen by its writer alone until sent.

    ``content`` has the shape of :class:`ehc.forms.contributions.AdviceContent`.
    """

    advice_request = models.OneToOneField(
        AdviceRequest, on_delete=models.PROTECT, related_name="draft"
    )
    content = models.JSONField(default=dict)
    report = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()


class Advice(models.Model):
    """One version of the advice, as it was sent: never edited. An answer is a new version."""

    advice_request = models.ForeignKey(
        AdviceRequest, on_delete=models.PROTECT, related_name="versions"
    )
    version = models.PositiveSmallIntegerField()
    received_on = models.DateField()
    author_name = models.CharField(_("name"), max_length=150)
    author_role = models.CharField(_("profession"), max_length=150)
    seen_on = models.CharField(_("when and how you saw them"), max_length=300, blank=True)
    strengths = models.TextField(_("strengths"))
    nothing_needed = models.TextField(_("why nothing is needed"), blank=True)
    report = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("advice_request_id", "version")
        constraints = [
            models.UniqueConstraint(
                fields=["advice_request", "version"], name="advice_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.version} of {self.author_role} advice"


class AdvisedNeed(models.Model):
    """A need that the advice describes."""

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="needs")
    order = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=40, choices=ADVICE_AREA_CHOICES)
    text = models.TextField()

    class Meta:
        ordering = ("order",)


class AdvisedOutcome(models.Model):
    """An outcome that the advice proposes."""

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="outcomes")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ("order",)


class Recommendation(models.Model):
    """Provision that the advice recommends; a plan uses it or says why not."""

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="recommendations")
    order = models.PositiveSmallIntegerField()
    what = models.TextField()
    who = models.CharField(max_length=300, blank=True)
    how_often = models.CharField(max_length=200, blank=True)
    how_long = models.CharField(max_length=200, blank=True)
    group_size = models.CharField(max_length=200, blank=True)
    where = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.what


class AdviceQuestion(models.Model):
    """A question with which a version was returned, pinned to the place it is about.

    ``pinned_to`` is ``strengths``, ``need:2``, ``outcome:1``, ``provision:3`` or empty.
    """

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="questions")
    pinned_to = models.CharField(max_length=30, blank=True)
    text = models.TextField()
    asked_on = models.DateField()
    history = History()

    class Meta:
        ordering = ("pk",)
