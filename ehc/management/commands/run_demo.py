"""Serve the demonstration: the web server and the worker, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ehc.demonstration.people import PERSONAS

LOOK_EVERY_SECONDS = 0.5


def first_to_end(children: Mapping[str, subprocess.Popen[bytes]]) -> tuple[str, int]:
    """Watch processes until one of them ends.

    Args:
        children: by what each is called.

    Returns:
        What the first to end is called, and its exit code.
    """
    while True:
        for name, child in children.items():
            code = child.poll()
            if code is not None:
                return name, code
        time.sleep(LOOK_EVERY_SECONDS)


class Command(BaseCommand):
    """``run_demo --port 8000``."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """The port."""
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args: Any, **options: Any) -> None:
        """Say where to look and who to be, then serve.

        Raises:
            CommandError: where the settings are not a demonstration's, or the web server or the
                worker stops: one without the other is no demonstration.
        """
        if not settings.SERVICE_IS_DEMONSTRATION:
            raise CommandError("These settings are not a demonstration's.")
        port = options["port"]
        # Both children read it, so that the links in emails lead here.
        os.environ["PORT"] = str(port)
        self._say(port)
        environment = {**os.environ, "PORT": str(port)}
        children = {
            "worker": subprocess.Popen([sys.executable, "manage.py", "worker"], env=environment),
            "web server": subprocess.Popen(  # noqa: S603
                [
                    *(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"),
                    *("--workers", "2", "--max-requests", "1000", "--log-level", "warning"),
                    "ehc.wsgi",
                ],
                env={**environment, "DJANGO_SETTINGS_MODULE": "ehc.settings.demo"},
            ),
        }
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            ended, code = first_to_end(children)
            asks = f" Is port {port} in use?" if ended == "web server" else ""
            raise CommandError(f"The {ended} stopped, with code {code}.{asks}")
        except KeyboardInterrupt:
            self.stdout.write("\nStopped.")
        finally:
            for child in children.values():
                child.terminate()
            for child in children.values():
                child.wait()

    def _say(self, port: int) -> None:
        address = f"http://localhost:{port}/"
        self.stdout.write(f"\nOpen {address} to ask for an assessment as a parent would.")
        self.stdout.write(f"Open {address}demonstration/ to be one of these people:\n\n")
        for person in PERSONAS:
            self.stdout.write(f"  {person.name:<16} {person.says}\n")
        self.stdout.write(
            f"\nEvery email is in {address}demonstration/mailbox/ and none leaves this machine."
            "\nLetters and plans are prepared one after another; until then a page says so."
            "\nStop with Ctrl-C.\n"
        )
        self.stdout.flush()
