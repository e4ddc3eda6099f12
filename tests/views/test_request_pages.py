"""Asking on the pages, as a browser without scripts would."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from ehc.models import CaseEvent, Message, Request, RequestDraft
from ehc.views._page import LIBRARY_ROUTES, Rule

pytestmark = pytest.mark.django_db

TYPED: dict[str, dict[str, str]] = {
    "who": {"asker": "parent"},
    "you": {
        "name": "Ngozi Okafor",
        "relationship": "mother",
        "parental_responsibility": "yes",
        "email": "ngozi@family.example",
        "phone": "",
    },
    "child": {
        "first_name": "Amara",
        "last_name": "Okafor",
        "preferred_name": "",
        "date_of_birth_day": "9",
        "date_of_birth_month": "10",
        "date_of_birth_year": "2018",
        "address": "1 Example Street",
        "postcode": "ME99 1AA",
        "setting_name": "Oakfield Primary School",
    },
    "story": {"story": "Amara loves drawing."},
    "support": {"in_place": ""},
    "hopes": {"hoped_for": "That she can say what she needs."},
    "people": {"involved": ""},
    "consent": {"share": "yes"},
    "contact": {"contact_by": "email", "electronic_service": "yes"},
}


class Anchors(HTMLParser):
    """The ids of a page, and the places within it that its links lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        href = given.get("href") or ""
        if tag == "a" and href.startswith("#") and len(href) > 1:
            self.targets.add(href[1:])


def assert_sound(html: str) -> None:
    anchors = Anchors()
    anchors.feed(html)
    assert anchors.targets <= set(anchors.ids)
    assert len(anchors.ids) == len(set(anchors.ids))


def write_all(client: Client) -> None:
    client.post("/request/begin/")
    for name, typed in TYPED.items():
        assert_sound(client.get(f"/request/{name}/").content.decode())
        answer = client.post(f"/request/{name}/", typed)
        assert answer.status_code == 302, (name, answer.content.decode())


def test_a_parent_asks_from_start_to_receipt(client: Client) -> None:
    assert_sound(client.get("/").content.decode())
    write_all(client)
    page = client.get("/request/check/").content.decode()
    assert_sound(page)
    assert "Oakfield Primary School" in page
    answer = client.post("/request/check/", follow=True)
    receipt = answer.content.decode()
    assert_sound(receipt)
    request = Request.objects.get()
    assert request.case.reference in receipt
    dates = re.findall(r"<strong>(\w+ \d+ \w+ \d{4})</strong>", receipt)
    assert len(dates) == 3
    assert Message.objects.get().to == "ngozi@family.example"


def test_a_second_press_gives_the_same_request(client: Client) -> None:
    write_all(client)
    client.post("/request/check/")
    again = client.post("/request/check/", follow=True)
    assert again.status_code == 200
    assert Request.objects.count() == 1
    assert CaseEvent.objects.count() == 1


def test_an_error_is_beside_the_field_and_in_the_summary_and_keeps_what_was_typed(
    client: Client,
) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    typed = {**TYPED["child"], "date_of_birth_year": "2999"}
    page = client.post("/request/child/", typed).content.decode()
    assert page.count("The date of birth must be in the past.") == 2
    assert 'value="Amara"' in page
    assert "<title>Error:" in page
    assert_sound(page)
    assert RequestDraft.objects.get().answers == {"who": {"asker": "parent"}}


def test_an_unfinished_request_is_not_sent_and_says_what_is_missing(client: Client) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    answer = client.post("/request/check/")
    assert answer.status_code == 422
    assert "Enter a first name." in answer.content.decode()
    assert Request.objects.count() == 0


def test_a_deleted_draft_is_gone(client: Client) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    assert client.post("/request/delete/").status_code == 302
    assert RequestDraft.objects.get().answers == {}
    assert client.get("/request/who/").status_code == 302


@pytest.mark.parametrize("address", ["/privacy/", "/cookies/", "/accessibility/"])
def test_the_pages_around_it_open(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert_sound(answer.content.decode())


def test_what_is_not_there_is_said_plainly(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


def _routes(patterns: list[URLPattern | URLResolver]) -> list[URLPattern]:
    found: list[URLPattern] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += _routes(pattern.url_patterns)
        else:
            found.append(pattern)
    return found


def test_every_route_of_ours_declares_its_rule() -> None:
    undeclared = [
        route.name
        for route in _routes(get_resolver().url_patterns)
        if not isinstance(getattr(route.callback, "rule", None), Rule)
        and not (route.name or "").startswith("account_")
    ]
    assert undeclared == []


def test_a_library_route_that_is_not_listed_stays_shut(client: Client) -> None:
    assert "account_signup" not in LIBRARY_ROUTES
    assert client.get("/account/signup/").status_code == 404


def test_nobody_has_an_inbox_flooded_with_links(client: Client) -> None:
    for number in range(5):
        visitor = Client()
        visitor.post("/request/begin/")
        page = visitor.post("/request/later/", {"email": "Somebody@family.example"})
        assert page.status_code == 200
        sent = "We have sent several links to this address" not in page.content.decode()
        assert sent == (number < 3)
    assert Message.objects.filter(template="resume_request").count() == 3
    visitor.post("/request/later/", {"email": "another@family.example"})
    assert Message.objects.filter(template="resume_request").count() == 4
