"""What no form of ours sends is answered with a designed page, and never with a failure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from ehc.models import AdviceDraft, User
from tests import factories, journeys

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


@pytest.mark.parametrize(
    "address",
    ["/cases/?search=%00", "/cases/%00/", "/advice/link/%00", "/timeliness/?team=%00", "/?x=%00"],
)
def test_a_zero_byte_in_an_address_is_a_bad_request(
    address: str, priya: User, signed_in: SignedIn
) -> None:
    assert signed_in(priya).get(address).status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        "/cases/EHC-2026-000001/advice/99999999999999999999999/",
        "/cases/?after=2026-01-01_99999999999999999999999",
        "/cases/EHC-2026-000001/plan/provision/new/?from=R99999999999999999999999",
        "/papers/99999999999999999999999/",
        "/files/99999999999999999999999/",
    ],
)
def test_a_number_beyond_every_row_is_absent_or_ignored(
    address: str, priya: User, signed_in: SignedIn
) -> None:
    assert signed_in(priya).get(address).status_code in {200, 404}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"needs-TOTAL_FORMS": "many", "needs-INITIAL_FORMS": "-1"},
        {"needs-TOTAL_FORMS": "99999", "needs-INITIAL_FORMS": "0"},
        {"needs-TOTAL_FORMS": "1", "needs-INITIAL_FORMS": "0", "needs-0-text": "a\x00b"},
    ],
    ids=["nothing", "no numbers", "too many", "a zero byte"],
)
def test_a_mangled_form_of_advice_is_refused_or_saved_and_never_fails(
    given: dict[str, str], priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-3))
    asked = journeys.advice_sought(priya, factories.later(today, weeks=-1), assessment)
    assert asked.professional is not None
    client = signed_in(asked.professional)
    assert client.post(f"/advice/{asked.pk}/", given).status_code in {302, 422}
    assert client.get(f"/advice/{asked.pk}/").status_code == 200
    assert "\x00" not in str(AdviceDraft.objects.get().content)


def test_the_address_of_a_button_says_so_and_changes_nothing(
    priya: User, monday: date, signed_in: SignedIn
) -> None:
    case = factories.requested(monday).case
    shown = signed_in(priya).get(f"/cases/{case.reference}/take/")
    assert (shown.status_code, shown["Allow"]) == (405, "POST")
    assert "This is a button, not a page" in shown.content.decode()
    case.refresh_from_db()
    assert case.caseworker is None
