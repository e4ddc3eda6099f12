"""Answers become a score, and a score a grade: exact arithmetic, with its whole working.

A section's score is the mean of its criteria that were answered; the plan's is the weighted
mean of the sections that have an answer, their weights rescaled to one; gates then cap the
grade. Fractions throughout: a plan at exactly 0.90 is Outstanding, and no float says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ehc.plan_checks import Finding, OtherPlan, check, plan_day
from ehc.plan_checks.ages import in_or_beyond_year_9
from ehc.plan_checks.facts import PlanFacts, Section
from quality_assurance.framework import (
    POINTS,
    AppliesWhen,
    Framework,
    FrameworkSection,
    Gate,
    Grade,
    Judgement,
)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What a reviewer said of one criterion.

    Attributes:
        judgement: the answer.
        evidence: words quoted from the plan; owed for every answer but Not applicable.
    """

    judgement: Judgement
    evidence: str = ""


class AnswersRefused(ValueError):
    """The answers cannot be scored yet. Every attribute holds criterion ids, in order.

    Attributes:
        missing: not answered.
        without_evidence: answered without quoting the plan.
        do_not_apply: answered though the plan gives no occasion to ask.
        unknown: not in this framework.
        nothing_to_score: whether every answer is Not applicable.
    """

    def __init__(
        self,
        *,
        missing: tuple[str, ...] = (),
        without_evidence: tuple[str, ...] = (),
        do_not_apply: tuple[str, ...] = (),
        unknown: tuple[str, ...] = (),
        nothing_to_score: bool = False,
    ) -> None:
        self.missing = missing
        self.without_evidence = without_evidence
        self.do_not_apply = do_not_apply
        self.unknown = unknown
        self.nothing_to_score = nothing_to_score
        said = (
            ("not answered", missing),
            ("without evidence", without_evidence),
            ("does not apply", do_not_apply),
            ("not in this framework", unknown),
        )
        super().__init__(
            "; ".join(f"{what}: {', '.join(ids)}" for what, ids in said if ids)
            or "every answer is Not applicable"
        )


@dataclass(frozen=True, slots=True)
class SectionScore:
    """One section's line of the sum.

    Attributes:
        section, title: as in the framework.
        points: what its answers add up to.
        answered: how many answers count (Not applicable does not).
        mean: points ÷ answered; None where nothing counts.
        weight: as in the framework.
        rescaled_weight: weight ÷ the weights of all sections that have an answer; None where
            this one has none.
        product: mean × rescaled weight; None likewise.
    """

    section: str
    title: str
    points: Fraction
    answered: int
    mean: Fraction | None
    weight: int
    rescaled_weight: Fraction | None
    product: Fraction | None


@dataclass(frozen=True, slots=True)
class AppliedGate:
    """A gate that caps the grade.

    Attributes:
        gate: which, with its cap.
        findings: the plan checks that show it.
        evidence: the reviewer's words, where the reviewer raised it.
    """

    gate: Gate
    findings: tuple[Finding, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class Score:
    """A plan's score with its working.

    Attributes:
        framework_version: the version that it was made with.
        sections: one line each, in order; the products add up to ``value``.
        value: the plan score, from 0 to 1, exactly.
        grade_before_gates: what the value alone earns.
        gates: those that apply.
        cap: the lowest of their caps; None where none applies.
        grade: the lower of the two.
        not_asked: criteria that this plan gave no occasion to ask, and why.
    """

    framework_version: str
    sections: tuple[SectionScore, ...]
    value: Fraction
    grade_before_gates: Grade
    gates: tuple[AppliedGate, ...]
    cap: Grade | None
    grade: Grade
    not_asked: tuple[tuple[str, AppliesWhen], ...]


def criteria_not_asked(
    framework: Framework, facts: PlanFacts, *, on: date | None = None
) -> Mapping[str, AppliesWhen]:
    """Criteria that do not apply to this plan, with the condition that it does not meet.

    Args:
        framework: the version of the review.
        facts: the plan version under review.
        on: the day on which the year group is judged; the plan's own day if left out.
    """
    needs = {need.section for need in facts.needs}
    provisions = {row.section for row in facts.provisions}
    holds = {
        AppliesWhen.ALWAYS: True,
        AppliesWhen.FROM_YEAR_9: in_or_beyond_year_9(facts.person, on or plan_day(facts)),
        AppliesWhen.HEALTH_NEEDS: Section.C in needs,
        AppliesWhen.SOCIAL_CARE_NEEDS: Section.D in needs,
        AppliesWhen.HEALTH_PROVISION: Section.G in provisions,
        AppliesWhen.SOCIAL_CARE_PROVISION: not provisions.isdisjoint({Section.H1, Section.H2}),
    }
    return {
        item.id: item.applies_when
        for item in framework.criteria.values()
        if not holds[item.applies_when]
    }


def score(
    answers: Mapping[str, GivenAnswer],
    *,
    framework: Framework,
    facts: PlanFacts,
    on: date | None = None,
    others: Iterable[OtherPlan] = (),
    raised: Mapping[str, str] | None = None,
) -> Score:
    """Score one review of one plan version.

    Args:
        answers: by criterion id. Criteria that do not apply to this plan may be left out.
        framework: the version that the review was begun with.
        facts: the plan version under review: gates are computed from it.
        on: the day on which ages are judged; the plan's own day if left out.
        others: other children's plans, for the gate on their names.
        raised: gates that the reviewer raised, by id, each with evidence.

    Raises:
        AnswersRefused: incomplete answers, with the criteria that are missing.
        ValueError: a gate raised without evidence, or that the framework does not have.
    """
    not_asked = criteria_not_asked(framework, facts, on=on)
    _refuse_incomplete(answers, framework, not_asked)
    lines = _section_scores(answers, framework)
    value = sum((line.product for line in lines if line.product is not None), Fraction(0))
    gates = applied_gates(framework, check(facts, on=on, others=others), raised=raised or {})
    cap = min((item.gate.cap for item in gates), key=_rank, default=None)
    earned = framework.grade_of(value)
    return Score(
        framework_version=framework.version,
        sections=lines,
        value=value,
        grade_before_gates=earned,
        gates=gates,
        cap=cap,
        grade=earned if cap is None else min(earned, cap, key=_rank),
        not_asked=tuple(not_asked.items()),
    )


def applied_gates(
    framework: Framework, findings: Iterable[Finding], *, raised: Mapping[str, str]
) -> tuple[AppliedGate, ...]:
    """The gates that findings show or that a reviewer raised, in the framework's order.

    A finding that was set aside with a reason (Section I empty under section 61) shows none.

    Raises:
        ValueError: a gate raised without evidence, or that the framework does not have.
    """
    known = {gate.id for gate in framework.gates}
    for gate_id, evidence in raised.items():
        if gate_id not in known:
            raise ValueError(f"framework {framework.version} has no gate {gate_id}")
        if not evidence.strip():
            raise ValueError(f"the gate {gate_id} was raised without evidence")
    standing = tuple(finding for finding in findings if finding.overridden is None)
    applied = (
        AppliedGate(
            gate,
            tuple(finding for finding in standing if finding.rule in gate.rules),
            raised.get(gate.id, ""),
        )
        for gate in framework.gates
    )
    return tuple(item for item in applied if item.findings or item.evidence)


def _rank(grade: Grade) -> int:
    return grade.rank


def _refuse_incomplete(
    answers: Mapping[str, GivenAnswer],
    framework: Framework,
    not_asked: Mapping[str, AppliesWhen],
) -> None:
    criteria = framework.criteria
    counted = {
        key: answer
        for key, answer in answers.items()
        if answer.judgement is not Judgement.NOT_APPLICABLE
    }
    missing = tuple(key for key in criteria if key not in answers and key not in not_asked)
    bare = tuple(key for key in criteria if key in counted and not counted[key].evidence.strip())
    wrongly = tuple(key for key in criteria if key in counted and key in not_asked)
    unknown = tuple(key for key in answers if key not in criteria)
    if missing or bare or wrongly or unknown or not counted:
        raise AnswersRefused(
            missing=missing,
            without_evidence=bare,
            do_not_apply=wrongly,
            unknown=unknown,
            nothing_to_score=not counted,
        )


def _section_scores(
    answers: Mapping[str, GivenAnswer], framework: Framework
) -> tuple[SectionScore, ...]:
    points = {section.id: _points(answers, section) for section in framework.sections}
    total = sum(section.weight for section in framework.sections if points[section.id])
    return tuple(_line(section, points[section.id], total) for section in framework.sections)


def _points(answers: Mapping[str, GivenAnswer], section: FrameworkSection) -> tuple[Fraction, ...]:
    given = (POINTS[answers[item.id].judgement] for item in section.criteria if item.id in answers)
    return tuple(value for value in given if value is not None)


def _line(section: FrameworkSection, points: tuple[Fraction, ...], total: int) -> SectionScore:
    added = sum(points, Fraction(0))
    mean = added / len(points) if points else None
    rescaled = Fraction(section.weight, total) if points else None
    product = mean * rescaled if mean is not None and rescaled is not None else None
    return SectionScore(
        section.id, section.title, added, len(points), mean, section.weight, rescaled, product
    )


def to_json(result: Score) -> dict[str, Any]:
    """Write a score with its working as JSON-safe values, to be kept with the review.

    Fractions are written ``"11/14"`` (``Fraction`` reads them back exactly), dates as ISO 8601.
    """

    def plain(value: Any) -> Any:
        if isinstance(value, Fraction):
            return str(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Mapping):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, tuple):
            return [plain(item) for item in value]
        if is_dataclass(value) and not isinstance(value, type):
            return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
        return value

    written: dict[str, Any] = plain(result)
    return written
