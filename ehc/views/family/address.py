"""A young person keeps their address from everybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions.addresses import protect_address
from ehc.forms.rights import OwnAddressForm
from ehc.http import Request
from ehc.queries.rights import is_about
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.roles import Role


@page(Role.YOUNG_PERSON)
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: Request, reference: str) -> HttpResponse:
    """Ask that one's address be kept from everybody, one's parents among them."""
    case = case_of_reference(request, reference)
    if not is_about(case, request.user) or case.person.died_on is not None:
        raise Http404

    def act() -> None:
        protect_address(case, protected=True, **acting(request))
        messages.success(request, _("We keep your address from everybody."))

    return step_page(
        request,
        OwnAddressForm(**posted(request)),
        lambda given: act(),
        then=reverse("own_address", args=[reference]),
        template="family/contact/address.html",
        case=case,
        heading=_("Where you live"),
        back_url=reverse("tracker", args=[reference]),
    )
