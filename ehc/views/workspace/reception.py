"""Taking down a request for somebody who wrote, rang or came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import access
from ehc.actions._answers import RequestAnswers
from ehc.actions.reception import take_down as record_request
from ehc.explanations import weekday_date
from ehc.forms.reception import TakenDownForm
from ehc.http import Request
from ehc.views._once import act_once, token_for
from ehc.views._page import page
from ehc.views._steps import acting, attempt, posted
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: Request) -> HttpResponse:
    """Take down a request that came by letter, telephone, email or in person."""
    form = TakenDownForm(**posted(request), on=request.today)
    access.opened(by=request.user, at=request.now, route="take_down_request")
    told = None
    then = reverse("unallocated")
    if form.is_bound and form.is_valid():

        def act() -> None:
            given = form.cleaned_data
            arrived_on = given["arrived_on"]
            received = record_request(
                RequestAnswers.from_draft(form.pages(), on=arrived_on, with_email=False),
                came_by=given["came_by"],
                arrived_on=arrived_on,
                letter=given["letter"],
                **acting(request),
            )
            messages.success(
                request,
                _("The request of %(day)s is recorded as %(reference)s. Tell who asked.")
                % {
                    "reference": received.case.reference,
                    "day": weekday_date(received.received_on),
                },
            )

        told = attempt(lambda: act_once(request, act, then=then), form=form)
        if told is None:
            return redirect(then)
    form.once = token_for(request)  # type: ignore[attr-defined]
    return render(
        request,
        "workspace/take_down.html",
        {
            "form": form,
            "problems": told.problems if told else (),
            "heading": _("Record a request that came otherwise"),
            "back_url": then,
        },
        status=(told.status if told else 422) if form.is_bound else 200,
    )
