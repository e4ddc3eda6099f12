"""The draft as a family reads it: its dates, what it says of each row, and what is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from ehc.models import PlanVersion, User
from ehc.urls import urlpatterns
from tests import factories, journeys

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def _mother() -> User:
    return User.objects.get(email="ngozi@family.example")


@pytest.fixture
def served(priya: User, today: date) -> PlanVersion:
    """A draft that was sent a week ago."""
    return journeys.served(priya, factories.later(today, weeks=-9))


def _draft(version: PlanVersion, page: str = "") -> str:
    return f"/your-requests/{version.plan.case.reference}/draft/{page}"


def _in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _pages_of_a_draft(version: PlanVersion) -> list[str]:
    """The address of every page of the draft, read from the routes."""
    family = next(item for item in urlpatterns if str(item.pattern) == "your-requests/")
    paths = [str(item.pattern) for item in family.url_patterns]
    own = [path for path in paths if path.startswith("<str:reference>/draft/")]
    return [
        "/your-requests/"
        + path.replace("<str:reference>", version.plan.case.reference).replace("<str:key>", "P1")
        for path in own
    ]


def test_every_page_of_a_draft_says_its_last_day_at_the_top(
    served: PlanVersion, signed_in: SignedIn
) -> None:
    client = signed_in(_mother())
    last = served.comments_close_on
    assert last is not None
    opened = 0
    for address in _pages_of_a_draft(served):
        answer = client.get(address)
        if answer.status_code == 405:
            continue
        text = answer.content.decode()
        main = text[text.index("<main") :]
        told = f"Tell us what you think by the end of {_in_words(last)}."
        assert main.count(told) == 1, address
        assert main.index(told) < main.index("</h1>") + 400, address
        opened += 1
    assert opened >= 4


def test_after_the_last_day_every_page_says_that_it_is_over_and_whom_to_ring(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    late = journeys.served(priya, factories.later(today, weeks=-11))
    client = signed_in(_mother())
    assert late.comments_close_on is not None
    told = f"The time for comments ended on {_in_words(late.comments_close_on)}."
    for address in _pages_of_a_draft(late):
        answer = client.get(address)
        if answer.status_code != 405:
            assert answer.content.decode().count(told) == 1, address


def test_the_days_of_a_draft_are_told_with_what_they_are(
    served: PlanVersion, today: date, signed_in: SignedIn
) -> None:
    assert served.served_on is not None
    assert served.comments_close_on is not None
    text = signed_in(_mother()).get(_draft(served)).content.decode()
    days = text[text.index('id="dates"') :]
    final = factories.later(served.plan.assessment.request.received_on, weeks=20)
    first, last = served.served_on, served.comments_close_on
    for day in (first, last, last + timedelta(days=1), final):
        assert days.count(_in_words(day)) == 1, day
    assert "the first of your 15 days" in days
    assert days.index(_in_words(first)) < days.index(_in_words(last)) < days.index(_in_words(final))
    assert "(today)" not in days


def test_the_last_day_itself_is_said_to_be_today(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    asked = factories.later(today, weeks=-10)
    version = journeys.served(priya, asked)
    assert version.comments_close_on == today
    text = signed_in(_mother()).get(_draft(version)).content.decode()
    assert "That is today." in text
    assert text[text.index('id="dates"') :].count("(today)") == 1
