"""The draft plan as a family reads it, and what it says of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ehc.actions import representations
from ehc.documents.plans import plan_sections, rows_of
from ehc.forms.base import GovukForm
from ehc.forms.plans import CommentForm
from ehc.http import Request
from ehc.models import Case, PlanVersion
from ehc.permissions import is_family_of
from ehc.queries import cases as reads
from ehc.queries import drafts as draft_reads
from ehc.queries import tracker as tracker_reads
from ehc.queries.posting import window_of
from ehc.queries.rights import is_about
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.views.family.cases import FAMILY, refuse_if_stopped


def served_draft(request: Request, reference: str) -> tuple[Case, PlanVersion]:
    """The draft that was sent to this family.

    Raises:
        Http404: where there is none, or the reader is not the family.
    """
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    version = reads.served_version(assessment)
    refuse_if_stopped(assessment)
    if version is None or not is_family_of(request.user, case, request.today):
        raise Http404
    return case, version


def pages_of(request: Request, case: Case, version: PlanVersion) -> dict[str, Any]:
    """What every page of a draft is given: until when the family may speak stands at its top."""
    window = window_of(version, request.today)
    return {
        "case": case,
        "version": version,
        "window": window,
        "is_open": window.is_open(request.today),
        "days_left": (window.closes_on - request.today).days if window.closes_on else 0,
        "back_url": reverse("draft", args=[case.reference]),
    }


@page(*FAMILY)
@require_safe
def draft(request: Request, reference: str) -> HttpResponse:
    """The draft, section by section, with what was said about each row."""
    case, version = served_draft(request, reference)
    facts = tracker_reads.frozen_facts(version)
    said = tracker_reads.comments_by_row(version)
    sections = plan_sections(facts)
    rows = rows_of(sections)
    is_own = is_about(case, request.user)
    shown = pages_of(request, case, version)
    return render(
        request,
        "family/drafts/draft.html",
        {
            **shown,
            "heading": _("Your draft plan")
            if is_own
            else _("The draft plan for %(name)s") % {"name": case.person.known_as},
            "dates": draft_reads.days_of(version, shown["window"], request.today),
            "sections": [
                {
                    "paper": section,
                    "parts": [
                        {
                            "part": part,
                            "said": said.get(part.key, ()) if part.key else (),
                            "row": rows.get(part.key),
                            "cards": [
                                {
                                    "card": card,
                                    "said": said.get(card.key, ()),
                                    "sources": tracker_reads.sources_of(facts, card.key),
                                }
                                for card in part.cards
                            ],
                        }
                        for part in section.parts
                    ],
                }
                for section in sections
            ],
            "whole": said.get("", ()),
            "agreed_on": draft_reads.agreed_on(version, request.user),
            "unused": draft_reads.provenance(facts).not_taken_up,
            "back_url": reverse("tracker", args=[reference]),
        },
    )


@page(*FAMILY)
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: Request, reference: str, key: str = "") -> HttpResponse:
    """Say something about one row, or about the whole draft."""
    case, version = served_draft(request, reference)
    rows = rows_of(plan_sections(tracker_reads.frozen_facts(version)))
    if key and key not in rows:
        raise Http404
    row = rows.get(key)

    def act(given: dict[str, Any]) -> None:
        representations.make_representation(version, row=key, **given, **acting(request))
        messages.success(request, _("We have your comment. You can add more until the last day."))

    return step_page(
        request,
        CommentForm(
            **posted(request),
            sentences=row.sentences if row else None,
        ),
        act,
        then=reverse("draft", args=[reference]) + (f"#row-{key}" if key else "#whole"),
        template="family/drafts/comment.html",
        card=row,
        heading=_("Tell us what you think of: %(title)s") % {"title": row.title}
        if row
        else _("Tell us what you think"),
        **pages_of(request, case, version),
    )


@page(*FAMILY)
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: Request, reference: str) -> HttpResponse:
    """Agree with the whole draft, on a page that says what that means."""
    case, version = served_draft(request, reference)
    back = reverse("draft", args=[reference])

    def act(given: dict[str, Any]) -> None:
        representations.agree_with_draft(version, **acting(request))
        messages.success(
            request,
            _("We have noted that you agree with the whole draft. You can still comment until the "
              "last day."),
        )  # fmt: skip

    return step_page(
        request,
        GovukForm(**posted(request)),
        act,
        then=back,
        template="family/drafts/agree.html",
        heading=_("Do you agree with the whole draft?"),
        agreed_on=draft_reads.agreed_on(version, request.user),
        waiting=draft_reads.unanswered(version),
        **pages_of(request, case, version),
    )


@page(*FAMILY)
@require_safe
def sources(request: Request, reference: str) -> HttpResponse:
    """Which advice each line of provision came from, and what was not taken up and why."""
    case, version = served_draft(request, reference)
    return render(
        request,
        "family/drafts/sources.html",
        {
            **pages_of(request, case, version),
            "heading": _("Where the help in this draft comes from"),
            "found": draft_reads.provenance(tracker_reads.frozen_facts(version)),
        },
    )
