"""Answers become a score and a grade: by hand, and for any answers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ehc.plan_checks import OtherPlan, check
from ehc.plan_checks.facts import OverrideFacts, PlanFacts
from quality_assurance.default_framework import DEFAULT_FRAMEWORK
from quality_assurance.framework import AppliesWhen, Grade, Judgement
from quality_assurance.scoring import (
    AnswersRefused,
    GivenAnswer,
    Score,
    criteria_not_asked,
    score,
    to_json,
)
from tests.plan_checks.plans import B1, DRAFT, FINAL, P1, TEENAGER, with_texts

MET, PARTLY, NOT_MET, NA = Judgement
CRITERIA = tuple(DEFAULT_FRAMEWORK.criteria)
SECTIONS = {
    section.id: tuple(item.id for item in section.criteria)
    for section in DEFAULT_FRAMEWORK.sections
}
BARE = replace(
    with_texts(health_none_reason="None.", social_care_none_reason="None."),
    needs=(B1,),
    provisions=(P1,),
)
"""A plan for a child in Year 3 without health or social care needs: fewest criteria asked."""


def answered(judgement: Judgement) -> GivenAnswer:
    """An answer with its evidence, if it owes any."""
    return GivenAnswer(judgement, "" if judgement is NA else "Page 2: “twice each week”.")


def answers(default: Judgement = MET, **others: Judgement) -> dict[str, GivenAnswer]:
    """An answer to every criterion."""
    return {key: answered(others.get(key, default)) for key in CRITERIA}


def scored(given_answers: dict[str, GivenAnswer], facts: PlanFacts = TEENAGER) -> Score:
    """Score with the default framework; the teenager's plan is asked every criterion."""
    return score(given_answers, framework=DEFAULT_FRAMEWORK, facts=facts)


def test_a_sum_by_hand() -> None:
    # F: 1 + 1/2 + 0 + 4 = 5.5 of 7. The other weights, 88, are met: (88 + 25 × 5.5/7) / 113.
    result = scored(answers(F2=PARTLY, F4=NOT_MET))

    line = next(item for item in result.sections if item.section == "F")
    assert (line.points, line.answered, line.mean) == (Fraction(11, 2), 7, Fraction(11, 14))
    assert (line.weight, line.rescaled_weight) == (25, Fraction(25, 113))
    assert line.product == Fraction(275, 1582)
    assert result.value == Fraction(88, 113) + Fraction(275, 1582) == Fraction(1507, 1582)
    assert (result.grade_before_gates, result.cap, result.grade) == (
        Grade.OUTSTANDING,
        None,
        Grade.OUTSTANDING,
    )
    assert result.framework_version == "2026.1"
    assert result.not_asked == ()


def test_an_answer_that_does_not_apply_leaves_numerator_and_denominator() -> None:
    line = scored(answers(A1=PARTLY, A2=NA, A3=NA, A4=NA)).sections[0]

    assert (line.points, line.answered, line.mean) == (Fraction(3, 2), 2, Fraction(3, 4))


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_without_answers_leaves_numerator_and_denominator(section: str) -> None:
    left_out = dict.fromkeys(SECTIONS[section], NA)
    one = next(key for key in CRITERIA if key not in left_out)
    result = scored(answers(MET, **left_out, **{one: NOT_MET}))
    lines = {item.section: item for item in result.sections}
    weights = sum(item.weight for item in result.sections if item.section != section)

    assert (lines[section].mean, lines[section].rescaled_weight, lines[section].product) == (
        None,
        None,
        None,
    )
    assert all(
        item.rescaled_weight == Fraction(item.weight, weights)
        for item in result.sections
        if item.section != section
    )
    assert result.value == sum(item.product or 0 for item in result.sections)


def test_criteria_that_a_plan_gives_no_occasion_to_ask_may_be_left_out() -> None:
    not_asked = criteria_not_asked(DEFAULT_FRAMEWORK, BARE)
    result = scored({key: answered(MET) for key in CRITERIA if key not in not_asked}, BARE)

    assert not_asked == {
        "C2": AppliesWhen.HEALTH_NEEDS,
        "D2": AppliesWhen.SOCIAL_CARE_NEEDS,
        "E5": AppliesWhen.FROM_YEAR_9,
        "F7": AppliesWhen.FROM_YEAR_9,
        "G1": AppliesWhen.HEALTH_PROVISION,
        "G2": AppliesWhen.HEALTH_PROVISION,
        "H1": AppliesWhen.SOCIAL_CARE_PROVISION,
    }
    assert result.not_asked == tuple(not_asked.items())
    assert result.value == 1
    assert criteria_not_asked(DEFAULT_FRAMEWORK, TEENAGER) == {}


def test_the_day_decides_the_year_where_no_year_group_is_recorded() -> None:
    person = replace(TEENAGER.person, date_of_birth=date(2013, 8, 31), year_group=None)
    facts = replace(TEENAGER, person=person)

    assert criteria_not_asked(DEFAULT_FRAMEWORK, facts) == {}
    assert set(criteria_not_asked(DEFAULT_FRAMEWORK, facts, on=date(2026, 8, 31))) == {"E5", "F7"}


def test_they_may_be_answered_not_applicable_too() -> None:
    left_out = dict.fromkeys(criteria_not_asked(DEFAULT_FRAMEWORK, BARE), NA)

    assert scored(answers(MET, **left_out), BARE).value == 1


def test_unfinished_answers_are_refused_with_all_that_is_missing() -> None:
    given_answers = answers(MET, D2=NA, G1=NA, G2=NA, H1=NA, F7=NA, C2=NA)
    del given_answers["B2"], given_answers["W5"], given_answers["D2"]
    given_answers |= {"A1": GivenAnswer(NOT_MET, "  "), "Z9": answered(MET)}

    with pytest.raises(AnswersRefused) as refusal:
        scored(given_answers, BARE)

    assert refusal.value.missing == ("B2", "W5")
    assert refusal.value.without_evidence == ("A1",)
    assert refusal.value.do_not_apply == ("E5",)
    assert refusal.value.unknown == ("Z9",)
    assert refusal.value.nothing_to_score is False
    assert str(refusal.value) == (
        "not answered: B2, W5; without evidence: A1; does not apply: E5; not in this framework: Z9"
    )


def test_no_answers_at_all_are_refused() -> None:
    with pytest.raises(AnswersRefused) as refusal:
        scored(answers(NA))

    assert refusal.value.nothing_to_score is True
    assert refusal.value.missing == ()
    assert str(refusal.value) == "every answer is Not applicable"


@pytest.mark.parametrize("judgement", [MET, PARTLY, NOT_MET])
def test_every_answer_that_counts_owes_evidence(judgement: Judgement) -> None:
    with pytest.raises(AnswersRefused, match="without evidence: K1"):
        scored(answers() | {"K1": GivenAnswer(judgement)})

    assert scored(answers() | {"K1": GivenAnswer(judgement, "Appendix 1.")}).value > 0


SPLIT = replace(
    DEFAULT_FRAMEWORK,
    sections=(replace(DEFAULT_FRAMEWORK.sections[0], weight=1, criteria=tuple(
        replace(DEFAULT_FRAMEWORK.criteria["A1"], id=f"A{number}") for number in range(20)
    )),),
)  # fmt: skip
"""Twenty equal criteria: a half is 0.025, so that every boundary is met exactly."""


@pytest.mark.parametrize(
    ("halves", "grade"),
    [
        (40, Grade.OUTSTANDING),
        (36, Grade.OUTSTANDING),
        (35, Grade.GOOD),
        (30, Grade.GOOD),
        (29, Grade.REQUIRES_IMPROVEMENT),
        (20, Grade.REQUIRES_IMPROVEMENT),
        (19, Grade.INADEQUATE),
        (0, Grade.INADEQUATE),
    ],
)
def test_a_plan_on_either_side_of_each_boundary(halves: int, grade: Grade) -> None:
    judgements = [MET] * (halves // 2) + [PARTLY] * (halves % 2)
    judgements += [NOT_MET] * (20 - len(judgements))
    given_answers = {f"A{number}": answered(item) for number, item in enumerate(judgements)}
    result = score(given_answers, framework=SPLIT, facts=DRAFT)

    assert (result.value, result.grade) == (Fraction(halves, 40), grade)


ANOTHER = OtherPlan("EHC-2026-000099", ("Jayden Cole",))
UNMET = replace(TEENAGER, needs=(*TEENAGER.needs, replace(B1, key="B2")))
FINAL_TEENAGER = replace(FINAL, person=TEENAGER.person, outcomes=TEENAGER.outcomes)
NO_PLACE = replace(FINAL_TEENAGER, placement=None)
NAMED = replace(TEENAGER, texts={**TEENAGER.texts, "communication": "Jayden Cole can sign."})


@pytest.mark.parametrize(
    ("facts", "gate", "cap"),
    [
        (UNMET, "need_without_provision", Grade.REQUIRES_IMPROVEMENT),
        (replace(TEENAGER, texts={}), "section_missing", Grade.INADEQUATE),
        (replace(TEENAGER, advice=()), "section_missing", Grade.INADEQUATE),
        (replace(TEENAGER, provisions=TEENAGER.provisions[:2]), "section_missing",
         Grade.INADEQUATE),
        (NO_PLACE, "section_missing", Grade.INADEQUATE),
        (replace(TEENAGER, placement=FINAL.placement), "placement_in_draft", Grade.INADEQUATE),
        (NAMED, "another_child", Grade.INADEQUATE),
    ],
    ids=["need", "A", "K", "H", "I", "I in a draft", "another child"],
)  # fmt: skip
def test_each_gate_caps_the_grade_and_shows_its_finding(
    facts: PlanFacts, gate: str, cap: Grade
) -> None:
    asked = {
        key: answered(MET)
        for key in CRITERIA
        if key not in criteria_not_asked(DEFAULT_FRAMEWORK, facts)
    }
    result = score(asked, framework=DEFAULT_FRAMEWORK, facts=facts, others=[ANOTHER])

    assert [item.gate.id for item in result.gates] == [gate]
    assert all(item.rule in result.gates[0].gate.rules for item in result.gates[0].findings)
    assert result.gates[0].findings
    assert (result.value, result.grade_before_gates) == (Fraction(1), Grade.OUTSTANDING)
    assert (result.cap, result.grade) == (cap, cap)


@pytest.mark.parametrize("facts", [TEENAGER, FINAL_TEENAGER])
def test_a_sound_plan_passes_every_gate(facts: PlanFacts) -> None:
    result = score(answers(), framework=DEFAULT_FRAMEWORK, facts=facts, others=[ANOTHER])

    assert (result.gates, result.cap, result.grade) == ((), None, Grade.OUTSTANDING)


def test_section_i_empty_by_a_recorded_decision_is_no_gate() -> None:
    decided = replace(
        NO_PLACE,
        overrides=(OverrideFacts("statutory.placement_missing", "I", "Section 61."),),
    )

    assert scored(answers(), decided).gates == ()
    assert [item.overridden for item in check(decided)] == ["Section 61."]


def test_the_lowest_cap_holds_and_a_cap_never_lifts() -> None:
    both = replace(UNMET, advice=())
    poor = scored(answers(NOT_MET), UNMET)

    assert [item.gate.id for item in scored(answers(), both).gates] == [
        "need_without_provision",
        "section_missing",
    ]
    assert scored(answers(), both).grade is Grade.INADEQUATE
    assert (poor.cap, poor.grade) == (Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE)


def test_a_reviewer_may_raise_a_gate_with_evidence() -> None:
    raised = {"another_child": "Page 3 tells of a brother; there is none."}
    result = score(answers(), framework=DEFAULT_FRAMEWORK, facts=TEENAGER, raised=raised)

    (applied,) = result.gates
    assert (applied.gate.id, applied.findings) == ("another_child", ())
    assert applied.evidence == "Page 3 tells of a brother; there is none."
    assert result.grade is Grade.INADEQUATE


@pytest.mark.parametrize(
    ("raised", "problem"),
    [
        ({"another_child": " "}, "raised without evidence"),
        ({"dislike": "I do not like it."}, "has no gate dislike"),
    ],
)
def test_a_gate_without_evidence_or_unknown_is_refused(
    raised: dict[str, str], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        score(answers(), framework=DEFAULT_FRAMEWORK, facts=TEENAGER, raised=raised)


def test_a_score_is_kept_with_its_working_as_json() -> None:
    kept = to_json(scored(answers(A1=PARTLY, **dict.fromkeys(SECTIONS["K"], NA)), NO_PLACE))

    assert json.loads(json.dumps(kept)) == kept
    assert kept["sections"][0] == {
        "section": "A",
        "title": "Views, interests and aspirations",
        "points": "9/2",
        "answered": 5,
        "mean": "9/10",
        "weight": 10,
        "rescaled_weight": "10/109",
        "product": "9/109",
    }
    assert kept["sections"][9]["mean"] is None
    assert (kept["value"], kept["cap"], kept["grade"]) == ("108/109", "inadequate", "inadequate")
    assert [item["rule"] for item in kept["gates"][0]["findings"]] == [
        "statutory.placement_missing"
    ]
    assert Fraction(kept["value"]) == Fraction(108, 109)


def test_a_date_in_a_finding_is_kept_as_iso() -> None:
    late = replace(
        DEFAULT_FRAMEWORK,
        gates=(replace(DEFAULT_FRAMEWORK.gates[0], rules=("dates.too_little_time_to_comment",)),),
    )
    facts = replace(TEENAGER, comments_close_on=date(2026, 11, 29))
    kept = to_json(score(answers(), framework=late, facts=facts))

    assert kept["gates"][0]["findings"][0]["params"] == {
        "closes": "2026-11-29",
        "least": "2026-11-30",
    }


ANY_ANSWERS = st.fixed_dictionaries({key: st.sampled_from(Judgement) for key in CRITERIA}).filter(
    lambda given_answers: set(given_answers.values()) != {NA}
)
ANY_PLAN = st.sampled_from([TEENAGER, FINAL_TEENAGER, UNMET, NO_PLACE, replace(UNMET, advice=())])


def given_for(judgements: dict[str, Judgement]) -> dict[str, GivenAnswer]:
    """Each judgement as an answer."""
    return {key: answered(item) for key, item in judgements.items()}


@given(ANY_ANSWERS, ANY_PLAN)
def test_a_score_lies_between_nought_and_one_and_its_working_adds_up(
    judgements: dict[str, Judgement], facts: PlanFacts
) -> None:
    result = scored(given_for(judgements), facts)
    counted = [item for item in result.sections if item.mean is not None]

    assert 0 <= result.value <= 1
    assert sum(item.rescaled_weight or 0 for item in counted) == 1
    assert sum(item.product or 0 for item in counted) == result.value
    assert all(
        (item.product, item.rescaled_weight, item.answered, item.points)
        == (None, None, 0, Fraction(0))
        for item in result.sections
        if item.mean is None
    )
    assert result.grade_before_gates is DEFAULT_FRAMEWORK.grade_of(result.value)


@given(ANY_ANSWERS, st.sampled_from(CRITERIA))
def test_a_better_answer_never_lowers_the_score(
    judgements: dict[str, Judgement], criterion: str
) -> None:
    not_met, partly, met = (
        scored(given_for(judgements | {criterion: item})) for item in (NOT_MET, PARTLY, MET)
    )

    assert not_met.value < partly.value < met.value
    assert not_met.grade.rank <= partly.grade.rank <= met.grade.rank


@given(ANY_ANSWERS, st.sampled_from(sorted(SECTIONS)))
def test_a_section_of_not_applicable_counts_as_if_the_framework_had_no_such_section(
    judgements: dict[str, Judgement], section: str
) -> None:
    given_answers = given_for(judgements | dict.fromkeys(SECTIONS[section], NA))
    kept = {key: item for key, item in given_answers.items() if key not in SECTIONS[section]}
    without = replace(
        DEFAULT_FRAMEWORK,
        sections=tuple(item for item in DEFAULT_FRAMEWORK.sections if item.id != section),
    )
    assume(any(item.judgement is not NA for item in kept.values()))

    assert scored(given_answers).value == score(kept, framework=without, facts=TEENAGER).value


@given(ANY_ANSWERS, ANY_PLAN)
def test_gates_only_cap(judgements: dict[str, Judgement], facts: PlanFacts) -> None:
    result = scored(given_for(judgements), facts)

    assert result.grade.rank <= result.grade_before_gates.rank
    assert result.value == scored(given_for(judgements)).value
    if result.cap is None:
        assert (result.gates, result.grade) == ((), result.grade_before_gates)
    else:
        assert result.grade.rank == min(result.cap.rank, result.grade_before_gates.rank)
