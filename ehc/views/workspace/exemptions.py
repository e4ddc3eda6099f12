"""Recording why a limit could not be kept: what it reaches is shown before it is saved."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import assessments
from ehc.explanations import explain
from ehc.forms.assessments import ExemptionForm, FollowExemptionForm
from ehc.http import Request
from ehc.models import Assessment, Exemption
from ehc.queries import cases as reads
from ehc.queries.assessments import advice_of_bodies, exemptions_of, reach_of
from ehc.queries.reassessments import reach_in_reassessment
from ehc.views._page import page
from ehc.views._rows import case_of_reference, one
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._duties import duty_name
from ehc.workflows.reach import Reached
from ehc.workflows.roles import Role


def _row(one: Reached) -> dict[str, Any]:
    return {
        "name": duty_name(one.duty),
        "due": one.duty.due,
        "holds": one.holds,
        "why": explain(one.why),
    }


def _reach(row: Exemption, on: date) -> tuple[Reached, ...]:
    """What an exemption does to each limit: those of a reassessment first, where one is made."""
    return (*reach_in_reassessment(row, on), *reach_of(row, on))


def _recorded(request: Request, assessment: Assessment) -> list[dict[str, Any]]:
    return [
        {"row": row, "reach": [_row(one) for one in _reach(row, request.today) if one.holds]}
        for row in exemptions_of(assessment)
    ]


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def exemption(request: Request, reference: str) -> HttpResponse:
    """Record why a limit could not be kept."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    form = ExemptionForm(**posted(request), on=request.today, requests=advice_of_bodies(assessment))
    template = "workspace/exemption.html"
    context: dict[str, Any] = {
        "heading": _("Record an exemption"),
        "case": case,
        "recorded": _recorded(request, assessment),
        "submit_label": _("Show which dates it reaches"),
    }
    if form.is_bound and form.is_valid():
        told = form.told()
        claimed = Exemption(
            assessment=assessment,
            ground=form.cleaned_data["ground"],
            facts=form.facts(),
            why_impractical=form.cleaned_data["why_impractical"],
        )
        context |= {
            "reach": [_row(one) for one in _reach(claimed, request.today)],
            "told": told,
            "submit_label": _("Record the exemption"),
        }
        if request.POST.get("shown") != told:
            return render(request, template, {**context, "form": form})
    return step_page(
        request,
        form,
        lambda given: assessments.record_exemption(
            assessment,
            ground=given["ground"],
            facts=form.facts(),
            why_impractical=given["why_impractical"],
            family_told_on=given["family_told_on"],
            **acting(request),
        ),
        then=reverse("case", args=[reference]),
        template=template,
        **context,
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Request, reference: str, pk: int) -> HttpResponse:
    """Add the day on which the ground ended, or on which the family was told."""
    case = case_of_reference(request, reference)
    row = one(request, Exemption, "assessment__case", assessment__case=case, pk=pk)
    back = reverse("exemption", args=[reference])
    return step_page(
        request,
        FollowExemptionForm(**posted(request), on=request.today),
        lambda given: assessments.follow_exemption(row, **given, **acting(request)),
        then=back,
        heading=row.get_ground_display(),
        introduction=_("No date moves. An empty day leaves what is recorded."),
        case=case,
        back_url=back,
    )
