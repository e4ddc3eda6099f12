"""A meeting about the draft that a family asks for."""

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
from ehc.views._page import page
from ehc.views._steps import acting, posted, step_page
from ehc.views.family.cases import FAMILY
from ehc.views.family.drafts import pages_of, served_draft


@page(*FAMILY)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, reference: str) -> HttpResponse:
    """Ask to meet us: what about, when it suits, and how."""
    case, version = served_draft(request, reference)

    def act(given: dict[str, Any]) -> None:
        representations.ask_for_meeting(version, **given, **acting(request))
        messages.success(
            request, _("We have noted that you would like to meet us. We answer with a day.")
        )

    return step_page(
        request,
        MeetingForm(**posted(request)),
        act,
        then=reverse("draft", args=[reference]) + "#whole",
        template="family/drafts/meeting.html",
        heading=_("Ask for a meeting"),
        **pages_of(request, case, version),
    )
