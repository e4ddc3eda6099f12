"""The record of who has looked, for the data protection officer alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from ehc.models import User
from ehc.queries import access
from ehc.workflows.roles import Role
from tests import factories, journeys

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def test_who_opened_which_case_can_be_found(priya: User, today: date, signed_in: SignedIn) -> None:
    ada = journeys.allocated(priya, today, child={"first_name": "Ada"}).case
    bea = journeys.allocated(
        priya, today, child={"first_name": "Bea"}, you={"email": "bea@family.example"}
    ).case
    caseworker = signed_in(priya)
    caseworker.get(f"/cases/{ada.reference}/events/")
    caseworker.get(f"/cases/{bea.reference}/people/")
    officer = factories.staff("Dele Akande", Role.DATA_PROTECTION_OFFICER)
    client = signed_in(officer)
    assert client.get("/home/")["Location"] == "/who-has-looked/"
    text = client.get("/who-has-looked/").content.decode()
    assert "Read what happened" in text
    assert "Priya Nair" in text
    found = client.get("/who-has-looked/?search=priya+ada").content.decode()
    assert ada.reference in found
    assert bea.reference not in found
    # Looking at the record is itself on record.
    assert (
        "Read who has looked, across the county"
        in client.get("/who-has-looked/?search=dele").content.decode()
    )
    for role in (Role.ADMINISTRATOR, Role.SERVICE_MANAGER, Role.CASEWORKER):
        other = signed_in(factories.staff(f"A {role}", role))
        assert other.get("/who-has-looked/").status_code == 404


def test_a_long_record_goes_on_where_the_page_before_ended(
    priya: User, today: date, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "LISTED", 2)
    case = journeys.allocated(priya, today).case
    for tab in ("events", "people", "files"):
        signed_in(priya).get(f"/cases/{case.reference}/{tab}/")
    first, before = access.looked("priya")
    assert [row.route for row in first] == ["case_files", "case_people"]
    second, end = access.looked("priya", before=before)
    assert [row.route for row in second] == ["case_events"]
    assert end == ""
    assert access.looked("priya", before="x")[0] == first
