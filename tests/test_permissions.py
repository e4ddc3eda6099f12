"""Who may know of which rows: each refusal beside the same with one fact changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from ehc.actions import assessments, cases, contributions
from ehc.models import Assessment, Case, FamilyMember, Letter, RoleGrant, Team, Upload, User
from ehc.permissions import visible_to
from ehc.queries import cases as reads
from ehc.refusals import Invalid, NotVisible
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
    assert not visible_to(priya, Case).exists()
    assert reads.unallocated(priya, monday).rows == ()
    assert client_of(priya).get(f"/cases/{case.reference}/").status_code == 404
    with pytest.raises(NotVisible):
        cases.take_case(case, by=priya, on=monday, at=instant(monday))
    with pytest.raises(Invalid):
        cases.allocate_case(case, to=priya, by=colleague, on=monday, at=instant(monday))
    assert [row.reference for row in reads.unallocated(colleague, monday).rows] == [case.reference]
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
    assert list(reads.letters_to_post(priya)) == []


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
