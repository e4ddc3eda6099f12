"""A family chooses a language: what is said in it, and what stays as it is."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.test import Client, RequestFactory
from django.utils.translation import override

from ehc.models import Case, Message, Request, User
from ehc.refusals import NotTheHolder, NotYours
from ehc.sentences.easy_read import ASKING
from ehc.views.errors import permission_denied
from tests import factories, journeys
from tests.architecture.source import ROOT
from tests.conftest import Once
from tests.views.test_request_pages import TYPED, write_all

pytestmark = pytest.mark.django_db

LIMIT = 100 * 1024
"""Bytes of a page with all that it loads, each compressed, in a browser that has nothing yet."""


@pytest.fixture(scope="module", autouse=True)
def decided(once: Once[int], today: date) -> int:
    return once(lambda priya: journeys.assessing(priya, factories.later(today, days=-7)).case_id)


@pytest.fixture
def mother(db: None, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(User.objects.get(email="ngozi@family.example"))


@pytest.fixture
def address(decided: int) -> str:
    return f"/your-requests/{Case.objects.get(pk=decided).reference}/"


def choose(client: Client, language: str, then: str = "/") -> Any:
    return client.post("/language/", {"language": language, "next": then})


@pytest.mark.parametrize(
    ("language", "direction", "said"),
    [
        ("en-gb", "", "Start now"),
        ("cy", "", "Dechrau nawr"),
        ("ar", ' dir="rtl"', "ابدأ الآن"),
    ],
)
def test_a_page_is_in_the_language_that_was_chosen(
    client: Client, language: str, direction: str, said: str
) -> None:
    assert choose(client, language).url == "/"
    page = client.get("/")
    html = page.content.decode()
    assert page["Content-Language"] == language
    assert f'<html lang="{language}"{direction} class="govuk-template">' in html
    assert said in html
    assert ("ehc-rtl.css" in html) == bool(direction)
    assert ("ehc-unchecked" in html) == (language != "en-gb")


def test_what_a_browser_prefers_chooses_nothing(client: Client) -> None:
    assert client.get("/", headers={"accept-language": "ar"})["Content-Language"] == "en-gb"


@pytest.mark.parametrize("wrong", ["fr", "", "ar\x00", "../ar"])
def test_a_language_that_we_have_not_is_not_kept(client: Client, wrong: str) -> None:
    choose(client, wrong)
    assert client.get("/")["Content-Language"] == "en-gb"
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "fr"
    assert client.get("/")["Content-Language"] == "en-gb"


def test_choosing_leads_back_to_the_page_and_nowhere_else(client: Client) -> None:
    assert choose(client, "cy", "/request/who/").url == "/request/who/"
    assert choose(client, "cy", "https://elsewhere.example/").url == "/"
    assert client.get("/language/").status_code == 405


@pytest.mark.parametrize(
    ("chosen", "language"), [("cy", "cy"), ("ar", "ar"), ("fr", "en-gb"), ("", "en-gb")]
)
def test_what_was_typed_on_a_question_stays_when_its_language_changes(
    client: Client, chosen: str, language: str
) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", {"asker": "parent"})
    address = "/request/child/?then=check"
    # Not right yet: nobody is told of a fault by asking for another language.
    typed = {"first_name": "Amara", "date_of_birth_year": "2999", "language": chosen}
    answer = client.post(address, typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    page = client.get(address)
    html = page.content.decode()
    assert page["Content-Language"] == language
    assert 'value="Amara"' in html
    assert 'value="2999"' in html
    assert "govuk-error-summary" not in html
    # Pressed as Continue, the same is refused.
    del typed["language"]
    assert client.post(address, typed).status_code == 422


def test_of_the_buttons_of_a_question_the_first_goes_on(client: Client) -> None:
    """Enter in a field presses the first; the languages stand above it on the page."""
    client.post("/request/begin/")
    html = client.get("/request/who/").content.decode()
    of_the_form = re.findall(r"<button[^>]*form=\"question\"[^>]*>", html)
    assert [("name=" in button) for button in of_the_form] == [False, True, True]
    assert html.count('id="question"') == 1
    # Elsewhere the languages have a form of their own.
    assert 'form="question"' not in client.get("/").content.decode()
    assert 'action="/language/"' in client.get("/").content.decode()


def test_a_page_that_was_saved_elsewhere_is_not_written_over_by_a_language(
    client: Client,
) -> None:
    client.post("/request/begin/")
    client.post("/request/who/", {"asker": "parent"})
    pages = [client.get("/request/story/").content.decode() for _tab in range(2)]
    first, second = (re.findall(r'name="seen" value="([^"]+)"', page)[0] for page in pages)
    client.post("/request/story/", {"story": "Theirs.", "seen": first})
    told = client.post("/request/story/", {"story": "Mine.", "seen": second, "language": "cy"})
    assert told.status_code == 409
    shown = told.content.decode()
    assert "Theirs." in shown
    assert "Mine." in shown


def test_the_tracker_says_its_dates_with_the_weekday_of_the_language(
    mother: Client, address: str
) -> None:
    weekdays = {
        "en-gb": r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d",
        "cy": r"Dydd \w+ \d",
        "ar": r"(الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد) \d",
    }
    for language, weekday in weekdays.items():
        choose(mother, language)
        html = mother.get(address).content.decode()
        assert re.search(weekday, html), language
        for other in weekdays.keys() - {language}:
            assert not re.search(weekdays[other], html), (language, other)


def test_staff_and_what_only_staff_open_stay_in_english(
    priya: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(priya)
    choose(client, "ar")
    for address in ("/cases/", "/help/", "/"):
        page = client.get(address)
        assert (page["Content-Language"], page.status_code) == ("en-gb", 200)
        assert "ehc-languages" not in page.content.decode()


def test_what_is_kept_and_sent_is_in_english_whatever_the_page_was_in(client: Client) -> None:
    choose(client, "ar")
    write_all(client)
    # What becomes words of ours in the file: nobody says who they are to the child.
    client.post("/request/you/", {**TYPED["you"], "relationship": ""})
    asked = {"called_as": "Ms Okafor", "best_times": "Tuesdays", "formats": ["large_print"]}
    assert client.post("/request/formats/", asked).status_code == 302
    assert client.post("/request/check/").status_code == 302
    message, request = Message.objects.latest("pk"), Request.objects.latest("pk")
    member = request.case.person.family.get()
    assert member.relationship == "parent or carer"
    assert "To be addressed as: Ms Okafor\nBest times: Tuesdays" in member.adjustments
    kept = str(request.answers) + message.subject + message.body + member.adjustments
    assert not re.search(r"[\u0600-\u06ff]", kept)
    # The page itself is in Arabic, with its dates: "by … we must tell you whether …".
    assert "علينا أن نخبرك ما إذا كنا سنجري تقييمًا" in client.get("/request/sent/").content.decode()


@pytest.mark.parametrize("refusal", [NotYours, NotTheHolder])
def test_a_refusal_is_explained_in_the_language_of_the_page(
    rf: RequestFactory, refusal: type[NotYours]
) -> None:
    said = {}
    for language in ("en-gb", "cy", "ar"):
        with override(language):
            html = permission_denied(rf.get("/"), refusal("withdraw_request")).content.decode()
            said[language] = str(refusal.explanation)
            assert said[language] in html
    assert len(set(said.values())) == 3


def test_easy_read_has_a_picture_beside_each_idea(client: Client) -> None:
    html = client.get("/easy-read/").content.decode()
    assert html.count('class="ehc-easy__idea"') == len(ASKING) + 2
    for name in re.findall(r'src="/static/(ehc/pictures/[^"]+)"', html):
        assert finders.find(name), name


def test_the_signed_page_says_that_there_is_no_recording_until_there_is(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    without = client.get("/british-sign-language/").content.decode()
    assert "<video" not in without
    assert "We have not made this recording yet" in without
    settings.SIGNED_RECORDINGS = str(tmp_path)
    (tmp_path / "asking.mp4").write_bytes(b"film")
    # A film without captions is none.
    assert "<video" not in client.get("/british-sign-language/").content.decode()
    (tmp_path / "asking.vtt").write_text("WEBVTT\n")
    shown = client.get("/british-sign-language/").content.decode()
    assert '<source src="/static/signed/asking.mp4" type="video/mp4">' in shown
    assert 'kind="captions"' in shown
    assert "We have not made this recording yet" not in shown


def test_the_pattern_for_captions_says_what_the_page_says() -> None:
    lines = (ROOT / "docs/guides/asking.vtt").read_text(encoding="utf-8").splitlines()
    said = [lines[at + 1] for at, line in enumerate(lines) if " --> " in line]
    assert said == [text for _picture, text in ASKING]


def test_how_many_characters_are_left_is_said_in_the_language_of_the_page(client: Client) -> None:
    """The script that counts says it in English unless it is told otherwise, for every plural."""
    client.post("/request/begin/")
    client.post("/request/who/", {"asker": "parent"})
    assert "data-i18n" not in client.get("/request/story/").content.decode()
    choose(client, "ar")
    page = client.get("/request/story/").content.decode()
    for plural in ("zero", "one", "two", "few", "many", "other"):
        assert f'data-i18n.characters-under-limit.{plural}="الأحرف المتبقية: %{{count}}"' in page
    assert 'data-i18n.characters-at-limit="الأحرف المتبقية: 0"' in page


def _weight(html: str) -> int:
    """What a browser with an empty cache loads: the page, styles, scripts, pictures and letters."""
    names = set(re.findall(r'(?:href|src)="/static/([^"]+)"', html))
    styles = next(name for name in names if name.endswith(".css"))
    scripts = {"ehc/govuk-frontend.min.js"}
    weight = len(gzip.compress(html.encode()))
    for name in names | scripts:
        path = finders.find(name)
        assert isinstance(path, str), name
        weight += len(gzip.compress(Path(path).read_bytes()))
    css = Path(str(finders.find(styles))).read_text(encoding="utf-8")
    # Letters are packed already. The worst case: a page that needs every one of them.
    for font in set(re.findall(r"url\(\"?(fonts/[^\")]+)", css)):
        weight += Path(str(finders.find(f"ehc/{font}"))).stat().st_size
    return weight


@pytest.mark.parametrize("language", ["en-gb", "cy", "ar"])
def test_no_page_of_a_family_weighs_more_than_a_slow_line_carries(
    mother: Client, address: str, language: str
) -> None:
    choose(mother, language)
    mother.post("/request/begin/")
    pages = (
        "/", "/easy-read/", "/british-sign-language/", "/request/who/", "/request/child/",
        "/request/contact/", "/request/check/", address, f"{address}messages/",
        f"{address}how-it-was/", "/help/", "/sign-in/", "/privacy/",
    )  # fmt: skip
    for page in pages:
        html = mother.get(page, follow=True).content.decode()
        assert _weight(html) < LIMIT, page
