"""Existing advice, from the caseworker's side: relying on it, and asking anew in the end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import reliance, uploads
from ehc.forms.reliance import AskAnewForm, RelyForm
from ehc.http import Request
from ehc.models import AdviceRequest
from ehc.queries import cases as reads
from ehc.queries import people
from ehc.queries import reassessments as again
from ehc.views._page import page
from ehc.views._rows import case_of_reference, one
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._order import out_of_order
from ehc.views.workspace.advice import link_address
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def rely(request: Request, reference: str) -> HttpResponse:
    """Rely on advice that exists, where everybody finds it sufficient."""
    case = case_of_reference(request, reference)
    heading = _("Rely on existing advice")
    told = out_of_order(request, case, "ask_for_advice", heading)
    if told is not None:
        return told
    assessment = reads.current_assessment(case)
    form = RelyForm(
        **posted(request), on=request.today, initial={"kind": request.GET.get("kind", "")}
    )

    def act(given: dict[str, Any]) -> AdviceRequest:
        with transaction.atomic():
            existing = form.existing()
            if given["report"] is not None:
                report = uploads.keep_upload(
                    given["report"], case=case, field="report", by=request.user, at=request.now
                )
                existing = replace(existing, report=report)
            return reliance.rely_on_advice(
                assessment,
                kind=given["kind"],
                existing=existing,
                satisfied=form.satisfied(),
                reassessment=again.being_made(assessment),
                **acting(request),
            )

    return step_page(
        request,
        form,
        act,
        then=reverse("case", args=[reference]) + "#advice",
        heading=heading,
        introduction=_(
            "Advice that exists must not be sought again where whoever gave it, the council and "
            "the parent or young person are all satisfied that it is sufficient for this "
            "assessment (SEND Regulations 2014, regulation 6(4)). If one of them is not, ask for "
            "new advice. The family itself is always asked."
        ),
        case=case,
        submit_label=heading,
        back_url=reverse("ask_for_advice", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_anew(request: Request, reference: str, pk: int) -> HttpResponse:
    """Ask for advice after all, where existing advice is no longer found sufficient."""
    row = one(
        request, AdviceRequest, "assessment__case__person", pk=pk,
        assessment__case__reference=reference,
    )  # fmt: skip
    form = AskAnewForm(
        **posted(request),
        services=people.services(),
        settings=people.settings(),
        people=people.advisers(),
    )
    return step_page(
        request,
        form,
        lambda given: reliance.ask_anew(
            row,
            reason=given["reason"],
            questions=given["questions"],
            link_address=link_address(),
            **form.whom(),
            **acting(request),
        ),
        then=reverse("advice", args=[reference, pk]),
        heading=_("Ask for new advice in place of existing advice"),
        case=row.assessment.case,
        submit_label=_("Ask for advice"),
        back_url=reverse("advice", args=[reference, pk]),
    )
