"""Acting on a form once, however often it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from ehc.models import SentForm
from ehc.refusals import SentBefore

KEPT = timedelta(days=2)
"""For longer than any page can be open and still be sent: a session ends long before."""


@contextmanager
def once(form: str, *, led_to: str, at: datetime) -> Iterator[None]:
    """Do what a form asks for, in one transaction with the note that it has been sent.

    Of several clicks at once the first writes the note and the others wait for it: if it is
    refused, its note is undone with everything else, and the same form can be sent again.

    Args:
        form: the digest of the form as it was sent.
        led_to: where the sender goes afterwards.
        at: now.

    Raises:
        SentBefore: it has been acted on already.
    """
    with transaction.atomic():
        note, is_first = SentForm.objects.get_or_create(
            form=form, defaults={"led_to": led_to, "at": at}
        )
        if not is_first:
            raise SentBefore(note.led_to)
        yield


def forget_sent_forms(*, at: datetime) -> int:
    """Remove the notes of forms that nobody can send again.

    Args:
        at: now.

    Returns:
        How many were removed.
    """
    removed, _by_model = SentForm.objects.filter(at__lt=at - KEPT).delete()
    return removed
