"""A plan that has come from another authority, for tests that begin there."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ehc.actions import arrivals
from ehc.actions.arrivals import Arrival
from ehc.models import Transfer, User
from tests.actions.test_uploads import pdf
from tests.factories import instant

PERSON: dict[str, Any] = {
    "first_name": "Leila",
    "last_name": "Haddon",
    "date_of_birth": date(2017, 3, 14),
    "sex": "F",
    "address": "3 Example Row",
    "postcode": "ME99 1AA",
    "setting_name_given": "Oakfield Primary School",
}
FAMILY: dict[str, Any] = {
    "name": "Rana Haddon",
    "relationship": "mother",
    "email": "Rana@family.example",
    "phone": "01632 960222",
    "has_parental_responsibility": True,
}


def arrival(transferred_on: date, **changes: Any) -> Arrival:
    """What is known of a plan that was made and reviewed elsewhere."""
    given: dict[str, Any] = {
        "authority": "Medway Council",
        "contact": "send@medway.example",
        "transferred_on": transferred_on,
        "made_on": date(2025, 1, 20),
        "last_reviewed_on": date(2026, 1, 12),
        "person": PERSON,
        "family": FAMILY,
        "placement_type": "Mainstream school",
        **changes,
    }
    return Arrival(**given)


def came(by: User, transferred_on: date, **changes: Any) -> Transfer:
    """A plan that was transferred, and recorded on the same day."""
    file = SimpleUploadedFile("plan.pdf", pdf())
    return arrivals.receive_plan(
        arrival(transferred_on, **changes), file, by=by, on=transferred_on,
        at=instant(transferred_on),
    )  # fmt: skip
