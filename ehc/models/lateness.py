"""Why a case is late, as its family is told."""

from __future__ import annotations

from django.db import models

from ehc.models.accounts import User
from ehc.models.cases import Case


class LateUpdate(models.Model):
    """Why a case is late, what is being done, and the day of the next update; kept as written.

    The newest one stands. ``next_on`` is a promise of the authority's, and no limit of the law.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="late_updates")
    why = models.TextField()
    doing = models.TextField()
    next_on = models.DateField()
    told_on = models.DateField()
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(next_on__gt=models.F("told_on")), name="late_update_is_ahead"
            )
        ]
