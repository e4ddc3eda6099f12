"""A real browser, and a look at every page that it opens."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright

from ehc.demonstration.seed import people_and_places
from ehc.models import DemonstrationCounty
from tests.browser.visitor import Visitor

# The browser's own loop makes Django think that it is called from asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium as the operating system has it."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("Chromium is not installed: run make setup.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def county(db: None, settings: Any) -> DemonstrationCounty:
    """The people and places of the demonstration, without its cases."""
    settings.SERVICE_IS_DEMONSTRATION = True
    today = timezone.localdate()
    made = DemonstrationCounty.objects.create(size="small", seed=1, as_of=today, is_complete=True)
    people_and_places(seed=1, as_of=today)
    return made


@pytest.fixture
def visit(chromium: Browser, live_server: Any, settings: Any) -> Iterator[Callable[..., Visitor]]:
    """Make visitors, each with a browser of their own; close them all afterwards."""
    settings.SERVICE_URL = live_server.url
    visitors: list[Visitor] = []

    def make(*, scripts: bool = True, width: int = 1280, asks: bool = True) -> Visitor:
        context = chromium.new_context(
            base_url=live_server.url,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 800},
        )
        visitor = Visitor(context, scripts=scripts, asks=asks)
        visitors.append(visitor)
        return visitor

    yield make
    for visitor in visitors:
        visitor.context.close()
