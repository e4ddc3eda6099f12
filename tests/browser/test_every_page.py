"""Every page of the demonstration county in a real browser, on a phone, as each of its people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.utils import timezone

from ehc.demonstration.people import PERSONAS
from ehc.tasks import work_once
from tests.browser.visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # A page looks the same on either; the journeys are taken on both.
    pytest.mark.one_database,
]
OPEN_PAGES = (
    "/",
    "/easy-read/",
    "/british-sign-language/",
    "/sign-in/",
    "/account/login/code/",
    "/account/password/reset/",
    "/request/who/",
)
NOWHERE = "/nothing-of-the-kind/"
NOT_PAGES = (
    "/papers/", "/files/", "/static/", "/timeliness/chart.svg", "/timeliness/cases/?format=csv",
)  # fmt: skip
"""What is downloaded, or is drawn inside a page or by itself."""
_LINKS = "() => [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"


@pytest.fixture
def whole_county(db: None, settings: Any, tmp_path: Path) -> date:
    """The small county, with a few of its papers prepared."""
    settings.SERVICE_IS_DEMONSTRATION = True
    settings.MEDIA_ROOT = tmp_path
    today = timezone.localdate()
    call_command("seed_demo", size="small", as_of=today, seed=1, stdout=StringIO())
    for _number in range(20):
        work_once(timezone.now())
    return today


def _kind(address: str) -> str:
    """An address without what tells one row from another: a hundred cases are one page."""
    path, _, query = address.partition("?")
    keys = ",".join(sorted(part.partition("=")[0] for part in query.split("&") if part))
    return re.sub(r"/[A-Z]{1,2}\d+/", "/K0/", re.sub(r"EHC-\d+-\d+|\d+", "0", path)) + keys


def _walk(visitor: Visitor, first: str, seen: set[str]) -> Iterator[tuple[str, object]]:
    """What is wrong with any page that can be reached.

    Open and look at every kind of page that can be reached, and that nobody has looked at.
    """
    todo = [first]
    while todo:
        address = todo.pop(0)
        if _kind(address) in seen:
            continue
        seen.add(_kind(address))
        answer = visitor.page.goto(address)
        here = visitor.page.url
        if answer is None or answer.status != (200 if address != NOWHERE else 404):
            yield address, answer and answer.status
        if problems := visitor.notice():
            yield here, problems
        for href in visitor.page.evaluate(_LINKS):
            link = urlsplit(urljoin(here, href))
            path = f"{link.path}?{link.query}" if link.query else link.path
            if link.netloc == urlsplit(here).netloc and not path.startswith(NOT_PAGES):
                todo.append(path)


def test_every_page_is_sound_on_a_phone(whole_county: date, visit: Callable[..., Visitor]) -> None:
    seen: set[str] = set()
    wrong: list[tuple[str, object]] = []
    stranger = visit(width=360, asks=False)
    for first in (*OPEN_PAGES, NOWHERE):
        wrong += _walk(stranger, first, seen)
    for persona in PERSONAS:
        visitor = visit(width=360, asks=False)
        visitor.page.goto("/demonstration/")
        visitor.click(visitor.page.get_by_role("button", name=f"Be {persona.name}", exact=True))
        wrong += _walk(visitor, urlsplit(visitor.page.url).path, seen)
    assert not wrong, "\n".join(f"{page}: {problems}" for page, problems in wrong)
    assert len(seen) > 60
