"""Writing a plan: its texts and rows, and the checks and recommendations that are set aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ehc.actions import plan_writing
from ehc.forms.plans import (
    OPENED_WITH,
    ROWS,
    TEXT_GROUPS,
    ProvisionForm,
    ReasonForm,
    TextsForm,
)
from ehc.http import Request
from ehc.models import PlanVersion, Provision
from ehc.plan_checks import RULES, check
from ehc.plan_checks.facts import PlanFacts
from ehc.queries import plans as plan_reads
from ehc.refusals import Invalid
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, attempt, posted, step_page
from ehc.views.workspace._order import out_of_order
from ehc.views.workspace.plan import version_written
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: Request, reference: str, group: str) -> HttpResponse:
    """One page of free texts; only those that changed are saved."""
    if group not in TEXT_GROUPS:
        raise Http404
    case = case_of_reference(request, reference)
    told = out_of_order(request, case, "plan_texts", TEXT_GROUPS[group][0])
    if told is not None:
        return told
    version = version_written(case)
    before = plan_reads.texts_of(version)
    marks = " ".join(
        f"{key}:{plan_reads.fingerprint(before.get(key, ''))}"
        for key, _label, _hint in TEXT_GROUPS[group][1]
    )
    form = TextsForm(**posted(request), initial={**before, OPENED_WITH: marks}, group=group)

    def act(given: Mapping[str, str]) -> None:
        try:
            plan_writing.write_texts(
                version, form.texts(), opened_with=form.marks(), **acting(request)
            )
        except Invalid:
            form.catch_up(marks)
            raise

    return step_page(
        request,
        form,
        act,
        then=reverse("plan", args=[reference]),
        heading=TEXT_GROUPS[group][0],
        case=case,
        submit_label=_("Save"),
        back_url=reverse("plan", args=[reference]),
    )


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"


def _ties(version: PlanVersion, facts: PlanFacts) -> dict[str, list[tuple[str, str]]]:
    """What a line of provision can be tied to."""
    return {
        "needs": [(row.key, f"{row.key}: {_short(row.text)}") for row in facts.needs],
        "outcomes": [(row.key, f"{row.key}: {_short(row.text)}") for row in facts.outcomes],
        "sources": [
            (card.key, f"{card.advice}: {_short(card.text)}")
            for card in plan_reads.recommendation_cards(facts)
        ],
    }


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: Request, reference: str, kind: str, key: str) -> HttpResponse:
    """Add or change one row; ``key`` is "new" for a row to be added."""
    if kind not in ROWS:
        raise Http404
    case = case_of_reference(request, reference)
    told = out_of_order(request, case, "plan_row", _("Write the plan"))
    if told is not None:
        return told
    version = version_written(case)
    model, form_class = ROWS[kind]
    adding = key == "new"
    initial = plan_reads.row_values(version, model, "" if adding else key)
    if initial is None:
        if request.method != "POST":
            raise Http404
        # A colleague has removed the row: the page says so, with what was typed.
        initial = {}
    mark = "" if adding else plan_reads.fingerprint(initial)
    extra: dict[str, Any] = {}
    if form_class is ProvisionForm:
        facts = plan_reads.plan_facts(version, on=request.today)
        extra = _ties(version, facts)
        if adding:
            initial = plan_reads.from_recommendation(version, request.GET.get("from", ""))
    elif adding and (section := request.GET.get("section", "")):
        initial = {"section": section}
    if adding and request.GET.get("section"):
        initial = {**initial, "section": request.GET["section"]}

    form = form_class(**posted(request), initial={**initial, OPENED_WITH: mark}, **extra)

    def act(given: dict[str, Any]) -> None:
        values = dict(given)
        opened_with = values.pop(OPENED_WITH)
        links: dict[str, Any] = {}
        if model is Provision:
            links = {
                "needs": values.pop("needs", []),
                "outcomes": values.pop("outcomes", []),
                "sources": plan_reads.recommendations_by_key(version, values.pop("sources", [])),
            }
        try:
            plan_writing.write_row(
                version,
                model,  # type: ignore[arg-type]
                values,
                key="" if adding else key,
                opened_with=opened_with,
                **acting(request),
                **links,
            )
        except Invalid:
            form.catch_up(mark)
            raise

    headings = {
        "need": (_("Add a need"), _("Change need %s")),
        "outcome": (_("Add an outcome"), _("Change outcome %s")),
        "provision": (_("Add provision"), _("Change provision %s")),
    }
    return step_page(
        request,
        form,
        act,
        then=reverse("plan", args=[reference]) + ("" if adding else f"#row-{key}"),
        template="workspace/row.html",
        heading=headings[kind][0] if adding else headings[kind][1] % key,
        case=case,
        remove="" if adding else reverse("plan_remove", args=[reference, kind, key]),
        submit_label=_("Save"),
        back_url=reverse("plan", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_POST
def remove(request: Request, reference: str, kind: str, key: str) -> HttpResponse:
    """Take one row out of the plan."""
    if kind not in ROWS:
        raise Http404
    case = case_of_reference(request, reference)
    told = out_of_order(request, case, "plan_remove", _("Write the plan"))
    if told is not None:
        return told
    version = version_written(case)
    # A row that somebody else has removed is gone all the same.
    attempt(
        lambda: plan_writing.remove_row(
            version,
            ROWS[kind][0],  # type: ignore[arg-type]
            key,
            **acting(request),
        )
    )
    return redirect("plan", reference)


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def override(request: Request, reference: str, rule: str, key: str) -> HttpResponse:
    """Set a check aside for one row, with the reason."""
    if rule not in RULES or not RULES[rule].overridable:
        raise Http404
    case = case_of_reference(request, reference)
    told = out_of_order(request, case, "override", _(RULES[rule].title))
    if told is not None:
        return told
    version = version_written(case)
    findings = check(plan_reads.plan_facts(version, on=request.today), on=request.today)
    if (rule, key) not in {(finding.rule, finding.row) for finding in findings}:
        raise Http404
    return step_page(
        request,
        ReasonForm(
            **posted(request),
            question=_("Why does this check not apply here?"),
            hint=_(RULES[rule].why),
        ),
        lambda given: plan_writing.override_check(
            version, rule=rule, row=key, reason=given["reason"], **acting(request)
        ),
        then=reverse("plan", args=[reference]),
        heading=_(RULES[rule].title),
        case=case,
        submit_label=_("Set the check aside"),
        back_url=reverse("plan", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def leave_out(request: Request, reference: str, key: str) -> HttpResponse:
    """Say why a recommendation is not taken up."""
    case = case_of_reference(request, reference)
    told = out_of_order(request, case, "leave_out", _("Leave a recommendation out"))
    if told is not None:
        return told
    version = version_written(case)
    found = plan_reads.recommendations_by_key(version, [key])
    if not found:
        raise Http404
    return step_page(
        request,
        ReasonForm(
            **posted(request),
            question=_("Why is this not taken up?"),
            hint=_("The family reads it with the draft."),
        ),
        lambda given: plan_writing.leave_out(
            version, found[0], reason=given["reason"], **acting(request)
        ),
        then=reverse("plan", args=[reference]) + "#recommendations",
        heading=_("Leave a recommendation out"),
        introduction=found[0].what,
        case=case,
        submit_label=_("Leave it out"),
        back_url=reverse("plan", args=[reference]),
    )
