"""Reads about advice: what waits for an adviser, and what an answer says."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from ehc.models import Advice, AdviceDraft, AdviceLink, AdviceRequest, User
from ehc.permissions import visible_to
from ehc.workflows.statuses import HALTED, AdviceRequestStatus

OPEN = (AdviceRequestStatus.SOUGHT, AdviceRequestStatus.RETURNED)


def latest_advice(request: AdviceRequest) -> Advice | None:
    """The newest version of the answer, with its rows."""
    return (
        Advice.objects.filter(advice_request=request)
        .select_related("report")
        .prefetch_related("needs", "outcomes", "recommendations", "questions")
        .order_by("-version")
        .first()
    )


def places_in(advice: Advice) -> tuple[tuple[str, str], ...]:
    """The places to which a question can be pinned, with what stands there."""
    rows = [("strengths", f"Strengths: {advice.strengths}")]
    rows += [(f"need:{row.order}", f"Need {row.order}: {row.text}") for row in advice.needs.all()]
    rows += [
        (f"outcome:{row.order}", f"Outcome {row.order}: {row.text}")
        for row in advice.outcomes.all()
    ]
    rows += [
        (f"provision:{row.order}", f"Provision {row.order}: {row.what}")
        for row in advice.recommendations.all()
    ]
    return tuple((key, label if len(label) <= 90 else f"{label[:89]}…") for key, label in rows)


def draft_of(request: AdviceRequest) -> AdviceDraft | None:
    """What has been written and not yet sent."""
    return AdviceDraft.objects.filter(advice_request=request).select_related("report").first()


def to_answer(user: User, on: date) -> QuerySet[AdviceRequest]:
    """The requests that wait for an answer of this user, or of those they allocate for."""
    return (
        visible_to(user, AdviceRequest, on)
        .filter(status__in=OPEN)
        .exclude(assessment__status__in=HALTED)
        .select_related("assessment__case__person", "service", "setting", "professional")
        .order_by("due_on", "pk")
    )


def answered(user: User, on: date) -> QuerySet[AdviceRequest]:
    """The latest requests that this user answered."""
    return (
        visible_to(user, AdviceRequest, on)
        .exclude(status__in=OPEN)
        .filter(professional=user)
        .select_related("assessment__case__person", "service", "setting", "professional")
        .order_by("-pk")[:50]
    )


def request_of_link(link: AdviceLink) -> AdviceRequest:
    """The one request that a link opens, with what its page shows."""
    return AdviceRequest.objects.select_related(
        "assessment__case__person__setting",
        "assessment__request",
        "service",
        "setting",
        "professional",
    ).get(pk=link.advice_request_id)


def as_draft(advice: Advice) -> dict[str, Any]:
    """A version that was sent, in the shape of a draft, for the version that answers questions."""
    return {
        "author_name": advice.author_name,
        "author_role": advice.author_role,
        "seen_on": advice.seen_on,
        "strengths": advice.strengths,
        "nothing_needed": advice.nothing_needed,
        "needs": [{"area": row.area, "text": row.text} for row in advice.needs.all()],
        "outcomes": [row.text for row in advice.outcomes.all()],
        "provisions": [
            {
                "what": row.what,
                "who": row.who,
                "how_often": row.how_often,
                "how_long": row.how_long,
                "group_size": row.group_size,
                "where": row.where,
            }
            for row in advice.recommendations.all()
        ],
    }
