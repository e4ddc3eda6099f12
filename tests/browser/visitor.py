"""Somebody at a browser, who notices what is wrong with every page they see."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page

_ANCHORS = """() => [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"""
_DEAD = """() => [...document.querySelectorAll('a[href^="#"]')]
    .map(a => a.getAttribute('href'))
    .filter(h => h.length > 1 && !document.getElementById(decodeURIComponent(h.slice(1))))"""
_OVERFLOW = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""


class Visitor:
    """One person with one browser.

    Args:
        context: a browser context of their own.
        scripts: whether their browser runs scripts.
        asks: whether the pages that a page links to are asked for, one of each kind.
    """

    judges = True
    """Whether each page is tried against WCAG, where scripts run; it takes a second a page."""

    def __init__(self, context: BrowserContext, *, scripts: bool = True, asks: bool = True) -> None:
        self.context = context
        self.scripts = scripts
        self.asks = asks
        self.console: list[str] = []
        self.followed: set[str] = set()
        self.seen = 0
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda error: self.console.append(str(error)))

    def go(self, address: str) -> None:
        """Open an address and look at it."""
        self.page.goto(address)
        self.look()

    def press(self, name: str) -> None:
        """Press a button and look at what comes."""
        self.click(self.page.get_by_role("button", name=name, exact=True))
        self.look()

    def click(self, what: Locator) -> None:
        """Click the first of these and wait for the page that it leads to."""
        with self.page.expect_navigation(wait_until="load"):
            what.first.click()

    def follow(self, name: str) -> None:
        """Follow a link, or what looks like a button and is a link, and look at what comes."""
        words = re.compile(rf"^\s*{re.escape(name)}\s*$")
        self.click(self.page.locator("a:visible").filter(has_text=words))
        self.look()

    def fill(self, **values: str) -> None:
        """Type into fields by their names."""
        for name, value in values.items():
            field = self.page.locator(f"[name='{name}']").first
            assert field.count(), f"{self.page.url} has no {name}: {self.text}"
            field.fill(value)

    def choose(self, **values: str) -> None:
        """Choose radio buttons by their names and values."""
        for name, value in values.items():
            self.page.locator(f"input[name='{name}'][value='{value}']").check()

    def pick(self, **labels: str) -> None:
        """Choose from lists by their names and the words shown."""
        for name, label in labels.items():
            self.page.locator(f"select[name='{name}']").select_option(label=label)

    def tick(self, name: str, *values: str) -> None:
        """Tick boxes of one question."""
        for value in values:
            self.page.locator(f"input[name='{name}'][value='{value}']").check()

    @property
    def text(self) -> str:
        """The words of the page."""
        return self.page.locator("body").inner_text()

    @property
    def heading(self) -> str:
        """The page's heading."""
        return self.page.locator("h1").first.inner_text()

    def look(self) -> None:
        """Refuse a page with which anything is wrong."""
        problems = self.notice()
        assert not problems, f"{self.page.url}: {problems}"
        if self.asks:
            self._follow_links(self.page.url)

    def notice(self) -> dict[str, object]:
        """What is wrong with a page: a violation, a dead anchor, a word in the console."""
        self.page.wait_for_load_state("load")
        self.seen += 1
        problems: dict[str, object] = {}
        if self.page.evaluate(_DEAD):
            problems["dead anchors"] = self.page.evaluate(_DEAD)
        if self.page.evaluate(_OVERFLOW) > 0:
            problems["wider than the screen"] = self.page.evaluate(_OVERFLOW)
        if self.scripts and self.judges:
            found = Axe().run(self.page).response["violations"]
            if found:
                problems["axe"] = [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
        # A refused form answers 4xx on purpose, and Chromium says so in its console.
        said = [text for text in self.console if "responded with a status of 4" not in text]
        if said:
            problems["console"] = said
        self.console.clear()
        return problems

    def _follow_links(self, here: str) -> None:
        host = urlsplit(here).netloc
        for href in self.page.evaluate(_ANCHORS):
            address = urljoin(here, href).partition("#")[0]
            # One of each kind of page: a hundred cases are the same page a hundred times.
            kind = re.sub(r"\d+", "0", address)
            if urlsplit(address).netloc != host or kind in self.followed:
                continue
            self.followed.add(kind)
            status = self.context.request.get(address).status
            assert status < 400, f"{here} links to {address}, which answers {status}"
