"""Asking for a reassessment on one's own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import reassessments
from ehc.explanations import weekday_date
from ehc.forms.reassessments import AskAgainForm
from ehc.http import Request
from ehc.permissions import is_family_of
from ehc.queries import cases as reads
from ehc.queries.reassessments import DECISION_WITHIN, open_reassessment
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.roles import Role
from ehc.workflows.statuses import AssessmentStatus


@page(Role.PARENT, Role.YOUNG_PERSON, Role.SETTING)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, reference: str) -> HttpResponse:
    """Ask for a reassessment, and read what happens next and by when."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    if (
        not is_family_of(request.user, case, request.today)
        or assessment.status == AssessmentStatus.DECEASED
    ):
        raise Http404
    issued = assessment.status == AssessmentStatus.PLAN_ISSUED
    if request.method != "POST" and (not issued or open_reassessment(assessment) is not None):
        return redirect("tracker", reference)
    final = reads.final_version(assessment)
    if final is None:
        raise Http404
    answer_by = DECISION_WITHIN.last_day_from(request.today)

    def act(given: dict[str, str]) -> None:
        reassessments.ask_again(final.plan, words=given["words"], **acting(request))
        messages.success(
            request,
            _("We have your request. We must tell you by %(day)s whether we will assess again.")
            % {"day": weekday_date(answer_by)},
        )

    return step_page(
        request,
        AskAgainForm(**posted(request)),
        act,
        then=reverse("tracker", args=[reference]),
        template="family/reassessments/ask.html",
        heading=_("Ask us to assess again"),
        case=case,
        answer_by=answer_by,
        back_url=reverse("tracker", args=[reference]),
    )
