"""The page on which somebody of a family is given a way to sign in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from ehc.actions import cases
from ehc.models import User
from tests import factories
from tests.actions.test_sign_in import NAMED

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def test_whom_a_school_named_is_let_in_from_the_page_of_the_people(
    priya: User, tom: User, today: date, signed_in: SignedIn
) -> None:
    case = factories.requested(today, who={"asker": "setting"}, you=NAMED).case
    case = cases.take_case(case, by=priya, on=today, at=factories.instant(today))
    people = f"/cases/{case.reference}/people/"
    page = f"{people}{case.person.family.get().pk}/sign-in/"
    assert signed_in(tom).get(page).status_code == 404
    client = signed_in(priya)
    assert f'href="{page}">Let Ngozi Okafor sign in</a>' in client.get(people).content.decode()
    # The address that the school gave is there to be asked about.
    assert 'value="ngozi@family.example"' in client.get(page).content.decode()
    refused = client.post(page, {"email": "not an address"})
    assert refused.status_code == 422
    assert 'value="not an address"' in refused.content.decode()
    # In the summary and beside the field.
    assert refused.content.decode().count("Enter an email address") == 2
    assert client.post(page, {"email": "ngozi@family.example"}).url == people
    mother = case.person.family.get().user
    assert mother is not None
    assert signed_in(mother).get(f"/your-requests/{case.reference}/").status_code == 200
    assert f'href="{page}"' not in client.get(people).content.decode()
    again = client.post(page, {"email": "ngozi@family.example"})
    assert again.status_code == 409
    assert case.person.family.count() == 1
