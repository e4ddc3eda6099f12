"""Help: what may happen in each process, who may do it, by when, and where the law says so."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ehc.http import Request
from ehc.law_words import PROCESSES, duties_of, moves_of
from ehc.state_diagrams import alternative_to, static_name
from ehc.views._page import PUBLIC, page
from ehc.workflows.processes import ProcessKind


@page(PUBLIC)
@require_safe
def overview(request: Request) -> HttpResponse:
    """Every process by name. The law is for everybody to read, so no page of it is shut."""
    return render(request, "help/overview.html", {"processes": PROCESSES.items()})


@page(PUBLIC)
@require_safe
def process(request: Request, process: str) -> HttpResponse:
    """One process: its diagram, the same moves as a table, and its duties in force today."""
    if process not in list(ProcessKind):
        raise Http404
    kind = ProcessKind(process)
    return render(
        request,
        "help/process.html",
        {
            "process": PROCESSES[kind],
            "drawing": static_name(kind),
            "alternative": alternative_to(kind),
            "moves": moves_of(kind),
            "duties": duties_of(kind, request.today),
            "back_url": reverse("help"),
        },
    )
