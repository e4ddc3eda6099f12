"""Steps out of their order: what has to come first, or what has been done already.

A page for a step that is not possible now says so and links to where it is mended; it offers no
form. The actions refuse all the same: this is only said before anybody types.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ehc.explanations import status_for_staff, weekday_date
from ehc.http import Request
from ehc.models import Assessment, Case, PlanVersion, Reassessment
from ehc.queries import cases as reads
from ehc.queries import transfers as transfer_reads
from ehc.queries.reassessments import being_made
from ehc.views._rows import may_act
from ehc.views._steps import transferred_out_sentence
from ehc.workflows.statuses import AssessmentStatus, PlanVersionStatus, ReassessmentStatus

_S = AssessmentStatus
_ORDER = (_S.REQUESTED, _S.CONSIDERING, _S.ASSESSING, _S.PLANNING)
REFUSED = frozenset({_S.REFUSED_TO_ASSESS, _S.REFUSED_TO_ISSUE})
"""Where a refusal stands."""
_FIRST = {
    "consider_assessing": _S.REQUESTED,
    "record_withdrawal": _S.REQUESTED,
    "not_ours": _S.REQUESTED,
    "export": _S.REQUESTED,
    "custody": _S.REQUESTED,
    "decide_to_assess": _S.REQUESTED,
    "ask_for_advice": _S.ASSESSING,
    "decide_to_issue": _S.ASSESSING,
}
"""The status in which a step becomes possible; every other step is about a plan."""
_LAST = {
    "consider_assessing": _S.REQUESTED,
    "decide_to_assess": _S.CONSIDERING,
    "not_ours": _S.CONSIDERING,
    "decide_to_issue": _S.ASSESSING,
}
"""The status after which it is over."""
_IN_CUSTODY = frozenset({"record_withdrawal", "export"})
"""What is possible while somebody is detained, besides handing it back."""
_AFTER_SERVICE = frozenset({"consultations", "name_setting", "finalise"})
_WRITING = frozenset({"plan_texts", "plan_row", "plan_remove", "override", "leave_out"})

_SETTINGS = frozenset({"consultations", "name_setting", "record_request_for_setting"})
_AMENDING = _WRITING | _SETTINGS
_REASSESSING = (
    _AFTER_SERVICE | _WRITING | _SETTINGS | {"ask_for_advice", "plan", "serve", "comments"}
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Why a step is not possible now.

    Attributes:
        says: the reason, as a sentence.
        link, href: what to do instead, and where.
        early: whether something else comes first; otherwise it has been done already.
    """

    says: str
    link: str
    href: str
    early: bool


def standing(
    route: str,
    case: Case,
    assessment: Assessment,
    version: PlanVersion | None,
    *,
    reassessment: Reassessment | None = None,
) -> Standing | None:
    """Why the step behind a route is not possible now; None where it is.

    Args:
        route: the name of the step's page.
        version: the newest version of the plan.
        reassessment: the newest of the plan, if there is one.
    """
    status = AssessmentStatus(assessment.status)
    amending = version is not None and version.is_open and version.reassessment_id is None
    if (
        status is _S.PLAN_ISSUED
        and route in (_REASSESSING - _AMENDING if amending else _REASSESSING)
        and reassessment is not None
        and reassessment.status == ReassessmentStatus.REASSESSING
    ):
        return _while_reassessing(route, case, version, reassessment)
    if status is _S.PLAN_ISSUED and version is not None and version.is_open and route in _AMENDING:
        # The newest version of an issued plan is open only while it is being amended.
        return None
    if route == "reverse_refusal":
        return None if status in REFUSED else _no_refusal(case)
    in_custody = status is _S.IN_CUSTODY
    if route == "release":
        return None if in_custody else _not_detained(case)
    if in_custody:
        return None if route in _IN_CUSTODY else _of_custody(case)
    first = _FIRST.get(route, _S.PLANNING)
    last = _LAST.get(route, _S.PLANNING)
    if status not in _ORDER or _ORDER.index(status) > _ORDER.index(last):
        return Standing(
            _("This is over: the case is “%(status)s”.") % {"status": status_for_staff(status)},
            _("See what happened"),
            reverse("case_events", args=[case.reference]),
            early=False,
        )
    if _ORDER.index(status) < _ORDER.index(first):
        return _undecided(case, status)
    return _of_the_plan(route, case, version) if first is _S.PLANNING else None


def _while_reassessing(
    route: str, case: Case, version: PlanVersion | None, reassessment: Reassessment
) -> Standing | None:
    """While a plan is reassessed, what was possible before the first one is possible again."""
    if route in {"ask_for_advice", "plan", "comments"}:
        return None
    if version is None or version.reassessment_id != reassessment.pk:
        return Standing(
            _("The plan has not been written again."),
            _("To the reassessments"),
            reverse("case_reassessments", args=[case.reference]),
            early=True,
        )
    return _of_the_plan(route, case, version)


def _no_refusal(case: Case) -> Standing:
    return Standing(
        _("No refusal stands."),
        _("See what happened"),
        reverse("case_events", args=[case.reference]),
        early=False,
    )


def _not_detained(case: Case) -> Standing:
    return Standing(
        _("As far as we know the child or young person is not detained."),
        _("See what happened"),
        reverse("case_events", args=[case.reference]),
        early=False,
    )


def _of_custody(case: Case) -> Standing:
    return Standing(
        _(
            "The child or young person is detained: rules of their own apply, and the officer for "
            "detained people has it."
        ),
        _("Hand it back after release"),
        reverse("release", args=[case.reference]),
        early=False,
    )


def _undecided(case: Case, status: AssessmentStatus) -> Standing:
    if status in {_S.REQUESTED, _S.CONSIDERING}:
        return Standing(
            _("It has not been decided to assess."),
            _("Decide whether to assess"),
            reverse("decide_to_assess", args=[case.reference]),
            early=True,
        )
    return Standing(
        _("It has not been decided to issue a plan."),
        _("Decide whether to issue a plan"),
        reverse("decide_to_issue", args=[case.reference]),
        early=True,
    )


def _of_the_plan(route: str, case: Case, version: PlanVersion | None) -> Standing | None:
    if route in {"plan", "comments", "exemption"}:
        return None
    if version is None:
        return Standing(
            _("No plan has been begun."),
            _("Write the plan"),
            reverse("plan", args=[case.reference]),
            early=True,
        )
    first_draft = version.is_first_draft and version.is_open
    if route in _AFTER_SERVICE and first_draft:
        return Standing(
            _("The draft has not been sent to the family."),
            _("Send the draft to the family"),
            reverse("serve", args=[case.reference]),
            early=True,
        )
    if route == "serve" and not first_draft:
        return _sent_already(case, version)
    if route in _WRITING and not version.is_open:
        return Standing(
            _("Version %(number)d has been sent and no longer changes.")
            % {"number": version.number},
            _("Begin the next version"),
            reverse("plan", args=[case.reference]),
            early=False,
        )
    if route == "finalise" and version.status == PlanVersionStatus.SERVED:
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


def _sent_already(case: Case, version: PlanVersion) -> Standing:
    sent_on = (
        version.served_on if version.is_first_draft else version.based_on.served_on  # type: ignore[union-attr]
    )
    return Standing(
        _("The draft was sent to the family on %(day)s.") % {"day": weekday_date(sent_on)}
        if sent_on
        else _("The draft has been sent to the family."),
        _("Read the family’s comments"),
        reverse("comments", args=[case.reference]),
        early=False,
    )


def out_of_order(request: Request, case: Case, route: str, heading: str) -> HttpResponse | None:
    """The page that says why a step is not possible now; None where it is.

    A form that was sent and that somebody else has overtaken goes on to its action, which
    refuses it beside what was typed.
    """
    assessment = reads.current_assessment(case)
    found = standing(
        route,
        case,
        assessment,
        reads.current_version(assessment),
        reassessment=being_made(assessment),
    )
    return told_out_of_order(request, case, found, heading)


def of_plan_sent_on(case: Case) -> Standing | None:
    """That the plan of a case went to another authority, if it did."""
    went = transfer_reads.sent_on(reads.current_assessment(case))
    if went is None or went.transferred_on is None:
        return None
    return Standing(
        transferred_out_sentence(went.authority, went.transferred_on),
        _("To the moves"),
        reverse("case_transfers", args=[case.reference]),
        early=False,
    )


def told_out_of_order(
    request: Request,
    case: Case,
    found: Standing | None,
    heading: str,
    *,
    of_the_plan: bool = True,
) -> HttpResponse | None:
    """The page that says why a step is not possible; None where it is, or is to be refused.

    Args:
        of_the_plan: whether the step is possible only while the plan is ours.
    """
    found = (of_plan_sent_on(case) if of_the_plan else None) or found
    if found is None or (request.method == "POST" and not found.early):
        return None
    return render(
        request,
        "workspace/out_of_order.html",
        {
            "case": case,
            "heading": heading,
            "standing": found,
            "may_act": may_act(request, case),
            "back_url": reverse("case", args=[case.reference]),
        },
        status=409 if request.method == "POST" else 200,
    )
