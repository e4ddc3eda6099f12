"""The timeliness page: both numbers in words, the chart, the table, the cases behind each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from ehc.models import Team, User
from ehc.workflows.roles import Role
from tests import factories, journeys

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
PERIOD = (
    "first_day_day=1&first_day_month=1&first_day_year=2026"
    "&last_day_day=31&last_day_month=12&last_day_year=2026"
)


@pytest.fixture
def county(priya: User, tom: User, monday: date) -> None:
    """Two plans in the north, one of them late; one in the south, in time."""
    for user, name, days in ((priya, "Ada", 140), (priya, "Bea", 141), (tom, "Cy", 139)):
        journeys.issued(
            user, monday, issued_on=factories.later(monday, days=days),
            child={"first_name": name}, you={"email": f"{name}@family.example"},
        )  # fmt: skip


def test_the_whole_county_is_counted_for_its_manager(county: None, signed_in: SignedIn) -> None:
    manager = factories.staff("Martin Cole", Role.SERVICE_MANAGER)
    client = signed_in(manager)
    text = client.get(f"/timeliness/?{PERIOD}").content.decode()
    assert "2 of 3 plans (66.7%) were issued within 20 weeks" in text
    assert "May 2026" in text
    assert "North Kent" in text
    cases = client.get(f"/timeliness/cases/?{PERIOD}&team=North+Kent").content.decode()
    assert "No, 1 day late" in cases
    assert cases.count('href="/cases/EHC-') == 2
    chart = client.get(f"/timeliness/chart.svg?{PERIOD}")
    assert chart["Content-Type"] == "image/svg+xml"
    assert b"<svg" in chart.content


def test_a_team_manager_counts_their_own_team(
    county: None, north: Team, signed_in: SignedIn
) -> None:
    helen = factories.staff("Helen Marsh", Role.TEAM_MANAGER, team=north)
    text = signed_in(helen).get(f"/timeliness/?{PERIOD}").content.decode()
    assert "1 of 2 plans (50.0%)" in text
    assert "South Kent" not in text


def test_a_period_without_plans_is_an_x_and_no_chart(signed_in: SignedIn) -> None:
    manager = factories.staff("Martin Cole", Role.SERVICE_MANAGER)
    text = signed_in(manager).get(f"/timeliness/?{PERIOD}").content.decode()
    assert "0 of 0 plans (x%)" in text
    assert "No plan was issued in this period." in text
    assert "chart.svg" not in text


@pytest.mark.parametrize(
    "query",
    [
        PERIOD.replace("last_day_year=2026", "last_day_year=2025"),
        PERIOD.replace("first_day_month=1", "first_day_month=13"),
        "first_day_year=x",
    ],
)
def test_an_impossible_period_is_explained(query: str, signed_in: SignedIn) -> None:
    client = signed_in(factories.staff("Martin Cole", Role.SERVICE_MANAGER))
    page = client.get(f"/timeliness/?{query}")
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    assert client.get(f"/timeliness/chart.svg?{query}").status_code == 404
    for month in ("x-y", "99999-01", "2026-13", ""):
        assert client.get(f"/timeliness/cases/?{query}&month={month}").status_code == 200


def test_what_is_late_and_what_is_due_opens_its_cases(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    late = journeys.allocated(priya, factories.later(today, weeks=-7)).case
    soon = journeys.allocated(
        priya, factories.later(today, weeks=-5), you={"email": "bea@family.example"}
    ).case
    client = signed_in(factories.staff("Martin Cole", Role.SERVICE_MANAGER))
    text = client.get("/timeliness/").content.decode()
    assert 'href="/timeliness/due/?late=1&amp;action=' in text
    text = client.get("/timeliness/due/?late=1").content.decode()
    assert late.reference in text
    assert soon.reference not in text
    text = client.get("/timeliness/due/").content.decode()
    assert soon.reference in text
    assert late.reference not in text
    assert soon.reference not in client.get("/timeliness/due/?action=finalise").content.decode()
