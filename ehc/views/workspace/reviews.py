"""The reviews of a plan that was issued: arranging, holding, reporting and deciding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
from ehc.forms.reviews import NEEDED_BY, DecideReviewForm, EarlyReviewForm, MeetingForm
from ehc.http import Request
from ehc.models import Assessment, Case, PlanVersion, Review
from ehc.queries import cases as reads
from ehc.queries import reviews as review_reads
from ehc.queries.amending import amended_for
from ehc.queries.posting import windows_of
from ehc.queries.reviews import PlanStanding
from ehc.views._page import page
from ehc.views._rows import case_of_reference, may_act, one
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._duties import duty_row
from ehc.views.workspace._order import Standing, of_plan_sent_on, told_out_of_order
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


def list_of(case: Case) -> str:
    """The page of a case's reviews."""
    return reverse("case_reviews", args=[case.reference])


def on_day(request: Request, day: Any) -> dict[str, Any]:
    """Who does it and at which instant, on another day than today."""
    return {**acting(request), "on": day}


@page(*READERS)
@require_safe
def overview(request: Request, reference: str) -> HttpResponse:
    """Every review of the plan, what is due, and the next step."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    plan = review_reads.plan_standing(assessment, request.today)
    windows = windows_of(plan.reviews, request.today)
    return render(
        request,
        "workspace/reviews/reviews.html",
        {
            "case": case,
            "may_act": may_act(request, case),
            "may_arrange": _not_to_be_arranged(case, assessment, plan) is None,
            "may_propose": not_to_be_proposed(case, assessment, plan) is None,
            "may_answer": no_plan_kept(case, assessment, plan) is None,
            "reviews": [(row, windows.get(row.pk)) for row in plan.reviews],
            "early": plan.early,
            "amended": _amended(plan.reviews),
            "duties": [duty_row(duty) for duty in plan.duties],
            "back_url": reverse("case", args=[reference]),
        },
    )


def _amended(rows: Iterable[Review]) -> PlanVersion | None:
    """The amended plan that is being written, where amendments are proposed."""
    amending = next((row for row in rows if row.status == ReviewStatus.AMENDING), None)
    return amended_for(amending, amending.plan) if amending else None


def no_plan_kept(case: Case, assessment: Assessment, plan: PlanStanding) -> Standing | None:
    """Why nothing can be done to the plan: none has been issued, or it has ended or gone."""
    went = of_plan_sent_on(case)
    if went is not None:
        return went
    if plan.ended:
        return Standing(_("The plan has ended."), _("To the reviews"), list_of(case), early=False)
    if assessment.status == AssessmentStatus.PLAN_ISSUED:
        return None
    return Standing(
        _("No plan has been issued, so there is none to review."),
        _("Back to the plan"),
        reverse("plan", args=[case.reference]),
        early=True,
    )


def _not_to_be_arranged(case: Case, assessment: Assessment, plan: PlanStanding) -> Standing | None:
    kept = no_plan_kept(case, assessment, plan)
    started = next((row for row in plan.reviews if row.is_open and row.is_review), None)
    if kept is not None or started is None or started.meeting_on is None:
        return kept
    return Standing(
        _("A review of this plan is under way; its meeting: %(day)s.")
        % {"day": weekday_date(started.meeting_on)},
        _("To the reviews"),
        list_of(case),
        early=False,
    )


def not_to_be_proposed(case: Case, assessment: Assessment, plan: PlanStanding) -> Standing | None:
    """Why no amendment without a review can be proposed."""
    kept = no_plan_kept(case, assessment, plan)
    if kept is not None or not any(row.status == ReviewStatus.AMENDING for row in plan.reviews):
        return kept
    return Standing(
        _("Amendments of this plan are proposed, and it has not been decided what comes of them."),
        _("To the reviews"),
        list_of(case),
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
    if route == "cease_plan" and review.status not in {ReviewStatus.CEASING, ReviewStatus.CEASED}:
        return Standing(
            _("It has not been decided to end the plan."),
            _("To the reviews"),
            list_of(case),
            early=True,
        )
    says = _over_with(route, review)
    return Standing(says, _("To the reviews"), list_of(case), early=False) if says else None


def _over_with(route: str, review: Review) -> str:
    """Why the step behind a route is over; empty where it is not."""
    arranged = review.status == ReviewStatus.ARRANGED
    says = ""
    if review.ceased_on:
        says = _("The plan ended on %(day)s.") % {"day": weekday_date(review.ceased_on)}
    elif review.cancelled_on:
        says = _("The meeting was called off on %(day)s.") % {
            "day": weekday_date(review.cancelled_on)
        }
    elif review.meeting_on is None and route in _OF_A_MEETING:
        says = _("This is an amendment without a review: it has no meeting.")
    elif route in {"move_review", "hold_review", "cancel_review"} and not arranged:
        says = _("The meeting was held on %(day)s.") % {
            "day": weekday_date(review.meeting_on) if review.meeting_on else ""
        }
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
    return says


_OF_A_MEETING = frozenset(
    {
        "move_review",
        "review_papers",
        "hold_review",
        "review_report",
        "cancel_review",
        "decide_review",
    }
)


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
    plan = review_reads.plan_standing(assessment, request.today)
    found = _not_to_be_arranged(case, assessment, plan)
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
            **on_day(request, given["told_on"]),
        ),
        then=list_of(case),
        heading=heading,
        case=case,
        submit_label=_("Arrange the meeting"),
        back_url=list_of(case),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def early(request: Request, reference: str) -> HttpResponse:
    """Record whether the plan is reviewed before its time, and why."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    heading = _("Answer a request for an early review")
    plan = review_reads.plan_standing(assessment, request.today)
    told = told_out_of_order(request, case, no_plan_kept(case, assessment, plan), heading)
    if told is not None:
        return told
    return step_page(
        request,
        EarlyReviewForm(**posted(request), on=request.today),
        lambda given: reviews.answer_early_review(
            assessment.plan,
            asked_by=given["asked_by"],
            asked_on=given["asked_on"],
            agreed=given["agreed"] == "yes",
            reason=given["reasons"],
            **on_day(request, given["told_on"]),
        ),
        then=list_of(case),
        heading=heading,
        introduction=_(
            "Nobody has a right to a review before its time, and no limit runs. Whether there is "
            "one is still a decision, with reasons, and whoever asked is told of it."
        ),
        case=case,
        submit_label=_("Record the answer"),
        back_url=list_of(case),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, reference: str, pk: int) -> HttpResponse:
    """Keep the plan, propose amendments or end it, with the letter shown first."""
    heading = _("Decide after the review")
    case, review, told = step_of(request, reference, pk, route="decide_review", heading=heading)
    if told is not None:
        return told
    facts: Any = {"on": request.today, "born": case.person.date_of_birth}
    form = DecideReviewForm(**posted(request), **facts)
    previewed = _preview(request, review)
    if previewed:
        # Shown as typed, and not yet judged.
        form = DecideReviewForm(initial=_typed(request), **facts)

    def act(given: dict[str, Any]) -> Review:
        more = {name: given[name] for name in NEEDED_BY.get(given["decision"], {})}
        return _STEPS[given["decision"]](review, reason=given["reasons"], **more, **acting(request))

    return step_page(
        request,
        form,
        act,
        then=list_of(case),
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
        for name in ("decision", "reasons", "amendments", "evidence", "cease_reason")
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
