"""Answering a request for advice, with an account or by a one-case link."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ehc.actions import access, advice_requests, contributions, uploads
from ehc.forms.contributions import AdviceForms
from ehc.forms.markup import Problem
from ehc.http import Request
from ehc.models import AdviceRequest, User
from ehc.permissions import route_roles
from ehc.queries import contributions as reads
from ehc.queries.people import ADVISERS
from ehc.queries.requests import has_asked_for_a_pupil
from ehc.refusals import AlreadyDone, Invalid
from ehc.views._advice_checks import things_to_ask_about
from ehc.views._page import PUBLIC, page
from ehc.views._rows import one
from ehc.views._steps import attempt
from ehc.workflows.readiness import Missing, MissingKey
from ehc.workflows.roles import Role

ADVISER_ROLES = (*sorted(ADVISERS), Role.CONTRIBUTOR)
COOKIE = "advice_link"
_ALLOCATORS = frozenset({Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST, Role.HEALTH_COORDINATOR})
_ANCHORS = {
    MissingKey.NEEDS_OR_STRENGTHS: "#id_strengths",
    MissingKey.PROVISION: "#id_provisions-0-what",
    MissingKey.SIGNATURE: "#id_author_name",
}


@page(*ADVISER_ROLES)
@require_safe
def my_advice(request: Request) -> HttpResponse:
    """What waits for an answer, the earliest date first."""
    waiting = list(reads.to_answer(request.user, request.today))
    access.opened(by=request.user, at=request.now, route="my_advice")
    return render(
        request,
        "contributors/my_advice.html",
        {
            "waiting": [(row, (row.due_on - request.today).days) for row in waiting],
            "answered": reads.answered(request.user, request.today),
            "may_give": bool(route_roles(request.user) & _ALLOCATORS),
            "has_asked": has_asked_for_a_pupil(request.user),
        },
    )


_RELATED = (
    "assessment__case__person__setting",
    "assessment__request",
    "service",
    "setting",
    "professional",
)


@page(*ADVISER_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, pk: int) -> HttpResponse:
    """Answer one request with an account."""
    row = one(request, AdviceRequest, *_RELATED, pk=pk)
    return _write(
        request,
        row,
        by=request.user,
        here=reverse("write_advice", args=[pk]),
        then=reverse("my_advice"),
    )


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, secret: str) -> HttpResponse:
    """The button behind an emailed link. Opening the page changes nothing; the button does."""
    if request.method == "POST":
        opened = advice_requests.open_link(secret, at=request.now)
        if opened is None:
            return render(request, "contributors/link_over.html", status=410)
        found, cookie = opened
        response = redirect("answer_by_link")
        response.set_cookie(
            COOKIE,
            cookie,
            expires=found.expires_at,
            path="/advice/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response
    opened_before = advice_requests.link_of(request.COOKIES.get(COOKIE, ""), at=request.now)
    return render(request, "contributors/link.html", {"opened_before": opened_before})


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: Request) -> HttpResponse:
    """Answer the one request that a link opened."""
    found = advice_requests.link_of(request.COOKIES.get(COOKIE, ""), at=request.now)
    if found is None:
        return render(request, "contributors/link_over.html", status=410)
    row = reads.request_of_link(found)
    access.opened(
        by=found.user,
        at=request.now,
        route="answer_by_link",
        case=row.assessment.case,
        detail=f"advice request {row.pk}",
        by_link=True,
    )
    here = reverse("answer_by_link")
    return _write(request, row, by=found.user, here=here, then=here)


def _write(request: Request, row: AdviceRequest, *, by: User, here: str, then: str) -> HttpResponse:
    """The advice form: *save*, *add a row* and *send* are its buttons."""
    draft = reads.draft_of(row)
    content = dict(draft.content) if draft else _beginning(row, by)
    if row.status not in reads.OPEN:
        return render(
            request,
            "contributors/sent.html",
            {"advice_request": row, "advice": reads.latest_advice(row)},
        )
    problems: tuple[Problem, ...] = ()
    status = 200
    forms = AdviceForms(content)
    if request.method == "POST":
        forms = AdviceForms(content, request.POST, request.FILES)
        valid = forms.is_valid()
        problems, status, saved = _save(request, row, forms, by=by)
        if saved and "send" not in request.POST:
            return redirect(here + _anchor(request, forms))
        if saved and valid:
            told = attempt(
                lambda: contributions.submit_advice(
                    row, forms.content(), by=by, on=request.today, at=request.now
                ),
                mend=_mend,
            )
            if told is None:
                messages.success(request, _("Your advice has been sent. Thank you."))
                return redirect(then)
            problems, status = told.problems, told.status
        elif not valid:
            status = 422
    return render(
        request,
        "contributors/write.html",
        {
            "forms": forms,
            "form": forms.main,
            "problems": problems,
            "advice_request": row,
            "answers": row.assessment.request.answers,
            "person": row.assessment.case.person,
            "draft": reads.draft_of(row),
            "last": reads.latest_advice(row),
            "vague": things_to_ask_about(forms.as_typed()["provisions"]),
        },
        status=status,
    )


def _save(
    request: Request, row: AdviceRequest, forms: AdviceForms, *, by: User
) -> tuple[tuple[Problem, ...], int, bool]:
    """Save what was typed, whole or not, and a report where one was chosen."""
    report = None
    try:
        file = forms.main.cleaned_data.get("report")
        if file is not None:
            report = uploads.keep_upload(
                file, case=row.assessment.case, field="report", by=by, at=request.now
            )
        contributions.save_advice_draft(row, forms.as_typed(), by=by, at=request.now, report=report)
    except Invalid as refused:
        forms.main.add_error("report", refused.message)
        contributions.save_advice_draft(row, forms.as_typed(), by=by, at=request.now)
        return (), 422, False
    except AlreadyDone:
        text = _("This advice has been sent already. What you typed is still here: copy it.")
        return (Problem(text),), 409, False
    return (), 200, not forms.main.errors.get("report")


def _anchor(request: Request, forms: AdviceForms) -> str:
    """Where to go on after *add a row*: the new, empty row."""
    added = request.POST.get("add", "")
    counts = {name: len(rows) for name, rows in forms.as_typed().items() if isinstance(rows, list)}
    return f"#{added}-{counts[added]}" if added in counts else ""


def _mend(missing: Missing) -> str:
    row = str(missing.params.get("row", ""))
    if row.startswith("provision:"):
        return f"#provisions-{int(row.partition(':')[2]) - 1}"
    return _ANCHORS.get(missing.key, "")


def _beginning(row: AdviceRequest, by: User) -> dict[str, Any]:
    """What a first draft begins with: the last version, when it came back with questions."""
    latest = reads.latest_advice(row)
    if latest is None:
        name = "" if row.setting_id or by.name == str(row.service or "") else by.name
        return {"author_name": name, "author_role": by.job_title}
    return reads.as_draft(latest)
