"""The reassessments of a plan: asking, deciding, writing the plan again and sending it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ehc.actions import reassessments
from ehc.documents.letters import LetterFacts
from ehc.documents.rendering import letter_context
from ehc.explanations import missing_sentence, weekday_date
from ehc.forms.plans import FinaliseForm
from ehc.forms.reassessments import DecideToReassessForm, RequestForm, UnaskedForm
from ehc.http import Request
from ehc.models import AdviceKind, Assessment, Case, PlanVersion, Reassessment
from ehc.queries import cases as reads
from ehc.queries import reassessments as again
from ehc.queries.readiness import missing_before
from ehc.queries.reviews import amending_review
from ehc.views._page import page
from ehc.views._rows import case_of_reference, may_act, one
from ehc.views._steps import acting, attempt, posted, step_page
from ehc.views.workspace._duties import duty_row
from ehc.views.workspace._mend import mend_on
from ehc.views.workspace._order import Standing, told_out_of_order
from ehc.views.workspace.case import READERS, reassessment_step
from ehc.workflows.readiness import MissingKey, warnings
from ehc.workflows.roles import Role
from ehc.workflows.statuses import AssessmentStatus, ReassessmentStatus

_S = ReassessmentStatus


def _list(case: Case) -> str:
    return reverse("case_reassessments", args=[case.reference])


def _reassessment(request: Request, reference: str, pk: int) -> tuple[Case, Reassessment]:
    """The case, and one reassessment of its plan."""
    case = case_of_reference(request, reference)
    row = one(request, Reassessment, "plan__assessment__request", pk=pk, plan__case=case)
    row.plan.case = row.plan.assessment.case = case
    return case, row


def _version(reassessment: Reassessment) -> PlanVersion | None:
    """The newest version that is written in a reassessment."""
    version = reads.current_version(reassessment.plan.assessment)
    mine = version is not None and version.reassessment_id == reassessment.pk
    return version if mine else None


@page(*READERS)
@require_safe
def overview(request: Request, reference: str) -> HttpResponse:
    """Every reassessment of the plan, what is due and why, and the next step."""
    case = case_of_reference(request, reference)
    found = reads.without_disputes(reads.case_page(case, request.today))
    rows = list(again.reassessments_of(found.assessment))
    started = rows[0] if rows and rows[0].is_open else None
    return render(
        request,
        "workspace/reassessments/reassessments.html",
        {
            "case": case,
            "may_act": may_act(request, case),
            "may_ask": _not_to_be_asked(case, found.assessment, started) is None,
            "reassessments": rows,
            "primary": reassessment_step(found) if started else ("", ""),
            "unsought": [
                AdviceKind(item.kind).label
                for item, sought in again.checklist_for(
                    rows[0], request.today, found.reassessment_advice
                )
                if not sought
            ]
            if started is not None and started.status == _S.REASSESSING
            else [],
            "advice": found.reassessment_advice,
            "version": _version(started) if started else None,
            "duties": [duty_row(duty) for duty in found.reassessment_duties],
            "back_url": reverse("case", args=[reference]),
        },
    )


def _not_to_be_asked(
    case: Case, assessment: Assessment, started: Reassessment | None
) -> Standing | None:
    """Why no reassessment can be begun now; None where one can."""
    if assessment.status != AssessmentStatus.PLAN_ISSUED:
        return Standing(
            _("No plan has been issued, so there is none to reassess."),
            _("Back to the plan"),
            reverse("plan", args=[case.reference]),
            early=True,
        )
    if started is None:
        return None
    return Standing(
        _("A reassessment of this plan is not over."),
        _("To the reassessments"),
        _list(case),
        early=False,
    )


def _standing(route: str, case: Case, row: Reassessment) -> Standing | None:
    """Why the step behind a route is not possible now; None where it is."""
    if route == "decide_to_reassess":
        if row.decided_on is None:
            return None
        says = _("The family was told of the decision on %(day)s.")
        return Standing(
            says % {"day": weekday_date(row.decided_on)},
            _("To the reassessments"),
            _list(case),
            early=False,
        )
    if row.status == _S.ASKED:
        return Standing(
            _("It has not been decided whether to reassess."),
            _("Decide whether to reassess"),
            reverse("decide_to_reassess", args=[case.reference, row.pk]),
            early=True,
        )
    if row.status != _S.REASSESSING:
        return Standing(
            _("This reassessment is over."), _("To the reassessments"), _list(case), early=False
        )
    return _before_sending(case, row)


def _before_sending(case: Case, row: Reassessment) -> Standing | None:
    version = _version(row)
    if version is None:
        return Standing(
            _("The plan has not been written again."),
            _("To the reassessments"),
            _list(case),
            early=True,
        )
    if version.is_first_draft and version.is_open:
        return Standing(
            _("The draft has not been sent to the family."),
            _("Send the draft to the family"),
            reverse("serve", args=[case.reference]),
            early=True,
        )
    if not version.is_open:
        return Standing(
            _(
                "The draft is with the family, or its time to comment has ended. The version that "
                "will be final has not been begun: naming a setting begins it."
            ),
            _("Name a setting"),
            reverse("name_setting", args=[case.reference]),
            early=True,
        )
    return None


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, reference: str) -> HttpResponse:
    """Record a request that came otherwise than on the family's page."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    heading = _("Record a request for a reassessment")
    standing = _not_to_be_asked(case, assessment, again.open_reassessment(assessment))
    told = told_out_of_order(request, case, standing, heading)
    if told is not None:
        return told
    form = RequestForm(**posted(request), on=request.today, initial={"received_on": request.today})
    return step_page(
        request,
        form,
        lambda given: reassessments.record_request(
            assessment.plan,
            asked_by=given["asked_by"],
            words=given["words"],
            **{**acting(request), "on": given["received_on"]},
        ),
        then=_list(case),
        heading=heading,
        introduction=_(
            "The family, the school or other institution attended and the responsible "
            "commissioning body can ask. Families can also ask on their own page."
        ),
        case=case,
        submit_label=_("Record the request"),
        back_url=_list(case),
    )


def _letter(found: tuple[str, LetterFacts] | None) -> dict[str, Any]:
    return {"title": found[0], **letter_context(found[1])} if found else {}


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def unasked(request: Request, reference: str) -> HttpResponse:
    """Decide to reassess although nobody asked, with the letter shown first."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    heading = _("Reassess without a request")
    standing = _not_to_be_asked(case, assessment, again.open_reassessment(assessment))
    told = told_out_of_order(request, case, standing, heading)
    if told is not None:
        return told
    form = UnaskedForm(**posted(request))
    previewed: dict[str, Any] | None = None
    if request.method == "POST" and "preview" in request.POST:
        form = UnaskedForm(initial={"reasons": request.POST.get("reasons", "")})
        previewed = _letter(reassessments.unasked_preview(assessment.plan, on=request.today))
    return step_page(
        request,
        form,
        lambda given: reassessments.reassess_unasked(
            assessment.plan, reason=given["reasons"], **acting(request)
        ),
        then=_list(case),
        template="workspace/reassessments/decide.html",
        heading=heading,
        test=_(
            "The authority may secure a reassessment at any other time if it thinks it necessary."
        ),
        citation=_("Children and Families Act 2014, section 44(3)"),
        case=case,
        final=reads.final_version(assessment),
        previewed=previewed,
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, reference: str, pk: int) -> HttpResponse:
    """Agree or refuse to reassess, with what the law says and the letter shown first."""
    heading = _("Decide whether to reassess")
    case, row = _reassessment(request, reference, pk)
    standing = _standing("decide_to_reassess", case, row)
    told = told_out_of_order(request, case, standing, heading)
    if told is not None:
        return told
    form = DecideToReassessForm(**posted(request))
    previewed = _preview(request, row)
    if previewed:
        # Shown as typed, and not yet judged.
        names = ("decision", "refused_as", "reasons")
        form = DecideToReassessForm(initial={name: request.POST.get(name, "") for name in names})

    def act(given: dict[str, Any]) -> Reassessment:
        who = acting(request)
        if given["decision"] == "agree_to_reassess":
            return reassessments.agree_to_reassess(row, reason=given["reasons"], **who)
        return reassessments.refuse_to_reassess(
            row, refused_as=given["refused_as"], reason=given["reasons"], **who
        )

    duties = again.reassessment_duties(row, request.today)
    return step_page(
        request,
        form,
        act,
        then=_list(case),
        template="workspace/reassessments/decide.html",
        mend=lambda missing: _ON_THE_PAGE.get(missing.key) or mend_on(reference)(missing),
        heading=heading,
        test=_(
            "The authority must secure a reassessment where the parent, the young person or the "
            "school or other institution attended asks for one, unless it has assessed in the six "
            "months before the request, or considers that a further assessment is not necessary. "
            "It must always where the responsible commissioning body asks."
        ),
        citation=_(
            "Children and Families Act 2014, section 44(2); SEND Regulations 2014, regulations 23 "
            "and 24"
        ),
        case=case,
        reassessment=row,
        last_assessed_on=again.last_assessed_on(row),
        is_within_six_months=again.is_within_six_months(row),
        final=reads.final_version(row.plan.assessment),
        duties=[duty_row(duty) for duty in duties],
        previewed=previewed,
    )


_ON_THE_PAGE = {
    MissingKey.MUST_REASSESS: "#id_decision_0",
    MissingKey.REFUSAL_GROUND: "#id_refused_as_0",
    MissingKey.NOT_WITHIN_SIX_MONTHS: "#id_refused_as_0",
}
"""Where on its own page a refused decision is mended."""


def _preview(request: Request, row: Reassessment) -> dict[str, Any] | None:
    """The letter as it would be sent; None when it was not asked for."""
    if request.method != "POST" or "preview" not in request.POST:
        return None
    step = request.POST.get("decision", "")
    if step not in {"agree_to_reassess", "refuse_to_reassess"}:
        return {"title": _("Choose a decision first, and its letter is shown here.")}
    reason = request.POST.get("reasons", "")
    return _letter(reassessments.letter_preview(row, step, on=request.today, reason=reason))


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_POST
def begin(request: Request, reference: str, pk: int) -> HttpResponse:
    """Begin the draft that follows the reassessment."""
    case, row = _reassessment(request, reference, pk)
    amending = amending_review(row.plan)
    if amending is not None and _version(row) is None:
        standing = Standing(
            _(
                "Changes that were proposed after a review wait: send the amended plan, or decide "
                "not to amend it, first."
            ),
            _("To the reviews"),
            reverse("case_reviews", args=[reference]),
            early=True,
        )
        told = told_out_of_order(request, case, standing, _("Write the plan again"))
        if told is not None:
            return told
    # A second click finds the version that the first one made.
    attempt(lambda: reassessments.begin_plan_again(row, **acting(request)))
    return redirect("plan", reference)


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request, reference: str, pk: int) -> HttpResponse:
    """Finalise the plan that follows the reassessment, and send it."""
    heading = _("Finalise and send the plan")
    case, row = _reassessment(request, reference, pk)
    standing = _standing("send_reassessed_plan", case, row)
    told = told_out_of_order(request, case, standing, heading)
    if told is not None:
        return told
    to_mind = warnings(missing_before("send_plan_after_reassessment", row, {"on": request.today}))
    return step_page(
        request,
        FinaliseForm(**posted(request), initial={"signed_by": str(request.user)}),
        lambda given: reassessments.send_plan_after_reassessment(
            row, signed_by=given["signed_by"], **acting(request)
        ),
        then=_list(case),
        template="workspace/reassessments/send.html",
        mend=mend_on(reference, "finalise"),
        heading=heading,
        case=case,
        version=_version(row),
        to_mind=[missing_sentence(item) for item in to_mind],
        submit_label=_("Finalise and send"),
        back_url=_list(case),
    )
