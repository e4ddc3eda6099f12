"""What is still missing before a step, read from the database for the pure rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ehc.models import (
    AdviceRequest,
    Assessment,
    Case,
    Dispute,
    PlanVersion,
    Reassessment,
    Representation,
    Review,
    Transfer,
)
from ehc.models._process import Process
from ehc.plan_checks import check
from ehc.plan_checks.finding import Severity
from ehc.queries.amending import amending_rulings, waits_for
from ehc.queries.assessments import checked_off
from ehc.queries.disputes import owed_of, owed_of_refusal
from ehc.queries.placement import placement_facts
from ehc.queries.plans import changes_without_representation, plan_facts
from ehc.queries.posting import window_of
from ehc.queries.reassessments import checklist_for, is_within_six_months
from ehc.queries.requests import family_asked_on, is_asked_by_family
from ehc.queries.reviews import ceasing_facts
from ehc.workflows.advice import AdviceItem
from ehc.workflows.disputes import CARRIES_OUT
from ehc.workflows.ends import CustodyFacts, DeathFacts, ElsewhereFacts, WithdrawalFacts
from ehc.workflows.placement import PlacementFacts
from ehc.workflows.readiness import (
    AdviceStanding,
    Missing,
    PlanCheckResults,
    ProvisionRow,
    ReadinessFacts,
    missing,
)
from ehc.workflows.readiness import blocking as stops
from ehc.workflows.reassessments import RequestToReassess
from ehc.workflows.statuses import AdviceRequestStatus, PlanVersionStatus
from ehc.workflows.steps import STEPS
from ehc.workflows.transfers import TransferStanding

_IN = (
    AdviceRequestStatus.RECEIVED,
    AdviceRequestStatus.ACCEPTED,
    AdviceRequestStatus.RELIED_ON,
)


def _standing(
    asked: Iterable[AdviceRequest], items: Iterable[tuple[AdviceItem, bool]]
) -> tuple[AdviceStanding, ...]:
    """Each request with what regulation 6(2) asks of it, and what nobody was asked for."""
    listed = list(items)
    consult = {item.kind.value: item.consult for item, _sought in listed if item.consult}
    return (
        *(
            AdviceStanding(
                kind=row.kind,
                who=row.asked_of,
                received=row.status in _IN,
                consult=consult.get(row.kind, ""),
                qualified_teacher=row.qualified_teacher,
            )
            for row in asked
        ),
        *(
            AdviceStanding(kind=item.kind.value, sought=False)
            for item, sought in listed
            if not sought
        ),
    )


def _assessment(assessment: Assessment, given: Mapping[str, Any]) -> ReadinessFacts:
    asked = list(
        AdviceRequest.objects.filter(assessment=assessment, reassessment=None).select_related(
            "service", "setting", "professional", "relied"
        )
    )
    standing = _standing(asked, checked_off(assessment, given["on"], {row.kind for row in asked}))
    return ReadinessFacts(
        on=given["on"],
        caseworker_allocated=assessment.case.caseworker_id is not None,
        asked_by_family=is_asked_by_family(assessment),
        family_asked_on=family_asked_on(assessment),
        reasons=given.get("reason", ""),
        advice=standing,
        final_version=PlanVersion.objects.filter(
            plan__assessment=assessment, status=PlanVersionStatus.FINAL
        ).exists(),
        withdrawal=given.get("withdrawal", WithdrawalFacts()),
        death=given.get("death", DeathFacts()),
        elsewhere=given.get("elsewhere", ElsewhereFacts()),
        custody=given.get("custody", CustodyFacts()),
        # What was decided later is no ground for an earlier day, and stands in a reversal's way.
        decided=owed_of(assessment, given["on"] if given["step"] in CARRIES_OUT else date.max),
    )


def _advice(request: AdviceRequest, given: Mapping[str, Any]) -> ReadinessFacts:
    return ReadinessFacts(
        on=given["on"],
        reasons=given.get("reason", ""),
        questions=given.get("questions", 0),
        needs=given.get("needs", 0),
        strengths=int(given.get("strengths", False)),
        nothing_needed=given.get("nothing_needed", ""),
        provisions=tuple(
            ProvisionRow(key=f"provision:{number}", **row)
            for number, row in enumerate(given.get("provision_rows", ()), start=1)
        ),
        signed_by=given.get("signed_by", ""),
    )


def plan_check_results(
    version: PlanVersion, on: Any, *, as_draft: bool = False
) -> PlanCheckResults:
    """What the checks of a plan find on a day, as the readiness rules ask for it.

    Args:
        as_draft: whether the version is to be served, and so must name no setting.
    """
    findings = [
        finding
        for finding in check(plan_facts(version, on=on, as_draft=as_draft), on=on)
        if finding.overridden is None
    ]

    def rows(rule: str) -> tuple[str, ...]:
        return tuple(finding.row for finding in findings if finding.rule == rule)

    named = {"statutory.section_missing", "thread.need_unmet", "statutory.placement_in_draft"}
    # Section I of a final has its own rule: the placement, or the decision under section 61.
    named.add("statutory.placement_missing")
    if not as_draft:
        # So has health provision that is not agreed: a draft may still hold it.
        named.add("statutory.health_not_agreed")
    others = [finding for finding in findings if finding.rule not in named]
    return PlanCheckResults(
        sections_not_stated=rows("statutory.section_missing"),
        needs_without_provision=rows("thread.need_unmet"),
        health_not_agreed=() if as_draft else rows("statutory.health_not_agreed"),
        section_i_empty=not rows("statutory.placement_in_draft"),
        blocking=tuple(f"{f.rule} {f.row}" for f in others if f.severity is Severity.BLOCKS),
        warning=tuple(f"{f.rule} {f.row}" for f in others if f.severity is Severity.WARNS),
    )


def _version(version: PlanVersion, given: Mapping[str, Any]) -> ReadinessFacts:
    draft = None if version.is_first_draft else version.based_on
    if version.amends:
        return _amended(version, given)
    was_served = draft is not None and draft.served_on is not None
    window = window_of(draft, given["on"]) if draft and was_served else None
    return ReadinessFacts(
        on=given["on"],
        plan_checks=plan_check_results(
            version, given["on"], as_draft=given["step"] == "serve_draft"
        ),
        draft_served_on=window.served_on if window else None,
        letter_unposted=window is not None and window.served_on is None,
        begun_on=version.begun_on,
        comments_close_on=window.closes_on if window else None,
        # Comments on an earlier draft are carried forward: they too are answered first.
        comments_unanswered=Representation.objects.unanswered()
        .filter(version__plan=version.plan_id, version__reassessment=version.reassessment_id)
        .count(),
        family_agreed=bool(draft and draft.family_agreed_on),
        placement_stated=bool(version.placement_type),
        section_61_decision=version.otherwise_than_at_school,
        placement=placement_facts(version) if draft else PlacementFacts(),
        signing_officer=given.get("signed_by", ""),
        changes_needing_new_draft=changes_without_representation(version) if draft else (),
    )


def _amended(version: PlanVersion, given: Mapping[str, Any]) -> ReadinessFacts:
    """An amended plan: what was proposed stands for the draft (regulation 22(1) to (3)).

    What was ordered, agreed or not opposed is sent as it was decided, and asks nothing more.
    """
    wanted = waits_for(version)
    review = wanted if isinstance(wanted, Review) else None
    window = window_of(review, given["on"]) if review else None
    decided = isinstance(wanted, Dispute) and amending_rulings(wanted.pk, given["on"])
    return ReadinessFacts(
        on=given["on"],
        plan_checks=plan_check_results(
            version, given["on"], as_draft=given["step"] == "serve_draft"
        ),
        draft_served_on=window.served_on if window else None,
        letter_unposted=window is not None and window.served_on is None,
        comments_close_on=window.closes_on if window else None,
        as_decided=bool(decided),
        placement_stated=bool(version.placement_type),
        section_61_decision=version.otherwise_than_at_school,
        placement=placement_facts(version) if review else PlacementFacts(),
        signing_officer=given.get("signed_by", ""),
    )


def _review(review: Review, given: Mapping[str, Any]) -> ReadinessFacts:
    facts = ReadinessFacts(on=given["on"], reasons=given.get("reason", ""))
    if given["step"] == "cease_plan":
        return replace(facts, ceasing=ceasing_facts(review, given["on"]))
    return facts


def _dispute(dispute: Dispute, given: Mapping[str, Any]) -> ReadinessFacts:
    return ReadinessFacts(
        on=given["on"],
        certificate=bool(dispute.certificate),
        placement_alone=bool(given.get("placement_alone")),
        leave_on=given.get("leave_on"),
        answered_on=dispute.answered_on,
    )


def _transfer(transfer: Transfer, given: Mapping[str, Any]) -> ReadinessFacts:
    return ReadinessFacts(
        on=given["on"],
        caseworker_allocated=transfer.plan.case.caseworker_id is not None,
        reasons=given.get("reason", ""),
        transfer=given.get("standing", TransferStanding()),
    )


def _reassessment(reassessment: Reassessment, given: Mapping[str, Any]) -> ReadinessFacts:
    asked = list(
        AdviceRequest.objects.filter(reassessment=reassessment).select_related(
            "service", "setting", "professional", "relied"
        )
    )
    return ReadinessFacts(
        on=given["on"],
        caseworker_allocated=reassessment.plan.case.caseworker_id is not None,
        reasons=given.get("reason", ""),
        advice=_standing(asked, checklist_for(reassessment, given["on"], asked)),
        final_version=PlanVersion.objects.filter(
            reassessment=reassessment, status=PlanVersionStatus.FINAL
        ).exists(),
        decided=owed_of_refusal(reassessment, given["on"]),
        reassessment=RequestToReassess(
            by_commissioning_body=reassessment.must_be_made,
            refused_as=given.get("refused_as", ""),
            assessed_within_six_months=is_within_six_months(reassessment),
        ),
    )


_FACTS: Mapping[type[Process], Callable[[Any, Mapping[str, Any]], ReadinessFacts]] = {
    Assessment: _assessment,
    AdviceRequest: _advice,
    PlanVersion: _version,
    Review: _review,
    Dispute: _dispute,
    Transfer: _transfer,
    Reassessment: _reassessment,
}


def missing_before(step: str, process: Process, given: Mapping[str, Any]) -> tuple[Missing, ...]:
    """Everything that is missing before a step, what only warns included.

    Args:
        step: the name of a step.
        process: the process that would move.
        given: what the person hands in with the step; ``on`` is the effective day.
    """
    facts = _FACTS.get(type(process))
    if facts is None or step not in STEPS or STEPS[step].opens:
        return ()
    return missing(step, facts(process, {**given, "step": step}))


def blocking(
    step: str, process: Process, case: Case, given: Mapping[str, Any]
) -> tuple[Missing, ...]:
    """What stops a step; see :func:`missing_before`."""
    return stops(missing_before(step, process, given))
