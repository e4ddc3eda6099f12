"""Deciding: whether to consider an assessment, to assess, and to issue a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import assessments
from ehc.documents.letters import LetterFacts
from ehc.documents.rendering import letter_context
from ehc.explanations import missing_sentence, weekday_date
from ehc.forms.assessments import DecideForm, DecideToAssessForm, DecideToIssueForm
from ehc.forms.base import GovukForm
from ehc.http import Request
from ehc.models import Assessment
from ehc.queries import cases as reads
from ehc.queries.assessments import considered_on
from ehc.queries.readiness import missing_before
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, missing_problems, posted, step_page
from ehc.views.workspace._mend import mend_on
from ehc.views.workspace._order import out_of_order
from ehc.workflows.readiness import blocking, warnings
from ehc.workflows.roles import Role
from ehc.workflows.statuses import AssessmentStatus

_STEPS: Mapping[str, Callable[..., Assessment]] = {
    "agree_to_assess": assessments.agree_to_assess,
    "refuse_to_assess": assessments.refuse_to_assess,
    "agree_to_issue": assessments.agree_to_issue,
    "refuse_to_issue": assessments.refuse_to_issue,
}


def _decide(
    request: Request, reference: str, kind: type[DecideForm], *, route: str, **context: Any
) -> HttpResponse:
    case = case_of_reference(request, reference)
    told = out_of_order(request, case, route, context["heading"])
    if told is not None:
        return told
    assessment = reads.current_assessment(case)
    form = kind(**posted(request))
    previewed = _preview(request, assessment)
    if previewed:
        # Shown as typed, and not yet judged.
        form = kind(initial={name: request.POST.get(name, "") for name in ("decision", "reasons")})

    def act(given: dict[str, Any]) -> Assessment:
        return _STEPS[given["decision"]](
            assessment,
            **acting(request),
            reason=given["reasons"],
        )

    return step_page(
        request,
        form,
        act,
        then=reverse("case", args=[reference]),
        template="workspace/decide.html",
        mend=mend_on(reference, route),
        case=case,
        assessment=assessment,
        answers=assessment.request.answers,
        advice=reads.advice_of(assessment),
        previewed=previewed,
        **context,
    )


def _preview(request: Request, assessment: Assessment) -> dict[str, Any] | None:
    """The letter as it would be sent, or a word that there is none; None when not asked for."""
    if request.method != "POST" or "preview" not in request.POST:
        return None
    step = request.POST.get("decision", "")
    if step not in _STEPS:
        return {"title": _("Choose a decision first, and its letter is shown here.")}
    found = assessments.letter_preview(
        assessment, step, on=request.today, reason=request.POST.get("reasons", "")
    )
    return _letter(found) or {
        "title": _("This decision sends no letter: the draft plan tells the family.")
    }


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def consider(request: Request, reference: str) -> HttpResponse:
    """Tell the family that an assessment is being considered (section 36(7))."""
    case = case_of_reference(request, reference)
    heading = _("Tell the family that an assessment is being considered")
    told = out_of_order(request, case, "consider_assessing", heading)
    if told is not None:
        return told
    assessment = reads.current_assessment(case)
    return step_page(
        request,
        GovukForm(**posted(request)),
        lambda _given: assessments.consider_assessing(assessment, **acting(request)),
        then=reverse("case", args=[reference]),
        template="workspace/ends/consider.html",
        mend=mend_on(reference, "consider_assessing"),
        heading=heading,
        case=case,
        submit_label=_("Send the notice"),
        letter=_letter(
            assessments.letter_preview(
                assessment, "consider_assessing", on=request.today, reason=""
            )
        ),
    )


def _letter(found: tuple[str, LetterFacts] | None) -> dict[str, Any]:
    """A letter as the templates show it; empty where none is owed."""
    return {"title": found[0], **letter_context(found[1])} if found else {}


def _governed_by(considered_on: date | None) -> str:
    """Which limit a refusal made now is notified under (law: decision 6)."""
    if considered_on is None:
        return _(
            "The family has not been told that an assessment is being considered. A refusal made "
            "now is notified under regulation 4(1), which no exemption reaches; an agreement under "
            "regulation 5(1)."
        )
    return _(
        "The family was told on %(day)s that an assessment is being considered, so the decision, "
        "yes or no, is notified under regulation 5(1)."
    ) % {"day": weekday_date(considered_on)}


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def to_assess(request: Request, reference: str) -> HttpResponse:
    """Whether an assessment is necessary (section 36)."""
    case = case_of_reference(request, reference)
    return _decide(
        request,
        reference,
        DecideToAssessForm,
        route="decide_to_assess",
        heading=_("Decide whether to assess"),
        test=_(
            "The authority must secure an assessment if, after having regard to the views and "
            "evidence, it is of the opinion that the child or young person has or may have special "
            "educational needs, and that it may be necessary for special educational provision to "
            "be made in accordance with an EHC plan."
        ),
        citation=_("Children and Families Act 2014, section 36(8)"),
        governed_by=_governed_by(considered_on(reads.current_assessment(case))),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def to_issue(request: Request, reference: str) -> HttpResponse:
    """Whether a plan is necessary (section 37)."""
    case = case_of_reference(request, reference)
    missing = missing_before(
        "agree_to_issue", reads.current_assessment(case), {"on": request.today}
    )
    return _decide(
        request,
        reference,
        DecideToIssueForm,
        route="decide_to_issue",
        heading=_("Decide whether to issue a plan"),
        test=_(
            "Where, in the light of the assessment, it is necessary for special educational "
            "provision to be made in accordance with an EHC plan, the authority must secure that "
            "a plan is prepared and, once it has been prepared, maintain it."
        ),
        citation=_("Children and Families Act 2014, section 37(1)"),
        to_mind=[missing_sentence(item) for item in warnings(missing)],
        first=missing_problems(blocking(missing), mend_on(reference, "decide_to_issue")),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def reverse_refusal(request: Request, reference: str) -> HttpResponse:
    """Reverse a refusal without an order: the original weeks stay."""
    case = case_of_reference(request, reference)
    heading = _("Reverse the refusal without an order")
    told = out_of_order(request, case, "reverse_refusal", heading)
    if told is not None:
        return told
    assessment = reads.current_assessment(case)
    to_issue = assessment.status == AssessmentStatus.REFUSED_TO_ISSUE
    act = (
        assessments.reverse_refusal_to_issue if to_issue else assessments.reverse_refusal_to_assess
    )
    working = _(
        "The Ombudsman’s 10 and 14 weeks from today are shown beside it as working dates: they are "
        "no legal limits."
    )
    return step_page(
        request,
        DecideForm(**posted(request)),
        lambda given: act(assessment, reason=given["reasons"], **acting(request)),
        then=reverse("case", args=[reference]),
        mend=mend_on(reference, "reverse_refusal"),
        heading=heading,
        introduction=" ".join(
            (
                _(
                    "Where there is no order, the legal date of the final plan stays: 20 weeks "
                    "from the request (R (W) v Hertfordshire County Council [2023] EWHC 3138 "
                    "(Admin)). An order or an agreement in mediation has limits of its own and is "
                    "not recorded here."
                ),
                "" if to_issue else working,
            )
        ).strip(),
        case=case,
        submit_label=_("Reverse it and send the letter"),
    )
