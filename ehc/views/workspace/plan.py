"""A plan as a whole: what is written and what the checks find, serving it, and sending it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ehc.actions import plans
from ehc.documents.plans import plan_sections
from ehc.forms.plans import (
    FinaliseForm,
)
from ehc.http import Request
from ehc.models import Assessment, Case, Dispute, PlanVersion, Review
from ehc.plan_checks import RULES, check, sentence
from ehc.plan_checks.facts import PlanFacts
from ehc.queries import cases as reads
from ehc.queries import plans as plan_reads
from ehc.queries.amending import waits_for
from ehc.queries.contact import served_at
from ehc.queries.placement import placement_told
from ehc.queries.posting import window_of
from ehc.queries.readiness import missing_before
from ehc.queries.rights import rights_of
from ehc.views._page import page
from ehc.views._rows import case_of_reference, may_act
from ehc.views._steps import acting, attempt, missing_problems, nowhere, posted, step_page
from ehc.views.workspace._mend import mend_on, place_in_plan
from ehc.views.workspace._order import out_of_order
from ehc.views.workspace.case import READERS
from ehc.workflows.readiness import OF_SECTION_I, blocking
from ehc.workflows.rights import Act
from ehc.workflows.roles import Role
from ehc.workflows.statuses import AssessmentStatus, PlanVersionStatus

_GROUP_OF_SECTION = {"A": "views", "B": "strengths", "C": "health-and-care", "J": "budget"}
_KIND_OF_SECTION = {
    "B": "need", "C": "need", "D": "need", "E": "outcome",
    "F": "provision", "G": "provision", "H1": "provision", "H2": "provision",
}  # fmt: skip
_KIND_OF_KEY = {"N": "need", "O": "outcome", "P": "provision"}


def version_written(case: Case) -> PlanVersion:
    """The version that is being written, or was last.

    Raises:
        Http404: where no plan has been begun.
    """
    version = reads.current_version(reads.current_assessment(case))
    if version is None:
        raise Http404
    return version


def _findings(version: PlanVersion, facts: PlanFacts, request: Request) -> dict[str, list[Any]]:
    """What the checks find, by row."""
    found: dict[str, list[Any]] = {}
    reference = version.plan.case.reference
    for finding in check(facts, on=request.today):
        rule = RULES[finding.rule]
        found.setdefault(finding.row, []).append(
            {
                "says": sentence(finding, translate=_),
                "blocks": finding.stands_in_the_way,
                "overridden": finding.overridden,
                "citation": rule.citation,
                "why": _(rule.why),
                "override": reverse("override", args=[reference, finding.rule, finding.row])
                if rule.overridable and finding.overridden is None
                else "",
            }
        )
    return found


def _is_issued(assessment: Assessment) -> bool:
    return bool(assessment.status == AssessmentStatus.PLAN_ISSUED)


@page(*READERS)
@require_safe
def overview(request: Request, reference: str) -> HttpResponse:
    """The plan: the advice, the sections, and what is missing."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    version = reads.current_version(assessment)
    if version is None:
        told = out_of_order(request, case, "plan", _("Write the plan"))
        if told is not None:
            return told
        return render(
            request,
            "workspace/plan_begin.html",
            {"case": case, "assessment": assessment, "may_act": may_act(request, case)},
        )
    facts = plan_reads.plan_facts(version, on=request.today)
    findings = _findings(version, facts, request)
    step = "serve_draft" if version.is_first_draft else "finalise_version"
    missing = (
        blocking(missing_before(step, version, {"on": request.today, "signed_by": "-"}))
        if version.is_open
        else ()
    )
    amends = _is_issued(assessment) and version.reassessment_id is None
    wanted = waits_for(version) if amends and version.is_open else None
    sections = plan_sections(facts)
    cards = {card.key for section in sections for part in section.parts for card in part.cards}
    return render(
        request,
        "workspace/plan.html",
        {
            "case": case,
            "version": version,
            "window": window_of(version, request.today)
            if version.status == PlanVersionStatus.SERVED
            else None,
            "may_act": may_act(request, case),
            "editable": version.is_open and may_act(request, case),
            "sections": [
                {
                    "paper": section,
                    "group": _GROUP_OF_SECTION.get(section.letter, ""),
                    "kind": _KIND_OF_SECTION.get(section.letter, ""),
                    "findings": findings.get(section.letter, []),
                    "parts": [
                        {
                            "part": part,
                            "cards": [
                                {
                                    "card": card,
                                    "kind": _KIND_OF_KEY.get(card.key[0], ""),
                                    "findings": findings.get(card.key, []),
                                }
                                for card in part.cards
                            ],
                        }
                        for part in section.parts
                    ],
                }
                for section in sections
            ],
            "other_findings": [
                item
                for row, items in findings.items()
                if row not in cards
                and row not in {section.letter for section in sections}
                and not row.startswith("R")
                for item in items
            ],
            "recommendations": plan_reads.recommendation_cards(facts),
            "missing": missing_problems(
                missing, mend_on(reference, "comments" if isinstance(wanted, Review) else "")
            ),
            "placement_missing": missing_problems(
                tuple(one for one in missing if one.key in OF_SECTION_I), nowhere
            ),
            "to_consider": [
                (item["says"], place_in_plan(row))
                for row, items in findings.items()
                for item in items
                if not item["blocks"] and item["overridden"] is None
            ]
            if version.is_open
            else [],
            "is_draft": version.is_first_draft,
            "is_issued": _is_issued(assessment),
            "amending": wanted if isinstance(wanted, Review) else None,
            "decided": wanted if isinstance(wanted, Dispute) else None,
            "placement_told": placement_told(version),
            "profile": facts.texts.get("one_page_profile", ""),
        },
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_POST
def begin(request: Request, reference: str) -> HttpResponse:
    """Begin the plan, or the version that answers the family."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    version = reads.current_version(assessment)
    who: dict[str, Any] = acting(request)
    # A second click finds the version that the first one made.
    attempt(
        lambda: (
            plans.begin_plan(assessment, **who) if version is None else plans.revise(version, **who)
        )
    )
    return redirect("plan", reference)


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def serve(request: Request, reference: str) -> HttpResponse:
    """Send the draft to the family."""
    case = case_of_reference(request, reference)
    refused = out_of_order(request, case, "serve", _("Send the draft to the family"))
    if refused is not None:
        return refused
    version = version_written(case)
    rights = rights_of(case, request.today)
    served = served_at(rights.written_to)
    problems: Any = ()
    status = 200
    if request.method == "POST":
        told = attempt(
            lambda: plans.serve_draft(version, **acting(request)),
            mend=mend_on(reference, "serve"),
        )
        if told is None:
            return redirect("case", reference)
        problems, status = told.problems, told.status
    return render(
        request,
        "workspace/serve.html",
        {
            "case": case,
            "version": version,
            "closes_on": plans.comments_close_on(version, request.today),
            "members": [(one, one.pk in served) for one in rights.written_to],
            "to_person": rights.for_(Act.NOTICES).is_person and case.person.address,
            "reaches_nobody": rights.reaches_nobody,
            "problems": problems,
            "back_url": reverse("plan", args=[reference]),
        },
        status=status,
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def finalise(request: Request, reference: str) -> HttpResponse:
    """Issue the final plan."""
    case = case_of_reference(request, reference)
    told = out_of_order(request, case, "finalise", _("Finalise and send the plan"))
    if told is not None:
        return told
    version = version_written(case)
    if version.reassessment_id is not None:
        return redirect("send_reassessed_plan", reference, version.reassessment_id)
    return step_page(
        request,
        FinaliseForm(**posted(request), initial={"signed_by": str(request.user)}),
        lambda given: plans.finalise_plan(version, signed_by=given["signed_by"], **acting(request)),
        then=reverse("case", args=[reference]),
        template="workspace/finalise.html",
        mend=mend_on(reference, "finalise"),
        heading=_("Finalise and send the plan"),
        case=case,
        version=version,
        submit_label=_("Finalise and send"),
        back_url=reverse("case", args=[reference]),
    )
