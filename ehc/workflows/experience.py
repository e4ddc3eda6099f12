"""When a family is asked how it was, and what it is asked (quality framework, level 5).

Three moments: a decision on the request, a draft plan, three months after a final plan. At each
there are three questions, each answered in a word; the first two are the same every time, so that
the moments can be compared. What is answered is counted, and never tied to whoever answered.

Pure. Every date was handed in.

API: :class:`Moment`, :class:`Question`, :class:`Reply`, :data:`QUESTIONS`, :func:`moment_on`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ehc.workflows.counting import add_months


class Moment(StrEnum):
    """When a family is asked."""

    DECIDED = "decided"
    DRAFT = "draft"
    FINAL = "final"


class Question(StrEnum):
    """What a family is asked."""

    INFORMED = "informed"
    HEARD = "heard"
    UNDERSTOOD = "understood"
    LIKE_THEM = "like_them"
    GIVEN = "given"


class Reply(StrEnum):
    """What a question may be answered with; it may also be left out."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


QUESTIONS: Mapping[Moment, tuple[Question, ...]] = MappingProxyType(
    {
        Moment.DECIDED: (Question.INFORMED, Question.HEARD, Question.UNDERSTOOD),
        Moment.DRAFT: (Question.INFORMED, Question.HEARD, Question.LIKE_THEM),
        Moment.FINAL: (Question.INFORMED, Question.HEARD, Question.GIVEN),
    }
)
"""The three questions of each moment, in order."""

_AFTER_THE_FINAL = 3
_STAYS_OPEN = 3
"""Months. A family is asked for a while, and then left in peace."""


def moment_on(
    day: date, *, decided_on: date | None, draft_on: date | None, final_on: date | None
) -> Moment | None:
    """Which moment a family is asked about on a day: the last that has come, while it is fresh.

    Args:
        day: the day asked about.
        decided_on: on which it was decided whether to assess; None if it was not.
        draft_on: on which the first draft plan was sent; None if none was.
        final_on: on which the first final plan was sent; None if none was.

    Returns:
        The moment; None before the first, and more than three months after the last.
    """
    came = (
        (Moment.FINAL, final_on and add_months(final_on, _AFTER_THE_FINAL)),
        (Moment.DRAFT, draft_on),
        (Moment.DECIDED, decided_on),
    )
    for moment, on in came:
        if on and on <= day:
            return moment if day < add_months(on, _STAYS_OPEN) else None
    return None
