"""How the adults of a case have their letters."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import cases
from ehc.forms.letters import LargePrintForm
from ehc.http import Request
from ehc.models import FamilyMember
from ehc.views._page import page
from ehc.views._rows import case_of_reference, one
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def of_member(request: Request, reference: str, pk: int) -> HttpResponse:
    """In which print one adult has letters."""
    case = case_of_reference(request, reference)
    member = one(request, FamilyMember, "person__case", pk=pk, person__case=case)
    return step_page(
        request,
        LargePrintForm(
            **posted(request), initial={"large_print": "yes" if member.large_print else "no"}
        ),
        lambda given: cases.choose_print(
            member, large=given["large_print"] == "yes", **acting(request)
        ),
        then=reverse("case_people", args=[reference]),
        heading=_("Letters to %(name)s") % {"name": member.name},
        case=case,
        back_url=reverse("case_people", args=[reference]),
    )
