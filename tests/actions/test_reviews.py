"""Reviewing a plan that was issued: each refusal beside a twin that passes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import reviews
from ehc.models import CaseEvent, Document, Letter, Plan, Review, User
from ehc.queries import reviews as reads
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible
from ehc.workflows.clock import DutyStatus
from ehc.workflows.statuses import ReviewStatus
from tests import journeys
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db
ISSUED_ON = date(2026, 5, 18)
TOLD_ON = date(2026, 9, 7)
MEETING_ON = date(2026, 9, 21)
REPORT_ON = date(2026, 10, 2)
DECIDED_ON = date(2026, 10, 15)


def who(priya: User, on: date) -> dict[str, Any]:
    return {"by": priya, "on": on, "at": instant(on)}


@pytest.fixture(scope="module", autouse=True)
def issued(once: Once[int], monday: date) -> int:
    return once(lambda priya: journeys.issued(priya, monday, issued_on=ISSUED_ON).plan.pk)


@pytest.fixture
def plan(db: None, issued: int) -> Plan:
    return Plan.objects.get(pk=issued)


@pytest.fixture
def arranged(priya: User, plan: Plan) -> Review:
    return reviews.arrange_review(plan, meeting_on=MEETING_ON, **who(priya, TOLD_ON))


@pytest.fixture
def held(priya: User, arranged: Review) -> Review:
    return reviews.hold_review_meeting(arranged, **who(priya, MEETING_ON))


def duties(plan: Plan, on: date) -> dict[str, tuple[str, date | None]]:
    rows = list(reads.reviews_of(plan.assessment))
    return {
        one.duty: (one.state.value, one.due)
        for one in reads.review_duties(plan.assessment, rows, on)
    }


def test_a_review_goes_from_notice_to_a_plan_that_is_kept(priya: User, arranged: Review) -> None:
    reviews.send_review_papers(arranged, **who(priya, TOLD_ON))
    reviews.hold_review_meeting(arranged, **who(priya, MEETING_ON))
    reviews.send_review_report(
        arranged, report="No change is recommended.", **who(priya, REPORT_ON)
    )
    kept = reviews.keep_plan(arranged, reason="It meets the needs.", **who(priya, DECIDED_ON))
    assert (kept.status, kept.outcome, kept.decided_on) == (
        ReviewStatus.KEPT, "maintain", DECIDED_ON,
    )  # fmt: skip
    assert (kept.papers_sent_on, kept.report_on) == (TOLD_ON, REPORT_ON)
    steps = CaseEvent.objects.filter(case=kept.plan.case, process="review").order_by("number")
    assert [event.step for event in steps] == [
        "arrange_review", "send_review_papers", "hold_review_meeting", "send_review_report",
        "keep_plan",
    ]  # fmt: skip
    assert kept.history.count() == 5
    assert list(problems(kept.plan.case)) == []


def test_a_first_review_is_due_within_twelve_months_of_the_plan(plan: Plan) -> None:
    due = date(2027, 5, 17)
    assert duties(plan, due) == {"review.first": ("running", due)}
    assert duties(plan, due + timedelta(days=1)) == {"review.first": ("late", due)}


def test_the_meeting_starts_the_weeks_of_the_report_and_of_the_decision(
    priya: User, plan: Plan, held: Review
) -> None:
    found = duties(plan, MEETING_ON)
    assert found["review.notice"] == ("met", date(2026, 9, 7))
    assert found["review.papers"] == ("late", date(2026, 9, 7))
    assert found["review.report"] == ("running", date(2026, 10, 5))
    assert found["review.decision"] == ("running", date(2026, 10, 19))
    late = duties(plan, date(2026, 10, 20))
    assert (late["review.report"][0], late["review.decision"][0]) == ("late", "late")
    reviews.keep_plan(held, reason="It meets the needs.", **who(priya, date(2026, 10, 19)))
    after = duties(plan, date(2026, 10, 20))
    # The decision does not take the place of the report, which is not recorded.
    assert after["review.report"] == ("late", date(2026, 10, 5))
    reviews.send_review_report(held, report="No change.", **who(priya, date(2026, 10, 20)))
    (report,) = [
        one
        for one in reads.review_duties(plan.assessment, [held], date(2026, 10, 20))
        if one.duty == "review.report"
    ]
    assert (report.state, report.done_on) == (DutyStatus.LATE, date(2026, 10, 20))
    assert after["review.decision"] == ("met", date(2026, 10, 19))
    assert after["review.first"][0] == "met"
    assert after["review.next"] == ("running", date(2027, 10, 18))


def test_each_duty_of_a_review_says_why_it_is_due(plan: Plan, held: Review) -> None:
    from ehc.explanations import explain

    found = reads.review_duties(plan.assessment, [held], MEETING_ON)
    said = {one.duty: explain(one.because) for one in found}
    assert "Monday 19 October 2026: 4 weeks after the review meeting" in said["review.decision"]
    assert "A meeting by Monday 19 April 2027 leaves the four weeks" in said["review.first"]


def test_notice_counts_for_the_day_of_which_it_was_given(
    priya: User, plan: Plan, arranged: Review
) -> None:
    new_day = MEETING_ON + timedelta(days=7)
    reviews.move_review_meeting(arranged, meeting_on=new_day, **who(priya, date(2026, 9, 10)))
    assert duties(plan, date(2026, 9, 10))["review.notice"] == ("met", date(2026, 9, 14))


def test_a_meeting_on_another_day_than_everybody_was_told_had_no_notice(
    priya: User, plan: Plan, arranged: Review
) -> None:
    earlier = MEETING_ON - timedelta(days=2)
    reviews.hold_review_meeting(arranged, **who(priya, earlier))
    assert duties(plan, earlier)["review.notice"] == ("late", date(2026, 9, 5))


def test_a_plan_that_is_to_end_says_from_when_it_may(priya: User, plan: Plan, held: Review) -> None:
    ended = reviews.decide_to_cease(
        held,
        cease_reason="needs_met",
        reason="He needs none.",
        consulted_on=DECIDED_ON,
        **who(priya, DECIDED_ON),
    )  # fmt: skip
    assert (ended.status, ended.outcome) == (ReviewStatus.CEASING, "cease")
    found = duties(plan, DECIDED_ON)
    assert found["review.decision"][0] == "met"
    assert found["cease.earliest"] == ("running", date(2026, 12, 16))
    assert list(problems(plan.case)) == []


def test_a_plan_is_not_ended_before_the_consultation(priya: User, held: Review) -> None:
    with pytest.raises(Invalid) as refused:
        reviews.decide_to_cease(
            held,
            cease_reason="needs_met",
            reason="He needs none.",
            consulted_on=DECIDED_ON + timedelta(days=1),
            **who(priya, DECIDED_ON),
        )
    assert refused.value.field == "consulted_on"
    assert Review.objects.get().status == ReviewStatus.HELD


def test_only_a_plan_that_was_issued_is_reviewed(priya: User, monday: date) -> None:
    draft = journeys.served(priya, monday)
    with pytest.raises(AlreadyDone):
        reviews.arrange_review(draft.plan, meeting_on=MEETING_ON, **who(priya, TOLD_ON))
    journeys.finished(priya, draft, on=ISSUED_ON)
    assert reviews.arrange_review(draft.plan, meeting_on=MEETING_ON, **who(priya, TOLD_ON))


def test_one_review_at_a_time(priya: User, plan: Plan, held: Review) -> None:
    again = {"meeting_on": date(2027, 9, 20), **who(priya, date(2027, 9, 1))}
    with pytest.raises(AlreadyDone) as refused:
        reviews.arrange_review(plan, **again)
    assert refused.value.status == ReviewStatus.HELD
    reviews.keep_plan(held, reason="It meets the needs.", **who(priya, DECIDED_ON))
    assert reviews.arrange_review(plan, **again).status == ReviewStatus.ARRANGED


@pytest.mark.parametrize(
    ("told_on", "meeting_on", "field"),
    [
        (ISSUED_ON - timedelta(days=1), MEETING_ON, "told_on"),
        (MEETING_ON + timedelta(days=1), MEETING_ON, "meeting_on"),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_is_written(
    priya: User, plan: Plan, told_on: date, meeting_on: date, field: str
) -> None:
    events = CaseEvent.objects.count()
    with pytest.raises(Invalid) as refused:
        reviews.arrange_review(plan, meeting_on=meeting_on, **who(priya, told_on))
    assert refused.value.field == field
    assert (Review.objects.count(), CaseEvent.objects.count()) == (0, events)


def test_a_meeting_that_was_held_is_not_moved_nor_held_again(priya: User, held: Review) -> None:
    with pytest.raises(AlreadyDone):
        reviews.move_review_meeting(
            held, meeting_on=date(2026, 9, 30), **who(priya, date(2026, 9, 22))
        )
    with pytest.raises(AlreadyDone):
        reviews.hold_review_meeting(held, **who(priya, MEETING_ON))


def test_papers_are_sent_once_and_not_after_the_meeting(priya: User, arranged: Review) -> None:
    with pytest.raises(Invalid):
        reviews.send_review_papers(arranged, **who(priya, MEETING_ON + timedelta(days=1)))
    reviews.send_review_papers(arranged, **who(priya, MEETING_ON))
    with pytest.raises(AlreadyDone):
        reviews.send_review_papers(arranged, **who(priya, MEETING_ON))


def test_a_report_follows_the_meeting_says_something_and_is_sent_once(
    priya: User, arranged: Review
) -> None:
    report = {"report": "No change.", **who(priya, REPORT_ON)}
    with pytest.raises(AlreadyDone):
        reviews.send_review_report(arranged, **report)
    reviews.hold_review_meeting(arranged, **who(priya, MEETING_ON))
    with pytest.raises(Invalid):
        reviews.send_review_report(arranged, **{**report, "report": " "})
    with pytest.raises(Invalid):
        reviews.send_review_report(arranged, **{**report, "on": TOLD_ON})
    reviews.send_review_report(arranged, **report)
    with pytest.raises(AlreadyDone):
        reviews.send_review_report(arranged, **report)


def test_a_decision_follows_the_meeting_and_has_its_reasons(priya: User, arranged: Review) -> None:
    with pytest.raises(AlreadyDone):
        reviews.keep_plan(arranged, reason="It meets the needs.", **who(priya, DECIDED_ON))
    reviews.hold_review_meeting(arranged, **who(priya, MEETING_ON))
    with pytest.raises(Invalid):
        reviews.keep_plan(arranged, reason="It meets the needs.", **who(priya, TOLD_ON))
    with pytest.raises(NotReady) as refused:
        reviews.keep_plan(arranged, reason=" ", **who(priya, DECIDED_ON))
    assert [one.key.value for one in refused.value.missing] == ["missing.reasons"]
    assert not Letter.objects.filter(event__step="keep_plan").exists()
    assert reviews.keep_plan(arranged, reason="It meets the needs.", **who(priya, DECIDED_ON))


def test_another_teams_caseworker_does_not_learn_of_it_nor_does_a_parent(
    priya: User, tom: User, held: Review
) -> None:
    with pytest.raises(NotVisible):
        reviews.keep_plan(held, reason="It meets the needs.", **who(tom, DECIDED_ON))
    mother = User.objects.get(email="ngozi@family.example")
    with pytest.raises(NotVisible):
        reviews.keep_plan(held, reason="It meets the needs.", **who(mother, DECIDED_ON))
    assert Review.objects.get().status == ReviewStatus.HELD


def test_the_letter_of_a_plan_that_is_kept_goes_to_the_family_and_the_head(
    priya: User, held: Review
) -> None:
    reviews.keep_plan(held, reason="It meets the needs.", **who(priya, DECIDED_ON))
    document = Document.objects.get(kind="plan_kept")
    assert [letter.recipient for letter in document.letters.order_by("pk")] == [
        "family", "head_or_lead",
    ]  # fmt: skip
    assert document.facts["dates"]["appeal_by"] == "2026-12-15"
    assert document.facts["dates"]["meeting_on"] == "2026-09-21"
    # Regulation 20(11) asks for no reasons; they are in the record.
    assert "reasons" not in document.facts["blocks"]
    assert CaseEvent.objects.get(step="keep_plan").payload.data["reason"] == "It meets the needs."


def test_the_letter_of_a_plan_that_is_to_end_goes_to_each_once(priya: User, held: Review) -> None:
    person = held.plan.case.person
    person.setting = held.plan.versions.get(status="final").placement_setting
    person.save()
    reviews.decide_to_cease(
        held,
        cease_reason="needs_met",
        reason="He needs none.",
        consulted_on=DECIDED_ON,
        **who(priya, DECIDED_ON),
    )  # fmt: skip
    letters = Document.objects.get(kind="cease").letters.order_by("pk")
    assert [letter.recipient for letter in letters] == [
        "family", "institution_named", "commissioning_body",
    ]  # fmt: skip


def test_nothing_is_late_of_a_review_that_has_not_begun(plan: Plan) -> None:
    found = reads.review_duties(plan.assessment, [], ISSUED_ON)
    assert {one.state for one in found} == {DutyStatus.RUNNING}
