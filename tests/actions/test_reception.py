"""Taking down a request that came by letter, by telephone, by email or in person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ehc.actions import reception
from ehc.actions._answers import RequestAnswers
from ehc.models import (
    Case,
    FamilyMember,
    Message,
    Person,
    Request,
    Upload,
    User,
    UserKind,
)
from ehc.queries.assessments import duties_of
from ehc.queries.verify import problems
from ehc.refusals import Invalid, NotVisible, NotYours
from ehc.workflows.roles import Role
from tests import factories
from tests.actions.test_uploads import pdf

pytestmark = pytest.mark.django_db

ARRIVED = date(2026, 1, 5)


@pytest.fixture
def nadia(priya: User) -> User:
    """The manager of the same team."""
    return factories.staff("Nadia Team", Role.TEAM_MANAGER, team=priya.grants.get().team)


def taken(
    by: User, on: date, arrived_on: date = ARRIVED, *, with_email: bool = False, **changes: Any
) -> Request:
    """A request of the mother's that came by letter, without an address to sign in with."""
    given = {"came_by": "letter", "letter": None, **changes.pop("given", {})}
    you = {"email": "ngozi@family.example" if with_email else ""}
    pages = factories.pages(**{**changes, "you": {**you, **changes.get("you", {})}})
    answers = RequestAnswers.from_draft(pages, on=arrived_on, with_email=False)
    return reception.take_down(
        answers, arrived_on=arrived_on, by=by, on=on, at=factories.instant(on), **given
    )


def test_it_is_received_on_the_day_on_which_it_arrived(priya: User) -> None:
    """Sections 36(1) and (3); regulation 4(1): six weeks of receipt, not of reading the post."""
    read_on = ARRIVED + timedelta(days=9)
    request = taken(priya, read_on)
    assert (request.received_on, request.came_by) == (ARRIVED, "letter")
    assert (request.recorded_by, request.asked_by) == (priya, priya)
    assert (request.asker, request.asker_name) == ("parent", "Ngozi Okafor")
    due = {duty.duty: duty.due for duty in duties_of(request.assessment, read_on)}
    assert due["assess.notify_decision"] == date(2026, 2, 16)
    assert due["plan.final"] == date(2026, 5, 25)
    event = request.case.events.get()
    assert (event.step, event.on, event.by) == ("receive_request", ARRIVED, priya)
    assert list(problems(request.case)) == []


def test_whoever_gave_an_address_has_an_account_and_a_receipt(priya: User) -> None:
    request = taken(priya, ARRIVED, with_email=True)
    assert request.asked_by.email == "ngozi@family.example"
    assert Message.objects.get().to == "ngozi@family.example"
    assert request.case.person.family.get().user == request.asked_by


def test_whoever_gave_none_is_written_to_by_post(priya: User) -> None:
    request = taken(priya, ARRIVED)
    member = request.case.person.family.get()
    assert (member.user, member.name, member.email) == (None, "Ngozi Okafor", "")
    assert not Message.objects.exists()


def test_the_letter_is_kept_with_the_request(priya: User) -> None:
    letter = SimpleUploadedFile("letter.pdf", pdf())
    request = taken(priya, ARRIVED, given={"letter": letter})
    assert request.letter is not None
    assert (request.letter.case, request.letter.name) == (request.case, "letter.pdf")
    assert taken(priya, ARRIVED, child={"first_name": "Bo"}).letter is None


@pytest.mark.parametrize("way", ["telephone", "email", "in_person"])
def test_each_way_of_coming_is_kept(way: str, priya: User) -> None:
    assert taken(priya, ARRIVED, given={"came_by": way}).came_by == way


@pytest.mark.parametrize(
    ("changes", "arrived_on", "field"),
    [
        ({}, date(2026, 1, 15), "arrived_on"),
        ({"child": {"date_of_birth": "2025-12-31"}}, date(2025, 12, 30), "date_of_birth"),
        ({"given": {"came_by": "pages"}}, ARRIVED, "came_by"),
        ({"given": {"came_by": ""}}, ARRIVED, "came_by"),
        ({"given": {"letter": SimpleUploadedFile("x.pdf", b"MZ")}}, ARRIVED, "letter"),
        ({"who": {"asker": "young_person"}}, ARRIVED, "asker"),
        ({"detained": {"detained": "yes"}}, ARRIVED, "held_at"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    changes: dict[str, Any], arrived_on: date, field: str, priya: User
) -> None:
    with pytest.raises(Invalid) as refused:
        taken(priya, date(2026, 1, 14), arrived_on, **changes)
    assert refused.value.field == field
    for model in (Person, Case, Request, FamilyMember, Upload, Message):
        assert not model._default_manager.exists()
    assert taken(priya, date(2026, 1, 14), date(2026, 1, 14)).received_on == date(2026, 1, 14)


def test_a_young_person_may_ask_by_letter(priya: User) -> None:
    request = taken(
        priya, ARRIVED, who={"asker": "young_person"}, child={"date_of_birth": "2008-10-09"}
    )
    assert request.case.person.family.get().relationship == "themselves"


def test_whoever_works_in_no_area_team_takes_nothing_down(priya: User) -> None:
    for role in (Role.SERVICE_MANAGER, Role.QA_REVIEWER, Role.ADMINISTRATOR):
        other = factories.staff(f"Somebody {role}", role)
        with pytest.raises((NotYours, NotVisible)):
            taken(other, ARRIVED)
    family = User.objects.create_user("x@family.example", name="X", kind=UserKind.FAMILY)
    with pytest.raises((NotYours, NotVisible)):
        taken(family, ARRIVED)
    assert not Case.objects.exists()
    assert taken(priya, ARRIVED).case == Case.objects.get()


def test_nobody_says_when_the_request_of_their_own_family_arrived(priya: User, nadia: User) -> None:
    """A member of staff who is a parent may ask, as any parent; a colleague takes it down."""
    own = {"you": {"email": priya.email}}
    with pytest.raises((NotYours, NotVisible)):
        taken(priya, ARRIVED + timedelta(days=30), **own)
    assert not Case.objects.exists()
    assert taken(nadia, ARRIVED + timedelta(days=30), **own).asked_by == priya


def test_somebody_detained_goes_to_the_officer_on_the_day_of_taking_it_down(priya: User) -> None:
    on = ARRIVED + timedelta(days=4)
    held = {"detained": "yes", "held_at": "Cookham Wood"}
    request = taken(priya, on, detained=held)
    assert request.received_on == ARRIVED
    assert request.assessment.status == "in_custody"
    assert request.assessment.detentions.get().handed_over_on == on


def test_anybody_s_word_starts_the_clock_and_the_family_is_asked(priya: User) -> None:
    on = ARRIVED + timedelta(days=4)
    request = taken(priya, on, who={"asker": "other"}, you={"name": "A neighbour"})
    assert (request.received_on, request.asked_by) == (ARRIVED, priya)
    task = request.case.tasks.get()
    assert task.kind == "ask_family"
    assert task.due_on >= on
