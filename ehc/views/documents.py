"""Handing out files: only to those who may have them, and each time on record."""

from __future__ import annotations

from csp.decorators import csp_exempt
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from ehc.documents.letters import LetterFacts
from ehc.documents.rendering import PLAN_KINDS, letter_context
from ehc.http import Request
from ehc.models import Document, Upload, UserKind
from ehc.permissions import visible_to
from ehc.views._page import page
from ehc.views._rows import note, one
from ehc.workflows.roles import Role

EVERYBODY = tuple(role for role in Role if role is not Role.SYSTEM)


# A browser draws a PDF with parts of its own, which our policy for pages would refuse; what the
# paper holds is ours alone and runs nothing.
@csp_exempt()  # type: ignore[untyped-decorator]
@page(*EVERYBODY)
@require_safe
def document(request: Request, pk: int) -> FileResponse:
    """An issued paper, as it was issued."""
    paper = one(request, Document, "case", pk=pk)
    if paper.rendered_at is None:
        raise Http404
    name = f"{paper.case.reference}-{slugify(paper.title)}.pdf"
    return FileResponse(paper.file.open("rb"), filename=name, content_type="application/pdf")


@page(*EVERYBODY)
@require_safe
def letter(request: Request, pk: int) -> HttpResponse:
    """A letter as a page, for whoever would rather not open a PDF."""
    paper = one(request, Document, "case__person", pk=pk)
    if paper.kind in PLAN_KINDS:
        raise Http404
    facts = LetterFacts.from_json(paper.facts)
    return render(
        request,
        "documents/letter_page.html",
        {
            "document": paper,
            "title": paper.title,
            "back_url": reverse(
                "case_letters" if request.user.kind == UserKind.STAFF else "tracker",
                args=[paper.case.reference],
            ),
            **letter_context(facts),
        },
    )


@page(*EVERYBODY)
@require_safe
def upload(request: Request, pk: int) -> FileResponse:
    """A file that somebody gave us, always as a download: what it holds is not ours."""
    row = visible_to(request.user, Upload).filter(pk=pk).select_related("case").first()
    if row is None:
        raise Http404
    if row.case is not None:
        note(request, row.case, detail=f"upload {row.pk}")
    return FileResponse(
        row.file.open("rb"), as_attachment=True, filename=row.name, content_type=row.content_type
    )
