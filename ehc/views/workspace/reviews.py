"""The reviews of a plan that was issued: arranging, holding, reporting and deciding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ehc.actions import amendments, reviews
from ehc.documents.rendering import letter_context
from ehc.explanations import weekday_date
from ehc.forms.fields import DATE_PARTS
from ehc.forms.reviews import (
    NEEDED_BY,
    DecideReviewForm,
    HeldForm,
    MeetingForm,
    PapersForm,
    ReportForm,
)
from ehc.http import Request
from ehc.models import Assessment, Case, PlanVersion, Review
from ehc.queries import cases as reads
from ehc.queries import reviews as review_reads
from ehc.views._page import page
from ehc.views._rows import case_of_reference, may_act, one
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._duties import duty_row
from ehc.views.workspace._order import Standing, told_out_of_order
from ehc.views.workspace.case import READERS
from ehc.workflows.roles import Role
from ehc.workflows.statuses import AssessmentStatus, ReviewStatus

_STEPS: Mapping[str, Callable[..., Review]] = {
    "keep_plan": reviews.keep_plan,
    "propose_amendments": amendments.propose_amendments,
    "decide_to_cease": reviews.decide_to_cease,
}


def review_of(request: Request, reference: str, pk: int) -> tuple[Case, Review]:
    """The case, and one review of its plan."""
    case = case_of_reference(request, reference)
    review = one(request, Review, "plan__assessment__request", pk=pk, plan__case=case)
    review.plan.case = review.plan.assessment.case = case
    return case, review


def _list(case: Case) -> str:
    return reverse("case_reviews", args=[case.reference])


def _on(request: Request, day: Any) -> dict[str, Any]:
    return {**acting(request), "on": day}


@page(*READERS)
@require_safe
def overview(request: Request, reference: str) -> HttpResponse:
    """Every review of the plan, what is due, and the next step."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    rows = list(review_reads.reviews_of(assessment))
    return render(
        request,
        "workspace/reviews/reviews.html",
        {
            "case": case,
            "may_act": may_act(request, case),
            "may_arrange": _not_to_be_arranged(case, assessment.status, rows) is None,
            "reviews": rows,
            "amended": _amended(assessment, rows),
            "duties": [
                duty_row(duty)
                for duty in review_reads.review_duties(assessment, rows, request.today)
            ],
            "back_url": reverse("case", args=[reference]),
        },
    )


def _amended(assessment: Assessment, rows: list[Review]) -> PlanVersion | None:
    """The amended plan that is being written, where amendments are proposed."""
    if not any(row.status == ReviewStatus.AMENDING for row in rows):
        return None
    version = reads.current_version(assessment)
    mine = version is not None and version.is_open and version.reassessment_id is None
    return version if mine else None


def _not_to_be_arranged(case: Case, status: str, rows: list[Review]) -> Standing | None:
    if status != AssessmentStatus.PLAN_ISSUED:
        return Standing(
            _("No plan has been issued, so there is none to review."),
            _("Back to the plan"),
            reverse("plan", args=[case.reference]),
            early=True,
        )
    started = next((row for row in rows if row.is_open), None)
    if started is None:
        return None
    return Standing(
        _("A review of this plan is under way; its meeting: %(day)s.")
        % {"day": weekday_date(started.meeting_on)},
        _("To the reviews"),
        _list(case),
        early=False,
    )


def _standing(route: str, case: Case, review: Review) -> Standing | None:
    """Why the step behind a route is not possible now; None where it is."""
    arranged = review.status == ReviewStatus.ARRANGED
    if route in {"review_report", "decide_review", "send_amended_plan", "not_amend"} and arranged:
        return Standing(
            _("It has not been recorded that the meeting was held."),
            _("Record the review meeting"),
            reverse("hold_review", args=[case.reference, review.pk]),
            early=True,
        )
    if route in {"send_amended_plan", "not_amend"} and review.status == ReviewStatus.HELD:
        return Standing(
            _("No amendments have been proposed."),
            _("Decide after the review"),
            reverse("decide_review", args=[case.reference, review.pk]),
            early=True,
        )
    says = ""
    if route in {"move_review", "hold_review"} and not arranged:
        says = _("The meeting was held on %(day)s.") % {"day": weekday_date(review.meeting_on)}
    elif route == "review_papers" and review.papers_sent_on:
        says = _("The papers were sent round on %(day)s.") % {
            "day": weekday_date(review.papers_sent_on)
        }
    elif route == "review_report" and review.report_on:
        says = _("The report was sent on %(day)s.") % {"day": weekday_date(review.report_on)}
    elif review.decided_on and (
        route in {"decide_review", "review_papers"}
        or (route in {"send_amended_plan", "not_amend"} and not review.is_open)
    ):
        says = _("The family was told of the decision on %(day)s.") % {
            "day": weekday_date(review.decided_on)
        }
    return Standing(says, _("To the reviews"), _list(case), early=False) if says else None


def step_of(
    request: Request, reference: str, pk: int, *, route: str, heading: str
) -> tuple[Case, Review, HttpResponse | None]:
    """The case, the review, and the page that says why a step is not possible now, if it is not."""
    case, review = review_of(request, reference, pk)
    found = _standing(route, case, review)
    return case, review, told_out_of_order(request, case, found, heading)


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: Request, reference: str) -> HttpResponse:
    """Arrange the meeting of a review."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    heading = _("Arrange a review meeting")
    found = _not_to_be_arranged(case, assessment.status, list(review_reads.reviews_of(assessment)))
    told = told_out_of_order(request, case, found, heading)
    if told is not None:
        return told
    form = MeetingForm(**posted(request), on=request.today, initial={"told_on": request.today})
    return step_page(
        request,
        form,
        lambda given: reviews.arrange_review(
            assessment.plan,
            meeting_on=given["meeting_on"],
            **_on(request, given["told_on"]),
        ),
        then=_list(case),
        heading=heading,
        case=case,
        submit_label=_("Arrange the meeting"),
        back_url=_list(case),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, reference: str, pk: int) -> HttpResponse:
    """Move a meeting to another day."""
    heading = _("Move the review meeting")
    case, review, told = step_of(request, reference, pk, route="move_review", heading=heading)
    if told is not None:
        return told
    form = MeetingForm(**posted(request), on=request.today, initial={"told_on": request.today})
    return step_page(
        request,
        form,
        lambda given: reviews.move_review_meeting(
            review, meeting_on=given["meeting_on"], **_on(request, given["told_on"])
        ),
        then=_list(case),
        heading=heading,
        introduction=_("It is arranged for %(day)s.") % {"day": weekday_date(review.meeting_on)},
        case=case,
        submit_label=_("Move the meeting"),
        back_url=_list(case),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: Request, reference: str, pk: int) -> HttpResponse:
    """Record that the papers were sent round."""
    heading = _("Record that the papers were sent round")
    case, review, told = step_of(request, reference, pk, route="review_papers", heading=heading)
    if told is not None:
        return told
    return step_page(
        request,
        PapersForm(**posted(request), on=request.today),
        lambda given: reviews.send_review_papers(review, **_on(request, given["sent_on"])),
        then=_list(case),
        heading=heading,
        case=case,
        submit_label=_("Record it"),
        back_url=_list(case),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: Request, reference: str, pk: int) -> HttpResponse:
    """Record that the meeting was held."""
    heading = _("Record the review meeting")
    case, review, told = step_of(request, reference, pk, route="hold_review", heading=heading)
    if told is not None:
        return told
    return step_page(
        request,
        HeldForm(**posted(request), on=request.today, initial={"held_on": review.meeting_on}),
        lambda given: reviews.hold_review_meeting(review, **_on(request, given["held_on"])),
        then=_list(case),
        heading=heading,
        introduction=_(
            "Everybody was told that it is on %(day)s. If another day was given since, move the "
            "meeting first: notice counts for the day of which it was given."
        )
        % {"day": weekday_date(review.meeting_on)},
        case=case,
        submit_label=_("Record the meeting"),
        back_url=_list(case),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request, reference: str, pk: int) -> HttpResponse:
    """Record what the report recommends, and that it was sent."""
    heading = _("Record the report of the meeting")
    case, review, told = step_of(request, reference, pk, route="review_report", heading=heading)
    if told is not None:
        return told
    return step_page(
        request,
        ReportForm(**posted(request), on=request.today),
        lambda given: reviews.send_review_report(
            review, report=given["report"], **_on(request, given["sent_on"])
        ),
        then=_list(case),
        heading=heading,
        case=case,
        submit_label=_("Record the report"),
        back_url=_list(case),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, reference: str, pk: int) -> HttpResponse:
    """Keep the plan, propose amendments or end it, with the letter shown first."""
    heading = _("Decide after the review")
    case, review, told = step_of(request, reference, pk, route="decide_review", heading=heading)
    if told is not None:
        return told
    form = DecideReviewForm(**posted(request), on=request.today)
    previewed = _preview(request, review)
    if previewed:
        # Shown as typed, and not yet judged.
        form = DecideReviewForm(initial=_typed(request), on=request.today)

    def act(given: dict[str, Any]) -> Review:
        more = {name: given[name] for name in NEEDED_BY.get(given["decision"], {})}
        return _STEPS[given["decision"]](review, reason=given["reasons"], **more, **acting(request))

    return step_page(
        request,
        form,
        act,
        then=_list(case),
        template="workspace/reviews/decide.html",
        heading=heading,
        test=_(
            "The authority must decide, within four weeks of the review meeting, whether to "
            "continue to maintain the plan in its current form, to amend it, or to cease to "
            "maintain it, and must notify the child’s parent or the young person."
        ),
        citation=_("SEND Regulations 2014, regulations 20(10) and 21(9)"),
        case=case,
        review=review,
        previewed=previewed,
    )


def _typed(request: Request) -> dict[str, Any]:
    typed: dict[str, Any] = {
        name: request.POST.get(name, "")
        for name in ("decision", "reasons", "amendments", "evidence")
    }
    parts = [request.POST.get(f"consulted_on_{part}", "") for part in DATE_PARTS]
    return {**typed, "consulted_on": parts if any(parts) else None}


def _preview(request: Request, review: Review) -> dict[str, Any] | None:
    """The letter as it would be sent; None when it was not asked for."""
    if request.method != "POST" or "preview" not in request.POST:
        return None
    step = request.POST.get("decision", "")
    found = None
    if step == "propose_amendments":
        found = amendments.proposal_preview(
            review,
            amendments=request.POST.get("amendments", ""),
            evidence=request.POST.get("evidence", ""),
            on=request.today,
        )
    elif step in _STEPS:
        found = reviews.letter_preview(
            review, step, on=request.today, reason=request.POST.get("reasons", "")
        )
    if found is None:
        return {"title": _("Choose a decision first, and its letter is shown here.")}
    title, facts = found
    return {"title": title, **letter_context(facts)}
