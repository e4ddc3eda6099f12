"""Reads about requests."""

from __future__ import annotations

import uuid
from datetime import date

from django.utils import timezone

from ehc.models import (
    Asker,
    Assessment,
    CaseEvent,
    Message,
    MessageOutcome,
    Person,
    Request,
    RequestDraft,
)

ASKED_BY_SETTING = "asked_by_setting"
"""The email that asks a family what it thinks of a request that somebody else made."""


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


def is_asked_by_family(assessment: Assessment) -> bool:
    """Whether the parent or young person asked, so that nobody need be consulted (reg 3)."""
    return assessment.request.asker != Asker.SETTING


def family_asked_on(assessment: Assessment) -> date | None:
    """When the family was asked what it thinks of a request of somebody else (section 36(4)).

    By an email from its day, unless it did not arrive; or as staff recorded it.
    """
    emails = Message.objects.filter(case=assessment.case_id, template=ASKED_BY_SETTING).exclude(
        outcome__in=(MessageOutcome.BOUNCED, MessageOutcome.FAILED)
    )
    recorded = CaseEvent.objects.filter(
        case=assessment.case_id, step="ask_family", process_id=assessment.pk
    )
    days = [timezone.localdate(one) for one in emails.values_list("created_at", flat=True)]
    return min([*days, *recorded.values_list("on", flat=True)], default=None)
