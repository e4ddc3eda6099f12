"""What a family and the area team say to each other on a case."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models.accounts import User
from ehc.models.cases import Case
from ehc.models.correspondence import Upload


class SaidHow(models.TextChoices):
    """How something was said."""

    MESSAGE = "message", _("Message")
    CALL = "call", _("Telephone")


class Said(models.Model):
    """One thing that was said in a conversation; kept as it was said.

    Each adult of a case, and the young person, has a conversation of their own (``reader``), which
    no other of the family reads. What the family says waits for an answer until ``answer_by``,
    a promise of the authority's and no limit of the law: ``answered_on`` is the day of the answer.
    A call is either the wish to be rung, or what staff note of having rung.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="said")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="conversations")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    how = models.CharField(max_length=10, choices=SaidHow)
    text = models.TextField()
    file = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="+")
    answer_by = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        indexes = [
            models.Index(
                fields=["answer_by"],
                condition=models.Q(answered_on=None, answer_by__isnull=False),
                name="said_waiting",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_on=None) | models.Q(answer_by__isnull=False),
                name="said_answered_was_waiting",
            )
        ]

    @property
    def is_from_family(self) -> bool:
        """Whether the family said it."""
        return self.written_by_id == self.reader_id
