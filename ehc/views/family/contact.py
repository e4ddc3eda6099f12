"""How somebody of a family is reached: only ever one's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import contact
from ehc.forms.contact import NO, YES, ContactForm, ElectronicServiceForm, contact_initial
from ehc.http import Request
from ehc.models import Case, FamilyMember
from ehc.permissions import visible_to
from ehc.queries.contact import answers_of, served_at
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.roles import Role


def own_place(request: Request, case: Case) -> FamilyMember:
    """The reader's own row among the family of a case.

    Raises:
        Http404: where they have none, or the child or young person has died: then no page but the
            first says anything.
    """
    member = (
        visible_to(request.user, FamilyMember, request.today)
        .filter(person__case=case, user=request.user)
        .first()
    )
    if member is None or case.person.died_on is not None:
        raise Http404
    return member


@page(Role.PARENT, Role.YOUNG_PERSON)
@require_http_methods(["GET", "HEAD", "POST"])
def how(request: Request, reference: str) -> HttpResponse:
    """How one is told of what is new, and how official letters come."""
    case = case_of_reference(request, reference)
    member = own_place(request, case)

    def act(given: dict[str, Any]) -> None:
        contact.choose_contact(member, **given, **acting(request))
        messages.success(request, _("We have noted how to reach you."))

    return step_page(
        request,
        ContactForm(**posted(request), initial=contact_initial(member)),
        act,
        then=reverse("how_we_contact_you", args=[reference]),
        template="family/contact/how.html",
        case=case,
        member=member,
        served_at=served_at([member]).get(member.pk, ""),
        heading=_("How we contact you"),
        back_url=reverse("tracker", args=[reference]),
    )


@page(Role.PARENT, Role.YOUNG_PERSON)
@require_http_methods(["GET", "HEAD", "POST"])
def electronic_service(request: Request, reference: str) -> HttpResponse:
    """Whether official letters may come by email, and where."""
    case = case_of_reference(request, reference)
    member = own_place(request, case)
    latest = answers_of(member).first()

    def act(given: dict[str, Any]) -> None:
        contact.record_electronic_service(
            member, agreed=given["agreed"] == YES, address=given["address"], **acting(request)
        )
        messages.success(request, _("We have noted your answer. It holds for letters from now on."))

    agreed = {True: YES, False: NO, None: ""}[latest.agreed if latest else None]
    address = latest.address if latest and latest.agreed else member.user.email  # type: ignore[union-attr]
    return step_page(
        request,
        ElectronicServiceForm(**posted(request), initial={"agreed": agreed, "address": address}),
        act,
        then=reverse("how_we_contact_you", args=[reference]),
        template="family/contact/electronic_service.html",
        case=case,
        latest=latest,
        heading=_("Official letters by email"),
        back_url=reverse("how_we_contact_you", args=[reference]),
    )
