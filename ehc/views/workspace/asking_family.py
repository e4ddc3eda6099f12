"""Asking a family what it thinks of a request that somebody else made."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions.asking_family import ask_family as record_asked
from ehc.forms.asking_family import AskedFamilyForm
from ehc.http import Request
from ehc.queries import cases as reads
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_family(request: Request, reference: str) -> HttpResponse:
    """Record that the family was asked what it thinks of the request."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    return step_page(
        request,
        AskedFamilyForm(**posted(request), on=request.today),
        lambda given: record_asked(
            assessment, how=given["how"], **{**acting(request), "on": given["day"]}
        ),
        then=reverse("case", args=[reference]),
        heading=_("Record that the family was asked"),
        introduction=_(
            "A school, college or other setting asked for the assessment. The family must be "
            "consulted as soon as practicable, and before it is decided whether an assessment may "
            "be necessary (section 36(4); regulation 3). It need not consent."
        ),
        case=case,
        submit_label=_("Record it"),
        back_url=reverse("case", args=[reference]),
    )
