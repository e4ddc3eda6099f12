"""Letters of the demonstration county that went on the day on which they were written."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from ehc.actions import posting
from ehc.models import Case, Letter


def mailed(letters: QuerySet[Letter]) -> None:
    """Letters by email went on their own day, though their papers are only printed now."""
    for letter in letters.filter(
        by_post=False, sent_on=None, document__outbox_item__held_because=""
    ).select_related("event"):
        letter.sent_on = letter.event.on
        letter.save()


def sent(case: Case, kind: str, who: dict[str, Any]) -> None:
    """The letters of a kind went out: by email as they were written, by post on a day.

    Args:
        who: the caseworker on the day of posting, as the actions take it.
    """
    letters = Letter.objects.filter(case=case, document__kind=kind)
    mailed(letters)
    to_post = letters.filter(sent_on=None)
    if to_post.exists():
        posting.post_letters(case, to_post, **who)
