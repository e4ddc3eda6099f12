"""Reads about requests."""

from __future__ import annotations

import uuid
from datetime import date

from ehc.models import Person, Request, RequestDraft


def known_person(*, first_name: str, last_name: str, date_of_birth: date) -> Person | None:
    """Somebody already on file with the same last name and date of birth, if any.

    Twins share both, so the first name is compared too. Nothing is decided on a match: staff
    are shown it, and the requester is not.
    """
    return (
        Person.objects.filter(
            first_name__iexact=first_name,
            last_name__iexact=last_name,
            date_of_birth=date_of_birth,
            case__isnull=False,
        )
        .order_by("pk")
        .first()
    )


def draft_of(key: str) -> RequestDraft | None:
    """The draft with this key, unless it was deleted or the key is none."""
    try:
        wanted = uuid.UUID(key)
    except ValueError:
        return None
    return RequestDraft.objects.filter(key=wanted, deleted_at=None).first()


def request_of(draft: RequestDraft) -> Request | None:
    """The request that a draft became, if it was sent."""
    return (
        Request.objects.filter(draft=draft)
        .select_related("case__person", "assessment", "asked_by")
        .first()
    )
