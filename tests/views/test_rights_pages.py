"""Who acts for a young person, on the pages of staff and of the family."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from zipfile import ZipFile

import pytest
from django.test import Client

from ehc.actions.family import Newcomer, add_to_family
from ehc.models import CaseEvent, FamilyMember, User
from ehc.queries.rights import rights_of
from ehc.workflows.rights import Act
from tests import journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def test_who_acts_is_recorded_and_the_familys_page_says_whose_the_rights_are(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    grown = {"first_name": "Kai", "date_of_birth": f"{today.year - 18}-10-09"}
    assessment = journeys.allocated(priya, today, child=grown)
    reference = assessment.case.reference
    mother = FamilyMember.objects.get(person=assessment.case.person)
    own, where = f"/your-requests/{reference}/", f"/cases/{reference}/who-acts/"
    assert mother.user is not None
    assert signed_in(mother.user).get(own).status_code == 404
    client = signed_in(priya)
    assert where in client.get(f"/cases/{reference}/people/").content.decode()
    assert "Nobody is recorded as acting for them." in client.get(where).content.decode()
    given = {"member": str(mother.pk), "basis": "consent", "acts": ["withdrawal"]}
    refused = client.post(where, given)
    assert refused.status_code == 422
    assert "Say who found so, how and when" in refused.content.decode()
    assert client.post(where, {**given, "how_known": "Kai told me."}).status_code == 302
    event = CaseEvent.objects.get(step="record_who_acts")
    assert event.payload.data == {
        "reason": "Kai told me.", "member": mother.pk, "basis": "consent", "acts": ["withdrawal"],
    }  # fmt: skip
    assert "Withdrawing the request: Ngozi Okafor" in client.get(where).content.decode()
    after = signed_in(mother.user).get(own).content.decode()
    assert f"{own}withdraw/" in after
    reads = {**given, "basis": "ended", "how_known": "Kai rang."}
    client.post(where, reads)
    client.post(where, {**reads, "basis": "consent", "acts": ["read"]})
    seen = signed_in(mother.user).get(own).content.decode()
    assert "If you act for Kai" in seen
    assert f"{own}withdraw/" not in seen
    assert signed_in(mother.user).get(where).status_code == 404


def test_who_acts_is_not_asked_of_a_child_nor_where_nobody_is_to_be_chosen(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    born = {"date_of_birth": f"{today.year - 14}-10-09"}
    case = journeys.allocated(priya, today, child=born).case
    client, base = signed_in(priya), f"/cases/{case.reference}/"
    people = client.get(f"{base}people/").content.decode()
    assert f"{base}who-acts/" not in people
    assert f"{base}who-acts-for-a-parent/" not in people
    told = client.get(f"{base}who-acts/").content.decode()
    assert "compulsory school age, the rights are the parents’." in told
    assert client.post(f"{base}who-acts/", {"acts": ["draft"]}).status_code == 409
    nobody = client.get(f"{base}who-acts-for-a-parent/").content.decode()
    assert "No parent is on file, or no deputy or attorney of one." in nobody
    given = {
        "name": "Ade Bello", "relationship": "attorney of the mother",
        "stands_as": "representative", "since_day": "5", "since_month": "1", "since_year": "2026",
    }  # fmt: skip
    assert client.post(f"{base}people/add/", {**given, "name": ""}).status_code == 422
    assert client.post(f"{base}people/add/", given).status_code == 302
    people = client.get(f"{base}people/").content.decode()
    assert "A deputy or attorney of a parent or of the young person, since" in people
    assert f"{base}who-acts-for-a-parent/" in people
    mother = FamilyMember.objects.get(stands_as="parent")
    attorney = FamilyMember.objects.get(stands_as="representative")
    acts = {
        "instead_of": mother.pk, "member": attorney.pk, "acts": ["notices"],
        "how_known": "We have seen the power.", "goes_on": "yes",
    }  # fmt: skip
    page = f"{base}who-acts-for-a-parent/"
    assert client.post(page, {**acts, "how_known": ""}).status_code == 422
    assert client.post(page, acts).status_code == 302
    assert rights_of(case, today).for_(Act.NOTICES).members == (attorney,)
    assert client.post(page, {**acts, "goes_on": "no"}).status_code == 302
    assert rights_of(case, today).for_(Act.NOTICES).members == (mother,)


def test_the_young_person_says_on_their_page_who_sees_their_case(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    grown = {"first_name": "Kai", "date_of_birth": f"{today.year - 18}-10-09"}
    case = journeys.allocated(priya, today, child=grown).case
    case.person.user = User.objects.create_user("kai@family.example", name="Kai")
    case.person.save()
    mother = FamilyMember.objects.get(person=case.person)
    assert mother.user is not None
    own = f"/your-requests/{case.reference}/"
    where, kai, hers = f"{own}who-sees/", signed_in(case.person.user), signed_in(mother.user)
    assert where in kai.get(own).content.decode()
    assert hers.get(where).status_code == 404
    assert "They do not see your case." in kai.get(where).content.decode()
    assert kai.post(where, {"member": "0", "agrees": "yes"}).status_code == 404
    yes, no = ({"member": mother.pk, "agrees": agrees} for agrees in ("yes", "no"))
    assert kai.post(where, yes).status_code == 302
    assert "You have agreed that they see your case." in kai.get(where).content.decode()
    assert hers.get(own).status_code == 200
    # What is the young person's to say is not on the page of whoever sees the case.
    assert hers.get(where).status_code == 404
    assert where not in hers.get(own).content.decode()
    assert kai.post(where, no).status_code == 302
    assert hers.get(own).status_code == 404
    again = kai.post(where, no)
    assert again.status_code == 409
    assert "Somebody has already done this" in again.content.decode()


def test_a_child_is_not_asked_who_sees_their_case(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    case = journeys.allocated(priya, today).case
    case.person.user = User.objects.create_user("amara@family.example", name="Amara")
    case.person.save()
    own, client = f"/your-requests/{case.reference}/", signed_in(case.person.user)
    assert f"{own}who-sees/" not in client.get(own).content.decode()
    assert client.get(f"{own}who-sees/").status_code == 404


SECRETS = {
    "family": {"others": "Emeka", "protected": "yes", "protected_from": "Emeka must not find us."},
    "helper": {"helper_name": "Aunt Bisi", "helper_contact": "01632 960999"},
    "home": {"in_area": "no", "council": "Medway", "address": "9 Hidden Way"},
    "formats": {"best_times": "When he is at work."},
}


def test_what_whoever_asked_wrote_of_themselves_no_other_adult_reads(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    """The form promises it; the papers to take away hold it as the pages do."""
    case = journeys.allocated(priya, today, **SECRETS).case
    father = add_to_family(
        case,
        Newcomer(
            name="Emeka Okafor", relationship="father", stands_as="parent", since=today,
            email="emeka@family.example",
        ),
        by=priya, on=today, at=instant(today),
    ).user  # fmt: skip
    mother = User.objects.get(email="ngozi@family.example")
    assert father is not None
    base = f"/your-requests/{case.reference}/"
    secrets = ("Emeka must not", "must not learn", "Aunt Bisi", "960999", "Medway", "at work")
    for address in (base, f"{base}everything/"):
        for reader, are_told in ((mother, True), (father, False)):
            page = signed_in(reader).get(address).content.decode()
            assert "Amara loves drawing" in page
            assert [secret in page for secret in secrets] == [are_told] * len(secrets)
    staffs = signed_in(priya).get(f"/cases/{case.reference}/").content.decode()
    assert all(secret in staffs for secret in secrets)
    for reader, are_told in ((mother, True), (father, False)):
        answer = signed_in(reader).get(f"/files/of/{case.reference}/")
        with ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as copy:  # type: ignore[arg-type]
            held = b" ".join(copy.read(name) for name in copy.namelist()).decode("utf-8", "ignore")
        assert "Amara loves drawing" in held
        assert [secret in held for secret in secrets] == [are_told] * len(secrets)
