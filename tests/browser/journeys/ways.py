"""Three ways to go through the same pages: by pointer, by keyboard alone, and without scripts.

Everything is found by what it is called in the markup, never by its words, so that a journey goes
the same way in every language.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ElementHandle, Locator

from tests.browser.visitor import Visitor

POINTER, KEYBOARD, NO_SCRIPTS = "pointer", "keyboard", "no scripts"
_PATIENCE = 60_000
"""Milliseconds: what is judged is what comes, not how quickly a busy machine draws it."""
_MOST_STOPS = 250
_MOST_OPTIONS = 200
_SENDS = "main form button[type=submit]:not([name]):not(.govuk-button--warning)"

_STOP = """(wanted) => {
  const at = document.activeElement;
  if (!at || at === document.body) return { on: false, nowhere: true, main: false };
  const yellow = 'rgb(255, 221, 0)';
  const drawn = (style) => (style.outlineStyle !== 'none' && style.outlineWidth !== '0px'
      && style.outlineColor.includes(yellow))
    || style.boxShadow.includes(yellow) || style.backgroundColor === yellow;
  const styles = [getComputedStyle(at)];
  const label = at.matches('[type=radio], [type=checkbox]') && at.labels[0];
  if (label) styles.push(getComputedStyle(label, '::before'));
  const box = at.getBoundingClientRect();
  return {
    on: at === wanted,
    nowhere: false,
    main: document.querySelector('main').contains(at),
    what: at.outerHTML.slice(0, 160),
    seen: styles.some(drawn),
    shown: box.bottom > 0 && box.top < window.innerHeight && box.width > 0 && box.height > 0,
    top: box.top + window.scrollY,
    bottom: box.bottom + window.scrollY,
    passed: wanted
      && !!(at.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING),
  };
}"""
ENGLISH = ("en-gb", "en")
_ENGLISH = re.compile(r"^(?=.*[A-Za-z]{2,} [a-z]{2,} [a-z]{2,})[^\u0600-\u06ff]*$", re.DOTALL)
"""Three words in a row, and no letter of another script."""
_SAID = """() => {
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const inside = walk.currentNode.parentElement;
    if (!inside.closest('script, style, textarea, [lang]:not(html), .ehc-languages')) {
      texts.push(walk.currentNode.textContent.trim().replace(/\\s+/g, ' '));
    }
  }
  return texts.filter(text => text);
}"""
_ORDERED = """() => [...document.querySelectorAll('[tabindex]')]
    .filter(one => one.tabIndex > 0).map(one => one.outerHTML.slice(0, 160))"""


class Person(Visitor):
    """Somebody who answers questions, presses buttons and follows links, by pointer.

    Args:
        context: a browser context of their own.
        scripts: whether their browser runs scripts.
    """

    def __init__(self, context: BrowserContext, *, scripts: bool = True) -> None:
        super().__init__(context, scripts=scripts, asks=False)
        self.english: dict[str, set[str]] = {}
        self.page.set_default_timeout(_PATIENCE)

    def arrived(self) -> None:
        """What somebody does first on each page; overridden by who needs to."""

    def look(self) -> None:
        """Refuse a page with which anything is wrong, and note what it says in English."""
        super().look()
        if self.page.locator("html").get_attribute("lang") not in ENGLISH:
            said = {text for text in self.page.evaluate(_SAID) if _ENGLISH.search(text)}
            self.english.setdefault(self.where, set()).update(said)

    def answer(self, **values: str | Path) -> None:
        """Answer questions by their names: words are typed, and choices made by their values."""
        for name, value in values.items():
            field = self.page.locator(f"main [name='{name}']").first
            assert field.count(), f"{self.page.url} does not ask {name}: {self.text}"
            kind = field.evaluate("one => one.type || one.tagName")
            if kind in ("radio", "checkbox"):
                # A box that stands by itself has no value of its own.
                of_value = "" if value == "on" else f"[value='{value}']"
                one = self.page.locator(f"main [name='{name}']{of_value}")
                if not one.is_checked():
                    self._choose(one)
            elif kind == "select-one":
                self._select(field, str(value))
            elif kind == "file":
                self._attach(field, Path(value))
            else:
                self._type(field, str(value))

    def send(self, *, button: str = "") -> None:
        """Press the button that sends the page's form, or another one by its name."""
        chosen = f"main form button[name='{button}']" if button else _SENDS
        self.use(self.page.locator(chosen).first)

    def press_for(self, address: str, *, value: str = "") -> None:
        """Press the button of the form that goes to an address.

        Args:
            value: of the button, where the form has several.
        """
        form = f"form[action$='{address}']"
        self.use(self.page.locator(f"{form} button[type=submit][value='{value}']").first
                 if value else self.page.locator(f"{form} button[type=submit]").first)  # fmt: skip

    def to(self, address: str) -> None:
        """Follow the link to an address, whatever it takes along."""
        links = self.page.locator(f"a[href$='{address}'], a[href^='{address}?']")
        # On a telephone the menu is folded away until it is opened.
        link = links.locator("visible=true")
        assert link.count(), f"{self.page.url} has no link to {address}: {self.text}"
        self.use(link.first)

    def in_english(self, *, besides: frozenset[str]) -> set[str]:
        """What pages in another language said in English.

        Args:
            besides: the last parts of the addresses of pages that are left out.
        """
        return {text for page, said in self.english.items() if page not in besides for text in said}

    def use(self, what: Locator) -> None:
        """Press or follow something that leads to another page, and look at what comes."""
        assert what.count(), f"{self.page.url}: nothing there, {self.text}"
        with self.page.expect_navigation(wait_until="load"):
            self._press(what)
        self.look()
        self.arrived()

    def read(self, language: str) -> None:
        """Choose the language of the pages."""
        if self.page.locator("html").get_attribute("lang") != language:
            self.press_for("/language/", value=language)
        assert self.page.locator("html").get_attribute("lang") == language

    def open(self, address: str) -> None:
        """Type an address, or follow a link of an email."""
        self.page.goto(address)
        self.look()
        self.arrived()

    def found(self, pattern: str) -> str:
        """The one thing on the page that looks so."""
        match = re.search(pattern, self.text)
        assert match is not None, f"{self.page.url} says nothing like {pattern}: {self.text}"
        return match[0]

    @property
    def where(self) -> str:
        """The last part of the page's address."""
        return urlsplit(self.page.url).path.rstrip("/").rpartition("/")[2]

    def _press(self, what: Locator) -> None:
        what.click()

    def _choose(self, what: Locator) -> None:
        what.check()

    def _select(self, what: Locator, label: str) -> None:
        what.select_option(label=label)

    def _type(self, what: Locator, text: str) -> None:
        what.fill(text)

    def _attach(self, what: Locator, file: Path) -> None:
        # A browser's own window for choosing a file opens by the same key or click everywhere.
        what.set_input_files(file)


class KeyboardPerson(Person):
    """Somebody without a pointer: Tab, Shift and Tab, Space, Enter, the arrows, and letters.

    Every stop on the way must show that the focus is there, be on the screen, and come after the
    one before it, as the eye reads. The pages are the same as for who points, and judged there.
    """

    judges = False

    def arrived(self) -> None:
        """Refuse a page whose order is set by hand, or whose skip link does not skip."""
        assert self.page.evaluate(_ORDERED) == []
        if self._now(None)["main"]:
            # An error summary, or what has been done, has taken the focus: it is read first.
            return
        self.page.keyboard.press("Tab")
        if urlsplit(self.page.url).fragment:
            # The page was opened at a place of its own, and goes on from there.
            assert self._stopped(None)["main"], self.page.url
            return
        skip = self._stopped(None)
        assert "govuk-skip-link" in str(skip["what"]), (self.page.url, skip)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.keyboard.press("Tab")
        after = self._stopped(None)
        assert after["main"] or not self._has_stops(), (self.page.url, after)

    def _has_stops(self) -> bool:
        stops = "main a[href], main button, main input:not([type=hidden]), main summary"
        return self.page.locator(stops).count() > 0

    def _now(self, wanted: ElementHandle | None) -> dict[str, Any]:
        now: dict[str, Any] = self.page.evaluate(_STOP, wanted)
        return now

    def _stopped(self, wanted: ElementHandle | None) -> dict[str, Any]:
        """Where the focus is; it can be seen there."""
        now = self._now(wanted)
        assert now["nowhere"] or (now["seen"] and now["shown"]), (self.page.url, now)
        return now

    def _reach(self, what: Locator) -> None:
        wanted = what.element_handle()
        assert wanted is not None
        now = self._now(wanted)
        backwards = bool(now.get("passed"))
        for _stop in range(_MOST_STOPS):
            if now["on"]:
                return
            before = now
            self.page.keyboard.press("Shift+Tab" if backwards else "Tab")
            now = self._stopped(wanted)
            if before.get("main") and now["main"] and not backwards and not before["nowhere"]:
                assert now["bottom"] > before["top"], f"{self.page.url}: {before} then {now}"
        raise AssertionError(f"{self.page.url}: the keyboard does not reach {what}")

    def _press(self, what: Locator) -> None:
        self._reach(what)
        self.page.keyboard.press("Enter")

    def _choose(self, what: Locator) -> None:
        if what.get_attribute("type") == "checkbox":
            self._reach(what)
            self.page.keyboard.press("Space")
        else:
            self._choose_radio(what)
        assert what.is_checked()

    def _choose_radio(self, what: Locator) -> None:
        """Tab stops once at a group of radio buttons; the arrows go through it."""
        name = what.get_attribute("name")
        group = self.page.locator(f"main [name='{name}']")
        checked = self.page.locator(f"main [name='{name}']:checked")
        self._reach(checked.first if checked.count() else group.first)
        wanted = what.element_handle()
        for _option in range(group.count()):
            if self._now(wanted)["on"]:
                break
            self.page.keyboard.press("ArrowDown")
            self._stopped(wanted)
        if not what.is_checked():
            self.page.keyboard.press("Space")

    def _select(self, what: Locator, label: str) -> None:
        self._reach(what)
        for _option in range(_MOST_OPTIONS):
            if what.evaluate("one => one.selectedOptions[0].label") == label:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{self.page.url}: no {label}")

    def _type(self, what: Locator, text: str) -> None:
        self._reach(what)
        if what.input_value():
            self.page.keyboard.press("Control+A")
        for number, line in enumerate(text.split("\n")):
            if number:
                self.page.keyboard.press("Enter")
            self.page.keyboard.type(line)
        assert what.input_value() == text

    def _attach(self, what: Locator, file: Path) -> None:
        self._reach(what)
        with self.page.expect_file_chooser() as opened:
            self.page.keyboard.press("Enter")
        opened.value.set_files(file)


def person(context: BrowserContext, way: str) -> Person:
    """Somebody who goes one of the three ways; the context runs scripts or does not."""
    if way == KEYBOARD:
        return KeyboardPerson(context)
    return Person(context, scripts=way != NO_SCRIPTS)
