"""Reassessing a plan: each refusal beside a twin that passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

import pytest
from django.db import IntegrityError, transaction

from ehc.actions import (
    advice_requests,
    amendments,
    contributions,
    ends,
    placement,
    plan_writing,
    plans,
    reassessments,
    representations,
    reviews,
)
from ehc.explanations import explain
from ehc.models import (
    AdviceRequest,
    Assessment,
    AssessmentProjection,
    CaseEvent,
    CaseProjection,
    Consultation,
    Document,
    Letter,
    Plan,
    PlanVersion,
    Provision,
    Reassessment,
    Setting,
    User,
)
from ehc.queries import cases as case_reads
from ehc.queries import reassessments as reads
from ehc.queries.assessments import checklist_of, duties_of
from ehc.queries.plans import plan_facts
from ehc.queries.readiness import missing_before
from ehc.queries.reviews import review_duties, reviews_of
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible, NotYours
from ehc.workflows import duties as law
from ehc.workflows.counting import Length
from ehc.workflows.duties import Duty
from ehc.workflows.readiness import MissingKey
from ehc.workflows.statuses import ReassessmentStatus
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
ISSUED_ON = date(2026, 5, 18)
ASKED_ON = date(2026, 10, 5)
AGREED_ON = date(2026, 10, 16)
DRAFT_ON = date(2026, 12, 7)
SENT_ON = date(2027, 1, 8)
WORDS = "She has lost the words that she had, and nothing in the plan speaks of it."


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


@pytest.fixture(scope="module", autouse=True)
def issued(once: Once[int], monday: date) -> int:
    return once(lambda priya: journeys.issued(priya, monday, issued_on=ISSUED_ON).plan.pk)


@pytest.fixture
def plan(db: None, issued: int) -> Plan:
    return Plan.objects.get(pk=issued)


@pytest.fixture
def mother(plan: Plan) -> User:
    return User.objects.get(email="ngozi@family.example")


@pytest.fixture
def asked(plan: Plan, mother: User) -> Reassessment:
    return reassessments.ask_again(plan, words=WORDS, **who(mother, ASKED_ON))


@pytest.fixture
def reassessing(priya: User, asked: Reassessment) -> Reassessment:
    return reassessments.agree_to_reassess(
        asked, reason="Her needs have changed.", **who(priya, AGREED_ON)
    )


def seek(priya: User, reassessment: Reassessment, on: date = AGREED_ON) -> AdviceRequest:
    return advice_requests.seek_advice(
        reassessment.plan.assessment,
        kind="psychological",
        service=factories.ServiceFactory(),
        professional=User.objects.get(email="samira.khan@kent.example"),
        reassessment=reassessment,
        **who(priya, on),
    )


def drafted(priya: User, reassessment: Reassessment) -> PlanVersion:
    """The draft that follows, with what the new advice recommends taken up."""
    asked = seek(priya, reassessment)
    answered_on = later(AGREED_ON, weeks=5)
    ep = asked.professional
    assert ep is not None
    contributions.submit_advice(asked, journeys.GOOD_ADVICE, **who(ep, answered_on))
    contributions.accept_advice(asked, **who(priya, answered_on))
    version = reassessments.begin_plan_again(reassessment, **who(priya, answered_on))
    (recommended,) = asked.versions.get().recommendations.all()
    plan_writing.leave_out(
        version, recommended, reason="It is in the plan already.", **who(priya, answered_on)
    )
    return version


def sent(
    priya: User,
    reassessment: Reassessment,
    on: date = SENT_ON,
    posted_on: date | None = None,
) -> Reassessment:
    """The plan that follows, sent on a day, and posted then or later."""
    draft = plans.serve_draft(drafted(priya, reassessment), **who(priya, DRAFT_ON))
    school = Setting.objects.first()
    assert school is not None
    placement.consult_setting(draft, school, asked_for_by_family=True, **who(priya, on))
    plans.name_setting(draft, setting=school, type="Mainstream school", **who(priya, on))
    done = reassessments.send_plan_after_reassessment(
        reassessment, signed_by="Priya Nair", **who(priya, on)
    )
    journeys.plan_posted(priya, reassessment.plan.case, posted_on or on)
    return done


def duties(reassessment: Reassessment, on: date) -> dict[str, tuple[str, date | None]]:
    row = Reassessment.objects.get(pk=reassessment.pk)
    return {one.duty: (one.state.value, one.due) for one in reads.reassessment_duties(row, on)}


def test_a_reassessment_goes_from_the_familys_words_to_a_new_plan(
    priya: User, plan: Plan, reassessing: Reassessment
) -> None:
    done = sent(priya, reassessing)
    assert (done.status, done.asked_by, done.words) == (
        ReassessmentStatus.REASSESSED, "parent", WORDS,
    )  # fmt: skip
    assert (done.received_on, done.decided_on, done.sent_on) == (ASKED_ON, AGREED_ON, SENT_ON)
    versions = [
        (one.number, one.status, one.reassessment_id) for one in plan.versions.order_by("number")
    ]
    assert versions == [
        (1, "served", None), (2, "final", None), (3, "served", done.pk), (4, "final", done.pk),
    ]  # fmt: skip
    steps = CaseEvent.objects.filter(case=plan.case, process="reassessment").order_by("number")
    assert [event.step for event in steps] == [
        "ask_to_reassess", "agree_to_reassess", "send_plan_after_reassessment",
    ]  # fmt: skip
    assert list(problems(plan.case)) == []
    facts = plan_facts(PlanVersion.objects.get(plan=plan, number=4), on=SENT_ON)
    assert (facts.requested_on, facts.served_on, facts.finalised_on) == (
        ASKED_ON, DRAFT_ON, SENT_ON,
    )  # fmt: skip


def test_the_fifteen_days_and_the_fourteen_weeks(asked: Reassessment, priya: User) -> None:
    due = date(2026, 10, 20)
    assert duties(asked, due) == {"reassess.decision": ("running", due)}
    assert duties(asked, due + timedelta(days=1)) == {"reassess.decision": ("late", due)}
    reassessments.agree_to_reassess(asked, reason="Changed.", **who(priya, AGREED_ON))
    found = duties(asked, AGREED_ON)
    assert found["reassess.decision"] == ("met", due)
    assert found["reassess.final"] == ("running", date(2027, 1, 22))
    assert duties(asked, date(2027, 1, 23))["reassess.final"][0] == "late"


@pytest.mark.parametrize(("days_after", "state"), [(0, "met"), (1, "late")])
def test_a_plan_sent_in_time_and_one_posted_late(
    priya: User, reassessing: Reassessment, days_after: int, state: str
) -> None:
    due = date(2027, 1, 22)
    posted_on = due + timedelta(days=days_after)
    sent(priya, reassessing, posted_on=posted_on)
    assert duties(reassessing, due - timedelta(days=1))["reassess.final"] == ("running", due)
    assert duties(reassessing, posted_on)["reassess.final"] == (state, due)


def test_the_authority_reassesses_without_a_request(priya: User, plan: Plan) -> None:
    with pytest.raises(Invalid) as refused:
        reassessments.reassess_unasked(plan, reason=" ", **who(priya, AGREED_ON))
    assert refused.value.field == "reasons"
    assert not Reassessment.objects.exists()
    row = reassessments.reassess_unasked(plan, reason="We know more.", **who(priya, AGREED_ON))
    assert (row.status, row.asked_by, row.received_on) == ("reassessing", "authority", None)
    assert duties(row, AGREED_ON) == {"reassess.final": ("running", date(2027, 1, 22))}
    letter = Document.objects.get(kind="agree_to_reassess")
    assert "asked_again_on" not in letter.facts["dates"]
    assert "section 44(3)" in letter.facts["citation"]


def test_a_request_that_came_otherwise_is_recorded_on_the_day_it_came(
    priya: User, plan: Plan
) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"asked_by": "authority"}, "asked_by"),
        ({"asked_by": "neighbour"}, "asked_by"),
        ({"words": " "}, "words"),
        ({"on": ISSUED_ON - timedelta(days=1)}, "received_on"),
    ]
    given = {"asked_by": "setting", "words": WORDS, **who(priya, ASKED_ON)}
    events = CaseEvent.objects.count()
    for change, field in wrong:
        with pytest.raises(Invalid) as refused:
            reassessments.record_request(plan, **{**given, **change})
        assert refused.value.field == field
    assert (Reassessment.objects.count(), CaseEvent.objects.count()) == (0, events)
    assert reassessments.record_request(plan, **given).received_on == ASKED_ON


def test_one_reassessment_at_a_time(priya: User, plan: Plan, asked: Reassessment) -> None:
    again = {"words": WORDS, "asked_by": "parent", **who(priya, AGREED_ON)}
    with pytest.raises(AlreadyDone):
        reassessments.record_request(plan, **again)
    with pytest.raises(AlreadyDone):
        reassessments.reassess_unasked(plan, reason="We know more.", **who(priya, AGREED_ON))
    reassessments.refuse_to_reassess(
        asked, refused_as="not_necessary", reason="It fits.", **who(priya, AGREED_ON)
    )
    assert reassessments.record_request(plan, **again).status == ReassessmentStatus.ASKED


def test_the_database_holds_one_open_reassessment_for_a_plan(asked: Reassessment) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Reassessment.objects.create(
            plan=asked.plan, asked_by="parent", words=WORDS, received_on=ASKED_ON
        )


def test_only_a_plan_that_was_issued_is_reassessed(priya: User, monday: date) -> None:
    draft = journeys.served(priya, monday)
    given = {"asked_by": "parent", "words": WORDS, **who(priya, ASKED_ON)}
    with pytest.raises(AlreadyDone):
        reassessments.record_request(draft.plan, **given)
    journeys.finished(priya, draft, on=ISSUED_ON)
    plan = Plan.objects.get(pk=draft.plan_id)
    assert reassessments.record_request(plan, **given)


def test_only_the_family_asks_on_its_page_and_another_team_does_not_learn_of_it(
    priya: User, tom: User, plan: Plan, mother: User
) -> None:
    for other in (tom, User.objects.get(email="samira.khan@kent.example")):
        with pytest.raises(NotVisible):
            reassessments.ask_again(plan, words=WORDS, **who(other, ASKED_ON))
        with pytest.raises(NotVisible):
            reassessments.reassess_unasked(plan, reason="x", **who(other, ASKED_ON))
    with pytest.raises(NotYours):
        reassessments.ask_again(plan, words=WORDS, **who(priya, ASKED_ON))
    with pytest.raises(NotYours):
        reassessments.reassess_unasked(plan, reason="x", **who(mother, ASKED_ON))
    row = reassessments.ask_again(plan, words=WORDS, **who(mother, ASKED_ON))
    with pytest.raises(NotVisible):
        reassessments.agree_to_reassess(row, reason="x", **who(tom, AGREED_ON))
    with pytest.raises(NotYours):
        reassessments.agree_to_reassess(row, reason="x", **who(mother, AGREED_ON))
    with pytest.raises(NotYours):
        reassessments.begin_plan_again(row, **who(mother, AGREED_ON))
    with pytest.raises(NotVisible):
        reassessments.send_plan_after_reassessment(row, signed_by="Tom", **who(tom, AGREED_ON))
    # Who is not asked to wait for permission learns nothing of where it stands.
    with pytest.raises(NotVisible):
        reassessments.record_request(plan, asked_by="parent", words=WORDS, **who(tom, ASKED_ON))
    assert Reassessment.objects.get().status == ReassessmentStatus.ASKED


def test_once_compulsory_school_age_is_over_a_parent_no_longer_asks_on_the_page(
    priya: User, plan: Plan, mother: User
) -> None:
    person = plan.case.person
    person.date_of_birth = date(2009, 12, 1)
    person.save()
    with pytest.raises(Invalid, match="the young person asks"):
        reassessments.ask_again(plan, words=WORDS, **who(mother, ASKED_ON))
    person.date_of_birth = date(2010, 12, 1)
    person.save()
    plan.refresh_from_db()
    assert reassessments.ask_again(plan, words=WORDS, **who(mother, ASKED_ON))


def test_what_the_commissioning_body_asks_for_is_not_refused(priya: User, plan: Plan) -> None:
    row = reassessments.record_request(
        plan, asked_by="commissioning_body", words=WORDS, **who(priya, ISSUED_ON)
    )
    for ground in ("not_necessary", "within_six_months", ""):
        with pytest.raises(NotReady) as refused:
            reassessments.refuse_to_reassess(
                row, refused_as=ground, reason="It fits.", **who(priya, AGREED_ON)
            )
        assert [one.key.value for one in refused.value.missing] == ["missing.must_reassess"]
    assert not Document.objects.filter(kind="refuse_to_reassess").exists()
    agreed = reassessments.agree_to_reassess(row, reason="It must be.", **who(priya, AGREED_ON))
    assert agreed.status == ReassessmentStatus.REASSESSING


def test_the_six_months_are_a_ground_only_within_them(priya: User, plan: Plan) -> None:
    # It was decided to issue the plan on Monday 16 February 2026.
    inside, outside = date(2026, 8, 16), date(2026, 8, 17)
    given: dict[str, Any] = {"asked_by": "parent", "words": WORDS}
    early = reassessments.record_request(plan, **given, **who(priya, inside))
    assert reads.last_assessed_on(early) == date(2026, 2, 16)
    assert reads.is_within_six_months(early)
    with pytest.raises(NotReady) as refused:
        reassessments.refuse_to_reassess(
            early, refused_as="", reason="It fits.", **who(priya, inside)
        )
    assert [one.key.value for one in refused.value.missing] == ["missing.refusal_ground"]
    reassessments.refuse_to_reassess(
        early, refused_as="within_six_months", reason="It is soon.", **who(priya, inside)
    )
    late = reassessments.record_request(plan, **given, **who(priya, outside))
    assert not reads.is_within_six_months(late)
    with pytest.raises(NotReady) as refused:
        reassessments.refuse_to_reassess(
            late, refused_as="within_six_months", reason="It is soon.", **who(priya, outside)
        )
    assert [one.key.value for one in refused.value.missing] == ["missing.not_within_six_months"]
    assert reassessments.refuse_to_reassess(
        late, refused_as="not_necessary", reason="It fits.", **who(priya, outside)
    )


def test_a_second_reassessment_counts_its_six_months_from_the_plan_after_the_first(
    priya: User, plan: Plan, reassessing: Reassessment
) -> None:
    sent(priya, reassessing)
    row = reassessments.record_request(
        plan, asked_by="setting", words=WORDS, **who(priya, later(SENT_ON, weeks=10))
    )
    assert (reads.last_assessed_on(row), reads.is_within_six_months(row)) == (SENT_ON, True)


def test_a_decision_has_its_reasons_and_follows_the_request(
    priya: User, asked: Reassessment
) -> None:
    for act, more in (
        (reassessments.agree_to_reassess, {}),
        (reassessments.refuse_to_reassess, {"refused_as": "not_necessary"}),
    ):
        with pytest.raises(NotReady) as refused:
            act(asked, reason=" ", **more, **who(priya, AGREED_ON))
        assert [one.key.value for one in refused.value.missing] == ["missing.reasons"]
        with pytest.raises(Invalid):
            act(asked, reason="x", **more, **who(priya, ASKED_ON - timedelta(days=1)))
    assert Reassessment.objects.get().status == ReassessmentStatus.ASKED
    reassessments.agree_to_reassess(asked, reason="Changed.", **who(priya, ASKED_ON))
    with pytest.raises(AlreadyDone):
        reassessments.refuse_to_reassess(
            asked, refused_as="not_necessary", reason="x", **who(priya, AGREED_ON)
        )


def test_the_letters_go_to_the_family_and_hold_exactly_their_parts(
    priya: User, asked: Reassessment
) -> None:
    refused = reassessments.refuse_to_reassess(
        asked, refused_as="not_necessary", reason="It fits.", **who(priya, AGREED_ON)
    )
    document = Document.objects.get(kind="refuse_to_reassess")
    assert document.facts["blocks"] == [
        "decision", "appeal_right", "appeal_time_limit", "mediation", "disagreement_resolution",
        "information_and_advice", "recommendations_power",
    ]  # fmt: skip
    assert [letter.recipient for letter in document.letters.all()] == ["family"]
    assert document.facts["dates"]["appeal_by"] == "2026-12-16"
    assert document.facts["dates"]["asked_again_on"] == "2026-10-05"
    assert (refused.refused_as, refused.reasons) == ("not_necessary", "It fits.")
    again = reassessments.record_request(
        asked.plan, asked_by="parent", words=WORDS, **who(priya, AGREED_ON)
    )
    agreeing = reassessments.agree_to_reassess(again, reason="Changed.", **who(priya, AGREED_ON))
    agreed = Document.objects.get(kind="agree_to_reassess")
    assert agreed.facts["blocks"] == ["decision"]
    assert "appeal_by" not in agreed.facts["dates"]
    by_name = {duty.duty: duty for duty in reads.reassessment_duties(agreeing, AGREED_ON)}
    final = by_name["reassess.final"]
    assert final.due == date(2027, 1, 22)
    assert agreed.facts["because"] == {"reassess.final": explain(final.because_for_families)}


def test_the_plan_goes_with_its_letter_to_all_three(priya: User, reassessing: Reassessment) -> None:
    sent(priya, reassessing)
    document = Document.objects.get(kind="reassessed_plan")
    assert [letter.recipient for letter in document.letters.order_by("pk")] == [
        "family", "institution_named", "commissioning_body",
    ]  # fmt: skip
    assert "recommendations_power" in document.facts["blocks"]
    assert document.facts["dates"]["appeal_by"] == "2027-03-08"
    papers = Document.objects.filter(kind__in=("plan_draft", "plan_final")).order_by("pk")
    assert [paper.title for paper in papers][-2:] == [
        "Draft EHC plan after the reassessment, version 3",
        "Final EHC plan after the reassessment, version 4",
    ]


def test_advice_is_sought_again_and_that_of_the_first_assessment_stays_what_it_is(
    priya: User, plan: Plan, reassessing: Reassessment
) -> None:
    assessment = plan.assessment
    first = [row.pk for row in case_reads.advice_of(assessment)]
    assert len(first) == 4
    before = [sought for _item, sought in checklist_of(assessment, AGREED_ON)]
    kinds = {
        item.kind.value: sought for item, sought in reads.checklist_for(reassessing, AGREED_ON, [])
    }
    assert kinds == {
        "parent": True, "educational": False, "medical": False, "psychological": False,
        "social_care": False,
    }  # fmt: skip
    asked = seek(priya, reassessing)
    assert (asked.reassessment, asked.due_on) == (reassessing, later(AGREED_ON, weeks=6))
    assert [row.pk for row in reads.advice_for(reassessing)] == [asked.pk]
    assert [row.pk for row in case_reads.advice_of(assessment)] == first
    assert [sought for _item, sought in checklist_of(assessment, AGREED_ON)] == before
    missing = missing_before("send_plan_after_reassessment", reassessing, {"on": AGREED_ON})
    assert [one.key.value for one in missing] == [
        "missing.final_version", "missing.advice_not_received", *["missing.advice_not_sought"] * 3,
    ]  # fmt: skip
    with pytest.raises(AlreadyDone):
        advice_requests.seek_advice(
            assessment, kind="psychological", service=asked.service,
            professional=asked.professional, reassessment=reassessing, **who(priya, AGREED_ON),
        )  # fmt: skip


def test_advice_is_not_sought_for_what_was_not_agreed_or_is_over(
    priya: User, plan: Plan, asked: Reassessment
) -> None:
    with pytest.raises(AlreadyDone):
        seek(priya, asked)
    assert not AdviceRequest.objects.filter(reassessment=asked).exists()
    with pytest.raises(AlreadyDone):
        # Nor for the first assessment, which is over.
        advice_requests.seek_advice(
            plan.assessment, kind="medical", service=factories.ServiceFactory(),
            **who(priya, AGREED_ON),
        )  # fmt: skip
    reassessments.agree_to_reassess(asked, reason="Changed.", **who(priya, AGREED_ON))
    assert seek(priya, asked)


def test_the_plan_is_copied_without_section_i_and_rests_on_the_new_advice(
    priya: User, plan: Plan, reassessing: Reassessment
) -> None:
    issued = PlanVersion.objects.get(plan=plan, number=2)
    before = plan_facts(issued, on=AGREED_ON)
    version = drafted(priya, reassessing)
    assert version.is_first_draft
    assert (version.based_on, version.placement_setting, version.placement_type) == (
        issued, None, "",
    )  # fmt: skip
    assert [row.what for row in Provision.objects.filter(version=version)] == [
        row.what for row in Provision.objects.filter(version=issued)
    ]
    facts = plan_facts(version, on=DRAFT_ON)
    assert facts.is_draft
    asked = AdviceRequest.objects.get(reassessment=reassessing)
    first = AdviceRequest.objects.get(reassessment=None, kind="psychological")
    assert {item.key for item in facts.advice} == {f"A{first.pk}", f"A{asked.pk}"}
    assert len(facts.recommendations) == 2
    # The plan that was issued says what it said.
    assert plan_facts(issued, on=AGREED_ON) == before


def test_the_plan_is_begun_once_and_by_nobody_before_it_is_agreed(
    priya: User, asked: Reassessment
) -> None:
    with pytest.raises(AlreadyDone):
        reassessments.begin_plan_again(asked, **who(priya, AGREED_ON))
    reassessments.agree_to_reassess(asked, reason="Changed.", **who(priya, AGREED_ON))
    assert reassessments.begin_plan_again(asked, **who(priya, AGREED_ON)).number == 3
    with pytest.raises(AlreadyDone):
        reassessments.begin_plan_again(asked, **who(priya, AGREED_ON))


def test_a_setting_is_named_and_consulted_only_once_the_draft_is_with_the_family(
    priya: User, reassessing: Reassessment, mother: User
) -> None:
    version = drafted(priya, reassessing)
    school = factories.SettingFactory()
    with pytest.raises(Invalid):
        plans.name_setting(version, setting=school, type="Special school", **who(priya, DRAFT_ON))
    draft = plans.serve_draft(version, **who(priya, DRAFT_ON))
    asked = placement.consult_setting(
        draft, school, asked_for_by_family=True, **who(priya, DRAFT_ON)
    )
    assert asked.status == "consulted"
    comment = representations.make_representation(
        draft, kind="change", row="P1", text="Daily, please.", **who(mother, DRAFT_ON)
    )
    named = plans.name_setting(draft, setting=school, type="Special school", **who(priya, SENT_ON))
    assert (named.number, named.reassessment_id) == (4, reassessing.pk)
    with pytest.raises(NotReady) as refused:
        reassessments.send_plan_after_reassessment(
            reassessing, signed_by="Priya Nair", **who(priya, SENT_ON)
        )
    assert [one.key.value for one in refused.value.missing] == ["missing.comments_unanswered"]
    representations.answer_representation(comment, answer="Yes.", **who(priya, SENT_ON))
    assert reassessments.send_plan_after_reassessment(
        reassessing, signed_by="Priya Nair", **who(priya, SENT_ON)
    )
    # The draft is over with the plan: nobody is consulted on it any more.
    with pytest.raises(AlreadyDone) as over:
        placement.consult_setting(
            draft, factories.SettingFactory(), asked_for_by_family=True, **who(priya, SENT_ON)
        )
    assert over.value.status == ReassessmentStatus.REASSESSED
    assert Consultation.objects.filter(version=draft).count() == 1


def test_the_family_has_its_fifteen_days(priya: User, reassessing: Reassessment) -> None:
    draft = plans.serve_draft(drafted(priya, reassessing), **who(priya, DRAFT_ON))
    assert draft.comments_close_on == date(2026, 12, 21)
    last = {"signed_by": "Priya Nair", **who(priya, date(2026, 12, 21))}
    with pytest.raises(Invalid):
        reassessments.send_plan_after_reassessment(reassessing, **last)
    plans.name_setting(draft, setting=None, type="Mainstream school", **who(priya, DRAFT_ON))
    with pytest.raises(NotReady) as refused:
        reassessments.send_plan_after_reassessment(reassessing, **last)
    assert [one.key.value for one in refused.value.missing] == ["missing.window_open"]
    assert Reassessment.objects.get().status == ReassessmentStatus.REASSESSING
    done = {**last, **who(priya, date(2026, 12, 22))}
    assert reassessments.send_plan_after_reassessment(reassessing, **done).sent_on
    with pytest.raises(AlreadyDone):
        reassessments.send_plan_after_reassessment(reassessing, **done)


@pytest.mark.parametrize(
    ("law_from", "days", "weeks"),
    [(ASKED_ON, 21, 5), (ASKED_ON + timedelta(days=1), 15, 6)],
)
def test_a_reassessment_keeps_the_law_of_the_day_on_which_it_began(
    priya: User,
    asked: Reassessment,
    monkeypatch: pytest.MonkeyPatch,
    law_from: date,
    days: int,
    weeks: int,
) -> None:
    """As if from a day a draft were commented on for three weeks, and advice due in five."""
    lengths = {"draft.comments": 21, "advice.code": 5}
    table = tuple(
        row
        for duty in law.DUTIES
        for row in (_changed(duty, law_from, lengths[duty.id]) if duty.id in lengths else (duty,))
    )
    monkeypatch.setattr(law, "DUTIES", table)
    wanted = tuple(duty for duty in table if duty.id in {*lengths, "reassess.final"})
    monkeypatch.setattr(reads, "_DUTIES", wanted)
    row = reassessments.agree_to_reassess(asked, reason="Yes.", **who(priya, AGREED_ON))
    draft = plans.serve_draft(drafted(priya, row), **who(priya, DRAFT_ON))
    plans.name_setting(draft, setting=None, type="Mainstream school", **who(priya, DRAFT_ON))
    assert seek(priya, row).due_on == later(AGREED_ON, weeks=weeks)
    last_day = later(DRAFT_ON, days=days - 1)
    assert draft.comments_close_on == last_day
    found = duties(row, DRAFT_ON)
    assert found["draft.comments"] == ("running", last_day)
    assert found["advice.psychological"][1] == later(AGREED_ON, weeks=weeks)
    # Served while the old law was in force for it, it is not finalised by the new one's day.
    with pytest.raises(NotReady) as refused:
        reassessments.send_plan_after_reassessment(row, signed_by="P.", **who(priya, last_day))
    (window,) = refused.value.missing
    assert (window.key, window.params) == (MissingKey.WINDOW_OPEN, {"last_day": last_day})
    sent_on = later(last_day, days=1)
    assert reassessments.send_plan_after_reassessment(row, signed_by="P.", **who(priya, sent_on))


def _changed(duty: Duty, law_from: date, number: int) -> tuple[Duty, ...]:
    """A row that ends on the day before, and the one that follows it."""
    length = replace(cast("Length", duty.length), number=number)
    return (
        replace(duty, effective_to=law_from - timedelta(days=1)),
        replace(duty, effective_from=law_from, length=length),
    )


def test_the_draft_that_is_not_served_is_not_sent_as_a_plan(
    priya: User, reassessing: Reassessment
) -> None:
    drafted(priya, reassessing)
    with pytest.raises(NotReady) as refused:
        reassessments.send_plan_after_reassessment(
            reassessing, signed_by="Priya Nair", **who(priya, SENT_ON)
        )
    assert "missing.draft_not_served" in [one.key.value for one in refused.value.missing]


def test_the_twenty_weeks_and_what_is_published_do_not_change(
    priya: User, plan: Plan, asked: Reassessment
) -> None:
    counted = ("received_on", "assess_decided_on", "issue_decided_on", "issued_on",
               "exempt_from_20_weeks")  # fmt: skip
    before = AssessmentProjection.objects.values_list(*counted).get()
    told = duties_of(plan.assessment, ASKED_ON)
    reassessments.agree_to_reassess(asked, reason="Changed.", **who(priya, AGREED_ON))
    sent(priya, asked)
    assert AssessmentProjection.objects.values_list(*counted).get() == before
    after = duties_of(Assessment.objects.get(), ASKED_ON)
    assert [(one.duty, one.due, one.state) for one in after] == [
        (one.duty, one.due, one.state) for one in told
    ]


def test_the_case_comes_back_into_the_queue_with_what_is_next(
    priya: User, plan: Plan, mother: User
) -> None:
    def queued() -> tuple[bool, str, str, date | None]:
        row = CaseProjection.objects.get()
        return row.is_open, row.stage, row.next_action, row.next_due

    assert queued()[2] == "action.arrange_review"
    asked = reassessments.ask_again(plan, words=WORDS, **who(mother, ASKED_ON))
    decide_by, send_by = date(2026, 10, 20), date(2027, 1, 22)
    assert queued() == (True, "reassessment", "action.decide_to_reassess", decide_by)
    reassessments.agree_to_reassess(asked, reason="Changed.", **who(priya, AGREED_ON))
    assert queued() == (True, "reassessment", "action.seek_advice", send_by)
    draft = drafted(priya, asked)
    assert queued() == (True, "reassessment", "action.write_draft", send_by)
    draft = plans.serve_draft(draft, **who(priya, DRAFT_ON))
    assert queued() == (
        True, "reassessment", "action.wait_for_comments", date(2026, 12, 21),
    )  # fmt: skip
    plans.name_setting(draft, setting=None, type="Mainstream school", **who(priya, SENT_ON))
    assert queued() == (True, "reassessment", "action.finalise", send_by)
    reassessments.send_plan_after_reassessment(asked, signed_by="Priya Nair", **who(priya, SENT_ON))
    assert queued()[1:3] == ("review", "action.arrange_review")


def review_states(plan: Plan, on: date) -> dict[str, tuple[str, date | None]]:
    rows = list(reviews_of(plan.assessment))
    return {
        one.duty: (one.state.value, one.due) for one in review_duties(plan.assessment, rows, on)
    }


def test_the_next_review_is_counted_from_the_plan_that_was_sent_again(
    priya: User, plan: Plan, reassessing: Reassessment
) -> None:
    assert review_states(plan, AGREED_ON) == {"review.first": ("running", date(2027, 5, 17))}
    sent(priya, reassessing)
    assert review_states(plan, SENT_ON) == {
        "review.after_reassessment": ("running", date(2028, 1, 8))
    }
    second = reassessments.record_request(
        plan, asked_by="commissioning_body", words=WORDS, **who(priya, date(2027, 6, 7))
    )
    reassessments.agree_to_reassess(second, reason="It must be.", **who(priya, date(2027, 6, 14)))
    # One that is still being made changes nothing yet.
    assert review_states(plan, date(2027, 6, 14)) == {
        "review.after_reassessment": ("running", date(2028, 1, 8))
    }
    met_on, told_on = date(2027, 9, 6), date(2027, 9, 20)
    review = reviews.arrange_review(plan, meeting_on=met_on, **who(priya, date(2027, 8, 2)))
    review = reviews.hold_review_meeting(review, **who(priya, met_on))
    reviews.keep_plan(review, reason="It fits.", **who(priya, told_on))
    found = review_states(plan, told_on)
    assert found["review.after_reassessment"] == ("met", date(2028, 1, 8))
    assert found["review.next"] == ("running", date(2028, 9, 19))


def test_a_review_that_was_late_when_the_plan_was_sent_stays_late(
    priya: User, monday: date
) -> None:
    plan = journeys.issued(priya, monday, issued_on=ISSUED_ON).plan
    row = reassessments.reassess_unasked(
        plan, reason="We know more.", **who(priya, date(2027, 4, 5))
    )
    sent_on = date(2027, 6, 14)
    draft = plans.serve_draft(
        reassessments.begin_plan_again(row, **who(priya, date(2027, 4, 6))),
        **who(priya, date(2027, 5, 3)),
    )
    plans.name_setting(draft, setting=None, type="Mainstream school", **who(priya, sent_on))
    reassessments.send_plan_after_reassessment(row, signed_by="P. Nair", **who(priya, sent_on))
    journeys.plan_posted(priya, plan.case, sent_on)
    found = review_states(plan, sent_on)
    assert found["review.first"] == ("late", date(2027, 5, 17))
    assert found["review.after_reassessment"] == ("running", date(2028, 6, 14))


def held(priya: User, plan: Plan, on: date) -> Any:
    review = reviews.arrange_review(plan, meeting_on=on, **who(priya, later(on, weeks=-3)))
    return reviews.hold_review_meeting(review, **who(priya, on))


def proposed(priya: User, plan: Plan, on: date) -> Any:
    return amendments.propose_amendments(
        held(priya, plan, on), amendments="P1: daily.", evidence="The report.", reason="Agreed.",
        **who(priya, on),
    )  # fmt: skip


def test_an_amended_plan_and_a_reassessed_one_are_never_taken_for_each_other(
    priya: User, plan: Plan, reassessing: Reassessment
) -> None:
    review = proposed(priya, plan, AGREED_ON)
    with pytest.raises(AlreadyDone):
        reassessments.begin_plan_again(reassessing, **who(priya, AGREED_ON))
    amendments.decide_not_to_amend(review, reason="We reassess.", **who(priya, DRAFT_ON))
    version = reassessments.begin_plan_again(reassessing, **who(priya, DRAFT_ON))
    other = proposed(priya, plan, DRAFT_ON)
    with pytest.raises(AlreadyDone):
        amendments.begin_amended_plan(other, **who(priya, DRAFT_ON))
    with pytest.raises(Invalid):
        amendments.send_amended_plan(
            other, signed_by="Priya Nair", reason="Agreed.", **who(priya, SENT_ON)
        )
    version.refresh_from_db()
    assert version.is_open


def test_a_plan_that_ended_and_not_one_that_is_to_end_ends_the_duty_to_send_another(
    priya: User, plan: Plan, reassessing: Reassessment
) -> None:
    review = reviews.decide_to_cease(
        held(priya, plan, AGREED_ON), reason="He works now.", consulted_on=AGREED_ON,
        cease_reason="needs_met",
        **who(priya, later(AGREED_ON, weeks=2)),
    )  # fmt: skip
    journeys.posted(
        priya, Document.objects.get(case=plan.case, kind="cease"), later(AGREED_ON, weeks=2)
    )
    ended_on = later(AGREED_ON, weeks=13)
    assert duties(reassessing, ended_on)["reassess.final"][0] == "running"
    reviews.cease_plan(review, **who(priya, ended_on))
    found = duties(reassessing, later(AGREED_ON, weeks=20))
    assert found["reassess.final"] == ("not_applicable", date(2027, 1, 22))


def test_nothing_goes_on_after_a_death(priya: User, plan: Plan, reassessing: Reassessment) -> None:
    version = reassessments.begin_plan_again(reassessing, **who(priya, AGREED_ON))
    ends.record_death(
        plan.assessment, died_on=AGREED_ON, how_known="The hospital rang us.",
        **who(priya, AGREED_ON),
    )  # fmt: skip
    version = PlanVersion.objects.get(pk=version.pk)
    with pytest.raises(AlreadyDone):
        plans.serve_draft(version, **who(priya, DRAFT_ON))
    with pytest.raises(AlreadyDone):
        reassessments.send_plan_after_reassessment(
            Reassessment.objects.get(), signed_by="Priya Nair", **who(priya, SENT_ON)
        )
    assert reads.open_reassessment(Assessment.objects.get()) is None
    assert CaseProjection.objects.get().is_open is False


def test_letters_of_a_reassessment_reach_each_holder_of_the_rights(
    priya: User, asked: Reassessment
) -> None:
    reassessments.agree_to_reassess(asked, reason="Changed.", **who(priya, AGREED_ON))
    letters = Letter.objects.filter(event__step="agree_to_reassess")
    assert {letter.addressee for letter in letters} == {"Ngozi Okafor"}
