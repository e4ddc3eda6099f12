"""Check that the records are whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ehc.models import Case
from ehc.queries.verify import (
    anchor_problems,
    heads,
    overall_problems,
    problems,
    trigger_problems,
)


class Command(BaseCommand):
    """``manage.py verify``: exits with 1 and names what is wrong."""

    help = (
        "Recompute every case's chain of events and projection, and check that each status "
        "has its event and that the database refuses to change its records."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the ends of the chains are kept, away from the database."""
        parser.add_argument(
            "--anchor", type=Path, help="check the chains against a file that was written before"
        )
        parser.add_argument(
            "--write-anchor", type=Path, help="write where every chain ends, if all is well"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything.

        Raises:
            CommandError: where anything is wrong.
        """
        found = 0
        for problem in self._problems(options["anchor"]):
            self.stdout.write(problem)
            found += 1
        cases = Case.objects.count()
        if found:
            raise CommandError(f"{found} problem{'s' if found > 1 else ''} in {cases} cases.")
        if options["write_anchor"]:
            lines = [f"{reference} {number} {digest}\n" for reference, number, digest in heads()]
            options["write_anchor"].write_text("".join(lines), encoding="ascii")
        self.stdout.write(f"{cases} cases: every record is whole.")

    def _problems(self, anchor: Path | None) -> Iterator[str]:
        yield from trigger_problems()
        yield from overall_problems()
        if anchor is not None:
            yield from anchor_problems(self._read(anchor))
        for case in Case.objects.order_by("pk").iterator(chunk_size=200):
            yield from problems(case)

    def _read(self, anchor: Path) -> list[tuple[str, int, str]]:
        try:
            lines = [line.split() for line in anchor.read_text(encoding="ascii").splitlines()]
            return [(reference, int(number), digest) for reference, number, digest in lines]
        except (OSError, ValueError) as error:
            raise CommandError(f"{anchor} is no anchor: {error}") from error
