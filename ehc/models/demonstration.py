"""The mark of a database whose people are all invented."""

from __future__ import annotations

from django.db import models


class DemonstrationCounty(models.Model):
    """Made with the demonstration county, first of all its rows.

    Only in a database that has this row may anybody become somebody else with one click, or
    read every message: a setting alone, copied to the wrong machine, opens nothing.
    """

    size = models.CharField(max_length=10)
    seed = models.PositiveIntegerField()
    as_of = models.DateField()
    is_complete = models.BooleanField(default=False)
