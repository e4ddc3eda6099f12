"""Who acts for a young person, or for a parent who lacks capacity."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef

from ehc.models.accounts import User
from ehc.models.cases import Case
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
