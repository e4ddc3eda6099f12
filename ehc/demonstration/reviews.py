"""A review of a plan in the demonstration county, as far as it has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from ehc.actions import reviews
from ehc.models import Plan, Review


def review(plan: Plan, how: str, *, who: Callable[[date], dict[str, Any]], as_of: date) -> Review:
    """Review a plan that was issued.

    Args:
        how: ``"kept"``, or ``"late"`` where the family waits for the decision.
        who: the caseworker on a day, as the actions take it.
        as_of: the demonstration's day.
    """
    met_on = as_of - timedelta(weeks=8 if how == "kept" else 5)
    annual = reviews.arrange_review(plan, meeting_on=met_on, **who(met_on - timedelta(weeks=3)))
    reviews.send_review_papers(annual, **who(met_on - timedelta(days=15)))
    annual = reviews.hold_review_meeting(annual, **who(met_on))
    reviews.send_review_report(
        annual,
        report="The school and the family agree that the provision is made and that it helps. "
        "The family asks that the outcomes say what comes after July 2028; the school would "
        "leave them until the next review.",
        **who(met_on + timedelta(days=12)),
    )
    if how == "kept":
        annual = reviews.keep_plan(
            annual,
            reason="The provision is made as the plan says, and the outcomes still fit. What comes "
            "after July 2028 is for the next review.",
            **who(met_on + timedelta(weeks=3)),
        )
    return annual
