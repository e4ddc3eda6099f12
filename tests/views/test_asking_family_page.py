"""A decision that waits for the family to be asked links to where that is recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from ehc.models import Assessment, Task, User
from ehc.queries.requests import family_asked_on
from tests import journeys
from tests.actions.test_asking_family import asked_by_school
from tests.factories import later
from tests.views.test_dispute_pages import boxes

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def test_the_refusal_links_to_the_page_that_mends_it(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = asked_by_school(priya, today)
    client, case = signed_in(priya), f"/cases/{assessment.case.reference}/"
    given = {"decision": "agree_to_assess", "reasons": "The test is met."}
    assert f'href="{case}ask-the-family/"' in client.get(case).content.decode()
    refused = client.post(f"{case}decide-to-assess/", given)
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "Ask the family what it thinks first" in text
    assert f'href="{case}ask-the-family/"' in text
    page = client.get(f"{case}ask-the-family/").content.decode()
    assert "section 36(4); regulation 3" in page
    for wrong in ({"how": "Rang."}, {"how": "Rang.", **boxes("day", later(today, days=1))}):
        assert client.post(f"{case}ask-the-family/", wrong).status_code == 422
    early = client.post(
        f"{case}ask-the-family/", {"how": "Rang.", **boxes("day", later(today, days=-1))}
    )
    assert "This must not be before the request was received" in early.content.decode()
    assert family_asked_on(assessment) is None
    done = client.post(f"{case}ask-the-family/", {"how": "Rang.", **boxes("day", today)})
    assert (done.status_code, Task.objects.get().done_on) == (302, today)
    assert client.post(f"{case}decide-to-assess/", given).status_code == 302
    assert Assessment.objects.get().status == "assessing"


def test_nothing_is_recorded_where_the_family_asked(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, today)
    page = f"/cases/{assessment.case.reference}/ask-the-family/"
    told = signed_in(priya).post(page, {"how": "Rang.", **boxes("day", today)})
    assert told.status_code != 302
    assert family_asked_on(assessment) is None
