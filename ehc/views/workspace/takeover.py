"""Where the rights become the young person's, and both are to be told of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ehc.actions import access
from ehc.actions import takeover as actions
from ehc.explanations import weekday_date
from ehc.forms.rights import TakeoverForm
from ehc.http import Request
from ehc.permissions import route_roles
from ehc.queries.conversations import readers_of
from ehc.queries.queue import LISTED
from ehc.queries.rights import rights_of
from ehc.queries.takeover import is_to_tell, taking_over
from ehc.sentences.takeover import TO_THE_FAMILY, TO_THE_YOUNG_PERSON
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._order import Standing, told_out_of_order
from ehc.workflows.advice import end_of_compulsory_school_age
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_safe
def due(request: Request) -> HttpResponse:
    """The cases in which both are to be told, the earliest day first."""
    manages = Role.TEAM_MANAGER in route_roles(request.user)
    whole_team = request.GET.get("team", "1" if manages else "") == "1"
    rows = taking_over(request.user, request.today, whole_team=whole_team)
    access.opened(by=request.user, at=request.now, route="taking_over")
    return render(
        request,
        "workspace/taking_over.html",
        {
            "rows": rows,
            "whole_team": whole_team,
            "listed": LISTED,
            "back_url": reverse("my_queue"),
        },
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Request, reference: str) -> HttpResponse:
    """Tell the young person and the family from which day the rights are the young person's."""
    case = case_of_reference(request, reference)
    heading = _("Tell %(name)s and the family whose the rights will be") % {
        "name": case.person.known_as
    }
    people = reverse("case_people", args=[reference])
    last_day = end_of_compulsory_school_age(case.person.date_of_birth)
    missing = (
        None
        if is_to_tell(case, request.today)
        else Standing(
            _(
                "They have been told, or it is not time to: it is done in the twelve weeks before "
                "%(day)s."
            )
            % {"day": weekday_date(last_day)},
            _("To the people"),
            people,
            early=True,
        )
    )
    told = told_out_of_order(request, case, missing, heading, of_the_plan=False)
    if told is not None:
        return told
    readers = readers_of(case, request.today)
    found = rights_of(case, request.today)
    return step_page(
        request,
        TakeoverForm(**posted(request)),
        lambda given: actions.tell_of_takeover(case, **acting(request)),
        then=people,
        template="workspace/takeover.html",
        heading=heading,
        case=case,
        last_day=last_day,
        readers=readers,
        others=[str(one) for one in found.besides if one.user not in readers],
        person_reads=case.person.user in readers,
        to_person=_(TO_THE_YOUNG_PERSON).format(day=weekday_date(last_day)),
        to_family=_(TO_THE_FAMILY).format(day=weekday_date(last_day)),
        submit_label=_("Tell them"),
        back_url=people,
    )
