"""The default framework is what the authority agreed, and a framework cannot contradict itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from quality_assurance.default_framework import DEFAULT_FRAMEWORK
from quality_assurance.framework import (
    APPLIES_WORDING,
    GRADE_WORDING,
    JUDGEMENT_WORDING,
    POINTS,
    AppliesWhen,
    Boundary,
    Framework,
    Gate,
    Grade,
    Judgement,
    framework_in_force,
)


def test_the_sections_their_weights_and_how_many_criteria_each_has() -> None:
    assert [(s.id, s.weight, len(s.criteria)) for s in DEFAULT_FRAMEWORK.sections] == [
        ("A", 10, 5), ("B", 20, 6), ("C", 7, 2), ("D", 7, 2), ("E", 18, 5), ("F", 25, 7),
        ("G", 6, 2), ("H", 4, 1), ("I/J", 4, 2), ("K", 4, 2), ("W", 8, 5),
    ]  # fmt: skip


def test_each_criterion_stands_in_its_section_and_says_how_to_judge_it() -> None:
    for section in DEFAULT_FRAMEWORK.sections:
        for item in section.criteria:
            assert item.id[0] in section.id
            assert item.text.endswith(".")
            assert item.how_to_judge.endswith(".")
            assert "\n" not in item.how_to_judge
    assert len(DEFAULT_FRAMEWORK.criteria) == 39


def test_which_criteria_depend_on_the_plan() -> None:
    assert {
        key: item.applies_when
        for key, item in DEFAULT_FRAMEWORK.criteria.items()
        if item.applies_when is not AppliesWhen.ALWAYS
    } == {
        "C2": AppliesWhen.HEALTH_NEEDS,
        "D2": AppliesWhen.SOCIAL_CARE_NEEDS,
        "E5": AppliesWhen.FROM_YEAR_9,
        "F7": AppliesWhen.FROM_YEAR_9,
        "G1": AppliesWhen.HEALTH_PROVISION,
        "G2": AppliesWhen.HEALTH_PROVISION,
        "H1": AppliesWhen.SOCIAL_CARE_PROVISION,
    }


def test_what_caps_the_grade() -> None:
    assert [(gate.id, gate.cap) for gate in DEFAULT_FRAMEWORK.gates] == [
        ("need_without_provision", Grade.REQUIRES_IMPROVEMENT),
        ("section_missing", Grade.INADEQUATE),
        ("placement_in_draft", Grade.INADEQUATE),
        ("another_child", Grade.INADEQUATE),
    ]
    assert [level.id for level in DEFAULT_FRAMEWORK.levels] == [
        "advice", "draft", "sample", "moderation", "families",
    ]  # fmt: skip


def test_everything_that_can_be_shown_has_its_words() -> None:
    assert list(GRADE_WORDING) == list(Grade)
    assert list(JUDGEMENT_WORDING) == list(POINTS) == list(Judgement)
    assert list(APPLIES_WORDING) == list(AppliesWhen)
    assert [grade.rank for grade in Grade] == [3, 2, 1, 0]


HAIR = Fraction(1, 10**12)


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        (Fraction(1), Grade.OUTSTANDING),
        (Fraction(9, 10), Grade.OUTSTANDING),
        (Fraction(9, 10) - HAIR, Grade.GOOD),
        (Fraction(3, 4), Grade.GOOD),
        (Fraction(3, 4) - HAIR, Grade.REQUIRES_IMPROVEMENT),
        (Fraction(1, 2), Grade.REQUIRES_IMPROVEMENT),
        (Fraction(1, 2) - HAIR, Grade.INADEQUATE),
        (Fraction(0), Grade.INADEQUATE),
    ],
)
def test_the_grade_on_both_sides_of_each_boundary(value: Fraction, grade: Grade) -> None:
    assert DEFAULT_FRAMEWORK.grade_of(value) is grade


A, B = DEFAULT_FRAMEWORK.sections[:2]
BEST, *REST = DEFAULT_FRAMEWORK.boundaries


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"sections": (A, replace(B, criteria=A.criteria))}, "two criteria have the same id"),
        ({"sections": (A, replace(B, id="A"))}, "two sections have the same id"),
        ({"sections": ()}, "a section has no criteria"),
        ({"sections": (replace(A, criteria=()),)}, "a section has no criteria"),
        ({"sections": (replace(A, weight=0),)}, "a weight is not above nought"),
        ({"boundaries": tuple(REST)}, "do not run through the grades"),
        ({"boundaries": (BEST, *reversed(REST))}, "do not run through the grades"),
        (
            {"boundaries": (replace(BEST, at_least=Fraction(3, 4)), *REST)},
            "do not fall from at most one to nought",
        ),
        (
            {"boundaries": (replace(BEST, at_least=Fraction(11, 10)), *REST)},
            "do not fall from at most one to nought",
        ),
        (
            {"boundaries": (BEST, *REST[:-1], Boundary(Grade.INADEQUATE, Fraction(1, 10)))},
            "do not fall from at most one to nought",
        ),
        ({"gates": (Gate("x", "X.", Grade.GOOD, ("no.rule",)),)}, "a check that does not exist"),
        ({"effective_to": date(2025, 12, 31)}, "it ends before it begins"),
    ],
)
def test_a_framework_that_contradicts_itself_is_refused(
    changes: dict[str, Any], problem: str
) -> None:
    with pytest.raises(ValueError, match=f"framework 2026.1: .*{problem}"):
        replace(DEFAULT_FRAMEWORK, **changes)


def test_a_framework_may_end_on_the_day_on_which_it_begins() -> None:
    assert replace(DEFAULT_FRAMEWORK, effective_to=date(2026, 1, 1)).effective_to is not None


ENDED = replace(DEFAULT_FRAMEWORK, effective_to=date(2026, 12, 31))
NEXT = replace(DEFAULT_FRAMEWORK, version="2027.1", effective_from=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("on", "frameworks", "version"),
    [
        (date(2026, 1, 1), (ENDED, NEXT), "2026.1"),
        (date(2026, 12, 31), (NEXT, ENDED), "2026.1"),
        (date(2027, 1, 1), (ENDED, NEXT), "2027.1"),
        (date(2027, 1, 1), (NEXT, DEFAULT_FRAMEWORK), "2027.1"),
    ],
)
def test_the_version_of_a_day(on: date, frameworks: tuple[Framework, ...], version: str) -> None:
    assert framework_in_force(on, frameworks).version == version


@pytest.mark.parametrize("on", [date(2025, 12, 31), date(2027, 1, 1)])
def test_a_day_without_a_framework_is_refused(on: date) -> None:
    with pytest.raises(LookupError, match=f"in force on {on.isoformat()}"):
        framework_in_force(on, (ENDED,))
