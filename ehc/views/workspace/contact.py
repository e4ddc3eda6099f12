"""How the adults of a case are reached, as they told the area team."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import contact
from ehc.forms.contact import (
    YES,
    RecordContactForm,
    RecordElectronicServiceForm,
    contact_initial,
)
from ehc.http import Request
from ehc.models import FamilyMember
from ehc.queries.contact import answers_of
from ehc.views._page import page
from ehc.views._rows import case_of_reference, one
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def how(request: Request, reference: str, pk: int) -> HttpResponse:
    """Note how somebody said that they want to hear of what is new."""
    case = case_of_reference(request, reference)
    member = one(request, FamilyMember, "person__case", "user", pk=pk, person__case=case)
    return step_page(
        request,
        RecordContactForm(
            **posted(request),
            member=member,
            initial=contact_initial(member),
        ),
        lambda given: contact.choose_contact(member, **given, **acting(request)),
        then=reverse("case_people", args=[reference]),
        heading=_("How to contact %(name)s") % {"name": member.name},
        introduction=_(
            "This is about messages and news. Whether official letters may come by email is asked "
            "by itself."
        ),
        case=case,
        back_url=reverse("case_people", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def electronic_service(request: Request, reference: str, pk: int) -> HttpResponse:
    """Record whether somebody agreed to official letters by email, and where."""
    case = case_of_reference(request, reference)
    member = one(request, FamilyMember, "person__case", "user", pk=pk, person__case=case)

    def act(given: dict[str, Any]) -> None:
        contact.record_electronic_service(
            member,
            agreed=given["agreed"] == YES,
            address=given["address"],
            how_known=given["how_known"],
            **acting(request),
        )

    return step_page(
        request,
        RecordElectronicServiceForm(
            **posted(request), member=member, initial={"address": member.email}
        ),
        act,
        then=reverse("case_people", args=[reference]),
        template="workspace/contact/electronic_service.html",
        heading=_("Official letters to %(name)s by email") % {"name": member.name},
        case=case,
        answers=answers_of(member),
        back_url=reverse("case_people", args=[reference]),
    )
