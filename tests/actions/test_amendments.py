"""Amending a plan after a review: proposed, commented on, and sent or not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import amendments, placement, plan_writing, plans, reviews
from ehc.models import (
    Document,
    EventPayload,
    Letter,
    Plan,
    PlanVersion,
    Provision,
    Review,
    Setting,
    User,
)
from ehc.queries import cases
from ehc.queries import reviews as reads
from ehc.queries.amending import waits_for
from ehc.queries.placement import placement_told
from ehc.queries.reviews_due import reviews_due
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady
from ehc.workflows.statuses import PlanVersionStatus, ReviewStatus
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db
ISSUED_ON = date(2026, 5, 18)
MEETING_ON = date(2026, 9, 21)
PROPOSED_ON = date(2026, 10, 12)
CLOSES_ON = date(2026, 10, 26)
SENT_ON = date(2026, 11, 9)
PROPOSAL = {
    "amendments": "Section F, P1: four times a week instead of three.",
    "evidence": "The report of the meeting of 21 September 2026.",
    "reason": "The meeting agreed.",
}


def who(priya: User, on: date) -> dict[str, Any]:
    return {"by": priya, "on": on, "at": instant(on)}


@pytest.fixture(scope="module", autouse=True)
def issued(once: Once[int], monday: date) -> int:
    return once(lambda priya: journeys.issued(priya, monday, issued_on=ISSUED_ON).plan.pk)


@pytest.fixture
def plan(db: None, issued: int) -> Plan:
    return Plan.objects.get(pk=issued)


@pytest.fixture
def held(priya: User, plan: Plan) -> Review:
    review = reviews.arrange_review(
        plan, meeting_on=MEETING_ON, **who(priya, MEETING_ON - timedelta(weeks=3))
    )
    return reviews.hold_review_meeting(review, **who(priya, MEETING_ON))


def posted(priya: User, review: Review, on: date) -> Review:
    """With its letter, which always goes by post, posted on a day."""
    letter = Document.objects.get(kind="proposed_amendments", event__process_id=review.pk)
    journeys.posted(priya, letter, on)
    return review


@pytest.fixture
def unposted(priya: User, held: Review) -> Review:
    return amendments.propose_amendments(held, **PROPOSAL, **who(priya, PROPOSED_ON))


@pytest.fixture
def proposed(priya: User, unposted: Review) -> Review:
    return posted(priya, unposted, PROPOSED_ON)


@pytest.fixture
def amended(priya: User, proposed: Review) -> PlanVersion:
    version = amendments.begin_amended_plan(proposed, **who(priya, PROPOSED_ON))
    plan_writing.write_row(
        version, Provision, {"how_often": "Four times a week in term time"}, key="P1",
        **who(priya, PROPOSED_ON),
    )  # fmt: skip
    return version


def send(priya: User, review: Review, on: date, **changes: str) -> Review:
    given = {"signed_by": "Priya Nair", "reason": "The family agrees.", **changes}
    return amendments.send_amended_plan(review, **given, **who(priya, on))


def duties(review: Review, on: date) -> dict[str, tuple[str, date | None]]:
    assessment = review.plan.assessment
    rows = list(reads.reviews_of(assessment))
    return {
        one.duty: (one.state.value, one.due) for one in reads.review_duties(assessment, rows, on)
    }


def test_what_is_proposed_goes_to_the_family_by_post_with_the_plan_as_it_is(
    proposed: Review,
) -> None:
    assert (proposed.status, proposed.comments_close_on) == (ReviewStatus.AMENDING, CLOSES_ON)
    document = Document.objects.get(kind="proposed_amendments")
    letter = document.letters.get()
    # Though the family agreed to letters by email: copies of evidence are on paper.
    assert (letter.recipient, letter.by_post) == ("family", True)
    assert document.facts["amendments"] == PROPOSAL["amendments"]
    assert document.facts["evidence"] == PROPOSAL["evidence"]
    assert document.facts["dates"]["comments_close_on"] == CLOSES_ON.isoformat()
    # The plan's own paper is the one that was issued; no other is made of it.
    assert Document.objects.filter(kind="plan_final").count() == 1
    assert list(problems(proposed.plan.case)) == []


@pytest.mark.parametrize("name", ["amendments", "evidence"])
def test_nothing_is_proposed_without_the_changes_and_what_supports_them(
    priya: User, held: Review, name: str
) -> None:
    with pytest.raises(Invalid) as refused:
        amendments.propose_amendments(held, **{**PROPOSAL, name: " "}, **who(priya, PROPOSED_ON))
    assert refused.value.field == name
    assert Review.objects.get().status == ReviewStatus.HELD


def test_the_weeks_of_the_amended_plan_run_from_the_proposal_and_from_the_meeting(
    proposed: Review,
) -> None:
    found = duties(proposed, PROPOSED_ON)
    assert found["review.decision"] == ("met", date(2026, 10, 19))
    assert found["review.amendments"] == ("met", date(2026, 10, 19))
    assert found["review.comments"] == ("running", CLOSES_ON)
    assert found["review.final"] == ("running", date(2026, 12, 7))
    assert found["review.final_from_meeting"] == ("running", date(2026, 12, 14))
    assert found["review.next"] == ("running", date(2027, 10, 11))


def test_what_a_version_was_begun_for_is_known_though_the_words_were_erased(
    priya: User, proposed: Review, amended: PlanVersion
) -> None:
    EventPayload.objects.get(event__step="begin_version", event__process_id=amended.pk).delete()
    assert waits_for(amended) == proposed
    assert send(priya, proposed, SENT_ON).status == ReviewStatus.AMENDED
    assert list(problems(proposed.plan.case)) == []


def test_an_amended_plan_is_sent_and_the_one_before_it_stays_as_it_was(
    priya: User, proposed: Review, amended: PlanVersion
) -> None:
    sent = send(priya, proposed, SENT_ON)
    assert (sent.status, sent.outcome) == (ReviewStatus.AMENDED, "amend")
    amended.refresh_from_db()
    assert (amended.status, amended.number) == (PlanVersionStatus.FINAL, 3)
    assert amended.placement_setting is not None
    before = amended.based_on
    assert before is not None
    assert before.provisions.get().how_often == "Three times a week in term time"
    assert amended.provisions.get().how_often == "Four times a week in term time"
    assert cases.final_version(proposed.plan.assessment) == amended
    assert amended.document is not None
    assert amended.document.title == (
        "EHC plan of 18 May 2026, amended on 9 November 2026, version 3"
    )
    letters = Letter.objects.filter(document__kind="amended_plan").order_by("pk")
    assert [letter.recipient for letter in letters] == [
        "family", "institution_named", "commissioning_body",
    ]  # fmt: skip
    # The setting and the commissioning body are still to be sent it (regulation 13(2)).
    found = duties(proposed, SENT_ON)
    assert found["review.final"][0] == found["review.final_from_meeting"][0] == "running"
    journeys.plan_posted(priya, proposed.plan.case, SENT_ON)
    found = duties(proposed, SENT_ON)
    assert found["review.final"][0] == found["review.final_from_meeting"][0] == "met"
    assert list(problems(proposed.plan.case)) == []


def test_an_amended_plan_waits_for_the_familys_fifteen_days(
    priya: User, proposed: Review, amended: PlanVersion
) -> None:
    with pytest.raises(NotReady) as refused:
        send(priya, proposed, CLOSES_ON)
    assert [one.key.value for one in refused.value.missing] == ["missing.window_open"]
    amended.refresh_from_db()
    assert amended.status == PlanVersionStatus.DRAFTING
    assert send(priya, proposed, CLOSES_ON + timedelta(days=1)).status == ReviewStatus.AMENDED


def test_an_amended_plan_is_not_sent_unwritten_unsigned_or_without_what_the_family_said(
    priya: User, proposed: Review
) -> None:
    with pytest.raises(Invalid):
        send(priya, proposed, SENT_ON)
    amendments.begin_amended_plan(proposed, **who(priya, PROPOSED_ON))
    with pytest.raises(NotReady) as unsigned:
        send(priya, proposed, SENT_ON, signed_by=" ")
    assert [one.key.value for one in unsigned.value.missing] == ["missing.signing_officer"]
    with pytest.raises(NotReady) as unsaid:
        send(priya, proposed, SENT_ON, reason=" ")
    assert [one.key.value for one in unsaid.value.missing] == ["missing.reasons"]
    assert not Document.objects.filter(kind="amended_plan").exists()
    assert send(priya, proposed, SENT_ON)


def test_an_amended_plan_is_begun_once_and_only_after_a_proposal(priya: User, held: Review) -> None:
    with pytest.raises(AlreadyDone):
        amendments.begin_amended_plan(held, **who(priya, PROPOSED_ON))
    proposed = amendments.propose_amendments(held, **PROPOSAL, **who(priya, PROPOSED_ON))
    assert amendments.begin_amended_plan(proposed, **who(priya, PROPOSED_ON)).number == 3
    with pytest.raises(AlreadyDone):
        amendments.begin_amended_plan(proposed, **who(priya, PROPOSED_ON))


def test_an_amended_plan_leaves_by_its_own_step_alone(
    priya: User, proposed: Review, amended: PlanVersion
) -> None:
    with pytest.raises(AlreadyDone):
        plans.finalise_plan(amended, signed_by="Priya Nair", **who(priya, SENT_ON))
    with pytest.raises(NotReady):
        plans.serve_draft(amended, **who(priya, PROPOSED_ON))
    # Not even where Section I is empty, by a decision under section 61.
    decided: dict[str, Any] = {
        "setting": None, "type": "", "otherwise_than_at_school": True,
        **who(priya, PROPOSED_ON),
    }  # fmt: skip
    complete: dict[str, Any] = {"reasons": "No school can.", "family_consulted_on": PROPOSED_ON}
    for left_out, field in (("reasons", "reasons"), ("family_consulted_on",) * 2):
        with pytest.raises(Invalid) as refused:
            plans.name_setting(
                amended,
                **decided,
                **{name: complete[name] for name in complete if name != left_out},
            )
        assert refused.value.field == field
    plans.name_setting(amended, **decided, **complete)
    with pytest.raises(AlreadyDone):
        plans.serve_draft(amended, **who(priya, PROPOSED_ON))
    amended = PlanVersion.objects.get(pk=amended.pk)
    assert (amended.status, amended.served_on) == (PlanVersionStatus.DRAFTING, None)
    assert Document.objects.filter(kind="plan_draft").count() == 1
    assert send(priya, proposed, SENT_ON)


def test_a_plan_that_is_not_amended_after_all_says_why_and_how_to_appeal(
    priya: User, proposed: Review, amended: PlanVersion
) -> None:
    with pytest.raises(NotReady) as refused:
        amendments.decide_not_to_amend(proposed, reason=" ", **who(priya, SENT_ON))
    assert [one.key.value for one in refused.value.missing] == ["missing.reasons_for_letter"]
    kept = amendments.decide_not_to_amend(
        proposed, reason="The family asks us not to.", **who(priya, SENT_ON)
    )
    assert (kept.status, kept.outcome, kept.decided_on) == (
        ReviewStatus.KEPT, "maintain", SENT_ON,
    )  # fmt: skip
    document = Document.objects.get(kind="not_amended")
    assert document.facts["reasons"] == "The family asks us not to."
    assert document.facts["dates"]["proposed_on"] == PROPOSED_ON.isoformat()
    found = duties(proposed, SENT_ON)
    assert found["review.final"][0] == "met"
    assert found["review.final_from_meeting"][0] == "not_applicable"
    # The plan was reviewed when amending was proposed: the next year is counted from then.
    assert found["review.next"] == ("running", date(2027, 10, 11))
    (row,) = reviews_due(priya, SENT_ON)
    assert (row.duty, row.due) == ("review.next", date(2027, 10, 11))
    # What was begun is passed over: the plan is the one that was issued.
    assert cases.current_version(proposed.plan.assessment) == amended.based_on
    with pytest.raises(AlreadyDone):
        send(priya, proposed, SENT_ON)
    assert list(problems(proposed.plan.case)) == []


def test_a_plan_that_was_not_amended_can_be_proposed_for_again(
    priya: User, proposed: Review, amended: PlanVersion
) -> None:
    amendments.decide_not_to_amend(proposed, reason="Not now.", **who(priya, SENT_ON))
    met_on = date(2027, 9, 20)
    again = reviews.arrange_review(
        proposed.plan, meeting_on=met_on, **who(priya, met_on - timedelta(weeks=3))
    )
    again = reviews.hold_review_meeting(again, **who(priya, met_on))
    amendments.propose_amendments(again, **PROPOSAL, **who(priya, met_on))
    posted(priya, again, met_on)
    # What was begun for the earlier proposal is not sent for this one.
    assert cases.current_version(proposed.plan.assessment) == amended.based_on
    sent_on = met_on + timedelta(weeks=3)
    with pytest.raises(Invalid):
        send(priya, again, sent_on)
    version = amendments.begin_amended_plan(again, **who(priya, met_on))
    assert (version.number, version.based_on) == (amended.number + 1, amended.based_on)
    assert send(priya, again, sent_on).status == ReviewStatus.AMENDED


WITHOUT = {**PROPOSAL, "reason": "The therapy cannot wait for the next review."}


@pytest.fixture
def proposed_alone(priya: User, plan: Plan) -> Review:
    alone = amendments.propose_amendments_without_review(plan, **WITHOUT, **who(priya, PROPOSED_ON))
    return posted(priya, alone, PROPOSED_ON)


def test_without_a_review_amendments_go_on_as_if_after_one_and_are_none(
    priya: User, proposed_alone: Review
) -> None:
    assert (proposed_alone.status, proposed_alone.meeting_on, proposed_alone.is_review) == (
        ReviewStatus.AMENDING, None, False,
    )  # fmt: skip
    document = Document.objects.get(kind="proposed_amendments")
    assert document.facts["citation"] == "SEND Regulations 2014, regulations 22(2) and 28"
    assert document.facts["dates"]["comments_close_on"] == CLOSES_ON.isoformat()
    assert "meeting_on" not in document.facts["dates"]
    assert [(one.recipient, one.by_post) for one in document.letters.all()] == [("family", True)]
    first = date(2027, 5, 17)
    assert duties(proposed_alone, PROPOSED_ON) == {
        "review.first": ("running", first),
        "review.comments": ("running", CLOSES_ON),
        "review.final": ("running", date(2026, 12, 7)),
    }
    version = amendments.begin_amended_plan(proposed_alone, **who(priya, PROPOSED_ON))
    with pytest.raises(NotReady):
        send(priya, proposed_alone, CLOSES_ON)
    send(priya, proposed_alone, SENT_ON)
    journeys.plan_posted(priya, proposed_alone.plan.case, SENT_ON)
    version.refresh_from_db()
    assert version.status == PlanVersionStatus.FINAL
    after = duties(proposed_alone, SENT_ON)
    assert (after["review.final"], after["review.first"]) == (
        ("met", date(2026, 12, 7)), ("running", first),
    )  # fmt: skip
    assert "review.next" not in after
    assert list(problems(proposed_alone.plan.case)) == []


def test_not_to_amend_without_a_review_is_no_review_either(
    priya: User, proposed_alone: Review
) -> None:
    amendments.decide_not_to_amend(proposed_alone, reason="No.", **who(priya, SENT_ON))
    found = duties(proposed_alone, SENT_ON)
    assert found["review.final"] == ("met", date(2026, 12, 7))
    assert found["review.first"] == ("running", date(2027, 5, 17))
    assert "review.next" not in found
    assert Document.objects.filter(kind="not_amended").count() == 1


def test_an_amendment_stands_beside_a_review_and_one_at_a_time(priya: User, held: Review) -> None:
    alone = amendments.propose_amendments_without_review(
        held.plan, **WITHOUT, **who(priya, PROPOSED_ON)
    )
    found = duties(held, PROPOSED_ON)
    # The review's own decision is not made by it.
    assert found["review.decision"] == ("running", date(2026, 10, 19))
    with pytest.raises(AlreadyDone):
        amendments.propose_amendments(held, **PROPOSAL, **who(priya, PROPOSED_ON))
    with pytest.raises(AlreadyDone):
        amendments.propose_amendments_without_review(
            held.plan, **WITHOUT, **who(priya, PROPOSED_ON)
        )
    amendments.decide_not_to_amend(alone, reason="No.", **who(priya, PROPOSED_ON))
    assert amendments.propose_amendments(held, **PROPOSAL, **who(priya, PROPOSED_ON))


@pytest.mark.parametrize("name", ["amendments", "evidence", "reason"])
def test_nothing_is_proposed_without_a_review_and_without_its_words(
    priya: User, plan: Plan, name: str
) -> None:
    with pytest.raises(Invalid):
        amendments.propose_amendments_without_review(
            plan, **{**WITHOUT, name: " "}, **who(priya, PROPOSED_ON)
        )
    assert not Review.objects.exists()


def test_an_amendment_without_a_review_has_no_meeting_to_record(
    priya: User, proposed_alone: Review
) -> None:
    day = who(priya, SENT_ON)
    for refused in (
        lambda: reviews.hold_review_meeting(proposed_alone, **day),
        lambda: reviews.send_review_papers(proposed_alone, **day),
        lambda: reviews.send_review_report(proposed_alone, report="x", **day),
        lambda: reviews.move_review_meeting(proposed_alone, meeting_on=SENT_ON, **day),
    ):
        with pytest.raises(AlreadyDone):
            refused()


# --- Where the amendment changes Section I ----------------------------------------------------


def stops(priya: User, review: Review, on: date) -> list[tuple[str, str]]:
    with pytest.raises(NotReady) as refused:
        send(priya, review, on)
    return [
        (one.key.value.removeprefix("missing."), str(one.params.get("setting", "")))
        for one in refused.value.missing
    ]


def name(priya: User, version: PlanVersion, setting: Setting | None, type: str) -> None:
    plans.name_setting(version, setting=setting, type=type, **who(priya, PROPOSED_ON))


def test_an_amendment_that_names_another_setting_consults_it_as_a_first_plan_does(
    priya: User, proposed: Review, amended: PlanVersion
) -> None:
    """Regulation 22(1): sections 33, 39 and 40."""
    elm = factories.SettingFactory(name="Elm", type="Community special school")
    name(priya, amended, elm, "Special school")
    assert stops(priya, proposed, SENT_ON) == [
        ("setting_not_consulted", "Elm"), ("mainstream_ground", ""),
    ]  # fmt: skip
    asked = placement.consult_setting(
        amended, elm, asked_for_by_family=False, **who(priya, PROPOSED_ON)
    )
    assert stops(priya, proposed, SENT_ON) == [("mainstream_ground", "")]
    # The family asks for it too, in the fifteen days: then it is to be named.
    placement.note_request_for_setting(asked, requested_on=CLOSES_ON, **who(priya, CLOSES_ON))
    placement.record_setting_response(asked, answer="can_meet", reasons="", **who(priya, CLOSES_ON))
    assert send(priya, proposed, SENT_ON).status == ReviewStatus.AMENDED
    with pytest.raises(AlreadyDone):
        placement.consult_setting(
            amended, factories.SettingFactory(), asked_for_by_family=True, **who(priya, SENT_ON)
        )


def test_what_an_amendment_leaves_as_it_was_is_asked_nothing_more(
    priya: User, proposed: Review, amended: PlanVersion
) -> None:
    """Its setting was consulted about the first draft, and not about the changes."""
    assert amended.placement_setting is not None
    assert not amended.consultations.exists()
    assert send(priya, proposed, SENT_ON).status == ReviewStatus.AMENDED


def test_a_setting_that_the_family_asks_for_of_an_amendment_is_named_or_left_out_on_a_ground(
    priya: User, proposed: Review, amended: PlanVersion
) -> None:
    """Regulation 22(2)(c)(ii), though the amendment leaves Section I as it was."""
    placement.record_request_for_setting(
        amended, name="Beacon", requested_on=CLOSES_ON, **who(priya, CLOSES_ON)
    )
    assert stops(priya, proposed, SENT_ON) == [("request_not_consulted", "Beacon")]
    beacon = factories.SettingFactory(name="Beacon")
    asked = placement.consult_setting(
        amended, beacon, asked_for_by_family=True, **who(priya, CLOSES_ON)
    )
    assert stops(priya, proposed, SENT_ON) == [
        ("answer_awaited", "Beacon"), ("requested_setting", "Beacon"),
    ]  # fmt: skip
    placement.record_setting_response(
        asked, answer="cannot_meet", reasons="Full.", **who(priya, SENT_ON)
    )
    placement.leave_setting_out(
        asked, ground="efficient_education", reasons="It is full.", **who(priya, SENT_ON)
    )
    assert [said.split(",")[0] for said in placement_told(amended)] == [
        "Beacon was asked for and is not named"
    ]
    assert send(priya, proposed, SENT_ON).status == ReviewStatus.AMENDED
    with pytest.raises(AlreadyDone):
        placement.leave_setting_out(asked, ground="unsuitable", reasons="x", **who(priya, SENT_ON))


def test_what_is_asked_for_after_the_fifteen_days_of_an_amendment_does_not_bind(
    priya: User, proposed: Review, amended: PlanVersion
) -> None:
    late = CLOSES_ON + timedelta(days=1)
    placement.record_request_for_setting(
        amended, name="Beacon", requested_on=late, **who(priya, late)
    )
    assert send(priya, proposed, SENT_ON).status == ReviewStatus.AMENDED


def test_no_setting_is_consulted_about_changes_that_are_not_made(
    priya: User, proposed: Review, amended: PlanVersion
) -> None:
    amendments.decide_not_to_amend(proposed, reason="Not now.", **who(priya, SENT_ON))
    for refused in (
        lambda: placement.consult_setting(
            amended, factories.SettingFactory(), asked_for_by_family=True, **who(priya, SENT_ON)
        ),
        lambda: placement.record_request_for_setting(
            amended, name="Elm", requested_on=SENT_ON, **who(priya, SENT_ON)
        ),
    ):
        with pytest.raises(AlreadyDone):
            refused()
