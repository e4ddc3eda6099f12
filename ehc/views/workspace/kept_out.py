"""A court order that keeps somebody of a family from the case."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import kept_out as actions
from ehc.forms.rights import CourtOrderForm
from ehc.http import Request
from ehc.models import FamilyMember
from ehc.queries.kept_out import orders_of
from ehc.queries.rights import is_young_person
from ehc.views._page import page
from ehc.views._rows import case_of_reference, one
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._order import Standing, told_out_of_order
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def court_order(request: Request, reference: str, pk: int) -> HttpResponse:
    """Record that a court order keeps somebody out, or, of whom one does, that it ended."""
    case = case_of_reference(request, reference)
    member = one(request, FamilyMember, "person__case", "user", pk=pk, person__case=case)
    people = reverse("case_people", args=[reference])
    ends = bool(member.kept_out_by)
    heading = (
        _("The court order that keeps %(name)s out has ended")
        if ends
        else _("A court order keeps %(name)s out")
    ) % {"name": member.name}
    theirs = (
        Standing(
            _("This is the young person’s own case: no order can be recorded that keeps them out."),
            _("To the people"),
            people,
            early=True,
        )
        if is_young_person(member, case)
        else None
    )
    told = told_out_of_order(request, case, theirs, heading, of_the_plan=False)
    if told is not None:
        return told
    step = actions.let_in_again if ends else actions.keep_out

    def act(given: dict[str, Any]) -> object:
        return step(case, actions.Order(**given), member=member, **acting(request))

    return step_page(
        request,
        CourtOrderForm(**posted(request), ends=ends),
        act,
        then=people,
        template="workspace/court_order.html",
        heading=heading,
        introduction=_(
            "From then on they see the case again and hold whatever rights are theirs. Letters "
            "that were not sent to them meanwhile stay unsent, and whom they acted for, or who "
            "acted for them, is to be recorded again."
        )
        if ends
        else _(
            "From now on they see nothing of this case, are sent nothing, and hold none of the "
            "rights. Letters and messages that have not gone to them never go, and nothing waits "
            "for them. They are not told."
        ),
        case=case,
        orders=orders_of(member),
        submit_label=_("Record that it has ended") if ends else _("Record the order"),
        back_url=people,
    )
