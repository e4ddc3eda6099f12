"""Derive again what queues sort by, what reports count and by what settings are found."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from ehc.actions import cases
from ehc.management import progress
from ehc.models import Case, Setting


class Command(BaseCommand):
    """``rebuild_projections``: each case by itself, so it may be stopped and run again."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild every case's projections, and say how many differed."""
        total, differed = Case.objects.count(), 0
        every = Case.objects.order_by("pk").values_list("pk", "reference")
        for done, (case_pk, reference) in enumerate(every.iterator(), start=1):
            if cases.rebuild_projections(case_pk):
                differed += 1
                self.stdout.write(f"{reference}: was not what its events say")
            progress.show(self.stdout, done, total, reference)
        for setting in Setting.objects.order_by("pk").iterator():
            setting.index()
        self.stdout.write(f"{total} cases rebuilt; {differed} differed.")
