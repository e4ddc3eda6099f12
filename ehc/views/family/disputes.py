"""Disagreeing with a decision, on the family's own page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ehc.actions import disputes
from ehc.forms.disputes import DisagreeForm
from ehc.http import Request
from ehc.models import Document
from ehc.permissions import is_family_of
from ehc.queries import cases as reads
from ehc.queries import disputes as dispute_reads
from ehc.queries import tracker as tracker_reads
from ehc.queries.rights import rights_of
from ehc.views._page import page
from ehc.views._rows import case_of_reference, one
from ehc.views._steps import acting, posted, step_page
from ehc.views.family._disagreements import disagreements_told
from ehc.workflows.roles import FAMILY_ROLES, Role
from ehc.workflows.statuses import STOPPED, DisputeStatus


@page(*FAMILY_ROLES)
@require_safe
def ways(request: Request, reference: str) -> HttpResponse:
    """How to complain, mediate or appeal, with the dates that run now."""
    case = case_of_reference(request, reference)
    if not is_family_of(request.user, case, request.today) or case.person.died_on is not None:
        raise Http404
    found = reads.case_page(case, request.today)
    uses = rights_of(case, request.today).acts_of(request.user)
    letters = list(tracker_reads.letters_to(request.user, case, request.today))
    told = disagreements_told(found, uses, letters)
    return render(
        request,
        "family/disputes/ways.html",
        {
            "case": case,
            "today": request.today,
            "disagreements": told,
            "is_running": any(item["can_appeal"] and item["found"].is_running for item in told),
            "heading": _("How to complain, mediate or appeal"),
            "back_url": reverse("tracker", args=[reference]),
        },
    )


@page(Role.PARENT, Role.YOUNG_PERSON, Role.SETTING)
@require_http_methods(["GET", "HEAD", "POST"])
def disagree(request: Request, reference: str, pk: int) -> HttpResponse:
    """Say that one disagrees with a decision, and whether one wants mediation."""
    case = case_of_reference(request, reference)
    if not is_family_of(request.user, case, request.today):
        raise Http404
    notice = one(request, Document, "event", pk=pk, case=case, kind__in=dispute_reads.APPEALABLE)
    if reads.current_assessment(case).status in STOPPED:
        raise Http404
    dispute = dispute_reads.dispute_about(request.user, notice, request.today)
    told_already = dispute is not None and dispute.status != DisputeStatus.OPEN
    if told_already and request.method != "POST":
        return redirect("tracker", reference)
    form = DisagreeForm(**posted(request), may_only_tell=dispute is None)

    def act(given: dict[str, Any]) -> None:
        if form.wants_mediation():
            disputes.disagree_and_ask(
                notice, about=given["about"], said=given["said"], **acting(request)
            )
            messages.success(request, _("We have it that you want mediation."))
        else:
            disputes.open_dispute(notice, said=given["said"], **acting(request))
            messages.success(request, _("We have it that you disagree with our decision."))

    found = next(
        (
            row
            for row in dispute_reads.disagreements_of(case, request.today)
            if row.notice.pk == notice.pk
        ),
        None,
    )
    return step_page(
        request,
        form,
        act,
        then=reverse("tracker", args=[reference]) + "#disagree",
        template="family/disputes/disagree.html",
        case=case,
        notice=notice,
        found=found,
        heading=_("Tell us that you disagree")
        if dispute is None
        else _("Tell us you want mediation"),
        back_url=reverse("tracker", args=[reference]),
    )
