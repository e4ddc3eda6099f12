"""Who has looked at what, for whoever answers for the protection of data."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ehc.actions import access
from ehc.http import Request
from ehc.queries.access import looked
from ehc.views._page import page
from ehc.workflows.roles import Role


@page(Role.DATA_PROTECTION_OFFICER)
@require_safe
def records(request: Request) -> HttpResponse:
    """Who opened what and when, newest first; looking at this is itself recorded."""
    wanted = request.GET.get("search", "")
    found, before = looked(wanted, before=request.GET.get("before", ""))
    access.opened(by=request.user, at=request.now, route="access_records")
    return render(
        request,
        "access/records.html",
        {
            "records": found,
            "wanted": wanted,
            "next_href": "?" + urlencode({"search": wanted, "before": before}) if before else "",
        },
    )
