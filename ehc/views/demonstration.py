"""What only a demonstration has: becoming somebody with one click, and everybody's mailbox."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ehc.actions import advice_requests
from ehc.demonstration.people import PERSONAS
from ehc.models import User
from ehc.queries import demonstration
from ehc.views._page import PUBLIC, page
from ehc.views.workspace.advice import link_address

_LINK = re.compile(r"/advice/link/([\w-]+)")
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
    persona = PERSONAS[number]
    user = demonstration.personas((persona.email,)).get(persona.email)
    if user is None:
        raise Http404
    if persona.by_link:
        return _by_link(request, user)
    login(request, user, backend=BACKEND)
    return redirect("home")


def _by_link(request: HttpRequest, user: User) -> HttpResponse:
    """Follow the link that somebody outside was emailed; a used one is first sent again."""
    asked = demonstration.asked_by_link(user)
    if asked is None:
        raise Http404
    if demonstration.link_was_used(asked):
        advice_requests.send_link(asked, to=user, address=link_address(), at=timezone.now())
    found = _LINK.search(demonstration.newest_link(user))
    if found is None:
        raise Http404
    # They have no account: whoever was signed in here is not them.
    logout(request)
    return redirect("advice_link", found[1])


@page(PUBLIC)
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every message, so that a code or a link can be read."""
    _only_in_a_demonstration()
    to = request.GET.get("to", "").strip()
    mail, before = demonstration.mailbox(to, before=request.GET.get("before", ""))
    return render(
        request,
        "demonstration/mailbox.html",
        {
            "mail": mail,
            "to": to,
            "next_href": "?" + urlencode({"to": to, "before": before}) if before else "",
        },
    )
