"""What every test may use: a day, an instant, and a small cast."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from ehc.actions._projections import once_at_the_end
from ehc.models import Team, User
from ehc.models._append_only import APPEND_ONLY_TABLES, install, lifted
from ehc.workflows.roles import Role
from tests import factories

T = TypeVar("T")

# A slow machine is no failure: what is judged is what comes out, not how quickly.
hypothesis_settings.register_profile("unhurried", deadline=None)
# Before a change lands fewer examples are tried: those of `make test` are still to come.
hypothesis_settings.register_profile("in turn", deadline=None, max_examples=25)
hypothesis_settings.load_profile("in turn" if os.environ.get("IN_TURN") else "unhurried")


IN_TURN = {
    "actions": "postgresql",
    "architecture": "sqlite",
    "documents": "sqlite",
    "machine": "postgresql",
    "quality_assurance": "sqlite",
    "reports": "sqlite",
    "test_demonstration.py": "sqlite",
    "test_permissions.py": "sqlite",
    "test_seed_demo.py": "sqlite",
    "views": "sqlite",
}
"""On which database tests run before a change lands, where there is no time for both.

What is not named here runs on both, and so does what :data:`ON_BOTH` names.
"""
ON_BOTH = ("actions/test_locks.py",)


def _in_turn(path: str) -> str | None:
    if path.startswith(ON_BOTH):
        return None
    return next((on for start, on in IN_TURN.items() if path.startswith(start)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a database, so that the rest runs once and not once for each."""
    for item in items:
        on = _in_turn(item.path.relative_to(Path(__file__).parent).as_posix())
        if on is not None and not item.get_closest_marker("one_database"):
            item.add_marker(on)
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(fixtures):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tables as the models say, at once; ``test_migrations`` holds that migrations make the same.

    What the migrations do besides making tables is done here.
    """
    with django_db_blocker.unblock():
        for table in APPEND_ONLY_TABLES:
            install(connection, table)


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_append_only_tables() -> Iterator[None]:
    """A transactional test ends with a flush, which the refusal of changes would stop."""
    tear_down = TransactionTestCase._fixture_teardown

    def lifting(case: TransactionTestCase) -> None:
        with lifted(connection):
            tear_down(case)

    TransactionTestCase._fixture_teardown = lifting  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = tear_down  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests() -> None:
    """How often an address asked for a code is counted in the cache, across every test."""
    cache.clear()


@pytest.fixture(scope="session")
def monday() -> date:
    """The day of the request in the law's own example."""
    return date(2026, 1, 5)


@pytest.fixture(scope="session")
def at() -> datetime:
    """An instant of recording."""
    return datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


Once = Callable[[Callable[[User], T]], T]
"""Makes, for all the tests of a module, what they begin from; it is handed a caseworker."""


@pytest.fixture(scope="module")
def once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Once[Any]]:
    """A long way that every test of a module begins with, gone once and not once for each.

    Each test's own changes are undone after it, and what was made here after the module's last.
    What is made is asked for again by its primary key, so that no test sees another's object.
    """
    held = transaction.atomic()
    with django_db_blocker.unblock():
        held.__enter__()

    def make(journey: Callable[[User], T]) -> T:
        with django_db_blocker.unblock(), once_at_the_end():
            return journey(_priya(_north()))

    yield make
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        held.__exit__(None, None, None)


def _north() -> Team:
    return Team.objects.filter(name="North Kent").first() or factories.TeamFactory(
        name="North Kent"
    )


def _priya(north: Team) -> User:
    there = User.objects.filter(email="priya.nair@kent.example").first()
    return there or factories.staff("Priya Nair", Role.CASEWORKER, team=north)


@pytest.fixture
def north(db: None) -> Team:
    """An area team."""
    return _north()


@pytest.fixture
def priya(north: Team) -> User:
    """A caseworker in the north."""
    return _priya(north)


@pytest.fixture
def tom(db: None) -> User:
    """A caseworker in the south, who may not see the north's cases."""
    return factories.staff(
        "Tom Reed", Role.CASEWORKER, team=factories.TeamFactory(name="South Kent")
    )
