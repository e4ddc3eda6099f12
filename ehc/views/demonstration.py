"""What only a demonstration has: becoming somebody with one click, and everybody's mailbox."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ehc.demonstration.people import PERSONAS
from ehc.queries import demonstration
from ehc.views._page import PUBLIC, page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _only_in_a_demonstration() -> None:
    if not demonstration.is_demonstration():
        raise Http404


@page(PUBLIC)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody one can be."""
    _only_in_a_demonstration()
    users = demonstration.personas(tuple(persona.email for persona in PERSONAS))
    known = [
        {"number": number, "name": persona.name, "says": persona.says}
        for number, persona in enumerate(PERSONAS)
        if persona.email in users
    ]
    return render(request, "demonstration/people.html", {"personas": known})


@page(PUBLIC)
@require_POST
def become(request: HttpRequest, number: int) -> HttpResponse:
    """Sign in as one of them."""
    _only_in_a_demonstration()
    if number >= len(PERSONAS):
        raise Http404
    email = PERSONAS[number].email
    user = demonstration.personas((email,)).get(email)
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    return redirect("home")


@page(PUBLIC)
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every message, so that a code or a link can be read."""
    _only_in_a_demonstration()
    to = request.GET.get("to", "").strip()
    return render(
        request,
        "demonstration/mailbox.html",
        {"mail": demonstration.mailbox(to), "to": to, "limit": demonstration.LISTED_MESSAGES},
    )
