"""Tables that the database itself refuses to change: insert only.

Every migration that creates or alters such a table runs :func:`install` afterwards, because
SQLite rebuilds a table to alter it and silently drops its triggers. ``manage.py verify``
fails where one is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

APPEND_ONLY_TABLES = (
    "ehc_caseevent",
    "ehc_accessrecord",
    "ehc_serviceconsent",
    "ehc_keptout",
    "ehc_betweenadults",
)
_POSTGRESQL_EVENTS: tuple[str, ...] = ("UPDATE", "DELETE", "TRUNCATE")
_SQLITE_EVENTS: tuple[str, ...] = ("UPDATE", "DELETE", "REPLACE")
_SAME_ROW = {
    "ehc_caseevent": "id = NEW.id OR (case_id = NEW.case_id AND number = NEW.number)",
    "ehc_accessrecord": "id = NEW.id",
    "ehc_serviceconsent": "id = NEW.id",
    "ehc_keptout": "id = NEW.id",
    "ehc_betweenadults": "id = NEW.id",
}
"""What makes a new row stand in the place of one that is there."""

_FUNCTION = """
                BEGIN
                    RAISE EXCEPTION 'append-only: % of % refused', TG_OP, TG_TABLE_NAME
                        USING ERRCODE = 'integrity_constraint_violation';
                END;
                """
# pg_trigger.tgtype: 1 for each row, 2 before, 8 delete, 16 update, 32 truncate.
_POSTGRESQL_TYPES = {"UPDATE": 1 + 2 + 16, "DELETE": 1 + 2 + 8, "TRUNCATE": 2 + 32}


def _name(table: str, event: str) -> str:
    return f"{table}_refuse_{event.lower()}"


def _sqlite_trigger(table: str, event: str) -> str:
    """The statement that makes one trigger, as SQLite keeps it.

    ``INSERT OR REPLACE`` deletes the row that is in its way without asking the trigger that
    refuses deletion, and so has one of its own.
    """
    when = f"BEFORE {event} ON {table}"
    if event == "REPLACE":
        same = f"EXISTS (SELECT 1 FROM {table} WHERE {_SAME_ROW[table]})"  # nosec B608
        when = f"BEFORE INSERT ON {table} WHEN {same}"
    return (
        f"CREATE TRIGGER {_name(table, event)} {when} "
        f"BEGIN SELECT RAISE(ABORT, 'append-only: {event} of {table} refused'); END"
    )


def install(connection: BaseDatabaseWrapper, table: str) -> None:
    """Make the database refuse update, delete, replacement and (PostgreSQL) truncate of ``table``.

    Safe to call again.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION ehc_refuse_change() RETURNS trigger AS "
                f"$${_FUNCTION}$$ LANGUAGE plpgsql"
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
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, event)}")
                cursor.execute(_sqlite_trigger(table, event))


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
    """The names of the triggers that ``table`` ought to have and has not.

    One that is disabled, or that no longer refuses what it should, counts as missing.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname, tgtype FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
                "WHERE tgrelid = %s::regclass AND tgenabled IN ('O', 'A') AND tgqual IS NULL "
                "AND prosrc = %s",
                [table, _FUNCTION],
            )
            expected: dict[str, int | str] = {
                _name(table, event): _POSTGRESQL_TYPES[event] for event in _POSTGRESQL_EVENTS
            }
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
                [table],
            )
            expected = {
                _name(table, event): _sqlite_trigger(table, event) for event in _SQLITE_EVENTS
            }
        present = dict(cursor.fetchall())
    return tuple(name for name, made in expected.items() if present.get(name) != made)


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
