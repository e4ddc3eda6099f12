"""What is late for a family, and from when it waits to be told why.

Pure. A promise of the authority's own, and no limit of the law: whoever is kept waiting is told
why, what is being done, and the day on which they hear again.

API: :func:`is_promised`, :func:`promised`, :func:`is_late`, :func:`late_from`, :func:`tell_from`.
"""

from __future__ import annotations

from datetime import date, timedelta

from ehc.workflows.case_facts import CaseFacts
from ehc.workflows.clock import DutyState, DutyStatus

PROMISES = frozenset(
    {"assess.notify_decision", "issue.notify_refusal", "plan.final", "reversed.final"}
)
"""What whoever asked for an assessment is promised, a school among them."""

_ADVICE = "advice."
_OF_THE_FAMILY = (_ADVICE, "reassess.")
"""Rules about which the family alone is told."""

_OF_REVIEWS = frozenset(
    {"review.first", "review.next", "review.after_reassessment", "review.decision", "review.final"}
)
"""What the family is promised of a plan that was issued: when it is reviewed, and what follows."""

_UNDONE = frozenset({DutyStatus.RUNNING, DutyStatus.LATE})
_DAY = timedelta(days=1)


def is_promised(duty: DutyState) -> bool:
    """Whether a family is told when a duty is late."""
    return duty.duty in PROMISES | _OF_REVIEWS or duty.rule.startswith(_OF_THE_FAMILY)


def promised(case: CaseFacts) -> tuple[DutyState, ...]:
    """What a family waits for: of the assessment, of reviews, and of a reassessment.

    Once the plan is there, nobody waits any more for advice that did not come before it.

    Args:
        case: the facts.
    """
    again = case.reassessment.duties if case.reassessment is not None else ()
    mine = [
        duty
        for duty in case.duties
        if case.finalised_on is None or not duty.rule.startswith(_ADVICE)
    ]
    return tuple(duty for duty in (*mine, *case.review_duties, *again) if is_promised(duty))


def is_late(duty: DutyState) -> bool:
    """Whether a duty is late on the day for which it was reckoned, and is still to be done."""
    return duty.state is DutyStatus.LATE and duty.done_on is None


def late_from(case: CaseFacts) -> date | None:
    """The first day on which something that the family was promised is late.

    It may lie ahead: nothing need happen for a day to pass.

    Args:
        case: the facts.

    Returns:
        The day after the earliest such limit; None where nothing is promised any more.
    """
    due = [duty.due for duty in promised(case) if duty.state in _UNDONE and duty.done_on is None]
    return min((day + _DAY for day in due if day is not None), default=None)


def tell_from(case: CaseFacts, promised_on: date | None) -> date | None:
    """The day from which the family waits to be told why its case is late.

    Args:
        case: the facts.
        promised_on: the day of the next update that it was promised last; None: it was told
            nothing yet. Until that day nothing more is to be said; on it, it is.

    Returns:
        The day, which may lie ahead; None where nothing is late or will be.
    """
    late = late_from(case)
    if late is None or promised_on is None:
        return late
    return max(late, promised_on)
