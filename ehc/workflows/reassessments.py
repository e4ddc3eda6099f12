"""When a request to reassess may be refused, and what the plan that follows supersedes.

Children and Families Act 2014, section 44(2)-(3); SEND Regulations 2014, regulations 23 to 27.

API: :data:`WITHIN_SIX_MONTHS`, :data:`NOT_NECESSARY`, :data:`REFUSAL_GROUNDS`,
:class:`RequestToReassess`, :func:`without_superseded`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ehc.workflows.clock import DutyState

WITHIN_SIX_MONTHS = "within_six_months"
NOT_NECESSARY = "not_necessary"

REFUSAL_GROUNDS = frozenset({WITHIN_SIX_MONTHS, NOT_NECESSARY})
"""Regulation 24: assessed in the six months before the request, or not necessary."""


@dataclass(frozen=True, slots=True)
class RequestToReassess:
    """What is said of a request when it is decided.

    Attributes:
        by_commissioning_body: whether the responsible commissioning body asked (regulation 23).
        refused_as: one of :data:`REFUSAL_GROUNDS`; empty: none was named.
        assessed_within_six_months: whether the last assessment was made in the six months before
            the request (:func:`ehc.workflows.rights.assessed_within_six_months`).
    """

    by_commissioning_body: bool = False
    refused_as: str = ""
    assessed_within_six_months: bool = False


_COUNTED_BEFORE = frozenset({"review.first", "review.next"})


def without_superseded(states: Iterable[DutyState], sent_on: date | None) -> tuple[DutyState, ...]:
    """The duties of reviews without those that a plan sent after a reassessment takes over.

    From the sending on, the next review is counted from it (regulation 27(4)). One that was late
    already when the plan was sent, or that was counted from a later review, stays.

    Args:
        states: as the clock gives them.
        sent_on: when the newest plan after a reassessment was sent; None: there is none.
    """
    return tuple(
        state
        for state in states
        if sent_on is None
        or state.duty not in _COUNTED_BEFORE
        or state.done_on is not None
        or state.starts_on is None
        or state.starts_on > sent_on
        or (state.due is not None and state.due < sent_on)
    )
