"""Running the checks: overrides, what stands in the way, the day, the sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ehc.plan_checks import Finding, Severity, blocking, check, plan_day, sentence
from ehc.plan_checks.facts import OverrideFacts, PlanFacts, from_json, to_json
from ehc.plan_checks.finding import Param
from tests.plan_checks.plans import DRAFT, FINAL, K1, with_provision

HOW_LONG = "specificity.education_provision_incomplete"


def overridden(facts: PlanFacts, rule: str, row: str, reason: str) -> PlanFacts:
    """The plan with one rule set aside for one row."""
    return replace(facts, overrides=(OverrideFacts(rule, row, reason),))


def test_an_override_keeps_the_finding_with_its_reason_and_clears_the_way() -> None:
    facts = with_provision(how_long="")
    set_aside = overridden(facts, HOW_LONG, "P1", " As long as Amara wants. ")

    assert [item.overridden for item in check(facts)] == [None]
    assert blocking(check(facts)) == check(facts)
    assert [item.overridden for item in check(set_aside)] == ["As long as Amara wants."]
    assert blocking(check(set_aside)) == ()


@pytest.mark.parametrize(
    ("rule", "row", "reason"),
    [
        (HOW_LONG, "P2", "Reason."),
        ("specificity.vague_term", "P1", "Reason."),
        (HOW_LONG, "P1", " "),
    ],
    ids=["another row", "another rule", "no reason"],
)
def test_an_override_of_something_else_or_without_a_reason_changes_nothing(
    rule: str, row: str, reason: str
) -> None:
    facts = with_provision(how_long="")

    assert check(overridden(facts, rule, row, reason)) == check(facts)


def test_what_the_law_requires_cannot_be_set_aside() -> None:
    facts = replace(DRAFT, placement=FINAL.placement)
    set_aside = overridden(facts, "statutory.placement_in_draft", "I", "We know already.")

    assert [item.overridden for item in blocking(check(set_aside))] == [None]


def test_section_i_may_be_empty_by_a_recorded_decision() -> None:
    facts = replace(FINAL, placement=None)
    decided = overridden(facts, "statutory.placement_missing", "I", "Section 61: taught at home.")

    assert len(blocking(check(facts))) == 1
    assert blocking(check(decided)) == ()


def test_a_warning_never_stands_in_the_way() -> None:
    finding = Finding("statutory.health_not_agreed", "P2", Severity.WARNS, "health_not_agreed")

    assert blocking([finding]) == ()
    assert blocking([replace(finding, severity=Severity.BLOCKS)]) != ()


def test_the_plans_own_day() -> None:
    writing = replace(DRAFT, served_on=None, comments_close_on=None)

    assert plan_day(FINAL) == date(2026, 12, 18)
    assert plan_day(DRAFT) == date(2026, 11, 16)
    assert plan_day(writing) == date(2026, 10, 5)
    assert plan_day(replace(writing, advice=(replace(K1, received_on=None),))) == date(2026, 8, 3)


def test_findings_can_be_kept_in_sets_and_survive_the_facts_as_json() -> None:
    facts = with_provision(how_often="Regularly.", who="")

    assert check(from_json(to_json(facts))) == check(facts)
    assert len(set(check(facts))) == 2


def test_a_sentence_names_the_weekday() -> None:
    facts = replace(DRAFT, comments_close_on=date(2026, 11, 29))

    assert [sentence(item) for item in check(facts)] == [
        "Comments close on Sunday 29 November 2026. "
        "The family has until Monday 30 November 2026 at least."
    ]


def test_a_sentence_and_its_reason_are_translated_and_its_parameters_shown() -> None:
    def shout(text: str) -> str:
        return text.replace("says", "SAYS").replace("Say", "SAY")

    def quiet(value: Param) -> str:
        return str(value).lower()

    (finding,) = check(with_provision(how_often="Two sessions, which may stop."))

    assert sentence(finding, translate=shout, show=quiet) == (
        "p1 SAYS “may”. It allows the provision not to be made. SAY “will”."
    )
