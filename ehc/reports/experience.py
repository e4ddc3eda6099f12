"""What families say of how it was, counted so that no family can be told from it.

A number is shown only where :data:`FEWEST` answered or more. Where one area team alone would be
hidden, the smallest of the others is hidden with it: otherwise the total less the rest would give
it away. Only whole months that are over are counted, so that nobody learns what one family said
from how today differs from yesterday.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ehc.queries.experience import Counted
from ehc.reports.rounding import percentage
from ehc.workflows.experience import QUESTIONS, Moment, Question

FEWEST = 10


@dataclass(frozen=True, slots=True)
class Line:
    """How many said yes, partly and no, of those who answered; hidden, nothing at all.

    Attributes:
        team: the area team; empty: all together.
        percent: of each answer, whole numbers; None where it is hidden.
        answers: how many answered; None where it is hidden.
    """

    team: str
    percent: tuple[str, str, str] | None
    answers: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One question at one moment: all together, then by area team."""

    moment: Moment
    question: Question
    total: Line
    teams: tuple[Line, ...]


def whole_months(on: date) -> tuple[date, date]:
    """The twelve months that are over on a day: the first of the first, and of this month."""
    return on.replace(year=on.year - 1, day=1), on.replace(day=1)


def experience(counted: Iterable[Counted]) -> tuple[Asked, ...]:
    """Every question of every moment, in order, with what may be shown of it."""
    rows = list(counted)
    return tuple(
        _asked(moment, question, [row for row in rows if _is(row, moment, question)])
        for moment, questions in QUESTIONS.items()
        for question in questions
    )


def _is(row: Counted, moment: Moment, question: Question) -> bool:
    return (row.moment, row.question) == (moment, question)


def _asked(moment: Moment, question: Question, rows: list[Counted]) -> Asked:
    total = Counted(
        moment,
        question,
        "",
        sum(row.yes for row in rows),
        sum(row.partly for row in rows),
        sum(row.no for row in rows),
    )
    hidden = _hidden({row.team: row.answers for row in rows})
    return Asked(
        moment,
        question,
        _line(total, is_hidden=total.answers < FEWEST),
        tuple(_line(row, is_hidden=row.team in hidden) for row in rows),
    )


def _hidden(answers: Mapping[str, int]) -> set[str]:
    """The teams of which nothing is shown."""
    few = {team for team, number in answers.items() if number < FEWEST}
    others = sorted(answers.keys() - few, key=lambda team: (answers[team], team))
    return few | set(others[:1]) if len(few) == 1 else few


def _line(row: Counted, *, is_hidden: bool) -> Line:
    if is_hidden:
        return Line(row.team, None, None)
    of_each = (row.yes, row.partly, row.no)
    yes, partly, no = (percentage(number, row.answers, places=0) for number in of_each)
    return Line(row.team, (yes, partly, no), row.answers)
