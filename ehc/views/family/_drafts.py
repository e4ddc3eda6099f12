"""The draft that a visitor's session holds, and what is said where it holds none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from ehc.components import SummaryRow
from ehc.explanations import weekday_date
from ehc.forms.fields import DateField, in_words
from ehc.forms.requests import RequestPage, form_for, pages_for
from ehc.http import Request
from ehc.models import RequestDraft
from ehc.queries.requests import draft_of, request_of
from ehc.views._page import REQUEST_DRAFT

_OF_THE_FORM = frozenset({"csrfmiddlewaretoken", "autosave", "language", "later", "seen"})
_A_CHOICE = 12
"""What is no longer than this was chosen, or is quickly typed again."""


def the_draft(request: HttpRequest) -> RequestDraft | None:
    """The draft that this browser has open."""
    return draft_of(request.session.get(REQUEST_DRAFT, ""))


def asker_of(draft: RequestDraft) -> str:
    """A value of :class:`~ehc.models.Asker`; empty where nobody has said."""
    return str(draft.answers.get("who", {}).get("asker", ""))


def form_of(draft: RequestDraft, name: str, request: Request) -> RequestPage | None:
    """A page with what was posted or kept; None where whoever asks is not asked it."""
    kind = form_for(name, asker_of(draft))
    if kind is None:
        return None
    given = _given(draft, request)
    if request.method == "POST":
        return kind(request.POST, **given)
    return kind(initial=draft.answers.get(name, {}), **given)


def _given(draft: RequestDraft, request: Request) -> dict[str, Any]:
    return {"who_asks": asker_of(draft), "on": request.today, "pages": draft.answers}


def checked(draft: RequestDraft, request: Request) -> Iterator[tuple[str, RequestPage]]:
    """Every page with its answers, checked as if they were sent now."""
    for name in pages_for(asker_of(draft)):
        kind = form_for(name, asker_of(draft))
        if kind is not None:
            kept = kind.as_posted(draft.answers.get(name, {}))
            yield name, kind(kept, **_given(draft, request))


def unfinished(draft: RequestDraft, request: Request, *, unseen: bool) -> str | None:
    """The first page that is not right yet; with ``unseen``, or that was never opened."""
    for name, form in checked(draft, request):
        if not form.is_valid() or (unseen and name not in draft.answers):
            return name
    return None


def no_draft(request: Request) -> HttpResponse:
    """What is said where this browser holds no request; what was typed is given back."""
    if request.method != "POST":
        messages.info(
            request,
            _("No request is open on this device. Use the link that we emailed you, or start."),
        )
        return redirect("start")
    return closed(request, "closed", status=403)


def closed(request: Request, why: str, *, status: int = 409) -> HttpResponse:
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


def ended(draft: RequestDraft, request: Request) -> HttpResponse:
    """The page for a draft that was sent or deleted in another tab, as it is now."""
    if request_of(draft) is not None:
        return closed(request, "sent")
    return closed(request, "deleted")


def sent_already(draft: RequestDraft, request: Request) -> HttpResponse | None:
    """The receipt, or what was typed after the request was sent; None where it was not sent."""
    if request_of(draft) is None:
        return None
    return closed(request, "sent") if request.method == "POST" else redirect("request_sent")


def _shown(field: Any, value: Any) -> str:
    """An answer as it is read."""
    if isinstance(field, DateField):
        found = parse_date(value) if isinstance(value, str) else None
        return weekday_date(found) if found else " ".join(value or ())
    return ", ".join(in_words(field, value))


def rows_of(name: str, form: RequestPage, answers: Mapping[str, Any]) -> list[SummaryRow]:
    """The answers of one page as they are checked, each with a link to where it is changed."""
    return [
        SummaryRow(
            key=str(field.label),
            value=_shown(field, answers.get(field_name) or "") or _("Not answered"),
            href=f"{reverse('request_page', args=[name])}?then=check",
            action=_("Change"),
        )
        for field_name, field in form.fields.items()
    ]
