"""One case the whole way, and the refusals beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import assessments, cases, contributions, plan_writing, plans, representations
from ehc.actions.contributions import Question
from ehc.models import (
    Assessment,
    CaseProjection,
    Document,
    Exemption,
    Letter,
    OutboxItem,
    PlanVersion,
    Representation,
    User,
)
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible, NotYours
from ehc.workflows.statuses import AdviceRequestStatus, AssessmentStatus, PlanVersionStatus
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db


def test_a_case_goes_from_request_to_final_plan(priya: User, monday: date) -> None:
    final = journeys.issued(priya, monday, issued_on=monday + timedelta(weeks=19))
    assessment = final.plan.assessment
    assessment.refresh_from_db()
    assert assessment.status == AssessmentStatus.PLAN_ISSUED
    assert final.status == PlanVersionStatus.FINAL
    steps = [event.step for event in assessment.case.events.all() if event.step != "write_plan"]
    assert steps == [
        "receive_request",
        "allocate_case",
        "agree_to_assess",
        "seek_advice",
        "seek_advice",
        "seek_advice",
        "seek_advice",
        "submit_advice",
        "accept_advice",
        "agree_to_issue",
        "begin_version",
        "serve_draft",
        "consult_setting",
        "record_setting_response",
        "begin_version",
        "name_setting",
        "finalise_version",
        "issue_plan",
        "complete_task",
    ]


def test_letters_owed_are_letters_made(priya: User, monday: date) -> None:
    final = journeys.issued(priya, monday, issued_on=monday + timedelta(weeks=19))
    case = final.plan.case
    made = [
        (letter.event.step, letter.document.kind, letter.recipient)
        for letter in Letter.objects.filter(case=case).select_related("event", "document")
    ]
    assert made == [
        ("agree_to_assess", "agree_to_assess", "family"),
        ("agree_to_assess", "agree_to_assess", "commissioning_body"),
        ("agree_to_assess", "agree_to_assess", "social_services"),
        ("agree_to_assess", "agree_to_assess", "head_or_lead"),
        ("serve_draft", "draft_plan", "family"),
        ("issue_plan", "final_plan", "family"),
        ("issue_plan", "final_plan", "institution_named"),
        ("issue_plan", "final_plan", "commissioning_body"),
    ]
    kinds = list(Document.objects.filter(case=case).values_list("kind", flat=True))
    assert kinds == ["agree_to_assess", "plan_draft", "draft_plan", "plan_final", "final_plan"]
    assert OutboxItem.objects.filter(document__case=case).count() == 5


def test_a_refusal_to_assess_gives_its_reasons_and_the_appeal(priya: User, monday: date) -> None:
    assessment = journeys.allocated(priya, monday)
    day = monday + timedelta(weeks=5)
    refused = assessments.refuse_to_assess(
        assessment, by=priya, on=day, at=instant(day), reason="Her needs are met at school."
    )
    assert refused.status == AssessmentStatus.REFUSED_TO_ASSESS
    facts = Document.objects.get(case=assessment.case).facts
    assert facts["reasons"] == "Her needs are met at school."
    assert facts["dates"]["appeal_by"] == "2026-04-09"
    assert "recommendations_power" not in facts["blocks"]


def test_a_refusal_to_issue_names_the_recommendations_power(priya: User, monday: date) -> None:
    assessment = journeys.assessing(priya, monday)
    day = monday + timedelta(weeks=15)
    who: dict[str, Any] = {"by": priya, "on": day, "at": instant(day)}
    asked = journeys.advice_sought(priya, monday + timedelta(days=2), assessment)
    refusal: dict[str, Any] = {"reason": "The school can provide all of it.", **who}
    with pytest.raises(NotReady) as refused:
        assessments.refuse_to_issue(assessment, **refusal)
    assert [str(item.params["advice"].key) for item in refused.value.missing] == [
        "advice.educational", "advice.medical", "advice.social_care",
    ]  # fmt: skip
    journeys.others_asked(priya, monday + timedelta(days=2), assessment)
    before = assessments.letter_preview(assessment, "refuse_to_issue", on=day, reason="-")
    assert before is not None
    assert before[1].enclosed == ()
    assert asked.professional is not None
    contributions.submit_advice(
        asked, journeys.GOOD_ADVICE, by=asked.professional, on=day, at=instant(day)
    )
    assessments.refuse_to_issue(assessment, **refusal)
    facts = Document.objects.get(case=assessment.case, kind="refuse_to_issue").facts
    assert "recommendations_power" in facts["blocks"]
    assert facts["enclosed"] == [
        f"Advice (educational psychology) from {asked.asked_of}, {day:%-d %B %Y}"
    ]


def test_a_decision_without_reasons_is_refused_and_nothing_is_written(
    priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    before = assessment.case.events.count()
    with pytest.raises(NotReady) as refused:
        assessments.refuse_to_assess(
            assessment, by=priya, on=monday, at=instant(monday), reason=" "
        )
    assert [item.key for item in refused.value.missing] == ["missing.reasons_for_letter"]
    assert assessment.case.events.count() == before
    assert Assessment.objects.get(pk=assessment.pk).status == AssessmentStatus.REQUESTED


@pytest.mark.parametrize("why", ["", " \n"])
def test_an_exemption_without_its_reason_is_refused_and_nothing_is_written(
    priya: User, monday: date, why: str
) -> None:
    assessment = journeys.assessing(priya, monday)
    given: dict[str, Any] = {
        "ground": "absent_from_area",
        "facts": {"from": "2026-01-05", "to": "2026-02-09"},
        "family_told_on": None,
        "by": priya,
        "on": monday,
        "at": instant(monday),
    }
    events = assessment.case.events.count()
    with pytest.raises(Invalid) as refused:
        assessments.record_exemption(assessment, why_impractical=why, **given)
    assert refused.value.field == "why_impractical"
    assert not Exemption.objects.exists()
    assert assessment.case.events.count() == events
    assessments.record_exemption(assessment, why_impractical="They were abroad.", **given)


def test_the_second_of_two_caseworkers_is_told(priya: User, monday: date) -> None:
    seen_by_both = journeys.allocated(priya, monday)
    stale = Assessment.objects.get(pk=seen_by_both.pk)
    assessments.agree_to_assess(
        seen_by_both, by=priya, on=monday, at=instant(monday), reason="The test is met."
    )
    with pytest.raises(AlreadyDone) as refused:
        assessments.refuse_to_assess(
            stale, by=priya, on=monday, at=instant(monday), reason="It is not."
        )
    assert refused.value.status == AssessmentStatus.ASSESSING


def test_another_teams_caseworker_does_not_learn_that_it_exists(
    priya: User, tom: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(NotVisible):
        assessments.agree_to_assess(
            assessment, by=tom, on=monday, at=instant(monday), reason="The test is met."
        )


def test_a_parent_sees_the_case_but_the_decision_is_not_theirs(priya: User, monday: date) -> None:
    assessment = journeys.allocated(priya, monday)
    parent = assessment.request.asked_by
    with pytest.raises(NotYours):
        assessments.agree_to_assess(
            assessment, by=parent, on=monday, at=instant(monday), reason="Please."
        )


def test_a_taken_case_cannot_be_taken_again(priya: User, monday: date) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(AlreadyDone):
        cases.take_case(assessment.case, by=priya, on=monday, at=instant(monday))


def test_returned_advice_comes_back_as_a_new_version(priya: User, monday: date) -> None:
    asked = journeys.advice_sought(priya, monday, journeys.assessing(priya, monday))
    ep = asked.professional
    assert ep is not None
    first, second = monday + timedelta(weeks=4), monday + timedelta(weeks=5)
    contributions.submit_advice(asked, journeys.GOOD_ADVICE, by=ep, on=first, at=instant(first))
    contributions.return_advice(
        asked,
        [Question("provision:1", "How many weeks is the programme?")],
        by=priya,
        on=first,
        at=instant(first),
    )
    contributions.submit_advice(asked, journeys.GOOD_ADVICE, by=ep, on=second, at=instant(second))
    asked.refresh_from_db()
    assert asked.status == AdviceRequestStatus.RECEIVED
    assert [(v.version, v.received_on) for v in asked.versions.all()] == [
        (1, first),
        (2, second),
    ]


def test_advice_is_not_returned_without_a_question(priya: User, monday: date) -> None:
    asked = journeys.advice_sought(priya, monday, journeys.assessing(priya, monday))
    ep = asked.professional
    assert ep is not None
    contributions.submit_advice(asked, journeys.GOOD_ADVICE, by=ep, on=monday, at=instant(monday))
    with pytest.raises(NotReady):
        contributions.return_advice(asked, [], by=priya, on=monday, at=instant(monday))


def test_somebody_else_cannot_send_the_advice(priya: User, monday: date) -> None:
    asked = journeys.advice_sought(priya, monday, journeys.assessing(priya, monday))
    with pytest.raises(NotYours):
        contributions.submit_advice(
            asked, journeys.GOOD_ADVICE, by=priya, on=monday, at=instant(monday)
        )


def test_a_draft_is_served_with_fifteen_days_that_begin_on_the_day(
    priya: User, monday: date
) -> None:
    version = journeys.served(priya, monday)
    assert version.served_on == date(2026, 3, 2)
    assert version.comments_close_on == date(2026, 3, 16)


def test_a_served_draft_cannot_be_changed(priya: User, monday: date) -> None:
    version = journeys.served(priya, monday)
    with pytest.raises(AlreadyDone):
        plan_writing.write_text(
            version, "history", "Changed", by=priya, on=monday, at=instant(monday)
        )


def test_a_need_without_provision_stops_the_draft(priya: User, monday: date) -> None:
    version = journeys.written(priya, monday)
    provision = version.provisions.get()
    plan_writing.write_row(
        version, type(provision), {}, key=provision.key, needs=[], by=priya, on=monday,
        at=instant(monday),
    )  # fmt: skip
    with pytest.raises(NotReady) as refused:
        plans.serve_draft(version, by=priya, on=monday, at=instant(monday))
    keys = [item.key for item in refused.value.missing]
    assert "missing.need_without_provision" in keys


def test_the_family_comments_until_the_last_day_and_not_after(priya: User, monday: date) -> None:
    version = journeys.served(priya, monday)
    parent = version.plan.assessment.request.asked_by
    last = version.comments_close_on
    assert last is not None
    comment = {"kind": "ask", "text": "Who is the therapist?", "row": "P1", "by": parent}
    representations.make_representation(version, on=last, at=instant(last), **comment)
    after = last + timedelta(days=1)
    with pytest.raises(Invalid) as refused:
        representations.make_representation(version, on=after, at=instant(after), **comment)
    assert refused.value.message == (
        "The time for comments on this draft ended on Monday 16 March 2026. "
        "Ring or write to your named contact, who can still take in what you say."
    )
    assert Representation.objects.count() == 1


def test_a_final_waits_for_the_window_the_answers_and_the_placement(
    priya: User, monday: date
) -> None:
    draft = journeys.served(priya, monday)
    parent = draft.plan.assessment.request.asked_by
    served_on = draft.served_on
    assert served_on is not None
    representations.make_representation(
        draft, kind="ask", text="Who?", by=parent, on=served_on, at=instant(served_on)
    )
    final = plans.revise(draft, by=priya, on=served_on, at=instant(served_on))
    with pytest.raises(NotReady) as refused:
        plans.finalise_plan(
            final, signed_by="Priya Nair", by=priya, on=served_on, at=instant(served_on)
        )
    keys = [item.key.value for item in refused.value.missing]
    assert keys == ["missing.comments_unanswered", "missing.window_open", "missing.placement"]
    assert PlanVersion.objects.get(pk=final.pk).status == PlanVersionStatus.DRAFTING


def test_a_change_that_nobody_asked_for_needs_a_new_draft(priya: User, monday: date) -> None:
    draft = journeys.served(priya, monday)
    day = monday + timedelta(weeks=12)
    who = {"by": priya, "on": day, "at": instant(day)}
    final = plans.revise(draft, **who)
    provision = final.provisions.get()
    plan_writing.write_row(
        final, type(provision), {"how_often": "Twice a week in term time"}, key="P1", **who
    )
    school = factories.SettingFactory()
    plans.name_setting(final, setting=school, type="Mainstream school", **who)
    with pytest.raises(NotReady) as refused:
        plans.finalise_plan(final, signed_by="Priya Nair", **who)
    assert [item.key.value for item in refused.value.missing] == [
        "missing.changes_need_new_draft", "missing.setting_not_consulted",
    ]  # fmt: skip


def test_a_draft_may_not_name_a_setting(priya: User, monday: date) -> None:
    version = journeys.written(priya, monday)
    with pytest.raises(Invalid):
        plans.name_setting(
            version, setting=factories.SettingFactory(), type="Mainstream school", by=priya,
            on=monday, at=instant(monday),
        )  # fmt: skip


def test_the_queue_row_follows_the_case(priya: User, monday: date) -> None:
    assessment = factories.requested(monday)
    row = CaseProjection.objects.get(case=assessment.case)
    assert (row.next_action, row.next_due) == ("action.allocate", date(2026, 2, 16))
    cases.take_case(assessment.case, by=priya, on=monday, at=instant(monday))
    row.refresh_from_db()
    assert (row.next_action, row.caseworker) == ("action.decide_to_assess", priya)
