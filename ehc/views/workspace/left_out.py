"""What the family asked for, why it is not named, and who is qualified to be consulted."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import placement
from ehc.actions.qualified_teachers import name_qualified_teacher
from ehc.forms.placement import (
    LeftOutForm,
    NotedRequestForm,
    QualifiedForm,
    RecordedRequestForm,
    WithdrawnRequestForm,
)
from ehc.http import Request
from ehc.models import AdviceRequest, Consultation, SettingRequest
from ehc.queries.cases import current_assessment, current_version
from ehc.queries.placement import not_consulted
from ehc.views._page import page
from ehc.views._rows import case_of_reference, one
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._order import out_of_order
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def record_request(request: Request, reference: str) -> HttpResponse:
    """Record that the family asks for a setting that nobody has consulted."""
    heading = _("The family asks for a setting")
    case = case_of_reference(request, reference)
    told = out_of_order(request, case, "record_request_for_setting", heading)
    if told is not None:
        return told
    version = current_version(current_assessment(case))
    if version is None:
        raise Http404
    return step_page(
        request,
        RecordedRequestForm(**posted(request), initial={"requested_on": request.today}),
        lambda given: placement.record_request_for_setting(version, **given, **acting(request)),
        then=reverse("comments", args=[reference]),
        heading=heading,
        introduction=_(
            "What the family says it would like, in a comment, a letter, on the telephone or at a "
            "meeting, is consulted before another setting is named (sections 38(2)(b) and 39)."
        ),
        case=case,
        submit_label=_("Record that they ask for it"),
        back_url=reverse("comments", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_request(request: Request, reference: str, pk: int) -> HttpResponse:
    """Record that the family no longer asks for a setting."""
    case = case_of_reference(request, reference)
    asked = one(request, SettingRequest, "version__plan__case", pk=pk, version__plan__case=case)
    return step_page(
        request,
        WithdrawnRequestForm(**posted(request)),
        lambda given: placement.withdraw_request_for_setting(asked, **given, **acting(request)),
        then=reverse("consultations", args=[reference]),
        heading=_("The family no longer asks for %(setting)s") % {"setting": asked.name},
        case=case,
        submit_label=_("Record that they no longer ask for it"),
        back_url=reverse("consultations", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def note_request(request: Request, reference: str, pk: int) -> HttpResponse:
    """Record that the family asks for a setting that was consulted without that."""
    case = case_of_reference(request, reference)
    asked = one(
        request, Consultation, "setting", "version__plan__case", pk=pk, version__plan__case=case
    )
    return step_page(
        request,
        NotedRequestForm(**posted(request), requests=not_consulted(asked.version)),
        lambda given: placement.note_request_for_setting(asked, **given, **acting(request)),
        then=reverse("consultations", args=[reference]),
        heading=_("The family asks for %(setting)s") % {"setting": asked.setting.name},
        introduction=_(
            "A setting that the family asks for before the time for comments ends is named, unless "
            "a ground of section 39(4) applies to it."
        ),
        case=case,
        submit_label=_("Record that they ask for it"),
        back_url=reverse("consultations", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def leave_setting_out(request: Request, reference: str, pk: int) -> HttpResponse:
    """Record the ground on which a setting that the family asked for is not named."""
    case = case_of_reference(request, reference)
    asked = one(
        request, Consultation, "setting", "version__plan__case", pk=pk, version__plan__case=case
    )
    return step_page(
        request,
        LeftOutForm(
            **posted(request),
            initial={"ground": asked.left_out_as, "reasons": asked.left_out_reasons},
        ),
        lambda given: placement.leave_setting_out(
            asked, ground=given["ground"], reasons=given["reasons"], **acting(request)
        ),
        then=reverse("consultations", args=[reference]),
        heading=_("Why %(setting)s is not named") % {"setting": asked.setting.name},
        introduction=_(
            "A setting that the family asked for is named, unless one of the grounds of section "
            "39(4) applies to it. The plan’s page and the letter with the final plan say which, "
            "with your reasons."
        ),
        case=case,
        submit_label=_("Record why it is not named"),
        back_url=reverse("consultations", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def qualified_teacher(request: Request, reference: str, pk: int) -> HttpResponse:
    """Say who is qualified to teach somebody who does not hear or see well."""
    case = case_of_reference(request, reference)
    asked = one(
        request, AdviceRequest, "assessment__case", pk=pk, assessment__case__reference=reference
    )
    return step_page(
        request,
        QualifiedForm(**posted(request), initial={"who": asked.qualified_teacher}),
        lambda given: name_qualified_teacher(asked, who=given["who"], **acting(request)),
        then=reverse("advice", args=[reference, pk]),
        heading=_("Who is qualified to teach them?"),
        introduction=_(
            "Of somebody who appears to be hearing or visually impaired, whoever gives the "
            "educational advice is qualified to teach pupils who are so impaired, or has consulted "
            "somebody who is; where both, somebody qualified for both (regulation 6(2))."
        ),
        case=case,
        submit_label=_("Record who is qualified"),
        back_url=reverse("advice", args=[reference, pk]),
    )
