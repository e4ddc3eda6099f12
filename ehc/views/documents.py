"""Handing out files: only to those who may have them, and each time on record."""

from __future__ import annotations

import logging

from csp.decorators import csp_exempt
from django.core.files import File
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from ehc.documents.letters import LetterFacts
from ehc.documents.rendering import PLAN_KINDS, letter_context
from ehc.documents.word import CONTENT_TYPE, plan_word
from ehc.http import Request
from ehc.models import Document, Letter, Upload, UserKind
from ehc.permissions import visible_to
from ehc.views import errors
from ehc.views._page import page
from ehc.views._rows import note, one
from ehc.workflows.roles import Role

logger = logging.getLogger("ehc.files")

EVERYBODY = tuple(role for role in Role if role is not Role.SYSTEM)


def _opened(kept: FieldFile, which: str) -> File[bytes] | None:
    """A file from storage; None where it is not there or cannot be read, which is logged.

    Args:
        which: what it is, for the log: its number, never its name.
    """
    try:
        opened: File[bytes] = kept.open("rb")
    except (OSError, ValueError) as error:
        # The class alone: the error's own words hold the file's name.
        logger.error("%s cannot be opened (%s)", which, type(error).__name__)
        return None
    return opened


# A browser draws a PDF with parts of its own, which our policy for pages would refuse; what the
# paper holds is ours alone and runs nothing.
@csp_exempt()  # type: ignore[untyped-decorator]
def _pdf(request: Request, kept: File[bytes], name: str) -> FileResponse:
    return FileResponse(kept, filename=name, content_type="application/pdf")


@page(*EVERYBODY)
@require_safe
def document(request: Request, pk: int) -> HttpResponse | FileResponse:
    """An issued paper, as it was issued."""
    paper = one(request, Document, "case", pk=pk)
    if paper.rendered_at is None:
        raise Http404
    kept = _opened(paper.file, f"paper {paper.pk}")
    if kept is None:
        return errors.file_unavailable(request)
    answer: FileResponse = _pdf(request, kept, f"{paper.case.reference}-{slugify(paper.title)}.pdf")
    return answer


@page(*EVERYBODY)
@require_safe
def large_print(request: Request, pk: int) -> HttpResponse | FileResponse:
    """An issued paper in large print, drawn from the same facts on the same day."""
    paper = one(request, Document, "case", pk=pk)
    if not paper.large_sha256:
        raise Http404
    kept = _opened(paper.large_file, f"paper {paper.pk} in large print")
    if kept is None:
        return errors.file_unavailable(request)
    name = f"{paper.case.reference}-{slugify(paper.title)}-large-print.pdf"
    answer: FileResponse = _pdf(request, kept, name)
    return answer


@page(*EVERYBODY)
@require_safe
def word(request: Request, pk: int) -> HttpResponse:
    """A plan that was sent, as a Word file to write in, made from the same facts as its paper."""
    paper = one(request, Document, "case", pk=pk)
    if paper.kind not in PLAN_KINDS:
        raise Http404
    answer = HttpResponse(plan_word(paper.title, paper.facts), content_type=CONTENT_TYPE)
    name = f"{paper.case.reference}-{slugify(paper.title)}.docx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@page(*EVERYBODY)
@require_safe
def copy(request: Request, pk: int) -> HttpResponse | FileResponse:
    """The copy of a letter that goes by post, with its reader's own name and address."""
    row = one(request, Letter, "case", "document", pk=pk)
    if not row.sha256:
        raise Http404
    kept = _opened(row.file, f"letter {row.pk}")
    if kept is None:
        return errors.file_unavailable(request)
    name = f"{row.case.reference}-{slugify(row.document.title)}-{row.pk}.pdf"
    answer: FileResponse = _pdf(request, kept, name)
    return answer


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
def upload(request: Request, pk: int) -> FileResponse | HttpResponse:
    """A file that somebody gave us, always as a download: what it holds is not ours."""
    row = (
        visible_to(request.user, Upload, request.today).filter(pk=pk).select_related("case").first()
    )
    if row is None:
        raise Http404
    if row.case is not None:
        note(request, row.case, detail=f"upload {row.pk}")
    kept = _opened(row.file, f"file {row.pk}")
    if kept is None:
        return errors.file_unavailable(request)
    return FileResponse(kept, as_attachment=True, filename=row.name, content_type=row.content_type)
