"""Reviewing a plan: the meeting, its papers and report, and the decision that follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from ehc.actions import _notices
from ehc.actions._asked_first import asks_first
from ehc.actions._step import open_process, record, refuse_unless_maintained, take_step
from ehc.documents.letters import LetterFacts
from ehc.explanations import explain
from ehc.models import (
    OPEN_REVIEWS,
    EarlyReview,
    Plan,
    Review,
    ReviewOutcome,
    User,
)
from ehc.queries.plans import final_version_of
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.ceasing import CeaseReason, refused_because
from ehc.workflows.messages import Message
from ehc.workflows.statuses import AssessmentStatus, ReviewStatus


@asks_first("arrange_review")
def arrange_review(plan: Plan, *, meeting_on: date, by: User, on: date, at: datetime) -> Review:
    """Arrange the meeting of a review of a plan that was issued (regulations 20(3) and 21(3)).

    Args:
        meeting_on: the day of the meeting.
        on: the day on which everybody invited was told of it.

    Raises:
        AlreadyDone: no plan has been issued, or it has ended; or another review is not over.
        Invalid: a day that cannot be.
    """
    started = Review.objects.filter(
        plan=plan, status__in=OPEN_REVIEWS, meeting_on__isnull=False
    ).first()
    if started is not None:
        raise AlreadyDone("arrange_review", started.status)
    review = Review(plan=plan, arranged_on=on, meeting_on=meeting_on)
    opened = open_process(
        review,
        "arrange_review",
        case=plan.case,
        by=by,
        on=on,
        at=at,
        within=plan.assessment,
        in_status=(AssessmentStatus.PLAN_ISSUED,),
        meeting_on=meeting_on.isoformat(),
    )
    # Asked last, of a plan that is there: what is refused undoes everything above.
    issued_on = final_version_of(plan).finalised_on
    if issued_on is not None and on < issued_on:
        raise Invalid("told_on", _("This must not be before the day on which the plan was sent"))
    if on < plan.assessment.request.received_on:
        raise Invalid("told_on", _("This must not be before the day on which the plan came"))
    _not_before(meeting_on, on)
    return opened


def _not_before(meeting_on: date, told_on: date) -> None:
    if meeting_on < told_on:
        raise Invalid(
            "meeting_on", _("The meeting must not be before the day on which everybody was told")
        )


def _held(review: Review, name: str, *statuses: ReviewStatus) -> Review:
    """The review as it is now, where it stands in one of these statuses.

    Raises:
        AlreadyDone: it stands elsewhere.
    """
    held = Review.objects.get(pk=review.pk)
    if held.status not in statuses:
        raise AlreadyDone(name, held.status)
    return held


def move_review_meeting(
    review: Review, *, meeting_on: date, by: User, on: date, at: datetime
) -> Review:
    """Move a meeting that has not been held, with notice of its new day.

    Args:
        meeting_on: the new day.
        on: the day on which everybody invited was told of it.

    Raises:
        AlreadyDone: it has been held, or that is its day already.
        Invalid: a day that cannot be.
    """
    with record(
        review, "move_review_meeting", case=review.plan.case, by=by, on=on, at=at,
        meeting_on=meeting_on.isoformat(),
    ):  # fmt: skip
        held = _held(review, "move_review_meeting", ReviewStatus.ARRANGED)
        if held.meeting_on == meeting_on:
            raise AlreadyDone("move_review_meeting", held.status)
        if held.arranged_on is not None and on < held.arranged_on:
            raise Invalid("told_on", _("This must not be before the first notice of the meeting"))
        _not_before(meeting_on, on)
        held.meeting_on, held.arranged_on = meeting_on, on
        held.save()
    return held


def send_review_papers(review: Review, *, by: User, on: date, at: datetime) -> Review:
    """Record that the papers for the meeting were sent round (regulations 20(4) and 21(4)).

    Args:
        on: the day on which they were sent.

    Raises:
        AlreadyDone: they have been, or the review has been decided.
        Invalid: a day after the meeting.
    """
    with record(review, "send_review_papers", case=review.plan.case, by=by, on=on, at=at):
        held = _held(review, "send_review_papers", ReviewStatus.ARRANGED, ReviewStatus.HELD)
        if held.papers_sent_on is not None:
            raise AlreadyDone("send_review_papers", held.status)
        if held.meeting_on is not None and on > held.meeting_on:
            raise Invalid("sent_on", _("This must not be after the day of the meeting"))
        held.papers_sent_on = on
        held.save()
    return held


@asks_first("cancel_review_meeting")
def cancel_review_meeting(
    review: Review, *, reason: str, by: User, on: date, at: datetime
) -> Review:
    """Call off a meeting that was arranged. The plan is still to be reviewed by its date.

    The notice that was given no longer counts: a new meeting asks for notice of its own.

    Args:
        reason: kept with the review.
        on: the day on which everybody invited was told.

    Raises:
        AlreadyDone: it has been held, or called off.
        Invalid: before everybody was told of the meeting.
    """
    if review.arranged_on is not None and on < review.arranged_on:
        raise Invalid("told_on", _("This must not be before the first notice of the meeting"))
    return take_step(
        review,
        "cancel_review_meeting",
        by=by,
        on=on,
        at=at,
        reason=reason,
        changes={"cancelled_on": on, "reasons": reason},
    )


@asks_first("answer_early_review", of=lambda plan: plan.assessment)
def answer_early_review(
    plan: Plan,
    *,
    asked_by: str,
    asked_on: date,
    agreed: bool,
    reason: str,
    by: User,
    on: date,
    at: datetime,
) -> EarlyReview:
    """Decide whether to review a plan before its time.

    Nobody has a right to that and no limit runs, so no letter is owed; it is a reasoned decision
    all the same, and a refusal is kept as well as a yes.

    Args:
        asked_by: who asked, in words.
        asked_on: the day on which they did.
        on: the day on which they were told.

    Raises:
        Invalid: without who asked or why it was decided so; or days that cannot be.
        AlreadyDone: no plan has been issued, or it has ended.
        TransferredOut: another authority maintains it.
    """
    for field, given, says in (
        ("asked_by", asked_by, _("Enter who asked for it")),
        ("reasons", reason, _("Write why")),
    ):
        if not given.strip():
            raise Invalid(field, says)
    if asked_on > on:
        raise Invalid("asked_on", _("This must not be after the day on which they were told"))
    assessment = plan.assessment
    if asked_on < assessment.request.received_on:
        raise Invalid("asked_on", _("This must not be before the case was opened"))
    with record(
        assessment, "answer_early_review", case=plan.case, by=by, on=on, at=at, reason=reason,
        agreed=agreed,
    ) as entry:  # fmt: skip
        refuse_unless_maintained("answer_early_review", assessment)
        answer = EarlyReview.objects.create(
            plan=plan,
            asked_by=asked_by,
            asked_on=asked_on,
            agreed=agreed,
            reasons=reason,
            answered_on=on,
            answered_by=by,
        )
        entry.facts["early_review"] = answer.pk
    return answer


@asks_first("hold_review_meeting")
def hold_review_meeting(review: Review, *, by: User, on: date, at: datetime) -> Review:
    """Record that the meeting was held.

    Args:
        on: the day on which it was held, from which the report and the decision are counted.

    Raises:
        Invalid: a day before that on which everybody was told of it.
    """
    if review.arranged_on is not None and on < review.arranged_on:
        raise Invalid(
            "held_on", _("The meeting must not be before the day on which everybody was told")
        )
    return take_step(review, "hold_review_meeting", by=by, on=on, at=at, changes={"meeting_on": on})


@asks_first("send_review_report")
def send_review_report(review: Review, *, report: str, by: User, on: date, at: datetime) -> Review:
    """Record that the report of the meeting was sent to everybody invited (regulation 20(8)-(9)).

    Args:
        report: what it recommends.
        on: the day on which it was sent.

    Raises:
        AlreadyDone: the meeting has not been held, or the report has been sent.
        Invalid: with nothing recommended; or a day before the meeting.
    """
    if not report.strip():
        raise Invalid("report", _("Write what the report recommends"))
    with record(review, "send_review_report", case=review.plan.case, by=by, on=on, at=at):
        held = _held(review, "send_review_report", *_ONCE_HELD)
        if held.report_on is not None or held.meeting_on is None:
            raise AlreadyDone("send_review_report", held.status)
        if on < held.meeting_on:
            raise Invalid("sent_on", _("This must not be before the day of the meeting"))
        held.report, held.report_on = report, on
        held.save()
    return held


_ONCE_HELD = (
    ReviewStatus.HELD,
    ReviewStatus.KEPT,
    ReviewStatus.AMENDING,
    ReviewStatus.AMENDED,
    ReviewStatus.CEASING,
)


@asks_first("keep_plan")
def keep_plan(review: Review, *, reason: str, by: User, on: date, at: datetime) -> Review:
    """Decide to keep the plan as it is, and tell the family (regulations 20(10)-(11), 21(9)-(10)).

    Args:
        reason: kept with the review; the law asks for none in this letter.
        on: the day on which the family is told.
    """
    return _decide(review, "keep_plan", ReviewOutcome.MAINTAIN, reason, by=by, on=on, at=at)


@asks_first("decide_to_cease")
def decide_to_cease(
    review: Review,
    *,
    cease_reason: str,
    reason: str,
    consulted_on: date,
    by: User,
    on: date,
    at: datetime,
) -> Review:
    """Decide to end the plan, and tell the family (section 45; regulations 29 to 31).

    Args:
        cease_reason: a :class:`~ehc.workflows.ceasing.CeaseReason`, checked against the age.
        reason: kept with the review; the law asks for none in this letter.
        consulted_on: the day by which the family and the head or principal had been told that
            this was considered, and had been consulted (regulation 31(1) and (2)).
        on: the day on which the family is told.

    Raises:
        Invalid: they are said to be consulted after the decision; or the plan cannot be decided
            to end for that reason.
    """
    refused = refused_because(
        CeaseReason(cease_reason),
        born=review.plan.case.person.date_of_birth,
        on=on,
        report_sent=review.report_on is not None,
    )
    if refused is not None:
        raise Invalid("cease_reason", explain(Message(refused)))
    if consulted_on > on:
        raise Invalid("consulted_on", _("Consult the family and the setting before you decide"))
    return _decide(
        review, "decide_to_cease", ReviewOutcome.CEASE, reason, by=by, on=on, at=at,
        changes={"cease_reason": cease_reason},
        consulted_on=consulted_on.isoformat(), cease_reason=cease_reason,
    )  # fmt: skip


def cease_plan(review: Review, *, by: User, on: date, at: datetime) -> Review:
    """End a plan for good: from now on no step is taken on it (section 45(4)).

    No letter is owed: the one of the decision said when the plan may end.

    Args:
        on: the day on which it ends.

    Raises:
        NotReady: before the first day on which it may, while an appeal is open, where it is to be
            kept after all, or while something else of the plan is under way.
        AlreadyDone: it has ended, or it was not decided to end it.
    """
    return take_step(review, "cease_plan", by=by, on=on, at=at, changes={"ceased_on": on})


def not_before_the_meeting(review: Review, on: date) -> None:
    """Refuse a decision that is dated before the meeting that it follows.

    Raises:
        Invalid: it is.
    """
    if review.meeting_on is not None and on < review.meeting_on:
        raise Invalid("decision", _("The decision must not be before the day of the meeting"))


def _decide(
    review: Review,
    step: str,
    outcome: ReviewOutcome,
    reason: str,
    *,
    by: User,
    on: date,
    at: datetime,
    changes: Mapping[str, Any] = MappingProxyType({}),
    **facts: Any,
) -> Review:
    not_before_the_meeting(review, on)
    return take_step(
        review,
        step,
        by=by,
        on=on,
        at=at,
        reason=reason,
        changes={"outcome": outcome.value, "decided_on": on, "reasons": reason, **changes},
        **facts,
    )


def letter_preview(
    review: Review, step: str, *, on: date, reason: str
) -> tuple[str, LetterFacts] | None:
    """The letter that a decision would send: its title and facts.

    Args:
        step: one of the decisions above, by name.
        on: the day on which it would be taken.
        reason: as typed so far.
    """
    return _notices.preview(step, review, on=on, reason=reason)
