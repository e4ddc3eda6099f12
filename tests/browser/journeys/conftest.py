"""Who goes through the journeys: each in a browser of their own, on a telephone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.journeys.ways import NO_SCRIPTS, Person, person

PHONE = {"width": 360, "height": 640}


@pytest.fixture
def somebody(
    chromium: Browser, live_server: Any, settings: Any, tmp_path: Path
) -> Iterator[Callable[[str], Person]]:
    """Make people who go one of the three ways; close their browsers afterwards."""
    settings.SERVICE_URL = live_server.url
    settings.MEDIA_ROOT = tmp_path
    contexts = []

    def make(way: str) -> Person:
        context = chromium.new_context(
            base_url=live_server.url, java_script_enabled=way != NO_SCRIPTS, viewport=PHONE
        )
        contexts.append(context)
        return person(context, way)

    yield make
    for context in contexts:
        context.close()
