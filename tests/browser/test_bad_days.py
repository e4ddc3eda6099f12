"""Bad days on a telephone: a lost session, a cut or slow line, two devices, the back button."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Route, expect

from ehc.actions import requests
from ehc.models import DemonstrationCounty, DraftFile, Request, RequestDraft
from tests import factories
from tests.browser.visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
]
WORDS = "Amara follows one instruction, and not two."
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
"""Slow 3G: 400 kbit/s either way, and 400 milliseconds there and back."""
FIRST_PAGE_WITHIN, QUESTION_WITHIN = 12.0, 6.0
"""Seconds until a page can be used on such a line: with nothing kept, and with what is kept."""
_MEGABYTE = 1024 * 1024


def _writing(visit: Callable[..., Visitor], **options: Any) -> Visitor:
    """A parent with a request open, who has said that they are one."""
    parent = visit(width=360, asks=False, **options)
    parent.go("/")
    parent.click(parent.page.locator("main form button"))
    parent.choose(asker="parent")
    parent.press("Continue")
    return parent


def _forget_session(context: BrowserContext) -> None:
    context.clear_cookies(name="sessionid")


def test_a_session_that_is_lost_in_mid_page_gives_the_words_back(
    county: DemonstrationCounty, visit: Callable[..., Visitor]
) -> None:
    for scripts in (True, False):
        parent = _writing(visit, scripts=scripts)
        parent.go("/request/needs/")
        parent.fill(communication=WORDS)
        _forget_session(parent.context)
        parent.press("Continue")
        assert "Your request was closed on this device" in parent.heading
        assert WORDS in parent.text
    assert not RequestDraft.objects.filter(answers__has_key="needs").exists()


def test_a_message_that_was_being_written_comes_back_after_signing_in(
    county: DemonstrationCounty, visit: Callable[..., Visitor], reference: str
) -> None:
    mother = visit(scripts=False, width=360, asks=False)
    mother.go("/demonstration/")
    mother.press("Be Ngozi Okafor")
    mother.go(f"/your-requests/{reference}/messages/")
    mother.fill(text=WORDS)
    _forget_session(mother.context)
    mother.press("Send")
    assert "You are signed out" in mother.heading
    assert WORDS in mother.text
    mother.follow("Sign in")
    assert f"next=/your-requests/{reference}/messages/" in mother.page.url


def test_an_upload_that_is_cut_off_goes_on_by_itself(
    county: DemonstrationCounty, visit: Callable[..., Visitor], report: Path
) -> None:
    parent = _writing(visit)
    parent.go("/request/documents/")
    asked: list[str] = []

    def cut(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 3:
            route.abort("connectionfailed")
        else:
            route.continue_()

    parent.page.route("**/request/documents/*/", cut)
    parent.page.set_input_files("[name=file]", report)
    status = parent.page.locator("[data-upload-status]")
    expect(status).to_contain_text("The connection was cut off", timeout=20_000)
    expect(parent.page.locator("#added")).to_be_focused(timeout=30_000)
    kept = DraftFile.objects.get()
    assert kept.kept_at is not None
    assert Path(kept.file.path).read_bytes() == report.read_bytes()
    # What it is, and its five parts; one part was lost, and alone came again.
    assert len(asked) == 1 + 5 + 1


def test_an_upload_that_was_given_up_goes_on_another_time(
    county: DemonstrationCounty, visit: Callable[..., Visitor], report: Path
) -> None:
    parent = _writing(visit)
    parent.go("/request/documents/")
    sent: list[int] = []

    def cut(route: Route) -> None:
        if len(sent) == 2:
            route.abort("connectionfailed")
            return
        sent.append(len(route.request.post_data_buffer or b""))
        route.continue_()

    parent.page.route("**/request/documents/*/", cut)
    parent.page.set_input_files("[name=file]", report)
    expect(parent.page.locator("[data-upload-status]")).to_contain_text("cut off", timeout=20_000)
    parent.console.clear()
    parent.page.unroute_all()
    parent.go("/request/documents/")
    assert "came before it was cut off" in parent.text
    received = DraftFile.objects.get().received
    assert 0 < received < report.stat().st_size
    parent.page.on("request", lambda one: sent.append(len(one.post_data_buffer or b"")))
    sent.clear()
    parent.page.set_input_files("[name=file]", report)
    expect(parent.page.locator("#added")).to_be_focused(timeout=30_000)
    kept = DraftFile.objects.get()
    assert Path(kept.file.path).read_bytes() == report.read_bytes()
    # What had come was not sent again.
    assert sum(sent) < report.stat().st_size - received + 20_000


def test_of_two_devices_the_later_reads_what_the_earlier_saved(
    county: DemonstrationCounty, visit: Callable[..., Visitor]
) -> None:
    first = _writing(visit)
    second = visit(width=360, asks=False)
    second.context.add_cookies(first.context.cookies())  # type: ignore[arg-type]
    for device in (first, second):
        device.go("/request/story/")
    second.fill(story="From the computer.")
    second.press("Continue")
    first.fill(story="From the telephone.")
    first.press("Continue")
    assert "saved on another device" in first.text
    assert "From the computer." in first.text
    assert first.page.locator("[name=story]").input_value() == "From the telephone."
    first.press("Continue")
    assert RequestDraft.objects.get().answers["story"] == {"story": "From the telephone."}


def test_the_back_button_after_sending_leads_to_the_receipt_and_sends_nothing_again(
    county: DemonstrationCounty, visit: Callable[..., Visitor], answered: Callable[[], None]
) -> None:
    parent = _writing(visit)
    answered()
    parent.go("/request/check/")
    parent.press("Send your request")
    assert "We have your request" in parent.heading
    parent.page.go_back()
    parent.look()
    if "Send your request" in parent.text:
        parent.press("Send your request")
    assert "We have your request" in parent.heading
    assert Request.objects.count() == 1


def test_on_a_slow_line_the_pages_can_soon_be_used_and_what_is_sent_arrives(
    county: DemonstrationCounty, visit: Callable[..., Visitor]
) -> None:
    parent = visit(width=360, asks=False)
    line = parent.context.new_cdp_session(parent.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    assert _seconds(lambda: parent.page.goto("/")) < FIRST_PAGE_WITHIN
    start = parent.page.locator("main form button")
    assert _seconds(lambda: parent.click(start)) < QUESTION_WITHIN
    parent.choose(asker="parent")
    assert _seconds(lambda: parent.press("Continue")) < QUESTION_WITHIN
    parent.go("/request/needs/")
    parent.fill(communication=WORDS)
    assert _seconds(lambda: parent.press("Continue")) < QUESTION_WITHIN
    assert RequestDraft.objects.get().answers["needs"]["communication"] == WORDS
    # To show that the line was slow: a megabyte would have taken twenty seconds.
    assert _seconds(lambda: parent.page.reload()) > SLOW["latency"] / 1000


def _seconds(act: Callable[[], object]) -> float:
    started = time.monotonic()
    act()
    return time.monotonic() - started


@pytest.fixture
def report(tmp_path: Path, settings: Any) -> Path:
    """A paper of two megabytes: five parts."""
    settings.MEDIA_ROOT = tmp_path / "kept"
    path = tmp_path / "report.pdf"
    paper = pikepdf.new()
    paper.add_blank_page()
    # What cannot be packed smaller.
    paper.pages[0].Contents = paper.make_stream(Random(1).randbytes(2 * _MEGABYTE))
    paper.save(path)
    return path


@pytest.fixture
def answered() -> Callable[[], None]:
    """Answers everything in the one draft that there is."""

    def answer() -> None:
        for name, answers in factories.PAGES.items():
            requests.save_page(RequestDraft.objects.get(), name, answers, at=timezone.now())

    return answer


@pytest.fixture
def reference(county: DemonstrationCounty) -> str:
    """A case that its mother follows."""
    you = {"email": "ngozi.okafor@family.example"}
    return factories.requested(timezone.localdate(), you=you).case.reference
