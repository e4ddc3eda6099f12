"""Whether another file is about the same child."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions.matches import decide_same_child
from ehc.forms.matches import SameChildForm
from ehc.http import Request
from ehc.queries.matches import suggested
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def same_child(request: Request, reference: str, other: str) -> HttpResponse:
    """Decide whether a file that was suggested is about the same child."""
    case = case_of_reference(request, reference)
    found = next((one for one in suggested(case) if one.case.reference == other), None)
    if found is None:
        raise Http404
    kept = found.decided
    initial = {"is_same": "yes" if kept.is_same else "no", "reason": kept.reason} if kept else {}
    return step_page(
        request,
        SameChildForm(**posted(request), initial=initial),
        lambda given: decide_same_child(
            case,
            other=found.case,
            is_same=given["is_same"] == "yes",
            reason=given["reason"],
            **acting(request),
        ),
        then=reverse("case", args=[reference]),
        heading=_("Is %(other)s about the same child?") % {"other": other},
        introduction=_(
            "The two files are alike. Nothing is merged and no request is refused for it: what you "
            "record here says how each file is read, and whoever asked is not told."
        ),
        case=case,
        submit_label=_("Record it"),
        back_url=reverse("case", args=[reference]),
    )
