"""Another authority's request, a move and somebody who is detained, on pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from ehc.models import Assessment, Detention, Elsewhere, Team, User
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.views.test_request_pages import TYPED

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
GIVEN = {
    "authority": "887",
    "how_known": "The mother said so.",
    "consents": "no",
    "where_to_ask": "Medway SEND team, 01634 960 000",
}


def _case(assessment: Assessment, page: str = "") -> str:
    return f"/cases/{assessment.case.reference}/{page}"


def _own(assessment: Assessment) -> str:
    return f"/your-requests/{assessment.case.reference}/"


def dated(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


def test_a_request_that_is_not_ours_is_closed_on_its_page_and_the_family_reads_where_to_go(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, today)
    client = signed_in(priya)
    assert _case(assessment, "not-ours/") in client.get(_case(assessment)).content.decode()
    unasked = client.post(_case(assessment, "not-ours/"), {**GIVEN, "consents": ""})
    assert unasked.status_code == 422
    text = unasked.content.decode()
    assert "Ask the family, and say what it answered" in text
    assert "Medway SEND team, 01634 960 000" in text
    ours = client.post(_case(assessment, "not-ours/"), {**GIVEN, "authority": "886"})
    assert ours.status_code == 422
    assert not Elsewhere.objects.exists()
    assert client.post(_case(assessment, "not-ours/"), GIVEN).status_code == 302
    page = client.get(_case(assessment)).content.decode()
    assert "Medway has been responsible since" in page
    assert "The family did not agree that we send anything on" in page
    assert "This is over" in client.get(_case(assessment, "not-ours/")).content.decode()
    tracker = signed_in(assessment.request.asked_by).get(_own(assessment)).content.decode()
    assert "We have not refused anything" in tracker
    assert "Medway SEND team, 01634 960 000" in tracker
    assert "Withdraw the request" not in tracker


def test_a_move_is_recorded_on_its_page(priya: User, today: date, signed_in: SignedIn) -> None:
    assessment = journeys.allocated(priya, today)
    client = signed_in(priya)
    undated = client.post(_case(assessment, "moved/"), GIVEN)
    assert undated.status_code == 422
    taken = client.post(_case(assessment, "moved/"), {**GIVEN, **dated("moved_on", today)})
    assert taken.status_code == 302
    assert Elsewhere.objects.get().since == today
    tracker = signed_in(assessment.request.asked_by).get(_own(assessment)).content.decode()
    assert "Your new council is responsible now" in tracker


def test_detained_and_released_on_pages(priya: User, today: date, signed_in: SignedIn) -> None:
    iris = factories.staff("Iris Calder", Role.CASEWORKER, team=Team.objects.get())
    assessment = journeys.allocated(priya, today)
    client = signed_in(priya)
    assert client.post(_case(assessment, "custody/"), {"place": "x"}).status_code == 422
    assert "not detained" in client.get(_case(assessment, "release/")).content.decode()
    told = {"place": "Cookham Wood", "how_known": "The mother rang."}
    assert client.post(_case(assessment, "custody/"), told).status_code == 302
    assert Detention.objects.get().officer == "Iris Calder"
    tracker = signed_in(assessment.request.asked_by).get(_own(assessment)).content.decode()
    assert "Iris Calder has had it since" in tracker
    assert "you must have it by" not in tracker
    back = {"lives_at": "1 Example Street", "how_known": "The mother rang."}
    # The rest of the team sees the case, and does not work on it.
    assert client.post(_case(assessment, "release/"), back).status_code == 403
    assert "Hand it back after release" not in client.get(_case(assessment)).content.decode()
    officer = signed_in(iris)
    page = officer.get(_case(assessment)).content.decode()
    assert "Hand it back after release" in page
    assert officer.post(_case(assessment, "release/"), back).status_code == 302
    assert Assessment.objects.get().status == "requested"


def test_the_receipt_of_a_request_about_somebody_detained_names_the_officer_and_no_date(
    client: Client,
) -> None:
    client.post("/request/begin/")
    for name, answers in TYPED.items():
        held = {"detained": "yes", "held_at": ""} if name == "detained" else {}
        answer = client.post(f"/request/{name}/", {**answers, **held})
        if name == "detained":
            assert answer.status_code == 422
            assert "Enter the name of the place" in answer.content.decode()
            client.post(f"/request/{name}/", {**answers, **held, "held_at": "Cookham Wood"})
    client.post("/request/check/")
    text = client.get("/request/sent/").content.decode()
    assert "Iris Calder, our officer for detained people, has your request from today" in text
    assert "we must tell you" not in text
    assert Assessment.objects.get().status == "in_custody"
