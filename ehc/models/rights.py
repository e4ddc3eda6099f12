"""Who acts for a young person, or for a parent; and whom a court order keeps from a case."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from ehc.models.accounts import User
from ehc.models.cases import Case
from ehc.models.correspondence import Upload
from ehc.models.people import FamilyMember
from ehc.workflows.rights import Act, Basis


class _Records(models.QuerySet["ActsFor"]):
    def in_force(self, on: date) -> _Records:
        """What holds on a day: the newest of each person and thing, unless it says no longer."""
        later = ActsFor.objects.filter(
            member=OuterRef("member"), act=OuterRef("act"), on__lte=on, pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later), on__lte=on).exclude(basis=Basis.ENDED)


class ActsFor(models.Model):
    """That somebody acts in one thing, from a day on: written once, and never changed.

    A later row about the same person and thing takes its place. ``basis`` says on what, and so as
    which holder of the rights; ``instead_of`` is the parent who lacks capacity, where somebody
    represents one; ``how_known`` is who found so, how and when.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="acting")
    member = models.ForeignKey(FamilyMember, on_delete=models.PROTECT, related_name="acts_for")
    act = models.CharField(max_length=20)
    basis = models.CharField(max_length=30)
    instead_of = models.ForeignKey(
        FamilyMember, on_delete=models.PROTECT, null=True, related_name="represented"
    )
    on = models.DateField()
    how_known = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = _Records.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["member", "act", "on"], name="acts_for_by_member")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act__in=[act.value for act in Act]),
                name="acts_for_act_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(basis__in=[basis.value for basis in Basis]),
                name="acts_for_basis_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(how_known=""), name="acts_for_says_how_it_is_known"
            ),
        ]


class KeptOut(models.Model):
    """That a court order keeps somebody from a case, or no longer does: only ever added.

    ``words`` says which order, of which day, and what it says, or what ended it; ``on`` is the day
    from which that holds. ``paper`` is the order as it was given to us; where nobody gave a copy,
    ``seen`` says what was seen and where it is kept. How it stands today is in
    :attr:`~ehc.models.FamilyMember.kept_out_by`.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="kept_out")
    member = models.ForeignKey(FamilyMember, on_delete=models.PROTECT, related_name="court_orders")
    keeps_out = models.BooleanField()
    words = models.TextField()
    on = models.DateField()
    paper = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="+")
    seen = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="kept_out_says_by_what"),
            models.CheckConstraint(
                condition=models.Q(paper__isnull=False) | ~models.Q(seen=""),
                name="kept_out_has_its_evidence",
            ),
        ]


class ContraryAbout(models.TextChoices):
    """What adults of a family ask for that cannot both be done."""

    WITHDRAWAL = "withdrawal", _("Whether the request is withdrawn")
    SETTING = "setting", _("Which school, college or other setting")
    PLAN = "plan", _("What the plan says or how it is provided")
    CONTACT = "contact", _("Addresses, contact details or who is told")
    MEETING = "meeting", _("A meeting: when, where or with whom")
    OTHER = "other", _("Something else")


class BetweenAdults(models.Model):
    """What a team manager decided where adults of a family ask for contrary things: only added.

    ``asked`` is what each of them asks for. None of it is shown to the family: neither is told what
    the other asks, nor how the other is reached.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="between_adults")
    about = models.CharField(max_length=10, choices=ContraryAbout)
    asked = models.TextField()
    decision = models.TextField()
    reasons = models.TextField()
    on = models.DateField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(about__in=ContraryAbout.values),
                name="between_adults_about_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(asked="") & ~models.Q(decision="") & ~models.Q(reasons=""),
                name="between_adults_is_whole",
            ),
        ]
