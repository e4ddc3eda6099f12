"""Recording that an assessment ends before its time."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import ends
from ehc.actions.ends import Responsibility, Written
from ehc.forms.ends import (
    DeathForm,
    ReleaseForm,
    ResponsibilityForm,
    UndoDeathForm,
    WithdrawalForm,
)
from ehc.http import Request
from ehc.models import OutboxItem
from ehc.permissions import can
from ehc.queries import cases as reads
from ehc.queries import papers
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._mend import mend_on
from ehc.views.workspace._order import Standing, out_of_order, told_out_of_order
from ehc.workflows.roles import Role
from ehc.workflows.statuses import AssessmentStatus


def _responsibility(given: dict[str, Any]) -> Responsibility:
    return Responsibility(applies=given["still_responsible"] == "yes", why=given["why"])


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: Request, reference: str) -> HttpResponse:
    """A letter or email that withdraws the request."""
    case = case_of_reference(request, reference)
    heading = _("Record that the request was withdrawn in writing")
    told = out_of_order(request, case, "record_withdrawal", heading)
    if told is not None:
        return told
    assessment = reads.current_assessment(case)

    def act(given: dict[str, Any]) -> object:
        return ends.record_withdrawal(
            assessment,
            Written(
                words=given["words"],
                means=given["means"],
                arrived_on=given["arrived_on"],
                holder=given["holder"],
                written_by=given["written_by"],
            ),
            _responsibility(given),
            **acting(request),
        )

    return step_page(
        request,
        WithdrawalForm(**posted(request), on=request.today),
        act,
        then=reverse("case", args=[reference]),
        mend=mend_on(reference, "record_withdrawal"),
        heading=heading,
        introduction=_(
            "A request is withdrawn in writing by whoever holds the rights, and never by silence. "
            "Every date then falls away, what was asked for is no longer wanted, and the family "
            "is sent a confirmation. This cannot be taken back: a new request begins anew."
        ),
        case=case,
        submit_label=_("Record it and send the confirmation"),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def responsibility(request: Request, reference: str) -> HttpResponse:
    """Whether section 36(3) applies although the request was withdrawn."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    return step_page(
        request,
        ResponsibilityForm(**posted(request)),
        lambda given: ends.consider_responsibility(
            assessment, _responsibility(given), **acting(request)
        ),
        then=reverse("case", args=[reference]),
        template="workspace/ends/responsibility.html",
        heading=_("Record whether section 36(3) still applies"),
        case=case,
        withdrawal=reads.withdrawal_of(assessment),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def death(request: Request, reference: str) -> HttpResponse:
    """The child or young person has died: everything automatic stops."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    return step_page(
        request,
        DeathForm(**posted(request), on=request.today, full_name=case.person.full_name),
        lambda given: ends.record_death(
            assessment,
            died_on=given["died_on"],
            how_known=given["how_known"],
            **acting(request),
        ),
        then=reverse("case", args=[reference]),
        heading=_("Record that the child or young person has died"),
        introduction=_(
            "Everything automatic stops at once: no letter, no email, no reminder to anybody, and "
            "the family’s page shows nothing of the case. What has not been sent is held. Only a "
            "team manager can release anything, or take a mistake back."
        ),
        case=case,
        submit_label=_("Record it and stop everything"),
    )


@page(Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def undo_death(request: Request, reference: str) -> HttpResponse:
    """A death was recorded by mistake."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    heading = _("Take back a death that was recorded by mistake")
    found = None
    if assessment.status != AssessmentStatus.DECEASED:
        found = Standing(
            _("No death is recorded."),
            _("See what happened"),
            reverse("case_events", args=[reference]),
            early=False,
        )
    told = told_out_of_order(request, case, found, heading)
    if told is not None:
        return told
    return step_page(
        request,
        UndoDeathForm(**posted(request)),
        lambda given: ends.undo_death(assessment, reason=given["reason"], **acting(request)),
        then=reverse("case", args=[reference]),
        heading=heading,
        introduction=_(
            "The case goes back to where it stood. What was held stays held: read each thing "
            "before you release it. Nobody is told anything by itself. If the family may have "
            "heard of this mistake, ring them or see them yourself before they find it, and say "
            "sorry."
        ),
        case=case,
        submit_label=_("Take it back"),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def held(request: Request, reference: str) -> HttpResponse:
    """What is held after a death; a team manager releases it, thing by thing."""
    case = case_of_reference(request, reference)
    items = {str(item.pk): item for item in papers.held_of(case)}
    manages = can(request.user, frozenset({Role.TEAM_MANAGER}), case, request.today)
    choices = [(pk, _held_label(item)) for pk, item in items.items()]
    context: dict[str, Any] = {
        "heading": _("What is held"),
        "case": case,
        "held": [label for _pk, label in choices],
        "manages": manages,
    }
    if not items or (not manages and request.method != "POST"):
        return render(request, "workspace/ends/held.html", {**context, "form": None})
    return step_page(
        request,
        ReleaseForm(**posted(request), choices=choices),
        lambda given: ends.release_held(
            case,
            [items[pk] for pk in given["items"]],
            reason=given["reason"],
            **acting(request),
        ),
        then=reverse("held", args=[reference]),
        template="workspace/ends/held.html",
        submit_label=_("Release"),
        **context,
    )


def _held_label(item: OutboxItem) -> str:
    if item.document is not None:
        return item.document.title
    if item.message is not None:
        return _("Email to %(to)s: %(subject)s") % {
            "to": item.message.to,
            "subject": item.message.subject,
        }
    return str(item.pk)
