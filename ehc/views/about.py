"""Pages about the service, and the answer for whoever watches it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ehc.http import Request
from ehc.queries.health import read_health


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What we hold about people, and why."""
    return render(request, "about/privacy.html")


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """Which cookies there are."""
    return render(request, "about/cookies.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "about/accessibility.html")


@require_safe
def health(request: Request) -> JsonResponse:
    """200 while pages can be served, 503 otherwise; the age of the outbox is told, not judged.

    A late worker must not take the pages down with it, so its age is for an alarm to read.
    """
    health = read_health(now=request.now)
    return JsonResponse(
        {
            "status": "ok" if health.can_serve else "unavailable",
            "database": health.database,
            "migrations_applied": health.migrations_applied,
            "outbox_oldest_seconds": health.outbox_oldest_seconds,
        },
        status=200 if health.can_serve else 503,
    )
