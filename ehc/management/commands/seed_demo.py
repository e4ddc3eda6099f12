"""Make the demonstration county in an empty database."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ehc.demonstration import seed
from ehc.management import progress
from ehc.models import Case, DemonstrationCounty


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a date like 2026-11-23") from error


class Command(BaseCommand):
    """``seed_demo --size small --as-of 2026-11-23 --seed 1``."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Size, day and seed."""
        parser.add_argument("--size", choices=seed.SIZES, default="small")
        parser.add_argument("--as-of", type=_day, default=None, help="its day; today if left out")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--if-absent", action="store_true", help="do nothing where there is one already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it.

        Raises:
            CommandError: where the settings are not a demonstration's, or cases exist.
        """
        if not settings.SERVICE_IS_DEMONSTRATION:
            raise CommandError("These settings are not a demonstration's. Nothing was made.")
        if DemonstrationCounty.objects.exists():
            if options["if_absent"]:
                return
            raise CommandError("This database holds a demonstration county already.")
        if Case.objects.exists():
            raise CommandError("This database holds cases. Nothing was made.")
        # The day before, so that whatever is done by hand comes after all that was made.
        as_of = options["as_of"] or timezone.localdate()
        total = seed.steps(options["size"])
        made = seed.make(size=options["size"], seed=options["seed"], as_of=as_of)
        for done, what in enumerate(made, start=1):
            progress.show(self.stdout, done, total, what)
        self.stdout.write(f"The {options['size']} demonstration county is ready, as of {as_of}.")
