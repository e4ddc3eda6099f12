"""A family's own copy: everything sent and received, as a page and to take away."""

from __future__ import annotations

from pathlib import PurePath

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ehc.documents.bundle import bundle
from ehc.http import Request
from ehc.models import Case
from ehc.permissions import is_family_of
from ehc.queries.own_copy import Entry, everything, who_opened
from ehc.queries.rights import is_about
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.workflows.roles import FAMILY_ROLES


def _own_case(request: Request, reference: str) -> Case:
    """A case of the reader's own family; after a death no page but the first says anything.

    Raises:
        Http404: of any other.
    """
    case = case_of_reference(request, reference)
    if not is_family_of(request.user, case, request.today) or case.person.died_on is not None:
        raise Http404
    return case


@page(*FAMILY_ROLES)
@require_safe
def sent_and_received(request: Request, reference: str) -> HttpResponse:
    """Everything that was sent and came, in order."""
    case = _own_case(request, reference)
    return render(
        request,
        "family/copy/everything.html",
        {
            "case": case,
            "is_own": is_about(case, request.user),
            "entries": everything(request.user, case, request.today),
            "heading": _("Everything we have sent and received"),
            "back_url": reverse("tracker", args=[reference]),
        },
    )


@page(*FAMILY_ROLES)
@require_safe
def download(request: Request, reference: str) -> StreamingHttpResponse:
    """The same as one file: an index page, the papers and the files."""
    case = _own_case(request, reference)
    entries = everything(request.user, case, request.today)
    kept = [(entry, entry.file) for entry in entries]
    there = [
        (entry, found, _name_in_copy(number, entry))
        for number, (entry, found) in enumerate(kept, start=1)
        if found is not None and _is_there(found)
    ]
    names = {id(entry): name for entry, _found, name in there}
    index = render_to_string(
        "documents/own_copy.html",
        {
            "case": case,
            "is_own": is_about(case, request.user),
            "entries": [
                (entry, names.get(id(entry), ""), found is not None) for entry, found in kept
            ],
            "made_on": request.today,
        },
        request,
    )
    answer = StreamingHttpResponse(
        bundle(
            index,
            [(name, found) for _entry, found, name in there],
            at=timezone.localtime(request.now),
        ),
        content_type="application/zip",
    )
    answer["Content-Disposition"] = f'attachment; filename="{case.reference}-copy.zip"'
    return answer


def _is_there(kept: FieldFile) -> bool:
    return kept.name is not None and kept.storage.exists(kept.name)


def _name_in_copy(number: int, entry: Entry) -> str:
    """What something is called in the copy: in order, and by no name that a folder forbids."""
    given = PurePath(entry.title) if entry.upload is not None else PurePath(f"{entry.title}.pdf")
    stem = slugify(given.stem)[:60] or entry.came.value
    return f"{number:03d}-{stem}{given.suffix.lower()}"


@page(*FAMILY_ROLES)
@require_safe
def opened(request: Request, reference: str) -> HttpResponse:
    """Who opened the file, and on which days."""
    case = _own_case(request, reference)
    return render(
        request,
        "family/copy/opened.html",
        {
            "case": case,
            "opened": who_opened(request.user, case),
            "heading": _("Who has opened your file"),
            "back_url": reverse("tracker", args=[reference]),
        },
    )
