"""Whether this deployment can serve, and how far its worker is behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min

from ehc.models import OutboxItem


@dataclass(frozen=True)
class Health:
    """``outbox_oldest_seconds`` is None when nothing waits, or when it cannot be known."""

    database: bool
    migrations_applied: bool
    outbox_oldest_seconds: int | None

    @property
    def can_serve(self) -> bool:
        """Whether pages can be served."""
        return self.database and self.migrations_applied


def read_health(*, now: datetime) -> Health:
    """Look at the database, its migrations and its outbox; never raises for a database that is out.

    Args:
        now: an aware instant, from which the oldest waiting row's age is counted.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        executor = MigrationExecutor(connection)
        applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return Health(database=False, migrations_applied=False, outbox_oldest_seconds=None)
    if not applied:
        return Health(database=True, migrations_applied=False, outbox_oldest_seconds=None)
    # What is to go later, as a digest is with its lines, is not behind.
    waiting = OutboxItem.objects.filter(done_at=None, digest=None).exclude(
        attempts=0, next_attempt_at__gt=now
    )
    oldest = waiting.aggregate(oldest=Min("created_at"))["oldest"]
    age = None if oldest is None else max(0, int((now - oldest).total_seconds()))
    return Health(database=True, migrations_applied=True, outbox_oldest_seconds=age)
