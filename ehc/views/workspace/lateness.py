"""Telling a family why its case is late."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import lateness
from ehc.explanations import explain, weekday_date
from ehc.forms.lateness import LateUpdateForm
from ehc.http import Request
from ehc.queries import cases as reads
from ehc.queries.conversations import readers_of
from ehc.queries.lateness import updates_of
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.lateness import is_late
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Request, reference: str) -> HttpResponse:
    """What is late as the family reads it, what it was told, and what it is told now."""
    case = case_of_reference(request, reference)
    if case.person.died_on is not None:
        raise Http404
    found = reads.case_page(case, request.today)

    def act(given: dict[str, Any]) -> None:
        told = lateness.tell_why_late(case, **given, **acting(request))
        messages.success(
            request,
            _("The family has been told. It hears again by %(day)s.")
            % {"day": weekday_date(told.next_on)},
        )

    return step_page(
        request,
        LateUpdateForm(**posted(request)),
        act,
        then=reverse("case", args=[reference]),
        template="workspace/tell_why_late.html",
        heading=_("Tell the family why it is late"),
        case=case,
        late=[
            explain(duty.because_for_families) for duty in found.promised_duties if is_late(duty)
        ],
        updates=list(updates_of(case)),
        readers=readers_of(case, request.today),
        submit_label=_("Tell the family"),
        back_url=reverse("case", args=[reference]),
    )
