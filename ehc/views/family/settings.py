"""The school, college or other setting that a family would like."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import placement
from ehc.forms.placement import WantedForm
from ehc.http import Request
from ehc.views._page import page
from ehc.views._steps import acting, posted, step_page
from ehc.views.family.cases import FAMILY
from ehc.views.family.drafts import pages_of, served_draft


@page(*FAMILY)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, reference: str) -> HttpResponse:
    """Ask that the plan name a particular setting (section 38(2)(b)(ii))."""
    case, version = served_draft(request, reference)

    def act(given: dict[str, Any]) -> None:
        placement.ask_for_setting(version, **given, **acting(request))
        messages.success(
            request, _("We have noted that you ask for it. We ask it before we name another.")
        )

    return step_page(
        request,
        WantedForm(**posted(request)),
        act,
        then=reverse("draft", args=[reference]) + "#whole",
        template="family/drafts/comment.html",
        heading=_("Which school or other setting would you like?"),
        **pages_of(request, case, version),
    )
