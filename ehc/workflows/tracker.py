"""Where a case is, and which stages lie behind it: the tracker's strip.

Pure. Every date was handed in.

API: :class:`Stage`, :class:`StripItem`, :func:`stage`, :func:`strip`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ehc.workflows.case_facts import ENDED_STATUSES, CaseFacts
from ehc.workflows.statuses import AssessmentStatus


class Stage(StrEnum):
    """The tracker's stages, in order."""

    ASKED = "asked"
    DECIDE_TO_ASSESS = "decide_to_assess"
    ADVICE = "advice"
    DECIDE_TO_ISSUE = "decide_to_issue"
    DRAFT = "draft"
    COMMENTS = "comments"
    FINAL = "final"
    REVIEW = "review"
    CUSTODY = "custody"
    ENDED = "ended"
    REASSESSMENT = "reassessment"


_BESIDE_THE_WAY = frozenset({Stage.REVIEW, Stage.REASSESSMENT, Stage.CUSTODY, Stage.ENDED})
"""Stages that no case goes through on its way to a plan: beyond it, or off it."""


@dataclass(frozen=True, slots=True)
class StripItem:
    """One stage in the tracker's strip.

    Attributes:
        stage: which.
        done_on: when it was done; None if it is not, or if the day is not known.
        is_current: whether the case is there.
        is_done: whether it lies behind.
    """

    stage: Stage
    done_on: date | None
    is_current: bool
    is_done: bool


def stage(case: CaseFacts, as_of: date) -> Stage:
    """Where a case is, in the tracker's words.

    Args:
        case: the facts.
        as_of: the day asked about; it closes the family's time to comment.

    Raises:
        ValueError: if the status is unknown.
    """
    status = AssessmentStatus(case.status)
    if status is AssessmentStatus.PLAN_ISSUED and case.reassessment is not None:
        return Stage.REASSESSMENT
    if status is AssessmentStatus.PLAN_ISSUED and not case.plan_ended:
        return Stage.REVIEW
    if case.withdrawn_on is not None or status in ENDED_STATUSES:
        return Stage.ENDED
    if status is AssessmentStatus.IN_CUSTODY:
        return Stage.CUSTODY
    if status in {AssessmentStatus.REQUESTED, AssessmentStatus.CONSIDERING}:
        return Stage.DECIDE_TO_ASSESS if case.allocated else Stage.ASKED
    if status is AssessmentStatus.ASSESSING:
        advice_is_in = case.advice and not case.advice_unsought and not case.advice_outstanding
        return Stage.DECIDE_TO_ISSUE if advice_is_in else Stage.ADVICE
    if case.served_on is None:
        return Stage.DRAFT
    return Stage.COMMENTS if case.comments_are_open(as_of) else Stage.FINAL


def strip(case: CaseFacts, as_of: date) -> tuple[StripItem, ...]:
    """The tracker's strip: each stage, what is done and when, and where the case is.

    A case that ended early keeps the stages that it went through, and then says that it ended;
    one that left these rules says where it is instead. A plan that another authority made went
    through none of them here.
    """
    if case.made_elsewhere:
        return ()
    current = stage(case, as_of)
    done_on = _done_on(case, as_of)
    stages = [one for one in Stage if one not in _BESIDE_THE_WAY]
    if current in _BESIDE_THE_WAY and case.finalised_on is None:
        is_over = current is Stage.ENDED
        ended_on = case.withdrawn_on if is_over else None
        stages = [one for one in stages if done_on[one] is not None]
        return (
            *(StripItem(one, done_on[one], is_current=False, is_done=True) for one in stages),
            StripItem(current, ended_on, is_current=True, is_done=is_over),
        )
    position = len(stages) if current in _BESIDE_THE_WAY else stages.index(current)
    return tuple(
        StripItem(
            one,
            done_on[one] if index < position or one is Stage.ASKED else None,
            is_current=index == position,
            is_done=index < position,
        )
        for index, one in enumerate(stages)
    )


def _done_on(case: CaseFacts, as_of: date) -> dict[Stage, date | None]:
    closes_on = case.comments_close_on
    closed_on = closes_on if closes_on is not None and as_of > closes_on else None
    return {
        Stage.ASKED: case.received_on,
        Stage.DECIDE_TO_ASSESS: case.decided_to_assess_on,
        Stage.ADVICE: case.advice_complete_on,
        Stage.DECIDE_TO_ISSUE: case.decided_to_issue_on,
        Stage.DRAFT: case.served_on,
        Stage.COMMENTS: closed_on,
        Stage.FINAL: case.finalised_on,
    }
