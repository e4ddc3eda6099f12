"""Who acts for a young person: what is recorded, and recording it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import rights as actions
from ehc.forms.rights import ACTS, BASES, WhoActsForm
from ehc.http import Request
from ehc.queries.rights import is_young_person, rights_of
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def who_acts(request: Request, reference: str) -> HttpResponse:
    """Record that somebody acts for the young person, in what, and on what."""
    case = case_of_reference(request, reference)
    found = rights_of(case, request.today)
    members = {str(one.pk): one for one in found.family if not is_young_person(one, case)}
    bases, acts = dict(BASES), dict(ACTS)

    def act(given: dict[str, Any]) -> object:
        return actions.record_who_acts(
            case,
            member=members[given["member"]],
            basis=given["basis"],
            acts=given["acts"],
            how_known=given["how_known"],
            **acting(request),
        )

    return step_page(
        request,
        WhoActsForm(**posted(request), members=members.values()),
        act,
        then=reverse("case_people", args=[reference]),
        template="workspace/who_acts.html",
        heading=_("Who acts for %(name)s") % {"name": case.person.full_name},
        case=case,
        acting=[(str(member), acts[act], bases[basis]) for member, basis, act in found.acting],
        back_url=reverse("case_people", args=[reference]),
    )
