"""Advice: writing and sending it, returning it with questions, accepting it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ehc.actions._asked_first import asks_first
from ehc.actions._step import take_step
from ehc.actions.advice_requests import answers_by_link, send_link
from ehc.actions.correspondence import queue_message
from ehc.models import (
    Advice,
    AdviceDraft,
    AdviceQuestion,
    AdviceRequest,
    AdvisedNeed,
    AdvisedOutcome,
    Recommendation,
    Upload,
    User,
)
from ehc.refusals import AlreadyDone
from ehc.workflows.steps import STEPS


@dataclass(frozen=True, slots=True)
class AdviceContent:
    """What an adviser writes.

    Attributes:
        author_name, author_role: who signs it.
        seen_on: when and how they saw the child.
        strengths: in words.
        needs: rows of ``area`` and ``text``.
        outcomes: texts.
        provisions: rows of ``what``, ``who``, ``how_often``, ``how_long``, ``group_size``
            and ``where``.
        nothing_needed: why nothing is recommended, where nothing is.
    """

    author_name: str
    author_role: str
    seen_on: str
    strengths: str
    needs: tuple[Mapping[str, str], ...]
    outcomes: tuple[str, ...]
    provisions: tuple[Mapping[str, str], ...]
    nothing_needed: str = ""

    def as_json(self) -> dict[str, Any]:
        """The shape in which a draft keeps it."""
        return {
            "author_name": self.author_name,
            "author_role": self.author_role,
            "seen_on": self.seen_on,
            "strengths": self.strengths,
            "needs": [dict(row) for row in self.needs],
            "outcomes": list(self.outcomes),
            "provisions": [dict(row) for row in self.provisions],
            "nothing_needed": self.nothing_needed,
        }


@asks_first("submit_advice")
def save_advice_draft(
    request: AdviceRequest,
    content: Mapping[str, Any],
    *,
    by: User,
    at: datetime,
    report: Upload | None = None,
) -> AdviceDraft:
    """Save advice as it is being written, complete or not.

    Raises:
        AlreadyDone: it has been sent in the meantime.
        NotYours, NotVisible: somebody else answers this request.
    """
    if request.status not in STEPS["submit_advice"].sources:
        raise AlreadyDone("submit_advice", request.status)
    draft, _ = AdviceDraft.objects.get_or_create(advice_request=request, defaults={"saved_at": at})
    draft.content, draft.saved_at = dict(content), at
    if report is not None:
        draft.report = report
    draft.save()
    return draft


def submit_advice(
    request: AdviceRequest,
    content: AdviceContent,
    *,
    by: User,
    on: date,
    at: datetime,
) -> Advice:
    """Send advice: a new version, never an overwrite.

    Args:
        content: the whole of it; a report saved with the draft goes with it.
        on: the day on which the authority receives it.

    Raises:
        NotReady: with what is missing.
    """
    with transaction.atomic():
        held = take_step(
            request,
            "submit_advice",
            by=by,
            on=on,
            at=at,
            given={
                "strengths": bool(content.strengths.strip()),
                "nothing_needed": content.nothing_needed,
                "signed_by": content.author_name.strip() and content.author_role.strip(),
                "provision_rows": [
                    {name: row.get(name, "") for name in ("what", "who", "how_often", "how_long")}
                    for row in content.provisions
                ],
            },
            needs=len(content.needs),
            provisions=len(content.provisions),
        )
        draft = AdviceDraft.objects.filter(advice_request=held).first()
        advice = Advice.objects.create(
            advice_request=held,
            version=held.versions.count() + 1,
            received_on=on,
            author_name=content.author_name,
            author_role=content.author_role,
            seen_on=content.seen_on,
            strengths=content.strengths,
            nothing_needed=content.nothing_needed,
            report=draft.report if draft else None,
        )
        for order, need in enumerate(content.needs, start=1):
            AdvisedNeed.objects.create(advice=advice, order=order, **need)
        for order, text in enumerate(content.outcomes, start=1):
            AdvisedOutcome.objects.create(advice=advice, order=order, text=text)
        for order, row in enumerate(content.provisions, start=1):
            Recommendation.objects.create(advice=advice, order=order, **row)
    return advice


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a piece of advice, pinned to a place in it."""

    pinned_to: str
    text: str


def return_advice(
    request: AdviceRequest,
    questions: Sequence[Question],
    *,
    by: User,
    on: date,
    at: datetime,
    link_address: str = "",
) -> AdviceRequest:
    """Return advice with questions; the answer will be a new version with its own date.

    Raises:
        NotReady: without a question.
    """
    with transaction.atomic():
        held = take_step(request, "return_advice", by=by, on=on, at=at, questions=len(questions))
        latest = held.versions.order_by("-version").first()
        if latest is None:
            raise Advice.DoesNotExist(f"{held} was received and has no version")
        for question in questions:
            AdviceQuestion.objects.create(
                advice=latest, pinned_to=question.pinned_to, text=question.text, asked_on=on
            )
        if held.professional is not None:
            if answers_by_link(held.professional) and link_address:
                send_link(held, to=held.professional, address=link_address, at=at)
            else:
                queue_message(
                    "advice_returned",
                    to=held.professional.email,
                    user=held.professional,
                    case=held.assessment.case,
                    at=at,
                )
    return held


def accept_advice(request: AdviceRequest, *, by: User, on: date, at: datetime) -> AdviceRequest:
    """Accept advice as clear, accessible and specific (Code of Practice, paragraph 9.51)."""
    return take_step(request, "accept_advice", by=by, on=on, at=at)
