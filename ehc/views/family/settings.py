"""The school, college or other setting that a family would like: found, and asked for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ehc.actions import placement
from ehc.forms.placement import ChosenForm, WantedForm
from ehc.http import Request
from ehc.models import Setting
from ehc.queries import people
from ehc.queries import settings as reads
from ehc.views._page import page
from ehc.views._steps import acting, posted, step_page
from ehc.views.family.cases import FAMILY
from ehc.views.family.drafts import pages_of, served_draft
from ehc.workflows.placement import MAY_BE_REQUESTED, institution_of


@page(*FAMILY)
@require_safe
def find(request: Request, reference: str) -> HttpResponse:
    """What may be asked for, and a search for it by name, town or postcode."""
    case, version = served_draft(request, reference)
    wanted = request.GET.get("find", "").strip()[:100]
    number = request.GET.get("page", "1")
    page_number = int(number) if number.isdecimal() and len(number) < 5 else 1
    found = reads.find(wanted, request.today, page_number)
    return render(
        request,
        "family/drafts/settings.html",
        {
            **pages_of(request, case, version),
            "heading": _("Which school or other setting would you like?"),
            "wanted": wanted,
            "found": found,
            "next_href": "?" + urlencode({"find": wanted, "page": found.next_page})
            if found.next_page
            else "",
        },
    )


@page(*FAMILY)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, reference: str, pk: int | None = None) -> HttpResponse:
    """Ask that the plan name a particular setting (section 38(2)(b)(ii)).

    Args:
        pk: the one that was chosen; None: one that is not on the list, by its name.
    """
    case, version = served_draft(request, reference)
    chosen = None if pk is None else people.settings().filter(pk=pk).first()
    if pk is not None and chosen is None:
        raise Http404
    form: forms.Form = (
        ChosenForm(**posted(request)) if chosen is not None else WantedForm(**posted(request))
    )

    def act(given: dict[str, Any]) -> None:
        name = chosen.name if chosen is not None else given["name"]
        placement.ask_for_setting(
            version, name=name, why=given["why"], setting=chosen, **acting(request)
        )
        messages.success(
            request, _("We have noted that you ask for it. We ask it before we name another.")
        )

    return step_page(
        request,
        form,
        act,
        then=reverse("draft", args=[reference]) + "#whole",
        template="family/drafts/setting.html",
        heading=_("Ask for %(setting)s") % {"setting": chosen}
        if chosen is not None
        else _("Ask for a school or other setting that is not on the list"),
        setting=chosen,
        may_not_bind=chosen is not None and _may_not_bind(chosen),
        **{
            **pages_of(request, case, version),
            "back_url": reverse("ask_for_setting", args=[reference]),
        },
    )


def _may_not_bind(setting: Setting) -> bool:
    """Whether a setting may be none of those that a family can require (section 38(3))."""
    return institution_of(setting.type) not in MAY_BE_REQUESTED
