"""Plans issued within 20 weeks, as the Department publishes it.

All first plans issued in the period count, whenever they were asked for. A plan is in time when
it was issued on or before the due day (receipt + 140 days). "Excluding exceptions" takes a plan
whose 20 weeks were exempt out of numerator and denominator, even when it was issued in time.
Source: DfE, Education, health and care plans: data guidance; SEND Regulations 2014, reg 13(2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from ehc.models import AssessmentProjection
from ehc.queries.reports import TWENTY_WEEKS
from ehc.reports.rounding import percentage


@dataclass(frozen=True, slots=True)
class Timeliness:
    """One line of the report: four counts, from which its two percentages follow."""

    plans_issued: int
    plans_issued_excluding_exceptions: int
    within_20_weeks: int
    within_20_weeks_excluding_exceptions: int

    @property
    def percent_within_20_weeks(self) -> str:
        """Of all plans issued; ``x`` where there were none."""
        return percentage(self.within_20_weeks, self.plans_issued)

    @property
    def percent_within_20_weeks_excluding_exceptions(self) -> str:
        """Of the plans whose 20 weeks were not exempt; ``x`` where there were none."""
        return percentage(
            self.within_20_weeks_excluding_exceptions, self.plans_issued_excluding_exceptions
        )

    def as_json(self) -> dict[str, int | str]:
        """The published keys; percentages are strings."""
        return {
            "plans_issued": self.plans_issued,
            "plans_issued_excluding_exceptions": self.plans_issued_excluding_exceptions,
            "within_20_weeks": self.within_20_weeks,
            "within_20_weeks_excluding_exceptions": self.within_20_weeks_excluding_exceptions,
            "percent_within_20_weeks": self.percent_within_20_weeks,
            "percent_within_20_weeks_excluding_exceptions": (
                self.percent_within_20_weeks_excluding_exceptions
            ),
        }


@dataclass(frozen=True, slots=True)
class TimelinessReport:
    """The whole report: the period, then by area team and by month of issue."""

    first_day: date
    last_day: date
    total: Timeliness
    by_team: Mapping[str, Timeliness]
    by_month: Mapping[date, Timeliness]


def _counts() -> dict[str, Count]:
    in_time = Q(issued_on__lte=F("received_on") + TWENTY_WEEKS)
    counted = Q(exempt_from_20_weeks=False)
    return {
        "plans_issued": Count("pk"),
        "plans_issued_excluding_exceptions": Count("pk", filter=counted),
        "within_20_weeks": Count("pk", filter=in_time),
        "within_20_weeks_excluding_exceptions": Count("pk", filter=in_time & counted),
    }


def _line(row: Mapping[str, Any]) -> Timeliness:
    return Timeliness(**{name: row[name] for name in _counts()})


def timeliness(
    rows: QuerySet[AssessmentProjection], *, first_day: date, last_day: date
) -> TimelinessReport:
    """Count plans issued in a period, in three queries however many there are.

    Args:
        rows: the assessments that the reader may count.
        first_day, last_day: the period, both included.
    """
    issued = rows.filter(issued_on__range=(first_day, last_day))
    by_team = issued.values("case__team__name").order_by("case__team__name")
    by_month = issued.annotate(month=TruncMonth("issued_on")).values("month").order_by("month")
    return TimelinessReport(
        first_day=first_day,
        last_day=last_day,
        total=_line(issued.aggregate(**_counts())),
        by_team={
            row["case__team__name"] or "": _line(row) for row in by_team.annotate(**_counts())
        },
        by_month={row["month"]: _line(row) for row in by_month.annotate(**_counts())},
    )
