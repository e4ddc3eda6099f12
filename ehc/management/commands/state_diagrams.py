"""``manage.py state_diagrams``: draws the diagram of each process again from ``STEPS``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ehc.state_diagrams import NotDrawn, dot_of, dot_path, draw, svg_path
from ehc.workflows.processes import ProcessKind


class Command(BaseCommand):
    """Writes each description and its drawing; a test says whether they are current."""

    help = "Draws the diagram of each process from STEPS; needs graphviz."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        """Draw everything first, then write, so that a failure leaves what there was."""
        try:
            drawn = {process: draw(process) for process in ProcessKind}
        except NotDrawn as refusal:
            raise CommandError(str(refusal)) from refusal
        for process, svg in drawn.items():
            self._write(dot_path(process), dot_of(process))
            self._write(svg_path(process), svg)

    def _write(self, name: str, text: str) -> None:
        path = Path(settings.BASE_DIR, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.stdout.write(f"Wrote {name}")
