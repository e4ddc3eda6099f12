"""How an assessment ended before its time: what was written, and what staff made of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.models.assessments import Assessment
from ehc.models.people import User
from ehc.workflows.rights import Holder

HOLDER_CHOICES = (
    (Holder.PARENT.value, _("The child’s parent")),
    (Holder.PARENTS_REPRESENTATIVE.value, _("Whoever acts for a parent who lacks capacity")),
    (Holder.YOUNG_PERSON.value, _("The young person")),
    (Holder.REPRESENTATIVE.value, _("The deputy or attorney of a young person")),
    (Holder.PARENT_OF_YOUNG_PERSON.value, _("The parent of a young person who lacks capacity")),
    (
        Holder.REPRESENTATIVE_OF_PARENT.value,
        _("Whoever acts for that parent, who lacks capacity too"),
    ),
)


class Means(models.TextChoices):
    """How something arrived in writing."""

    PAGE = "page", _("Written on the family’s own page")
    LETTER = "letter", _("Letter")
    EMAIL = "email", _("Email")


class Withdrawal(models.Model):
    """A request that was withdrawn, in writing, by whoever holds the rights.

    ``still_responsible`` is whether section 36(3) applies all the same, with the reason, once
    staff have considered it.
    """

    assessment = models.OneToOneField(
        Assessment, on_delete=models.PROTECT, related_name="withdrawal"
    )
    holder = models.CharField(max_length=30, choices=HOLDER_CHOICES)
    written_by = models.CharField(_("who wrote it"), max_length=150)
    means = models.CharField(max_length=10, choices=Means)
    arrived_on = models.DateField()
    words = models.TextField(_("what it says"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    still_responsible = models.BooleanField(null=True)
    responsibility = models.TextField(_("why"), blank=True)
    responsibility_on = models.DateField(null=True)
    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(means__in=Means.values), name="withdrawal_means_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(holder__in=[holder.value for holder in Holder]),
                name="withdrawal_holder_is_known",
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="withdrawal_is_written"),
        ]
