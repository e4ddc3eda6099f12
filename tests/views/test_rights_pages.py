"""Who acts for a young person, on the pages of staff and of the family."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from ehc.models import CaseEvent, FamilyMember, User
from tests import journeys

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
    before = signed_in(mother.user).get(own).content.decode()
    assert "If you act for Kai" in before
    assert f"{own}withdraw/" not in before
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
    assert "If you act for Kai" not in after
    assert f"{own}withdraw/" in after
    assert signed_in(mother.user).get(where).status_code == 404
