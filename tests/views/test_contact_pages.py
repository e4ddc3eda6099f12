"""The pages on which somebody says how they are reached, and the area team records it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from ehc.actions import contact, conversations, deliveries, ends
from ehc.models import AccessRecord, Case, FamilyMember, Message, ServiceConsent, User
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


@pytest.fixture(scope="module", autouse=True)
def taken(once: Once[int], today: date) -> int:
    return once(lambda priya: journeys.allocated(priya, today).case_id)


@pytest.fixture
def case(db: None, taken: int) -> Case:
    return Case.objects.get(pk=taken)


@pytest.fixture
def mother(case: Case) -> User:
    return User.objects.get(email="ngozi@family.example")


@pytest.fixture
def stranger(case: Case, today: date) -> User:
    asked = factories.requested(
        today, you={"email": "other@family.example"}, child={"first_name": "Bo"}
    )
    assert asked.request.asked_by is not None
    return asked.request.asked_by


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_somebody_says_whether_official_letters_come_by_email(
    case: Case, mother: User, stranger: User, signed_in: SignedIn
) -> None:
    here = f"/your-requests/{case.reference}/official-letters/"
    client = signed_in(mother)
    assert "they are sent to ngozi@family.example" in text_of(client.get(here))
    refused = client.post(here, {"agreed": "yes", "address": ""})
    assert refused.status_code == 422
    page = text_of(refused)
    # Beside the field, and in the summary, which leads to it.
    assert page.count("Enter the email address to use") == 2
    assert 'href="#id_address"' in page
    wrong = text_of(client.post(here, {"agreed": "yes", "address": "nowhere"}))
    assert 'value="nowhere"' in wrong
    assert wrong.count("Enter an email address in the correct format") == 2
    assert client.post(here, {}).status_code == 422
    assert ServiceConsent.objects.filter(member__user=mother).count() == 1
    said = client.post(here, {"agreed": "no", "address": "ngozi@family.example"}, follow=True)
    assert "We have noted your answer" in text_of(said)
    assert "they come by post, as you said" in text_of(client.get(here))
    newest = ServiceConsent.objects.latest("pk")
    assert (newest.agreed, newest.address, newest.recorded_by) == (False, "", mother)
    assert AccessRecord.objects.filter(route="official_letters", by=mother).exists()
    assert signed_in(stranger).get(here).status_code == 404


def test_the_area_team_records_what_somebody_told_it(
    priya: User, tom: User, case: Case, mother: User, signed_in: SignedIn
) -> None:
    member = FamilyMember.objects.get(user=mother)
    people = f"/cases/{case.reference}/people/"
    here = f"{people}{member.pk}/official-letters/"
    client = signed_in(priya)
    page = text_of(client.get(people))
    assert "By email to ngozi@family.example, as they agreed" in page
    assert f'href="{here}"' in page
    refused = client.post(here, {"agreed": "no", "address": "", "how_known": ""})
    assert refused.status_code == 422
    assert text_of(refused).count("Say how you know what they answered") == 2
    given = {"agreed": "no", "address": "", "how_known": "She rang on Tuesday."}
    assert client.post(here, given).status_code == 302
    assert "By email to" not in text_of(client.get(people))
    assert "no, by post (recorded by Priya Nair: She rang on Tuesday.)" in text_of(client.get(here))
    assert signed_in(tom).get(here).status_code == 404
    assert client.get(f"{people}999999/official-letters/").status_code == 404


def test_after_a_death_the_pages_say_nothing(
    priya: User, case: Case, mother: User, today: date, signed_in: SignedIn
) -> None:
    here = f"/your-requests/{case.reference}/official-letters/"
    assert signed_in(mother).get(here).status_code == 200
    ends.record_death(
        case.assessments.get(), died_on=today, how_known="Her mother rang.",
        by=priya, on=today, at=instant(today),
    )  # fmt: skip
    assert signed_in(mother).get(here).status_code == 404


def test_somebody_says_how_we_contact_them(
    case: Case, mother: User, stranger: User, signed_in: SignedIn
) -> None:
    here = f"/your-requests/{case.reference}/contact/"
    client = signed_in(mother)
    assert f'href="{here}"' in text_of(client.get(f"/your-requests/{case.reference}/"))
    page = text_of(client.get(here))
    assert "They are sent to ngozi@family.example, as you agreed." in page
    assert f'href="/your-requests/{case.reference}/official-letters/"' in page
    refused = client.post(here, {"contact_by": "text", "mobile": "07700 900", "daily_digest": "no"})
    assert refused.status_code == 422
    page = text_of(refused)
    assert 'value="07700 900"' in page
    assert page.count("Enter a mobile number, like 07700 900123 or +33 6 39 98 00 01") == 2
    assert 'href="#id_mobile"' in page
    given = {"contact_by": "text", "mobile": "07700 900123", "daily_digest": "no"}
    said = text_of(client.post(here, given, follow=True))
    assert "We have noted how to reach you" in said
    assert 'value="+447700900123"' in said
    member = FamilyMember.objects.get(user=mother)
    assert (member.contact_by, member.mobile) == ("text", "+447700900123")
    assert signed_in(stranger).get(here).status_code == 404


def test_the_area_team_notes_how_somebody_is_contacted(
    priya: User, tom: User, case: Case, mother: User, signed_in: SignedIn, settings: Any
) -> None:
    member = FamilyMember.objects.get(user=mother)
    people = f"/cases/{case.reference}/people/"
    here = f"{people}{member.pk}/contact/"
    client = signed_in(priya)
    assert f'href="{here}"' in text_of(client.get(people))
    given = {"contact_by": "phone", "mobile": "", "daily_digest": "no"}
    assert client.post(here, {**given, "daily_digest": "yes"}).status_code == 422
    assert client.post(here, given).status_code == 302
    member.refresh_from_db()
    assert member.contact_by == "phone"
    assert "By text message" in text_of(client.get(here))
    settings.TEXT_BACKEND = ""
    assert "By text message" not in text_of(client.get(here))
    given = {"contact_by": "text", "mobile": "07700 900123", "daily_digest": "no"}
    assert client.post(here, given).status_code == 422
    assert signed_in(tom).get(here).status_code == 404


def test_the_case_says_what_became_of_each_message(
    priya: User, case: Case, mother: User, today: date, signed_in: SignedIn,
    queries_of: Callable[[Client, str], int],
) -> None:  # fmt: skip
    here = f"/cases/{case.reference}/letters/"
    client = signed_in(priya)
    who = {"by": priya, "on": today, "at": instant(today)}
    member = FamilyMember.objects.get(user=mother)
    conversations.write_to_family(case, reader=mother, text="Hello.", **who)
    deliveries.take_receipt(
        Message.objects.latest("created_at", "pk").reference, arrived=True, at=instant(today)
    )
    assert "Delivered, " in text_of(client.get(here))
    count = queries_of(client, here)
    for way in ("text", "phone", "email"):
        contact.choose_contact(
            member, contact_by=way, mobile="07700 900123", daily_digest=way == "email", **who
        )
        conversations.write_to_family(case, reader=mother, text="Hello.", **who)
    page = text_of(client.get(here))
    assert "Ngozi Okafor, +447700900123" in page
    assert "Not sent: they want to be rung or written to, " in page
    assert "Waiting to be sent (in their one email of the day)" in page
    assert queries_of(client, here) == count
