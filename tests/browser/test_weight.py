"""What a page weighs on the way to a telephone that has never been here, in each language."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from ehc.models import Assessment, DemonstrationCounty, User
from tests import factories, journeys
from tests.views.test_request_pages import write_all

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
]
LIMIT = 100_000
EMAIL = "ngozi.okafor@family.example"
OPEN_PAGES = ("/", "/easy-read/", "/british-sign-language/", "/sign-in/", "/privacy/", "/help/")
QUESTIONS = ("who", "you", "child", "home", "needs", "documents", "check")
OF_A_CASE = (
    "", "messages/", "draft/", "draft/comment/P1/", "draft/where-from/", "draft/setting/",
    "contact/", "everything/", "who-has-opened/", "if-you-disagree/",
)  # fmt: skip
_TEXT = (".css", ".js", ".svg")


def _packed(address: str, came: float) -> float:
    """The bytes of an answer as it is served: a style sheet, script or picture is packed when it is
    collected (``CompressedManifestStaticFilesStorage``), which the server of the tests leaves out.
    """
    path = urlsplit(address).path
    if not path.startswith("/static/") or not path.endswith(_TEXT):
        return came
    file = finders.find(path.removeprefix("/static/"))
    assert isinstance(file, str), path
    whole = Path(file).read_bytes()
    return came - len(whole) + len(gzip.compress(whole))


class _Scales:
    """Weighs pages, each in a browser that has kept nothing but who is there."""

    def __init__(self, chromium: Browser, address: str, language: str) -> None:
        self.chromium, self.address = chromium, address
        self.cookies: Any = [{"name": "language", "value": language, "url": address}]

    def enter(self, client: Client) -> None:
        """Be whoever a client of the tests is."""
        session = client.cookies["sessionid"].value
        self.cookies.append({"name": "sessionid", "value": session, "url": self.address})

    def weigh(self, path: str) -> float:
        """Bytes of a page and all that it needs, with their headers."""
        context = self.chromium.new_context(
            base_url=self.address, viewport={"width": 360, "height": 640}
        )
        context.add_cookies(self.cookies)
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        addresses: dict[str, str] = {}
        weights: dict[str, float] = {}
        line.on(
            "Network.responseReceived",
            lambda said: addresses.update({said["requestId"]: said["response"]["url"]}),
        )
        line.on(
            "Network.loadingFinished",
            lambda said: weights.update({said["requestId"]: said["encodedDataLength"]}),
        )
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.url.partition("#")[0] == self.address + path
        weight = sum(_packed(addresses[one], came) for one, came in weights.items())
        assert len(weights) > 3
        context.close()
        return weight


@pytest.fixture(params=["en-gb", "cy", "ar"])
def scales(
    request: pytest.FixtureRequest, chromium: Browser, live_server: Any, county: DemonstrationCounty
) -> Iterator[_Scales]:
    """In each language."""
    return _Scales(chromium, live_server.url, request.param)


def test_no_open_page_weighs_more_than_a_slow_line_carries(scales: _Scales, client: Client) -> None:
    weights = {path: scales.weigh(path) for path in OPEN_PAGES}
    write_all(client)
    scales.enter(client)
    weights |= {name: scales.weigh(f"/request/{name}/") for name in QUESTIONS}
    assert {path: weight for path, weight in weights.items() if weight >= LIMIT} == {}


def test_no_page_of_a_case_weighs_more_than_a_slow_line_carries(
    scales: _Scales, client: Client
) -> None:
    today = timezone.localdate()
    priya = User.objects.get(email="priya.nair@kent.example")
    case = factories.requested(today, you={"email": EMAIL}).case
    journeys.served_at_once(priya, Assessment.objects.get(case=case), today)
    client.force_login(User.objects.get(email=EMAIL))
    scales.enter(client)
    weights = {path: scales.weigh(f"/your-requests/{case.reference}/{path}") for path in OF_A_CASE}
    assert {path: weight for path, weight in weights.items() if weight >= LIMIT} == {}


def test_scales_that_weigh_nothing_would_be_seen(
    chromium: Browser, live_server: Any, county: DemonstrationCounty
) -> None:
    """Letters alone weigh more than twenty kilobytes, and the style sheet ten."""
    assert _Scales(chromium, live_server.url, "en-gb").weigh("/") > 30_000
