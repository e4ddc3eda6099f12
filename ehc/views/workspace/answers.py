"""After the draft: the family's comments, settings, and Section I."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ehc.actions import placement, plans, representations
from ehc.forms.placement import ConsultForm, NameForm, ResponseForm
from ehc.forms.plans import AnswerForm, MeetingAnswerForm, MeetingMoveForm
from ehc.http import Request
from ehc.models import Assessment, Consultation, PlanVersion, Representation, RepresentationKind
from ehc.queries import cases as reads
from ehc.queries import people
from ehc.queries import placement as placement_reads
from ehc.queries.posting import window_of
from ehc.refusals import Invalid
from ehc.views._comments import told
from ehc.views._page import page
from ehc.views._rows import case_of_reference, may_act, one
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._order import out_of_order
from ehc.views.workspace.case import READERS
from ehc.workflows.roles import Role


@page(*READERS)
@require_safe
def comments(request: Request, reference: str) -> HttpResponse:
    """What the family said about the draft, and what we answered."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    served = reads.served_version(assessment)
    return render(
        request,
        "workspace/comments.html",
        {
            "case": case,
            "may_act": may_act(request, case),
            "served": served,
            "window": window_of(served, request.today) if served else None,
            "version": reads.current_version(assessment),
            "comments": list(told(reads.comments_of(assessment))),
            "back_url": reverse("case", args=[reference]),
        },
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, reference: str, pk: int) -> HttpResponse:
    """Answer one comment; a request for a meeting with its day, which can be moved afterwards."""
    case = case_of_reference(request, reference)
    said = one(
        request,
        Representation,
        "version__plan__case",
        "version__document",
        "made_by",
        "meeting",
        pk=pk,
        version__plan__case=case,
    )
    is_meeting = said.kind == RepresentationKind.MEETING
    moves = is_meeting and said.meeting.meeting_on is not None
    answers = MeetingMoveForm if moves else MeetingAnswerForm if is_meeting else AnswerForm
    initial: dict[str, Any] = {"answer": said.answer}
    if moves:
        initial["meeting_on"] = said.meeting.meeting_on

    def act(given: dict[str, Any]) -> object:
        told = {"answer": given["answer"], **acting(request)}
        if not is_meeting:
            return representations.answer_representation(said, **told)
        day = {"meeting_on": given["meeting_on"], **told}
        if moves:
            return representations.move_meeting(said, **day)
        return representations.answer_meeting_request(said, **day)

    return step_page(
        request,
        answers(**posted(request), initial=initial),
        act,
        then=reverse("comments", args=[reference]),
        template="workspace/answer.html",
        heading=_("Move the meeting")
        if moves
        else _("Answer a request for a meeting")
        if is_meeting
        else _("Answer a comment"),
        case=case,
        said=next(told([said])),
        submit_label=_("Send the answer"),
        back_url=reverse("comments", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def consult(request: Request, reference: str) -> HttpResponse:
    """The settings that were consulted; consult another."""
    case = case_of_reference(request, reference)
    refused = out_of_order(request, case, "consultations", _("Consult a setting"))
    if refused is not None:
        return refused
    version = about(reads.current_assessment(case))
    waiting = placement_reads.not_consulted(version) if version else []

    def act(given: dict[str, Any]) -> Consultation:
        if version is None:
            raise Invalid("setting", _("Send the draft to the family before consulting a setting."))
        return placement.consult_setting(
            version,
            given["setting"],
            asked_for_by_family=given["asked_for_by_family"],
            requested_on=given["requested_on"],
            authority=given["authority"],
            institution=given["institution"],
            request=given["request"],
            **acting(request),
        )

    return step_page(
        request,
        ConsultForm(**posted(request), settings=people.settings(), requests=waiting),
        act,
        then=reverse("consultations", args=[reference]),
        template="workspace/consultations.html",
        heading=_("Consult a setting"),
        case=case,
        waiting=waiting,
        consultations=placement_reads.consulted_for(version) if version else (),
        submit_label=_("Consult this setting"),
        back_url=reverse("case", args=[reference]),
    )


def about(assessment: Assessment) -> PlanVersion | None:
    """What settings are consulted about: what is to amend the plan, or the newest draft."""
    current = reads.current_version(assessment)
    if current is not None and current.amends and current.is_open:
        return current
    return reads.served_version(assessment)


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def response(request: Request, reference: str, pk: int) -> HttpResponse:
    """Record what a setting answered."""
    case = case_of_reference(request, reference)
    asked = one(
        request, Consultation, "setting", "version__plan__case", pk=pk, version__plan__case=case
    )
    return step_page(
        request,
        ResponseForm(**posted(request)),
        lambda given: placement.record_setting_response(
            asked, answer=given["answer"], reasons=given["reasons"], **acting(request)
        ),
        then=reverse("consultations", args=[reference]),
        heading=_("What %(setting)s answered") % {"setting": asked.setting.name},
        case=case,
        submit_label=_("Record the answer"),
        back_url=reverse("consultations", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def name_setting(request: Request, reference: str) -> HttpResponse:
    """Write Section I of the version that will be final, beginning that version if need be."""
    case = case_of_reference(request, reference)
    refused = out_of_order(request, case, "name_setting", _("Name a setting"))
    if refused is not None:
        return refused
    assessment = reads.current_assessment(case)
    current = reads.current_version(assessment)
    consulted = placement_reads.consulted_for(current) if current else ()
    can_be_named: set[int | None] = {row.setting_id for row in consulted}
    if current is not None and current.amends and current.based_on is not None:
        # What the plan names already is not asked again.
        can_be_named.add(current.based_on.placement_setting_id)
    form = NameForm(**posted(request), settings=people.settings(), consulted=can_be_named)

    def act(given: dict[str, Any]) -> Any:
        if current is None:
            raise Invalid("setting", _("Write and send the draft first."))
        return plans.name_setting(current, **form.section_i(), **acting(request))

    return step_page(
        request,
        form,
        act,
        # What still stands against the choice is said there, beside it.
        then=reverse("plan", args=[reference]) + "#section-I",
        template="workspace/name_setting.html",
        heading=_("Name a setting"),
        case=case,
        consultations=consulted,
        waiting=placement_reads.not_consulted(current) if current else (),
        submit_label=_("Write Section I"),
        back_url=reverse("case", args=[reference]),
    )
