"""Asking for an assessment, without an account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ehc.actions import requests
from ehc.actions._answers import PAGES
from ehc.components import SummaryRow
from ehc.explanations import weekday_date
from ehc.forms.fields import DateField
from ehc.forms.markup import FieldMarkup, Problem, problems_of
from ehc.forms.requests import LaterForm, RequestPage, form_for
from ehc.http import Request
from ehc.models import Asker, RequestDraft
from ehc.queries.requests import draft_of, request_of
from ehc.refusals import AlreadyDone, Invalid
from ehc.views._page import PUBLIC, REQUEST_DRAFT, page

_OF_THE_FORM = frozenset({"csrfmiddlewaretoken", "autosave", "later"})
_A_CHOICE = 12
"""What is no longer than this was chosen, or is quickly typed again."""


@page(PUBLIC)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What an assessment is, what happens when, and one button."""
    draft = _draft(request)
    started = draft is not None and bool(draft.answers) and request_of(draft) is None
    return render(request, "family/requests/start.html", {"started": started})


@page(PUBLIC)
@require_POST
def begin(request: Request) -> HttpResponse:
    """Begin a draft, or go on with the one that this browser has."""
    draft = _draft(request)
    if draft is None or request_of(draft) is not None:
        draft = requests.start_draft(at=request.now)
        request.session[REQUEST_DRAFT] = str(draft.key)
    return redirect("request_page", PAGES[0])


def _draft(request: HttpRequest) -> RequestDraft | None:
    return draft_of(request.session.get(REQUEST_DRAFT, ""))


def _asker(draft: RequestDraft) -> str:
    return str(draft.answers.get("who", {}).get("asker", ""))


def _form(draft: RequestDraft, name: str, request: Request) -> RequestPage | None:
    kind = form_for(name, _asker(draft))
    if kind is None:
        return None
    given = _given(draft, request)
    if request.method == "POST":
        return kind(request.POST, **given)
    return kind(initial=draft.answers.get(name, {}), **given)


def _given(draft: RequestDraft, request: Request) -> dict[str, Any]:
    return {"who_asks": _asker(draft), "on": request.today, "pages": draft.answers}


def _checked(draft: RequestDraft, request: Request) -> Iterator[tuple[str, RequestPage]]:
    """Every page with its answers, checked as if they were sent now."""
    for name in PAGES:
        kind = form_for(name, _asker(draft))
        if kind is not None:
            kept = kind.as_posted(draft.answers.get(name, {}))
            yield name, kind(kept, **_given(draft, request))


def _unfinished(draft: RequestDraft, request: Request, *, unseen: bool) -> str | None:
    """The first page that is not right yet; with ``unseen``, or that was never opened."""
    for name, form in _checked(draft, request):
        if not form.is_valid() or (unseen and name not in draft.answers):
            return name
    return None


def _back(name: str) -> str:
    position = PAGES.index(name)
    return reverse("request_page", args=[PAGES[position - 1]]) if position else reverse("start")


def _page_of(name: str, *, then_check: bool) -> HttpResponseRedirect:
    answer = redirect("request_page", name)
    if then_check:
        answer["Location"] += "?then=check"
    return answer


def _next(name: str, draft: RequestDraft, before: str, request: Request) -> HttpResponseRedirect:
    position = PAGES.index(name) + 1
    if request.GET.get("then") == "check":
        if _asker(draft) != before:
            # Somebody else asks now, so that what was said about them is asked again.
            return _page_of("you", then_check=True)
        unfinished = _unfinished(draft, request, unseen=False)
        return _page_of(unfinished, then_check=True) if unfinished else redirect("request_check")
    if position == len(PAGES):
        return redirect("request_check")
    return redirect("request_page", PAGES[position])


def _no_draft(request: Request) -> HttpResponse:
    """What is said where this browser holds no request; what was typed is given back."""
    if request.method != "POST":
        messages.info(
            request,
            _("No request is open on this device. Use the link that we emailed you, or start."),
        )
        return redirect("start")
    return _closed(request, "closed", status=403)


def _closed(request: Request, why: str, *, status: int = 409) -> HttpResponse:
    """What was posted cannot be saved any more: why, and what was typed, to copy.

    Args:
        why: "closed" on this device, "deleted" or "sent".
    """
    if "autosave" in request.POST:
        return HttpResponse(status=status)
    typed = [
        value
        for name, value in request.POST.items()
        if name not in _OF_THE_FORM and len(value) > _A_CHOICE
    ]
    return render(
        request, "family/requests/closed.html", {"typed": typed, "why": why}, status=status
    )


def _ended(draft: RequestDraft, request: Request) -> HttpResponse:
    """The page for a draft that was sent or deleted in another tab, as it is now."""
    if request_of(draft) is not None:
        return _closed(request, "sent")
    return _closed(request, "deleted")


def _sent_already(draft: RequestDraft, request: Request) -> HttpResponse | None:
    """The receipt, or what was typed after the request was sent; None where it was not sent."""
    if request_of(draft) is None:
        return None
    return _closed(request, "sent") if request.method == "POST" else redirect("request_sent")


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, name: str) -> HttpResponse:
    """One page of the request: saved when it is right, kept as typed when it is not."""
    if name not in PAGES:
        raise Http404
    draft = _draft(request)
    if draft is None:
        return _no_draft(request)
    sent_already = _sent_already(draft, request)
    if sent_already is not None:
        return sent_already
    form = _form(draft, name, request)
    if form is None:
        return redirect("request_page", PAGES[0])
    if request.method == "POST":
        before = _asker(draft)
        try:
            if form.is_valid():
                draft = requests.save_page(draft, name, form.answers(), at=request.now)
                if not _is_unfinished(request):
                    return _next(name, draft, before, request)
            elif _is_unfinished(request):
                # What is right is kept as checked, and the rest as it was typed.
                requests.save_page(draft, name, form.typed(), at=request.now)
        except Invalid:
            # Sent or deleted in another tab since this page was opened.
            return _ended(draft, request)
        if "autosave" in request.POST:
            return HttpResponse(status=204)
        if "later" in request.POST:
            answer = redirect("request_later")
            answer["Location"] += f"?from={name}"
            return answer
    return render(
        request,
        "family/requests/question.html",
        {
            "form": form,
            "heading": form.heading,
            "introduction": form.introduction,
            "back_url": reverse("request_check")
            if request.GET.get("then") == "check"
            else _back(name),
            "autosave": True,
            "keeps_session": True,
            "saved_at": draft.saved_at if name in draft.answers else None,
        },
        status=422 if form.is_bound and not form.is_valid() else 200,
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
        return _no_draft(request)
    sent_already = _sent_already(draft, request)
    if sent_already is not None:
        return sent_already
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
            requests.send_resume_link(
                draft, email=form.cleaned_data["email"], address=address, at=request.now
            )
        except Invalid:
            return _ended(draft, request)
        return render(
            request,
            "family/requests/later_sent.html",
            {"email": form.cleaned_data["email"], "back_url": back_url},
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
    unfinished = _unfinished(draft, request, unseen=True)
    return redirect("request_page", unfinished) if unfinished else redirect("request_check")


@dataclass(frozen=True)
class _Part:
    """Answers that belong together, on the page where they are checked."""

    heading: str
    rows: list[SummaryRow]


def _shown(field: Any, value: Any) -> str:
    """An answer as it is read."""
    if isinstance(field, DateField):
        found = parse_date(value) if isinstance(value, str) else None
        return weekday_date(found) if found else " ".join(value or ())
    choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return choices.get(str(value), str(value))


def _summary(draft: RequestDraft, request: Request) -> list[_Part]:
    parts: list[_Part] = []
    for name, form in _checked(draft, request):
        if form.part or not parts:
            parts.append(_Part(str(form.part), []))
        answers = draft.answers.get(name, {})
        parts[-1].rows.extend(
            SummaryRow(
                key=str(field.label),
                value=_shown(field, answers.get(field_name) or "") or _("Not answered"),
                href=f"{reverse('request_page', args=[name])}?then=check",
                action=_("Change"),
            )
            for field_name, field in form.fields.items()
        )
    return parts


def _problems(draft: RequestDraft, request: Request) -> list[Problem]:
    """What is missing or not right, each with a link to where it is mended."""
    if not _asker(draft):
        return [Problem(_("Say who is asking"), reverse("request_page", args=[PAGES[0]]))]
    return [
        Problem(problem.text, f"{reverse('request_page', args=[name])}?then=check{problem.href}")
        for name, form in _checked(draft, request)
        for problem in problems_of(form)
    ]


def _where(field: str, draft: RequestDraft, request: Request) -> str:
    """Where an answer that was refused is mended; empty where no page asks for it."""
    for name, form in _checked(draft, request):
        if field in form.fields:
            target = FieldMarkup(form[field]).target
            return f"{reverse('request_page', args=[name])}?then=check#{target}"
    return ""


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request) -> HttpResponse:
    """Check the answers, then send them once."""
    draft = _draft(request)
    if draft is None:
        return _no_draft(request)
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
                    return _ended(draft, request)
                problems = [Problem(refused.message, _where(refused.field, draft, request))]
    return render(
        request,
        "family/requests/check.html",
        {
            "parts": _summary(draft, request),
            "problems": problems if status == 422 else (),
            "missing": problems if status == 200 else (),
            "is_setting": _asker(draft) == Asker.SETTING,
            "is_own": _asker(draft) == Asker.YOUNG_PERSON,
            "keeps_session": True,
            "back_url": reverse("request_page", args=[PAGES[-1]]),
        },
        status=status,
    )


@page(PUBLIC)
@require_safe
def sent(request: Request) -> HttpResponse:
    """The receipt: the reference, and what happens next, with dates."""
    draft = _draft(request)
    received = request_of(draft) if draft else None
    if received is None:
        return redirect("start")
    asker = received.asker
    return render(
        request,
        "family/requests/sent.html",
        {
            "received": received,
            "is_own": asker == Asker.YOUNG_PERSON,
            "is_setting": asker == Asker.SETTING,
            "main_contact": received.case.person.family.filter(is_main_contact=True).first(),
            **requests.promised(received.assessment, received.received_on),
        },
    )


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
        try:
            requests.delete_draft(draft, at=request.now)
        except Invalid:
            return _ended(draft, request)
        request.session.pop(REQUEST_DRAFT, None)
        messages.success(request, _("Your request is deleted, with everything typed in it."))
        return redirect("start")
    return render(request, "family/requests/delete.html", {"back_url": reverse("request_check")})
