"""The moves of a plan: out of the area, and the health body that is responsible for it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ehc.actions import transfers
from ehc.documents.rendering import letter_context
from ehc.explanations import action_label, explain, status_for_staff, weekday_date
from ehc.forms.transfers import (
    CallOffForm,
    CommissioningForm,
    CommissioningNoticeForm,
    MoveOutForm,
    SendOnForm,
)
from ehc.http import Request
from ehc.models import Assessment, Case, CommissioningChange, Plan, Transfer
from ehc.queries import cases as reads
from ehc.queries import transfers as transfer_reads
from ehc.views._page import page
from ehc.views._rows import case_of_reference, may_act, one
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._duties import duty_row
from ehc.views.workspace._order import Standing, of_plan_sent_on, told_out_of_order
from ehc.views.workspace.case import READERS
from ehc.workflows.advice import is_over_compulsory_school_age
from ehc.workflows.case_facts import ActionKey, NextAction, Owner
from ehc.workflows.roles import Role
from ehc.workflows.statuses import AssessmentStatus, TransferStatus
from ehc.workflows.transfers import next_phase

_STEP_OF_KIND = {"move_out": "send_plan_on", "move_in": "tell_of_transfer"}
_KEY_OF_ROUTE = {
    "send_plan_on": ActionKey.SEND_PLAN_ON,
    "tell_of_transfer": ActionKey.TELL_OF_TRANSFER,
    "name_next_setting": ActionKey.NAME_NEXT_SETTING,
}


def list_of(case: Case) -> str:
    """The page of the moves of a case."""
    return reverse("case_transfers", args=[case.reference])


def step_of(transfer: Transfer) -> str:
    """The route of the step that a move waits for."""
    return _STEP_OF_KIND.get(transfer.kind, "name_next_setting")


def plan_of(
    request: Request, reference: str, heading: str
) -> tuple[Case, Assessment, Plan | None, HttpResponse | None]:
    """The case and its plan, and the page that says why there is none to move, if there is none."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    found = None
    if assessment.status != AssessmentStatus.PLAN_ISSUED:
        found = Standing(
            _("No plan has been issued, so there is none to move."),
            _("Back to the plan"),
            reverse("plan", args=[reference]),
            early=True,
        )
    told = told_out_of_order(request, case, found, heading)
    plan = None
    if found is None:
        plan = assessment.plan
        plan.assessment, plan.case = assessment, case
    return case, assessment, plan, told


def transfer_of(
    request: Request, reference: str, pk: int, *, route: str, heading: str
) -> tuple[Case, Transfer, HttpResponse | None]:
    """The case, one move, and the page that says why a step is not possible, if it is not."""
    case = case_of_reference(request, reference)
    transfer = one(
        request, Transfer, "plan__assessment__request", "plan__case", pk=pk, plan__case=case
    )
    transfer.plan.case = transfer.plan.assessment.case = case
    return case, transfer, told_out_of_order(request, case, _standing(transfer, route), heading)


def _standing(transfer: Transfer, route: str) -> Standing | None:
    """Why the step behind a route is not possible now; None where it is."""
    is_its_own = (
        transfer.kind != "move_in" if route == "call_off_transfer" else step_of(transfer) == route
    )
    here = list_of(transfer.plan.case)
    if not is_its_own:
        says = _("This is no step of “%(kind)s”.") % {"kind": transfer.get_kind_display()}
        return Standing(says, _("To the moves"), here, early=True)
    if not transfer.is_open:
        says = _("This is over: it is “%(status)s”.") % {
            "status": status_for_staff(TransferStatus(transfer.status))
        }
        return Standing(says, _("To the moves"), here, early=False)
    return None


@page(*READERS)
@require_safe
def overview(request: Request, reference: str) -> HttpResponse:
    """Every move of the plan, what is due of each, and the next step."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    is_issued = assessment.status == AssessmentStatus.PLAN_ISSUED
    found = reads.case_page(case, request.today)
    changes = list(transfer_reads.changes_of(assessment))
    disclosures = list(transfer_reads.disclosures_of(assessment))
    proposed = next_phase(case.person.date_of_birth, request.today, attends=case.person.attends)
    known = any(row.is_of_phase and row.is_open for row in found.transfers)
    went = of_plan_sent_on(case)
    return render(
        request,
        "workspace/transfers/transfers.html",
        {
            "case": case,
            "is_issued": is_issued,
            "may_act": may_act(request, case) and is_issued and went is None,
            "went": went,
            "goes_on": not found.facts.plan_ended,
            "is_young_person": is_over_compulsory_school_age(
                case.person.date_of_birth, request.today
            ),
            "disclosures": [
                {
                    "row": row,
                    "duties": [
                        duty_row(duty)
                        for duty in transfer_reads.duties_of_disclosure(
                            assessment, row, request.today
                        )
                    ],
                }
                for row in disclosures
            ],
            "transfers": [
                {
                    "row": row,
                    "route": step_of(row),
                    "label": _label(row),
                    "duties": [
                        duty_row(duty)
                        for duty in transfer_reads.duties_of_transfer(
                            assessment, row, request.today, reviews=found.reviews, went=found.went
                        )
                    ],
                }
                for row in found.transfers
            ],
            "proposed": explain(proposed.message) if proposed and not known else "",
            "changes": [
                {
                    "row": row,
                    "duties": [
                        duty_row(duty)
                        for duty in transfer_reads.duties_of_change(assessment, row, request.today)
                    ],
                }
                for row in changes
            ],
            "can_move_out": not any(
                row.kind == "move_out" and row.is_open for row in found.transfers
            ),
            "can_record_phase": not known,
            "back_url": reverse("case", args=[reference]),
        },
    )


def _label(transfer: Transfer) -> str:
    params = {"authority": transfer.authority}
    return action_label(
        NextAction(_KEY_OF_ROUTE[step_of(transfer)], Owner.CASEWORKER, params=params)
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def move_out(request: Request, reference: str) -> HttpResponse:
    """The family moves to the area of another authority."""
    heading = _("The family moves to another council’s area")
    case, assessment, plan, told = plan_of(request, reference, heading)
    started = transfer_reads.move_out_known(assessment) if plan is not None else None
    if told is None and started is not None:
        told = told_out_of_order(request, case, _started(case, started), heading)
    if told is not None:
        return told
    if plan is None:
        raise Http404
    return step_page(
        request,
        MoveOutForm(**posted(request), on=request.today),
        lambda given: transfers.record_move_out(plan, **given, **acting(request)),
        then=list_of(case),
        heading=heading,
        introduction=_(
            "The plan must go to the new council on the day of the move or, where we did not know "
            "of it 15 working days before, within 15 working days beginning with the day on which "
            "we became aware of it (regulation 15(2)). Until it has gone, the plan is ours."
        ),
        case=case,
        submit_label=_("Record the move"),
        back_url=list_of(case),
    )


def _started(case: Case, transfer: Transfer) -> Standing:
    return Standing(
        _("A move to %(authority)s on %(day)s is recorded already.")
        % {"authority": transfer.authority, "day": weekday_date(transfer.moves_on)},
        _("To the moves"),
        list_of(case),
        early=False,
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def send_on(request: Request, reference: str, pk: int) -> HttpResponse:
    """Transfer the plan, with the letter and the list of what goes shown first."""
    heading = _("Transfer the plan")
    case, transfer, told = transfer_of(
        request, reference, pk, route="send_plan_on", heading=heading
    )
    if told is not None:
        return told
    previewed = transfers.sent_on_preview(transfer, on=request.today)
    return step_page(
        request,
        SendOnForm(**posted(request), initial={"sent_on": request.today}, on=request.today),
        lambda given: transfers.send_plan_on(
            transfer, **{**acting(request), "on": given["sent_on"]}
        ),
        then=reverse("case", args=[reference]),
        template="workspace/transfers/send.html",
        heading=heading,
        case=case,
        transfer=transfer,
        papers=transfer_reads.enclosed(transfer.plan),
        duties=[
            duty_row(duty)
            for duty in transfer_reads.duties_of_transfer(
                transfer.plan.assessment, transfer, request.today
            )
        ],
        previewed={"title": previewed[0], **letter_context(previewed[1])} if previewed else None,
        submit_label=_("Transfer the plan and write the letter"),
        back_url=list_of(case),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: Request, reference: str, pk: int) -> HttpResponse:
    """The move does not happen, or was recorded by mistake."""
    heading = _("Record that the move is called off")
    case, transfer, told = transfer_of(
        request, reference, pk, route="call_off_transfer", heading=heading
    )
    if told is not None:
        return told
    return step_page(
        request,
        CallOffForm(**posted(request)),
        lambda given: transfers.call_off_transfer(
            transfer, reason=given["reason"], **acting(request)
        ),
        then=list_of(case),
        heading=heading,
        introduction=_("%(kind)s, %(day)s. What is due of it falls away; it can be recorded anew.")
        % {"kind": transfer.get_kind_display(), "day": weekday_date(transfer.moves_on)},
        case=case,
        submit_label=_("Record that it is called off"),
        back_url=list_of(case),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def commissioning(request: Request, reference: str) -> HttpResponse:
    """Another health body becomes responsible."""
    heading = _("Another health body becomes responsible")
    case, _assessment, plan, told = plan_of(request, reference, heading)
    if told is not None:
        return told
    if plan is None:
        raise Http404
    return step_page(
        request,
        CommissioningForm(**posted(request), on=request.today),
        lambda given: transfers.record_commissioning_body(plan, **given, **acting(request)),
        then=list_of(case),
        heading=heading,
        introduction=_(
            "The body that was responsible must tell us, and the body that takes its place, within "
            "15 working days beginning with the day on which it became aware of the move "
            "(regulations 15(7) and 16(2))."
        ),
        case=case,
        submit_label=_("Record the change"),
        back_url=list_of(case),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def commissioning_notice(request: Request, reference: str, pk: int) -> HttpResponse:
    """The notice of a new health body has come."""
    heading = _("Record the notice of a new health body")
    case = case_of_reference(request, reference)
    change = one(request, CommissioningChange, "plan__assessment", pk=pk, plan__case=case)
    change.plan.case = case
    found = None
    if change.told_on is not None:
        found = Standing(
            _("Notice was given on %(day)s.") % {"day": weekday_date(change.told_on)},
            _("To the moves"),
            list_of(case),
            early=False,
        )
    told = told_out_of_order(request, case, found, heading)
    if told is not None:
        return told

    def act(given: dict[str, Any]) -> object:
        return transfers.record_commissioning_notice(
            change,
            told_on=given["told_on"],
            is_practicable=given["is_practicable"] == "yes",
            **acting(request),
        )

    return step_page(
        request,
        CommissioningNoticeForm(**posted(request), on=request.today),
        act,
        then=list_of(case),
        heading=heading,
        introduction=_("From %(old)s to %(new)s.")
        % {"old": change.old_body, "new": change.new_body},
        case=case,
        submit_label=_("Record the notice"),
        back_url=list_of(case),
    )
