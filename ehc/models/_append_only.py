"""Tables that the database itself refuses to change: insert only.

Every migration that creates or alters such a table runs :func:`install` afterwards, because
SQLite rebuilds a table to alter it and silently drops its triggers. ``manage.py verify``
fails where one is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

APPEND_ONLY_TABLES = ("ehc_caseevent", "ehc_accessrecord")
_POSTGRESQL_EVENTS: tuple[str, ...] = ("UPDATE", "DELETE", "TRUNCATE")
_SQLITE_EVENTS: tuple[str, ...] = ("UPDATE", "DELETE")


def _name(table: str, event: str) -> str:
    return f"{table}_refuse_{event.lower()}"


def install(connection: BaseDatabaseWrapper, table: str) -> None:
    """Make the database refuse update, delete and (PostgreSQL) truncate of ``table``.

    Safe to call again.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                """
                CREATE OR REPLACE FUNCTION ehc_refuse_change() RETURNS trigger AS $$
                BEGIN
                    RAISE EXCEPTION 'append-only: % of % refused', TG_OP, TG_TABLE_NAME
                        USING ERRCODE = 'integrity_constraint_violation';
                END;
                $$ LANGUAGE plpgsql
                """
            )
            for event in _POSTGRESQL_EVENTS:
                name = _name(table, event)
                each = "STATEMENT" if event == "TRUNCATE" else "ROW"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                    f"FOR EACH {each} EXECUTE FUNCTION ehc_refuse_change()"
                )
        else:
            for event in _SQLITE_EVENTS:
                name = _name(table, event)
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'append-only: {event} of {table} refused'); END"
                )


def remove(connection: BaseDatabaseWrapper, table: str) -> None:
    """Lift the refusal: for the test suite's flush and for reversing a migration."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for event in _POSTGRESQL_EVENTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, event)} ON {table}")
        else:
            for event in _SQLITE_EVENTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, event)}")


def missing(connection: BaseDatabaseWrapper, table: str) -> tuple[str, ...]:
    """The names of the triggers that ``table`` ought to have and has not (or are disabled)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'O'",
                [table],
            )
            events = _POSTGRESQL_EVENTS
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
            )
            events = _SQLITE_EVENTS
        present = {row[0] for row in cursor.fetchall()}
    return tuple(name for event in events if (name := _name(table, event)) not in present)


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Lift every refusal inside the block: only for a test database's flush."""
    for table in APPEND_ONLY_TABLES:
        remove(connection, table)
    try:
        yield
    finally:
        for table in APPEND_ONLY_TABLES:
            install(connection, table)
