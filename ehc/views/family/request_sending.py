"""Checking the answers of a request, sending it once, and the receipt."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ehc.actions import requests
from ehc.components import SummaryRow
from ehc.forms.markup import FieldMarkup, Problem, problems_of
from ehc.forms.requests import pages_for
from ehc.http import Request
from ehc.models import Asker, RequestDraft
from ehc.queries.kept_out import kept_out_who_asked
from ehc.queries.requests import request_of
from ehc.refusals import Invalid
from ehc.views._page import PUBLIC, page
from ehc.views.family._drafts import asker_of, checked, ended, no_draft, rows_of, the_draft
from ehc.views.family.documents import PAGE as DOCUMENTS


@dataclass(frozen=True)
class _Part:
    """Answers that belong together, on the page where they are checked."""

    heading: str
    rows: list[SummaryRow]


def _summary(draft: RequestDraft, request: Request) -> list[_Part]:
    parts: list[_Part] = []
    for name, form in checked(draft, request):
        if form.part or not parts:
            parts.append(_Part(str(form.part), []))
        if name != DOCUMENTS:
            parts[-1].rows.extend(rows_of(name, form, draft.answers.get(name, {})))
            continue
        names = draft.files.exclude(kept_at=None).values_list("name", flat=True)
        parts[-1].rows.append(
            SummaryRow(
                key=_("What you added"),
                value=", ".join(names) or _("Nothing"),
                href=f"{reverse('request_page', args=[name])}?then=check",
                action=_("Change"),
            )
        )
    return parts


def _problems(draft: RequestDraft, request: Request) -> list[Problem]:
    """What is missing or not right, each with a link to where it is mended."""
    if not asker_of(draft):
        return [Problem(_("Say who is asking"), reverse("request_page", args=["who"]))]
    return [
        Problem(problem.text, f"{reverse('request_page', args=[name])}?then=check{problem.href}")
        for name, form in checked(draft, request)
        for problem in problems_of(form)
    ]


def _where(field: str, draft: RequestDraft, request: Request) -> str:
    """Where an answer that was refused is mended; empty where no page asks for it."""
    for name, form in checked(draft, request):
        if field in form.fields:
            target = FieldMarkup(form[field]).target
            return f"{reverse('request_page', args=[name])}?then=check#{target}"
    return ""


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request) -> HttpResponse:
    """Check the answers, then send them once."""
    draft = the_draft(request)
    if draft is None:
        return no_draft(request)
    if request_of(draft) is not None:
        return redirect("request_sent")
    problems = _problems(draft, request)
    status = 200
    if request.method == "POST":
        status = 422
        if not problems:
            try:
                requests.submit_request(draft, at=request.now)
                return redirect("request_sent")
            except Invalid as refused:
                if refused.field == "draft":
                    return ended(draft, request)
                problems = [Problem(refused.message, _where(refused.field, draft, request))]
    return render(
        request,
        "family/requests/check.html",
        {
            "parts": _summary(draft, request),
            "problems": problems if status == 422 else (),
            "missing": problems if status == 200 else (),
            "is_setting": asker_of(draft) == Asker.SETTING,
            "is_own": asker_of(draft) == Asker.YOUNG_PERSON,
            "is_other": asker_of(draft) == Asker.OTHER,
            "keeps_session": True,
            "back_url": reverse("request_page", args=[pages_for(asker_of(draft))[-1]]),
        },
        status=status,
    )


@page(PUBLIC)
@require_safe
def sent(request: Request) -> HttpResponse:
    """The receipt: the reference, and what happens next, with dates."""
    draft = the_draft(request)
    received = request_of(draft) if draft else None
    if received is None or kept_out_who_asked(received):
        return redirect("start")
    asker = received.asker
    return render(
        request,
        "family/requests/sent.html",
        {
            "received": received,
            "is_own": asker == Asker.YOUNG_PERSON,
            "is_setting": asker == Asker.SETTING,
            "is_other": asker == Asker.OTHER,
            "email": received.answers.get("you", {}).get("email", ""),
            "main_contact": received.case.person.family.filter(is_main_contact=True).first(),
            **requests.promised(received.assessment, received.received_on),
        },
    )
