"""The plans that are to be reviewed, the earliest date first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ehc.actions import access
from ehc.http import Request
from ehc.permissions import route_roles
from ehc.queries.queue import LISTED
from ehc.queries.reviews_due import reviews_due
from ehc.views._page import page
from ehc.views.workspace._duties import duty_title
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_safe
def due(request: Request) -> HttpResponse:
    """What is due of the reviews of one's own plans; a manager's whole team first."""
    manages = Role.TEAM_MANAGER in route_roles(request.user)
    whole_team = request.GET.get("team", "1" if manages else "") == "1"
    rows = reviews_due(request.user, request.today, whole_team=whole_team)
    access.opened(by=request.user, at=request.now, route="plan_reviews")
    return render(
        request,
        "workspace/reviews/due.html",
        {
            "rows": [(row, duty_title(row.duty)) for row in rows],
            "whole_team": whole_team,
            "listed": LISTED,
        },
    )
