"""A reassessment of a plan in the demonstration county, as far as it has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from ehc.actions import reassessments
from ehc.models import Plan, Reassessment, User


def reassessment(
    plan: Plan,
    how: str,
    *,
    family: User,
    name: str,
    who: Callable[[date], dict[str, Any]],
    at: Callable[[date, int], datetime],
    as_of: date,
) -> Reassessment:
    """Ask for a reassessment, and decide it.

    Args:
        how: ``"refused"``, or ``"advice"`` where it was agreed, and advice is to be sought.
        family: who asks.
        name: the child's.
        who: the caseworker on a day, as the actions take it.
        at: an instant of a day.
        as_of: the demonstration's day.
    """
    asked_on = as_of - timedelta(weeks=5 if how == "refused" else 7)
    asked = reassessments.ask_again(
        plan,
        words=f"{name} no longer manages at school as the plan supposes, and has stopped going to "
        "the group. We ask you to look at everything again.",
        by=family,
        on=asked_on,
        at=at(asked_on, 19),
    )
    decided_on = asked_on + timedelta(days=11)
    if how == "refused":
        return reassessments.refuse_to_reassess(
            asked,
            refused_as="not_necessary",
            reason="The advice of the assessment still describes what the school and the family "
            "see. What has changed can be written into the plan at its review.",
            **who(decided_on),
        )
    return reassessments.agree_to_reassess(
        asked,
        reason="The school and the family describe needs that no advice speaks of.",
        **who(decided_on),
    )
