"""Asking for an assessment, without an account."""

from __future__ import annotations

from collections.abc import Sequence

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ehc.actions import requests
from ehc.actions._answers import PAGES
from ehc.components import SummaryRow
from ehc.forms.requests import LaterForm, RequestPage, pages_for
from ehc.http import Request
from ehc.models import RequestDraft
from ehc.queries.requests import request_of, seen_on
from ehc.refusals import AlreadyDone, ChangedElsewhere, Invalid
from ehc.views._page import PUBLIC, REQUEST_DRAFT, page
from ehc.views.family._drafts import (
    asker_of,
    ended,
    form_of,
    no_draft,
    rows_of,
    sent_already,
    the_draft,
    unfinished,
)
from ehc.views.languages import in_language

_CONFLICT = 409
_FORM = "question"
"""What is typed in the form with this id is saved as another language is chosen."""


@page(PUBLIC)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What an assessment is, what happens when, and one button."""
    draft = the_draft(request)
    started = draft is not None and bool(draft.answers) and request_of(draft) is None
    return render(request, "family/requests/start.html", {"started": started})


@page(PUBLIC)
@require_POST
def begin(request: Request) -> HttpResponse:
    """Begin a draft, or go on with the one that this browser has."""
    draft = the_draft(request)
    if draft is None or request_of(draft) is not None:
        draft = requests.start_draft(at=request.now)
        request.session[REQUEST_DRAFT] = str(draft.key)
    return redirect("request_page", PAGES[0])


def _back(name: str, asker: str) -> str:
    pages = pages_for(asker)
    position = pages.index(name)
    return reverse("request_page", args=[pages[position - 1]]) if position else reverse("start")


def _page_of(name: str, *, then_check: bool) -> HttpResponseRedirect:
    answer = redirect("request_page", name)
    if then_check:
        answer["Location"] += "?then=check"
    return answer


def _next(name: str, draft: RequestDraft, before: str, request: Request) -> HttpResponseRedirect:
    pages = pages_for(asker_of(draft))
    position = pages.index(name) + 1
    if request.GET.get("then") == "check":
        if asker_of(draft) != before:
            # Somebody else asks now, so that what was said about them is asked again.
            return _page_of("you", then_check=True)
        first = unfinished(draft, request, unseen=False)
        return _page_of(first, then_check=True) if first else redirect("request_check")
    if position == len(pages):
        return redirect("request_check")
    return redirect("request_page", pages[position])


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, name: str) -> HttpResponse:
    """One page of the request: saved when it is right, kept as typed when it is not."""
    if name not in PAGES:
        raise Http404
    draft = the_draft(request)
    if draft is None:
        return no_draft(request)
    told = sent_already(draft, request)
    if told is not None:
        return told
    form = form_of(draft, name, request)
    if form is None:
        return redirect("request_page", PAGES[0])
    if request.method == "POST":
        before, seen = asker_of(draft), request.POST.get("seen", "")
        try:
            if form.is_valid():
                draft = requests.save_page(draft, name, form.answers(), at=request.now, seen=seen)
                if not _is_unfinished(request):
                    return _next(name, draft, before, request)
            elif _is_unfinished(request):
                # What is right is kept as checked, and the rest as it was typed.
                requests.save_page(draft, name, form.typed(), at=request.now, seen=seen)
        except ChangedElsewhere:
            return _changed_elsewhere(draft, name, form, request)
        except Invalid:
            # Sent or deleted in another tab since this page was opened.
            return ended(draft, request)
        if "autosave" in request.POST:
            return HttpResponse(status=204)
        if "later" in request.POST:
            answer = redirect("request_later")
            answer["Location"] += f"?from={name}"
            return answer
        if "language" in request.POST:
            return in_language(request, then=request.get_full_path())
    status = 422 if form.is_bound and not form.is_valid() else 200
    return _page_with(draft, name, form, request, status=status)


def _page_with(
    draft: RequestDraft,
    name: str,
    form: RequestPage,
    request: Request,
    *,
    status: int,
    theirs: Sequence[SummaryRow] = (),
) -> HttpResponse:
    """A page of the request.

    Args:
        theirs: what another device has saved on it meanwhile.
    """
    return render(
        request,
        "family/requests/question.html",
        {
            "form": form,
            "heading": form.heading,
            "introduction": form.introduction,
            "back_url": reverse("request_check")
            if request.GET.get("then") == "check"
            else _back(name, asker_of(draft)),
            "autosave": True,
            "keeps_session": True,
            "languages_of_form": _FORM,
            "saved_at": draft.saved_at if name in draft.answers else None,
            "seen": seen_on(draft, name),
            "theirs": theirs,
        },
        status=status,
    )


def _changed_elsewhere(
    draft: RequestDraft, name: str, form: RequestPage, request: Request
) -> HttpResponse:
    """Say that another device has saved this page meanwhile: nothing is written over it unasked.

    The page is shown with what was typed here, and above it what was saved there.
    """
    if "autosave" in request.POST:
        return HttpResponse(status=_CONFLICT, headers={"X-Saved-Elsewhere": "1"})
    fresh = the_draft(request) or draft
    theirs = rows_of(name, form, fresh.answers.get(name, {}))
    return _page_with(fresh, name, form, request, status=_CONFLICT, theirs=theirs)


@page(PUBLIC)
@require_POST
def leave(request: Request) -> HttpResponse:
    """Close everything on this device at once, and show a page that says nothing of it."""
    request.session.flush()
    answer = render(request, "family/requests/left.html")
    answer["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


def _is_unfinished(request: HttpRequest) -> bool:
    """Whether a page is saved as it stands.

    By the script as one types, to come back to, or to be read in another language.
    """
    return not request.POST.keys().isdisjoint({"autosave", "later", "language"})


def _may_send(request: HttpRequest, email: str) -> bool:
    """Whether another link may be sent: nobody floods somebody's inbox through us."""
    return bool(ratelimit.consume(request, action="resume_link", key=email.strip().lower()))


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: Request) -> HttpResponse:
    """Have a link sent that opens the draft on any device."""
    draft = the_draft(request)
    if draft is None:
        return no_draft(request)
    told = sent_already(draft, request)
    if told is not None:
        return told
    came_from = request.GET.get("from", "")
    back_url = reverse("request_page", args=[came_from if came_from in PAGES else PAGES[0]])
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
        try:
            link = requests.send_resume_link(
                draft, email=form.cleaned_data["email"], address=address, at=request.now
            )
        except Invalid:
            return ended(draft, request)
        return render(
            request,
            "family/requests/later_sent.html",
            {
                "email": form.cleaned_data["email"],
                "ends_at": link.expires_at,
                "back_url": back_url,
            },
        )
    return render(
        request,
        "family/requests/later.html",
        {
            "form": form,
            "heading": _("Save and come back later"),
            "back_url": back_url,
            "submit_label": _("Send me a link"),
            "keeps_session": True,
        },
        status=422 if form.is_bound else 200,
    )


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: Request, secret: str) -> HttpResponse:
    """The button behind an emailed link. Opening the page changes nothing; the button does."""
    if request.method != "POST":
        return render(request, "family/requests/resume.html")
    try:
        draft = requests.open_resume_link(secret, at=request.now)
    except AlreadyDone:
        return render(request, "family/requests/resume_over.html", {"was_sent": True}, status=410)
    if draft is None:
        return render(request, "family/requests/resume_over.html", status=410)
    request.session[REQUEST_DRAFT] = str(draft.key)
    first = unfinished(draft, request, unseen=True)
    return redirect("request_page", first) if first else redirect("request_check")


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: Request) -> HttpResponse:
    """Delete a draft and everything typed in it."""
    draft = the_draft(request)
    if draft is None:
        return redirect("start")
    if request_of(draft) is not None:
        return redirect("request_sent")
    if request.method == "POST":
        try:
            requests.delete_draft(draft, at=request.now)
        except Invalid:
            return ended(draft, request)
        request.session.pop(REQUEST_DRAFT, None)
        messages.success(request, _("Your request is deleted, with everything typed in it."))
        return redirect("start")
    return render(request, "family/requests/delete.html", {"back_url": reverse("request_check")})
