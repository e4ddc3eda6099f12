"""How many plans were in time, and what is due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ehc.actions import access
from ehc.forms.reports import PeriodForm
from ehc.http import Request
from ehc.models import AssessmentProjection, CaseProjection
from ehc.permissions import visible_to
from ehc.queries.experience import answers_counted
from ehc.queries.reports import due_by_cause, due_cases, issued_cases
from ehc.reports.charts import timeliness_chart
from ehc.reports.experience import FEWEST, experience, whole_months
from ehc.reports.timeliness import Timeliness, TimelinessReport
from ehc.reports.timeliness import timeliness as count
from ehc.sentences.experience import MOMENTS, QUESTIONS_ASKED
from ehc.views._page import page
from ehc.workflows.experience import Moment
from ehc.workflows.roles import Role

_HEAR_FAMILIES = (Role.QA_REVIEWER, Role.QA_MODERATOR)
READERS = (Role.TEAM_MANAGER, Role.SERVICE_MANAGER, Role.DATA_PROTECTION_OFFICER)
_FOUR_WEEKS, _DAY = timedelta(weeks=4), timedelta(days=1)


def _parts(day: date, name: str) -> dict[str, str]:
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


def _period(request: Request) -> tuple[PeriodForm, date, date]:
    """The period asked for, or the calendar year so far."""
    first, last = date(request.today.year, 1, 1), request.today
    if "first_day_year" not in request.GET:
        return PeriodForm(initial={"first_day": first, "last_day": last}), first, last
    form = PeriodForm(request.GET)
    if form.is_valid():
        return form, form.cleaned_data["first_day"], form.cleaned_data["last_day"]
    return form, first, last


def _report(request: Request, first: date, last: date) -> TimelinessReport:
    return count(
        visible_to(request.user, AssessmentProjection, request.today),
        first_day=first,
        last_day=last,
    )


@page(*READERS)
@require_safe
def timeliness(request: Request) -> HttpResponse:
    """The headline in words, the chart by month with its table, then by team."""
    form, first, last = _period(request)
    report = _report(request, first, last)
    query = {**_parts(first, "first_day"), **_parts(last, "last_day")}
    cases = reverse("timeliness_cases")
    counted = visible_to(request.user, CaseProjection, request.today)

    def rows(lines: dict[str, tuple[str, Timeliness]]) -> list[dict[str, Any]]:
        return [
            {"name": name, "line": line, "href": f"{cases}?{urlencode(query)}&{wanted}"}
            for name, (wanted, line) in lines.items()
        ]

    return render(
        request,
        "reports/timeliness.html",
        {
            "form": form,
            "report": report,
            "chart": reverse("timeliness_chart") + "?" + urlencode(query),
            "months": rows(
                {
                    f"{month:%B %Y}": (urlencode({"month": f"{month:%Y-%m}"}), line)
                    for month, line in report.by_month.items()
                }
            ),
            "teams": rows(
                {
                    team or _("No team"): (urlencode({"team": team}), line)
                    for team, line in report.by_team.items()
                }
            ),
            "all_href": f"{cases}?{urlencode(query)}",
            "late": due_by_cause(counted, None, request.today - _DAY, on=request.today),
            "due": due_by_cause(
                counted, request.today, request.today + _FOUR_WEEKS, on=request.today
            ),
        },
        status=422 if form.is_bound and form.errors else 200,
    )


@page(*READERS)
@require_safe
def chart(request: Request) -> HttpResponse:
    """The chart of the timeliness page."""
    form, first, last = _period(request)
    if form.is_bound and form.errors:
        raise Http404
    svg = timeliness_chart(
        _report(request, first, last),
        in_time=_("Within 20 weeks"),
        late=_("Later"),
        title=_("Plans issued"),
    )
    return HttpResponse(svg, content_type="image/svg+xml")


@page(*READERS)
@require_safe
def cases(request: Request) -> HttpResponse:
    """The cases behind a number."""
    _form, first, last = _period(request)
    access.opened(by=request.user, at=request.now, route="timeliness_cases")
    return render(
        request,
        "reports/cases.html",
        {
            "cases": issued_cases(
                visible_to(request.user, AssessmentProjection, request.today),
                first,
                last,
                team=request.GET.get("team"),
                month=request.GET.get("month", ""),
            ),
            "back_url": reverse("timeliness"),
        },
    )


@page(*READERS)
@require_safe
def due(request: Request) -> HttpResponse:
    """The open cases that are late, or due in the next four weeks."""
    late = request.GET.get("late") == "1"
    access.opened(by=request.user, at=request.now, route="timeliness_due")
    return render(
        request,
        "reports/due.html",
        {
            "heading": _("Late now") if late else _("Due in the next four weeks"),
            "cases": due_cases(
                visible_to(request.user, CaseProjection, request.today),
                None if late else request.today,
                request.today - _DAY if late else request.today + _FOUR_WEEKS,
                on=request.today,
                action=request.GET.get("action", ""),
            ),
            "back_url": reverse("timeliness"),
        },
    )


@page(*READERS, *_HEAR_FAMILIES)
@require_safe
def families(request: Request) -> HttpResponse:
    """What families say at three moments, of the twelve months that are over."""
    first, before = whole_months(request.today)
    access.opened(by=request.user, at=request.now, route="families_say")
    asked = experience(answers_counted(first, before))
    return render(
        request,
        "reports/families.html",
        {
            "first": first,
            "last": before - _DAY,
            "fewest": FEWEST,
            "moments": [
                {
                    "name": _(MOMENTS[moment]),
                    "asked": [
                        {
                            "question": _(QUESTIONS_ASKED[one.question]),
                            "total": one.total,
                            "teams": one.teams,
                        }
                        for one in asked
                        if one.moment == moment
                    ],
                }
                for moment in Moment
            ],
        },
    )
