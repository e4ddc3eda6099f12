"""How somebody has their own letters."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import cases
from ehc.forms.letters import LargePrintForm
from ehc.http import Request
from ehc.models import FamilyMember
from ehc.permissions import visible_to
from ehc.queries import cases as reads
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.roles import Role
from ehc.workflows.statuses import AssessmentStatus


@page(Role.PARENT, Role.YOUNG_PERSON)
@require_http_methods(["GET", "HEAD", "POST"])
def print_of(request: Request, reference: str) -> HttpResponse:
    """In which print one's own letters come."""
    case = case_of_reference(request, reference)
    member = visible_to(request.user, FamilyMember, request.today).filter(person__case=case).first()
    stopped = reads.current_assessment(case).status == AssessmentStatus.DECEASED
    # After a death no page but the first says anything.
    if member is None or member.user_id != request.user.pk or stopped:
        raise Http404

    def act(given: dict[str, str]) -> None:
        cases.choose_print(member, large=given["large_print"] == "yes", **acting(request))
        messages.success(request, _("We have noted how you want your letters."))

    return step_page(
        request,
        LargePrintForm(
            **posted(request), initial={"large_print": "yes" if member.large_print else "no"}
        ),
        act,
        then=reverse("tracker", args=[reference]),
        template="family/cases/letters.html",
        case=case,
        heading=_("Your letters"),
        back_url=reverse("tracker", args=[reference]),
    )
