"""Finding the row that a page is about, and leaving the record that it was opened."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model
from django.http import Http404

from ehc.actions import access
from ehc.http import Request
from ehc.models import Case
from ehc.permissions import can, case_of, visible_to
from ehc.workflows.roles import SEND_TEAM_ROLES

M = TypeVar("M", bound=Model)


def one(request: Request, model: type[M], *related: str, **lookup: Any) -> M:
    """The row that the reader asked for, with an access record on its case.

    Args:
        model: which kind of row.
        related: what to read with it.
        lookup: which one.

    Raises:
        Http404: where there is none, or none that the reader may know of.
    """
    row = (
        visible_to(request.user, model, request.today)
        .filter(**lookup)
        .select_related(*related)
        .first()
    )
    if row is None:
        raise Http404
    note(
        request,
        case_of(row),
        detail="" if isinstance(row, Case) else f"{row._meta.model_name} {row.pk}",
    )
    return row


def case_of_reference(request: Request, reference: str) -> Case:
    """The case with a reference."""
    return one(request, Case, "person__setting", "team", "caseworker", reference=reference)


def may_act(request: Request, case: Case) -> bool:
    """Whether the reader works on this case, and is not only allowed to read it."""
    return can(request.user, SEND_TEAM_ROLES, case, request.today)


def note(request: Request, case: Case, *, detail: str = "") -> None:
    """Leave an access record for this page."""
    match = request.resolver_match
    access.opened(
        by=request.user,
        at=request.now,
        route=(match.view_name if match else "") or "",
        case=case,
        detail=detail,
    )
