"""``manage.py worker``: renders papers, sends messages and tidies up until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from ehc.tasks import tidy_up, work_once

logger = logging.getLogger("ehc.worker")

IDLE_SECONDS = 1.0
FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 60.0
TIDIES_EVERY = timedelta(days=1)
TIDIES_AGAIN_AFTER = timedelta(hours=1)


class Command(BaseCommand):
    """Works through the outbox. Any number may run at once: each row is claimed by one."""

    help = "Renders documents and sends messages that wait in the outbox."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--drain``."""
        parser.add_argument(
            "--drain", action="store_true", help="Stop when nothing is due, and say how much was."
        )

    def handle(self, *args: Any, drain: bool, **options: Any) -> None:
        """Work until SIGTERM or SIGINT; what is in hand is finished first.

        Once a day, and at the start, what is kept for a time only is removed. While the database
        does not answer, the worker waits, longer each time, and tries again.

        Raises:
            OperationalError, InterfaceError: from the database, with ``--drain``: whoever waits
                for it is told at once.
        """
        stop = threading.Event()
        if not drain:
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: stop.set())
        done = failures = 0
        # At the start too, so that a worker that never runs for a day tidies up all the same.
        tidies_at: datetime | None = None if drain else timezone.now()
        while not stop.is_set():
            now = timezone.now()
            try:
                if tidies_at is not None and now >= tidies_at:
                    tidies_at = now + (TIDIES_EVERY if tidy_up(now) else TIDIES_AGAIN_AFTER)
                worked = work_once(now)
                if not worked:
                    close_old_connections()
            except (OperationalError, InterfaceError) as error:
                if drain:
                    raise
                failures += 1
                self._wait_for_database(error, failures, stop)
                continue
            failures = 0
            if worked:
                done += 1
            elif drain:
                break
            else:
                stop.wait(IDLE_SECONDS)
        if drain:
            self.stdout.write(f"{done} done")

    def _wait_for_database(self, error: Exception, failures: int, stop: threading.Event) -> None:
        """Wait until it is worth another try, or until the worker is told to stop.

        Args:
            failures: how many times in a row the database has not answered.
        """
        seconds = min(FIRST_WAIT_SECONDS * 2 ** min(failures - 1, 10), LONGEST_WAIT_SECONDS)
        # The class alone: a database's own words may hold a row's values.
        logger.warning(
            "the database does not answer (%s): trying again in %d seconds",
            type(error).__name__,
            seconds,
        )
        try:
            close_old_connections()
        except (OperationalError, InterfaceError):
            logger.warning("a connection that was lost could not be closed either")
        stop.wait(seconds)
