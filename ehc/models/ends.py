"""How an assessment ended before its time, or left these rules, and what is known of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.authorities import AUTHORITIES, ELSEWHERE
from ehc.models._history import History
from ehc.models.accounts import User
from ehc.models.assessments import Assessment
from ehc.workflows.leaving_steps import RELEASES
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
    written_by = models.CharField(_("who wrote it"), max_length=450)
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


class Elsewhere(models.Model):
    """Another authority is responsible, from the start or since a move (section 24).

    ``authority`` is its number as the statutory return takes it (``XXX``: outside England, or not
    known). ``consents`` is whether the family agrees that what we have is sent on. ``since`` is
    the day from which it is responsible.
    """

    assessment = models.OneToOneField(
        Assessment, on_delete=models.PROTECT, related_name="elsewhere"
    )
    authority = models.CharField(max_length=3)
    since = models.DateField()
    how_known = models.TextField(_("how it is known"))
    consents = models.BooleanField()
    where_to_ask = models.TextField(_("how to reach that authority"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(authority__in=[*AUTHORITIES, ELSEWHERE]),
                name="elsewhere_authority_is_known",
            )
        ]

    @property
    def name(self) -> str:
        """What the authority is called; empty where it is outside England or not known."""
        return AUTHORITIES.get(self.authority, "")


class Detention(models.Model):
    """A time in which rules of their own apply to somebody (sections 70 to 75; SI 2015/62).

    ``stood_at`` is where the assessment stood, and goes back to after release; ``officer`` is the
    named officer, as the authority had it on that day.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="detentions")
    stood_at = models.CharField(max_length=30)
    place = models.CharField(_("where they are held"), max_length=200)
    how_known = models.TextField(_("how it is known"))
    officer = models.CharField(max_length=150)
    handed_over_on = models.DateField()
    released_on = models.DateField(null=True)
    released_to = models.TextField(_("where they live after release"), blank=True)
    history = History()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"],
                condition=models.Q(released_on=None),
                name="detention_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(stood_at__in=[status.value for status in RELEASES]),
                name="detention_stood_at_is_known",
            ),
        ]
