"""Asking on the pages, as a browser without scripts would."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from ehc.actions import requests as request_actions
from ehc.forms.requests import pages_for
from ehc.models import CaseEvent, Message, Request, RequestDraft, User
from ehc.views._page import LIBRARY_ROUTES, Rule

pytestmark = pytest.mark.django_db

TYPED: dict[str, dict[str, Any]] = {
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
    },
    "home": {"address": "1 Example Street", "postcode": "ME99 1AA", "in_area": "yes"},
    "family": {"protected": "no"},
    "school": {"setting_name": "Oakfield Primary School", "learns": "school"},
    "life": {},
    "detained": {"detained": "no"},
    "story": {"story": "Amara loves drawing."},
    "needs": {"communication": "Amara follows one instruction at a time."},
    "support": {"in_place": ""},
    "hopes": {"hoped_for": "That she can say what she needs."},
    "people": {"involved": ""},
    "health": {},
    "documents": {},
    "consent": {"share": "yes"},
    "contact": {"contact_by": "email", "electronic_service": "yes"},
    "formats": {},
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
    # The three days of the law, each as its own explanation gives it.
    given = re.findall(r"<li>[^<]*\w+day \d+ \w+ \d{4}[^<]*That is (\d+) weeks after", receipt)
    assert given == ["6", "16", "20"]
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


def test_the_page_of_answers_says_at_its_top_that_nothing_was_sent_yet(client: Client) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    page = client.get("/request/check/").content.decode()
    assert 'href="#send">See what is missing</a>' in page
    write_all(client)
    page = client.get("/request/check/").content.decode()
    assert 'href="#send">Send it at the end of this page</a>' in page
    assert page.count('id="send"') == 1


def test_an_unfinished_request_is_not_sent_and_says_what_is_missing(client: Client) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    answer = client.post("/request/check/")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert_sound(page)
    assert '<a href="/request/child/?then=check#id_first_name">Enter the first name</a>' in page
    assert Request.objects.count() == 0


def test_a_deleted_draft_is_gone(client: Client) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    assert client.post("/request/delete/").status_code == 302
    assert RequestDraft.objects.get().answers == {}
    assert client.get("/request/who/").status_code == 302


YOUNG_PERSON: dict[str, dict[str, Any]] = {
    **TYPED,
    "who": {"asker": "young_person"},
    "you": {"email": "zed@family.example", "phone": ""},
    "helper": {},
    "child": {**TYPED["child"], "first_name": "Zed", "date_of_birth_year": "2008"},
}
SETTING: dict[str, dict[str, Any]] = {
    **TYPED,
    "who": {"asker": "setting"},
    "you": {
        "name": "Sam Head",
        "relationship": "SENCO",
        "email": "sam@school.example",
        "family_is": "parent",
        "family_name": "Ann Cole",
        "family_relationship": "mother",
        "family_email": "ann@family.example",
    },
    "contact": {"contact_by": "post"},
    "formats": {"formats": ["large_print"]},
}


def test_a_young_person_is_spoken_to_and_not_about(client: Client) -> None:
    client.post("/request/begin/")
    pages = []
    for name in pages_for("young_person"):
        typed = YOUNG_PERSON[name]
        pages.append(client.get(f"/request/{name}/").content.decode())
        assert client.post(f"/request/{name}/", typed).status_code == 302, name
    pages.append(client.get("/request/check/").content.decode())
    pages.append(client.post("/request/check/", follow=True).content.decode())
    for page in pages[1:]:
        body = page[page.index("<main") : page.index("</main")]
        assert not re.search(r"[Yy]our child|the child|\bthem\b|\bthey\b", body), body
    assert "we must tell you whether we will carry out an assessment" in pages[-1]


def test_a_young_person_below_the_age_is_told_from_when_they_can_ask(client: Client) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", YOUNG_PERSON["who"])
    typed = {**YOUNG_PERSON["child"], "date_of_birth_year": "2018"}
    page = client.post("/request/child/", typed).content.decode()
    assert page.count("You can ask for yourself from Saturday 30 June 2035") == 2


def test_a_setting_says_who_holds_the_rights_and_the_family_is_told(client: Client) -> None:
    client.post("/request/begin/")
    for name, typed in SETTING.items():
        assert client.post(f"/request/{name}/", typed).status_code == 302, name
    receipt = client.post("/request/check/", follow=True).content.decode()
    assert "We have written to Ann Cole that you asked" in receipt
    told = Message.objects.get(template="asked_by_setting")
    assert told.to == "ann@family.example"
    assert "Amara" not in told.subject + told.body
    member = Request.objects.get().case.person.family.get()
    assert (member.adjustments, member.contact_by) == ("Large print", "post")
    assert member.large_print is True
    # The family alone can agree to letters by email.
    assert not member.service_consents.exists()


OTHER: dict[str, dict[str, Any]] = {
    **TYPED,
    "who": {"asker": "other"},
    "you": {"name": "Dr Lee", "relationship": "doctor", "email": "lee@surgery.example"},
}


def test_somebody_else_tells_of_a_child_and_is_told_nothing_more(client: Client) -> None:
    client.post("/request/begin/")
    asked = pages_for("other")
    # Consent, and how the family is reached, are not for them to say.
    assert {"consent", "contact", "formats", "helper", "life"} & set(asked) == set()
    for name in asked:
        assert_sound(client.get(f"/request/{name}/").content.decode())
        assert client.post(f"/request/{name}/", OTHER[name]).status_code == 302, name
    assert client.get("/request/consent/").headers["Location"] == "/request/who/"
    assert "may_forward" not in client.get("/request/home/").content.decode()
    receipt = client.post("/request/check/", follow=True).content.decode()
    assert_sound(receipt)
    assert "we cannot tell you" in receipt
    assert "lee@surgery.example" in receipt
    assert "sign in with" not in receipt
    assert "we must tell you" not in receipt
    request = Request.objects.get()
    assert (request.asker, request.asker_name) == ("other", "Dr Lee")
    assert not User.objects.filter(email="lee@surgery.example").exists()


def test_a_young_person_chooses_who_helps(client: Client) -> None:
    client.post("/request/begin/")
    chosen = {"helper_name": "Ms Bell", "helper_contact": "01632 960 002", "helper_may_know": "yes"}
    for name in pages_for("young_person"):
        typed = chosen if name == "helper" else YOUNG_PERSON[name]
        assert client.post(f"/request/{name}/", typed).status_code == 302, name
    assert "Ms Bell" in client.get("/request/check/").content.decode()
    client.post("/request/check/")
    request = Request.objects.get()
    assert request.answers["helper"] == chosen
    # Who helps has no part in the case: the young person alone is written to.
    assert [member.name for member in request.case.person.family.all()] == ["Zed Okafor"]
    assert "helper" not in pages_for("parent")


def test_who_asks_and_for_whom_can_be_sent_alone(client: Client) -> None:
    client.post("/request/begin/")
    only = {"name": "Ngozi Okafor", "email": "ngozi@family.example"}
    for name in pages_for("parent"):
        typed = {"who": TYPED["who"], "you": only, "child": TYPED["child"]}.get(name, {})
        assert client.post(f"/request/{name}/", typed).status_code == 302, name
    assert client.post("/request/check/").headers["Location"] == "/request/sent/"
    assert Request.objects.get().received_on == timezone.localdate()


def test_a_young_person_whom_a_setting_names_is_no_parent(client: Client) -> None:
    client.post("/request/begin/")
    for name, typed in SETTING.items():
        client.post(f"/request/{name}/", {**typed, "family_is": "young_person"})
    client.post("/request/check/")
    member = Request.objects.get().case.person.family.get()
    assert member.relationship == "themselves"
    assert member.has_parental_responsibility is False


def test_what_is_not_right_yet_is_kept_as_typed_to_come_back_to(client: Client) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    typed = {**TYPED["child"], "date_of_birth_day": "31", "date_of_birth_month": "2"}
    answer = client.post("/request/child/", {**typed, "later": "1"})
    assert answer.headers["Location"] == "/request/later/?from=child"
    page = client.get("/request/child/").content.decode()
    for text in ('value="31"', 'value="2"', 'value="2018"', 'value="Amara"'):
        assert text in page
    page = client.get("/request/check/").content.decode()
    assert "31 2 2018" in page
    assert "/request/child/?then=check#id_date_of_birth_0" in page


def test_dates_and_postcodes_are_shown_as_people_write_them(client: Client) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    client.post("/request/child/", TYPED["child"])
    client.post("/request/home/", {**TYPED["home"], "postcode": "me991aa"})
    page = client.get("/request/check/").content.decode()
    assert "Tuesday 9 October 2018" in page
    assert "ME99 1AA" in page


@pytest.mark.parametrize(
    ("name", "wrong", "message"),
    [
        ("home", {"postcode": "not one"}, "Enter a full UK postcode, like ME14 1XQ"),
        ("you", {"phone": "abc"}, "Enter a telephone number, like 01632 960 001"),
        ("contact", {"contact_by": "phone"}, "There is no telephone number yet."),
        ("you", {"email": "a" * 250 + "@x.example"}, "must be 254 characters or fewer"),
    ],
)
def test_each_mistake_is_said_twice_and_keeps_what_was_typed(
    client: Client, name: str, wrong: dict[str, str], message: str
) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    answer = client.post(f"/request/{name}/", {**TYPED[name], **wrong})
    assert answer.status_code == 422
    assert answer.content.decode().count(message) == 2


def test_another_asker_is_asked_about_themselves_before_the_answers_are_checked(
    client: Client,
) -> None:
    write_all(client)
    answer = client.post("/request/who/?then=check", {"asker": "young_person"})
    assert answer.headers["Location"] == "/request/you/?then=check"
    answer = client.post("/request/you/?then=check", YOUNG_PERSON["you"])
    assert answer.headers["Location"] == "/request/child/?then=check"


def test_a_link_goes_on_where_the_request_stopped_and_only_the_newest_works(
    client: Client,
) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    client.post("/request/you/", TYPED["you"])
    links = []
    for _again in range(2):
        client.post("/request/later/", {"email": "ngozi@family.example"})
        body = Message.objects.latest("pk").body
        links.append(re.findall(r"https?://[^/]+(/request/resume/\S+)", body)[0])
    other = Client()
    assert other.post(links[0]).status_code == 410
    assert other.post(links[1]).headers["Location"] == "/request/child/"


def test_a_closed_request_gives_back_what_was_typed(client: Client) -> None:
    story = "Amara loves drawing, and cannot bear noise."
    answer = client.post("/request/story/", {"story": story})
    assert answer.status_code == 403
    assert story in answer.content.decode()
    assert client.post("/request/story/", {"story": story, "autosave": "1"}).status_code == 403


def test_an_open_request_can_be_kept_open_and_gone_on_with(client: Client) -> None:
    assert client.post("/session/keep").status_code == 403
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    assert client.post("/session/keep").status_code == 204
    page = client.get("/request/you/").content.decode()
    assert "Your request will be closed on this device at {time}" in page
    assert re.search(r"ehc/session[.\w]*\.js", page)
    assert "Go on with your request" in client.get("/").content.decode()


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
        told = "We have sent several links to this address" in page.content.decode()
        assert (page.status_code, told) == ((200, False) if number < 3 else (422, True))
    assert Message.objects.filter(template="resume_request").count() == 3
    visitor.post("/request/later/", {"email": "another@family.example"})
    assert Message.objects.filter(template="resume_request").count() == 4


STORY = "Amara loves drawing, and cannot bear noise."


def _while_it_is_being_saved(
    monkeypatch: pytest.MonkeyPatch, name: str, happens: Callable[[RequestDraft], object]
) -> None:
    """Let another tab do something after this one has looked and before it writes."""
    write = getattr(request_actions, name)

    def overtaken(draft: RequestDraft, *args: object, **kwargs: object) -> object:
        happens(draft)
        return write(draft, *args, **kwargs)

    monkeypatch.setattr(request_actions, name, overtaken)


def _send(draft: RequestDraft) -> object:
    return request_actions.submit_request(draft, at=timezone.now())


def _delete(draft: RequestDraft) -> object:
    draft = RequestDraft.objects.get(pk=draft.pk)
    draft.answers, draft.deleted_at = {}, timezone.now()
    draft.save()
    return draft


def _no_longer_there(draft: RequestDraft) -> object:
    return RequestDraft.objects.filter(pk=draft.pk).delete()


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        (_send, "Your request has already been sent"),
        (_delete, "Your request was deleted"),
        (_no_longer_there, "Your request was deleted"),
    ],
)
@pytest.mark.parametrize("button", ["", "later", "autosave"])
def test_a_page_saved_while_another_tab_ends_the_request_keeps_what_was_typed(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    happens: Callable[[RequestDraft], object],
    told: str,
    button: str,
) -> None:
    write_all(client)
    _while_it_is_being_saved(monkeypatch, "save_page", happens)
    answer = client.post("/request/story/", {"story": STORY, **({button: "1"} if button else {})})
    assert answer.status_code == 409
    if button != "autosave":
        page = answer.content.decode()
        assert_sound(page)
        assert told in page
        assert STORY in page
    assert not any(STORY in str(draft.answers) for draft in RequestDraft.objects.all())


@pytest.mark.parametrize(
    ("address", "action"),
    [("/request/check/", "submit_request"), ("/request/delete/", "delete_draft"),
     ("/request/later/", "send_resume_link")],
)  # fmt: skip
def test_a_request_that_another_tab_has_deleted_says_so_wherever_it_is_pressed(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str, action: str
) -> None:
    write_all(client)
    _while_it_is_being_saved(monkeypatch, action, _delete)
    answer = client.post(address, {"email": "ngozi@family.example"})
    assert answer.status_code == 409
    assert "Your request was deleted" in answer.content.decode()
    assert Request.objects.count() == Message.objects.count() == 0
    assert RequestDraft.objects.get().email == ""


@pytest.mark.parametrize(
    ("address", "action"),
    [("/request/delete/", "delete_draft"), ("/request/later/", "send_resume_link")],
)
def test_a_request_that_another_tab_has_sent_is_neither_deleted_nor_linked_to(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str, action: str
) -> None:
    write_all(client)
    _while_it_is_being_saved(monkeypatch, action, _send)
    answer = client.post(address, {"email": "ngozi@family.example"})
    assert answer.status_code == 409
    assert "Your request has already been sent" in answer.content.decode()
    assert Request.objects.count() == 1
    assert not Message.objects.filter(template="resume_request").exists()


def test_a_page_that_was_open_when_the_request_was_sent_keeps_what_is_typed_on_it(
    client: Client,
) -> None:
    write_all(client)
    client.post("/request/check/")
    answer = client.post("/request/story/", {"story": STORY})
    assert answer.status_code == 409
    assert STORY in answer.content.decode()
    assert client.get("/request/story/").headers["Location"] == "/request/sent/"


def _link_of(client: Client) -> str:
    client.post("/request/later/", {"email": "ngozi@family.example"})
    body = Message.objects.latest("pk").body
    return str(re.findall(r"https?://[^/]+(/request/resume/\S+)", body)[0])


def test_a_link_to_a_request_that_has_been_sent_says_so_and_opens_nothing(client: Client) -> None:
    write_all(client)
    link = _link_of(client)
    client.post("/request/check/")
    other = Client()
    for _press in range(2):
        answer = other.post(link)
        assert answer.status_code == 410
        page = answer.content.decode()
        assert_sound(page)
        assert "This request has been sent" in page
        assert "sign in with the email address" in page
        for secret in (Request.objects.get().case.reference, "Amara", "ngozi@"):
            assert secret not in page
    assert other.get("/request/sent/").headers["Location"] == "/"
    assert other.get("/request/story/").headers["Location"] == "/"


def test_a_link_to_a_request_that_has_not_been_sent_opens_it(client: Client) -> None:
    write_all(client)
    other = Client()
    assert other.post(_link_of(client)).headers["Location"] == "/request/check/"
    assert "Amara" in other.get("/request/check/").content.decode()


def test_what_is_refused_when_it_is_sent_links_to_the_page_that_mends_it(client: Client) -> None:
    write_all(client)
    gone = User.objects.create_user("ngozi@family.example", name="Ngozi", kind="family")
    gone.is_active = False
    gone.save()
    answer = client.post("/request/check/")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert (
        '<a href="/request/you/?then=check#id_email">We cannot reach you at this email address. '
        "Give us another.</a>"
    ) in page
    assert_sound(page)
    assert 'id="id_email"' in client.get("/request/you/?then=check").content.decode()
    again = {**TYPED["you"], "email": "ngozi@another.example"}
    assert client.post("/request/you/?then=check", again).headers["Location"] == "/request/check/"
    assert client.post("/request/check/").headers["Location"] == "/request/sent/"


def test_the_pages_say_for_how_long_an_unsent_request_is_kept(
    client: Client, settings: Any
) -> None:
    settings.UNSENT_REQUESTS_KEPT_DAYS = 45
    client.post("/request/begin/")
    pages = [client.get(address) for address in ("/", "/request/later/", "/privacy/")]
    pages.append(client.post("/request/later/", {"email": "ngozi@family.example"}))
    for page in pages:
        text = page.content.decode()
        assert "45 days after you last saved it" in text
        assert "90 days" not in text
