"""The page on which staff take down a request that came otherwise than on the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from ehc.models import Request, User
from tests import factories
from tests.actions.test_uploads import pdf
from tests.views.test_request_pages import assert_sound

pytestmark = pytest.mark.django_db
PAGE = "/cases/new/request/"


def typed(arrived_on: date, **changes: Any) -> dict[str, Any]:
    return {
        "came_by": "letter",
        "arrived_on_day": arrived_on.day,
        "arrived_on_month": arrived_on.month,
        "arrived_on_year": arrived_on.year,
        "asker": "parent",
        "name": "Ngozi Okafor",
        "first_name": "Amara",
        "last_name": "Okafor",
        "date_of_birth_day": "9",
        "date_of_birth_month": "10",
        "date_of_birth_year": "2018",
        **changes,
    }


def test_a_letter_is_taken_down_with_its_scan(
    priya: User, signed_in: Callable[[User], Client], settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    officer, arrived_on = signed_in(priya), timezone.localdate() - timedelta(days=3)
    assert PAGE in officer.get("/cases/new/").content.decode()
    assert_sound(officer.get(PAGE).content.decode())
    answer = officer.post(PAGE, typed(arrived_on, letter=SimpleUploadedFile("l.pdf", pdf())))
    assert answer.headers["Location"] == "/cases/new/"
    request = Request.objects.get()
    assert (request.received_on, request.recorded_by) == (arrived_on, priya)
    assert request.letter is not None
    page = officer.get(f"/cases/{request.case.reference}/").content.decode()
    assert_sound(page)
    assert "It came by letter; Priya Nair took it down" in page
    assert f"/files/{request.letter.pk}/" in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"came_by": ""}, "Say how the request came"),
        ({"name": ""}, "Enter the full name of who asks"),
        ({"detained": "yes"}, "Enter the name of the place"),
        ({"asker": "young_person"}, "They were below the age"),
        ({"postcode": "nowhere"}, "Enter a full UK postcode"),
        ({"email": "nobody"}, "Enter an email address in the correct format"),
    ],
)
def test_each_mistake_is_said_twice_and_keeps_what_was_typed(
    changes: dict[str, Any], told: str, priya: User, signed_in: Callable[[User], Client]
) -> None:
    officer, today = signed_in(priya), timezone.localdate()
    answer = officer.post(PAGE, typed(today, **changes))
    page = answer.content.decode()
    assert (answer.status_code, page.count(told)) == (422, 2)
    assert 'value="Amara"' in page
    assert not Request.objects.exists()
    assert officer.post(PAGE, typed(today)).status_code == 302


def test_a_day_that_has_not_come_is_refused(
    priya: User, signed_in: Callable[[User], Client]
) -> None:
    answer = signed_in(priya).post(PAGE, typed(timezone.localdate() + timedelta(days=1)))
    assert answer.status_code == 422
    assert "must be on or before" in answer.content.decode()
    assert not Request.objects.exists()


def test_nobody_else_finds_the_page(client: Client) -> None:
    assert client.get(PAGE).status_code == 302


def test_a_home_elsewhere_is_shown_to_be_checked_today(
    priya: User, signed_in: Callable[[User], Client]
) -> None:
    home = {"in_area": "no", "council": "Medway Council", "may_forward": "yes"}
    today = timezone.localdate()
    theirs = factories.requested(today, home=home).case.reference
    ours = factories.requested(today, child={"first_name": "Bo"}).case.reference
    officer = signed_in(priya)
    page = officer.get(f"/cases/{theirs}/").content.decode()
    assert "The request says that they live in the area of Medway Council." in page
    assert "We may send it on." in page
    form = officer.get(f"/cases/{theirs}/not-ours/").content.decode()
    assert '<option value="887" selected>' in form
    assert "The request says that they live in the area of Medway Council." in form
    assert "live in the area of" not in officer.get(f"/cases/{ours}/").content.decode()
