"""What is next of a plan that was issued, and from which day it is somebody's work.

Pure; the days come from the duties of reviewing (:mod:`ehc.workflows.duties.reviews`).

API: :class:`ReviewFacts`, :func:`next_of_plan`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ehc.workflows.case_facts import ActionKey, NextAction, Owner
from ehc.workflows.clock import DutyState, DutyStatus
from ehc.workflows.courses import CourseKey
from ehc.workflows.duties import last_day_of, latest_start
from ehc.workflows.statuses import ReviewStatus

ARRANGING = timedelta(weeks=8)
"""How long before the last safe day of a meeting its arranging is shown.

The longest closure of a school, six weeks of summer, and two weeks' notice: a review that falls
due in September is seen while everybody can still be asked in July.
"""
PAPERS_SHOWN = timedelta(weeks=2)
"""How long before they are due the papers are shown: time to ask for advice and to collect it."""
MEETING_SHOWN = timedelta(weeks=1)
"""How long before it a meeting is shown."""


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """One review of a plan, or one amendment without a review.

    Attributes:
        status: a :class:`~ehc.workflows.statuses.ReviewStatus`.
        meeting_on: the day of the meeting; None: an amendment without a review.
        papers_sent, report_sent: whether they were.
    """

    status: str
    meeting_on: date | None = None
    papers_sent: bool = False
    report_sent: bool = False


def next_of_plan(
    reviews: Iterable[ReviewFacts],
    duties: Iterable[DutyState],
    as_of: date,
    *,
    early_agreed: bool = False,
) -> tuple[NextAction, ...]:
    """What is to be done of a plan: nothing once it has ended.

    Args:
        reviews: those of the plan, in the order in which they were begun.
        duties: of reviewing the plan and of ending it, on the day.
        as_of: the day asked about.
        early_agreed: whether an early review was agreed to and has not been arranged.
    """
    every = tuple(reviews)
    if any(one.status == ReviewStatus.CEASED for one in every):
        return ()
    states = {one.duty: one for one in duties}
    found = [action for one in every if (action := _of_one(one, states, as_of)) is not None]
    met = [one for one in every if one.meeting_on is not None]
    met = [one for one in met if one.status != ReviewStatus.CANCELLED]
    last = met[-1] if met else None
    if last is not None and last.status in _UNDER_WAY:
        return tuple(found)
    if last is not None and last.status == ReviewStatus.CEASING:
        ceasing = states.get("cease.earliest")
        if ceasing is None or ceasing.state is not DutyStatus.NOT_APPLICABLE:
            return (*found, *_ending(ceasing))
    return (*found, _arranging(states, at_once=early_agreed))


_UNDER_WAY = frozenset({ReviewStatus.ARRANGED, ReviewStatus.HELD, ReviewStatus.AMENDING})


def _of_one(one: ReviewFacts, states: dict[str, DutyState], as_of: date) -> NextAction | None:
    if one.status == ReviewStatus.AMENDING:
        return _by(states, ActionKey.SEND_AMENDED_PLAN, "review.final")
    if one.status == ReviewStatus.HELD:
        if not one.report_sent:
            return _by(states, ActionKey.SEND_REVIEW_REPORT, "review.report")
        return _by(states, ActionKey.DECIDE_AFTER_REVIEW, "review.decision")
    if one.status != ReviewStatus.ARRANGED or one.meeting_on is None:
        return None
    if one.papers_sent or as_of >= one.meeting_on:
        shown_from = one.meeting_on - MEETING_SHOWN
        return NextAction(
            ActionKey.HOLD_REVIEW_MEETING, Owner.CASEWORKER, one.meeting_on, shown_from=shown_from
        )
    due = last_day_of("review.papers", one.meeting_on)
    return NextAction(
        ActionKey.SEND_REVIEW_PAPERS,
        Owner.CASEWORKER,
        due,
        "review.papers",
        shown_from=due - PAPERS_SHOWN,
    )


def _by(states: dict[str, DutyState], key: ActionKey, duty: str) -> NextAction:
    state = states.get(duty)
    return NextAction(key, Owner.CASEWORKER, state.due if state else None, duty if state else "")


def _ending(ceasing: DutyState | None) -> tuple[NextAction, ...]:
    """Ending the plan, from the first day on which it may; nothing while an appeal is open."""
    if ceasing is not None and any(
        one.key == CourseKey.APPEAL_OPEN for one in ceasing.because.then
    ):
        return ()
    first_day = ceasing.due if ceasing else None
    return (
        NextAction(
            ActionKey.CEASE_PLAN,
            Owner.CASEWORKER,
            first_day,
            "cease.earliest" if ceasing else "",
            shown_from=first_day,
        ),
    )


_REVIEWS = ("review.first", "review.next", "review.after_reassessment", "move.review")


def _arranging(states: dict[str, DutyState], *, at_once: bool) -> NextAction:
    """Arranging a meeting that leaves four weeks for the decision before the review is due."""
    running = [
        (one.due, name)
        for name in _REVIEWS
        if (one := states.get(name)) is not None and one.due is not None and one.done_on is None
    ]
    if not running:
        return NextAction(ActionKey.ARRANGE_REVIEW, Owner.CASEWORKER)
    due, duty = min(running)
    safe = latest_start("review.decision", due)
    shown_from = None if at_once else safe - ARRANGING
    return NextAction(ActionKey.ARRANGE_REVIEW, Owner.CASEWORKER, safe, duty, shown_from=shown_from)
