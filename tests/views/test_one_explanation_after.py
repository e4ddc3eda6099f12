"""After an assessment too a date has one explanation on the case, the tracker and the letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from ehc.actions import (
    amendments,
    assessments,
    cases,
    placement,
    plan_writing,
    plans,
    reassessments,
    reviews,
    transfers,
)
from ehc.documents.rendering import paper_html
from ehc.explanations import explain, weekday_date
from ehc.models import Case, Document, Plan, Provision, Review, Setting, User
from ehc.queries.disputes import disagreements_of
from ehc.queries.reassessments import open_reassessment, reassessment_duties
from ehc.queries.reviews import review_duties
from ehc.queries.transfers import duties_of_transfer
from tests import journeys
from tests.arrivals import came
from tests.conftest import Once
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def who(by: User, on: date) -> dict[str, Any]:
    return {"by": by, "on": on, "at": instant(on, 0)}


@pytest.fixture(scope="module", autouse=True)
def kept(once: Once[int], today: date) -> int:
    """A plan that was issued ten weeks ago."""
    asked_on, issued_on = later(today, weeks=-30), later(today, weeks=-10)
    return once(lambda priya: journeys.issued(priya, asked_on, issued_on=issued_on).plan.pk)


@pytest.fixture
def plan(db: None, kept: int) -> Plan:
    return Plan.objects.get(pk=kept)


def _held(plan: Plan, priya: User, on: date) -> Any:
    review = reviews.arrange_review(plan, meeting_on=on, **who(priya, later(on, weeks=-3)))
    return reviews.hold_review_meeting(review, **who(priya, on))


def _refuse_to_assess(_plan: Plan, priya: User, on: date) -> None:
    assessment = journeys.allocated(priya, later(on, weeks=-3))
    assessments.refuse_to_assess(assessment, reason="It is not met.", **who(priya, on))


def _refuse_to_issue(_plan: Plan, priya: User, on: date) -> None:
    assessment = journeys.everybody_asked(priya, later(on, weeks=-12))
    assessments.refuse_to_issue(assessment, reason="Not necessary.", **who(priya, on))


def _final(_plan: Plan, priya: User, on: date) -> None:
    journeys.issued(priya, later(on, weeks=-18), issued_on=on)


def _keep(plan: Plan, priya: User, on: date) -> None:
    reviews.keep_plan(_held(plan, priya, on), reason="It meets the needs.", **who(priya, on))


def _not_amend(plan: Plan, priya: User, on: date) -> None:
    proposed_on = later(on, weeks=-3)
    review = amendments.propose_amendments(
        _held(plan, priya, proposed_on), amendments="More speech therapy.", evidence="A report.",
        reason="The report.", **who(priya, proposed_on),
    )  # fmt: skip
    journeys.posted(priya, Document.objects.get(kind="proposed_amendments"), proposed_on)
    amendments.decide_not_to_amend(review, reason="The family agrees.", **who(priya, on))


def _cease(plan: Plan, priya: User, on: date) -> None:
    reviews.decide_to_cease(
        _held(plan, priya, on), cease_reason="needs_met", reason="No longer needed.",
        consulted_on=on, **who(priya, on),
    )  # fmt: skip


def _refuse_to_reassess(plan: Plan, priya: User, on: date) -> None:
    asked = _asked_again(plan, on)
    reassessments.refuse_to_reassess(
        asked, refused_as="not_necessary", reason="The plan fits.", **who(priya, on)
    )


def _asked_again(plan: Plan, on: date) -> Any:
    return reassessments.ask_again(
        plan, words="Much has changed.", **who(plan.assessment.request.asked_by, on)
    )


def _proposed(plan: Plan, priya: User, on: date) -> Review:
    review = amendments.propose_amendments(
        _held(plan, priya, on), amendments="More speech therapy.", evidence="A report.",
        reason="The report.", **who(priya, on),
    )  # fmt: skip
    journeys.posted(priya, Document.objects.get(kind="proposed_amendments"), on)
    return review


def _amended(plan: Plan, priya: User, on: date) -> None:
    proposed_on = later(on, weeks=-3)
    review = _proposed(plan, priya, proposed_on)
    version = amendments.begin_amended_plan(review, **who(priya, proposed_on))
    plan_writing.write_row(
        version, Provision, {"how_often": "Four times a week in term time"}, key="P1",
        **who(priya, proposed_on),
    )  # fmt: skip
    amendments.send_amended_plan(
        review, signed_by="Priya Nair", reason="The family agrees.", **who(priya, on)
    )


def _reassessed(plan: Plan, priya: User, on: date) -> None:
    reassessing_since, drafted_on = later(on, weeks=-8), later(on, weeks=-3)
    reassessment = reassessments.agree_to_reassess(
        _asked_again(plan, reassessing_since), reason="Much has changed.",
        **who(priya, reassessing_since),
    )  # fmt: skip
    begun = reassessments.begin_plan_again(reassessment, **who(priya, drafted_on))
    draft = plans.serve_draft(begun, **who(priya, drafted_on))
    school = Setting.objects.get()
    placement.consult_setting(draft, school, asked_for_by_family=True, **who(priya, on))
    plans.name_setting(draft, setting=school, type="Mainstream school", **who(priya, on))
    reassessments.send_plan_after_reassessment(
        reassessment, signed_by="Priya Nair", **who(priya, on)
    )


APPEALABLE = {
    "refuse_to_assess": _refuse_to_assess,
    "refuse_to_issue": _refuse_to_issue,
    "final_plan": _final,
    "plan_kept": _keep,
    "not_amended": _not_amend,
    "amended_plan": _amended,
    "reassessed_plan": _reassessed,
    "cease": _cease,
    "refuse_to_reassess": _refuse_to_reassess,
}


def _three(case: Case, kind: str, priya: User, signed_in: SignedIn) -> tuple[str, str, str]:
    """The case page, the family's own page, and the newest letter of a kind on paper."""
    reference = case.reference
    family = case.person.family.get(is_main_contact=True).user
    assert family is not None
    letter = Document.objects.filter(case=case, kind=kind).latest("pk")
    return (
        signed_in(priya).get(f"/cases/{reference}/").content.decode(),
        signed_in(family).get(f"/your-requests/{reference}/").content.decode(),
        paper_html(letter.kind, letter.title, letter.facts, on=letter.event.on),
    )


@pytest.mark.parametrize("kind", APPEALABLE)
def test_the_two_dates_of_an_appeal_are_one_on_all_three(
    kind: str, plan: Plan, priya: User, today: date, signed_in: SignedIn
) -> None:
    APPEALABLE[kind](plan, priya, today)
    case = Document.objects.filter(kind=kind).latest("pk").case
    found = disagreements_of(case, today)[0]
    on_case, tracker, paper = _three(case, kind, priya, signed_in)
    for duty in (found.contact, found.appeal):
        assert duty is not None
        assert duty.due is not None
        said = escape(explain(duty.because_for_families))
        assert said in tracker
        assert said in paper
        assert escape(explain(duty.because)) in on_case
        assert escape(explain(duty.because)) not in tracker


def test_the_weeks_of_a_reassessment_are_one_on_all_three(
    plan: Plan, priya: User, today: date, signed_in: SignedIn
) -> None:
    reassessments.agree_to_reassess(
        _asked_again(plan, today), reason="Much has changed.", **who(priya, today)
    )
    on_case, tracker, paper = _three(plan.case, "agree_to_reassess", priya, signed_in)
    reassessment = open_reassessment(plan.assessment)
    assert reassessment is not None
    (final,) = [
        one for one in reassessment_duties(reassessment, today) if one.duty == "reassess.final"
    ]
    assert escape(explain(final.because_for_families)) in tracker
    assert escape(explain(final.because_for_families)) in paper
    assert escape(explain(final.because)) in on_case


def test_the_time_to_comment_on_proposed_changes_is_one_on_all_three(
    plan: Plan, priya: User, today: date, signed_in: SignedIn
) -> None:
    review = _proposed(plan, priya, today)
    on_case, tracker, paper = _three(plan.case, "proposed_amendments", priya, signed_in)
    (comments,) = [
        one
        for one in review_duties(plan.assessment, [review], today)
        if one.duty == "review.comments"
    ]
    assert escape(explain(comments.because_for_families)) in tracker
    assert escape(explain(comments.because_for_families)) in paper
    assert escape(explain(comments.because)) in on_case
    assert escape(explain(comments.because)) not in tracker


@pytest.mark.parametrize("known_before", [6, 0], ids=["known before", "learned of late"])
def test_by_when_a_plan_is_sent_on_is_one_on_all_three(
    known_before: int, plan: Plan, priya: User, today: date, signed_in: SignedIn
) -> None:
    move = transfers.record_move_out(
        plan, authority="Medway Council", contact="send@medway.example", moves_on=today,
        became_aware_on=later(today, weeks=-known_before), **who(priya, today),
    )  # fmt: skip
    (due,) = duties_of_transfer(plan.assessment, move, today)
    before = _three(plan.case, "final_plan", priya, signed_in)
    transfers.send_plan_on(move, **who(priya, today))
    on_case, tracker, paper = _three(plan.case, "plan_sent_on", priya, signed_in)
    # What is done is still explained on the case; the letter goes to the other authority.
    assert escape(explain(due.because)) in before[0]
    assert escape(explain(due.because)) in on_case
    assert escape(explain(due.because)) in paper
    assert escape(explain(due.because_for_families)) in before[1]
    assert escape(explain(due.because_for_families)) in tracker
    assert escape(explain(due.because)) not in tracker


def test_when_a_plan_that_came_is_reviewed_is_one_on_the_tracker_and_the_letter(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    came_on = later(today, weeks=-1)
    transfer = came(
        priya, came_on, made_on=later(today, weeks=-80), last_reviewed_on=later(today, weeks=-30)
    )
    cases.take_case(transfer.plan.case, **who(priya, today))
    review_on = later(today, weeks=4)
    transfers.tell_family_of_transfer(
        transfer, proposes_to_assess=False, review_on=review_on, **who(priya, today)
    )
    _case, tracker, paper = _three(transfer.plan.case, "plan_taken_over", priya, signed_in)
    assert weekday_date(review_on) in tracker
    assert weekday_date(review_on) in paper
