"""Pages about the service, and the answer for whoever watches it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ehc.http import Request
from ehc.queries.health import read_health
from ehc.views._page import PUBLIC, REQUEST_DRAFT, page


@page(PUBLIC)
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What we hold about people, and why."""
    return render(request, "about/privacy.html")


@page(PUBLIC)
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """Which cookies there are."""
    return render(
        request,
        "about/cookies.html",
        {
            "session_cookie": settings.SESSION_COOKIE_NAME,
            "csrf_cookie": settings.CSRF_COOKIE_NAME,
            "language_cookie": settings.LANGUAGE_COOKIE_NAME,
        },
    )


@page(PUBLIC)
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "about/accessibility.html")


@page(PUBLIC)
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


@page(PUBLIC)
@require_POST
def keep_session(request: HttpRequest) -> HttpResponse:
    """204 while signed in or writing a request, and the hour begins again; 403 once it is over.

    Every answer to a live session extends it, so there is nothing more to do here.
    """
    is_open = request.user.is_authenticated or REQUEST_DRAFT in request.session
    return HttpResponse(status=204 if is_open else 403)
