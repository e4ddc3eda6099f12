"""Taking down a request for somebody who wrote, rang or came."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import access
from ehc.actions._answers import RequestAnswers
from ehc.actions.reception import take_down as record_request
from ehc.explanations import weekday_date
from ehc.forms.reception import TakenDownForm
from ehc.http import Request
from ehc.views._page import page
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: Request) -> HttpResponse:
    """Take down a request that came by letter, telephone, email or in person."""
    form = TakenDownForm(**posted(request), on=request.today)
    access.opened(by=request.user, at=request.now, route="take_down_request")

    def act(given: dict[str, Any]) -> None:
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

    back = reverse("unallocated")
    return step_page(
        request,
        form,
        act,
        then=back,
        base_template="base_workspace.html",
        heading=_("Record a request that came otherwise"),
        introduction=_(
            "A request is a request from the day on which it arrives, in whatever form and "
            "whatever it leaves out (section 36(1)). Only who asks, for whom, and when and how it "
            "came must be filled in here."
        ),
        submit_label=_("Record the request and open the case"),
        back_url=back,
    )
