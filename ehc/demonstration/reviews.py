"""A review of a plan in the demonstration county, as far as it has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from ehc.actions import amendments, reviews
from ehc.demonstration.days import working_day
from ehc.demonstration.letters import sent
from ehc.models import DocumentKind, Plan, Review
from ehc.queries.reviews import ceasing_facts
from ehc.workflows.ceasing import CeaseReason


def review(plan: Plan, how: str, *, who: Callable[[date], dict[str, Any]], as_of: date) -> Review:
    """Review a plan that was issued.

    Args:
        how: ``"kept"``; ``"late"`` where the family waits for the decision; ``"ceased"`` where the
            plan has ended; or ``"proposed"`` where it is to be amended without a review.
        who: the caseworker on a day, as the actions take it.
        as_of: the demonstration's day.
    """
    if how == "proposed":
        return _propose(plan, who(as_of - timedelta(days=6)))
    met_on = working_day(as_of - timedelta(weeks=_MET_BEFORE[how]))
    annual = reviews.arrange_review(plan, meeting_on=met_on, **who(met_on - timedelta(weeks=3)))
    reviews.send_review_papers(annual, **who(met_on - timedelta(days=15)))
    annual = reviews.hold_review_meeting(annual, **who(met_on))
    reviews.send_review_report(
        annual,
        report=_ENOUGH if how == "ceased" else _HELPS,
        **who(met_on + timedelta(days=12)),
    )
    if how == "kept":
        annual = reviews.keep_plan(
            annual,
            reason="The provision is made as the plan says, and the outcomes still fit. What comes "
            "after July 2028 is for the next review.",
            **who(met_on + timedelta(weeks=3)),
        )
    if how == "ceased":
        annual = _cease(annual, who=who, on=met_on + timedelta(weeks=3))
    return annual


_HELPS = (
    "The school and the family agree that the provision is made and that it helps. The family asks "
    "that the outcomes say what comes after July 2028; the school would leave them until the next "
    "review."
)
_ENOUGH = (
    "The school and the family agree that the outcomes are achieved, and that what is still needed "
    "is what the school makes for many pupils. The meeting recommends that the plan ends."
)
_MET_BEFORE = {"kept": 8, "late": 5, "ceased": 21}
"""How many weeks before the demonstration's day the meeting was."""


def _propose(plan: Plan, who: dict[str, Any]) -> Review:
    proposal = amendments.propose_amendments_without_review(
        plan,
        amendments="Section F, P1: the programme is given by a therapist herself once a week, and "
        "by a teaching assistant on the other days. It now says that an assistant gives all of it.",
        evidence="Letter of the speech and language therapist\nNote of a meeting at the school",
        reason="The therapist has found that the programme does not help as it is given. It "
        "cannot wait until the next review.",
        **who,
    )
    sent(plan.case, DocumentKind.PROPOSED_AMENDMENTS, who)
    return proposal


def _cease(annual: Review, *, who: Callable[[date], dict[str, Any]], on: date) -> Review:
    annual = reviews.decide_to_cease(
        annual,
        cease_reason=CeaseReason.NEEDS_MET.value,
        reason="The outcomes are achieved, and what is still needed the school makes for many "
        "pupils. The family agrees.",
        consulted_on=on - timedelta(days=7),
        **who(on),
    )
    sent(annual.plan.case, DocumentKind.CEASE, who(on))
    first_day = ceasing_facts(annual, on).first_day
    # Beyond the list of bank holidays no day is known, and the plan is still to end.
    return annual if first_day is None else reviews.cease_plan(annual, **who(first_day))
