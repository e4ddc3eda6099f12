"""Check that the records are whole."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ehc.models import Case
from ehc.queries.verify import problems, trigger_problems


class Command(BaseCommand):
    """``manage.py verify``: exits with 1 and names what is wrong."""

    help = (
        "Recompute every case's chain of events and projection, and check that each status "
        "has its event and that the database refuses to change its records."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything.

        Raises:
            CommandError: where anything is wrong.
        """
        found = 0
        cases = 0
        for problem in trigger_problems():
            self.stdout.write(problem)
            found += 1
        for case in Case.objects.order_by("pk").iterator(chunk_size=200):
            cases += 1
            for problem in problems(case):
                self.stdout.write(problem)
                found += 1
        if found:
            raise CommandError(f"{found} problem{'s' if found > 1 else ''} in {cases} cases.")
        self.stdout.write(f"{cases} cases: every record is whole.")
