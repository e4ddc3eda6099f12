"""What is missing before each step; each refusal has a twin that passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ehc.workflows.ceasing import CeasingFacts
from ehc.workflows.ends import CustodyFacts, DeathFacts, ElsewhereFacts, WithdrawalFacts
from ehc.workflows.messages import Message
from ehc.workflows.readiness import (
    AdviceStanding,
    MissingKey,
    PlanCheckResults,
    ProvisionRow,
    ReadinessFacts,
    Severity,
    blocking,
    missing,
    warnings,
)
from ehc.workflows.reassessments import RequestToReassess
from ehc.workflows.steps import STEPS
from ehc.workflows.transfers import TransferStanding

SERVED = date(2026, 3, 2)
AFTER = date(2026, 3, 17)
SOUND_PLAN = PlanCheckResults(section_i_empty=True)
ROW = ProvisionRow(
    key="provision:1", what="A programme", who="A therapist", how_often="Weekly", how_long="1 hour"
)
ELSEWHERE = ElsewhereFacts(
    authority="887",
    how_known="Medway confirmed it.",
    consents=True,
    where_to_ask="Medway SEND team",
    since=AFTER,
    received_on=SERVED,
)
READY = {
    "agree_to_assess": ReadinessFacts(
        caseworker_allocated=True, asked_by_family=True, reasons="The test is met."
    ),
    "refuse_to_assess": ReadinessFacts(
        on=AFTER, caseworker_allocated=True, family_asked_on=SERVED, reasons="It is not met."
    ),
    "agree_to_issue": ReadinessFacts(),
    "refuse_to_issue": ReadinessFacts(reasons="The school can provide it."),
    "submit_advice": ReadinessFacts(needs=1, provisions=(ROW,), signed_by="Dr Khan"),
    "return_advice": ReadinessFacts(questions=1),
    "serve_draft": ReadinessFacts(plan_checks=SOUND_PLAN),
    "finalise_version": ReadinessFacts(
        on=AFTER,
        plan_checks=PlanCheckResults(),
        draft_served_on=SERVED,
        comments_close_on=date(2026, 3, 16),
        placement_stated=True,
        signing_officer="Priya Nair",
    ),
    "issue_plan": ReadinessFacts(final_version=True),
    "record_appeal": ReadinessFacts(certificate=True),
    "concede_appeal": ReadinessFacts(on=AFTER),
    "assess_as_decided": ReadinessFacts(caseworker_allocated=True, decided=frozenset({"assess"})),
    "make_plan_as_decided": ReadinessFacts(
        caseworker_allocated=True, decided=frozenset({"make_and_maintain"})
    ),
    "decide_again": ReadinessFacts(caseworker_allocated=True, decided=frozenset({"refer_back"})),
    "reassess_as_decided": ReadinessFacts(
        caseworker_allocated=True, decided=frozenset({"reassess"})
    ),
    "send_plan_as_decided": ReadinessFacts(final_version=True, decided=frozenset({"contents"})),
    "keep_plan": ReadinessFacts(reasons="It meets the needs."),
    "propose_amendments": ReadinessFacts(reasons="The meeting agreed."),
    "decide_not_to_amend": ReadinessFacts(reasons="The family asks us not to."),
    "send_amended_plan": ReadinessFacts(reasons="The family agrees."),
    "decide_to_cease": ReadinessFacts(reasons="She needs none."),
    "cancel_review_meeting": ReadinessFacts(reasons="The school is shut."),
    "cease_plan": ReadinessFacts(on=AFTER, ceasing=CeasingFacts(first_day=AFTER)),
    "undo_death": ReadinessFacts(reasons="A namesake."),
    "agree_to_reassess": ReadinessFacts(caseworker_allocated=True, reasons="Her needs changed."),
    "refuse_to_reassess": ReadinessFacts(
        caseworker_allocated=True,
        reasons="The plan fits.",
        reassessment=RequestToReassess(refused_as="not_necessary"),
    ),
    "send_plan_after_reassessment": ReadinessFacts(final_version=True),
    "consider_assessing": ReadinessFacts(caseworker_allocated=True, asked_by_family=True),
    "reverse_refusal_to_assess": ReadinessFacts(caseworker_allocated=True, reasons="New advice."),
    "reverse_refusal_to_issue": ReadinessFacts(caseworker_allocated=True, reasons="New advice."),
    "record_death": ReadinessFacts(on=AFTER, death=DeathFacts(SERVED, "The hospital rang us.")),
    "close_as_not_ours": ReadinessFacts(on=AFTER, elsewhere=ELSEWHERE),
    "export": ReadinessFacts(on=AFTER, elsewhere=ELSEWHERE),
    "hand_to_custody_officer": ReadinessFacts(custody=CustodyFacts("Cookham Wood", "The mother.")),
    "release_to_request": ReadinessFacts(custody=CustodyFacts("At home", "The mother.")),
    "tell_family_of_transfer": ReadinessFacts(
        on=SERVED,
        caseworker_allocated=True,
        transfer=TransferStanding(proposes_to_assess=False, review_on=AFTER, review_by=AFTER),
    ),
    "name_next_setting": ReadinessFacts(transfer=TransferStanding(plan_names_next=True)),
    "call_off_transfer": ReadinessFacts(reasons="They stay."),
    "withdraw": ReadinessFacts(
        on=AFTER,
        withdrawal=WithdrawalFacts(
            words="I withdraw my request.",
            means="letter",
            arrived_on=AFTER,
            received_on=SERVED,
            holder="parent",
            holders=frozenset({"parent", "parents_representative"}),
            responsibility="The school has found other help.",
        ),
    ),
}


def keys(step: str, facts: ReadinessFacts) -> list[str]:
    return [one.key.value for one in missing(step, facts)]


@pytest.mark.parametrize("step", READY)
def test_a_step_with_all_its_facts_misses_nothing(step: str) -> None:
    assert missing(step, READY[step]) == ()


@pytest.mark.parametrize(
    ("step", "change", "key"),
    [
        ("consider_assessing", {"caseworker_allocated": False}, MissingKey.CASEWORKER),
        ("consider_assessing", {"asked_by_family": False}, MissingKey.FAMILY_NOT_ASKED),
        ("agree_to_assess", {"asked_by_family": False}, MissingKey.FAMILY_NOT_ASKED),
        ("refuse_to_assess", {"family_asked_on": None}, MissingKey.FAMILY_NOT_ASKED),
        (
            "refuse_to_assess",
            {"family_asked_on": date(2026, 3, 18)},
            MissingKey.FAMILY_NOT_ASKED,
        ),
        ("agree_to_assess", {"caseworker_allocated": False}, MissingKey.CASEWORKER),
        ("agree_to_assess", {"reasons": " "}, MissingKey.REASONS),
        ("reverse_refusal_to_assess", {"reasons": ""}, MissingKey.REASONS),
        ("reverse_refusal_to_issue", {"caseworker_allocated": False}, MissingKey.CASEWORKER),
        ("reverse_refusal_to_assess", {"decided": frozenset({"assess"})}, MissingKey.WAS_DECIDED),
        (
            "reverse_refusal_to_issue",
            {"decided": frozenset({"make_and_maintain"})},
            MissingKey.WAS_DECIDED,
        ),
        (
            "reverse_refusal_to_issue",
            {"decided": frozenset({"refer_back"})},
            MissingKey.WAS_DECIDED,
        ),
        ("refuse_to_assess", {"reasons": ""}, MissingKey.REASONS_FOR_LETTER),
        ("refuse_to_issue", {"reasons": ""}, MissingKey.REASONS_FOR_LETTER),
        ("submit_advice", {"needs": 0}, MissingKey.NEEDS_OR_STRENGTHS),
        ("submit_advice", {"provisions": ()}, MissingKey.PROVISION),
        ("submit_advice", {"provisions": (replace(ROW, what=""),)}, MissingKey.PROVISION_WHAT),
        ("submit_advice", {"signed_by": ""}, MissingKey.SIGNATURE),
        ("return_advice", {"questions": 0}, MissingKey.QUESTIONS),
        ("serve_draft", {"plan_checks": None}, MissingKey.PLAN_NOT_CHECKED),
        (
            "serve_draft",
            {"plan_checks": replace(SOUND_PLAN, sections_not_stated=("C",))},
            MissingKey.SECTION_NOT_STATED,
        ),
        (
            "serve_draft",
            {"plan_checks": replace(SOUND_PLAN, needs_without_provision=("N1",))},
            MissingKey.NEED_WITHOUT_PROVISION,
        ),
        (
            "serve_draft",
            {"plan_checks": replace(SOUND_PLAN, blocking=("right_child.name plan",))},
            MissingKey.PLAN_CHECK,
        ),
        (
            "serve_draft",
            {"plan_checks": replace(SOUND_PLAN, section_i_empty=False)},
            MissingKey.SECTION_I_NOT_EMPTY,
        ),
        ("finalise_version", {"draft_served_on": None}, MissingKey.DRAFT_NOT_SERVED),
        ("finalise_version", {"letter_unposted": True}, MissingKey.LETTER_UNPOSTED),
        ("finalise_version", {"comments_unanswered": 1}, MissingKey.COMMENTS_UNANSWERED),
        ("finalise_version", {"on": date(2026, 3, 16)}, MissingKey.WINDOW_OPEN),
        ("finalise_version", {"on": None}, MissingKey.WINDOW_OPEN),
        ("finalise_version", {"comments_close_on": AFTER}, MissingKey.WINDOW_OPEN),
        ("finalise_version", {"placement_stated": False}, MissingKey.PLACEMENT),
        (
            "finalise_version",
            {"changes_needing_new_draft": ("P1",)},
            MissingKey.CHANGES_NEED_NEW_DRAFT,
        ),
        ("finalise_version", {"signing_officer": ""}, MissingKey.SIGNING_OFFICER),
        ("issue_plan", {"final_version": False}, MissingKey.FINAL_VERSION),
        ("keep_plan", {"reasons": " "}, MissingKey.REASONS),
        ("propose_amendments", {"reasons": " "}, MissingKey.REASONS),
        ("decide_not_to_amend", {"reasons": " "}, MissingKey.REASONS_FOR_LETTER),
        ("send_amended_plan", {"reasons": " "}, MissingKey.REASONS),
        ("decide_to_cease", {"reasons": " "}, MissingKey.REASONS),
        ("cancel_review_meeting", {"reasons": " "}, MissingKey.REASONS),
        ("undo_death", {"reasons": " "}, MissingKey.REASONS),
        ("cease_plan", {"on": date(2026, 3, 16)}, MissingKey.CEASE_TOO_EARLY),
        ("cease_plan", {"on": None}, MissingKey.CEASE_DAY),
        ("agree_to_reassess", {"caseworker_allocated": False}, MissingKey.CASEWORKER),
        ("agree_to_reassess", {"reasons": " "}, MissingKey.REASONS),
        ("refuse_to_reassess", {"caseworker_allocated": False}, MissingKey.CASEWORKER),
        ("refuse_to_reassess", {"reasons": " "}, MissingKey.REASONS),
        (
            "refuse_to_reassess",
            {"reassessment": RequestToReassess(by_commissioning_body=True)},
            MissingKey.MUST_REASSESS,
        ),
        ("refuse_to_reassess", {"reassessment": RequestToReassess()}, MissingKey.REFUSAL_GROUND),
        (
            "refuse_to_reassess",
            {"reassessment": RequestToReassess(refused_as="within_six_months")},
            MissingKey.NOT_WITHIN_SIX_MONTHS,
        ),
        ("send_plan_after_reassessment", {"final_version": False}, MissingKey.FINAL_VERSION),
    ],
)
def test_one_fact_less_stops_the_step(
    step: str, change: dict[str, object], key: MissingKey
) -> None:
    found = missing(step, replace(READY[step], **change))  # type: ignore[arg-type]
    assert [one.key for one in blocking(found)] == [key]


def test_a_family_that_agrees_early_waits_for_no_post() -> None:
    agreed = replace(READY["finalise_version"], letter_unposted=True, family_agreed=True)
    assert keys("finalise_version", agreed) == []


def test_the_six_months_are_a_ground_where_the_last_assessment_was_made_in_them() -> None:
    asked = RequestToReassess(refused_as="within_six_months", assessed_within_six_months=True)
    assert (
        keys("refuse_to_reassess", replace(READY["refuse_to_reassess"], reassessment=asked)) == []
    )


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"words": " "}, MissingKey.WITHDRAWAL_WORDS),
        ({"means": ""}, MissingKey.WITHDRAWAL_WORDS),
        ({"arrived_on": None}, MissingKey.WITHDRAWAL_ARRIVED),
        ({"received_on": None}, MissingKey.WITHDRAWAL_ARRIVED),
        ({"arrived_on": date(2026, 3, 1)}, MissingKey.WITHDRAWAL_ARRIVED),
        ({"arrived_on": date(2026, 3, 18)}, MissingKey.WITHDRAWAL_ARRIVED),
        ({"holder": "young_person"}, MissingKey.WITHDRAWAL_HOLDER),
        ({"holder": ""}, MissingKey.WITHDRAWAL_HOLDER),
        ({"responsibility": " "}, MissingKey.RESPONSIBILITY),
    ],
)
def test_a_withdrawal_is_in_writing_dated_and_from_whoever_holds_the_rights(
    change: dict[str, object], key: MissingKey
) -> None:
    facts = READY["withdraw"]
    said = replace(facts.withdrawal, **change)  # type: ignore[arg-type]
    assert keys("withdraw", replace(facts, withdrawal=said)) == [key]
    assert keys("withdraw", replace(facts, on=None)) == [MissingKey.WITHDRAWAL_ARRIVED]


@pytest.mark.parametrize(
    "death", [DeathFacts(), DeathFacts(SERVED, " "), DeathFacts(date(2026, 3, 18), "A call.")]
)
def test_a_death_is_never_recorded_by_chance(death: DeathFacts) -> None:
    facts = replace(READY["record_death"], death=death)
    assert keys("record_death", facts) == [MissingKey.DEATH]
    assert keys("record_death", replace(READY["record_death"], on=None)) == [MissingKey.DEATH]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"authority": ""}, MissingKey.OTHER_AUTHORITY),
        ({"since": None}, MissingKey.OTHER_AUTHORITY_SINCE),
        ({"since": date(2026, 3, 1)}, MissingKey.OTHER_AUTHORITY_SINCE),
        ({"since": date(2026, 3, 18)}, MissingKey.OTHER_AUTHORITY_SINCE),
        ({"how_known": " "}, MissingKey.HOW_KNOWN),
        ({"consents": None}, MissingKey.CONSENT_ASKED),
        ({"where_to_ask": " "}, MissingKey.WHERE_TO_ASK),
    ],
)
def test_another_authority_is_named_dated_and_reached_and_the_family_was_asked(
    change: dict[str, object], key: MissingKey
) -> None:
    said = replace(ELSEWHERE, **change)  # type: ignore[arg-type]
    assert keys("export", ReadinessFacts(on=AFTER, elsewhere=said)) == [key]
    undated = ReadinessFacts(elsewhere=ELSEWHERE)
    assert keys("export", undated) == [MissingKey.OTHER_AUTHORITY_SINCE]
    # No is an answer too.
    refused = replace(ELSEWHERE, consents=False, received_on=None)
    assert keys("close_as_not_ours", ReadinessFacts(on=AFTER, elsewhere=refused)) == []


@pytest.mark.parametrize("step", ["hand_to_custody_officer", "release_to_assessment"])
def test_custody_and_release_say_where_and_how_that_is_known(step: str) -> None:
    assert keys(step, ReadinessFacts()) == [MissingKey.PLACE_OF_CUSTODY, MissingKey.HOW_KNOWN]


def test_a_family_that_withdraws_on_its_page_is_not_asked_about_section_36_3() -> None:
    facts = READY["withdraw"]
    said = replace(facts.withdrawal, by_staff=False, responsibility="")
    assert missing("withdraw", replace(facts, withdrawal=said)) == ()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"who": ""}, MissingKey.PROVISION_WHO),
        ({"how_often": ""}, MissingKey.PROVISION_HOW_OFTEN),
        ({"how_long": ""}, MissingKey.PROVISION_HOW_LONG),
        ({"vague_terms": ("access to",)}, MissingKey.PROVISION_VAGUE),
    ],
)
def test_vague_provision_warns_and_does_not_stop(
    change: dict[str, object], key: MissingKey
) -> None:
    facts = replace(READY["submit_advice"], provisions=(replace(ROW, **change),))  # type: ignore[arg-type]
    found = missing("submit_advice", facts)
    assert blocking(found) == ()
    assert [(one.key, one.severity) for one in warnings(found)] == [(key, Severity.WARNS)]


def test_an_adviser_who_recommends_nothing_says_why() -> None:
    facts = ReadinessFacts(nothing_needed="Not known to this service.", signed_by="Dr Khan")
    assert missing("submit_advice", facts) == ()


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (AdviceStanding("medical", received=True), []),
        (AdviceStanding("medical", explanation="Declined, with reasons."), []),
        (AdviceStanding("medical"), [("missing.advice_not_received", False)]),
        (AdviceStanding("medical", sought=False), [("missing.advice_not_sought", True)]),
        (
            AdviceStanding("medical", sought=False, explanation="None is needed."),
            [("missing.advice_not_sought", True)],
        ),
    ],
)
@pytest.mark.parametrize("step", ["agree_to_issue", "refuse_to_issue"])
def test_advice_that_is_late_warns_and_advice_never_sought_stops_a_decision(
    step: str, standing: AdviceStanding, expected: list[tuple[str, bool]]
) -> None:
    found = missing(step, replace(READY[step], advice=(standing,)))
    assert [(one.key, one.blocks) for one in found] == expected
    again = missing(
        "send_plan_after_reassessment",
        replace(READY["send_plan_after_reassessment"], advice=(standing,)),
    )
    assert [(one.key, one.blocks) for one in again] == [(key, False) for key, _ in expected]


@pytest.mark.parametrize(
    ("standing", "stops"),
    [
        ({}, True),
        ({"qualified_teacher": " "}, True),
        ({"qualified_teacher": "Ms Lee was consulted."}, False),
        ({"consult": ""}, False),
    ],
)
def test_a_qualified_teacher_is_consulted_for_the_educational_advice(
    standing: dict[str, str], stops: bool
) -> None:
    came = AdviceStanding("educational", received=True, consult="hearing")
    facts = replace(READY["agree_to_issue"], advice=(replace(came, **standing),))  # type: ignore[arg-type]
    found = [("missing.qualified_teacher", {"sense": Message("sense.hearing")}, True)]
    assert told("agree_to_issue", facts) == (found if stops else [])
    # What has not come cannot say whom its author consulted: it is only late.
    late = replace(facts, advice=(replace(came, received=False),))
    assert keys("agree_to_issue", late) == ["missing.advice_not_received"]


def test_a_check_that_warns_does_not_stop_a_draft() -> None:
    plan = replace(SOUND_PLAN, warning=("specificity.vague P1",))
    found = missing("serve_draft", ReadinessFacts(plan_checks=plan))
    assert (blocking(found), [one.key for one in found]) == (
        (),
        [MissingKey.PLAN_CHECK_WARNING],
    )


@pytest.mark.parametrize(
    "change",
    [
        {"family_agreed": True, "on": SERVED},
        {"placement_stated": False, "section_61_decision": True},
    ],
)
def test_the_family_may_waive_and_section_61_leaves_i_empty(change: dict[str, object]) -> None:
    facts = replace(READY["finalise_version"], **change)  # type: ignore[arg-type]
    assert missing("finalise_version", facts) == ()


def test_a_window_shorter_than_the_laws_is_not_believed() -> None:
    facts = replace(
        READY["finalise_version"], comments_close_on=date(2026, 3, 9), on=date(2026, 3, 10)
    )
    assert keys("finalise_version", facts) == ["missing.window_open"]


def test_a_draft_whose_letter_gave_no_day_still_has_its_fifteen() -> None:
    facts = replace(READY["finalise_version"], comments_close_on=None)
    assert missing("finalise_version", facts) == ()


def test_a_step_without_a_rule_misses_nothing_and_an_unknown_step_is_an_error() -> None:
    assert missing("accept_advice", ReadinessFacts()) == ()
    assert set(READY) < set(STEPS)
    with pytest.raises(KeyError):
        missing("fly", ReadinessFacts())


def test_what_is_missing_can_be_said() -> None:
    (found,) = missing("return_advice", ReadinessFacts())
    assert (found.message.key, dict(found.message.params)) == ("missing.questions", {})


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"first_day": None}, [MissingKey.CEASE_DAY]),
        ({"notice_unsent": True, "first_day": None}, [MissingKey.CEASE_NOTICE_UNSENT]),
        ({"notice_unsent": True, "continues_since": SERVED}, [MissingKey.CEASE_PLAN_CONTINUES]),
        ({"appeal_open_on": SERVED}, [MissingKey.CEASE_APPEAL_OPEN]),
        ({"continues_since": SERVED, "another_open": True}, [MissingKey.CEASE_PLAN_CONTINUES]),
        ({"another_open": True}, [MissingKey.CEASE_ANOTHER_OPEN]),
        ({"not_before": date(2026, 3, 18)}, [MissingKey.CEASE_BEFORE_BIRTHDAY]),
        ({"not_before": AFTER}, []),
    ],
)
def test_a_plan_ends_where_nothing_stands_against_it(
    change: dict[str, object], found: list[MissingKey]
) -> None:
    facts = READY["cease_plan"]
    ceasing = replace(facts.ceasing, **change)  # type: ignore[arg-type]
    assert keys("cease_plan", replace(facts, ceasing=ceasing)) == found


def told(step: str, facts: ReadinessFacts) -> list[tuple[str, dict[str, object], bool]]:
    return [(one.key.value, dict(one.params), one.blocks) for one in missing(step, facts)]


def test_what_is_missing_names_which_and_how_many() -> None:
    vague = ProvisionRow(key="provision:2", vague_terms=("access to", "as required"))
    row = {"row": "provision:2"}
    assert told("submit_advice", replace(READY["submit_advice"], provisions=(ROW, vague))) == [
        ("missing.provision_what", row, True),
        ("missing.provision_who", row, False),
        ("missing.provision_how_often", row, False),
        ("missing.provision_how_long", row, False),
        ("missing.provision_vague", {**row, "term": "access to"}, False),
        ("missing.provision_vague", {**row, "term": "as required"}, False),
    ]
    plan = PlanCheckResults(
        sections_not_stated=("C", "G"),
        needs_without_provision=("N1",),
        section_i_empty=True,
        blocking=("right_child.name plan",),
        warning=("specificity.vague P1",),
    )
    assert told("serve_draft", ReadinessFacts(plan_checks=plan)) == [
        ("missing.section_not_stated", {"section": "C"}, True),
        ("missing.section_not_stated", {"section": "G"}, True),
        ("missing.need_without_provision", {"row": "N1"}, True),
        ("missing.plan_check", {"check": "right_child.name plan"}, True),
        ("missing.plan_check_warning", {"check": "specificity.vague P1"}, False),
    ]
    final = replace(
        READY["finalise_version"],
        on=date(2026, 3, 16),
        comments_unanswered=2,
        changes_needing_new_draft=("P1", "P2", "P3"),
    )
    assert told("finalise_version", final) == [
        ("missing.comments_unanswered", {"count": 2}, True),
        ("missing.window_open", {"last_day": date(2026, 3, 16)}, True),
        ("missing.changes_need_new_draft", {"count": 3}, True),
    ]


def test_advice_that_has_come_hides_none_that_has_not() -> None:
    facts = ReadinessFacts(
        advice=(AdviceStanding("parent", received=True), AdviceStanding("medical", who="Dr Price"))
    )
    assert told("agree_to_issue", facts) == [
        (
            "missing.advice_not_received",
            {"advice": Message("advice.medical"), "who": "Dr Price"},
            False,
        )
    ]


@pytest.mark.parametrize(("needs", "strengths"), [(1, 0), (0, 1), (1, 1)])
def test_a_need_or_a_strength_is_enough(needs: int, strengths: int) -> None:
    facts = replace(READY["submit_advice"], needs=needs, strengths=strengths)
    assert missing("submit_advice", facts) == ()


def test_a_withdrawal_that_arrives_with_the_request_and_a_death_today_are_recorded() -> None:
    facts = READY["withdraw"]
    said = replace(facts.withdrawal, arrived_on=SERVED)
    assert missing("withdraw", replace(facts, withdrawal=said)) == ()
    death = replace(READY["record_death"], death=DeathFacts(AFTER, "The hospital rang us."))
    assert missing("record_death", death) == ()
