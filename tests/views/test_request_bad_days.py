"""Two devices, shared computers, lost sessions, opened links and late evenings."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ehc.actions import requests
from ehc.models import Message, Request, RequestDraft, ResumeLink
from tests import factories
from tests.views.test_request_pages import TYPED, assert_sound, write_all

pytestmark = pytest.mark.django_db
FIRST, SECOND = "Amara loves drawing.", "Amara sings, and cannot bear noise."


def seen(page: str) -> str:
    """What an opened page carries."""
    return re.findall(r'name="seen" value="([^"]+)"', page)[0]


def link_of(client: Client) -> str:
    client.post("/request/later/", {"email": "ngozi@family.example"})
    body = Message.objects.filter(template="resume_request").latest("pk").body
    return str(re.findall(r"https?://[^/]+(/request/resume/\S+)", body)[0])


@pytest.fixture
def devices(client: Client) -> tuple[Client, Client]:
    """The same request, open on two devices."""
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    other = Client()
    other.post(link_of(client))
    return client, other


def test_the_later_of_two_devices_is_told_and_nothing_is_written_over(
    devices: tuple[Client, Client],
) -> None:
    first, second = devices
    opened = [seen(one.get("/request/story/").content.decode()) for one in devices]
    assert first.post("/request/story/", {"story": FIRST, "seen": opened[0]}).status_code == 302
    answer = second.post("/request/story/", {"story": SECOND, "seen": opened[1]})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert_sound(page)
    assert "saved on another device" in page
    assert FIRST in page
    assert SECOND in page
    assert RequestDraft.objects.get().answers["story"] == {"story": FIRST}
    # Having seen both, they decide.
    again = {"story": f"{FIRST} {SECOND}", "seen": seen(page)}
    assert second.post("/request/story/", again).status_code == 302
    assert RequestDraft.objects.get().answers["story"] == {"story": f"{FIRST} {SECOND}"}


def test_a_script_that_saves_is_told_too_and_writes_nothing(
    devices: tuple[Client, Client],
) -> None:
    first, second = devices
    opened = [seen(one.get("/request/story/").content.decode()) for one in devices]
    typed = {"story": FIRST, "seen": opened[0], "autosave": "1"}
    assert first.post("/request/story/", typed).status_code == 204
    answer = second.post("/request/story/", {"story": SECOND, "seen": opened[1], "autosave": "1"})
    assert (answer.status_code, answer.headers["X-Saved-Elsewhere"]) == (409, "1")
    assert RequestDraft.objects.get().answers["story"] == {"story": FIRST}


def test_one_page_saves_itself_again_and_again(client: Client) -> None:
    """The twin: what the same opened page saved is its own, and other pages are no matter."""
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    mark = seen(client.get("/request/story/").content.decode())
    for text in ("A", "Am", "Amara"):
        typed = {"story": text, "seen": mark, "autosave": "1"}
        assert client.post("/request/story/", typed).status_code == 204
    other = seen(client.get("/request/hopes/").content.decode())
    client.post("/request/hopes/", {"hoped_for": "Much.", "seen": other})
    assert client.post("/request/story/", {"story": FIRST, "seen": mark}).status_code == 302
    assert RequestDraft.objects.get().answers["story"] == {"story": FIRST}


def test_two_devices_that_say_the_same_are_not_at_odds(devices: tuple[Client, Client]) -> None:
    for one, mark in [(one, seen(one.get("/request/story/").content.decode())) for one in devices]:
        assert one.post("/request/story/", {"story": FIRST, "seen": mark}).status_code == 302


@pytest.mark.parametrize("nonsense", ["x", ".", "…", "a" * 5000, "a.b.c"])
def test_a_mark_that_no_page_carried_does_no_harm(nonsense: str, client: Client) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    answer = client.post("/request/hopes/", {"hoped_for": "Much.", "seen": nonsense})
    assert answer.status_code in {302, 409}


def test_a_page_says_when_it_was_saved_and_how_without_scripts(client: Client) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    assert (
        "It is saved when you choose “Continue”." in client.get("/request/story/").content.decode()
    )
    client.post("/request/story/", {"story": FIRST})
    at = timezone.localtime(RequestDraft.objects.get().saved_at)
    assert f"Saved at {at:%H:%M}" in client.get("/request/story/").content.decode()


def test_whoever_leaves_a_shared_computer_leaves_nothing_on_it(client: Client) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    client.post("/request/story/", {"story": FIRST})
    link = link_of(client)
    for address in ("/request/story/", "/request/check/", "/request/documents/", "/request/later/"):
        assert "no-store" in client.get(address).headers["Cache-Control"]
    assert client.get("/request/leave/").status_code == 405
    answer = client.post("/request/leave/")
    page = answer.content.decode()
    assert "Clear-Site-Data" in answer.headers
    for word in ("EHC", "request", "Amara", "Kent"):
        assert word not in page
    assert client.get("/request/story/").status_code == 302
    assert FIRST not in client.get("/request/check/", follow=True).content.decode()
    # What was saved is kept, and the link opens it.
    assert RequestDraft.objects.get().answers["story"] == {"story": FIRST}
    assert client.post(link).status_code == 302
    assert FIRST in client.get("/request/story/").content.decode()


def test_a_session_that_is_lost_in_mid_page_gives_back_what_was_typed(client: Client) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    client.session.flush()
    client.cookies.clear()
    answer = client.post("/request/needs/", {"communication": SECOND, "seen": "a.b"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert SECOND in page
    assert "a.b" not in page


def test_the_back_button_after_sending_leads_to_the_receipt(client: Client) -> None:
    write_all(client)
    client.post("/request/check/")
    for address in ("/request/check/", "/request/story/", "/request/documents/"):
        assert client.get(address).headers["Location"] == "/request/sent/"
    assert client.post("/request/check/").headers["Location"] == "/request/sent/"
    assert Request.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_scanner_that_opens_every_link_uses_none_up(method: str, client: Client) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    link = link_of(client)
    for _time in range(20):
        getattr(Client(), method)(link)
    assert ResumeLink.objects.filter(exchanged_at=None, revoked_at=None).count() == 1
    assert Client().post(link).status_code == 302


def test_a_link_that_is_over_or_was_forwarded_opens_nothing(client: Client) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    client.post("/request/story/", {"story": FIRST})
    link, last = link_of(client), ResumeLink.objects.latest("pk").expires_at
    told = Message.objects.filter(template="resume_request").latest("pk").body
    assert f"until {timezone.localtime(last):%A} {timezone.localtime(last).day} " in told
    secret = link.rpartition("/")[2]
    assert requests.open_resume_link(secret, at=last) is None
    used = Client()
    assert used.post(link).status_code == 302
    # Whoever it is forwarded to afterwards finds it used up, and reads nothing.
    other = Client()
    answer = other.post(link)
    assert answer.status_code == 410
    assert FIRST not in answer.content.decode()
    assert other.get("/request/story/").status_code == 302


def test_an_address_without_a_postcode_is_an_address(client: Client) -> None:
    write_all(client)
    home = {"address": "The boat “Marianne”, by the third lock", "postcode": ""}
    assert client.post("/request/home/?then=check", home).status_code == 302
    client.post("/request/check/")
    person = Request.objects.get().case.person
    assert (person.address, person.postcode) == (home["address"], "")


@pytest.mark.parametrize(
    ("instant", "received_on"),
    [
        # The last second of February, in a common and in a leap year.
        ("2026-02-28T23:59:59+00:00", date(2026, 2, 28)),
        ("2026-03-01T00:00:00+00:00", date(2026, 3, 1)),
        ("2028-02-29T23:59:59+00:00", date(2028, 2, 29)),
        # The clocks go forward at 1 on 29 March 2026: its last second is 22:59:59 in UTC.
        ("2026-03-28T23:59:59+00:00", date(2026, 3, 28)),
        ("2026-03-29T00:59:59+00:00", date(2026, 3, 29)),
        ("2026-03-29T22:59:59+00:00", date(2026, 3, 29)),
        ("2026-03-29T23:00:00+00:00", date(2026, 3, 30)),
        # They go back at 2 on 25 October 2026: half past one comes twice, on one day.
        ("2026-10-24T22:59:59+00:00", date(2026, 10, 24)),
        ("2026-10-24T23:00:00+00:00", date(2026, 10, 25)),
        ("2026-10-25T00:30:00+00:00", date(2026, 10, 25)),
        ("2026-10-25T01:30:00+00:00", date(2026, 10, 25)),
        ("2026-10-25T23:59:59+00:00", date(2026, 10, 25)),
        ("2026-10-26T00:00:00+00:00", date(2026, 10, 26)),
    ],
)
def test_the_day_of_receipt_is_the_day_in_london(instant: str, received_on: date) -> None:
    at = datetime.fromisoformat(instant)
    draft = factories.draft(received_on)
    assert requests.submit_request(draft, at=at).received_on == received_on


def _code(client: Client) -> str:
    client.post("/account/login/code/", {"email": "ngozi@family.example"})
    body = Message.objects.filter(template="login_code").latest("pk").body
    return next(line for line in body.splitlines() if re.fullmatch(r"\S{6,9}", line))


def _enter(client: Client, code: str) -> bool:
    """Whether a code signs somebody in; a wrong one never ends in an error of ours."""
    assert client.post("/account/login/code/confirm/", {"code": code}).status_code < 500
    return "_auth_user_id" in client.session


def test_ten_wrong_codes_use_the_right_one_up_and_another_can_be_asked_for(
    client: Client,
) -> None:
    factories.requested(timezone.localdate() - timedelta(days=1))
    right = _code(client)
    assert not any(_enter(client, f"AAAA{number:02d}") for number in range(10))
    assert not _enter(client, right)
    assert client.get("/your-requests/").status_code == 302
    other = Client()
    assert _enter(other, _code(other))
