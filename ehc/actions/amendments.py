"""Amending a plan, after a review or without one: proposed, and sent or not."""

from __future__ import annotations

import copy
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ehc.actions import _notices, _plan_copy
from ehc.actions._asked_first import asks_first
from ehc.actions._finalising import make_final
from ehc.actions._step import open_process, take_step
from ehc.actions.reviews import not_before_the_meeting
from ehc.documents.letters import LetterFacts
from ehc.models import Case, Dispute, Plan, PlanVersion, Review, ReviewOutcome, User
from ehc.queries.amending import amended_for, written_as_decided
from ehc.queries.plans import final_version_of, latest_version
from ehc.queries.reassessments import is_written_again
from ehc.queries.reviews import amending_review
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.duties import last_day_of
from ehc.workflows.statuses import AssessmentStatus, ReviewStatus


@asks_first("propose_amendments")
def propose_amendments(
    review: Review,
    *,
    amendments: str,
    evidence: str,
    reason: str,
    by: User,
    on: date,
    at: datetime,
) -> Review:
    """Decide to amend, and send the family what is proposed (regulation 22(1) and (2)).

    Args:
        amendments: the changes, in words; they go into the letter.
        evidence: what supports them; copies of it go with the letter, by post.
        reason: kept with the review.
        on: the day of service, which is the first of the fifteen days.

    Raises:
        Invalid: without the changes, or without what supports them.
        AlreadyDone: other amendments are proposed and not decided on.
    """
    _is_told(amendments, evidence)
    not_before_the_meeting(review, on)
    _none_proposed(review.plan, "propose_amendments")
    return take_step(
        review,
        "propose_amendments",
        by=by,
        on=on,
        at=at,
        reason=reason,
        changes=_proposed(amendments, evidence, reason, on),
        comments_close_on=last_day_of("review.comments", on).isoformat(),
    )


@asks_first("propose_amendments_without_review")
def propose_amendments_without_review(
    plan: Plan,
    *,
    amendments: str,
    evidence: str,
    reason: str,
    by: User,
    on: date,
    at: datetime,
) -> Review:
    """Propose to amend a plan at any other time, as if after a review (regulation 28).

    It is no review: the next one is due when it was. From here on it is amended, or not, as after
    one.

    Args:
        amendments: the changes, in words; they go into the letter.
        evidence: what supports them; copies of it go with the letter, by post.
        reason: kept with the amendment.
        on: the day of service, which is the first of the fifteen days.

    Raises:
        Invalid: without the changes, what supports them, or the reasons.
        AlreadyDone: no plan has been issued, or it has ended; or other amendments are proposed.
    """
    _is_told(amendments, evidence)
    if not reason.strip():
        raise Invalid("reasons", _("Write the reasons: they are kept with the amendment"))
    _none_proposed(plan, "propose_amendments_without_review")
    proposal = without_review(plan)
    for name, value in _proposed(amendments, evidence, reason, on).items():
        setattr(proposal, name, value)
    return open_process(
        proposal,
        "propose_amendments_without_review",
        case=plan.case,
        by=by,
        on=on,
        at=at,
        reason=reason,
        within=plan.assessment,
        in_status=(AssessmentStatus.PLAN_ISSUED,),
        comments_close_on=last_day_of("review.comments", on).isoformat(),
    )


def without_review(plan: Plan) -> Review:
    """An amendment of a plan that follows no review: it has no meeting, and is not saved."""
    return Review(plan=plan, status=ReviewStatus.AMENDING)


def _is_told(amendments: str, evidence: str) -> None:
    if not amendments.strip():
        raise Invalid("amendments", _("Write the changes: they go into the letter"))
    if not evidence.strip():
        raise Invalid("evidence", _("Write what supports the changes: copies go with the letter"))


def _none_proposed(plan: Plan, step: str) -> None:
    waiting = amending_review(plan)
    if waiting is not None:
        raise AlreadyDone(step, waiting.status)


def _proposed(amendments: str, evidence: str, reason: str, on: date) -> dict[str, Any]:
    return {
        "outcome": ReviewOutcome.AMEND.value,
        "decided_on": on,
        "reasons": reason,
        "proposed_on": on,
        "comments_close_on": last_day_of("review.comments", on),
        "amendments": amendments,
        "evidence": evidence,
    }


def proposal_preview(
    review: Review, *, amendments: str, evidence: str, on: date
) -> tuple[str, LetterFacts] | None:
    """The letter that would propose amendments: its title and facts.

    Args:
        review: the one after which they would be proposed; one that has no meeting and is not
            saved, where there is none.
    """
    shown = copy.copy(review)
    shown.amendments, shown.evidence = amendments, evidence
    shown.comments_close_on = last_day_of("review.comments", on)
    step = "propose_amendments" if review.is_review else "propose_amendments_without_review"
    return _notices.preview(step, shown, on=on, reason="")


@asks_first("begin_version")
def begin_amended_plan(review: Review, *, by: User, on: date, at: datetime) -> PlanVersion:
    """Copy the plan, Section I included, into the version that will be the amended plan.

    Raises:
        AlreadyDone: no amendments are proposed; the version has been begun; or the plan is being
            written after a reassessment, or as was decided of an appeal, which goes first.
    """
    plan = review.plan
    begun = amended_for(review, plan) or written_as_decided(plan)
    if review.status != ReviewStatus.AMENDING or begun is not None or is_written_again(plan):
        raise AlreadyDone("begin_version", review.status)
    return begin_copy(review, plan, case=plan.case, by=by, on=on, at=at)


def begin_copy(
    wanted: Review | Dispute, plan: Plan, *, case: Case, by: User, on: date, at: datetime
) -> PlanVersion:
    """Copy the plan as it was issued, Section I included, into a version to be written.

    Args:
        wanted: what it is begun for, and for nothing else.
        case: with its lock held.

    Raises:
        AlreadyDone: the plan has not been issued.
    """
    issued, number = final_version_of(plan), latest_version(plan).number + 1
    asked_by: dict[str, Any] = {wanted.KIND.value: wanted.pk}
    begun_for: dict[str, Any] = {"review" if isinstance(wanted, Review) else "dispute": wanted}
    amended = open_process(
        PlanVersion(
            plan=plan,
            number=number,
            based_on=issued,
            author=by,
            placement_setting=issued.placement_setting,
            placement_type=issued.placement_type,
            otherwise_than_at_school=issued.otherwise_than_at_school,
            own_arrangements=issued.own_arrangements,
            mainstream_ground=issued.mainstream_ground,
            placement_reasons=issued.placement_reasons,
            family_consulted_on=issued.family_consulted_on,
            **begun_for,
        ),
        "begin_version",
        case=case,
        by=by,
        on=on,
        at=at,
        within=plan.assessment,
        in_status=(AssessmentStatus.PLAN_ISSUED,),
        number=number,
        based_on=issued.number,
        **asked_by,
    )
    _plan_copy.copy_rows(issued, amended)
    return amended


@asks_first("send_amended_plan")
def send_amended_plan(
    review: Review, *, signed_by: str, reason: str, by: User, on: date, at: datetime
) -> Review:
    """Finalise the amended plan and send it (regulation 22(3)).

    Args:
        signed_by: the officer of the authority who signs it.
        reason: what the family said about what was proposed, and what came of it.

    Raises:
        NotReady: with what is missing, the family's time to comment included.
        AlreadyDone: no amendments are proposed, or they have been decided on.
        Invalid: no amended plan is being written for this review.
    """
    if review.status != ReviewStatus.AMENDING:
        raise AlreadyDone("send_amended_plan", review.status)
    version = amended_for(review, review.plan)
    if version is None:
        raise Invalid("signed_by", not_written())
    final = make_final(version, signed_by=signed_by, by=by, on=on, at=at)
    return take_step(
        review, "send_amended_plan", by=by, on=on, at=at, reason=reason, version=final.number
    )


def not_written() -> str:
    """Why there is nothing to send: what is open, if anything, was begun for something else."""
    return _(
        "Begin and write the amended plan first. A version that was begun for something else, or "
        "before the plan was last sent, is not sent here."
    )


def decide_not_to_amend(review: Review, *, reason: str, by: User, on: date, at: datetime) -> Review:
    """Decide, after all, not to amend, with reasons and the right of appeal (regulation 22(4)).

    Args:
        reason: goes into the letter.
        on: the day on which the family is told.
    """
    return take_step(
        review,
        "decide_not_to_amend",
        by=by,
        on=on,
        at=at,
        reason=reason,
        changes={"outcome": ReviewOutcome.MAINTAIN.value, "decided_on": on, "reasons": reason},
    )
