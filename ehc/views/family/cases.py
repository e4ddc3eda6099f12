"""What a family sees of its case: where it is, and the final plan."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ehc.actions import access
from ehc.components import StripStep
from ehc.documents.plans import plan_sections
from ehc.explanations import explain, stage_label
from ehc.http import Request
from ehc.models import Assessment, Case, LateUpdate, Review, Transfer
from ehc.permissions import is_family_of, visible_to
from ehc.plan_checks.facts import from_json
from ehc.queries import cases as reads
from ehc.queries import conversations, drafts, lateness
from ehc.queries import tracker as tracker_reads
from ehc.queries.cases import CasePage
from ehc.queries.experience import asked_of
from ehc.queries.posting import window_of
from ehc.queries.reviews import continues_since
from ehc.queries.rights import is_about, own_cases, rights_of
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views.family._disagreements import disagreements_told, newest_appeal
from ehc.workflows.case_facts import ENDED_STATUSES, ActionKey
from ehc.workflows.clock import DutyState, DutyStatus
from ehc.workflows.lateness import PROMISES, is_late, late_from
from ehc.workflows.rights import Act
from ehc.workflows.roles import Role
from ehc.workflows.statuses import (
    AssessmentStatus,
    ReviewStatus,
    TransferStatus,
)

FAMILY = (Role.PARENT, Role.YOUNG_PERSON, Role.SETTING)
_REFUSAL = "assess.notify_refusal"
_STANDS = frozenset({DutyStatus.RUNNING, DutyStatus.LATE})
_DECIDED = ("order.", "unopposed.", "mediation.")
_OF_MOVES = frozenset({"move.transfer", "move.notify", "move.review", "phase.final"})
_OF_THE_FAMILY = frozenset(
    {
        "draft.comments",
        "review.first",
        "review.next",
        "review.after_reassessment",
        "review.decision",
        "review.comments",
        "review.final",
        "reassess.decision",
        "reassess.final",
        "reversed.refuse_to_issue",
    }
)
"""What a family is told besides; a school that asked for the assessment is not."""


@page(*FAMILY)
@require_safe
def your_requests(request: Request) -> HttpResponse:
    """Every case of this family, or the one, at once."""
    found = list(
        visible_to(request.user, Case, request.today)
        .select_related("person", "projection")
        .order_by("-opened_on")
    )
    access.opened(by=request.user, at=request.now, route="your_requests")
    if len(found) == 1:
        return redirect("tracker", found[0].reference)
    own = set(own_cases(request.user).values_list("pk", flat=True))
    return render(
        request,
        "family/cases/your_requests.html",
        {"cases": [(case, case.pk in own) for case in found]},
    )


@page(*FAMILY)
@require_safe
def tracker(request: Request, reference: str) -> HttpResponse:
    """Where is it, what is next, who has it, by when?"""
    case = case_of_reference(request, reference)
    found = reads.case_page(case, request.today)
    if found.assessment.status == AssessmentStatus.DECEASED:
        return render(request, "family/ends/stopped.html", {"case": case})
    family = is_family_of(request.user, case, request.today)
    if not family:
        # That the family disagrees is not for a school that had asked.
        found = reads.without_disputes(found)
    refused = found.assessment.status == AssessmentStatus.REFUSED_TO_ASSESS
    promised = [duty for duty in found.facts.duties if duty.duty in PROMISES]
    uses = rights_of(case, request.today).acts_of(request.user) if family else frozenset()
    can_comment = (
        Act.DRAFT in uses and found.window is not None and found.window.is_open(request.today)
    )
    review = next((row for row in found.reviews if _is_told(row, found)), None) if family else None
    letters = list(tracker_reads.letters_to(request.user, case, request.today)) if family else []
    return render(
        request,
        "family/cases/tracker.html",
        {
            "case": case,
            "found": found,
            "today": request.today,
            "is_family": family,
            "is_own": is_about(case, request.user),
            "strip": [
                StripStep(
                    stage_label(item.stage),
                    "current" if item.is_current else "done" if item.is_done else "ahead",
                    item.done_on,
                )
                for item in found.strip
            ],
            "plan_by": next(
                (
                    explain(duty.because_for_families)
                    for duty in promised
                    if duty.duty == "plan.final" and duty.state in _STANDS and not duty.done_on
                ),
                "",
            ),
            "elsewhere": reads.elsewhere_of(found.assessment) if family else None,
            "detention": reads.detention_of(found.assessment) if family else None,
            # A refusal is a promise kept too; a date that no longer applies is none.
            # What a reassessment was ordered by is known of the case and of the reassessment.
            "promises": list(
                dict.fromkeys(
                    explain(duty.because_for_families)
                    for duty in (
                        *found.facts.duties,
                        *found.review_duties,
                        *found.transfer_duties,
                        *found.reassessment_duties,
                    )
                    if duty.state not in {DutyStatus.NOT_APPLICABLE, DutyStatus.NOT_STARTED}
                    and (
                        duty in promised
                        or (refused and duty.duty == _REFUSAL)
                        or (family and duty.duty in (_OF_THE_FAMILY | _OF_MOVES))
                        or (family and duty.duty.startswith(_DECIDED))
                    )
                )
            ),
            "review": review,
            "review_window": window_of(review, request.today)
            if review is not None and review.proposed_on is not None
            else None,
            "continues_since": continues_since(found.review_duties),
            # What is done to a plan, or was decided of an appeal, is its family's to know, and not
            # a school's that had asked.
            "tells_next": found.action.key is not ActionKey.NOTHING
            and (
                family
                or (
                    found.assessment.status != AssessmentStatus.PLAN_ISSUED
                    and found.action.key is not ActionKey.CARRY_OUT
                )
            ),
            "appeal": newest_appeal(found, letters) if family else None,
            "disagreements": disagreements_told(found, uses, letters) if family else (),
            "rights_are_elsewhere": family and not uses - {Act.READ},
            "says_who_sees": is_about(case, request.user) and Act.READ in uses,
            "reassessment": found.reassessment if family else None,
            "again_by": next(
                (
                    duty
                    for duty in found.reassessment_duties
                    if family
                    and (duty.rule.startswith("reassess.") or duty.rule.endswith(".assess.final"))
                    and _is_open(duty)
                ),
                None,
            ),
            "can_ask_again": Act.REASSESSMENT in uses
            and found.assessment.status == AssessmentStatus.PLAN_ISSUED
            and not found.facts.plan_ended
            and found.went is None
            and found.facts.reassessment is None,
            "request_received_on": found.assessment.request.received_on,
            "late": [
                explain(duty.because_for_families)
                for duty in found.promised_duties
                # Whom we asked is the family's to know, and a school's that asked for them is not.
                if is_late(duty) and (family or duty.duty in PROMISES)
            ],
            "late_update": _late_update(request, found) if family else None,
            "moves": [row for row in found.transfers if _move_is_told(row)] if family else (),
            "letters": letters,
            "final": reads.final_version(found.assessment) if family else None,
            "can_withdraw": Act.WITHDRAWAL in uses
            and found.assessment.status not in ENDED_STATUSES,
            "can_comment": can_comment,
            "meeting": drafts.next_meeting(found.served, request.user, request.today)
            if family and found.served is not None and found.assessment.status not in ENDED_STATUSES
            else None,
            "draft_stands": family and not can_comment and _draft_stands(found),
            "answers": found.assessment.request.answers,
            "unread": conversations.unread_by(case, request.user),
            "asks_how_it_was": family and asked_of(request.user, case, request.today),
            "asked_by_reader": found.assessment.request.asked_by_id == request.user.pk,
        },
    )


def _late_update(request: Request, found: CasePage) -> LateUpdate | None:
    """What the family was told of the delay: while something is late, or more was promised."""
    told = lateness.update_for(request.user, found.case, request.today)
    if told is None or told.next_on >= request.today:
        return told
    waits_from = late_from(found.facts)
    return told if waits_from is not None and waits_from <= request.today else None


def _draft_stands(found: CasePage) -> bool:
    """Whether the draft that was served last is the newest that the family has of the plan."""
    if found.served is None:
        return False
    if found.assessment.status != AssessmentStatus.PLAN_ISSUED:
        return True
    return found.served.reassessment_id is not None and found.facts.reassessment is not None


def _is_told(review: Review, found: CasePage) -> bool:
    """Whether a family reads where a review stands: one that is open, or after which it ends.

    Not that the plan is to end, where it was ordered or agreed since that it goes on.
    """
    if review.status == ReviewStatus.CEASING:
        return not any(
            duty.duty == "cease.earliest" and duty.state is DutyStatus.NOT_APPLICABLE
            for duty in found.review_duties
        )
    return review.is_open or review.status == ReviewStatus.CEASED


def _move_is_told(move: Transfer) -> bool:
    """Whether a family reads of a move: while something is to come of it, or its plan has gone."""
    return move.is_open or move.status in (TransferStatus.SENT, TransferStatus.NOTIFIED)


def _is_open(duty: DutyState) -> bool:
    return duty.done_on is None and duty.state is not DutyStatus.NOT_APPLICABLE


def refuse_if_stopped(assessment: Assessment) -> None:
    """After a death no page but the first says anything.

    Raises:
        Http404: then.
    """
    if assessment.status == AssessmentStatus.DECEASED:
        raise Http404


@page(*FAMILY)
@require_safe
def final(request: Request, reference: str) -> HttpResponse:
    """The final plan."""
    case = case_of_reference(request, reference)
    assessment = reads.current_assessment(case)
    version = reads.final_version(assessment)
    refuse_if_stopped(assessment)
    if (
        version is None
        or version.document is None
        or not is_family_of(request.user, case, request.today)
    ):
        raise Http404
    facts = from_json(version.document.facts)
    return render(
        request,
        "family/cases/final.html",
        {
            "case": case,
            "is_own": is_about(case, request.user),
            "version": version,
            "sections": plan_sections(facts),
            "back_url": reverse("tracker", args=[reference]),
        },
    )
