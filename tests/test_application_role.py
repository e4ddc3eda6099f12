"""The role that the service signs in with on PostgreSQL cannot change what was recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from ehc.actions import cases
from ehc.models import CaseEvent, User
from ehc.models._append_only import APPEND_ONLY_TABLES, lifted
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db
ROLE = "ehc_application"


@pytest.fixture
def role(db: None) -> Iterator[str]:
    """A role that owns nothing; the test's transaction takes it away again."""
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has roles")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE} NOINHERIT")
    call_command("grant_application_role", ROLE, stdout=StringIO())
    return ROLE


def _refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "permission denied" in str(error) or "must be owner" in str(error)
    return False


@pytest.mark.parametrize("table", APPEND_ONLY_TABLES)
def test_the_services_role_adds_records_and_changes_none(
    table: str, role: str, priya: User, monday: date
) -> None:
    case = journeys.allocated(priya, monday).case
    ways = [f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"]
    # With the triggers lifted the role's own rights are what refuses.
    with lifted(connection):
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {role}")
        refused = [_refused(way) for way in ways]
        lifts = not _refused(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        day = factories.later(monday, days=1)
        before = CaseEvent.objects.filter(case=case).count()
        cases.allocate_case(case, to=priya, by=priya, on=day, at=instant(day))
        added = CaseEvent.objects.filter(case=case).count() - before
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        # The control: to the owner none of it is refused.
        as_owner = [_refused(way) for way in ways[:1]]
    assert refused == [True, True, True]
    assert (lifts, added, as_owner) == (False, 1, [False])


def test_a_role_that_owns_the_tables_or_is_not_there_is_refused(db: None) -> None:
    if connection.vendor != "postgresql":
        with pytest.raises(CommandError, match="Only PostgreSQL has roles"):
            call_command("grant_application_role", ROLE)
        return
    with pytest.raises(CommandError, match="There is no role"):
        call_command("grant_application_role", "nobody_of_that_name")
    with pytest.raises(CommandError, match="owns the tables"):
        call_command("grant_application_role", str(connection.settings_dict["USER"]))
