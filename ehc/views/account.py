"""Signing in, and each to their own first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from ehc.permissions import route_roles
from ehc.views._page import PUBLIC, page
from ehc.workflows.roles import Role

FIRST_PAGES: tuple[tuple[frozenset[Role], str], ...] = (
    (frozenset({Role.PARENT, Role.YOUNG_PERSON}), "your_requests"),
    (frozenset({Role.CASEWORKER, Role.TEAM_MANAGER}), "my_queue"),
    (
        frozenset(
            {
                Role.EDUCATIONAL_PSYCHOLOGIST,
                Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST,
                Role.HEALTH_COORDINATOR,
                Role.CONTRIBUTOR,
            }
        ),
        "my_advice",
    ),
    (frozenset({Role.QA_REVIEWER, Role.QA_MODERATOR}), "my_reviews"),
    (frozenset({Role.SERVICE_MANAGER}), "timeliness"),
    (frozenset({Role.DATA_PROTECTION_OFFICER}), "access_records"),
    (frozenset({Role.ADMINISTRATOR}), "staff"),
)
"""Where each begins; the first that fits."""


@page(PUBLIC)
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Two ways in: a code by email for families and advisers, a password for staff."""
    after = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(after, allowed_hosts=None):
        after = ""
    return render(request, "account/sign_in.html", {"next": after})


@page(PUBLIC)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Go to the first page of whoever is signed in."""
    held = route_roles(request.user)
    for roles, name in FIRST_PAGES:
        if roles & held:
            return redirect(name)
    return redirect("sign_in" if not request.user.is_authenticated else "start")
