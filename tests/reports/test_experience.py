"""What is shown of what families said, and what is not."""

from __future__ import annotations

from datetime import date

from ehc.queries.experience import Counted
from ehc.reports.experience import Asked, Line, experience, whole_months
from ehc.workflows.experience import Moment, Question


def row(team: str, yes: int, partly: int = 0, no: int = 0) -> Counted:
    return Counted(Moment.DRAFT, Question.HEARD, team, yes, partly, no)


def heard(*rows: Counted) -> Asked:
    found = experience(rows)
    assert len(found) == 9
    return next(
        one for one in found if (one.moment, one.question) == (Moment.DRAFT, Question.HEARD)
    )


def test_ten_answers_are_shown_and_nine_are_not() -> None:
    assert heard(row("North", 7, 2, 1)).total == Line("", ("70", "20", "10"), 10)
    assert heard(row("North", 7, 2)).total == Line("", None, None)


def test_nothing_that_was_not_answered_is_shown() -> None:
    assert heard() == Asked(Moment.DRAFT, Question.HEARD, Line("", None, None), ())


def test_one_hidden_team_cannot_be_worked_out_from_the_others() -> None:
    asked = heard(row("East", 20), row("North", 12), row("South", 1), row("West", 15))
    assert asked.total.answers == 48
    assert [(line.team, line.answers) for line in asked.teams] == [
        ("East", 20), ("North", None), ("South", None), ("West", 15),
    ]  # fmt: skip


def test_two_hidden_teams_hide_each_other() -> None:
    asked = heard(row("East", 20), row("North", 3), row("South", 1))
    assert [line.answers for line in asked.teams] == [20, None, None]


def test_every_team_is_shown_where_all_have_enough() -> None:
    asked = heard(row("East", 20), row("North", 10))
    assert [line.answers for line in asked.teams] == [20, 10]


def test_only_months_that_are_over_are_counted() -> None:
    assert whole_months(date(2026, 3, 31)) == (date(2025, 3, 1), date(2026, 3, 1))
    assert whole_months(date(2028, 2, 29)) == (date(2027, 2, 1), date(2028, 2, 1))
