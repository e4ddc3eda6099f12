"""Advice, from the caseworker's side: asking, reading, returning with questions, accepting."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ehc.actions import advice_requests, contributions
from ehc.actions.contributions import Question
from ehc.explanations import explain
from ehc.forms.contributions import GiveForm, QuestionRows, SeekForm
from ehc.http import Request
from ehc.models import AdviceKind, AdviceRequest, Case
from ehc.queries import cases as reads
from ehc.queries import people
from ehc.queries import reassessments as again
from ehc.queries.assessments import checklist_of
from ehc.queries.contributions import latest_advice, places_in
from ehc.views._advice_checks import recommended, things_to_ask_about
from ehc.views._page import page
from ehc.views._rows import case_of_reference, may_act, one
from ehc.views._steps import acting, attempt, posted, step_page
from ehc.views.workspace._mend import mend_on
from ehc.views.workspace._order import out_of_order
from ehc.views.workspace.case import READERS
from ehc.workflows.messages import Message
from ehc.workflows.roles import Role
from ehc.workflows.statuses import AdviceRequestStatus


def link_address() -> str:
    """Where an adviser's link page is, ending where the secret goes."""
    return settings.SERVICE_URL + reverse("advice_link", args=["x"]).removesuffix("x")


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, reference: str) -> HttpResponse:
    """Ask one adviser; the checklist says whom the law asks for."""
    case = case_of_reference(request, reference)
    told = out_of_order(request, case, "ask_for_advice", _("Ask for advice"))
    if told is not None:
        return told
    assessment = reads.current_assessment(case)
    reassessment = again.being_made(assessment)
    form = SeekForm(
        **posted(request),
        initial=_whom_to_ask(case, request.GET.get("kind", "")),
        services=people.services(),
        settings=people.settings(),
        people=people.advisers(),
    )

    def act(given: dict[str, Any]) -> AdviceRequest:
        return advice_requests.seek_advice(
            assessment,
            kind=given["kind"],
            questions=given["questions"],
            link_address=link_address(),
            reassessment=reassessment,
            **acting(request),
            **form.whom(),
        )

    rows = list(again.advice_for(reassessment) if reassessment else reads.advice_of(assessment))
    listed = (
        again.checklist_for(reassessment, request.today, rows)
        if reassessment
        else checklist_of(assessment, request.today)
    )
    relied = {row.kind for row in rows if row.is_relied_on}
    asked = {row.kind for row in rows}
    items = [
        {
            "kind": item.kind.value,
            "relied": item.kind.value in relied,
            # The family's own came with the request; adulthood may be part of the school's.
            "within_another": sought
            and item.kind.value == AdviceKind.ADULTHOOD.value
            and item.kind.value not in asked,
            "may_rely": item.may_rely_on_existing,
            "name": AdviceKind(item.kind).label,
            "why": explain(item.why),
            "consult": explain(Message(f"sense.{item.consult}")) if item.consult else "",
            "citation": item.citation,
            "sought": sought,
        }
        for item, sought in listed
    ]
    return step_page(
        request,
        form,
        act,
        then=reverse("case", args=[reference]) + "#advice",
        template="workspace/ask.html",
        heading=_("Ask for advice for the reassessment") if reassessment else _("Ask for advice"),
        case=case,
        checklist=items,
        submit_label=_("Ask for advice"),
    )


def _whom_to_ask(case: Case, kind: str) -> dict[str, Any]:
    """What the form begins with: who is usually asked about this."""
    initial: dict[str, Any] = {"kind": kind, "setting": case.person.setting_id}
    service = people.services().filter(advice_kind=kind).first() if kind else None
    if service is not None:
        initial |= {"asked_of": "service", "service": service.pk}
    elif kind == AdviceKind.EDUCATIONAL and case.person.setting_id:
        initial["asked_of"] = "setting"
    elif kind in {AdviceKind.REQUESTED, AdviceKind.OTHER}:
        initial["asked_of"] = "outside"
    return initial


def _request(request: Request, reference: str, pk: int) -> AdviceRequest:
    return one(
        request,
        AdviceRequest,
        "assessment__case__person",
        "service",
        "setting",
        "professional",
        "relied",
        pk=pk,
        assessment__case__reference=reference,
    )


@page(*READERS)
@require_safe
def read(request: Request, reference: str, pk: int) -> HttpResponse:
    """One request, every version of the answer, and what to do with it."""
    row = _request(request, reference, pk)
    return _page(request, row)


def _page(
    request: Request, row: AdviceRequest, *, status: int = 200, **context: Any
) -> HttpResponse:
    latest = latest_advice(row)
    acts = may_act(request, row.assessment.case)
    return render(
        request,
        "workspace/advice.html",
        {
            "case": row.assessment.case,
            "may_act": acts,
            "may_ask_anew": acts and row.is_relied_on and not advice_requests.over_with(row),
            "advice_request": row,
            "latest": latest,
            "to_ask_about": things_to_ask_about(recommended(latest)) if latest else (),
            "versions": row.versions.prefetch_related(
                "questions", "needs", "outcomes", "recommendations"
            ).order_by("-version"),
            "relied": row.relied if hasattr(row, "relied") else None,
            "is_received": row.status == AdviceRequestStatus.RECEIVED,
            "is_open": row.status in {AdviceRequestStatus.SOUGHT, AdviceRequestStatus.RETURNED},
            **context,
        },
        status=status,
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_POST
def accept(request: Request, reference: str, pk: int) -> HttpResponse:
    """Accept the advice."""
    row = _request(request, reference, pk)
    told = attempt(
        lambda: contributions.accept_advice(
            row,
            **acting(request),
        ),
        mend=mend_on(reference),
    )
    if told is not None:
        return _page(
            request, _request(request, reference, pk), problems=told.problems, status=told.status
        )
    return redirect(reverse("case", args=[reference]) + "#advice")


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: Request, reference: str, pk: int) -> HttpResponse:
    """Return it with questions, each pinned to a place."""
    row = _request(request, reference, pk)
    latest = latest_advice(row)
    places = places_in(latest) if latest else ()
    rows = QuestionRows(
        request.POST if request.method == "POST" else None,
        prefix="questions",
        form_kwargs={"places": places},
    )
    problems: Any = ()
    status = 200
    if request.method == "POST":
        status = 422
        if rows.is_valid():
            questions = [
                Question(given["pinned_to"], given["text"])
                for given in (form.cleaned_data for form in rows.forms)
                if given.get("text")
            ]
            told = attempt(
                lambda: contributions.return_advice(
                    row,
                    questions,
                    **acting(request),
                    link_address=link_address(),
                ),
                mend=lambda _missing: "#id_questions-0-text",
            )
            if told is None:
                return redirect("advice", reference, pk)
            problems, status = told.problems, told.status
    return render(
        request,
        "workspace/return_advice.html",
        {
            "case": row.assessment.case,
            "advice_request": row,
            "latest": latest,
            "to_ask_about": things_to_ask_about(recommended(latest)) if latest else (),
            "formset": rows,
            "problems": problems,
            "back_url": reverse("advice", args=[reference, pk]),
        },
        status=status,
    )


@page(
    Role.CASEWORKER,
    Role.TEAM_MANAGER,
    Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST,
    Role.HEALTH_COORDINATOR,
)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Request, reference: str, pk: int) -> HttpResponse:
    """Give a request to the professional who will answer it."""
    row = _request(request, reference, pk)
    form = GiveForm(**posted(request), people=people.advisers())
    return step_page(
        request,
        form,
        lambda given: advice_requests.allocate_advice(
            row, **given, link_address=link_address(), **acting(request)
        ),
        then=reverse("home"),
        # Whoever allocates for a service sees the request, and not the whole case.
        template="contributors/give.html",
        heading=_("Who answers this request?"),
        advice_request=row,
        case=row.assessment.case,
        submit_label=_("Give them the request"),
        back_url=reverse("home"),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_POST
def chase(request: Request, reference: str, pk: int) -> HttpResponse:
    """Ask again; somebody outside gets a new link, and the earlier one ends."""
    row = _request(request, reference, pk)
    told = attempt(
        lambda: advice_requests.chase_advice(row, **acting(request), link_address=link_address())
    )
    if told is not None:
        return _page(request, row, problems=told.problems, status=told.status)
    messages.success(request, _("We have asked again: a message is on its way."))
    return redirect("advice", reference, pk)
