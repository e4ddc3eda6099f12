"""Every person tries to open every process, and to record every change that moves no status."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ehc.actions import disputes, placement, plans
from ehc.actions._step import open_process, record
from ehc.models import (
    AdviceRequest,
    Assessment,
    Case,
    CaseEvent,
    Consultation,
    Dispute,
    Document,
    PlanVersion,
    Reassessment,
    Review,
    Transfer,
)
from ehc.models._process import Process
from ehc.permissions import case_of
from ehc.queries.verify import problems, process_models
from ehc.refusals import NotVisible, NotYours
from ehc.workflows.roles import Role
from ehc.workflows.steps import RECORDS, Step
from quality_assurance.models import QualityReview
from tests import factories
from tests.machine.standing import (
    DAY,
    FAMILY,
    READERS,
    STANDS,
    STANDS_TO_ADVICE,
    STANDS_TO_CASE,
    WHO,
    Cast,
)
from tests.machine.subjects.disputes import disagreed
from tests.machine.subjects.reviews import arranged
from tests.machine.watching import all_rows, nothing_is_written, undone

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.long]


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


OPENS: Mapping[str, Callable[[PlanVersion, Cast], Process]] = {
    "receive_request": lambda draft, cast: Assessment(
        case=draft.plan.case, request=_second_request(draft.plan.case)
    ),
    "seek_advice": lambda draft, cast: AdviceRequest(
        assessment=draft.plan.assessment, kind="medical", service=cast.health,
        requested_on=DAY, received_by_body_on=DAY, due_on=DAY,
    ),
    "arrange_review": lambda draft, cast: Review(
        plan=draft.plan, arranged_on=DAY, meeting_on=DAY
    ),
    "begin_version": lambda draft, cast: PlanVersion(
        plan=draft.plan, number=9, based_on=draft, author=cast.priya
    ),
    "consult_setting": lambda draft, cast: Consultation(
        version=draft, setting=factories.SettingFactory(), consulted_on=DAY
    ),
    "propose_amendments_without_review": lambda draft, cast: Review(
        plan=draft.plan, status="amendments_proposed", outcome="amend", decided_on=DAY,
        reasons="A letter.", proposed_on=DAY, comments_close_on=DAY, amendments="P1: more.",
        evidence="A letter.",
    ),
    "ask_to_reassess": lambda draft, cast: Reassessment(
        plan=draft.plan, asked_by="parent", words="It no longer fits.", received_on=DAY
    ),
    "decide_to_reassess": lambda draft, cast: Reassessment(
        plan=draft.plan, asked_by="authority", decided_on=DAY, status="reassessing"
    ),
    "take_over_plan": lambda draft, cast: Assessment(
        case=draft.plan.case, request=_second_request(draft.plan.case), made_by="Medway Council",
        status="plan_issued",
    ),
    "take_over_version": lambda draft, cast: PlanVersion(
        plan=draft.plan, number=9, author=cast.priya, finalised_on=DAY, signed_by="Medway",
        placement_type="Mainstream school", status="final",
    ),
    "record_transfer": lambda draft, cast: Transfer(
        plan=draft.plan, kind="move_out", recorded_on=DAY, moves_on=DAY, became_aware_on=DAY,
        authority="Medway Council",
    ),
    "rely_on_advice": lambda draft, cast: AdviceRequest(
        assessment=draft.plan.assessment, kind="medical", requested_on=DAY, due_on=DAY,
        status="relied_on",
    ),
    "open_dispute": lambda draft, cast: Dispute(
        assessment=draft.plan.assessment, decision="final_plan", opened_on=DAY,
        notice=Document.objects.get(case=draft.plan.case, kind="final_plan"),
    ),
    "assign_review": lambda draft, cast: QualityReview(
        version=draft, reviewer=cast.staff["a reviewer"], framework="1", assigned_on=DAY,
        due_on=DAY,
    ),
}  # fmt: skip
"""For each step that opens a process: the row that it would open."""


def _second_request(case: Case) -> Any:
    request = case.requests.get()
    request.pk, request.draft, request._state.adding = None, None, True
    request.save()
    return request


def _opening_steps() -> dict[str, tuple[type[Process], Step]]:
    return {
        step.name: (model, step)
        for model in process_models()
        for step in model.TABLE.values()
        if step.process == model.KIND and step.opens
    }


def test_every_opening_by_everybody(cast: Cast) -> None:
    draft = cast.issued()
    case = draft.plan.case
    sees = READERS | FAMILY | {"the head who asked"}
    stands = {**STANDS, **STANDS_TO_CASE}
    assert set(_opening_steps()) == set(OPENS)
    before = all_rows()
    for name, user in cast.people(case).items():
        for step, (model, rule) in _opening_steps().items():
            with undone():
                row = OPENS[step](draft, cast)
                events = CaseEvent.objects.filter(case=case)
                count = events.count()
                if stands.get(name) in rule.roles:
                    open_process(row, step, case=case, by=user, **WHO)
                    assert row.status == rule.target  # type: ignore[attr-defined]
                    assert events.count() == count + 1
                    assert list(problems(case)) == []
                    continue
                refusal = NotYours if name in sees else NotVisible
                with pytest.raises(refusal) as told, nothing_is_written():
                    open_process(row, step, case=case, by=user, **WHO)
                assert told.type is refusal
                assert model._default_manager.filter(pk=row.pk or 0).count() == 0
    cast_rows = all_rows()
    assert {name for name in before if before[name] != cast_rows[name]} <= MADE_FOR_THE_FAMILY


MADE_FOR_THE_FAMILY = {
    "ehc_user", "ehc_historicaluser", "ehc_historicalfamilymember", "ehc_historicalperson",
}  # fmt: skip

RECORDED_ON: Mapping[str, str] = {
    "allocate_case": "case",
    "change_details": "case",
    "ask_family": "assessment",
    "decide_same_child": "case",
    "record_exemption": "assessment",
    "follow_exemption": "assessment",
    "answer_early_review": "assessment",
    "give_to_custody_officer": "case",
    "record_commissioning_body": "case",
    "record_commissioning_notice": "case",
    "choose_print": "adult",
    "record_electronic_service": "adult",
    "choose_contact": "adult",
    "consider_responsibility": "assessment",
    "release_held": "case",
    "allocate_advice": "advice",
    "chase_advice": "advice",
    "write_plan": "writing",
    "override_check": "writing",
    "leave_out_recommendation": "writing",
    "make_representation": "served",
    "agree_with_draft": "served",
    "answer_representation": "served",
    "name_setting": "writing",
    "leave_setting_out": "consulted",
    "note_request_for_setting": "consulted",
    "record_request_for_setting": "writing",
    "withdraw_request_for_setting": "writing",
    "name_qualified_teacher": "advice",
    "move_review_meeting": "review",
    "send_review_papers": "review",
    "send_review_report": "review",
    "return_to_author": "served",
    "complete_task": "case",
    "raise_task": "case",
    "issue_document": "case",
    "record_who_acts": "case",
    "agree_that_parent_sees": "case",
    "withdraw_that_parent_sees": "case",
    "add_to_family": "case",
    "give_sign_in": "case",
    "decide_between_adults": "case",
    "protect_address": "case",
    "readdress_letters": "case",
    "tell_of_takeover": "case",
    "keep_out": "case",
    "let_in_again": "case",
    "write_to_authority": "case",
    "write_to_family": "case",
    "note_call": "case",
    "tell_why_late": "case",
    "tell_experience": "case",
    "record_disclosure_request": "case",
    "disclose_plan": "case",
    "decline_mediation": "dispute",
    "tell_health_bodies": "dispute",
    "arrange_mediation": "dispute",
    "fail_to_arrange_mediation": "dispute",
    "hold_mediation": "dispute",
    "keep_agreement": "dispute",
    "record_health_agreement": "dispute",
    "hear_of_health_agreement": "dispute",
    "receive_appeal": "dispute",
    "answer_appeal": "dispute",
    "hand_over_appeal": "dispute",
    "record_recommendation": "dispute",
    "answer_recommendation": "dispute",
    "copy_answer": "dispute",
}
"""On which row each change is recorded that moves no status."""


def test_every_record_by_everybody(cast: Cast) -> None:
    served = cast.served()
    consulted = placement.consult_setting(
        served, factories.SettingFactory(), asked_for_by_family=True, by=cast.priya, **WHO
    )
    writing = plans.revise(served, by=cast.priya, **WHO)
    assessment = served.plan.assessment
    advice = AdviceRequest.objects.get(assessment=assessment, kind="psychological")
    advice.service = cast.service
    advice.save()
    case = Case.objects.get(pk=served.plan.case_id)
    review = arranged(cast)
    talked = disputes.ask_for_mediation(
        disagreed(cast, review.plan.case, "final_plan"), about="both", issues="As it says.",
        by=cast.priya, **WHO,
    )  # fmt: skip
    rows: dict[str, tuple[Any, frozenset[str], Mapping[str, Role]]] = {
        "case": (
            case, READERS | FAMILY | {"the head who asked"}, {**STANDS, **STANDS_TO_CASE},
        ),
        "assessment": (assessment, READERS | FAMILY, STANDS),
        # Each of the family sees their own details alone; whose print it is the action asks.
        "adult": (case.person.family.get(), READERS | {"the mother"}, STANDS),
        "advice": (
            advice,
            READERS | set(STANDS_TO_ADVICE["psychological"]),
            {**STANDS, **STANDS_TO_ADVICE["psychological"]},
        ),
        "served": (served, READERS | FAMILY, STANDS),
        "writing": (writing, READERS, STANDS),
        "review": (review, READERS, STANDS),
        "dispute": (talked, READERS | FAMILY, STANDS),
        "consulted": (consulted, READERS, STANDS),
    }  # fmt: skip
    assert set(RECORDED_ON) == set(RECORDS)
    everybody = {one.pk: cast.people(one) for one in (case, review.plan.case)}
    before = all_rows()
    for step, where in RECORDED_ON.items():
        row, sees, stands = rows[where]
        case = case_of(row)
        takers = set()
        for name, user in everybody[case.pk].items():
            if stands.get(name) in RECORDS[step].roles:
                with undone():
                    count = CaseEvent.objects.filter(case=case).count()
                    with record(row, step, case=case, by=user, **WHO) as entry:
                        pass
                    assert entry.event is not None
                    assert entry.event.number == count + 1
                    assert (entry.event.step, entry.event.by) == (step, user)
                    takers.add(name)
                continue
            refusal = NotYours if name in sees else NotVisible
            entering = record(row, step, case=case, by=user, **WHO)
            with pytest.raises(refusal) as told, nothing_is_written(), entering:
                pytest.fail(f"{name} entered {step}")
            assert told.type is refusal
        assert takers, step
    assert all_rows() == before
