"""Asking for a meeting about the draft plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import representations
from ehc.forms.plans import MeetingForm
from ehc.http import Request
from ehc.models import RepresentationKind
from ehc.queries.posting import window_of
from ehc.views._page import page
from ehc.views._steps import acting, posted, step_page
from ehc.views.family.cases import FAMILY
from ehc.views.family.drafts import served_draft


@page(*FAMILY)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, reference: str) -> HttpResponse:
    """Ask to meet an officer of the council about the draft (regulation 13(1))."""
    case, version = served_draft(request, reference)
    window = window_of(version, request.today)

    def act(given: dict[str, Any]) -> None:
        representations.make_representation(
            version,
            kind=RepresentationKind.MEETING,
            text=given["text"].strip() or _("I would like a meeting about the draft plan."),
            **acting(request),
        )
        messages.success(
            request, _("We have noted that you ask for a meeting. Your contact gives you a day.")
        )

    return step_page(
        request,
        MeetingForm(**posted(request)),
        act,
        then=reverse("draft", args=[reference]) + "#whole",
        template="family/cases/meeting.html",
        case=case,
        window=window,
        is_open=window.is_open(request.today),
        heading=_("Ask for a meeting"),
        back_url=reverse("draft", args=[reference]),
    )
