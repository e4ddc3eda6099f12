"""A family's pages in each language, magnified until one word fills a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ehc.models import DemonstrationCounty
from tests.browser.visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
]
PAGES = (
    "/", "/easy-read/", "/british-sign-language/", "/request/who/", "/request/child/",
    "/request/check/", "/sign-in/", "/account/login/code/", "/privacy/", "/cookies/",
)  # fmt: skip
MAGNIFIED = 1280 // 4
"""At 400% a window of 1280 pixels shows as many as one of 320 does (WCAG 2.2, 1.4.10)."""
_WIDTH = "() => document.documentElement.scrollWidth"
_BEGINS = "() => getComputedStyle(document.querySelector('h1')).direction"


@pytest.mark.parametrize(
    ("language", "direction"), [("en-gb", "ltr"), ("cy", "ltr"), ("ar", "rtl")]
)
def test_no_page_of_a_family_scrolls_sideways_at_400_percent(
    county: DemonstrationCounty,
    visit: Callable[..., Visitor],
    language: str,
    direction: str,
) -> None:
    page = visit(width=MAGNIFIED).page
    page.goto("/")
    page.context.add_cookies([{"name": "language", "value": language, "url": page.url}])
    page.goto("/")
    page.locator("main form button").click()
    for address in PAGES:
        page.goto(address)
        assert page.evaluate(_WIDTH) == MAGNIFIED, address
        assert page.evaluate(_BEGINS) == direction, address


def test_a_page_that_is_too_wide_would_be_seen(
    county: DemonstrationCounty, visit: Callable[..., Visitor]
) -> None:
    page = visit(width=MAGNIFIED).page
    page.goto("/")
    page.evaluate("() => { document.querySelector('h1').style.width = '400px' }")
    assert page.evaluate(_WIDTH) > MAGNIFIED


def test_a_language_is_chosen_by_keyboard_and_without_scripts(
    county: DemonstrationCounty, visit: Callable[..., Visitor]
) -> None:
    page = visit(scripts=False, width=360).page
    page.goto("/")
    page.get_by_role("button", name="العربية").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == "ar"
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.get_by_role("button", name="ابدأ الآن").is_visible()


def test_what_was_typed_stays_when_a_language_is_chosen_without_scripts(
    county: DemonstrationCounty, visit: Callable[..., Visitor]
) -> None:
    page = visit(scripts=False, width=360).page
    page.goto("/")
    page.locator("main form button").click()
    page.locator("main input[type=radio]").first.check()
    page.locator("main form button").first.click()
    page.goto("/request/story/")
    page.locator("textarea").first.fill("She draws.")
    page.get_by_role("button", name="Cymraeg").click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == "cy"
    assert page.locator("textarea").first.input_value() == "She draws."
    # Enter in a field goes on, as it does without the languages.
    page.goto("/request/child/")
    page.locator("main input[type=text]").first.press("Enter")
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == "cy"
    assert page.locator(".govuk-error-summary").is_visible() or "/child/" not in page.url


def test_where_the_device_chooses_the_colours_what_matters_is_drawn_by_lines(
    county: DemonstrationCounty, visit: Callable[..., Visitor]
) -> None:
    page = visit(width=360).page
    page.emulate_media(forced_colors="active")
    page.goto("/request/who/")
    page.goto("/")
    tag: dict[str, Any] = page.evaluate(
        "() => { const s = getComputedStyle(document.querySelector('.govuk-tag'));"
        " return { width: s.borderTopWidth, style: s.borderTopStyle } }"
    )
    assert tag == {"width": "1px", "style": "solid"}
