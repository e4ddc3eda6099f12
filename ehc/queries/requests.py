"""Reads about requests, and what the law says against one that came."""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from ehc.models import (
    NOT_OF_THE_FAMILY,
    Asker,
    Assessment,
    Case,
    CaseEvent,
    Message,
    MessageOutcome,
    Person,
    Reassessment,
    Request,
    RequestDraft,
    User,
)
from ehc.queries.reviews import has_ceased
from ehc.queries.transfers import sent_on
from ehc.workflows.rights import Bar, bars_to_a_request
from ehc.workflows.statuses import AssessmentStatus

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


def digest_of_page(answers: Mapping[str, Any]) -> str:
    """What tells one state of a page of a draft from another."""
    text = json.dumps(answers, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def seen_on(draft: RequestDraft, page: str) -> str:
    """What a page carries when it is opened: a name of its own, and what stood there then."""
    return f"{secrets.token_urlsafe(9)}.{digest_of_page(draft.answers.get(page, {}))}"


def request_of(draft: RequestDraft) -> Request | None:
    """The request that a draft became, if it was sent."""
    return (
        Request.objects.filter(draft=draft)
        .select_related("case__person", "assessment", "asked_by")
        .first()
    )


_ASSESSED = ("agree_to_issue", "reverse_refusal_to_issue", "refuse_to_issue")
"""The steps with which an assessment has been made, whatever came of it."""


def bars_on_receipt(assessment: Assessment, others: Iterable[Case]) -> tuple[Bar, ...]:
    """What stops the request that an assessment began with; staff are told, and decide.

    Args:
        others: the other files of somebody with the same name and date of birth.
    """
    received_on = assessment.request.received_on
    others = list(others)
    return bars_to_a_request(
        date_of_birth=assessment.case.person.date_of_birth,
        received_on=received_on,
        plan_is_maintained=any(
            not has_ceased(one) and sent_on(one) is None
            for one in Assessment.objects.filter(
                case__in=others, status=AssessmentStatus.PLAN_ISSUED
            )
        ),
        last_assessed_on=_last_assessed_on(others, received_on),
    )


def _last_assessed_on(cases: list[Case], by: date) -> date | None:
    decided = CaseEvent.objects.filter(case__in=cases, step__in=_ASSESSED, on__lte=by)
    again = Reassessment.objects.filter(plan__case__in=cases, sent_on__lte=by)
    days = [*decided.values_list("on", flat=True), *again.values_list("sent_on", flat=True)]
    return max((day for day in days if day is not None), default=None)


def has_asked_for_a_pupil(user: User) -> bool:
    """Whether somebody has asked for an assessment as a school, college or other setting."""
    return Request.objects.filter(asked_by=user, asker=Asker.SETTING).exists()


def is_asked_by_family(assessment: Assessment) -> bool:
    """Whether the parent or young person asked, so that nobody need be consulted (reg 3)."""
    return assessment.request.asker not in NOT_OF_THE_FAMILY


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
