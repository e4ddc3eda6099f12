"""Consulting a setting: the council that maintains it is consulted too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

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
