"""``manage.py render_plan``: a version of a plan as a file, from its frozen facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ehc.documents.rendering import PaperFaulty, paper_html, paper_pdf
from ehc.models import Document, DocumentKind

KINDS = {"draft": DocumentKind.PLAN_DRAFT, "final": DocumentKind.PLAN_FINAL}


class Command(BaseCommand):
    """Renders again what was sent: the PDF has the same bytes as the one that is kept."""

    help = "Writes a plan that was sent, as PDF or HTML, from the facts frozen with it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the reference and the options."""
        parser.add_argument("reference", help="such as EHC-2026-000123")
        parser.add_argument("--version", dest="which", choices=sorted(KINDS), required=True)
        parser.add_argument("--format", choices=("pdf", "html"), default="pdf")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Free ``--version``, by which Django would print its own."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def handle(self, *args: Any, reference: str, which: str, **options: Any) -> None:
        """Write the file.

        Raises:
            CommandError: there is no such plan, it cannot be issued, or the file not written.
        """
        document = (
            Document.objects.filter(case__reference=reference, kind=KINDS[which])
            .select_related("event")
            .order_by("-pk")
            .first()
        )
        if document is None:
            raise CommandError(f"{reference} has no {which} plan that was sent.")
        given = (document.kind, document.title, document.facts)
        try:
            if options["format"] == "html":
                content = paper_html(*given, on=document.event.on).encode()
            else:
                content = paper_pdf(*given, on=document.event.on)
            options["out"].write_bytes(content)
        except (PaperFaulty, OSError) as error:
            raise CommandError(f"{options['out']} was not written: {error}") from error
        self.stdout.write(f"{options['out']}: {len(content):,} bytes")
