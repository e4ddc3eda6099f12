"""Withdrawing one's own request: written on one page, confirmed on a second."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import ends
from ehc.forms.ends import WithdrawForm
from ehc.http import Request
from ehc.permissions import is_family_of
from ehc.queries import cases as reads
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.case_facts import ENDED_STATUSES
from ehc.workflows.roles import Role


@page(Role.PARENT, Role.YOUNG_PERSON, Role.SETTING)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, reference: str) -> HttpResponse:
    """Write that the request is withdrawn; shown again before it is."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    if not is_family_of(request.user, case, request.today):
        raise Http404
    if assessment.status in ENDED_STATUSES and request.method != "POST":
        return redirect("tracker", reference)
    form = WithdrawForm(**posted(request))
    context: dict[str, Any] = {
        "case": case,
        "heading": _("Withdraw the request"),
        "back_url": reverse("tracker", args=[reference]),
    }
    if form.is_bound and "confirmed" not in request.POST and form.is_valid():
        return render(
            request,
            "family/ends/withdraw_confirm.html",
            {**context, "words": form.cleaned_data["words"]},
        )

    def act(given: dict[str, str]) -> None:
        ends.withdraw_request(assessment, words=given["words"], **acting(request))
        messages.success(request, _("The request is withdrawn. We will confirm it by letter."))

    return step_page(
        request,
        form,
        act,
        then=reverse("tracker", args=[reference]),
        template="family/ends/withdraw.html",
        **context,
    )
