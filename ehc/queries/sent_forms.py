"""Reads about forms that have been acted on."""

from __future__ import annotations

from ehc.models import SentForm


def where_it_led(form: str) -> str | None:
    """Where the sender of a form went, if it was acted on.

    Args:
        form: the digest of the form as it was sent.
    """
    return SentForm.objects.filter(form=form).values_list("led_to", flat=True).first()
