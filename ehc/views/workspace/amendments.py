"""Amending a plan: proposed without a review, begun and sent, or not amended after all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ehc.actions import amendments, reviews
from ehc.documents.rendering import letter_context
from ehc.explanations import weekday_date
from ehc.forms.reviews import NotAmendForm, ProposeForm, SendAmendedForm
from ehc.http import Request
from ehc.queries import cases as reads
from ehc.queries import reviews as review_reads
from ehc.queries.reassessments import is_written_again
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, attempt, posted, step_page
from ehc.views.workspace._mend import mend_on
from ehc.views.workspace._order import told_out_of_order
from ehc.views.workspace.reviews import not_to_be_proposed, review_of, step_of
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, reference: str) -> HttpResponse:
    """Propose changes without a review, with the letter shown first."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    heading = _("Propose amendments without a review")
    standing = review_reads.plan_standing(assessment, request.today)
    found = not_to_be_proposed(case, assessment, standing)
    told = told_out_of_order(request, case, found, heading)
    if told is not None:
        return told
    form = ProposeForm(**posted(request))
    previewed: dict[str, Any] | None = None
    if request.method == "POST" and "preview" in request.POST:
        typed = {name: request.POST.get(name, "") for name in form.fields}
        # Shown as typed, and not yet judged.
        form = ProposeForm(initial=typed)
        letter = amendments.proposal_preview(
            amendments.without_review(assessment.plan),
            amendments=typed["amendments"],
            evidence=typed["evidence"],
            on=request.today,
        )
        if letter is not None:
            previewed = {"title": letter[0], **letter_context(letter[1])}
    return step_page(
        request,
        form,
        lambda given: amendments.propose_amendments_without_review(
            assessment.plan,
            amendments=given["amendments"],
            evidence=given["evidence"],
            reason=given["reasons"],
            **acting(request),
        ),
        then=reverse("case_reviews", args=[reference]),
        template="workspace/reviews/propose.html",
        heading=heading,
        test=_(
            "Where at any other time the authority proposes to amend a plan, it must go on as if "
            "the proposed amendment were one that is proposed after a review: the family has at "
            "least 15 days to comment, and is sent the amended plan, or the decision not to amend "
            "it, within eight weeks of the proposal."
        ),
        citation=_("SEND Regulations 2014, regulation 28"),
        case=case,
        previewed=previewed,
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_POST
def begin(request: Request, reference: str, pk: int) -> HttpResponse:
    """Begin the version that will be the amended plan."""
    _case, review = review_of(request, reference, pk)
    # A second click finds the version that the first one made.
    told = attempt(lambda: amendments.begin_amended_plan(review, **acting(request)))
    if told is not None and is_written_again(review.plan):
        messages.info(
            request,
            _(
                "The plan is being written again after a reassessment, so no amended plan can be "
                "begun. Decide not to amend it, or send the plan after the reassessment first."
            ),
        )
        return redirect("case_reviews", reference)
    return redirect("plan", reference)


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request, reference: str, pk: int) -> HttpResponse:
    """Finalise the amended plan and send it."""
    heading = _("Send the amended plan")
    case, review, told = step_of(request, reference, pk, route="send_amended_plan", heading=heading)
    if told is not None:
        return told
    return step_page(
        request,
        SendAmendedForm(**posted(request), initial={"signed_by": str(request.user)}),
        lambda given: amendments.send_amended_plan(
            review, signed_by=given["signed_by"], reason=given["said"], **acting(request)
        ),
        then=reverse("case_reviews", args=[reference]),
        # What was proposed has no page of comments to wait on.
        mend=mend_on(reference, "comments"),
        heading=heading,
        introduction=_(
            "The amended plan is sent to the family, to the setting that it names and to the "
            "responsible commissioning body, and no longer changes. The family may comment on "
            "what was proposed until %(day)s."
        )
        % {"day": weekday_date(review.comments_close_on) if review.comments_close_on else ""},
        case=case,
        submit_label=_("Finalise and send"),
        back_url=reverse("case_reviews", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def not_amend(request: Request, reference: str, pk: int) -> HttpResponse:
    """Decide, after all, not to amend the plan, with the letter shown first."""
    heading = _("Do not amend the plan")
    case, review, told = step_of(request, reference, pk, route="not_amend", heading=heading)
    if told is not None:
        return told
    form = NotAmendForm(**posted(request))
    previewed: dict[str, Any] | None = None
    if request.method == "POST" and "preview" in request.POST:
        reasons = request.POST.get("reasons", "")
        form = NotAmendForm(initial={"reasons": reasons})
        found = reviews.letter_preview(
            review, "decide_not_to_amend", on=request.today, reason=reasons
        )
        if found is not None:
            previewed = {"title": found[0], **letter_context(found[1])}
    return step_page(
        request,
        form,
        lambda given: amendments.decide_not_to_amend(
            review, reason=given["reasons"], **acting(request)
        ),
        then=reverse("case_reviews", args=[reference]),
        template="workspace/reviews/decide.html",
        heading=heading,
        test=_(
            "Where the authority decides, after it has considered what the family says, not to "
            "amend the plan, it must notify them of that decision and its reasons within eight "
            "weeks of sending what it proposed."
        ),
        citation=_("SEND Regulations 2014, regulation 22(4)"),
        case=case,
        review=review,
        previewed=previewed,
    )
