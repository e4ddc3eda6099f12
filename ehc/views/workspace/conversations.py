"""What families wrote: as a queue, and each conversation of a case."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ehc.actions import access, conversations
from ehc.forms.conversations import WriteToFamilyForm
from ehc.http import Request
from ehc.models import SaidHow
from ehc.permissions import route_roles
from ehc.queries import conversations as reads
from ehc.queries.queue import LISTED
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_safe
def waiting(request: Request) -> HttpResponse:
    """What waits for an answer, the earliest promise first."""
    manages = Role.TEAM_MANAGER in route_roles(request.user)
    whole_team = request.GET.get("team", "1" if manages else "") == "1"
    rows = reads.waiting(request.user, request.today, whole_team=whole_team)
    access.opened(by=request.user, at=request.now, route="messages_waiting")
    return render(
        request,
        "workspace/conversations/waiting.html",
        {
            "rows": [
                (row, (row.answer_by - request.today).days)
                for row in rows[:LISTED]
                if row.answer_by is not None
            ],
            "count": rows.count(),
            "listed": LISTED,
            "whole_team": whole_team,
        },
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def with_reader(request: Request, reference: str, pk: int) -> HttpResponse:
    """The conversation with one of the family, and what is said next."""
    case = case_of_reference(request, reference)
    found = next((one for one in reads.readers_of(case, request.today) if one.pk == pk), None)
    if found is None or case.person.died_on is not None:
        raise Http404

    def act(given: dict[str, Any]) -> object:
        told = {"reader": found, "text": given["text"], **acting(request)}
        if given["how"] == SaidHow.CALL:
            return conversations.note_call(case, **told)
        return conversations.write_to_family(case, file=given["file"], **told)

    return step_page(
        request,
        WriteToFamilyForm(**posted(request), initial={"how": SaidHow.MESSAGE.value}),
        act,
        then=reverse("conversation_with", args=[reference, pk]),
        template="workspace/conversations/conversation.html",
        case=case,
        reader=found,
        said=list(reads.conversation_with(case, found)),
        heading=_("Messages with %(name)s") % {"name": found},
        submit_label=_("Send or note it"),
        back_url=reverse("case_letters", args=[reference]),
    )
