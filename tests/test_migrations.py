"""The migrations make what the models say, and make the database refuse what it must.

Every other test runs on tables that were made from the models, which is quick. A service's are
made by the migrations.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from ehc.models._append_only import APPEND_ONLY_TABLES, missing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """A database of the suite's kind that ``manage.py migrate`` made."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        name = str(tmp_path / "migrated.sqlite3")
        address = f"sqlite:///{name}"
    else:
        name = f"migrated_{given['NAME']}"
        server = f"{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
        address = f"postgres://{server}/{name}"
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        env={**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "ehc.settings.demo"},
        cwd=settings.BASE_DIR,
        check=True,
    )
    other = connection.copy("migrated")
    other.settings_dict["NAME"] = name
    connections["migrated"] = other
    yield other
    other.close()
    del connections["migrated"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _schema(of: BaseDatabaseWrapper) -> dict[str, Any]:
    """The columns of each of our tables, and its named constraints and indexes."""
    with of.cursor() as cursor:
        return {
            table: (
                {
                    (column.name, column.type_code, column.null_ok, column.display_size)
                    for column in of.introspection.get_table_description(cursor, table)
                },
                {
                    # What a check reads has no order; what is unique or indexed has.
                    # SQLite numbers its foreign keys in the order of the columns.
                    (
                        "" if name.startswith("fk_") else name,
                        tuple(sorted(columns) if held["check"] else columns),
                        held["unique"],
                        held["check"],
                    )
                    for name, held in of.introspection.get_constraints(cursor, table).items()
                    for columns in [held["columns"] or ()]
                    if not name.startswith("__unnamed")
                },
            )
            for table in of.introspection.table_names(cursor)
            if table.startswith(("ehc_", "quality_assurance_"))
        }


def test_migrations_make_what_the_models_say(migrated: BaseDatabaseWrapper) -> None:
    made = _schema(migrated)
    assert len(made) > 80
    assert made == _schema(connection)
    for table in APPEND_ONLY_TABLES:
        assert missing(migrated, table) == ()
    with migrated.cursor() as cursor:
        cursor.execute("DROP INDEX projection_queue")
    assert _schema(migrated) != made
