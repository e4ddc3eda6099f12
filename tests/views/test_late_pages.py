"""Telling a family why its case is late, and what it reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from ehc.actions import lateness
from ehc.explanations import weekday_date
from ehc.models import Assessment, LateUpdate, User
from tests import factories, journeys
from tests.factories import instant, later
from tests.views.test_review_pages import boxes

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
WHY, DOING = "The psychologist was ill.", "Another comes on Thursday."


@pytest.fixture
def late(priya: User, today: date) -> Assessment:
    """The decision was due a week ago."""
    return journeys.allocated(priya, later(today, weeks=-7))


def mother() -> User:
    return User.objects.get(email="ngozi@family.example")


def test_the_case_says_to_tell_and_the_family_reads_it_above_the_strip(
    priya: User, late: Assessment, today: date, signed_in: SignedIn
) -> None:
    client, base = signed_in(priya), f"/cases/{late.case.reference}/"
    to_do = f'href="{base}late/">Tell the family why it is late</a>'
    text = client.get(base).content.decode()
    assert to_do in text[text.index("To be done") :]
    assert "Families to tell why (1)" in client.get("/cases/").content.decode()
    page = client.get(f"{base}late/").content.decode()
    assert "This is 7 days late." in page
    refused = client.post(f"{base}late/", {"why": WHY, "doing": "", **boxes("next_on", today)})
    assert refused.status_code == 422
    assert "Write what is being done" in refused.content.decode()
    assert WHY in refused.content.decode()
    given = {"why": WHY, "doing": DOING}
    early = client.post(f"{base}late/", {**given, **boxes("next_on", today)})
    assert early.status_code == 422
    assert "The next update must be on a later day than this one" in early.content.decode()
    assert not LateUpdate.objects.exists()
    next_on = later(today, days=10)
    client.post(f"{base}late/", {**given, **boxes("next_on", next_on)})
    assert LateUpdate.objects.get().next_on == next_on
    # It can still be told more, before the day that was promised; nothing asks for it.
    after = client.get(base).content.decode()
    assert "To be done" not in after
    assert to_do in after
    assert (
        f"Next update promised for {weekday_date(next_on)}"
        in client.get(f"{base}late/").content.decode()
    )
    text = signed_in(mother()).get(f"/your-requests/{late.case.reference}/").content.decode()
    places = [text.index(words) for words in ("Running late.", WHY, DOING, "ehc-strip")]
    assert places == sorted(places)
    assert f"You hear from us again by <strong>{weekday_date(next_on)}</strong>" in text


def test_an_update_that_did_not_come_is_said_to_be_late_and_comes_up_again(
    priya: User, late: Assessment, today: date, signed_in: SignedIn
) -> None:
    told_on, missed = later(today, days=-5), later(today, days=-1)
    lateness.tell_why_late(
        late.case, why=WHY, doing=DOING, next_on=missed, by=priya, on=told_on, at=instant(told_on)
    )
    text = signed_in(mother()).get(f"/your-requests/{late.case.reference}/").content.decode()
    assert f"You should have heard from us again by <strong>{weekday_date(missed)}" in text
    case = signed_in(priya).get(f"/cases/{late.case.reference}/").content.decode()
    assert f"the next update was promised for {weekday_date(missed)}" in case


def test_nobody_else_opens_the_page_and_a_case_in_time_has_nothing_to_tell(
    priya: User, tom: User, today: date, signed_in: SignedIn
) -> None:
    asked = journeys.allocated(priya, today)
    address = f"/cases/{asked.case.reference}/late/"
    for other in (tom, mother()):
        assert signed_in(other).get(address).status_code in {403, 404}
    client = signed_in(priya)
    assert "is late today" in client.get(address).content.decode()
    assert "To be done" not in client.get(f"/cases/{asked.case.reference}/").content.decode()
    factories.requested(today)
    assert "Families to tell why (0)" in client.get("/cases/").content.decode()


@pytest.mark.parametrize(("weeks", "count"), [(54, 1), (50, 0)])
def test_a_review_that_is_late_is_to_be_told_as_an_assessment_is(
    priya: User, today: date, signed_in: SignedIn, weeks: int, count: int
) -> None:
    """A plan is to be reviewed within a year of its making; the twin is in time."""
    issued_on = later(today, weeks=-weeks)
    version = journeys.issued(priya, later(issued_on, weeks=-20), issued_on=issued_on)
    case = version.plan.case
    client, family = signed_in(priya), signed_in(mother())
    assert f"Families to tell why ({count})" in client.get("/cases/").content.decode()
    late = client.get(f"/cases/{case.reference}/late/").content.decode()
    assert ("The family reads that this is late:" in late) is bool(count)
    page = f"/your-requests/{case.reference}/"
    assert ("Running late." in family.get(page).content.decode()) is bool(count)
    if count:
        lateness.tell_why_late(
            case, why=WHY, doing=DOING, next_on=later(today, days=7),
            by=priya, on=today, at=instant(today),
        )  # fmt: skip
        assert "Families to tell why (0)" in client.get("/cases/").content.decode()
        assert DOING in family.get(page).content.decode()
