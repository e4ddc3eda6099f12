"""The steps of one review that are a form and nothing besides: what each asks and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ehc.actions import reviews
from ehc.explanations import weekday_date
from ehc.forms.reviews import (
    CancelForm,
    CeasePlanForm,
    HeldForm,
    MeetingForm,
    PapersForm,
    ReportForm,
)
from ehc.http import Request
from ehc.models import Review
from ehc.views._page import page
from ehc.views._steps import posted, step_page
from ehc.views.workspace._mend import mend_on
from ehc.views.workspace.reviews import list_of, on_day, step_of
from ehc.workflows.roles import Role


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One step of a review.

    Attributes:
        route: the name of its page.
        heading, label: what the page and its button say.
        form: what it asks.
        act: takes it, with the answers and with who acts on the day that they name.
        day: the answer that is that day.
        introduction: what is said first, with ``%(day)s`` for that of the meeting.
        begins_with: what the form holds at first.
    """

    route: str
    heading: str | Promise
    label: str | Promise
    form: Callable[..., forms.Form]
    act: Callable[[Review, dict[str, Any], dict[str, Any]], Review]
    day: str
    introduction: str | Promise = ""
    begins_with: Callable[[Review, date], dict[str, Any]] = lambda review, today: {}


def _page_of(step: ReviewStep) -> Callable[..., HttpResponse]:
    @page(Role.CASEWORKER, Role.TEAM_MANAGER)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: Request, reference: str, pk: int) -> HttpResponse:
        heading = str(step.heading)
        case, review, told = step_of(request, reference, pk, route=step.route, heading=heading)
        if told is not None:
            return told
        met = weekday_date(review.meeting_on) if review.meeting_on else ""
        return step_page(
            request,
            step.form(
                **posted(request),
                on=request.today,
                initial=step.begins_with(review, request.today),
            ),
            lambda given: step.act(review, given, on_day(request, given[step.day])),
            then=list_of(case),
            mend=mend_on(reference),
            heading=heading,
            introduction=str(step.introduction) % {"day": met},
            case=case,
            submit_label=str(step.label),
            back_url=list_of(case),
        )

    return view


move = _page_of(
    ReviewStep(
        route="move_review",
        heading=_("Move the review meeting"),
        label=_("Move the meeting"),
        form=MeetingForm,
        act=lambda review, given, who: reviews.move_review_meeting(
            review, meeting_on=given["meeting_on"], **who
        ),
        day="told_on",
        introduction=_("It is arranged for %(day)s."),
        begins_with=lambda review, today: {"told_on": today},
    )
)
cancel = _page_of(
    ReviewStep(
        route="cancel_review",
        heading=_("Cancel the review meeting"),
        label=_("Cancel the meeting"),
        form=CancelForm,
        act=lambda review, given, who: reviews.cancel_review_meeting(
            review, reason=given["reasons"], **who
        ),
        day="told_on",
        introduction=_(
            "It is arranged for %(day)s. If it is only put off, move it. Once it is cancelled its "
            "notice no longer counts; the plan must still be reviewed by its date, so arrange "
            "another meeting."
        ),
        begins_with=lambda review, today: {"told_on": today},
    )
)
papers = _page_of(
    ReviewStep(
        route="review_papers",
        heading=_("Record that the papers were sent round"),
        label=_("Record it"),
        form=PapersForm,
        act=lambda review, given, who: reviews.send_review_papers(review, **who),
        day="sent_on",
    )
)
hold = _page_of(
    ReviewStep(
        route="hold_review",
        heading=_("Record the review meeting"),
        label=_("Record the meeting"),
        form=HeldForm,
        act=lambda review, given, who: reviews.hold_review_meeting(review, **who),
        day="held_on",
        introduction=_(
            "Everybody was told that it is on %(day)s. If another day was given since, move the "
            "meeting first: notice counts for the day of which it was given."
        ),
        begins_with=lambda review, today: {"held_on": review.meeting_on},
    )
)
report = _page_of(
    ReviewStep(
        route="review_report",
        heading=_("Record the report of the meeting"),
        label=_("Record the report"),
        form=ReportForm,
        act=lambda review, given, who: reviews.send_review_report(
            review, report=given["report"], **who
        ),
        day="sent_on",
    )
)
cease = _page_of(
    ReviewStep(
        route="cease_plan",
        heading=_("End the plan"),
        label=_("End the plan"),
        form=CeasePlanForm,
        act=lambda review, given, who: reviews.cease_plan(review, **who),
        day="ceased_on",
        introduction=_(
            "The family was told of the decision. The plan must be maintained until the time to "
            "appeal is over and, if an appeal was brought, until that is over. Once it has ended "
            "nothing more can be done to it, and no letter is sent: the letter of the decision "
            "said when it may end."
        ),
        begins_with=lambda review, today: {"ceased_on": today},
    )
)
