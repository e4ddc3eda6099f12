"""What can come next of a disagreement, and what stands against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ehc.workflows.case_facts import ActionKey, CaseFacts, NextAction, Owner
from ehc.workflows.clock import compute
from ehc.workflows.disputes import CARRIES_OUT, DisputeFacts, possible
from ehc.workflows.events import Event
from ehc.workflows.facts import Facts
from ehc.workflows.next_action import next_action
from ehc.workflows.readiness import MissingKey, ReadinessFacts, missing
from ehc.workflows.steps import STEPS

RECEIVED, REFUSED, ORDERED, TODAY = (
    date(2026, 1, 5),
    date(2026, 2, 2),
    date(2026, 5, 4),
    date(2026, 5, 11),
)
OPEN = DisputeFacts("disagrees", "final_plan")
TALKING = replace(
    OPEN, status="mediating", done=frozenset({"ask_for_mediation"}), mediation_about="education"
)
DECIDED = replace(OPEN, status="ordered")


def test_at_first_it_can_be_mediated_declined_certified_or_appealed() -> None:
    assert set(possible(OPEN)) == {
        "decline_mediation",
        "ask_for_mediation",
        "record_certificate",
        "record_appeal",
    }


@pytest.mark.parametrize(("about", "told"), [("education", False), ("health", True)])
def test_health_bodies_are_told_where_it_is_about_health(about: str, told: bool) -> None:
    found = possible(replace(TALKING, mediation_about=about))
    assert ("tell_health_bodies" in found) is told


def test_once_held_mediation_is_neither_arranged_again_nor_held_again() -> None:
    held = replace(TALKING, done=TALKING.done | {"hold_mediation"})
    assert {"arrange_mediation", "hold_mediation"} <= set(possible(TALKING))
    assert not {"arrange_mediation", "hold_mediation"} & set(possible(held))


@pytest.mark.parametrize(("agreed", "kept"), [(frozenset(), False), (frozenset({"other"}), True)])
def test_what_cannot_be_appealed_about_is_kept_by_itself(
    agreed: frozenset[str], kept: bool
) -> None:
    done = TALKING.done | {"record_agreement"}
    facts = replace(TALKING, status="agreed_in_mediation", done=done, agreed=agreed)
    assert ("keep_agreement" in possible(facts)) is kept


def test_recommendations_are_recorded_answered_and_copied_while_any_is_left() -> None:
    assert "record_recommendation" in possible(DECIDED)
    refused = replace(DECIDED, decision="refuse_to_assess")
    both = replace(DECIDED, recommended=frozenset({"health", "social_care"}))
    for facts in (refused, both):
        assert "record_recommendation" not in possible(facts)
    one = frozenset({"health"})
    assert "answer_recommendation" not in possible(DECIDED)
    assert "answer_recommendation" in possible(replace(DECIDED, unanswered=one))
    assert "copy_answer" not in possible(DECIDED)
    assert "copy_answer" in possible(replace(DECIDED, uncopied=one))


@pytest.mark.parametrize("step", sorted(CARRIES_OUT))
def test_what_was_decided_is_carried_out_from_where_its_step_begins(step: str) -> None:
    (source,) = STEPS[step].sources
    stands = "reassessment" if STEPS[step].process == "reassessment" else "assessment"
    owed = replace(DECIDED, owed=CARRIES_OUT[step], **{stands: source})
    assert step in possible(owed)
    assert step not in possible(replace(owed, owed=frozenset()))
    assert step not in possible(replace(owed, **{stands: "requested"}))


def test_an_appeal_goes_on_after_the_plan_has_gone_until_the_new_authority_takes_it_over() -> None:
    appealed = replace(OPEN, status="appealed")
    on_it = {"receive_appeal", "answer_appeal", "concede_appeal", "record_order", "withdraw_appeal"}
    assert on_it <= set(possible(appealed))
    assert "hand_over_appeal" not in possible(appealed)
    gone = replace(appealed, transferred=True)
    assert {*on_it, "hand_over_appeal"} <= set(possible(gone))
    taken = replace(gone, done=frozenset({"hand_over_appeal"}))
    assert not {*on_it, "hand_over_appeal"} & set(possible(taken))
    owed = replace(DECIDED, owed=frozenset({"name_setting"}), assessment="plan_issued")
    assert "send_plan_as_decided" in possible(owed)
    assert "send_plan_as_decided" not in possible(replace(owed, transferred=True))


def keys(step: str, facts: ReadinessFacts) -> list[MissingKey]:
    return [one.key for one in missing(step, facts)]


def test_an_appeal_needs_a_certificate_unless_it_is_about_the_placement_alone_or_by_leave() -> None:
    assert keys("record_appeal", ReadinessFacts()) == [MissingKey.CERTIFICATE]
    assert keys("record_appeal", ReadinessFacts(certificate=True)) == []
    assert keys("record_appeal", ReadinessFacts(placement_alone=True)) == []
    assert keys("record_appeal", ReadinessFacts(leave_on=TODAY)) == []


@pytest.mark.parametrize(
    ("answered_on", "found"),
    [(None, []), (TODAY, [MissingKey.CONSENT_ORDER]), (date(2026, 5, 12), [])],
)
def test_an_appeal_is_not_opposed_before_it_is_answered(
    answered_on: date | None, found: list[MissingKey]
) -> None:
    facts = ReadinessFacts(on=TODAY, answered_on=answered_on)
    assert keys("concede_appeal", facts) == found


def test_without_a_decision_nothing_is_carried_out() -> None:
    facts = ReadinessFacts(caseworker_allocated=True)
    assert keys("decide_again", facts) == [MissingKey.NOT_DECIDED]
    assert keys("decide_again", replace(facts, decided=frozenset({"refer_back"}))) == []


def test_a_plan_that_was_decided_has_no_window_to_wait_for() -> None:
    facts = ReadinessFacts(
        on=TODAY, draft_served_on=TODAY, comments_close_on=date(2026, 5, 25),
        placement_stated=True, signing_officer="Priya Nair",
    )  # fmt: skip
    assert MissingKey.WINDOW_OPEN in keys("finalise_version", facts)
    assert MissingKey.WINDOW_OPEN not in keys("finalise_version", replace(facts, as_decided=True))


def test_the_next_setting_is_named_once_a_plan_names_it() -> None:
    assert keys("name_next_setting", ReadinessFacts()) == [MissingKey.NEXT_SETTING]


def case_of(status: str, *events: Event) -> CaseFacts:
    duties = compute(Facts(RECEIVED, events), TODAY, targets=True)
    decided = compute(Facts(RECEIVED, events), TODAY)
    beside = tuple(one for one in decided if one not in duties)
    return CaseFacts(status, RECEIVED, allocated=True, duties=(*duties, *beside))


def test_what_was_ordered_and_is_not_done_comes_first() -> None:
    refused = (Event("refused_to_assess", REFUSED),)
    order = Event("tribunal_ordered", ORDERED, order="assess")
    assert next_action(case_of("refused_to_assess", *refused), TODAY).key is ActionKey.NOTHING
    found = next_action(case_of("refused_to_assess", *refused, order), TODAY)
    assert (found.key, found.due, found.duty) == (
        ActionKey.CARRY_OUT, date(2026, 5, 18), "order.assess.notify",
    )  # fmt: skip


def test_the_dates_of_an_order_stand_before_those_of_the_request() -> None:
    events = (
        Event("refused_to_assess", REFUSED),
        Event("tribunal_ordered", ORDERED, order="assess"),
        Event("agreed_to_assess", TODAY),
    )
    found = next_action(case_of("assessing", *events), TODAY)
    assert (found.key, found.due, found.duty) == (
        ActionKey.DECIDE_TO_ISSUE, date(2026, 7, 13), "order.assess.refuse_to_issue",
    )  # fmt: skip


def test_beside_a_reassessment_no_review_is_arranged() -> None:
    again = CaseFacts("reassessment_asked", RECEIVED, allocated=True)
    arrange = NextAction(ActionKey.ARRANGE_REVIEW, Owner.CASEWORKER, TODAY)
    decide = NextAction(ActionKey.DECIDE_AFTER_REVIEW, Owner.CASEWORKER, TODAY)
    case = CaseFacts("plan_issued", RECEIVED, allocated=True, reassessment=again)
    for plan, key in ((arrange, ActionKey.DECIDE_TO_REASSESS), (decide, decide.key)):
        assert next_action(replace(case, of_the_plan=(plan,)), TODAY).key is key


def test_what_a_reassessment_is_being_made_for_is_not_carried_out_beside_it() -> None:
    order = Event("tribunal_ordered", ORDERED, order="reassess")
    case = case_of("plan_issued", Event("plan_finalised", REFUSED), order)
    found = next_action(case, TODAY)
    assert (found.key, found.duty) == (ActionKey.CARRY_OUT, "order.assess.notify")
    told = tuple(one for one in case.duties if one.duty.startswith("order.assess"))
    again = CaseFacts("reassessing", RECEIVED, allocated=True, duties=told, advice_unsought=1)
    found = next_action(replace(case, reassessment=again), TODAY)
    assert (found.key, found.duty) == (ActionKey.SEEK_ADVICE, "order.assess.refuse_to_issue")
