"""How it was, asked of a family in three questions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions.experience import tell_experience
from ehc.forms.experience import ExperienceForm
from ehc.http import Request
from ehc.queries.experience import moment_of
from ehc.sentences.experience import MOMENTS
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.roles import FAMILY_ROLES


@page(*FAMILY_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Request, reference: str) -> HttpResponse:
    """The questions of the moment that has come; no page where none has."""
    case = case_of_reference(request, reference)
    moment = moment_of(case, request.today)
    if moment is None:
        raise Http404

    def act(given: dict[str, Any]) -> None:
        tell_experience(case, moment=moment, replies=given, **acting(request))
        messages.success(request, _("Thank you. Nobody is told that it was you who said so."))

    return step_page(
        request,
        ExperienceForm(**posted(request), moment=moment),
        act,
        then=reverse("tracker", args=[reference]),
        template="family/cases/experience.html",
        case=case,
        heading=_("How was it?"),
        moment=_(MOMENTS[moment]),
        back_url=reverse("tracker", args=[reference]),
    )
