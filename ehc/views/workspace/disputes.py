"""Disagreements with decisions: each notice, each disagreement, and each of its next steps."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ehc.actions import disputes, orders
from ehc.components import TimelineEntry
from ehc.documents.rendering import letter_context
from ehc.explanations import weekday_date
from ehc.forms.disputes import OpenDisputeForm
from ehc.http import Request
from ehc.models import Case, Dispute, Document
from ehc.queries import cases as reads
from ehc.queries import disputes as dispute_reads
from ehc.queries.amending import is_begun_for
from ehc.refusals import Invalid
from ehc.views._page import page
from ehc.views._rows import case_of_reference, may_act, one
from ehc.views._steps import acting, attempt, posted, step_page
from ehc.views.workspace._dispute_steps import STEP_PAGES
from ehc.views.workspace._duties import duty_row
from ehc.views.workspace._mend import mend_on
from ehc.views.workspace._order import Standing, told_out_of_order
from ehc.views.workspace.case import READERS
from ehc.workflows.clock import DutyStatus
from ehc.workflows.disputes import AMENDING, CARRIES_OUT, possible
from ehc.workflows.roles import Role


def _dispute_of(request: Request, reference: str, pk: int) -> tuple[Case, Dispute]:
    case = case_of_reference(request, reference)
    dispute = one(
        request,
        Dispute,
        "assessment__request",
        "notice__event",
        pk=pk,
        assessment__case=case,
    )
    dispute.assessment.case = case
    return case, dispute


def _here(case: Case, dispute: Dispute) -> str:
    return reverse("dispute", args=[case.reference, dispute.pk])


def slug_of(step: str) -> str:
    """The name of a step as an address has it."""
    return step.replace("_", "-")


@page(*READERS)
@require_safe
def overview(request: Request, reference: str) -> HttpResponse:
    """Every decision that can be appealed, and what became of it."""
    case = case_of_reference(request, reference)
    return render(
        request,
        "workspace/disputes/disputes.html",
        {
            "case": case,
            "may_act": may_act(request, case),
            "found": dispute_reads.disagreements_of(case, request.today),
            "back_url": reverse("case", args=[reference]),
        },
    )


@page(*READERS)
@require_safe
def dispute(request: Request, reference: str, pk: int) -> HttpResponse:
    """One disagreement: where it stands, its duties with their reasons, and what can come next."""
    case, row = _dispute_of(request, reference, pk)
    found = next(
        one
        for one in dispute_reads.disagreements_of(case, request.today)
        if one.dispute is not None and one.dispute.pk == row.pk
    )
    facts = dispute_reads.standing_of(row)
    steps = [
        (reverse("dispute_step", args=[reference, row.pk, slug_of(name)]), STEP_PAGES[name].label)
        for name in possible(facts)
        if name != "send_plan_as_decided" or is_begun_for(row)
    ]
    late = found.appeal is not None and found.appeal.state is DutyStatus.LATE
    return render(
        request,
        "workspace/disputes/dispute.html",
        {
            "case": case,
            "dispute": row,
            "found": found,
            "may_act": may_act(request, case),
            "rulings": row.rulings.all(),
            "recommendations": row.recommendations.all(),
            "steps": steps,
            "may_begin": "send_plan_as_decided" in possible(facts) and not is_begun_for(row),
            "is_begun": bool(facts.owed & AMENDING) and is_begun_for(row),
            "appealed_late": late and row.appealed_on is not None,
            "duties": [duty_row(duty) for duty in found.duties],
            "entries": _timeline(row),
            "back_url": reverse("case_disputes", args=[reference]),
        },
    )


def _timeline(row: Dispute) -> list[TimelineEntry]:
    return [
        TimelineEntry(title=item.title, on=item.on, by=item.by, body=item.reason)
        for item in reads.events_of(row.assessment.case, row)
    ]


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def open_dispute(request: Request, reference: str, pk: int) -> HttpResponse:
    """Record that the family disagrees with the decision of a letter that was sent."""
    case = case_of_reference(request, reference)
    notice = one(request, Document, "event", pk=pk, case=case, kind__in=dispute_reads.APPEALABLE)
    heading = _("Record that the family disagrees")
    started = dispute_reads.dispute_about(request.user, notice, request.today)
    found = None
    if started is not None:
        found = Standing(
            _("It was recorded on %(day)s.") % {"day": weekday_date(started.opened_on)},
            _("To the disagreement"),
            _here(case, started),
            early=False,
        )
    told = told_out_of_order(request, case, found, heading, of_the_plan=False)
    if told is not None:
        return told
    return step_page(
        request,
        OpenDisputeForm(
            **posted(request), on=request.today, asks=_("When did the family first say so?")
        ),
        lambda given: disputes.open_dispute(
            notice, said=given["said"], **{**acting(request), "on": given["day"]}
        ),
        then=reverse("case_disputes", args=[reference]),
        heading=heading,
        introduction=_("The decision: %(title)s, sent on %(day)s.")
        % {"title": notice.title, "day": weekday_date(notice.event.on)},
        case=case,
        submit_label=_("Record it"),
        back_url=reverse("case_disputes", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, reference: str, pk: int, step: str) -> HttpResponse:
    """One step of a disagreement, if it can come next."""
    case, row = _dispute_of(request, reference, pk)
    name = step.replace("-", "_")
    if name not in STEP_PAGES or slug_of(name) != step:
        raise Http404
    spec = STEP_PAGES[name]
    heading = str(spec.label)
    facts = dispute_reads.standing_of(row)
    found = None
    if name not in possible(facts):
        found = Standing(
            _("The disagreement does not stand where this can be recorded, or it has been."),
            _("To the disagreement"),
            _here(case, row),
            early=False,
        )
    told = told_out_of_order(request, case, found, heading, of_the_plan=False)
    if told is not None:
        return told
    form = spec.form(request, facts)

    def act(_given: dict[str, Any]) -> object:
        try:
            return spec.act(row, form, acting(request))
        except Invalid as refused:
            # A day that was set is refused beside the box in which it was typed.
            field_of = getattr(form, "field_of", lambda field: field)
            raise Invalid(field_of(refused.field), refused.message) from refused

    letter = None
    if name == "tell_health_bodies":
        letter = disputes.health_letter_preview(row, on=request.today)
    if name in CARRIES_OUT and name != "send_plan_as_decided":
        letter = orders.letter_preview(row, name, on=request.today)
    return step_page(
        request,
        form,
        act,
        then=reverse("case", args=[reference]) if name in CARRIES_OUT else _here(case, row),
        template="workspace/disputes/step.html",
        mend=mend_on(reference, "comments"),
        heading=heading,
        introduction=spec.introduction,
        case=case,
        submit_label=heading if letter or name in CARRIES_OUT else _("Record it"),
        back_url=_here(case, row),
        letter={"title": letter[0], **letter_context(letter[1])} if letter else None,
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_POST
def begin_plan(request: Request, reference: str, pk: int) -> HttpResponse:
    """Begin the version of the plan that is amended as was decided."""
    _case, row = _dispute_of(request, reference, pk)
    # A second click finds the version that the first one made.
    attempt(lambda: orders.begin_plan_as_decided(row, **acting(request)))
    return redirect("plan", reference)
