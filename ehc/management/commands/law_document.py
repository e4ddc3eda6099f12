"""``manage.py law_document``: writes ``docs/law.md`` from the tables of the law."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from ehc.law_document import law_document


class Command(BaseCommand):
    """Writes the page again; a test says whether it is current."""

    help = "Writes docs/law.md from the tables in ehc/workflows/."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page."""
        path = settings.BASE_DIR / "docs" / "law.md"
        path.write_text(law_document(), encoding="utf-8")
        self.stdout.write(f"Wrote {path.relative_to(settings.BASE_DIR)}")
