"""Whoever goes by keyboard alone refuses a page on which that cannot be done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ehc.models import DemonstrationCounty
from tests.browser.journeys.ways import KEYBOARD, Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
]
_SPOIL = {
    "a focus that cannot be seen": """
        const style = document.createElement('style');
        style.textContent = '*:focus { outline: 0 !important; box-shadow: none !important;'
            + ' background: none !important }';
        document.head.append(style);""",
    "no skip link": "document.querySelector('.govuk-skip-link').remove();",
    "an order set by hand": "document.querySelector('main a').tabIndex = 3;",
    "an order that jumps": """
        document.querySelector('main .govuk-grid-column-two-thirds').style =
            'display: flex; flex-direction: column-reverse';""",
}


@pytest.mark.parametrize("spoil", _SPOIL.values(), ids=_SPOIL)
def test_a_spoilt_page_is_refused(
    county: DemonstrationCounty, somebody: Callable[[str], Person], spoil: str
) -> None:
    reader = somebody(KEYBOARD)
    reader.page.goto("/sign-in/")
    reader.page.evaluate(f"() => {{ {spoil} }}")
    with pytest.raises(AssertionError):
        _go_on(reader)


def test_a_page_as_it_is_is_gone_through(
    county: DemonstrationCounty, somebody: Callable[[str], Person]
) -> None:
    reader = somebody(KEYBOARD)
    reader.page.goto("/sign-in/")
    _go_on(reader)


def _go_on(reader: Person) -> None:
    reader.arrived()
    reader.to("/account/login/")
    reader.arrived()
