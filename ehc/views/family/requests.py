"""Asking for an assessment, without an account."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ehc.actions import requests
from ehc.actions._answers import PAGES
from ehc.components import SummaryRow
from ehc.forms.requests import LaterForm, RequestPage, form_for
from ehc.http import Request
from ehc.models import RequestDraft
from ehc.queries.requests import draft_of, request_of
from ehc.refusals import Invalid
from ehc.views._page import PUBLIC, page

_SESSION_KEY = "request_draft"


@page(PUBLIC)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What an assessment is, what happens when, and one button."""
    return render(request, "family/requests/start.html")


@page(PUBLIC)
@require_POST
def begin(request: Request) -> HttpResponse:
    """Begin a draft, or go on with the one that this browser has."""
    draft = _draft(request)
    if draft is None or request_of(draft) is not None:
        draft = requests.start_draft(at=request.now)
        request.session[_SESSION_KEY] = str(draft.key)
    return redirect("request_page", PAGES[0])


def _draft(request: HttpRequest) -> RequestDraft | None:
    return draft_of(request.session.get(_SESSION_KEY, ""))


def _asker(draft: RequestDraft) -> str:
    return str(draft.answers.get("who", {}).get("asker", ""))


def _form(draft: RequestDraft, name: str, request: Request) -> RequestPage | None:
    kind = form_for(name, _asker(draft))
    if kind is None:
        return None
    given: dict[str, Any] = {"who_asks": _asker(draft), "on": request.today}
    if request.method == "POST":
        return kind(request.POST, **given)
    return kind(initial=draft.answers.get(name, {}), **given)


def _back(name: str) -> str:
    position = PAGES.index(name)
    return reverse("request_page", args=[PAGES[position - 1]]) if position else reverse("start")


def _next(name: str, request: HttpRequest) -> HttpResponseRedirect:
    position = PAGES.index(name) + 1
    if request.GET.get("then") == "check" or position == len(PAGES):
        return redirect("request_check")
    return redirect("request_page", PAGES[position])


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, name: str) -> HttpResponse:
    """One page of the request: saved when it is right, kept as typed when it is not."""
    if name not in PAGES:
        raise Http404
    draft = _draft(request)
    if draft is None:
        return redirect("start")
    if request_of(draft) is not None:
        return redirect("request_sent")
    form = _form(draft, name, request)
    if form is None:
        return redirect("request_page", PAGES[0])
    if request.method == "POST":
        if form.is_valid():
            requests.save_page(draft, name, form.answers(), at=request.now)
            if not _is_unfinished(request):
                return _next(name, request)
        elif _is_unfinished(request):
            # What is right is kept; what is not yet is asked for again later.
            kept = {**draft.answers.get(name, {}), **form.answers()}
            requests.save_page(draft, name, kept, at=request.now)
        if "autosave" in request.POST:
            return HttpResponse(status=204)
        if "later" in request.POST:
            return redirect("request_later")
    return render(
        request,
        "family/requests/question.html",
        {
            "form": form,
            "heading": form.heading,
            "back_url": _back(name),
            "autosave": True,
            "saved_at": draft.saved_at if name in draft.answers else None,
        },
    )


def _is_unfinished(request: HttpRequest) -> bool:
    """Whether a page is saved as it stands: by the script as one types, or to come back to."""
    return "autosave" in request.POST or "later" in request.POST


def _may_send(request: HttpRequest, email: str) -> bool:
    """Whether another link may be sent: nobody floods somebody's inbox through us."""
    return bool(ratelimit.consume(request, action="resume_link", key=email.strip().lower()))


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: Request) -> HttpResponse:
    """Have a link sent that opens the draft on any device."""
    draft = _draft(request)
    if draft is None:
        return redirect("start")
    if request_of(draft) is not None:
        return redirect("request_sent")
    form = LaterForm(
        request.POST if request.method == "POST" else None,
        initial={"email": draft.answers.get("you", {}).get("email", draft.email)},
    )
    if form.is_bound and form.is_valid() and not _may_send(request, form.cleaned_data["email"]):
        form.add_error(
            "email",
            _(
                "We have sent several links to this address. Look in its inbox, or try again in "
                "an hour. What you have written is saved."
            ),
        )
    elif form.is_bound and form.is_valid():
        address = settings.SERVICE_URL + reverse("request_resume", args=["x"]).removesuffix("x")
        requests.send_resume_link(
            draft, email=form.cleaned_data["email"], address=address, at=request.now
        )
        return render(
            request, "family/requests/later_sent.html", {"email": form.cleaned_data["email"]}
        )
    return render(
        request,
        "family/requests/later.html",
        {
            "form": form,
            "heading": _("Save and come back later"),
            "back_url": reverse("request_page", args=[PAGES[0]]),
            "submit_label": _("Send me a link"),
        },
    )


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: Request, secret: str) -> HttpResponse:
    """The button behind an emailed link. Opening the page changes nothing; the button does."""
    if request.method != "POST":
        return render(request, "family/requests/resume.html")
    draft = requests.open_resume_link(secret, at=request.now)
    if draft is None:
        return render(request, "family/requests/resume_over.html", status=410)
    request.session[_SESSION_KEY] = str(draft.key)
    return redirect("request_check")


def _summary(draft: RequestDraft, request: Request) -> list[SummaryRow]:
    rows = []
    for name in PAGES:
        kind = form_for(name, _asker(draft))
        if kind is None:
            continue
        form = kind(initial=draft.answers.get(name, {}), who_asks=_asker(draft), on=request.today)
        for field_name, field in form.fields.items():
            value = draft.answers.get(name, {}).get(field_name) or ""
            choices = dict(getattr(field, "choices", ()))
            rows.append(
                SummaryRow(
                    key=str(field.label),
                    value=choices.get(value, value) or _("Not answered"),
                    href=f"{reverse('request_page', args=[name])}?then=check",
                    action=_("Change"),
                )
            )
    return rows


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request) -> HttpResponse:
    """Check the answers, then send them once."""
    draft = _draft(request)
    if draft is None:
        return redirect("start")
    if request_of(draft) is not None:
        return redirect("request_sent")
    refused = None
    if request.method == "POST":
        try:
            requests.submit_request(draft, at=request.now)
            return redirect("request_sent")
        except Invalid as error:
            refused = error
    return render(
        request,
        "family/requests/check.html",
        {
            "rows": _summary(draft, request),
            "refused": refused,
            "back_url": reverse("request_page", args=[PAGES[-1]]),
        },
        status=422 if refused else 200,
    )


@page(PUBLIC)
@require_safe
def sent(request: Request) -> HttpResponse:
    """The receipt: the reference, and what happens next, with dates."""
    draft = _draft(request)
    received = request_of(draft) if draft else None
    if received is None:
        return redirect("start")
    days = requests.promised_days(received.assessment, received.received_on)
    return render(request, "family/requests/sent.html", {"received": received, **days})


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: Request) -> HttpResponse:
    """Delete a draft and everything typed in it."""
    draft = _draft(request)
    if draft is None:
        return redirect("start")
    if request_of(draft) is not None:
        return redirect("request_sent")
    if request.method == "POST":
        requests.delete_draft(draft, at=request.now)
        del request.session[_SESSION_KEY]
        return redirect("start")
    return render(request, "family/requests/delete.html", {"back_url": reverse("request_check")})
