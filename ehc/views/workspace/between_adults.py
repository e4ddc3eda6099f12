"""Where adults of one family ask for contrary things, a team manager decides."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions.between_adults import decide_between_adults
from ehc.forms.rights import BetweenAdultsForm
from ehc.http import Request
from ehc.queries.between_adults import decided_between
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.roles import Role


@page(Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, reference: str) -> HttpResponse:
    """Record what was decided between adults of a family, and why."""
    case = case_of_reference(request, reference)
    people = reverse("case_people", args=[reference])
    return step_page(
        request,
        BetweenAdultsForm(**posted(request)),
        lambda given: decide_between_adults(case, **given, **acting(request)),
        then=people,
        template="workspace/between_adults.html",
        heading=_("Adults who ask for contrary things"),
        introduction=_(
            "Each parent holds the rights by themselves, and neither speaks for the other. Nobody "
            "of the family reads this page: neither is told what the other asks for, nor how the "
            "other is reached. What you decide changes nothing by itself; write to each of them."
        ),
        case=case,
        decisions=decided_between(case),
        back_url=people,
    )
