"""A plan that comes from another authority: as if we had made it, on the day on which it did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ehc.actions import amendments, arrivals, assessments, cases, ends, reviews, transfers
from ehc.models import (
    Asker,
    Assessment,
    AssessmentProjection,
    Case,
    CaseEvent,
    CaseProjection,
    Document,
    FamilyMember,
    Letter,
    Person,
    PlanVersion,
    Review,
    Transfer,
    Upload,
    User,
)
from ehc.permissions import visible_to
from ehc.queries import cases as reads
from ehc.queries import queue as queues
from ehc.queries.assessments import duties_of
from ehc.queries.reviews import review_duties
from ehc.queries.reviews_due import reviews_due
from ehc.queries.verify import overall_problems, problems
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible, NotYours
from ehc.reports.timeliness import timeliness
from ehc.workflows.case_facts import ActionKey
from ehc.workflows.roles import Role
from quality_assurance.actions import assign_review
from tests import factories, journeys
from tests.arrivals import PERSON, arrival, came
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
CAME_ON = date(2026, 3, 2)
NOTIFY_BY = date(2026, 4, 13)
REVIEW_BY = date(2027, 1, 11)
"""Twelve months beginning with the last review, which is later than three from the transfer."""


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


@pytest.fixture
def transfer(priya: User) -> Transfer:
    return came(priya, CAME_ON)


@pytest.fixture
def taken(priya: User, transfer: Transfer) -> Transfer:
    cases.take_case(transfer.plan.case, **who(priya, CAME_ON))
    return Transfer.objects.get(pk=transfer.pk)


def tell(transfer: Transfer, priya: User, on: date = NOTIFY_BY, **changes: Any) -> Transfer:
    given: dict[str, Any] = {"proposes_to_assess": False, "review_on": REVIEW_BY, **changes}
    return transfers.tell_family_of_transfer(transfer, **given, **who(priya, on))


def all_due(transfer: Transfer, on: date) -> dict[str, tuple[str, date | None]]:
    page = reads.case_page(transfer.plan.case, on)
    duties = (*page.facts.duties, *page.review_duties, *page.transfer_duties)
    return {one.duty: (one.state.value, one.due) for one in duties}


def test_everything_that_the_plan_needs_here_is_opened_at_once(
    priya: User, transfer: Transfer
) -> None:
    case = Case.objects.get()
    request, assessment = case.requests.get(), Assessment.objects.get()
    version = PlanVersion.objects.get()
    assert (request.asker, request.asker_name, request.received_on) == (
        Asker.AUTHORITY, "Medway Council", CAME_ON,
    )  # fmt: skip
    assert (assessment.status, assessment.made_by) == ("plan_issued", "Medway Council")
    assert (version.status, version.number, version.finalised_on, version.signed_by) == (
        "final", 1, date(2025, 1, 20), "Medway Council",
    )  # fmt: skip
    assert version.came_as == Upload.objects.get()
    assert version.document is None
    assert (transfer.status, transfer.transferred_on) == ("transfer_received", CAME_ON)
    steps = CaseEvent.objects.filter(case=case).values_list("step", "on")
    assert list(steps) == [
        ("take_over_plan", CAME_ON),
        ("take_over_version", CAME_ON),
        ("record_transfer", CAME_ON),
        ("receive_plan", CAME_ON),
    ]
    assert not Document.objects.exists()
    assert list(problems(case)) == []
    assert list(overall_problems()) == []


def test_nothing_of_an_assessment_is_owed_and_the_dates_run_from_the_true_days(
    transfer: Transfer,
) -> None:
    assert duties_of(transfer.plan.assessment, CAME_ON, targets=True) == ()
    assert all_due(transfer, CAME_ON) == {
        "move.notify": ("running", NOTIFY_BY),
        "move.review": ("running", REVIEW_BY),
    }
    assert all_due(transfer, NOTIFY_BY + timedelta(days=1))["move.notify"] == ("late", NOTIFY_BY)
    # The negative control: of an assessment of ours they are owed.
    assert {one.duty for one in duties_of(factories.requested(CAME_ON), CAME_ON)} >= {
        "assess.notify_decision", "plan.final",
    }  # fmt: skip


def test_three_months_from_the_transfer_take_the_place_of_an_earlier_review(priya: User) -> None:
    transfer = came(priya, CAME_ON, last_reviewed_on=date(2025, 3, 10))
    assert all_due(transfer, CAME_ON) == {
        "move.notify": ("running", NOTIFY_BY),
        "move.review": ("running", date(2026, 6, 1)),
    }


def test_the_review_that_is_due_after_the_transfer_is_what_is_next_of_the_case(
    priya: User,
) -> None:
    transfer = came(priya, CAME_ON, last_reviewed_on=date(2025, 3, 10))
    cases.allocate_case(transfer.plan.case, to=priya, **who(priya, CAME_ON))
    page = reads.case_page(Case.objects.get(pk=transfer.plan.case_id), CAME_ON)
    # Four weeks before 1 June, and shown eight weeks before that.
    assert [(one.key, one.duty, one.due, one.shown_from) for one in page.facts.of_the_plan] == [
        (ActionKey.ARRANGE_REVIEW, "move.review", date(2026, 5, 4), date(2026, 3, 9)),
    ]


def test_a_plan_that_was_never_reviewed_is_counted_from_its_making(priya: User) -> None:
    transfer = came(priya, CAME_ON, made_on=date(2025, 11, 3), last_reviewed_on=None)
    due = date(2026, 11, 2)
    assert all_due(transfer, CAME_ON)["move.review"] == ("running", due)


def test_it_is_counted_in_no_report_of_what_we_issued(priya: User, transfer: Transfer) -> None:
    year = {"first_day": date(2025, 1, 1), "last_day": date(2026, 12, 31)}
    rows = AssessmentProjection.objects.all()
    assert not rows.exists()
    assert timeliness(rows, **year).total.plans_issued == 0
    # The negative control: a plan of ours is.
    journeys.issued(priya, date(2026, 1, 5), issued_on=date(2026, 5, 18))
    assert timeliness(rows, **year).total.plans_issued == 1


def test_the_family_is_told_exactly_three_things(priya: User, taken: Transfer) -> None:
    told = tell(taken, priya)
    assert (told.status, told.told_on, told.review_on) == (
        "transfer_notified",
        NOTIFY_BY,
        REVIEW_BY,
    )
    letter = Letter.objects.get()
    assert (letter.recipient, letter.addressee, letter.document.kind) == (
        "family", "Rana Haddon", "plan_taken_over",
    )  # fmt: skip
    facts = letter.document.facts
    assert facts["blocks"] == ["transferred", "whether_to_assess", "when_to_review"]
    assert (facts["other_authority"], facts["proposes_to_assess"]) == ("Medway Council", False)
    assert facts["dates"] == {"moves_on": "2026-03-02", "review_on": "2027-01-11"}
    # By post it is not done until it is posted.
    assert all_due(told, NOTIFY_BY)["move.notify"] == ("running", NOTIFY_BY)
    assert all_due(told, later(NOTIFY_BY, days=1))["move.notify"] == ("late", NOTIFY_BY)
    journeys.posted(priya, letter.document, NOTIFY_BY)
    assert all_due(told, NOTIFY_BY)["move.notify"] == ("met", NOTIFY_BY)
    assert list(problems(told.plan.case)) == []


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"proposes_to_assess": None}, ["missing.whether_to_assess"]),
        ({"review_on": None}, ["missing.review_day"]),
        ({"review_on": REVIEW_BY + timedelta(days=1)}, ["missing.review_day"]),
        ({"review_on": NOTIFY_BY - timedelta(days=1)}, ["missing.review_day"]),
    ],
)
def test_a_letter_that_would_say_less_is_not_sent(
    priya: User, taken: Transfer, changes: dict[str, Any], missing: list[str]
) -> None:
    with pytest.raises(NotReady) as refused:
        tell(taken, priya, **changes)
    assert [one.key.value for one in refused.value.missing] == missing
    assert not Letter.objects.exists()
    assert tell(taken, priya).status == "transfer_notified"


def test_the_family_is_not_told_before_somebody_has_the_case(
    priya: User, transfer: Transfer
) -> None:
    with pytest.raises(NotReady) as refused:
        tell(transfer, priya)
    assert [one.key.value for one in refused.value.missing] == ["missing.caseworker"]


def test_the_family_is_told_once_and_not_before_the_plan_came(priya: User, taken: Transfer) -> None:
    with pytest.raises(Invalid):
        tell(taken, priya, on=CAME_ON - timedelta(days=1))
    tell(taken, priya)
    with pytest.raises(AlreadyDone):
        tell(taken, priya)
    assert Letter.objects.count() == 1


def test_where_the_last_day_has_passed_any_day_to_come_is_told(priya: User) -> None:
    transfer = came(priya, CAME_ON, last_reviewed_on=date(2025, 3, 10))
    cases.take_case(transfer.plan.case, **who(priya, CAME_ON))
    late = date(2026, 7, 6)
    told = tell(transfer, priya, on=late, review_on=date(2026, 8, 3))
    assert told.review_on == date(2026, 8, 3)


def test_the_queue_asks_for_a_caseworker_then_for_the_letter_then_for_nothing(
    priya: User, transfer: Transfer
) -> None:
    def asked() -> tuple[str, date | None, bool]:
        row = CaseProjection.objects.get()
        return row.next_action, row.next_due, row.is_open

    assert asked() == ("action.allocate", NOTIFY_BY, True)
    (row,) = queues.unallocated(priya, CAME_ON).rows
    assert row.flags == ("Plan from another council",)
    case = cases.take_case(transfer.plan.case, **who(priya, CAME_ON))
    assert asked() == ("action.tell_of_transfer", NOTIFY_BY, True)
    tell(transfer, priya)
    assert asked()[0] == "action.arrange_review"
    assert not cases.rebuild_projections(case.pk)


def test_a_review_of_it_is_as_any_other(priya: User, taken: Transfer) -> None:
    plan = taken.plan
    with pytest.raises(Invalid):
        reviews.arrange_review(
            plan, meeting_on=date(2026, 6, 1), **who(priya, CAME_ON - timedelta(days=1))
        )
    annual = reviews.arrange_review(plan, meeting_on=date(2026, 6, 1), **who(priya, NOTIFY_BY))
    annual = reviews.hold_review_meeting(annual, **who(priya, date(2026, 6, 1)))
    reviews.keep_plan(annual, reason="It meets the needs.", **who(priya, date(2026, 6, 15)))
    journeys.posted(priya, Document.objects.get(kind="plan_kept"), date(2026, 6, 15))
    found = all_due(taken, date(2026, 6, 15))
    assert found["move.review"] == ("met", REVIEW_BY)
    assert found["review.next"] == ("running", date(2027, 6, 14))
    assert list(problems(plan.case)) == []


def test_amending_it_begins_its_sections_here(priya: User, taken: Transfer) -> None:
    plan = taken.plan
    annual = reviews.arrange_review(plan, meeting_on=date(2026, 6, 1), **who(priya, NOTIFY_BY))
    annual = reviews.hold_review_meeting(annual, **who(priya, date(2026, 6, 1)))
    annual = amendments.propose_amendments(
        annual, amendments="Section F changes.", evidence="The report.", reason="It was agreed.",
        **who(priya, date(2026, 6, 8)),
    )  # fmt: skip
    # What is enclosed is the file that came: no paper is made of a plan without rows.
    assert [row.kind for row in Document.objects.all()] == ["proposed_amendments"]
    version = amendments.begin_amended_plan(annual, **who(priya, date(2026, 6, 8)))
    assert (version.number, version.status, version.came_as) == (2, "drafting", None)
    assert version.placement_type == "Mainstream school"


def test_it_can_move_on_again_and_the_file_that_came_goes(priya: User, taken: Transfer) -> None:
    moved = transfers.record_move_out(
        taken.plan, authority="Kirklees Council", contact="SEND", moves_on=NOTIFY_BY,
        became_aware_on=CAME_ON, **who(priya, CAME_ON),
    )  # fmt: skip
    transfers.send_plan_on(moved, **who(priya, NOTIFY_BY))
    (letter,) = Letter.objects.all()
    assert letter.document.facts["enclosed"] == ["EHC plan of 20 January 2025, as it came to us"]
    assert {state for state, _due in all_due(taken, NOTIFY_BY).values()} == {
        "not_applicable", "met",
    }  # fmt: skip
    assert CaseProjection.objects.get().next_action == "action.nothing"
    assert list(problems(taken.plan.case)) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"transferred_on": CAME_ON + timedelta(days=1)}, "transferred_on"),
        ({"made_on": CAME_ON + timedelta(days=1)}, "made_on"),
        ({"made_on": date(2017, 3, 13)}, "made_on"),
        ({"last_reviewed_on": date(2025, 1, 19)}, "last_reviewed_on"),
        ({"last_reviewed_on": CAME_ON + timedelta(days=1)}, "last_reviewed_on"),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_is_written(
    priya: User, changes: dict[str, Any], field: str
) -> None:
    file = SimpleUploadedFile("plan.pdf", b"%PDF")
    given = replace(arrival(CAME_ON), **changes)
    with pytest.raises(Invalid) as refused:
        arrivals.receive_plan(given, file, **who(priya, CAME_ON))
    assert refused.value.field == field
    assert not Person.objects.exists()


def test_what_is_no_file_of_a_plan_is_refused_and_nothing_is_written(priya: User) -> None:
    file = SimpleUploadedFile("plan.pdf", b"not a plan")
    with pytest.raises(Invalid) as refused:
        arrivals.receive_plan(arrival(CAME_ON), file, **who(priya, CAME_ON))
    assert refused.value.field == "plan"
    assert not Person.objects.exists()
    assert not Case.objects.exists()


def test_an_address_that_cannot_be_used_is_refused(priya: User) -> None:
    gone = User.objects.create_user("gone@family.example", name="Gone")
    gone.is_active = False
    gone.save()
    with pytest.raises(Invalid) as refused:
        came(priya, CAME_ON, family={"name": "G", "relationship": "aunt", "email": gone.email})
    assert refused.value.field == "family_email"


@pytest.mark.parametrize(
    ("role", "refusal"), [(Role.QA_REVIEWER, NotVisible), (Role.SERVICE_MANAGER, NotYours)]
)
def test_only_an_area_team_takes_a_plan_over(role: Role, refusal: type[Exception]) -> None:
    outsider = factories.staff("Sam Other", role)
    with pytest.raises(refusal):
        came(outsider, CAME_ON)
    assert not Case.objects.exists()


def test_the_family_reads_the_plan_that_came_and_nobody_elses(transfer: Transfer) -> None:
    mother = User.objects.get(email="rana@family.example")
    stranger = User.objects.create_user("other@family.example", name="Other")
    assert list(visible_to(mother, Upload, CAME_ON)) == [PlanVersion.objects.get().came_as]
    assert not visible_to(stranger, Upload, CAME_ON).exists()
    assert FamilyMember.objects.get().user == mother


def test_whoever_recorded_it_does_not_keep_the_file_of_another_teams_case(
    priya: User, transfer: Transfer
) -> None:
    assert visible_to(priya, Upload, CAME_ON).exists()
    tom = factories.staff("Tom Reed", Role.CASEWORKER, team=factories.TeamFactory())
    cases.take_case(transfer.plan.case, **who(tom, CAME_ON))
    assert visible_to(tom, Upload, CAME_ON).exists()
    assert not visible_to(priya, Upload, CAME_ON).exists()


def test_after_a_death_the_family_is_shown_no_file(priya: User, taken: Transfer) -> None:
    mother = User.objects.get(email="rana@family.example")
    ends.record_death(
        taken.plan.assessment, died_on=CAME_ON, how_known="The hospital rang us.",
        **who(priya, CAME_ON),
    )  # fmt: skip
    assert not visible_to(mother, Upload, CAME_ON).exists()


def test_a_young_person_holds_the_rights_in_their_own_name(priya: User) -> None:
    came(
        priya, CAME_ON,
        person={**PERSON, "date_of_birth": date(2008, 3, 14)},
        family={"name": "Leila Haddon", "relationship": "themselves", "email": "l@family.example"},
        is_young_person=True,
    )  # fmt: skip
    person = Person.objects.get()
    assert person.user == User.objects.get(email="l@family.example")


def test_a_family_without_an_address_is_written_to_by_post(priya: User) -> None:
    transfer = came(priya, CAME_ON, family={"name": "Rana Haddon", "relationship": "mother"})
    assert FamilyMember.objects.get().user is None
    cases.take_case(transfer.plan.case, **who(priya, CAME_ON))
    tell(transfer, priya)
    assert Letter.objects.get().by_post


def test_somebody_who_is_known_already_is_flagged(priya: User, transfer: Transfer) -> None:
    came(priya, CAME_ON)
    flags = [row.may_repeat for row in Case.objects.order_by("pk")[1].requests.all()]
    assert flags == [True]
    assert not transfer.plan.case.requests.get().may_repeat


def test_an_assessment_of_ours_cannot_be_said_to_be_anothers(priya: User, monday: date) -> None:
    """The public form takes nobody's word that a council asks."""
    with pytest.raises(Invalid):
        factories.requested(monday, who={"asker": "authority"})
    assert not Case.objects.exists()


def test_its_review_is_on_the_list_by_the_later_day(priya: User, taken: Transfer) -> None:
    (row,) = reviews_due(priya, CAME_ON)
    assert (row.duty, row.due) == ("move.review", REVIEW_BY)
    earlier = came(priya, CAME_ON, last_reviewed_on=None, person={**PERSON, "first_name": "Noa"})
    cases.take_case(earlier.plan.case, **who(priya, CAME_ON))
    first = reviews_due(priya, CAME_ON)[0]
    assert (first.duty, first.due) == ("move.review", date(2026, 6, 1))
    moved = transfers.record_move_out(
        earlier.plan, authority="Kirklees Council", contact="SEND", moves_on=CAME_ON,
        became_aware_on=CAME_ON, **who(priya, CAME_ON),
    )  # fmt: skip
    transfers.send_plan_on(moved, **who(priya, CAME_ON))
    assert [one.due for one in reviews_due(priya, CAME_ON)] == [REVIEW_BY]


def test_a_taken_over_assessment_takes_no_step_of_an_assessment(
    priya: User, taken: Transfer
) -> None:
    with pytest.raises(AlreadyDone):
        assessments.agree_to_assess(
            taken.plan.assessment, reason="The test is met.", **who(priya, NOTIFY_BY)
        )


def test_a_plan_that_another_authority_made_is_not_scored(priya: User, transfer: Transfer) -> None:
    grace = factories.staff("Grace Adeyemi", Role.QA_REVIEWER)
    with pytest.raises(Invalid):
        assign_review(PlanVersion.objects.get(), reviewer=grace, **who(grace, CAME_ON))
    ours = journeys.issued(priya, date(2026, 1, 5), issued_on=date(2026, 5, 18))
    assert assign_review(ours, reviewer=grace, **who(grace, date(2026, 5, 18))).pk


def test_what_is_due_of_its_reviews_is_told_with_them(taken: Transfer) -> None:
    rows = list(Review.objects.none())
    told = review_duties(taken.plan.assessment, rows, CAME_ON)
    assert [one.duty for one in told] == ["move.review"]
