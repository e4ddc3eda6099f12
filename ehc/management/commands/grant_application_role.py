"""Let the service's own PostgreSQL role work on the tables but change no record."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from psycopg import sql

from ehc.models._append_only import APPEND_ONLY_TABLES


class Command(BaseCommand):
    """``grant_application_role NAME``, run by the tables' owner after every ``migrate``.

    The owner of a table may lift its triggers; the role that the service signs in with is
    another, which may add events and access records and can neither change nor delete one.
    """

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom."""
        parser.add_argument("role", help="a role that exists and owns nothing here")

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant.

        Raises:
            CommandError: on another database, or for a role that is missing or owns the tables.
        """
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles.")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper, rolname = current_user FROM pg_roles WHERE rolname = %s",
                [options["role"]],
            )
            found = cursor.fetchone()
            if found is None:
                raise CommandError(f"There is no role {options['role']}.")
            if any(found):
                raise CommandError(
                    f"{options['role']} is a superuser or owns the tables: nothing is refused "
                    "to it. Name another role."
                )
            role = sql.Identifier(options["role"])
            for statement in (
                "GRANT USAGE ON SCHEMA public TO {role}",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
                "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            ):
                cursor.execute(sql.SQL(statement).format(role=role))
            for table in APPEND_ONLY_TABLES:
                cursor.execute(
                    sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}").format(
                        table=sql.Identifier(table), role=role
                    )
                )
        self.stdout.write(f"{options['role']} may work; events and access records it may only add.")
