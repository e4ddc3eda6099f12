"""Somebody whom a school named is given a way to sign in, and has a part in the case from then."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ehc.actions import cases, family
from ehc.models import Case, FamilyMember, User
from ehc.permissions import visible_to
from ehc.refusals import AlreadyDone, Invalid, NotVisible
from tests import factories
from tests.factories import instant

pytestmark = pytest.mark.django_db
MOTHER = "Ngozi@family.example"
NAMED = {
    "name": "Helen Shaw", "email": "senco@oakfield.example", "family_name": "Ngozi Okafor",
    "family_relationship": "mother", "family_email": "ngozi@family.example",
}  # fmt: skip


def who(by: User, on: date) -> dict[str, Any]:
    return {"by": by, "on": on, "at": instant(on)}


@pytest.fixture
def case(priya: User, monday: date) -> Case:
    """A school asked, and one caseworker has it."""
    asked = factories.requested(monday, who={"asker": "setting"}, you=NAMED)
    return cases.take_case(asked.case, **who(priya, monday))


def test_whom_a_school_named_signs_in_on_their_own_entry(
    case: Case, priya: User, monday: date
) -> None:
    named = case.person.family.get()
    member = family.give_sign_in(case, member=named, email=MOTHER, **who(priya, monday))
    assert member.user is not None
    assert (member.pk, member.user.email, member.email) == (
        named.pk, "ngozi@family.example", "ngozi@family.example",
    )  # fmt: skip
    assert case.person.family.count() == 1
    assert visible_to(member.user, Case, monday).get() == case
    event = case.events.get(step="give_sign_in")
    assert event.payload.data["member"] == named.pk
    with pytest.raises(AlreadyDone):
        family.give_sign_in(case, member=named, email=MOTHER, **who(priya, monday))


def test_an_address_that_is_none_or_somebody_elses_is_refused(
    case: Case, priya: User, monday: date
) -> None:
    father = family.Newcomer(
        name="Emeka Okafor", relationship="father", stands_as="parent", since=monday,
        email="emeka@family.example",
    )  # fmt: skip
    family.add_to_family(case, father, **who(priya, monday))
    named = case.person.family.get(name="Ngozi Okafor")
    gone = User.objects.create_user("gone@family.example", name="Gone")
    gone.is_active = False
    gone.save()
    for email in (" ", "emeka@family.example", "gone@family.example"):
        with pytest.raises(Invalid) as refused:
            family.give_sign_in(case, member=named, email=email, **who(priya, monday))
        assert refused.value.field == "email"
    assert FamilyMember.objects.get(pk=named.pk).user is None
    assert family.give_sign_in(case, member=named, email=MOTHER, **who(priya, monday)).user


def test_whom_an_order_keeps_out_or_who_is_of_another_family_is_refused(
    case: Case, priya: User, tom: User, monday: date
) -> None:
    named = case.person.family.get()
    other = factories.requested(monday, who={"asker": "setting"}, you=NAMED).case
    with pytest.raises(Invalid):
        family.give_sign_in(
            case, member=other.person.family.get(), email=MOTHER, **who(priya, monday)
        )
    with pytest.raises(NotVisible):
        family.give_sign_in(case, member=named, email=MOTHER, **who(tom, monday))
    named.kept_out_by = "An order of the family court"
    named.save()
    with pytest.raises(Invalid):
        family.give_sign_in(case, member=named, email=MOTHER, **who(priya, monday))
    assert not User.objects.filter(email="ngozi@family.example").exists()


@pytest.mark.parametrize("has_a_file", [False, True])
def test_a_young_person_whom_a_school_named_signs_in_as_themselves(
    priya: User, monday: date, has_a_file: bool
) -> None:
    seventeen = {
        "date_of_birth_day": "9", "date_of_birth_month": "10", "date_of_birth_year": "2008",
    }  # fmt: skip
    asked = factories.requested(
        monday, who={"asker": "setting"}, child=seventeen,
        you={**NAMED, "family_name": "", "family_is": "young_person"},
    )  # fmt: skip
    case = cases.take_case(asked.case, **who(priya, monday))
    member = case.person.family.get()
    assert member.relationship == "themselves"
    if has_a_file:
        factories.requested(
            monday, who={"asker": "young_person"}, child=seventeen,
            you={"name": "Amara Okafor", "email": "amara@family.example"},
        )  # fmt: skip
    given = family.give_sign_in(
        case, member=member, email="amara@family.example", **who(priya, monday)
    )
    held = Case.objects.get(pk=case.pk).person.user
    assert held == (None if has_a_file else given.user)
