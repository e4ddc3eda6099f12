"""When a family is asked how it was."""

from __future__ import annotations

from datetime import date

import pytest

from ehc.workflows.experience import QUESTIONS, Moment, moment_on

DECIDED, DRAFT, FINAL = date(2026, 1, 12), date(2026, 4, 6), date(2026, 5, 25)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 11), None),
        (date(2026, 1, 12), Moment.DECIDED),
        (date(2026, 4, 5), Moment.DECIDED),
        (date(2026, 4, 6), Moment.DRAFT),
        (date(2026, 7, 5), Moment.DRAFT),
        (date(2026, 7, 6), None),
        (date(2026, 8, 24), None),
        (date(2026, 8, 25), Moment.FINAL),
        (date(2026, 11, 24), Moment.FINAL),
        (date(2026, 11, 25), None),
    ],
)
def test_a_family_is_asked_about_the_last_moment_that_has_come(
    day: date, expected: Moment | None
) -> None:
    assert moment_on(day, decided_on=DECIDED, draft_on=DRAFT, final_on=FINAL) == expected


def test_a_refusal_is_a_decision_too_and_nothing_follows() -> None:
    asked = [
        moment_on(day, decided_on=DECIDED, draft_on=None, final_on=None)
        for day in (DECIDED, date(2026, 4, 11), date(2026, 4, 12))
    ]
    assert asked == [Moment.DECIDED, Moment.DECIDED, None]


def test_nothing_is_asked_before_anything_was_decided() -> None:
    assert moment_on(DECIDED, decided_on=None, draft_on=None, final_on=None) is None


def test_three_questions_at_each_moment_and_the_first_two_the_same() -> None:
    assert {moment: len(asked) for moment, asked in QUESTIONS.items()} == dict.fromkeys(Moment, 3)
    assert len({asked[:2] for asked in QUESTIONS.values()}) == 1
    assert len({asked[2] for asked in QUESTIONS.values()}) == 3
