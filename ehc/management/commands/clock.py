"""``manage.py clock``: what is due, and why, for facts as JSON on standard input."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from ehc.clock_json import BadInput, answer


class Command(BaseCommand):
    """Prints each duty with its date, its state and its explanation, in English.

    Reads no database. Exits with 2 and one line, which names every problem, where the input
    cannot be answered.
    """

    help = (
        "Reads facts as JSON (one object, or an array of them) on standard input and prints each "
        "duty as JSON: its dates, its state and why."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> str:
        """Answer what stands on standard input.

        Raises:
            CommandError: with return code 2 and every problem, on one line.
        """
        try:
            text = sys.stdin.buffer.read().decode("utf-8-sig") if sys.stdin else ""
        except UnicodeDecodeError as error:
            raise CommandError("input: this is not UTF-8 text.", returncode=2) from error
        try:
            with translation.override("en-gb"):
                return answer(text)
        except BadInput as error:
            raise CommandError(" ".join(error.problems), returncode=2) from error
