"""Moves of a plan: out of the area, between phases, between health bodies."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import (
    amendments,
    appeals,
    disclosures,
    disputes,
    placement,
    plans,
    reviews,
    transfers,
)
from ehc.bank_holidays import bundled
from ehc.models import (
    AdviceRequest,
    Assessment,
    CaseEvent,
    CaseProjection,
    Document,
    Letter,
    Plan,
    PlanVersion,
    Review,
    Setting,
    Transfer,
    User,
)
from ehc.queries import cases as case_reads
from ehc.queries import transfers as reads
from ehc.queries.assessments import duties_of
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible, TransferredOut
from ehc.workflows.counting import working_days_beginning_with
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.arrivals import came
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db
ISSUED_ON = date(2026, 5, 18)
KNOWN_ON = date(2026, 9, 7)
MOVES_ON = date(2026, 10, 1)


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


@pytest.fixture(scope="module", autouse=True)
def issued(once: Once[int], monday: date) -> int:
    return once(lambda priya: journeys.issued(priya, monday, issued_on=ISSUED_ON).plan.pk)


@pytest.fixture
def plan(db: None, issued: int) -> Plan:
    return Plan.objects.get(pk=issued)


def moving(plan: Plan, priya: User, **changes: Any) -> Transfer:
    given: dict[str, Any] = {
        "authority": "Medway Council",
        "contact": "SEND service, send@medway.example",
        "moves_on": MOVES_ON,
        "became_aware_on": KNOWN_ON,
        **who(priya, KNOWN_ON),
        **changes,
    }
    return transfers.record_move_out(plan, **given)


def due(transfer: Transfer, on: date) -> dict[str, tuple[str, date | None]]:
    assessment = transfer.plan.assessment
    return {
        one.duty: (one.state.value, one.due)
        for one in reads.duties_of_transfer(
            assessment, transfer, on, reviews=list(Review.objects.filter(plan=transfer.plan))
        )
    }


def next_of(plan: Plan) -> tuple[str, date | None, bool]:
    row = CaseProjection.objects.get(case=plan.case)
    return row.next_action, row.next_due, row.is_open


# --- Moving out ------------------------------------------------------------------------------


def test_a_plan_goes_on_the_day_of_the_move_where_the_move_was_known(
    priya: User, plan: Plan
) -> None:
    transfer = moving(plan, priya)
    assert due(transfer, KNOWN_ON) == {"move.transfer": ("running", MOVES_ON)}
    assert due(transfer, MOVES_ON + timedelta(days=1)) == {"move.transfer": ("late", MOVES_ON)}
    assert next_of(plan) == ("action.send_plan_on", MOVES_ON, True)
    sent = transfers.send_plan_on(transfer, **who(priya, MOVES_ON))
    assert (sent.status, sent.transferred_on) == ("transfer_sent", MOVES_ON)
    assert due(sent, MOVES_ON) == {"move.transfer": ("met", MOVES_ON)}
    assert next_of(plan) == ("action.nothing", None, False)
    assert list(problems(plan.case)) == []


def test_a_move_of_which_we_learn_late_has_fifteen_working_days(priya: User, plan: Plan) -> None:
    transfer = moving(plan, priya, moves_on=date(2026, 9, 9))
    # Monday 7 September is the first of the fifteen.
    assert due(transfer, KNOWN_ON) == {"move.transfer": ("running", date(2026, 9, 25))}


def test_the_plan_goes_with_a_letter_that_lists_what_goes(priya: User, plan: Plan) -> None:
    papers = Document.objects.count()
    transfers.send_plan_on(moving(plan, priya), **who(priya, MOVES_ON))
    event = CaseEvent.objects.get(case=plan.case, step="send_plan_on")
    letter = Letter.objects.get(event=event)
    assert (letter.recipient, letter.addressee, letter.by_post) == (
        "new_authority", "Medway Council", True,
    )  # fmt: skip
    # The plan's own paper is there already: the letter is the one new paper.
    assert Document.objects.count() == papers + 1
    facts = letter.document.facts
    final = PlanVersion.objects.get(plan=plan, status="final")
    asked = AdviceRequest.objects.get(kind="psychological")
    assert final.document is not None
    assert facts["enclosed"] == [
        final.document.title,
        f"Advice (educational psychology) from {asked.asked_of}, 9 February 2026",
    ]
    assert (facts["other_authority"], facts["dates"]["moves_on"]) == (
        "Medway Council",
        "2026-10-01",
    )


def test_a_plan_does_not_go_before_the_day_of_the_move(priya: User, plan: Plan) -> None:
    transfer = moving(plan, priya)
    with pytest.raises(Invalid, match="sent_on"):
        transfers.send_plan_on(transfer, **who(priya, MOVES_ON - timedelta(days=1)))
    assert not Letter.objects.filter(recipient="new_authority").exists()
    transfers.send_plan_on(transfer, **who(priya, MOVES_ON))
    with pytest.raises(AlreadyDone):
        transfers.send_plan_on(transfer, **who(priya, MOVES_ON))
    assert Letter.objects.filter(recipient="new_authority").count() == 1


def test_after_the_plan_has_gone_nothing_more_of_it_is_done_here(priya: User, plan: Plan) -> None:
    annual = reviews.arrange_review(plan, meeting_on=MOVES_ON, **who(priya, KNOWN_ON))
    letter = Document.objects.get(kind="final_plan")
    appeal = appeals.record_appeal(
        disputes.open_dispute(letter, said="No.", **who(priya, KNOWN_ON)),
        placement_alone=True, **who(priya, KNOWN_ON),
    )  # fmt: skip
    appeals.receive_appeal(appeal, **who(priya, KNOWN_ON))
    with pytest.raises(AlreadyDone):
        appeals.hand_over_appeal(appeal, **who(priya, KNOWN_ON))
    transfers.send_plan_on(moving(plan, priya), **who(priya, MOVES_ON))
    events = CaseEvent.objects.count()
    with pytest.raises(TransferredOut) as refused:
        reviews.hold_review_meeting(annual, **who(priya, MOVES_ON))
    assert (refused.value.authority, refused.value.on) == ("Medway Council", MOVES_ON)
    with pytest.raises(TransferredOut):
        reviews.send_review_papers(annual, **who(priya, MOVES_ON))
    with pytest.raises(TransferredOut):
        transfers.record_phase_transfer(
            plan, kind="to_school", moves_on=date(2027, 9, 1), **who(priya, MOVES_ON)
        )
    with pytest.raises(TransferredOut):
        transfers.record_commissioning_body(
            plan, old_body="A", new_body="B", known_on=KNOWN_ON, **who(priya, MOVES_ON)
        )
    with pytest.raises(TransferredOut):
        reviews.answer_early_review(
            plan, asked_by="Ms Head", asked_on=KNOWN_ON, agreed=True, reason="Now.",
            **who(priya, MOVES_ON),
        )  # fmt: skip
    assert CaseEvent.objects.count() == events
    # The appeal goes on, until the new authority takes it over.
    assert CaseProjection.objects.get().next_action == "action.answer_appeal"
    with pytest.raises(Invalid):
        appeals.hand_over_appeal(appeal, **who(priya, MOVES_ON - timedelta(days=1)))
    appeals.hand_over_appeal(appeal, **who(priya, MOVES_ON))
    assert CaseProjection.objects.get().next_action == "action.nothing"
    with pytest.raises(AlreadyDone):
        appeals.answer_appeal(appeal, **who(priya, MOVES_ON))


def test_what_is_decided_of_an_appeal_after_the_plan_has_gone_is_for_whoever_has_it(
    priya: User, plan: Plan
) -> None:
    letter = Document.objects.get(kind="final_plan")
    appeal = appeals.record_appeal(
        disputes.open_dispute(letter, said="No.", **who(priya, KNOWN_ON)),
        placement_alone=True, **who(priya, KNOWN_ON),
    )  # fmt: skip
    transfers.send_plan_on(moving(plan, priya), **who(priya, MOVES_ON))
    appeals.record_order(
        appeal, orders=["name_setting"], words="Beacon.", directed={}, **who(priya, MOVES_ON)
    )
    assert CaseProjection.objects.get().next_action == "action.nothing"
    found = {one.duty: one.state.value for one in duties_of(plan.assessment, MOVES_ON)}
    assert found["order.name_setting"] == "not_applicable"


def test_until_the_plan_has_gone_its_review_goes_on(priya: User, plan: Plan) -> None:
    annual = reviews.arrange_review(plan, meeting_on=MOVES_ON, **who(priya, KNOWN_ON))
    moving(plan, priya)
    assert reviews.hold_review_meeting(annual, **who(priya, MOVES_ON)).status == "review_held"


def test_what_is_due_of_reviews_falls_away_with_the_plan(priya: User, plan: Plan) -> None:
    transfer = moving(plan, priya)

    def first_review() -> str:
        found = case_reads.case_page(plan.case, MOVES_ON)
        return {one.duty: one.state.value for one in found.review_duties}["review.first"]

    assert first_review() == "running"
    transfers.send_plan_on(transfer, **who(priya, MOVES_ON))
    assert first_review() == "not_applicable"
    assert case_reads.case_page(plan.case, MOVES_ON).went == transfer


def test_a_move_out_is_recorded_once_and_can_be_called_off(priya: User, plan: Plan) -> None:
    transfer = moving(plan, priya)
    with pytest.raises(AlreadyDone):
        moving(plan, priya)
    with pytest.raises(NotReady):
        transfers.call_off_transfer(transfer, reason=" ", **who(priya, KNOWN_ON))
    off = transfers.call_off_transfer(transfer, reason="They stay.", **who(priya, KNOWN_ON))
    assert (off.status, due(off, KNOWN_ON)) == ("transfer_called_off", {})
    assert next_of(plan)[0] == "action.arrange_review"
    assert moving(plan, priya).status == "transfer_known"
    assert list(problems(plan.case)) == []


def test_a_plan_goes_for_higher_education_in_fifteen_working_days(priya: User, plan: Plan) -> None:
    with pytest.raises(Invalid, match="asked_on"):
        disclosures.record_request(plan, recipient="A", asked_on=KNOWN_ON, **who(priya, KNOWN_ON))
    plan.case.person.date_of_birth = date(2010, 1, 1)
    plan.case.person.save()
    with pytest.raises(Invalid, match="recipient"):
        disclosures.record_request(plan, recipient=" ", asked_on=KNOWN_ON, **who(priya, KNOWN_ON))
    asked = disclosures.record_request(
        plan, recipient="University of Kent", asked_on=KNOWN_ON, **who(priya, KNOWN_ON)
    )
    (running,) = reads.duties_of_disclosure(plan.assessment, asked, KNOWN_ON)
    assert (running.state.value, running.due) == ("running", date(2026, 9, 28))
    with pytest.raises(Invalid, match="sent_on"):
        disclosures.disclose_plan(
            asked, sent_on=KNOWN_ON - timedelta(days=1), **who(priya, MOVES_ON)
        )
    # A plan that is not maintained goes to nobody.
    Assessment.objects.update(status="deceased")
    with pytest.raises(AlreadyDone):
        disclosures.disclose_plan(asked, sent_on=date(2026, 9, 28), **who(priya, MOVES_ON))
    Assessment.objects.update(status="plan_issued")
    sent = disclosures.disclose_plan(asked, sent_on=date(2026, 9, 28), **who(priya, MOVES_ON))
    (met,) = reads.duties_of_disclosure(plan.assessment, sent, MOVES_ON)
    assert met.state.value == "met"
    with pytest.raises(AlreadyDone):
        disclosures.disclose_plan(asked, sent_on=MOVES_ON, **who(priya, MOVES_ON))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"became_aware_on": KNOWN_ON + timedelta(days=1)}, "became_aware_on"),
        ({"became_aware_on": date(2025, 1, 1)}, "became_aware_on"),
        ({"moves_on": date(2030, 1, 1)}, "moves_on"),
        ({"moves_on": date(2025, 1, 1)}, "moves_on"),
    ],
)
def test_a_move_on_a_day_that_cannot_be_is_refused(
    priya: User, plan: Plan, changes: dict[str, date], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        moving(plan, priya, **changes)
    assert refused.value.field == field
    assert not Transfer.objects.exists()


def test_nothing_moves_where_no_plan_has_been_issued(priya: User, monday: date) -> None:
    draft = journeys.served(priya, monday)
    with pytest.raises(AlreadyDone):
        moving(draft.plan, priya)


def test_a_move_is_recorded_by_the_cases_own_team_alone(priya: User, plan: Plan) -> None:
    elsewhere = factories.staff("Tom Reed", Role.CASEWORKER, team=factories.TeamFactory())
    with pytest.raises(NotVisible):
        moving(plan, elsewhere)
    manager = factories.staff("Nadia Team", Role.TEAM_MANAGER, team=plan.case.team)
    assert moving(plan, manager).status == "transfer_known"


def test_a_step_of_another_kind_of_move_is_refused(priya: User, plan: Plan) -> None:
    transfer = moving(plan, priya)
    with pytest.raises(AlreadyDone):
        transfers.name_next_setting(transfer, setting=None, **who(priya, MOVES_ON))
    with pytest.raises(AlreadyDone):
        transfers.tell_family_of_transfer(
            transfer, proposes_to_assess=False, review_on=MOVES_ON, **who(priya, MOVES_ON)
        )


# --- Between phases --------------------------------------------------------------------------


def to_secondary(plan: Plan, priya: User, on: date = KNOWN_ON) -> Transfer:
    return transfers.record_phase_transfer(
        plan, kind="to_school", moves_on=date(2027, 9, 1), **who(priya, on)
    )


def amended(plan: Plan, priya: User, school: Setting, sent_on: date) -> PlanVersion:
    """The plan, reviewed and amended so that it names a school."""
    told_on = sent_on - timedelta(days=60)
    annual = reviews.arrange_review(
        plan, meeting_on=sent_on - timedelta(days=40), **who(priya, told_on)
    )
    annual = reviews.hold_review_meeting(annual, **who(priya, annual.meeting_on))
    annual = amendments.propose_amendments(
        annual,
        amendments="Section I names the next school.",
        evidence="The report of the meeting.",
        reason="The family and both schools agree.",
        **who(priya, sent_on - timedelta(days=30)),
    )
    letter = plan.case.documents.get(kind="proposed_amendments")
    journeys.posted(priya, letter, sent_on - timedelta(days=30))
    version = amendments.begin_amended_plan(annual, **who(priya, sent_on - timedelta(days=20)))
    plans.name_setting(version, setting=school, type="Secondary school", **who(priya, sent_on))
    placement.consult_setting(version, school, asked_for_by_family=True, **who(priya, sent_on))
    amendments.send_amended_plan(
        annual, signed_by="Priya Nair", reason="Nothing was said.", **who(priya, sent_on)
    )
    return PlanVersion.objects.get(pk=version.pk)


@pytest.mark.parametrize(
    ("kind", "moves_on", "last_day"),
    [
        ("to_school", date(2027, 9, 1), date(2027, 2, 14)),
        ("to_post_16", date(2027, 9, 1), date(2027, 3, 30)),
        ("post_16_move", date(2027, 9, 1), date(2027, 4, 1)),
    ],
)
def test_a_transfer_between_phases_has_its_last_day(
    priya: User, plan: Plan, kind: str, moves_on: date, last_day: date
) -> None:
    transfer = transfers.record_phase_transfer(
        plan, kind=kind, moves_on=moves_on, **who(priya, KNOWN_ON)
    )
    assert due(transfer, KNOWN_ON) == {"phase.final": ("running", last_day)}
    assert next_of(plan) == ("action.name_next_setting", last_day, True)


def test_it_ends_with_a_plan_sent_since_that_names_the_next_setting(
    priya: User, plan: Plan
) -> None:
    transfer = to_secondary(plan, priya)
    school = factories.SettingFactory(name="Estuary High School")
    other = factories.SettingFactory()
    sent_on = date(2027, 2, 1)
    amended(plan, priya, school, sent_on)
    with pytest.raises(NotReady) as refused:
        transfers.name_next_setting(transfer, setting=other, **who(priya, sent_on))
    assert [one.key.value for one in refused.value.missing] == ["missing.next_setting"]
    assert due(transfer, sent_on)["phase.final"][0] == "running"
    named = transfers.name_next_setting(transfer, setting=school, **who(priya, sent_on))
    assert (named.status, named.next_setting, named.named_on) == (
        "next_setting_named", school, sent_on,
    )  # fmt: skip
    assert due(named, sent_on) == {"phase.final": ("met", date(2027, 2, 14))}
    assert next_of(plan)[0] == "action.arrange_review"
    assert list(problems(plan.case)) == []


def test_a_setting_named_more_than_a_year_before_is_reviewed_in_the_year(
    priya: User, plan: Plan
) -> None:
    transfer = transfers.record_phase_transfer(
        plan, kind="to_school", moves_on=date(2028, 9, 1), **who(priya, KNOWN_ON)
    )
    school = factories.SettingFactory(name="Estuary High School")
    amended(plan, priya, school, date(2027, 2, 1))
    with pytest.raises(NotReady) as refused:
        transfers.name_next_setting(transfer, setting=school, **who(priya, date(2027, 2, 1)))
    assert [one.key.value for one in refused.value.missing] == ["missing.next_setting"]
    assert due(transfer, date(2027, 9, 6)) == {"phase.final": ("running", date(2028, 2, 14))}
    met_on = date(2027, 9, 1)
    annual = reviews.arrange_review(plan, meeting_on=met_on, **who(priya, date(2027, 8, 2)))
    annual = reviews.hold_review_meeting(annual, **who(priya, met_on))
    reviews.keep_plan(annual, reason="It names the school.", **who(priya, met_on))
    named = transfers.name_next_setting(transfer, setting=school, **who(priya, met_on))
    assert (named.status, named.named_on) == ("next_setting_named", met_on)
    assert due(named, met_on) == {"phase.final": ("met", date(2028, 2, 14))}


def test_what_is_closed_by_the_transfer_is_not_named_for_it(priya: User, plan: Plan) -> None:
    transfer = to_secondary(plan, priya)
    sent_on = date(2027, 2, 1)
    school = factories.SettingFactory(name="Estuary High School", closed_on=date(2027, 8, 31))
    amended(plan, priya, school, sent_on)
    with pytest.raises(Invalid) as refused:
        transfers.name_next_setting(transfer, setting=school, **who(priya, sent_on))
    assert refused.value.field == "setting"
    school.closed_on = date(2027, 9, 1)
    school.save()
    assert transfers.name_next_setting(transfer, setting=school, **who(priya, sent_on))


def test_a_plan_that_was_sent_before_does_not_end_it(priya: User, plan: Plan) -> None:
    transfer = to_secondary(plan, priya)
    school = PlanVersion.objects.get(plan=plan, status="final").placement_setting
    assert school is not None
    with pytest.raises(NotReady):
        transfers.name_next_setting(transfer, setting=school, **who(priya, KNOWN_ON))
    assert Transfer.objects.get().status == "transfer_known"


def test_a_plan_that_is_kept_after_a_review_ends_it_where_it_names_the_setting(
    priya: User, plan: Plan
) -> None:
    transfer = to_secondary(plan, priya)
    school = PlanVersion.objects.get(plan=plan, status="final").placement_setting
    # Changes that are proposed without a review, and not made, are no review of the plan.
    proposal = amendments.propose_amendments_without_review(
        plan, amendments="P1.", evidence="A letter.", reason="Urgent.", **who(priya, KNOWN_ON)
    )
    amendments.decide_not_to_amend(proposal, reason="Not needed.", **who(priya, MOVES_ON))
    with pytest.raises(NotReady):
        transfers.name_next_setting(transfer, setting=school, **who(priya, MOVES_ON))
    annual = reviews.arrange_review(plan, meeting_on=MOVES_ON, **who(priya, KNOWN_ON))
    annual = reviews.hold_review_meeting(annual, **who(priya, MOVES_ON))
    reviews.keep_plan(annual, reason="An all-through school.", **who(priya, MOVES_ON))
    named = transfers.name_next_setting(transfer, setting=school, **who(priya, MOVES_ON))
    assert (named.status, named.named_on) == ("next_setting_named", MOVES_ON)


@pytest.mark.parametrize(
    ("kind", "moves_on", "field"),
    [
        ("move_out", date(2027, 9, 1), "kind"),
        ("to_school", KNOWN_ON, "moves_on"),
        ("to_school", date(2030, 9, 1), "moves_on"),
    ],
)
def test_a_transfer_between_phases_that_cannot_be_is_refused(
    priya: User, plan: Plan, kind: str, moves_on: date, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        transfers.record_phase_transfer(plan, kind=kind, moves_on=moves_on, **who(priya, KNOWN_ON))
    assert refused.value.field == field


def test_one_transfer_between_phases_is_open_at_a_time(priya: User, plan: Plan) -> None:
    to_secondary(plan, priya)
    with pytest.raises(AlreadyDone):
        to_secondary(plan, priya)
    # A move out of the area is another matter, and the earlier of the two comes first.
    moving(plan, priya)
    assert next_of(plan) == ("action.send_plan_on", MOVES_ON, True)


# --- The responsible commissioning body ------------------------------------------------------


def test_a_plan_that_came_may_have_a_new_body_that_was_known_of_before(priya: User) -> None:
    """Regulation 15(7): the fifteen working days begin with the day the old body was aware."""
    came_on, known_on = MOVES_ON, MOVES_ON - timedelta(days=7)
    plan = came(priya, came_on).plan
    bodies = {"old_body": "NHS Kent and Medway ICB", "new_body": "NHS Sussex ICB"}
    with pytest.raises(Invalid, match="known_on"):
        transfers.record_commissioning_body(
            plan, **bodies, known_on=date(2025, 1, 19), **who(priya, came_on)
        )
    change = transfers.record_commissioning_body(
        plan, **bodies, known_on=known_on, **who(priya, came_on)
    )
    (running,) = reads.duties_of_change(plan.assessment, change, came_on)
    fifteenth = working_days_beginning_with(15).last_day_from(known_on, bundled())
    assert (running.state.value, running.due) == ("running", fifteenth)
    assert running.citation == "SEND Regulations 2014, regulations 15(7)-(8) and 16"


def test_notice_of_a_new_body_is_due_in_fifteen_working_days(priya: User, plan: Plan) -> None:
    change = transfers.record_commissioning_body(
        plan,
        old_body="NHS Kent and Medway ICB",
        new_body="NHS Sussex ICB",
        known_on=KNOWN_ON,
        **who(priya, KNOWN_ON),
    )
    (running,) = reads.duties_of_change(plan.assessment, change, KNOWN_ON)
    assert (running.duty, running.due) == ("move.commissioning_body", date(2026, 9, 25))
    with pytest.raises(Invalid, match="told_on"):
        transfers.record_commissioning_notice(
            change, told_on=KNOWN_ON - timedelta(days=1), is_practicable=True,
            **who(priya, MOVES_ON),
        )  # fmt: skip
    told = transfers.record_commissioning_notice(
        change, told_on=date(2026, 9, 25), is_practicable=False, **who(priya, MOVES_ON)
    )
    (met,) = reads.duties_of_change(plan.assessment, told, MOVES_ON)
    assert (met.state.value, told.is_practicable) == ("met", False)
    with pytest.raises(AlreadyDone):
        transfers.record_commissioning_notice(
            change, told_on=date(2026, 9, 25), is_practicable=True, **who(priya, MOVES_ON)
        )
    assert list(problems(plan.case)) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"known_on": KNOWN_ON + timedelta(days=1)}, "known_on"),
        ({"known_on": date(2025, 1, 1)}, "known_on"),
        ({"new_body": "nhs kent icb "}, "new_body"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    priya: User, plan: Plan, changes: dict[str, Any], field: str
) -> None:
    given: dict[str, Any] = {
        "old_body": "NHS Kent ICB", "new_body": "NHS Sussex ICB", "known_on": KNOWN_ON, **changes,
    }  # fmt: skip
    with pytest.raises(Invalid) as refused:
        transfers.record_commissioning_body(plan, **given, **who(priya, KNOWN_ON))
    assert refused.value.field == field


def test_a_body_changes_only_of_a_plan_that_was_issued(priya: User, monday: date) -> None:
    draft = journeys.served(priya, monday)
    with pytest.raises(AlreadyDone):
        transfers.record_commissioning_body(
            draft.plan, old_body="A", new_body="B", known_on=KNOWN_ON, **who(priya, KNOWN_ON)
        )
