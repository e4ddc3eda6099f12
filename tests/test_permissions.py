"""Who may know of which rows: each refusal beside the same with one fact changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ehc.actions import assessments, cases, contributions, representations, rights
from ehc.models import (
    Assessment,
    Case,
    Document,
    FamilyMember,
    Letter,
    PlanVersion,
    Representation,
    RoleGrant,
    Team,
    Upload,
    User,
)
from ehc.permissions import visible_to
from ehc.queries import papers
from ehc.queries import queue as queues
from ehc.refusals import Invalid, NotVisible
from ehc.tasks import work_once
from ehc.workflows.roles import Role
from quality_assurance import queries as quality
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asked_by(user: User, on: date) -> Assessment:
    return factories.requested(on, you={"email": user.email})


# --- Staff are not their own family's caseworkers ---------------------------------------------


@pytest.mark.parametrize(
    "role",
    [Role.CASEWORKER, Role.SERVICE_MANAGER, Role.EDUCATIONAL_PSYCHOLOGIST, Role.ADMINISTRATOR],
)
def test_a_member_of_staff_may_ask_for_their_own_child(
    role: Role, north: Team, monday: date
) -> None:
    member = factories.staff("Una Bright", role, team=north if role is Role.CASEWORKER else None)
    assessment = asked_by(member, monday)
    assert assessment.case.events.get().by == member


def test_a_member_of_staff_neither_sees_nor_takes_nor_decides_their_own_childs_case(
    priya: User, north: Team, monday: date
) -> None:
    colleague = factories.staff("Una Bright", Role.TEAM_MANAGER, team=north)
    assessment = asked_by(priya, monday)
    case = assessment.case
    assert not visible_to(priya, Case, monday).exists()
    assert queues.unallocated(priya, monday).rows == ()
    assert client_of(priya).get(f"/cases/{case.reference}/").status_code == 404
    with pytest.raises(NotVisible):
        cases.take_case(case, by=priya, on=monday, at=instant(monday))
    with pytest.raises(Invalid):
        cases.allocate_case(case, to=priya, by=colleague, on=monday, at=instant(monday))
    assert [row.reference for row in queues.unallocated(colleague, monday).rows] == [case.reference]
    cases.take_case(case, by=colleague, on=monday, at=instant(monday))
    with pytest.raises(NotVisible):
        assessments.agree_to_assess(
            assessment, by=priya, on=monday, at=instant(monday), reason="The test is met."
        )
    assessments.agree_to_assess(
        assessment, by=colleague, on=monday, at=instant(monday), reason="The test is met."
    )


def test_letters_to_a_member_of_staff_as_a_parent_go_by_post(
    priya: User, north: Team, monday: date
) -> None:
    """They agreed to electronic service, and have no page on which to read a letter."""
    colleague = factories.staff("Una Bright", Role.TEAM_MANAGER, team=north)
    by_post = {}
    for asker in (priya.email, "ngozi@family.example"):
        assessment = factories.requested(monday, you={"email": asker})
        cases.take_case(assessment.case, by=colleague, on=monday, at=instant(monday))
        assessments.agree_to_assess(
            assessment, by=colleague, on=monday, at=instant(monday), reason="The test is met."
        )
        by_post[asker] = Letter.objects.get(case=assessment.case, recipient="family").by_post
    assert by_post == {priya.email: True, "ngozi@family.example": False}


def test_the_other_parent_does_not_review_the_plan(priya: User, monday: date) -> None:
    final = journeys.issued(priya, monday, issued_on=factories.later(monday, weeks=19))
    reviewer = factories.staff("Quentin Ash", Role.QA_REVIEWER)
    assert [row.pk for row in quality.may_be_taken(reviewer)] == [final.pk]
    FamilyMember.objects.create(
        person=final.plan.case.person, user=reviewer, name="Quentin Ash", relationship="father"
    )
    assert list(quality.may_be_taken(reviewer)) == []
    assert quality.has_conflict(reviewer, final)


@pytest.mark.parametrize("active", [True, False])
def test_an_address_that_nobody_can_use_any_more_is_asked_for_again(
    active: bool, monday: date
) -> None:
    user = User.objects.create_user("ngozi@family.example", name="Ngozi")
    user.is_active = active
    user.save()
    if active:
        assert factories.requested(monday).request.asked_by == user
        return
    with pytest.raises(Invalid) as refused:
        factories.requested(monday)
    assert refused.value.field == "email"
    assert not Case.objects.exists()


# --- Whoever changes teams leaves its cases behind ---------------------------------------------


def test_whoever_has_changed_teams_no_longer_reads_the_old_teams_names(
    priya: User, monday: date
) -> None:
    today = timezone.localdate()
    journeys.assessing(priya, factories.later(today, weeks=-2))
    client = client_of(priya)
    assert "Amara Okafor" in client.get("/cases/").content.decode()
    RoleGrant.objects.update(ended_at=timezone.now())
    RoleGrant.objects.create(
        user=priya, role=Role.CASEWORKER, team=factories.TeamFactory(name="South Kent")
    )
    page = client.get("/cases/")
    assert page.status_code == 200
    assert "Amara Okafor" not in page.content.decode()
    assert list(papers.letters_to_post(priya, today)) == []


def test_whoever_works_in_two_teams_takes_a_case_in_the_one_that_has_it(
    priya: User, north: Team, monday: date
) -> None:
    both = factories.staff("Una Bright", Role.CASEWORKER, team=north)
    RoleGrant.objects.create(
        user=both, role=Role.CASEWORKER, team=factories.TeamFactory(name="East Kent")
    )
    case = journeys.allocated(priya, monday).case
    given = cases.allocate_case(case, to=both, by=priya, on=monday, at=instant(monday))
    assert (given.team, given.caseworker) == (north, both)


# --- A report is its writer's alone until it is sent -------------------------------------------


def test_a_report_is_read_by_the_caseworker_once_the_advice_has_been_sent(
    priya: User, monday: date
) -> None:
    asked = journeys.advice_sought(priya, monday, journeys.assessing(priya, monday))
    ep = asked.professional
    assert ep is not None
    at = instant(factories.later(monday, weeks=1))
    report = Upload.objects.create(
        case=asked.assessment.case,
        name="report.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        file=ContentFile(b"x", "x.bin"),
        uploaded_by=ep,
        uploaded_at=at,
    )
    contributions.save_advice_draft(asked, {}, by=ep, at=at, report=report)
    address, files = f"/files/{report.pk}/", f"/cases/{asked.assessment.case.reference}/files/"
    client = client_of(priya)
    assert client.get(address).status_code == 404
    assert "report.pdf" not in client.get(files).content.decode()
    assert client_of(ep).get(address).status_code == 200
    contributions.submit_advice(asked, journeys.GOOD_ADVICE, by=ep, on=at.date(), at=at)
    assert client.get(address).status_code == 200
    assert "report.pdf" in client.get(files).content.decode()


# --- What a parent sees ends with compulsory school age, unless the young person agrees ---------

LAST_DAY = date(2026, 6, 26)
SEEN = (Case, Assessment, PlanVersion, Letter, Document, Representation)


@pytest.fixture
def grown_up(priya: User, monday: date) -> Case:
    """The case of somebody whose compulsory school age ends on a day, with a draft spoken of."""
    draft = journeys.served(priya, monday)
    mother = draft.plan.assessment.request.asked_by
    assert draft.served_on is not None
    representations.make_representation(
        draft, kind="ask", text="When?", by=mother, on=draft.served_on, at=instant(draft.served_on)
    )
    # What takes the notices to those whom they are for.
    while work_once(instant(draft.served_on, 12)):
        pass
    case = draft.plan.case
    case.person.date_of_birth = date(2010, 3, 1)
    case.person.user = User.objects.create_user("amara@family.example", name="Amara")
    case.person.save()
    return Case.objects.get(pk=case.pk)


def sees(user: User, on: date) -> set[str]:
    return {model.__name__ for model in SEEN if visible_to(user, model, on).exists()}


EVERYTHING = {model.__name__ for model in SEEN}


def test_a_parent_sees_nothing_from_the_day_after_unless_the_young_person_agrees(
    grown_up: Case,
) -> None:
    member = FamilyMember.objects.get(person=grown_up.person)
    mother, young = member.user, grown_up.person.user
    assert mother is not None
    assert young is not None
    after = factories.later(LAST_DAY, days=1)
    later = factories.later(after, days=30)
    assert sees(mother, LAST_DAY) == EVERYTHING
    assert sees(mother, after) == set()
    # The controls: nothing ends for the young person, nor for the area team.
    assert sees(young, after) == EVERYTHING - {"Letter"}
    assert sees(User.objects.get(email="priya.nair@kent.example"), after) == EVERYTHING
    who: dict[str, Any] = {"by": young, "on": after, "at": instant(after)}
    rights.agree_that_parent_sees(grown_up, member=member, **who)
    assert sees(mother, LAST_DAY) == sees(mother, after) == sees(mother, later) == EVERYTHING
    rights.withdraw_that_parent_sees(grown_up, member=member, by=young, on=later, at=instant(later))
    assert sees(mother, later) == set()
    # It was agreed to until that day, and is read so of any day before it.
    assert sees(mother, factories.later(later, days=-1)) == EVERYTHING


@pytest.mark.parametrize(
    ("act", "basis"),
    [("read", "consent"), ("draft", "lacks_capacity"), ("notices", "representative")],
)
def test_whoever_is_recorded_as_acting_sees_the_case_from_that_day(
    priya: User, grown_up: Case, act: str, basis: str
) -> None:
    member = FamilyMember.objects.get(person=grown_up.person)
    after = factories.later(LAST_DAY, days=10)
    who: dict[str, Any] = {"by": priya, "on": after, "at": instant(after)}
    rights.record_who_acts(
        grown_up, member=member, basis=basis, acts=[act], how_known="Amara told me.", **who
    )
    assert member.user is not None
    assert sees(member.user, factories.later(after, days=-1)) == set()
    assert sees(member.user, after) == EVERYTHING
    rights.record_who_acts(
        grown_up, member=member, basis="ended", acts=[act], how_known="Amara told me.", **who
    )
    assert sees(member.user, after) == set()


def test_whom_a_court_order_keeps_out_sees_nothing_whatever_is_recorded(
    priya: User, grown_up: Case
) -> None:
    member = FamilyMember.objects.get(person=grown_up.person)
    after = factories.later(LAST_DAY, days=1)
    who: dict[str, Any] = {"by": priya, "on": after, "at": instant(after)}
    rights.record_who_acts(
        grown_up, member=member, basis="consent", acts=["read"], how_known="She said so.", **who
    )
    assert member.user is not None
    for order, seen in (("", EVERYTHING), ("An order of 3 March 2025.", set())):
        member.kept_out_by = order
        member.save()
        assert sees(member.user, LAST_DAY) == sees(member.user, after) == seen


def test_a_parents_pages_close_and_look_as_if_there_were_none(grown_up: Case, monday: date) -> None:
    """On the day of this test it is long over."""
    mother = User.objects.get(email="ngozi@family.example")
    paper = Document.objects.filter(case=grown_up, kind="plan_draft").get()
    base = f"/your-requests/{grown_up.reference}/"
    pages = (base, f"{base}draft/", f"{base}letters/", f"/papers/{paper.pk}/")
    client = client_of(mother)
    assert [client.get(address).status_code for address in pages] == [404] * 4
    assert grown_up.reference not in client.get("/your-requests/").content.decode()
    grown_up.person.date_of_birth = date(2018, 10, 9)
    grown_up.person.save()
    # The control: of a child each of them answers.
    assert [client.get(address).status_code for address in pages] == [200] * 4
    assert client.get("/your-requests/")["Location"] == base


def test_the_list_of_a_familys_requests_takes_no_more_queries_for_three_than_for_two(
    monday: date,
) -> None:
    def asked(number: int) -> None:
        factories.requested(monday, child={"first_name": f"Child {number}"})

    for number in (1, 2):
        asked(number)
    client = client_of(User.objects.get(email="ngozi@family.example"))
    counts = []
    for _time in (2, 3):
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/your-requests/").status_code == 200
        counts.append(len(captured))
        asked(3)
    assert counts[0] == counts[1]
