"""Each rule: the sound plan passes, and one changed fact gives exactly one finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest

from ehc.plan_checks import RULES, SENTENCES, Excerpt, Finding, Severity, check, sentence
from ehc.plan_checks.facts import PlacementFacts, PlanFacts
from ehc.plan_checks.finding import Param
from ehc.workflows import duties as law
from ehc.workflows.counting import Length
from tests.plan_checks.plans import (
    AMARA,
    B1,
    C1,
    D1,
    DRAFT,
    E1,
    FINAL,
    K1,
    P1,
    P2,
    P3,
    R1,
    TEENAGER,
    with_outcome,
    with_person,
    with_provision,
    with_texts,
)


@pytest.mark.parametrize("facts", [DRAFT, FINAL, TEENAGER], ids=["draft", "final", "teenager"])
def test_a_sound_plan_has_no_findings(facts: PlanFacts) -> None:
    assert check(facts) == ()


Case = tuple[str, PlanFacts, str, str, Mapping[str, Param], Excerpt | None]

LONG = " ".join(["word"] * 36) + "."

CASES: tuple[Case, ...] = (
    # The golden thread
    ("thread.need_unmet", replace(DRAFT, needs=(B1, C1, D1, replace(B1, key="B2"))),
     "B2", "need_unmet", {"row": "B2"}, None),
    ("thread.health_or_care_need_unmet", replace(DRAFT, needs=(B1, C1, D1, replace(C1, key="C2"))),
     "C2", "health_need_unmet", {"row": "C2"}, None),
    ("thread.health_or_care_need_unmet", replace(DRAFT, needs=(B1, C1, D1, replace(D1, key="D2"))),
     "D2", "social_care_need_unmet", {"row": "D2"}, None),
    ("thread.provision_without_need",
     replace(DRAFT, provisions=(P1, P2, P3, replace(P1, key="P4", needs=("B9",)))),
     "P4", "provision_without_need", {"row": "P4"}, None),
    ("thread.provision_without_outcome",
     with_provision(P3, outcomes=("E9",)), "P3", "provision_without_outcome", {"row": "P3"}, None),
    ("thread.outcome_without_provision", replace(DRAFT, outcomes=(E1, replace(E1, key="E2"))),
     "E2", "outcome_without_provision", {"row": "E2"}, None),
    ("thread.outcome_without_aspiration", with_outcome(aspiration=" "),
     "E1", "outcome_without_aspiration", {"row": "E1"}, None),
    # Specific provision
    *(
        (rule, with_provision(row, **{part: " "}), row.key, f"provision_without_{part}",
         {"row": row.key}, None)
        for rule, row in (
            ("specificity.education_provision_incomplete", P1),
            ("specificity.health_or_care_provision_incomplete", P2),
            ("specificity.health_or_care_provision_incomplete", P3),
        )
        for part in ("what", "who", "how_often", "how_long")
    ),
    ("specificity.vague_term", with_provision(how_often="Regularly, two days."),
     "P1", "vague_term",
     {"row": "P1", "words": "Regularly", "reason": "It does not say how often. Give a number and "
      "a period, like “twice a week”."}, Excerpt(0, 9, "how_often")),
    # Recommendations
    ("recommendations.dropped",
     replace(DRAFT, recommendations=(R1, replace(R1, key="R2", text="A quiet room."))),
     "R2", "recommendation_dropped", {"text": "A quiet room.", "author": "Dr Ada Lund"}, None),
    # Outcomes
    ("outcomes.is_a_service", with_outcome(text="Amara will receive speech therapy."),
     "E1", "outcome_is_a_service", {"row": "E1", "words": "will receive"}, Excerpt(6, 18, "text")),
    # Statute
    ("statutory.section_missing", with_texts(views_child="", views_parents=" ", aspirations=""),
     "A", "section_a_missing", {}, None),
    ("statutory.section_missing", replace(DRAFT, needs=(C1, D1), provisions=(
        replace(P1, needs=("C1",)), P2, P3)), "B", "section_b_missing", {}, None),
    ("statutory.section_missing", replace(DRAFT, needs=(B1, D1), provisions=(P1, P3)),
     "C", "section_c_missing", {}, None),
    ("statutory.section_missing", replace(DRAFT, needs=(B1, C1), provisions=(P1, P2)),
     "D", "section_d_missing", {}, None),
    ("statutory.placement_in_draft", replace(DRAFT, placement=FINAL.placement),
     "I", "placement_in_draft", {}, None),
    ("statutory.placement_in_draft", replace(DRAFT, placement=PlacementFacts("", "Mainstream")),
     "I", "placement_in_draft", {}, None),
    ("statutory.placement_missing", replace(FINAL, placement=None),
     "I", "placement_missing", {}, None),
    ("statutory.placement_missing", replace(FINAL, placement=PlacementFacts(" ", "")),
     "I", "placement_missing", {}, None),
    ("statutory.placement_without_type", replace(FINAL, placement=PlacementFacts("Amara", " ")),
     "I", "placement_without_type", {"name": "Amara"}, None),
    ("statutory.section_h1_of_an_adult",
     replace(TEENAGER, person=replace(AMARA, date_of_birth=date(2008, 11, 16), year_group=14)),
     "P3", "section_h1_of_an_adult", {"row": "P3"}, None),
    ("statutory.adulthood_missing", replace(TEENAGER, outcomes=(E1,)),
     "F", "adulthood_missing", {}, None),
    ("statutory.adulthood_not_in_section",
     replace(TEENAGER, outcomes=(*TEENAGER.outcomes, replace(E1, key="E2")),
             provisions=(P1, replace(P2, outcomes=("E2",)), P3)),
     "G", "adulthood_not_in_section", {"section": "G"}, None),
    ("statutory.no_advice", replace(DRAFT, advice=(), recommendations=()),
     "K", "no_advice", {}, None),
    ("statutory.advice_not_obtained",
     replace(DRAFT, advice=(K1, replace(K1, key="K2", author="", received_on=None))),
     "K2", "advice_not_obtained",
     {"author": "Educational Psychologist", "on": date(2026, 9, 1)}, None),
    ("statutory.advice_not_listed",
     replace(DRAFT, recommendations=(replace(R1, advice_key="K9"),)),
     "K", "advice_not_listed", {"advice": "K9"}, None),
    ("statutory.health_not_agreed", with_provision(P2, commissioner_agreed=False),
     "P2", "health_not_agreed", {"row": "P2"}, None),
    ("statutory.health_not_agreed", with_provision(P2, commissioner_agreed=None),
     "P2", "health_not_agreed", {"row": "P2"}, None),
    ("statutory.personal_budget_not_said", with_texts(personal_budget=" "),
     "J", "personal_budget_not_said", {}, None),
    ("statutory.not_signed", replace(FINAL, signed_by=" "), "plan", "not_signed", {}, None),
    # The right child: names and copied text have their own file
    ("right_child.another_pronoun", with_texts(one_page_profile="Lunch is hard. He eats alone."),
     "one_page_profile", "another_pronoun", {"words": "He"}, Excerpt(15, 17, "text")),
    ("right_child.another_school", with_provision(where="At Riverside Academy."),
     "P1", "another_school", {"words": "At Riverside Academy"}, Excerpt(0, 20, "where")),
    ("right_child.placeholder", with_texts(communication="Ask [child's name] first."),
     "communication", "placeholder", {"words": "[child's name]"}, Excerpt(4, 18, "text")),
    # Dates and ages
    ("dates.out_of_order", replace(FINAL, finalised_on=date(2026, 11, 15), comments_close_on=None),
     "plan", "finalised_too_early",
     {"earlier": date(2026, 11, 16), "later": date(2026, 11, 15)}, None),
    ("dates.out_of_order",
     replace(DRAFT, requested_on=date(2026, 11, 17)), "plan", "served_too_early",
     {"earlier": date(2026, 11, 17), "later": date(2026, 11, 16)}, None),
    ("dates.out_of_order",
     replace(with_person(date_of_birth=date(2026, 8, 4), year_group=None)),
     "plan", "requested_too_early",
     {"earlier": date(2026, 8, 4), "later": date(2026, 8, 3)}, None),
    ("dates.too_little_time_to_comment", replace(DRAFT, comments_close_on=date(2026, 11, 29)),
     "plan", "too_little_time_to_comment",
     {"closes": date(2026, 11, 29), "least": date(2026, 11, 30)}, None),
    ("dates.finalised_before_comments_closed", replace(FINAL, finalised_on=date(2026, 11, 30)),
     "plan", "finalised_before_comments_closed",
     {"finalised": date(2026, 11, 30), "closes": date(2026, 11, 30)}, None),
    ("dates.person_too_old",
     replace(TEENAGER, person=replace(AMARA, date_of_birth=date(2001, 8, 3), year_group=None),
             provisions=(P1, P2, replace(P3, section="H2"))),
     "person", "person_too_old", {"age": 25}, None),
    ("dates.year_group_unlikely", with_person(year_group=6),
     "person", "year_group_unlikely", {"group": 6, "usual": 3}, None),
    ("dates.advice_out_of_order",
     replace(DRAFT, advice=(replace(K1, received_on=date(2026, 8, 31)),)),
     "K1", "advice_before_request",
     {"author": "Dr Ada Lund", "received": date(2026, 8, 31), "requested": date(2026, 9, 1)}, None),
    ("dates.advice_out_of_order",
     replace(DRAFT, advice=(replace(K1, received_on=date(2026, 11, 17)),)),
     "K1", "advice_after_plan",
     {"author": "Dr Ada Lund", "received": date(2026, 11, 17), "plan": date(2026, 11, 16)}, None),
    *(
        ("dates.outcome_date_past", with_outcome(by=f"By {words}, or sooner."),
         "E1", "outcome_date_past", {"row": "E1", "words": words},
         Excerpt(3, 3 + len(words), "by"))
        for words in ("October 2026", "15 November 2026", "1st June 2026",
                      "2026-11-15", "december 2025")
    ),
    # Plain language
    ("plain_language.long_sentence", with_texts(communication=f"Short. {LONG}"),
     "communication", "long_sentence", {"count": 36, "most": 35},
     Excerpt(7, 7 + len(LONG), "text")),
    ("plain_language.unexplained_abbreviation", with_provision(who="The school's SaLT."),
     "P1", "unexplained_abbreviation", {"words": "SaLT"}, Excerpt(13, 17, "who")),
    # Local policy
    ("local_policy.strategy_outcome_missing", with_outcome(strategy_outcome=None),
     "E1", "strategy_outcome_missing", {"row": "E1"}, None),
)  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "facts", "row", "message", "params", "excerpt"),
    CASES,
    ids=[f"{case[0]}-{case[3]}-{number}" for number, case in enumerate(CASES)],
)
def test_one_changed_fact_gives_exactly_one_finding(
    rule: str,
    facts: PlanFacts,
    row: str,
    message: str,
    params: Mapping[str, Param],
    excerpt: Excerpt | None,
) -> None:
    found = check(facts)

    assert found == (Finding(rule, row, RULES[rule].severity, message, params, excerpt),)
    assert "%" not in sentence(found[0])


def test_an_empty_plan_names_every_missing_section_and_asks_for_advice() -> None:
    empty = replace(
        DRAFT, texts={}, needs=(), outcomes=(), provisions=(), recommendations=(), advice=()
    )

    assert [finding.message for finding in check(empty)] == [
        "section_a_missing",
        "section_b_missing",
        "section_c_missing",
        "section_d_missing",
        "section_e_missing",
        "section_f_missing",
        "no_advice",
        "personal_budget_not_said",
    ]


def test_sections_c_and_d_are_there_when_none_is_stated() -> None:
    facts = replace(
        with_texts(
            health_none_reason="No health need was identified.",
            social_care_none_reason="No social care need was identified.",
        ),
        needs=(B1,),
        provisions=(P1,),
    )

    assert check(facts) == ()


def test_a_blank_g_or_h_warns_and_a_stated_reason_leaves_only_the_unmet_need() -> None:
    blank = replace(DRAFT, provisions=(P1,))
    explained = replace(
        blank,
        texts={
            **DRAFT.texts,
            "health_none_reason": "Physiotherapy is not agreed, and was taken higher.",
            "social_care_none_reason": "The family asked for none.",
        },
    )

    assert [(item.row, item.message, item.severity) for item in check(blank)] == [
        ("C1", "health_need_unmet", Severity.WARNS),
        ("D1", "social_care_need_unmet", Severity.WARNS),
        ("G", "section_g_blank", Severity.WARNS),
        ("H", "section_h_blank", Severity.WARNS),
    ]
    assert [item.message for item in check(explained)] == [
        "health_need_unmet",
        "social_care_need_unmet",
    ]


def test_a_final_may_give_the_type_alone() -> None:
    assert check(replace(FINAL, placement=PlacementFacts("", "Mainstream school"))) == ()


def test_somebody_of_seventeen_may_have_h1_and_an_adult_has_h2() -> None:
    seventeen = replace(AMARA, date_of_birth=date(2008, 11, 17), year_group=13)
    adult = replace(AMARA, date_of_birth=date(2008, 11, 16), year_group=14)
    in_h2 = (P1, P2, replace(P3, section="H2"))

    assert check(replace(TEENAGER, person=seventeen)) == ()
    assert check(replace(TEENAGER, person=adult, provisions=in_h2)) == ()


def test_somebody_of_twenty_four_may_begin_a_plan() -> None:
    person = replace(AMARA, date_of_birth=date(2001, 8, 4), year_group=None)
    in_h2 = (P1, P2, replace(P3, section="H2"))

    # Asked for on the day before the birthday; the plan itself comes after it.
    assert check(replace(TEENAGER, person=person, provisions=in_h2)) == ()


def test_a_recommendation_with_a_reason_is_not_dropped() -> None:
    row = replace(R1, key="R2", unused_reason="The family declined it.")

    assert check(replace(DRAFT, recommendations=(R1, row))) == ()


def test_rows_without_words_do_not_make_a_section() -> None:
    facts = replace(DRAFT, needs=(replace(B1, text=" "), C1, D1), outcomes=(replace(E1, text=""),))

    assert [item.message for item in check(facts)] == ["section_b_missing", "section_e_missing"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("To continue to receive physiotherapy.", "To continue to receive"),
        (
            "Amara will have weekly speech and language therapy.",
            "will have weekly speech and language therapy",
        ),
        (
            "Amara should attend a social skills programme.",
            "should attend a social skills programme",
        ),
        ("Amara will get help in class.", "will get help"),
        ("A laptop will be provided.", "will be provided"),
        ("Amara is to be referred.", "to be referred"),
    ],
)
def test_what_is_only_provided_is_a_service(text: str, words: str) -> None:
    assert [item.params.get("words") for item in check(with_outcome(text=text))] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Amara will be able to get dressed by herself.",
        "Amara will be able to attend whole-class sessions without an adult.",
        "Amara will have two friends whom she plays with each day.",
        "Amara will ask for support in words.",
        "Amara will travel to college by herself.",
    ],
)
def test_what_the_person_will_do_is_no_service(text: str) -> None:
    assert check(with_outcome(text=text)) == ()


def test_a_service_is_not_found_inside_a_quotation() -> None:
    assert check(with_outcome(text="Amara says “I will get help” to a friend by herself.")) == ()


@pytest.mark.parametrize(
    "by", ["16 November 2026", "November 2026", "2026-11-16", "31 February 2026", "Year 4", ""]
)
def test_an_outcome_may_be_due_today_or_later_or_in_words(by: str) -> None:
    assert check(with_outcome(by=by)) == ()


def test_a_past_date_is_judged_on_the_day_that_is_given() -> None:
    assert check(DRAFT, on=date(2028, 7, 31)) == ()
    assert [item.rule for item in check(DRAFT, on=date(2028, 8, 1))] == ["dates.outcome_date_past"]


def test_every_sentence_is_used_by_a_rule_and_reached_by_a_test() -> None:
    reached = {case[3] for case in CASES} | {
        "section_e_missing",
        "section_f_missing",
        "section_g_blank",
        "section_h_blank",
        "another_child_named",
        "another_first_name",
        "copied_text",
    }

    assert reached == set(SENTENCES)


def test_every_rule_has_its_id_and_words_and_local_policy_never_blocks() -> None:
    for key, rule in RULES.items():
        assert rule.id == key
        assert all((rule.title, rule.citation, rule.why))
        assert not (rule.local_policy and rule.severity is Severity.BLOCKS)


def test_what_may_stop_a_plan_is_this_list_and_neither_advice_nor_health_is_on_it() -> None:
    assert [rule.id for rule in RULES.values() if rule.severity is Severity.BLOCKS] == [
        "thread.need_unmet",
        "specificity.education_provision_incomplete",
        "recommendations.dropped",
        "statutory.section_missing",
        "statutory.placement_in_draft",
        "statutory.placement_missing",
        "statutory.placement_without_type",
        "statutory.section_h1_of_an_adult",
        "statutory.adulthood_missing",
        "statutory.adulthood_not_in_section",
        "right_child.another_child_named",
        "right_child.placeholder",
        "dates.out_of_order",
        "dates.too_little_time_to_comment",
        "dates.person_too_old",
    ]


@pytest.mark.parametrize(
    ("law_from", "least"),
    [(date(2026, 8, 4), None), (date(2026, 8, 3), date(2026, 12, 6))],
    ids=["an assessment keeps the law it began with", "the new law from its first day"],
)
def test_the_time_to_comment_is_that_of_the_table(
    law_from: date, least: date | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if from a day a draft were commented on for three weeks, the day of service the first."""
    table = tuple(
        row
        for duty in law.DUTIES
        for row in (
            (
                replace(duty, effective_to=law_from - timedelta(days=1)),
                replace(
                    duty,
                    effective_from=law_from,
                    length=replace(cast("Length", duty.length), number=21),
                ),
            )
            if duty.id == "draft.comments"
            else (duty,)
        )
    )
    monkeypatch.setattr(law, "DUTIES", table)
    # Requested on 3 August 2026, served on 16 November and closed after fifteen days.
    found = [one.params["least"] for one in check(DRAFT)]
    assert found == ([] if least is None else [least])
