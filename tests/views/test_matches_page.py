"""The page on which staff record whether another file is about the same child."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from ehc.models import SameChild, User
from tests import factories
from tests.views.test_request_pages import assert_sound

pytestmark = pytest.mark.django_db


def test_a_twin_is_recorded_with_a_reason(priya: User, signed_in: Callable[[User], Client]) -> None:
    today = timezone.localdate()
    first = factories.requested(today).case.reference
    other = factories.requested(today, child={"first_name": "Chidi"}).case.reference
    stranger = factories.requested(
        today, child={"last_name": "Bello", "date_of_birth": "2011-01-01"}
    ).case.reference
    officer, address = signed_in(priya), f"/cases/{first}/same-child/{other}/"
    page = officer.get(f"/cases/{first}/").content.decode()
    assert f"Another file is alike: {other}. It may be about a twin." in page
    assert stranger not in page
    assert address in page
    assert officer.get(f"/cases/{first}/same-child/{stranger}/").status_code == 404
    assert officer.get(f"/cases/{first}/same-child/{first}/").status_code == 404
    wrong = officer.post(address, {"is_same": "no", "reason": ""})
    assert (wrong.status_code, wrong.content.decode().count("Say how you know")) == (422, 2)
    assert_sound(wrong.content.decode())
    told = officer.post(address, {"is_same": "no", "reason": "Twins, says their mother."})
    assert told.status_code == 302
    assert SameChild.objects.get().is_same is False
    page = officer.get(f"/cases/{first}/").content.decode()
    assert_sound(page)
    assert f"{other} is about a twin or another child, as Priya Nair recorded" in page
    assert "Twins, says their mother." in page


def test_the_family_sees_nothing_of_it(signed_in: Callable[[User], Client]) -> None:
    today = timezone.localdate()
    first = factories.requested(today).case.reference
    other = factories.requested(today).case.reference
    mother = signed_in(User.objects.get(email="ngozi@family.example"))
    page = mother.get(f"/your-requests/{first}/").content.decode()
    assert other not in page
    assert "alike" not in page
    assert mother.get(f"/cases/{first}/same-child/{other}/").status_code == 404
