"""Doing what was decided: what an order, an agreement or an unopposed appeal does to a case."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from ehc.actions import (
    amendments,
    appeals,
    assessments,
    disputes,
    orders,
    placement,
    plans,
    reassessments,
)
from ehc.clock_json import answer
from ehc.explanations import explain
from ehc.models import (
    Assessment,
    AssessmentProjection,
    CaseProjection,
    Dispute,
    Document,
    EventPayload,
    Exemption,
    PlanVersion,
    Ruling,
    Setting,
    User,
)
from ehc.queries.assessments import duties_of, reach_of
from ehc.queries.cases import current_version
from ehc.queries.disputes import disagreements_of
from ehc.queries.reassessments import reassessment_duties
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible
from ehc.workflows.readiness import MissingKey
from tests import journeys
from tests.actions.test_disputes import ISSUED_ON, REFUSED_ON, notice, who

pytestmark = pytest.mark.django_db
ORDERED_ON = date(2026, 6, 1)
TOLD_ON = date(2026, 6, 10)


def refused_to_assess(priya: User, monday: date) -> Assessment:
    return assessments.refuse_to_assess(
        journeys.allocated(priya, monday), reason="The school can help.", **who(priya, REFUSED_ON)
    )


def refused_to_issue(priya: User, monday: date) -> Assessment:
    assessment = journeys.everybody_asked(priya, monday)
    return assessments.refuse_to_issue(
        assessment, reason="Not needed.", **who(priya, date(2026, 4, 20))
    )


def appealed(priya: User, kind: str, *, alone: bool = False) -> Dispute:
    letter = notice(kind)
    on = letter.event.on
    opened = disputes.open_dispute(letter, said="No.", **who(priya, on))
    if not alone:
        disputes.record_certificate(opened, kind="declined", **who(priya, on))
    return appeals.record_appeal(opened, placement_alone=alone, **who(priya, on))


def ordered(priya: User, kind: str, *what: str, alone: bool = False) -> Dispute:
    return appeals.record_order(
        appealed(priya, kind, alone=alone), orders=what, words="As ordered.", directed={},
        **who(priya, ORDERED_ON),
    )  # fmt: skip


def states(assessment: Assessment, on: date) -> dict[str, tuple[str, date | None]]:
    return {one.duty: (one.state.value, one.due) for one in duties_of(assessment, on)}


def test_an_order_to_assess_takes_a_refused_case_on_with_limits_of_its_own(
    priya: User, monday: date
) -> None:
    assessment = refused_to_assess(priya, monday)
    dispute = ordered(priya, "refuse_to_assess", "assess")
    projection = CaseProjection.objects.get()
    assert projection.is_open
    assert (projection.next_action, projection.next_due) == (
        "action.carry_out", date(2026, 6, 15),
    )  # fmt: skip
    # The dates of the order govern: no reversal stands beside it, not even one dated before it.
    for day in (REFUSED_ON, TOLD_ON):
        with pytest.raises(NotReady) as refused:
            assessments.reverse_refusal_to_assess(
                assessment, reason="We concede.", **who(priya, day)
            )
        assert [one.key for one in refused.value.missing] == [MissingKey.WAS_DECIDED]
    told = orders.assess_as_decided(dispute, **who(priya, TOLD_ON))
    assert told.status == "assessing"
    found = states(told, TOLD_ON)
    assert found["order.assess.notify"] == ("met", date(2026, 6, 15))
    assert found["order.assess.refuse_to_issue"] == ("running", date(2026, 8, 10))
    assert found["order.assess.final"] == ("running", date(2026, 9, 7))
    # The original dates stay beside those of the order, and no working date of a reversal.
    assert found["plan.final"] == ("late", date(2026, 5, 25))
    assert "reversed.final" not in found
    assert CaseProjection.objects.get().next_duty == "order.assess.refuse_to_issue"
    letter = Document.objects.get(kind="decided_to_assess")
    assert letter.facts["blocks"] == ["decision"]
    assert letter.facts["dates"]["decided.order"] == "2026-06-01"
    by_name = {duty.duty: duty for duty in duties_of(told, TOLD_ON)}
    assert letter.facts["because"] == {
        name: explain(by_name[name].because_for_families)
        for name in ("order.assess.refuse_to_issue", "order.assess.final")
    }
    assert sorted(letter.letters.values_list("recipient", flat=True)) == [
        "commissioning_body", "family", "head_or_lead", "social_services",
    ]  # fmt: skip
    assert AssessmentProjection.objects.get().assess_decided_on == REFUSED_ON
    assert list(problems(assessment.case)) == []
    with pytest.raises(AlreadyDone):
        orders.assess_as_decided(dispute, **who(priya, TOLD_ON))


def test_a_plan_that_follows_an_order_counts_against_the_twenty_weeks_of_its_request(
    priya: User, monday: date
) -> None:
    """Law: decision 3 and section 7: elapsed from the request, whatever was ordered since."""
    refused_to_assess(priya, monday)
    dispute = ordered(priya, "refuse_to_assess", "assess")
    orders.assess_as_decided(dispute, **who(priya, TOLD_ON))
    row = AssessmentProjection.objects.get()
    assert (row.received_on, row.exempt_from_20_weeks) == (monday, False)


def test_without_a_decision_nothing_is_carried_out(priya: User, monday: date) -> None:
    refused_to_assess(priya, monday)
    dispute = appealed(priya, "refuse_to_assess")
    for act in (orders.assess_as_decided, orders.make_plan_as_decided, orders.decide_again):
        with pytest.raises((NotReady, AlreadyDone)):
            act(dispute, **who(priya, TOLD_ON))
    with pytest.raises(NotReady) as refused:
        orders.assess_as_decided(dispute, **who(priya, TOLD_ON))
    assert [one.key for one in refused.value.missing] == [MissingKey.NOT_DECIDED]
    appeals.record_order(
        dispute, orders=["dismiss"], words="Dismissed.", directed={}, **who(priya, ORDERED_ON)
    )
    with pytest.raises(NotReady):
        orders.assess_as_decided(dispute, **who(priya, TOLD_ON))
    assert CaseProjection.objects.get().next_action == "action.nothing"
    assert Assessment.objects.get().status == "refused_to_assess"


def test_another_team_carries_nothing_out(priya: User, tom: User, monday: date) -> None:
    refused_to_assess(priya, monday)
    dispute = ordered(priya, "refuse_to_assess", "assess")
    with pytest.raises(NotVisible):
        orders.assess_as_decided(dispute, **who(tom, TOLD_ON))
    assert Ruling.objects.get().carried_out_on is None
    orders.assess_as_decided(dispute, **who(priya, TOLD_ON))
    assert Ruling.objects.get().carried_out_on == TOLD_ON


def test_an_appeal_that_is_not_opposed_and_an_agreement_do_the_same(
    priya: User, monday: date
) -> None:
    refused_to_assess(priya, monday)
    dispute = appealed(priya, "refuse_to_assess")
    appeals.concede_appeal(dispute, about="assess", **who(priya, ORDERED_ON))
    told = orders.assess_as_decided(dispute, **who(priya, TOLD_ON))
    found = states(told, TOLD_ON)
    assert found["unopposed.assess.notify"][0] == "met"
    assert found["unopposed.assess.final"] == ("running", date(2026, 9, 7))
    facts = Document.objects.get(kind="decided_to_assess").facts
    assert "decided.unopposed" in facts["dates"]


def test_an_order_to_make_a_plan_opens_its_writing(priya: User, monday: date) -> None:
    refused_to_issue(priya, monday)
    dispute = ordered(priya, "refuse_to_issue", "make_and_maintain")
    planning = orders.make_plan_as_decided(dispute, **who(priya, ORDERED_ON))
    assert planning.status == "planning"
    projection = CaseProjection.objects.get()
    assert (projection.next_action, projection.next_duty, projection.next_due) == (
        "action.write_draft", "order.make.draft", date(2026, 7, 6),
    )  # fmt: skip
    facts = Document.objects.get(kind="decided_to_make").facts
    assert list(facts["because"]) == ["order.make.draft", "order.make.final"]
    assert "Monday 6 July 2026" in facts["because"]["order.make.draft"]
    assert plans.begin_plan(planning, **who(priya, ORDERED_ON))
    assert list(problems(planning.case)) == []


def test_a_case_referred_back_is_decided_again(priya: User, monday: date) -> None:
    refused_to_issue(priya, monday)
    dispute = ordered(priya, "refuse_to_issue", "refer_back")
    again = orders.decide_again(dispute, **who(priya, ORDERED_ON))
    assert again.status == "assessing"
    assert states(again, ORDERED_ON)["order.refer_back"] == ("running", date(2026, 6, 15))
    refused = assessments.refuse_to_issue(again, reason="Still not.", **who(priya, TOLD_ON))
    assert states(refused, TOLD_ON)["order.refer_back"] == ("met", date(2026, 6, 15))
    # The second refusal is a decision of its own, with a right of appeal of its own.
    assert len(disagreements_of(refused.case, TOLD_ON)) == 2


SIGNED: dict[str, Any] = {"signed_by": "Priya Nair"}


def test_each_of_two_things_ordered_is_sent_in_its_own_time_without_the_fifteen_days(
    priya: User, monday: date
) -> None:
    """A version is sent for what it was begun for, and carries out what its sending says."""
    issued = journeys.issued(priya, monday, issued_on=ISSUED_ON)
    proposal = amendments.propose_amendments_without_review(
        issued.plan, amendments="P1: more.", evidence="A letter.", reason="She has grown.",
        **who(priya, ORDERED_ON),
    )  # fmt: skip
    journeys.posted(priya, Document.objects.get(kind="proposed_amendments"), ORDERED_ON)
    proposed = amendments.begin_amended_plan(proposal, **who(priya, ORDERED_ON))
    dispute = appealed(priya, "final_plan")
    with pytest.raises(AlreadyDone):
        orders.begin_plan_as_decided(dispute, **who(priya, ORDERED_ON))
    appeals.record_order(
        dispute, orders=["amend_provision", "name_setting"], words="Beacon.", directed={},
        **who(priya, ORDERED_ON),
    )  # fmt: skip
    assert CaseProjection.objects.get().next_duty == "order.name_setting"
    # What was proposed is inside the family's fifteen days: an order does not send it.
    with pytest.raises(Invalid) as unwritten:
        orders.send_plan_as_decided(
            dispute, carries=["name_setting"], **SIGNED, **who(priya, TOLD_ON)
        )
    assert (unwritten.value.field, current_version(Assessment.objects.get())) == (
        "signed_by", proposed,
    )  # fmt: skip
    version = orders.begin_plan_as_decided(dispute, **who(priya, ORDERED_ON))
    # What it was begun for is known though the words of the event are erased.
    EventPayload.objects.filter(event__step="begin_version").delete()
    assert current_version(Assessment.objects.get()) == version
    with pytest.raises(AlreadyDone):
        orders.begin_plan_as_decided(dispute, **who(priya, ORDERED_ON))
    other = Setting.objects.create(name="Beacon Tree School", type="Special")
    plans.name_setting(version, setting=other, type="Special school", **who(priya, ORDERED_ON))
    with pytest.raises(Invalid):
        placement.consult_setting(
            version, other, asked_for_by_family=True, **who(priya, ORDERED_ON)
        )
    # Nor does the proposal send what was ordered: its own version still waits.
    with pytest.raises(NotReady) as waits:
        amendments.send_amended_plan(proposal, reason="Yes.", **SIGNED, **who(priya, TOLD_ON))
    assert MissingKey.WINDOW_OPEN in [one.key for one in waits.value.missing]
    for carries in ([], ["continue_and_amend"]):
        with pytest.raises(Invalid) as nothing:
            orders.send_plan_as_decided(dispute, carries=carries, **SIGNED, **who(priya, TOLD_ON))
        assert nothing.value.field == "carries"
    sent = orders.send_plan_as_decided(
        dispute, carries=["name_setting"], **SIGNED, **who(priya, TOLD_ON)
    )
    assert sent.status == "plan_issued"
    final = PlanVersion.objects.latest("number")
    assert (final.status, final.finalised_on, final.placement_setting) == (
        "final", TOLD_ON, other,
    )  # fmt: skip
    assert states(sent, TOLD_ON)["order.name_setting"] == ("running", date(2026, 6, 15))
    journeys.plan_posted(priya, sent.case, TOLD_ON)
    assert states(sent, TOLD_ON)["order.name_setting"] == ("met", date(2026, 6, 15))
    assert states(sent, TOLD_ON)["order.amend"] == ("running", date(2026, 7, 6))
    letter = Document.objects.filter(kind="amended_plan").get()
    assert letter.letters.filter(recipient="institution_named", setting=other).exists()
    assert letter.facts["dates"]["appeal_by"] == "2026-08-10"
    assert CaseProjection.objects.get().next_duty == "order.amend"
    # The plan that was sent can be appealed about again: section 51(3)(b).
    assert disagreements_of(sent.case, TOLD_ON)[0].notice == letter
    # What was proposed before the plan was sent would take back what was ordered.
    later = date(2026, 6, 22)
    with pytest.raises(Invalid):
        amendments.send_amended_plan(proposal, reason="Yes.", **SIGNED, **who(priya, later))
    second = orders.begin_plan_as_decided(dispute, **who(priya, later))
    assert second.placement_setting == other
    with pytest.raises(AlreadyDone):
        amendments.begin_amended_plan(proposal, **who(priya, later))
    orders.send_plan_as_decided(dispute, carries=["amend_provision"], **SIGNED, **who(priya, later))
    journeys.plan_posted(priya, sent.case, later)
    assert states(sent, later)["order.amend"] == ("met", date(2026, 7, 6))
    assert [row.carried_out_on for row in Ruling.objects.order_by("what")] == [later, TOLD_ON]
    with pytest.raises(AlreadyDone):
        orders.send_plan_as_decided(
            dispute, carries=["amend_provision"], **SIGNED, **who(priya, later)
        )
    again = amendments.begin_amended_plan(proposal, **who(priya, later))
    assert again.based_on == second
    amendments.send_amended_plan(proposal, reason="Yes.", **SIGNED, **who(priya, later))
    # The published measure counts the first plan alone.
    assert AssessmentProjection.objects.get().issued_on == ISSUED_ON
    assert list(problems(sent.case)) == []


def test_what_the_case_says_is_what_the_clock_says_of_the_same_facts(
    priya: User, monday: date
) -> None:
    assessment = refused_to_assess(priya, monday)
    dispute = ordered(priya, "refuse_to_assess", "assess")
    orders.assess_as_decided(dispute, **who(priya, TOLD_ON))
    asked: dict[str, Any] = {
        "received_on": monday.isoformat(),
        "as_of": TOLD_ON.isoformat(),
        "events": [
            {"what": "refused_to_assess", "on": REFUSED_ON.isoformat()},
            {
                "what": "notice_sent", "on": REFUSED_ON.isoformat(),
                "decision": "refuse_to_assess",
            },
            {"what": "mediation_certificate_issued", "on": REFUSED_ON.isoformat()},
            {"what": "appeal_lodged", "on": REFUSED_ON.isoformat()},
            {"what": "tribunal_ordered", "on": ORDERED_ON.isoformat(), "order": "assess"},
            {"what": "agreed_to_assess", "on": TOLD_ON.isoformat()},
        ],
    }  # fmt: skip
    told = {one["duty"]: one for one in json.loads(answer(json.dumps(asked)))["duties"]}
    (found,) = disagreements_of(assessment.case, TOLD_ON)
    ours = (*duties_of(assessment, TOLD_ON), *found.duties)
    assert {one.duty for one in ours} >= {"order.assess.final", "appeal.lodge", "plan.final"}
    for one in ours:
        if one.due is not None:
            assert (one.due.isoformat(), one.state.value) == (
                told[one.duty]["due"], told[one.duty]["state"],
            ), one.duty  # fmt: skip


@pytest.mark.parametrize(("what", "goes_on"), [("continue", True), ("dismiss_cease", False)])
def test_an_order_about_ceasing_says_whether_and_when_the_plan_ends(
    priya: User, monday: date, what: str, goes_on: bool
) -> None:
    from ehc.actions import reviews
    from ehc.queries.reviews import continues_since, review_duties, reviews_of

    final = journeys.issued(priya, monday, issued_on=ISSUED_ON)
    day = date(2026, 9, 21)
    review = reviews.arrange_review(final.plan, meeting_on=day, **who(priya, date(2026, 9, 7)))
    review = reviews.hold_review_meeting(review, **who(priya, day))
    review = reviews.decide_to_cease(
        review,
        reason="Met.",
        cease_reason="needs_met",
        consulted_on=day,
        **who(priya, date(2026, 10, 1)),
    )
    dispute = appealed(priya, "cease")
    assessment = Assessment.objects.get()

    def earliest(on: date) -> tuple[str, date | None]:
        rows = list(reviews_of(assessment))
        (found,) = (
            one for one in review_duties(assessment, rows, on) if one.duty == "cease.earliest"
        )
        return found.state.value, found.due

    # While the appeal is open the plan may not cease, whatever day has passed.
    assert earliest(date(2027, 1, 4))[0] == "running"
    appeals.record_order(
        dispute, orders=[what], words="As ordered.", directed={}, **who(priya, date(2027, 1, 4))
    )
    rows = list(reviews_of(assessment))
    since = continues_since(review_duties(assessment, rows, date(2027, 1, 5)))
    assert since == (date(2027, 1, 4) if goes_on else None)
    if goes_on:
        assert earliest(date(2027, 1, 5))[0] == "not_applicable"
    else:
        assert earliest(date(2027, 1, 5)) == ("met", date(2027, 1, 4))


def test_a_reassessment_that_was_ordered_is_made_by_the_dates_of_the_order(
    priya: User, monday: date
) -> None:
    """Regulation 44(2)(b): from the order, and not fourteen weeks from the letter that tells it."""
    plan = journeys.issued(priya, monday, issued_on=date(2026, 5, 4)).plan
    asked = reassessments.record_request(
        plan, asked_by="parent", words="It no longer fits.", **who(priya, date(2026, 5, 5))
    )
    asked = reassessments.refuse_to_reassess(
        asked, refused_as="not_necessary", reason="It fits.", **who(priya, ISSUED_ON)
    )
    dispute = appealed(priya, "refuse_to_reassess")
    with pytest.raises(NotReady) as early:
        orders.reassess_as_decided(dispute, **who(priya, ISSUED_ON))
    assert [one.key for one in early.value.missing] == [MissingKey.NOT_DECIDED]
    appeals.record_order(
        dispute, orders=["reassess"], words="Reassess.", directed={}, **who(priya, ORDERED_ON)
    )
    assert CaseProjection.objects.get().next_duty == "order.assess.notify"
    again = orders.reassess_as_decided(dispute, **who(priya, TOLD_ON))
    assert (again.pk, again.status, again.received_on) == (
        asked.pk, "reassessing", date(2026, 5, 5),
    )  # fmt: skip
    found = {one.duty: one for one in reassessment_duties(again, TOLD_ON)}
    assert (found["order.assess.notify"].state.value, found["order.assess.notify"].due) == (
        "met", date(2026, 6, 15),
    )  # fmt: skip
    final = found["order.assess.final"]
    assert (final.state.value, final.due) == ("running", date(2026, 9, 7))
    assert found["reassess.final"].state.value == "not_applicable"
    letter = Document.objects.get(kind="decided_to_assess")
    assert "reassessed_by" not in letter.facts["dates"]
    assert letter.facts["because"]["order.assess.final"] == explain(final.because_for_families)
    assert CaseProjection.objects.get().next_action == "action.seek_advice"
    assert CaseProjection.objects.get().next_due == found["order.assess.refuse_to_issue"].due
    with pytest.raises(AlreadyDone):
        orders.reassess_as_decided(dispute, **who(priya, TOLD_ON))
    assert list(problems(plan.case)) == []


# --- Exemptions -------------------------------------------------------------------------------


def test_an_exemption_shows_its_reach_over_what_was_ordered_and_nothing_before(
    priya: User, monday: date
) -> None:
    """Regulation 44(3): an absence of two weeks lifts the limits of an order to assess."""
    assessment = refused_to_assess(priya, monday)
    claim = Exemption(
        assessment=assessment,
        ground="absent_from_area",
        facts={"from": "2026-06-02", "to": "2026-06-17"},
        why_impractical="They were abroad.",
    )

    def reached() -> dict[str, bool]:
        found = {one.duty.rule: one.holds for one in reach_of(claim, TOLD_ON)}
        return {rule: holds for rule, holds in found.items() if rule.startswith("order.")}

    assert reached() == {}
    orders.assess_as_decided(ordered(priya, "refuse_to_assess", "assess"), **who(priya, TOLD_ON))
    orders_limits = ("notify", "refuse_to_issue", "final")
    assert reached() == {f"order.assess.{one}": True for one in orders_limits}
