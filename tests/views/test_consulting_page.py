"""Consulting a setting: the council that maintains it is consulted too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from ehc.explanations import plain_date
from ehc.models import Consultation, User
from tests import factories, journeys
from tests.factories import later

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def test_the_council_that_maintains_a_setting_is_kept_with_its_consultation(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    """Sections 39(2) and 40(3)."""
    draft = journeys.served(priya, later(today, weeks=-8))
    client, page = signed_in(priya), f"/cases/{draft.plan.case.reference}/settings/"
    ours, theirs = factories.SettingFactory(), factories.SettingFactory(name="Beech School")
    client.post(page, {"setting": ours.pk})
    client.post(page, {"setting": theirs.pk, "authority": "Medway Council"})
    kept = Consultation.objects.order_by("pk").values_list("authority", flat=True)
    assert list(kept) == ["", "Medway Council"]
    assert client.get(page).content.decode().count("was consulted too") == 1


def test_a_setting_that_closed_is_marked_and_refused_beside_its_choice(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    draft = journeys.served(priya, later(today, weeks=-8))
    client, page = signed_in(priya), f"/cases/{draft.plan.case.reference}/settings/"
    closed = factories.SettingFactory(name="Elm", closed_on=later(today, days=-1))
    last_day = factories.SettingFactory(name="Oak", closed_on=today)
    text = client.get(page).content.decode()
    assert f"Elm (open until {plain_date(later(today, days=-1))})" in text
    refused = client.post(page, {"setting": closed.pk, "authority": "Medway Council"})
    assert refused.status_code == 422
    text = refused.content.decode()
    assert 'href="#id_setting"' in text
    assert "Elm is open until" in text
    assert 'value="Medway Council"' in text
    assert not Consultation.objects.exists()
    assert client.post(page, {"setting": last_day.pk}).status_code == 302
