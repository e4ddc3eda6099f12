"""The quality assurance framework: criteria, weights, grades and gates, as data.

A framework is versioned and effective-dated. A score belongs to the version that it was made
with, so a version in force is never changed: the authority adds the next one. Wording is in
plain message ids, translated by whoever shows them. Standard library and plan checks only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from ehc.plan_checks import RULES


class Judgement(StrEnum):
    """How a criterion is answered."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


POINTS: Mapping[Judgement, Fraction | None] = MappingProxyType(
    {
        Judgement.MET: Fraction(1),
        Judgement.PARTLY: Fraction(1, 2),
        Judgement.NOT_MET: Fraction(0),
        Judgement.NOT_APPLICABLE: None,
    }
)
"""What each answer counts; None leaves numerator and denominator."""

JUDGEMENT_WORDING: Mapping[Judgement, str] = MappingProxyType(
    {
        Judgement.MET: "Met",
        Judgement.PARTLY: "Partly met",
        Judgement.NOT_MET: "Not met",
        Judgement.NOT_APPLICABLE: "Not applicable",
    }
)


class Grade(StrEnum):
    """What a plan's quality is called, best first. It is computed, never picked."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    INADEQUATE = "inadequate"

    @property
    def rank(self) -> int:
        """0 for the lowest grade, 3 for the highest."""
        return len(Grade) - 1 - list(Grade).index(self)


GRADE_WORDING: Mapping[Grade, str] = MappingProxyType(
    {
        Grade.OUTSTANDING: "Outstanding",
        Grade.GOOD: "Good",
        Grade.REQUIRES_IMPROVEMENT: "Requires improvement",
        Grade.INADEQUATE: "Inadequate",
    }
)


class AppliesWhen(StrEnum):
    """Of which plans a criterion is asked. In any other plan its answer is Not applicable."""

    ALWAYS = "always"
    FROM_YEAR_9 = "from_year_9"
    HEALTH_NEEDS = "health_needs"
    SOCIAL_CARE_NEEDS = "social_care_needs"
    HEALTH_PROVISION = "health_provision"
    SOCIAL_CARE_PROVISION = "social_care_provision"


APPLIES_WORDING: Mapping[AppliesWhen, str] = MappingProxyType(
    {
        AppliesWhen.ALWAYS: "Asked of every plan.",
        AppliesWhen.FROM_YEAR_9: "Asked from Year 9 on.",
        AppliesWhen.HEALTH_NEEDS: "Asked where Section C holds a need.",
        AppliesWhen.SOCIAL_CARE_NEEDS: "Asked where Section D holds a need.",
        AppliesWhen.HEALTH_PROVISION: "Asked where Section G holds provision.",
        AppliesWhen.SOCIAL_CARE_PROVISION: "Asked where Section H holds provision.",
    }
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question about a plan.

    Attributes:
        id: such as ``"F1"``.
        text: what a good plan does.
        how_to_judge: one line on how to answer.
        applies_when: of which plans it is asked.
    """

    id: str
    text: str
    how_to_judge: str
    applies_when: AppliesWhen = AppliesWhen.ALWAYS


@dataclass(frozen=True, slots=True)
class FrameworkSection:
    """One section of a plan, its relative weight and its criteria."""

    id: str
    title: str
    weight: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Boundary:
    """The least plan score (0 to 1) that earns a grade."""

    grade: Grade
    at_least: Fraction


@dataclass(frozen=True, slots=True)
class Gate:
    """What caps the grade whatever the score.

    Attributes:
        id: stable identifier.
        text: what is wrong with the plan.
        cap: the highest grade that is left.
        rules: ids of the plan checks that show it. A reviewer may raise the gate as well.
    """

    id: str
    text: str
    cap: Grade
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One of the five levels at which quality is looked after."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Framework:
    """One version of the framework.

    Attributes:
        version: such as ``"2026.1"``.
        effective_from: first day on which reviews are made with it.
        effective_to: last such day; None while it is in force.
        sections, boundaries, gates, levels: boundaries run from the highest to one at nought.

    Raises:
        ValueError: where it contradicts itself; the message says how.
    """

    version: str
    effective_from: date
    effective_to: date | None
    sections: tuple[FrameworkSection, ...]
    boundaries: tuple[Boundary, ...]
    gates: tuple[Gate, ...]
    levels: tuple[Level, ...] = ()

    def __post_init__(self) -> None:
        for problem in _problems(self):
            raise ValueError(f"framework {self.version}: {problem}")

    @property
    def criteria(self) -> Mapping[str, Criterion]:
        """Every criterion by id, in order."""
        return {item.id: item for section in self.sections for item in section.criteria}

    def grade_of(self, value: Fraction) -> Grade:
        """The grade that a plan score earns before any gate."""
        return next(item.grade for item in self.boundaries if value >= item.at_least)


def _problems(framework: Framework) -> Iterator[str]:
    ids = [item.id for section in framework.sections for item in section.criteria]
    if len(set(ids)) < len(ids):
        yield "two criteria have the same id"
    sections = [section.id for section in framework.sections]
    if len(set(sections)) < len(sections):
        yield "two sections have the same id"
    if not sections or not all(section.criteria for section in framework.sections):
        yield "a section has no criteria"
    if any(section.weight <= 0 for section in framework.sections):
        yield "a weight is not above nought"
    least = [boundary.at_least for boundary in framework.boundaries]
    if [boundary.grade for boundary in framework.boundaries] != list(Grade):
        yield "the boundaries do not run through the grades from the highest to the lowest"
    elif least != sorted(set(least), reverse=True) or least[0] > 1 or least[-1] != 0:
        yield "the boundaries do not fall from at most one to nought"
    if any(rule not in RULES for gate in framework.gates for rule in gate.rules):
        yield "a gate names a check that does not exist"
    if framework.effective_to is not None and framework.effective_to < framework.effective_from:
        yield "it ends before it begins"


def framework_in_force(on: date, frameworks: Iterable[Framework]) -> Framework:
    """The version with which a review begun on a day is made: the latest that is in force.

    Raises:
        LookupError: where none is.
    """
    in_force = [
        item
        for item in frameworks
        if item.effective_from <= on and (item.effective_to is None or on <= item.effective_to)
    ]
    if not in_force:
        raise LookupError(f"no quality framework is in force on {on.isoformat()}")
    return max(in_force, key=lambda item: item.effective_from)
