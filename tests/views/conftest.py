"""Clients for the cast, and a day on which pages are opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ehc.models import User


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(scope="session")
def today() -> date:
    """Pages read the day once from the clock; tests of pages count from it."""
    return timezone.localdate()


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A client for a user."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def queries_of() -> Callable[[Client, str], int]:
    """How many queries a page takes."""

    def count(client: Client, address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return count
