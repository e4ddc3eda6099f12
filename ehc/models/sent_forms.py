"""Forms that have been acted on, so that a second click does nothing."""

from __future__ import annotations

from django.db import models


class SentForm(models.Model):
    """One form that was sent and acted on.

    ``form`` is a digest of the token that the page carried, of who sent it, to which page, and of
    everything in it: whoever goes back and sends something else sends another form. ``led_to`` is
    where the first click went. Nothing of what was typed can be read from it.
    """

    form = models.CharField(max_length=64, unique=True)
    led_to = models.CharField(max_length=500)
    at = models.DateTimeField(db_index=True)
