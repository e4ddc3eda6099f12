"""The queue, the new requests, and taking one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from ehc.actions import cases
from ehc.models import AccessRecord, Case, Letter, Task, Team, User
from ehc.queries import queue as queues
from ehc.tasks import work_once
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def _named(first_name: str) -> dict[str, dict[str, str]]:
    return {
        "child": {"first_name": first_name},
        "you": {"email": f"{first_name}@family.example".lower()},
    }


def test_the_queue_lists_ones_own_cases_the_late_ones_first(
    priya: User, tom: User, today: date, signed_in: SignedIn
) -> None:
    journeys.allocated(priya, factories.later(today, days=-10), **_named("Bea"))
    journeys.allocated(priya, factories.later(today, weeks=-7), **_named("Ada"))
    journeys.allocated(tom, factories.later(today, weeks=-9), **_named("Cy"))
    page = queues.queue(priya, today)
    assert [row.child for row in page.rows] == ["Ada Okafor", "Bea Okafor"]
    assert [row.days_left for row in page.rows] == [-7, 32]
    # What is late is told to its family too, with the reason.
    assert page.counts == {"all": 2, "late": 1, "week": 0, "tell": 1, "family": 0, "others": 0}
    text = signed_in(priya).get("/cases/").content.decode()
    assert "7 days late" in text
    assert "Cy Okafor" not in text


def test_the_queue_can_be_narrowed_searched_and_widened_to_the_team(
    priya: User, north: Team, today: date, signed_in: SignedIn
) -> None:
    other = factories.staff("Una Bright", Role.CASEWORKER, team=north)
    journeys.allocated(priya, factories.later(today, weeks=-7), **_named("Ada"))
    journeys.allocated(other, factories.later(today, weeks=-1), **_named("Bea"))
    client = signed_in(priya)
    assert "Bea Okafor" not in client.get("/cases/").content.decode()
    assert "Bea Okafor" in client.get("/cases/?team=1").content.decode()
    assert "Bea Okafor" not in client.get("/cases/?team=1&show=late").content.decode()
    assert "Bea Okafor" in client.get("/cases/?team=1&search=bea").content.decode()
    assert "Ada Okafor" not in client.get("/cases/?team=1&search=bea").content.decode()


@pytest.mark.parametrize(
    "query", ["show=nothing", "show=" + "x" * 81, "after=x", "after=2026-13-45_1", "after=_9999"]
)
def test_an_odd_address_shows_a_queue_all_the_same(
    query: str, priya: User, signed_in: SignedIn
) -> None:
    assert signed_in(priya).get(f"/cases/?{query}").status_code == 200


def test_a_long_queue_goes_on_where_the_page_before_ended(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    day = factories.later(today, weeks=-1)
    for number in range(queues.PAGE + 2):
        journeys.allocated(priya, day, **_named(f"Child{number:02d}"))
    first = queues.queue(priya, today)
    second = queues.queue(priya, today, after=first.after)
    assert (len(first.rows), len(second.rows), second.after) == (queues.PAGE, 2, "")
    shown = [row.reference for row in (*first.rows, *second.rows)]
    assert len(set(shown)) == queues.PAGE + 2
    assert "Next" in signed_in(priya).get("/cases/").content.decode()


@pytest.mark.parametrize("address", ["/cases/", "/cases/?team=1", "/cases/new/"])
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(
    address: str,
    priya: User,
    today: date,
    signed_in: SignedIn,
    queries_of: Callable[[Client, str], int],
) -> None:
    day = factories.later(today, weeks=-1)
    client = signed_in(priya)
    journeys.allocated(priya, day, **_named("Ada"))
    factories.requested(day, **_named("Dee"))
    client.get(address)
    one = queries_of(client, address)
    for name in ("Bea", "Cy"):
        journeys.allocated(priya, day, **_named(name))
        factories.requested(day, **_named(f"{name}a"))
    assert queries_of(client, address) == one


def test_a_new_request_is_taken_once(
    priya: User, north: Team, today: date, signed_in: SignedIn
) -> None:
    assessment = factories.requested(today)
    reference = assessment.case.reference
    page = signed_in(priya).get("/cases/new/").content.decode()
    assert "Take<span" in page
    assert signed_in(priya).post(f"/cases/{reference}/take/").url == f"/cases/{reference}/"
    una = factories.staff("Una Bright", Role.CASEWORKER, team=north)
    late = signed_in(una).post(f"/cases/{reference}/take/", follow=True)
    assert "Somebody else has taken this case" in late.content.decode()
    assert Case.objects.get().caseworker == priya


def test_a_manager_gives_a_case_to_somebody_in_the_team_and_to_nobody_else(
    priya: User, tom: User, north: Team, today: date, signed_in: SignedIn
) -> None:
    manager = factories.staff("Helen Marsh", Role.TEAM_MANAGER, team=north)
    una = factories.staff("Una Bright", Role.CASEWORKER, team=north)
    case = journeys.allocated(priya, today).case
    client = signed_in(manager)
    refused = client.post(f"/cases/{case.reference}/allocate/", {"to": tom.pk})
    assert refused.status_code == 422
    assert Case.objects.get().caseworker == priya
    assert client.post(f"/cases/{case.reference}/allocate/", {"to": una.pk}).status_code == 302
    assert Case.objects.get().caseworker == una


def test_opening_a_case_leaves_a_record_and_another_areas_case_looks_absent(
    priya: User, tom: User, today: date, signed_in: SignedIn
) -> None:
    case = journeys.allocated(priya, today).case
    assert signed_in(priya).get(f"/cases/{case.reference}/").status_code == 200
    assert signed_in(tom).get(f"/cases/{case.reference}/").status_code == 404
    records = AccessRecord.objects.filter(case=case)
    assert [(record.by, record.route) for record in records] == [(priya, "case")]


def test_giving_a_case_needs_somebody_who_works_in_an_area_team(priya: User, today: date) -> None:
    case = journeys.allocated(priya, today).case
    psychologist = factories.staff("Samira Khan", Role.EDUCATIONAL_PSYCHOLOGIST)
    with pytest.raises(cases.Invalid):
        cases.allocate_case(case, to=psychologist, by=priya, on=today, at=instant(today))


def test_a_manager_begins_with_the_whole_team_and_can_ask_for_their_own(
    priya: User, north: Team, today: date, signed_in: SignedIn
) -> None:
    journeys.allocated(priya, today, **_named("Ada"))
    client = signed_in(factories.staff("Helen Marsh", Role.TEAM_MANAGER, team=north))
    assert "Ada Okafor" in client.get("/cases/").content.decode()
    assert "Ada Okafor" not in client.get("/cases/?team=0").content.decode()


def test_a_queue_says_you_where_the_move_is_the_readers(
    priya: User, north: Team, today: date, signed_in: SignedIn
) -> None:
    journeys.allocated(priya, today)
    assert [row.owner for row in queues.queue(priya, today).rows] == ["You"]
    helen = factories.staff("Helen Marsh", Role.TEAM_MANAGER, team=north)
    assert [row.owner for row in queues.queue(helen, today, whole_team=True).rows] == ["Caseworker"]


def test_letters_to_post_say_to_whom_and_are_ticked_off_together(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    journeys.assessing(priya, factories.later(today, weeks=-1))
    while work_once(timezone.now()):
        pass
    client = signed_in(priya)
    assert "1 letter to post" in client.get("/cases/").content.decode()
    page = client.get("/cases/post/").content.decode()
    assert "The responsible commissioning body" in page
    refused = client.post("/cases/post/", {})
    assert refused.status_code == 422
    assert "Tick the letters that you posted" in refused.content.decode()
    task = Task.objects.get(kind="post_letter")
    assert client.post("/cases/post/", {"tasks": [task.pk]}).status_code == 422
    given = {"tasks": [task.pk], "posted": "signed_for"}
    assert client.post("/cases/post/", given).status_code == 302
    assert set(Letter.objects.filter(by_post=True).values_list("sent_on", flat=True)) == {today}
    assert set(Letter.objects.filter(by_post=True).values_list("sent_how", flat=True)) == {
        "signed_for"
    }
    assert "Nothing is to be posted." in client.get("/cases/post/").content.decode()
    assert client.post("/cases/post/", {"tasks": [task.pk]}).status_code == 422


def test_what_is_known_of_a_child_can_be_changed_and_is_flagged(
    priya: User, tom: User, today: date, signed_in: SignedIn
) -> None:
    case = journeys.allocated(priya, today, contact={"interpreter_language": "Dari"}).case
    at = f"/cases/{case.reference}"
    client = signed_in(priya)
    given = {"preferred_name": "Mara", "looked_after": "on", "first_language": "English"}
    assert client.post(f"{at}/details/", given).status_code == 302
    case.person.refresh_from_db()
    assert (case.person.preferred_name, case.person.looked_after) == ("Mara", True)
    text = client.get(f"{at}/").content.decode()
    assert "Looked after by a local authority" in text
    assert "Interpreter: Dari" in text
    assert "details were changed" in client.get(f"{at}/events/").content.decode()
    unchanged = client.post(f"{at}/details/", given)
    assert unchanged.status_code == 422
    assert "Nothing is different" in unchanged.content.decode()
    assert signed_in(tom).post(f"{at}/details/", given).status_code == 404
