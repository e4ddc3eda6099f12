"""An assessment that is being considered, and a refusal that is reversed without an order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import advice_requests, assessments, plans
from ehc.models import CaseProjection, Document, Letter, User
from ehc.queries.assessments import duties_of, reach_of
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible, NotYours
from ehc.workflows.clock import DutyStatus
from tests import factories, journeys
from tests.actions.test_ends import state_of, who
from tests.factories import later

pytestmark = pytest.mark.django_db


# --- Considering an assessment ---------------------------------------------------------------


def test_the_family_and_the_persons_of_regulation_4_2_are_told(priya: User, monday: date) -> None:
    assessment = journeys.allocated(priya, monday)
    day = later(monday, weeks=1)
    told = assessments.consider_assessing(assessment, **who(priya, day))
    assert told.status == "considering"
    assert set(Letter.objects.values_list("recipient", flat=True)) == {
        "family", "commissioning_body", "social_services", "head_or_lead",
    }  # fmt: skip
    facts = Document.objects.get().facts
    assert facts["blocks"] == ["views_and_evidence"]
    assert facts["dates"]["assess.notify_decision"] == "2026-02-16"
    assert CaseProjection.objects.get().next_action == "action.decide_to_assess"


@pytest.mark.parametrize("considered", [True, False])
def test_a_refusal_is_dated_under_the_paragraph_that_governs_it(
    considered: bool, priya: User, monday: date
) -> None:
    """Regulation 4(1), which nothing lifts; once considered, regulation 5(1)."""
    assessment = journeys.allocated(priya, monday)
    if considered:
        assessments.consider_assessing(assessment, **who(priya, later(monday, weeks=1)))
    day = later(monday, weeks=5)
    assessments.refuse_to_assess(assessment, reason="Her needs are met.", **who(priya, day))
    states = {
        duty: state_of(assessment, duty, day)
        for duty in ("assess.notify_decision", "assess.notify_refusal")
    }
    sent = Document.objects.get(kind="refuse_to_assess")
    if considered:
        assert states == {
            "assess.notify_decision": "met",
            "assess.notify_refusal": "not_applicable",
        }
        assert "regulations 5(1)-(3)" in sent.facts["citation"]
    else:
        assert states == {
            "assess.notify_decision": "not_applicable",
            "assess.notify_refusal": "met",
        }
        assert "regulations 4(1)" in sent.facts["citation"]


def test_an_agreement_after_considering_goes_on_to_the_assessment(
    priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    assessments.consider_assessing(assessment, **who(priya, monday))
    with pytest.raises(AlreadyDone):
        assessments.consider_assessing(assessment, **who(priya, monday))
    agreed = assessments.agree_to_assess(assessment, reason="It is met.", **who(priya, monday))
    assert agreed.status == "assessing"


def test_nobody_is_told_while_there_is_no_caseworker_or_by_another_team(
    priya: User, tom: User, monday: date
) -> None:
    assessment = factories.requested(monday)
    with pytest.raises(NotReady):
        assessments.consider_assessing(assessment, **who(priya, monday))
    taken = journeys.allocated(priya, monday, child={"first_name": "Bo"})
    with pytest.raises(NotVisible):
        assessments.consider_assessing(taken, **who(tom, monday))
    with pytest.raises(NotYours):
        assessments.consider_assessing(taken, **who(taken.request.asked_by, monday))
    assert not Document.objects.exists()


# --- A refusal reversed without an order -----------------------------------------------------


def test_a_reversal_keeps_the_20_weeks_and_shows_the_working_dates(priya: User) -> None:
    """R (W) v Hertfordshire [2023] EWHC 3138 (Admin); dates of the Ombudsman (25 007 473)."""
    received, refused, day = date(2024, 12, 2), date(2025, 1, 10), date(2025, 2, 21)
    assessment = journeys.allocated(priya, received)
    with pytest.raises(AlreadyDone):
        assessments.reverse_refusal_to_assess(assessment, reason="x", **who(priya, refused))
    assessments.refuse_to_assess(assessment, reason="It is not met.", **who(priya, refused))
    assert not CaseProjection.objects.get().is_open
    assert "reversed.final" not in {one.duty for one in duties_of(assessment, refused)}
    with pytest.raises(NotReady):
        assessments.reverse_refusal_to_assess(assessment, reason=" ", **who(priya, day))
    with pytest.raises(NotYours):
        assessments.reverse_refusal_to_assess(
            assessment, reason="x", **who(assessment.request.asked_by, day)
        )
    back = assessments.reverse_refusal_to_assess(
        assessment, reason="The new report shows that it may be.", **who(priya, day)
    )
    assert back.status == "assessing"
    due = {one.duty: (one.due, one.state.value) for one in duties_of(back, day)}
    assert due["plan.final"] == (received + timedelta(weeks=20), "running")
    assert due["reversed.refuse_to_issue"] == (date(2025, 5, 2), "running")
    assert due["reversed.final"] == (date(2025, 5, 30), "running")
    assert due["assess.notify_refusal"][1] == "met"
    projection = CaseProjection.objects.get()
    assert (projection.is_open, projection.next_action) == (True, "action.seek_advice")
    sent = Document.objects.get(kind="reversed_to_assess")
    assert sent.facts["blocks"] == ["decision"]
    assert sent.facts["dates"]["reversed.final"] == "2025-05-30"
    assert sent.letters.count() == 4
    assert list(problems(assessment.case)) == []


def test_a_refusal_to_issue_is_reversed_and_the_plan_is_written(priya: User, monday: date) -> None:
    assessment = journeys.everybody_asked(priya, monday)
    day = later(monday, weeks=16)
    assessments.refuse_to_issue(assessment, reason="It is not necessary.", **who(priya, day))
    with pytest.raises(AlreadyDone):
        assessments.reverse_refusal_to_assess(assessment, reason="x", **who(priya, day))
    assert state_of(assessment, "plan.final", day) == "not_applicable"
    again = later(day, weeks=1)
    back = assessments.reverse_refusal_to_issue(
        assessment, reason="The school wrote again.", **who(priya, again)
    )
    assert back.status == "planning"
    due = {one.duty: one for one in duties_of(back, again)}
    assert (due["plan.final"].due, due["plan.final"].state) == (
        later(monday, weeks=20),
        DutyStatus.RUNNING,
    )
    assert due["issue.notify_refusal"].state == DutyStatus.MET
    assert CaseProjection.objects.get().next_action == "action.write_draft"
    plans.begin_plan(back, **who(priya, again))
    sent = Document.objects.get(kind="reversed_to_issue")
    assert [one.recipient for one in sent.letters.all()] == [
        "family", "commissioning_body", "head_or_lead",
    ]  # fmt: skip


def test_a_missed_appointment_exempts_the_body_that_made_it_alone(
    priya: User, monday: date
) -> None:
    """Regulation 8(2)(c): an appointment "made by the body"."""
    assessment = journeys.assessing(priya, monday)
    asked_on = monday + timedelta(days=7)
    body = factories.ServiceFactory(advice_kind="medical", is_s31_body=True)
    medical, speech = (
        advice_requests.seek_advice(assessment, kind=kind, service=body, **who(priya, asked_on))
        for kind in ("medical", "requested")
    )
    missed_on = (asked_on + timedelta(days=14)).isoformat()
    given: dict[str, Any] = {
        "ground": "missed_appointment",
        "why_impractical": "They were ill.",
        "family_told_on": None,
        **who(priya, asked_on + timedelta(days=14)),
    }
    for wrong in ({"from": missed_on}, {"from": missed_on, "advice": "0"}):
        with pytest.raises(Invalid) as refused:
            assessments.record_exemption(assessment, facts=wrong, **given)
        assert refused.value.field == "advice"
    facts = {"from": missed_on, "advice": str(medical.pk)}
    row = assessments.record_exemption(assessment, facts=facts, **given)
    reached = {one.duty.ref: one.holds for one in reach_of(row, monday + timedelta(weeks=12))}
    assert (reached[str(medical.pk)], reached[str(speech.pk)]) == (True, False)
    # What was recorded before anybody asked is taken to be every body's.
    row.facts = {"from": missed_on}
    reached = {one.duty.ref: one.holds for one in reach_of(row, monday + timedelta(weeks=12))}
    assert (reached[str(medical.pk)], reached[str(speech.pk)]) == (True, True)
