"""Transfers between phases of education: recorded, listed, and ended by a plan that names it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ehc.actions import access, transfers
from ehc.explanations import explain, weekday_date
from ehc.forms.transfers import NextSettingForm, PhaseForm
from ehc.http import Request
from ehc.permissions import route_roles
from ehc.queries.people import settings as all_settings
from ehc.queries.phases import phases_due, season_of
from ehc.queries.plans import final_version_of
from ehc.queries.queue import LISTED
from ehc.queries.transfers import duties_of_transfer, phase_known
from ehc.views._page import page
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._duties import duty_row
from ehc.views.workspace._mend import mend_on
from ehc.views.workspace._order import Standing, told_out_of_order
from ehc.views.workspace.transfers import list_of, plan_of, transfer_of
from ehc.workflows.roles import Role
from ehc.workflows.transfers import next_phase

_YEARS = range(2015, 2100)


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_safe
def season(request: Request) -> HttpResponse:
    """Who moves on in a September, by when the plan must name it, and what is done."""
    manages = Role.TEAM_MANAGER in route_roles(request.user)
    whole_team = request.GET.get("team", "1" if manages else "") == "1"
    asked = request.GET.get("year", "")
    year = season_of(request.today)
    if asked.isascii() and asked.isdecimal() and len(asked) == 4 and int(asked) in _YEARS:
        year = int(asked)
    rows = phases_due(request.user, request.today, year=year, whole_team=whole_team)
    access.opened(by=request.user, at=request.now, route="phase_transfers", detail=str(year))
    return render(
        request,
        "workspace/transfers/season.html",
        {
            "rows": [(row, explain(row.proposal) if row.proposal else "") for row in rows],
            "year": year,
            "done": sum(row.named_on is not None for row in rows),
            "whole_team": whole_team,
            "listed": LISTED,
        },
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request, reference: str) -> HttpResponse:
    """Record a transfer between phases, which the date of birth proposes."""
    heading = _("Record a transfer between phases")
    case, assessment, plan, told = plan_of(request, reference, heading)
    started = phase_known(assessment) if plan is not None else None
    if told is None and started is not None:
        found = Standing(
            _("“%(kind)s” on %(day)s is recorded already.")
            % {"kind": started.get_kind_display(), "day": weekday_date(started.moves_on)},
            _("To the moves"),
            list_of(case),
            early=False,
        )
        told = told_out_of_order(request, case, found, heading)
    if told is not None:
        return told
    if plan is None:
        raise Http404
    proposed = next_phase(case.person.date_of_birth, request.today, attends=case.person.attends)
    introduction = _("The date of birth leads to no more transfers between phases.")
    initial = {}
    if proposed is not None:
        introduction = _("By the date of birth, %(name)s %(proposal)s.") % {
            "name": case.person.known_as,
            "proposal": explain(proposed.message),
        }
        if transfers.may_be_known(proposed.moves_on, request.today):
            initial = {"kind": proposed.kind, "year": proposed.moves_on.year}
            introduction += " " + _(
                "Confirm it, or correct it: somebody taught out of their year moves at another "
                "time."
            )
        else:
            introduction += " " + _(
                "That is more than three years ahead, too far to be recorded. Record a transfer "
                "here only if they move earlier."
            )
    return step_page(
        request,
        PhaseForm(**posted(request), initial=initial),
        lambda given: transfers.record_phase_transfer(
            plan, kind=given["kind"], moves_on=given["moves_on"], **acting(request)
        ),
        then=list_of(case),
        heading=heading,
        introduction=introduction,
        case=case,
        submit_label=_("Record the transfer"),
        back_url=list_of(case),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def next_setting(request: Request, reference: str, pk: int) -> HttpResponse:
    """The plan, reviewed, names what is attended after the transfer."""
    heading = _("Name the next setting")
    case, transfer, told = transfer_of(
        request, reference, pk, route="name_next_setting", heading=heading
    )
    if told is not None:
        return told
    version = final_version_of(transfer.plan)

    def act(given: dict[str, Any]) -> object:
        return transfers.name_next_setting(transfer, setting=given["setting"], **acting(request))

    return step_page(
        request,
        NextSettingForm(**posted(request), settings=all_settings()),
        act,
        then=list_of(case),
        template="workspace/transfers/next_setting.html",
        mend=mend_on(reference, "name_next_setting"),
        heading=heading,
        case=case,
        transfer=transfer,
        version=version,
        duties=[
            duty_row(duty)
            for duty in duties_of_transfer(transfer.plan.assessment, transfer, request.today)
        ],
        submit_label=_("Record that the plan names it"),
        back_url=list_of(case),
    )
