"""Trying something and taking it back, with an eye on every statement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")


@contextmanager
def undone() -> Iterator[None]:
    """A savepoint whose work is always taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def nothing_is_written() -> Iterator[None]:
    """No statement inside the block changes a row, even one that would be taken back."""
    sent: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert sent == []


def all_rows() -> dict[str, int]:
    """How many rows every table of ours holds, field history included."""
    tables = [
        name for name in connection.introspection.table_names()
        if name.startswith(("ehc_", "quality_assurance_"))
    ]  # fmt: skip
    with connection.cursor() as cursor:
        counts = ", ".join(f'(SELECT COUNT(*) FROM "{name}")' for name in tables)
        cursor.execute(f"SELECT {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))
