"""What families say of how it was: that somebody told, and apart from it what was told.

The two are never tied to each other. Who told, and of which moment, is kept with the case, so that
nobody is asked twice; an answer is a row with no case, no person and no day, whose number says
nothing of when it came.
"""

from __future__ import annotations

import uuid

from django.db import models

from ehc.models.accounts import User
from ehc.models.cases import Case
from ehc.models.organisations import Team


class ExperienceTold(models.Model):
    """That one of a family answered at a moment; not what."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    moment = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "by", "moment"], name="told_once_of_a_moment")
        ]


class ExperienceAnswer(models.Model):
    """One answer to one question: of which month and of which area team, and of nobody.

    ``reply`` is a :class:`~ehc.workflows.experience.Reply`; ``month`` is the first day of the month
    in which it was given.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    moment = models.CharField(max_length=20)
    question = models.CharField(max_length=20)
    reply = models.CharField(max_length=10)
    month = models.DateField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["month"], name="experience_by_month")]
