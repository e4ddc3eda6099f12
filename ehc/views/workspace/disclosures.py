"""A plan that is sent for a young person's higher education (regulation 47)."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import disclosures
from ehc.explanations import weekday_date
from ehc.forms.disclosures import DisclosedForm, DisclosureForm
from ehc.http import Request
from ehc.models import Disclosure
from ehc.views._page import page
from ehc.views._rows import case_of_reference, one
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._order import Standing, told_out_of_order
from ehc.views.workspace.transfers import list_of, plan_of
from ehc.workflows.advice import end_of_compulsory_school_age, is_over_compulsory_school_age
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: Request, reference: str) -> HttpResponse:
    """The young person asks that the plan be sent."""
    heading = _("The young person asks that the plan be sent for higher education")
    case, _assessment, plan, told = plan_of(request, reference, heading)
    if told is not None:
        return told
    if plan is None:
        raise Http404
    born = case.person.date_of_birth
    child = Standing(
        _(
            "Only a young person can ask for this, from the day after the end of compulsory "
            "school age, %(day)s."
        )
        % {"day": weekday_date(end_of_compulsory_school_age(born))},
        _("To the moves"),
        list_of(case),
        early=True,
    )
    over = is_over_compulsory_school_age(born, request.today)
    told = told_out_of_order(request, case, None if over else child, heading)
    if told is not None:
        return told
    return step_page(
        request,
        DisclosureForm(**posted(request), on=request.today),
        lambda given: disclosures.record_request(plan, **given, **acting(request)),
        then=list_of(case),
        heading=heading,
        introduction=_(
            "At the request of the young person a copy of the plan goes to whom they name within "
            "15 working days (SEND Regulations 2014, regulation 47). Nobody else’s request counts."
        ),
        case=case,
        submit_label=_("Record the request"),
        back_url=list_of(case),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: Request, reference: str, pk: int) -> HttpResponse:
    """The plan was sent."""
    heading = _("Record that the plan was sent for higher education")
    case = case_of_reference(request, reference)
    row = one(request, Disclosure, "plan__assessment", pk=pk, plan__case=case)
    row.plan.case = case
    found = None
    if row.sent_on is not None:
        found = Standing(
            _("It was sent on %(day)s.") % {"day": weekday_date(row.sent_on)},
            _("To the moves"),
            list_of(case),
            early=False,
        )
    told = told_out_of_order(request, case, found, heading)
    if told is not None:
        return told
    return step_page(
        request,
        DisclosedForm(**posted(request), on=request.today),
        lambda given: disclosures.disclose_plan(row, **given, **acting(request)),
        then=list_of(case),
        heading=heading,
        introduction=_("To %(recipient)s.") % {"recipient": row.recipient},
        case=case,
        submit_label=_("Record that it was sent"),
        back_url=list_of(case),
    )
