"""Staff, roles, teams and settings: the administrators' pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ehc.actions import staff as actions
from ehc.forms.people import ClosingForm, RoleForm, StaffForm, TeamForm
from ehc.http import Request
from ehc.models import Setting, User
from ehc.queries import people as reads
from ehc.views._page import page
from ehc.views._steps import attempt, posted, step_page
from ehc.workflows.roles import Role


@page(Role.ADMINISTRATOR)
@require_safe
def staff(request: Request) -> HttpResponse:
    """Everybody who signs in by password."""
    wanted = request.GET.get("search", "")
    return render(request, "staff/staff.html", {"people": reads.staff(wanted), "wanted": wanted})


@page(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    """Make an account."""
    return step_page(
        request,
        StaffForm(**posted(request)),
        lambda given: actions.add_staff(**given, by=request.user, at=request.now),
        then=reverse("staff"),
        template="staff/form.html",
        heading=_("Add a member of staff"),
        submit_label=_("Make the account"),
        back_url=reverse("staff"),
    )


def _person(pk: int) -> User:
    found = reads.staff_member(pk)
    if found is None:
        raise Http404
    return found


@page(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: Request, pk: int) -> HttpResponse:
    """One member of staff: what they hold, and a role to add."""
    person = _person(pk)
    return step_page(
        request,
        RoleForm(**posted(request), teams=reads.teams(), services=reads.services()),
        lambda given: actions.grant_role(person, **given, by=request.user),
        then=reverse("staff_member", args=[pk]),
        template="staff/member.html",
        heading=str(person),
        person=person,
        grants=reads.live_grants(person),
        submit_label=_("Give this role"),
        back_url=reverse("staff"),
    )


def _told(request: Request, act: Any) -> None:
    """Do it, or say on the next page why not."""
    told = attempt(act)
    for problem in told.problems if told else ():
        messages.error(request, problem.text)


@page(Role.ADMINISTRATOR)
@require_POST
def end_role(request: Request, pk: int, grant: int) -> HttpResponse:
    """End one role."""
    person = _person(pk)
    found = reads.live_grants(person).filter(pk=grant).first()
    if found is not None:
        _told(request, lambda: actions.end_grant(found, by=request.user, at=request.now))
    return redirect("staff_member", pk)


@page(Role.ADMINISTRATOR)
@require_POST
def switch(request: Request, pk: int) -> HttpResponse:
    """Close an account, or open it again."""
    person = _person(pk)
    change = actions.deactivate if person.is_active else actions.reactivate
    _told(request, lambda: change(person, by=request.user))
    return redirect("staff_member", pk)


@page(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: Request) -> HttpResponse:
    """The area teams."""
    return step_page(
        request,
        TeamForm(**posted(request)),
        lambda given: actions.add_team(given["name"], by=request.user),
        then=reverse("teams"),
        template="staff/teams.html",
        heading=_("Area teams"),
        teams=reads.teams(),
        submit_label=_("Add the team"),
        back_url=reverse("staff"),
    )


@page(Role.ADMINISTRATOR)
@require_safe
def settings(request: Request) -> HttpResponse:
    """The schools, colleges and other settings, and which of them close."""
    wanted = request.GET.get("search", "")
    found = reads.settings_called(wanted)
    return render(request, "staff/settings.html", {"settings": found, "wanted": wanted})


def _setting(pk: int) -> Setting:
    found = reads.setting(pk)
    if found is None:
        raise Http404
    return found


@page(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: Request, pk: int) -> HttpResponse:
    """Record until when a setting is open."""
    found = _setting(pk)
    return step_page(
        request,
        ClosingForm(**posted(request), initial={"closed_on": found.closed_on}),
        lambda given: actions.set_closing(found, **given, by=request.user),
        then=reverse("settings"),
        template="staff/setting.html",
        heading=str(found),
        setting=found,
        submit_label=_("Save"),
        back_url=reverse("settings"),
    )
