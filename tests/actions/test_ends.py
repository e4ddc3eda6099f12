"""An assessment that is being considered, and one that ends before its time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ehc.actions import assessments, contributions, ends, plans
from ehc.actions.ends import Responsibility, Written
from ehc.models import (
    Assessment,
    AssessmentProjection,
    CaseProjection,
    Document,
    Letter,
    Means,
    User,
    Withdrawal,
)
from ehc.queries.assessments import duties_of
from ehc.queries.contributions import to_answer
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible, NotYours
from ehc.workflows.clock import DutyStatus
from ehc.workflows.rights import Holder
from tests import factories, journeys
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
NO_LONGER = Responsibility(applies=False, why="The school has found what helps.")
WORDS = "I withdraw my request."


def who(by: User, on: date) -> dict[str, Any]:
    return {"by": by, "on": on, "at": instant(on)}


def letter(on: date, **changes: Any) -> Written:
    return Written(
        **{
            "words": WORDS,
            "means": Means.LETTER,
            "arrived_on": on,
            "holder": Holder.PARENT,
            "written_by": "Ngozi Okafor",
            **changes,
        }
    )


def state_of(assessment: Assessment, duty: str, on: date) -> str:
    return next(one.state.value for one in duties_of(assessment, on) if one.duty == duty)


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
    """law.md, decision 6."""
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


# --- Withdrawal ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "journey", [journeys.allocated, journeys.assessing, journeys.planning], ids=lambda f: f.__name__
)
def test_a_letter_withdraws_the_request_wherever_it_stands(
    journey: Any, priya: User, monday: date
) -> None:
    assessment = journey(priya, monday)
    day, recorded = later(monday, weeks=7), later(monday, weeks=8)
    ends.record_withdrawal(assessment, letter(day), NO_LONGER, **who(priya, recorded))
    assessment.refresh_from_db()
    assert assessment.status == "withdrawn"
    state = state_of(assessment, "plan.final", recorded)
    assert state == DutyStatus.NOT_APPLICABLE
    row = AssessmentProjection.objects.get()
    assert (row.stopped_on, row.stopped_as) == (day, "withdrawn")
    projection = CaseProjection.objects.get()
    assert (projection.next_action, projection.is_open) == ("action.nothing", False)
    sent = Document.objects.get(kind="withdrawn")
    assert sent.facts["blocks"] == ["confirmation"]
    assert sent.facts["dates"]["withdrawn_on"] == day.isoformat()
    assert [one.recipient for one in Letter.objects.filter(document=sent)] == ["family"]
    assert list(problems(assessment.case)) == []


def test_from_considering_too_and_never_twice(priya: User, monday: date) -> None:
    assessment = journeys.allocated(priya, monday)
    assessments.consider_assessing(assessment, **who(priya, monday))
    ends.record_withdrawal(assessment, letter(monday), NO_LONGER, **who(priya, monday))
    with pytest.raises(AlreadyDone):
        ends.record_withdrawal(assessment, letter(monday), NO_LONGER, **who(priya, monday))
    assert Withdrawal.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"words": ""}, "missing.withdrawal_words"),
        ({"arrived_on": None}, "missing.withdrawal_arrived"),
        ({"arrived_on": date(2026, 1, 4)}, "missing.withdrawal_arrived"),
        ({"holder": Holder.YOUNG_PERSON}, "missing.withdrawal_holder"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    changes: dict[str, Any], missing: str, priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(NotReady) as refused:
        ends.record_withdrawal(
            assessment, letter(monday, **changes), NO_LONGER, **who(priya, monday)
        )
    assert [one.key for one in refused.value.missing] == [missing]
    assert not Withdrawal.objects.exists()


def test_staff_say_whether_section_36_3_applies_and_a_family_is_not_asked(
    priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(NotReady) as refused:
        ends.record_withdrawal(assessment, letter(monday), None, **who(priya, monday))
    assert [one.key for one in refused.value.missing] == ["missing.responsibility"]
    mother = assessment.request.asked_by
    ends.withdraw_request(assessment, words=WORDS, **who(mother, monday))
    projection = CaseProjection.objects.get()
    assert (projection.next_action, projection.is_open) == (
        "action.consider_responsibility",
        True,
    )
    with pytest.raises(Invalid):
        ends.consider_responsibility(assessment, Responsibility(True, " "), **who(priya, monday))
    with pytest.raises(NotYours):
        ends.consider_responsibility(assessment, NO_LONGER, **who(mother, monday))
    ends.consider_responsibility(assessment, NO_LONGER, **who(priya, monday))
    with pytest.raises(AlreadyDone):
        ends.consider_responsibility(assessment, NO_LONGER, **who(priya, monday))
    row = Withdrawal.objects.get()
    assert (row.means, row.written_by, row.holder) == ("page", "Ngozi Okafor", "parent")
    assert (row.still_responsible, row.responsibility) == (False, NO_LONGER.why)
    assert not CaseProjection.objects.get().is_open


def test_nothing_is_considered_of_a_request_that_stands(priya: User, monday: date) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(AlreadyDone):
        ends.consider_responsibility(assessment, NO_LONGER, **who(priya, monday))


def test_a_parent_cannot_withdraw_what_has_become_the_young_persons(
    priya: User, monday: date
) -> None:
    grown = {"first_name": "Kai", "date_of_birth": "2008-10-09"}
    assessment = journeys.allocated(priya, monday, child=grown)
    with pytest.raises(NotReady) as refused:
        ends.withdraw_request(assessment, words=WORDS, **who(assessment.request.asked_by, monday))
    assert [one.key for one in refused.value.missing] == ["missing.withdrawal_holder"]
    own = journeys.allocated(
        priya,
        monday,
        who={"asker": "young_person"},
        you={"name": "Lee Okafor", "email": "lee@family.example"},
        child={**grown, "first_name": "Lee"},
    )
    ends.withdraw_request(own, words=WORDS, **who(own.request.asked_by, monday))
    assert Withdrawal.objects.get().holder == "young_person"


def test_a_school_that_asked_cannot_withdraw_for_the_family(priya: User, monday: date) -> None:
    asked = journeys.allocated(
        priya,
        monday,
        who={"asker": "setting"},
        you={
            "name": "Rosa Lind",
            "email": "senco@oakfield.example",
            "family_name": "Ngozi Okafor",
            "family_email": "ngozi@family.example",
        },
    )
    with pytest.raises(NotVisible):
        ends.withdraw_request(asked, words=WORDS, **who(asked.request.asked_by, monday))


def test_what_was_asked_for_is_no_longer_wanted(priya: User, monday: date) -> None:
    assessment = journeys.assessing(priya, monday)
    asked = journeys.advice_sought(priya, later(monday, days=2), assessment)
    adviser = asked.professional
    assert adviser is not None
    assert list(to_answer(adviser)) == [asked]
    day = later(monday, weeks=3)
    ends.record_withdrawal(assessment, letter(day), NO_LONGER, **who(priya, day))
    assert list(to_answer(adviser)) == []
    with pytest.raises(AlreadyDone):
        contributions.chase_advice(asked, link_address="", **who(priya, day))
    with pytest.raises(AlreadyDone):
        contributions.submit_advice(asked, journeys.GOOD_ADVICE, **who(adviser, day))


def test_a_plan_of_a_withdrawn_request_is_not_sent(priya: User, monday: date) -> None:
    version = journeys.written(priya, monday)
    day = later(monday, weeks=8)
    ends.record_withdrawal(version.plan.assessment, letter(day), NO_LONGER, **who(priya, day))
    with pytest.raises(AlreadyDone):
        plans.serve_draft(version, **who(priya, day))
    assert not Document.objects.filter(kind="draft_plan").exists()
