"""Adding files to a request: whole, or in parts that can be gone on with after a break."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ehc.actions import draft_files, requests
from ehc.forms.requests import DocumentsPage, pages_for
from ehc.http import Request
from ehc.models import RequestDraft
from ehc.refusals import Invalid
from ehc.uploads import OversizeFile
from ehc.views._page import PUBLIC, page
from ehc.views.family._drafts import asker_of, ended, no_draft, sent_already, the_draft

PAGE = "documents"
_CONFLICT, _UNPROCESSABLE = 409, 422
_DIGITS = 12


def _open(request: Request) -> tuple[RequestDraft | None, HttpResponse | None]:
    """The draft that is open, or what is said where it cannot be changed."""
    draft = the_draft(request)
    if draft is None:
        return None, no_draft(request)
    told = sent_already(draft, request)
    if told is None and PAGE not in pages_for(asker_of(draft)):
        told = redirect("request_page", "who")
    return draft, told


@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: Request) -> HttpResponse:
    """What was added, and one more file; without scripts it is sent as any form is."""
    draft, told = _open(request)
    if draft is None or told is not None:
        return told or no_draft(request)
    given: dict[str, Any] = {
        "who_asks": asker_of(draft),
        "on": request.today,
        "pages": draft.answers,
    }
    form = DocumentsPage(**given)
    if request.method == "POST":
        form = DocumentsPage(request.POST, request.FILES, **given)
        if form.is_valid() and _added(draft, form, request):
            try:
                requests.save_page(draft, PAGE, {}, at=request.now)
            except Invalid:
                return ended(draft, request)
            more = "add" in request.POST
            # What was added is read next, and then the question for another.
            again = f"{reverse('request_page', args=[PAGE])}#added"
            return redirect(again if more else _after(draft, request))
    pages = pages_for(asker_of(draft))
    return render(
        request,
        "family/requests/documents.html",
        {
            "form": form,
            "heading": form.heading,
            "introduction": form.introduction,
            "files": draft.files.all(),
            "back_url": reverse("request_check")
            if request.GET.get("then") == "check"
            else reverse("request_page", args=[pages[pages.index(PAGE) - 1]]),
            "keeps_session": True,
        },
        status=_UNPROCESSABLE if form.is_bound else 200,
    )


def _added(draft: RequestDraft, form: DocumentsPage, request: Request) -> bool:
    """Add what was chosen; whether nothing was refused."""
    for name in ("photo", "file"):
        file = form.cleaned_data[name]
        try:
            if file:
                draft_files.add_file(draft, file, at=request.now)
        except Invalid as refused:
            form.add_error(name, refused.message)
    return form.is_valid()


def _after(draft: RequestDraft, request: Request) -> str:
    pages = pages_for(asker_of(draft))
    position = pages.index(PAGE) + 1
    if request.GET.get("then") == "check" or position == len(pages):
        return reverse("request_check")
    return reverse("request_page", args=[pages[position]])


def _number(text: str) -> int:
    """A number of bytes; one that is none is as good as nothing."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _DIGITS else 0


def _key(text: str) -> uuid.UUID:
    """The key of a file, from an address.

    Raises:
        Http404: it is none.
    """
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


@page(PUBLIC)
@require_POST
def begin(request: Request) -> HttpResponse:
    """Begin a file that comes in parts, or say how far it came."""
    draft, told = _open(request)
    if draft is None or told is not None:
        return HttpResponse(status=_CONFLICT)
    try:
        row = draft_files.begin_file(
            draft,
            name=request.POST.get("name", ""),
            size=_number(request.POST.get("size", "")),
            at=request.now,
        )
    except Invalid as refused:
        return JsonResponse({"refused": refused.message}, status=_UNPROCESSABLE)
    return JsonResponse(
        {
            "received": row.received,
            "address": reverse("request_document_part", args=[row.key]),
        }
    )


@page(PUBLIC)
@require_POST
def part(request: Request, key: str) -> HttpResponse:
    """Take one part of a file, and say where the next begins."""
    wanted = _key(key)
    draft, told = _open(request)
    if draft is None or told is not None:
        return HttpResponse(status=_CONFLICT)
    sent = request.FILES.get("part")
    if sent is None or isinstance(sent, OversizeFile):
        return JsonResponse({"refused": _("Choose the file again.")}, status=_UNPROCESSABLE)
    try:
        row = draft_files.append_part(
            draft,
            wanted,
            offset=_number(request.POST.get("offset", "")),
            part=sent.read(),
            at=request.now,
        )
    except Invalid as refused:
        return JsonResponse({"refused": refused.message}, status=_UNPROCESSABLE)
    return JsonResponse({"received": row.received, "is_kept": row.kept_at is not None})


@page(PUBLIC)
@require_POST
def remove(request: Request, key: str) -> HttpResponse:
    """Take a file off the request."""
    wanted = _key(key)
    draft, told = _open(request)
    if draft is None or told is not None:
        return told or no_draft(request)
    try:
        draft_files.remove_file(draft, wanted)
    except Invalid:
        return ended(draft, request)
    return redirect("request_page", PAGE)
