"""Making the demonstration county: the same every time, once, and nowhere else."""

from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from ehc.demonstration import seed
from ehc.demonstration.county import CHILDREN
from ehc.models import Case, CaseEvent, CaseProjection, DemonstrationCounty, PlanVersion, User

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def _told() -> list[tuple[Any, ...]]:
    return [
        *CaseProjection.objects.order_by("case__reference").values_list(
            "case__reference", "stage", "next_action", "next_due", "received_on"
        ),
        *CaseEvent.objects.order_by("case__reference", "number").values_list(
            "case__reference", "step", "on", "by__email"
        ),
        *PlanVersion.objects.order_by("plan__case__reference", "number").values_list(
            "plan__case__reference", "served_on", "finalised_on"
        ),
    ]


def test_the_same_seed_makes_the_same_county_and_another_another() -> None:
    def made(number: int) -> list[tuple[Any, ...]]:
        with transaction.atomic():
            for _step in seed.make(size="small", seed=number, as_of=AS_OF, children=CHILDREN[:8]):
                pass
            told = _told()
            transaction.set_rollback(True)
        return told

    first = made(1)
    assert made(1) == first
    assert made(2) != first


def test_a_second_county_is_refused_or_left_alone() -> None:
    DemonstrationCounty.objects.create(size="small", seed=1, as_of=AS_OF, is_complete=True)
    with pytest.raises(CommandError, match="holds a demonstration county already"):
        call_command("seed_demo")
    call_command("seed_demo", if_absent=True)
    assert not Case.objects.exists()


def test_elsewhere_nothing_is_made(settings: Any) -> None:
    settings.SERVICE_IS_DEMONSTRATION = False
    with pytest.raises(CommandError, match="not a demonstration's"):
        call_command("seed_demo")
    with pytest.raises(CommandError, match="not a demonstration's"):
        call_command("run_demo")
    assert not User.objects.exists()


def test_emailed_links_lead_to_the_port_that_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.delenv("SERVICE_URL", raising=False)
    assert runpy.run_module("ehc.settings.demo")["SERVICE_URL"] == "http://localhost:8123"
