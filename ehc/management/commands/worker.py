"""``manage.py worker``: renders papers and sends messages until it is told to stop."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from ehc.tasks import work_once

IDLE_SECONDS = 1.0


class Command(BaseCommand):
    """Works through the outbox. Any number may run at once: each row is claimed by one."""

    help = "Renders documents and sends messages that wait in the outbox."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--drain``."""
        parser.add_argument(
            "--drain", action="store_true", help="Stop when nothing is due, and say how much was."
        )

    def handle(self, *args: Any, drain: bool, **options: Any) -> None:
        """Work until SIGTERM or SIGINT; what is in hand is finished first."""
        stop = threading.Event()
        if not drain:
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: stop.set())
        done = 0
        while not stop.is_set():
            if work_once(timezone.now()):
                done += 1
            elif drain:
                break
            else:
                close_old_connections()
                stop.wait(IDLE_SECONDS)
        if drain:
            self.stdout.write(f"{done} done")
