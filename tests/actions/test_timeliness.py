"""The timeliness report, from plans that were issued through the actions."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ehc.actions import assessments
from ehc.models import Assessment, AssessmentProjection, User
from ehc.reports.timeliness import Timeliness, timeliness
from tests import journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db

YEAR = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31)}


def issue(priya: User, on: date, *, days: int, name: str) -> Assessment:
    final = journeys.issued(
        priya, on, issued_on=on + timedelta(days=days), child={"first_name": name}
    )
    return final.plan.assessment


def exempt(assessment: Assessment, priya: User, day: date) -> None:
    assessments.record_exemption(
        assessment,
        ground="exceptional_personal_circumstances",
        facts={"from": day.isoformat(), "to": (day + timedelta(days=30)).isoformat()},
        why_impractical="A bereavement: the family could not meet anybody.",
        family_told_on=day,
        by=priya,
        on=day,
        at=instant(day),
    )


def run(*args: str) -> str:
    out = StringIO()
    call_command("report", "timeliness", *args, stdout=out)
    return out.getvalue()


def test_the_due_day_is_in_time_and_the_next_is_not(priya: User, monday: date) -> None:
    issue(priya, monday, days=140, name="Amara")
    issue(priya, monday, days=141, name="Bisi")
    report = timeliness(AssessmentProjection.objects.all(), **YEAR)
    assert report.total == Timeliness(2, 2, 1, 1)
    assert report.total.percent_within_20_weeks == "50.0"


def test_an_exempt_plan_leaves_both_even_when_in_time(priya: User, monday: date) -> None:
    issue(priya, monday, days=141, name="Amara")
    in_time = issue(priya, monday, days=139, name="Bisi")
    exempt(in_time, priya, monday + timedelta(days=139))
    report = timeliness(AssessmentProjection.objects.all(), **YEAR)
    assert report.total == Timeliness(2, 1, 1, 0)
    assert report.total.percent_within_20_weeks_excluding_exceptions == "0.0"


def test_only_plans_issued_in_the_period_count_by_team_and_month(priya: User, monday: date) -> None:
    issue(priya, monday, days=140, name="Amara")
    period = {"first_day": date(2026, 5, 26), "last_day": date(2026, 12, 31)}
    assert timeliness(AssessmentProjection.objects.all(), **period).total.plans_issued == 0
    report = timeliness(AssessmentProjection.objects.all(), **YEAR)
    assert report.by_team == {"North Kent": Timeliness(1, 1, 1, 1)}
    assert report.by_month == {date(2026, 5, 1): Timeliness(1, 1, 1, 1)}


def test_the_command_prints_the_published_keys(priya: User, monday: date) -> None:
    issue(priya, monday, days=140, name="Amara")
    data = json.loads(run("--from", "2026-01-01", "--to", "2026-12-31", "--format", "json"))
    line = {
        "plans_issued": 1,
        "plans_issued_excluding_exceptions": 1,
        "within_20_weeks": 1,
        "within_20_weeks_excluding_exceptions": 1,
        "percent_within_20_weeks": "100.0",
        "percent_within_20_weeks_excluding_exceptions": "100.0",
    }
    assert data == {
        "from": "2026-01-01",
        "to": "2026-12-31",
        **line,
        "by_team": {"North Kent": line},
        "by_month": {"2026-05": line},
    }


def test_none_of_none_prints_x() -> None:
    out = run("--from", "2024-01-01", "--to", "2024-12-31", "--format", "csv")
    assert out == (
        "group,name,plans_issued,plans_issued_excluding_exceptions,within_20_weeks,"
        "within_20_weeks_excluding_exceptions,percent_within_20_weeks,"
        "percent_within_20_weeks_excluding_exceptions\n"
        "all,,0,0,0,0,x,x\n"
    )


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(CommandError, match="must not be before"):
        run("--from", "2024-12-31", "--to", "2024-01-01")


def test_the_report_takes_three_queries_for_one_plan_and_for_three(
    priya: User, monday: date, django_assert_num_queries: object
) -> None:
    for count, name in enumerate(("Amara", "Bisi", "Chidi"), start=1):
        issue(priya, monday, days=140, name=name)
        if count in (1, 3):
            with django_assert_num_queries(3):  # type: ignore[operator]
                timeliness(AssessmentProjection.objects.all(), **YEAR)
