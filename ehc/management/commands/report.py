"""Print a report."""

from __future__ import annotations

import csv
import io
import json
from argparse import ArgumentTypeError
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ehc.models import AssessmentProjection
from ehc.reports.timeliness import Timeliness, TimelinessReport, timeliness


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a date like 2024-01-31") from error


def _lines(report: TimelinessReport) -> Iterator[tuple[str, str, Timeliness]]:
    yield "all", "", report.total
    for team, line in report.by_team.items():
        yield "team", team or "no team", line
    for month, line in report.by_month.items():
        yield "month", f"{month:%Y-%m}", line


def as_json(report: TimelinessReport) -> str:
    """One object: the period's counts, then the same for each team and month."""
    data: dict[str, Any] = {
        "from": report.first_day.isoformat(),
        "to": report.last_day.isoformat(),
        **report.total.as_json(),
        "by_team": {},
        "by_month": {},
    }
    for kind, name, line in _lines(report):
        if kind != "all":
            data[f"by_{kind}"][name] = line.as_json()
    return json.dumps(data, indent=2, ensure_ascii=False)


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def as_csv(report: TimelinessReport) -> str:
    """One row a line of the report."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["group", "name", *report.total.as_json()])
    for kind, name, line in _lines(report):
        writer.writerow([kind, safe_cell(name), *line.as_json().values()])
    return out.getvalue().rstrip("\n")


def as_table(report: TimelinessReport) -> str:
    """For reading in a terminal."""
    head = f"{'':<24}{'issued':>8}{'in 20 w':>9}{'%':>7}   excluding exceptions"
    rows = [head]
    for kind, name, line in _lines(report):
        label = "All" if kind == "all" else name
        rows.append(
            f"{label:<24}{line.plans_issued:>8}{line.within_20_weeks:>9}"
            f"{line.percent_within_20_weeks:>7}"
            f"{line.plans_issued_excluding_exceptions:>8}"
            f"{line.within_20_weeks_excluding_exceptions:>9}"
            f"{line.percent_within_20_weeks_excluding_exceptions:>7}"
        )
    return "\n".join(rows)


FORMATS = {"json": as_json, "csv": as_csv, "table": as_table}


class Command(BaseCommand):
    """``manage.py report timeliness --from 2024-01-01 --to 2024-12-31 --format json``."""

    help = "Print a report: timeliness."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which report, for which days, in which form."""
        parser.add_argument("report", choices=["timeliness"])
        parser.add_argument("--from", dest="first_day", type=_day, required=True)
        parser.add_argument("--to", dest="last_day", type=_day, required=True)
        parser.add_argument("--format", choices=sorted(FORMATS), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it.

        Raises:
            CommandError: where the period ends before it begins.
        """
        first_day, last_day = options["first_day"], options["last_day"]
        if last_day < first_day:
            raise CommandError("--to must not be before --from.")
        report = timeliness(
            AssessmentProjection.objects.all(), first_day=first_day, last_day=last_day
        )
        self.stdout.write(FORMATS[options["format"]](report))
