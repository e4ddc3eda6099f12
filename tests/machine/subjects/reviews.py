"""A review of a plan in every status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ehc.actions import amendments, reviews
from ehc.models import Plan, Review
from tests.factories import instant
from tests.machine.standing import (
    AFTERWARDS,
    DAY,
    READERS,
    WHO,
    WHY,
    Cast,
    Subject,
)

APPEALS_ARE_OVER = date(2026, 7, 21)
"""The day after two months from :data:`DAY`, which end on a Saturday and so on a Monday."""


def arranged(cast: Cast, plan: Plan | None = None) -> Review:
    """A review, of which everybody was told, of a plan that was issued; of another if of none."""
    if plan is None:
        plan = cast.issued().plan
    return reviews.arrange_review(plan, meeting_on=DAY, by=cast.priya, **WHO)


def review_subjects(cast: Cast) -> Iterator[Subject]:
    """A review of a plan at each of its eight statuses."""
    by: dict[str, Any] = {"by": cast.priya, **WHO}
    afterwards: dict[str, Any] = {"by": cast.priya, "on": AFTERWARDS, "at": instant(AFTERWARDS)}

    def held() -> Review:
        return reviews.hold_review_meeting(arranged(cast), **by)

    def proposed() -> Review:
        review = amendments.propose_amendments(
            held(), amendments="P1: four times.", evidence="The report.", **WHY, **by
        )
        cast.post(review.plan.case, "proposed_amendments")
        return review

    def amended() -> Review:
        review = proposed()
        amendments.begin_amended_plan(review, **by)
        return amendments.send_amended_plan(review, signed_by="Priya Nair", **WHY, **afterwards)

    called_off = reviews.cancel_review_meeting(arranged(cast), **WHY, **by)
    yield cast.subject("review cancelled", called_off, READERS)
    kept = reviews.hold_review_meeting(arranged(cast, called_off.plan), **by)
    yield cast.subject("plan kept", reviews.keep_plan(kept, **WHY, **by), READERS)
    yield cast.subject(
        "review arranged", arranged(cast, called_off.plan), READERS,
        missing={"hold_review_meeting": [], "cancel_review_meeting": ["missing.reasons"]},
        complete={
            "hold_review_meeting": {"changes": {"meeting_on": DAY}},
            "cancel_review_meeting": {
                **WHY, "changes": {"cancelled_on": DAY, "reasons": "It snows."},
            },
        },
    )  # fmt: skip
    decided = {"decided_on": DAY, "reasons": "It was agreed."}
    to_be_heard = {"proposed_on": DAY, "comments_close_on": DAY + timedelta(days=14)}
    yield cast.subject(
        "review held", held(), READERS,
        missing={
            step: ["missing.reasons"]
            for step in ("keep_plan", "propose_amendments", "decide_to_cease")
        },
        complete={
            "keep_plan": {**WHY, "changes": {**decided, "outcome": "maintain"}},
            "propose_amendments": {
                **WHY, "changes": {**decided, **to_be_heard, "outcome": "amend"},
            },
            "decide_to_cease": {
                **WHY, "changes": {**decided, "outcome": "cease", "cease_reason": "needs_met"},
            },
        },
    )  # fmt: skip
    yield cast.subject(
        "amendments proposed", proposed(), READERS,
        missing={
            "decide_not_to_amend": ["missing.reasons_for_letter"],
            "send_amended_plan": ["missing.reasons"],
        },
        complete={
            "decide_not_to_amend": {**WHY, "changes": {"outcome": "maintain"}},
            "send_amended_plan": WHY,
        },
    )  # fmt: skip
    yield cast.subject("plan amended", amended(), READERS)

    def ceasing() -> Review:
        review = reviews.decide_to_cease(
            held(), cease_reason="needs_met", consulted_on=DAY, **WHY, **by
        )
        cast.post(review.plan.case, "cease")
        return review

    at_last: dict[str, Any] = {"on": APPEALS_ARE_OVER, "at": instant(APPEALS_ARE_OVER)}
    yield cast.subject(
        "plan to cease", ceasing(), READERS,
        missing={"cease_plan": ["missing.cease_too_early"]},
        complete={"cease_plan": {**at_last, "changes": {"ceased_on": APPEALS_ARE_OVER}}},
    )  # fmt: skip
    ceased = reviews.cease_plan(ceasing(), by=cast.priya, **at_last)
    yield cast.subject("plan ceased", ceased, READERS)
