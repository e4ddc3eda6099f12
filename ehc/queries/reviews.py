"""The reviews of a plan, and what is due about them, read from their events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from ehc.bank_holidays import bundled
from ehc.models import (
    Assessment,
    CaseEvent,
    EarlyReview,
    Plan,
    Reassessment,
    Review,
    Transfer,
)
from ehc.queries import transfers
from ehc.queries.dispute_events import disputes_of, of_disputes
from ehc.queries.posting import as_told, is_unsent, notified_on, sent_to_family
from ehc.workflows.case_facts import CaseFacts, NextAction
from ehc.workflows.ceasing import UPPER_AGE, CeaseReason, CeasingFacts, turns
from ehc.workflows.clock import DutyState, DutyStatus, compute
from ehc.workflows.courses import CourseKey
from ehc.workflows.duties import DUTIES
from ehc.workflows.events import EventKind
from ehc.workflows.facts import Event, Facts
from ehc.workflows.next_in_review import ReviewFacts, next_of_plan
from ehc.workflows.reassessments import without_superseded
from ehc.workflows.statuses import AssessmentStatus, ReviewStatus
from ehc.workflows.steps import ProcessKind
from ehc.workflows.working_days import HolidaysUnknown

_AFTER_REASSESSMENT = "review.after_reassessment"
_DUTIES = tuple(
    duty for duty in DUTIES if duty.id.startswith("review.") and duty.id != _AFTER_REASSESSMENT
)
_AFTER = tuple(duty for duty in DUTIES if duty.id == _AFTER_REASSESSMENT)
DECIDES = (
    "keep_plan",
    "propose_amendments",
    "propose_amendments_without_review",
    "decide_to_cease",
)
"""The steps by which a plan was reviewed, or is to be amended without a review."""
_CEASING = tuple(duty for duty in DUTIES if duty.id == "cease.earliest")


def reviews_of(assessment: Assessment) -> QuerySet[Review]:
    """The reviews of the plan that came of an assessment, the newest first."""
    return (
        Review.objects.filter(plan__assessment=assessment)
        .select_related("plan__case")
        .order_by("-pk")
    )


def has_ceased(assessment: Assessment) -> bool:
    """Whether the plan that came of an assessment has ended."""
    return Review.objects.filter(plan__assessment=assessment, status=ReviewStatus.CEASED).exists()


def _told(review: Review, event: CaseEvent) -> Iterable[Event]:
    """What the clock is told of one event of a review.

    Notice counts where it was given of the day on which the meeting is, or was held; of a meeting
    that was called off it was never given.
    """
    if review.meeting_on is None:
        yield from _told_without_review(event)
    elif review.status != ReviewStatus.CANCELLED:
        yield from _told_of_review(review, review.meeting_on, event)


def _told_without_review(event: CaseEvent) -> Iterable[Event]:
    """What is told of an amendment under regulation 28, which is no review of the plan."""
    match event.step:
        case "propose_amendments_without_review":
            yield Event(EventKind.AMENDMENTS_PROPOSED_WITHOUT_REVIEW, event.on)
        case "decide_not_to_amend":
            yield Event(EventKind.NOT_AMENDED_WITHOUT_REVIEW, event.on)
        case "send_amended_plan":
            yield Event(EventKind.AMENDED_WITHOUT_REVIEW, event.on)


def _told_of_review(review: Review, meeting_on: date, event: CaseEvent) -> Iterable[Event]:
    match event.step:
        case "arrange_review" | "move_review_meeting":
            if _meeting_on(event, meeting_on) == meeting_on:
                yield Event(EventKind.REVIEW_NOTICE_GIVEN, event.on, meeting_on=meeting_on)
        case "send_review_papers":
            yield Event(EventKind.REVIEW_PAPERS_SENT, event.on, meeting_on=meeting_on)
        case "hold_review_meeting":
            yield Event(EventKind.REVIEW_MEETING_HELD, event.on)
        case "send_review_report":
            yield Event(EventKind.REVIEW_REPORT_SENT, event.on)
        case "keep_plan":
            yield Event(EventKind.REVIEW_DECIDED, event.on, outcome="maintain")
        case "propose_amendments":
            # The decision to amend is told with what is proposed.
            yield Event(EventKind.REVIEW_DECIDED, event.on, outcome="amend")
            yield Event(EventKind.AMENDMENTS_PROPOSED, event.on)
        case "decide_not_to_amend":
            # The plan was reviewed when amending was proposed: no other year begins here.
            yield Event(EventKind.NOT_AMENDED_AFTER_REVIEW, event.on)
        case "send_amended_plan":
            yield Event(EventKind.AMENDED_PLAN_SENT, event.on)
        case "decide_to_cease":
            # The decision that ends the review is also the notice of section 45, which counts
            # from the day on which its letter was sent: see :func:`review_facts`.
            yield Event(EventKind.REVIEW_DECIDED, event.on, outcome="cease")
        case "cease_plan":
            yield Event(EventKind.PLAN_CEASED, event.on)


def _said(event: CaseEvent, name: str) -> str:
    """A word that an event tells; empty where it does not, or where the words were erased."""
    payload = getattr(event, "payload", None)
    return str(payload.data.get(name, "")) if payload else ""


def _meeting_on(event: CaseEvent, meeting_on: date) -> date:
    """The day of which notice was given; that of the meeting where the words were erased."""
    told = _said(event, "meeting_on")
    return date.fromisoformat(told) if told else meeting_on


def amending_review(plan: Plan) -> Review | None:
    """The review whose proposed amendments wait for the amended plan, if there is one.

    An amendment without a review counts too: of one plan one waits at a time.
    """
    return Review.objects.filter(plan=plan, status=ReviewStatus.AMENDING).first()


def review_facts(assessment: Assessment, reviews: Iterable[Review], as_of: date) -> Facts:
    """What the clock needs to know of a plan that was issued, and of its reviews.

    Args:
        as_of: the day asked about; what happened after it is left out.
    """
    by_pk = {review.pk: review for review in reviews}
    told: list[Event] = []
    ceasing: CaseEvent | None = None
    rows = list(
        CaseEvent.objects.filter(case=assessment.case_id, on__lte=as_of)
        .filter(process__in=(ProcessKind.ASSESSMENT, ProcessKind.REVIEW, ProcessKind.TRANSFER))
        .select_related("payload")
        .order_by("number")
    )
    for event in rows:
        if event.step == "issue_plan" and event.process_id == assessment.pk:
            # The first year runs from the day on which the plan was made, whenever it was posted.
            told.append(Event(EventKind.PLAN_FINALISED, event.on))
        elif event.step == "send_plan_on":
            told.append(Event(EventKind.PLAN_TRANSFERRED_OUT, event.on))
        elif event.step == "decide_to_cease" and event.process_id in by_pk:
            ceasing = event
    for event in as_told(rows, as_of):
        if event.process == ProcessKind.REVIEW and event.process_id in by_pk:
            told += _told(by_pk[event.process_id], event)
    if any(
        review.status in {ReviewStatus.CEASING, ReviewStatus.CEASED} for review in by_pk.values()
    ):
        # While an appeal against it is open a plan may not cease (section 45(4)).
        against = disputes_of(assessment).filter(decision="cease")
        told += of_disputes(against, as_of)
    if ceasing is not None:
        # Nobody has to guess when it ended: that is recorded here.
        sent = sent_to_family([ceasing.pk], as_of).get(ceasing.pk)
        answered = of_disputes(disputes_of(assessment).filter(notice__event=ceasing), as_of)
        notified = notified_on(ceasing, sent.last if sent else None, answered)
        told.append(Event(EventKind.CEASE_DECIDED, notified, maintained_until=date.max))
    came = transfers.came_in(assessment)
    made_on = None
    if came is not None:
        made_on = transfers.made_on(came.plan)
        told += transfers.before_the_transfer(came, made_on)
    return Facts(
        # A plan that came from another authority counts as made on its own day (reg 15(3)).
        received_on=made_on or assessment.request.received_on,
        events=tuple(told),
        date_of_birth=assessment.case.person.date_of_birth,
        is_whole=True,
    )


def _reassessed(assessment: Assessment, as_of: date) -> tuple[Event, ...]:
    """The reassessments whose plans have been sent, as the clock is told of them."""
    rows = {
        row.pk: row
        for row in Reassessment.objects.filter(plan__assessment=assessment, sent_on__lte=as_of)
    }
    sent = (
        as_told(
            CaseEvent.objects.filter(
                process=ProcessKind.REASSESSMENT,
                process_id__in=rows,
                step="send_plan_after_reassessment",
            ),
            as_of,
        )
        if rows
        else ()
    )
    return tuple(
        told
        for event in sent
        if (agreed_on := rows[event.process_id].decided_on) is not None
        for told in (
            Event(EventKind.REASSESSMENT_AGREED, agreed_on),
            Event(EventKind.PLAN_FINALISED, event.on),
        )
    )


def review_duties(
    assessment: Assessment, reviews: Iterable[Review], as_of: date
) -> tuple[DutyState, ...]:
    """Where each duty of reviewing a plan stands on a day, those that have begun alone.

    A plan that another authority made is reviewed by the later day of regulation 15(5), which is
    then told first; what that authority did before, or should have done, is not told.
    """
    reviews = list(reviews)
    facts = review_facts(assessment, reviews, as_of)
    try:
        states = compute(facts, as_of, duties=(*_DUTIES, *_CEASING), holidays=bundled())
    except HolidaysUnknown:
        # Past the list of bank holidays the day before which a plan may not cease is not told.
        states = compute(facts, as_of, duties=_DUTIES)
    again = _reassessed(assessment, as_of)
    sent_on = max((event.on for event in again), default=None)
    if again:
        # A plan amended after a review starts no such year: only the reassessed one does.
        held = (event for event in facts.events if event.what == EventKind.REVIEW_DECIDED)
        anew = compute(replace(facts, events=(*again, *held)), as_of, duties=_AFTER)
        states = (*anew, *without_superseded(states, sent_on))
    begun = tuple(state for state in states if state.state is not DutyStatus.NOT_STARTED)
    came = transfers.came_in(assessment)
    if came is None:
        return begun
    after = transfers.review_after_transfer(assessment, came, reviews, as_of)
    ours = tuple(state for state in begun if not _was_theirs(state, came, after))
    return ours if after is None else (after, *ours)


def _was_theirs(state: DutyState, came: Transfer, after: DutyState | None) -> bool:
    """Whether a duty was the other authority's, or has given way to regulation 15(5)."""
    if state.starts_on is None or state.starts_on >= came.moves_on:
        return False
    if state.done_on is not None and state.done_on < came.moves_on:
        return True
    later = after.due if after else None
    return state.due is not None and later is not None and state.due <= later


@dataclass(frozen=True)
class PlanStanding:
    """Where a plan that was issued stands on a day; empty of an assessment that has none.

    Attributes:
        reviews: its reviews and the amendments without one, the newest first.
        early: the early reviews that were asked for, the newest first.
        duties: see :func:`review_duties`.
        to_do: what is next of it.
        ended: whether it has ended.
        gone: whether it went to another authority, so that nothing is next.
    """

    reviews: tuple[Review, ...] = ()
    early: tuple[EarlyReview, ...] = ()
    duties: tuple[DutyState, ...] = ()
    to_do: tuple[NextAction, ...] = ()
    ended: bool = False
    gone: bool = False

    def later(self, day: date) -> PlanStanding:
        """The same on a later day, if nothing happens till then."""
        return replace(self, to_do=() if self.gone else self._next(day))

    def _next(self, day: date) -> tuple[NextAction, ...]:
        return next_of_plan(
            [
                ReviewFacts(
                    status=row.status,
                    meeting_on=row.meeting_on,
                    papers_sent=row.papers_sent_on is not None,
                    report_sent=row.report_on is not None,
                )
                for row in reversed(self.reviews)
            ],
            self.duties,
            day,
            early_agreed=_early_to_arrange(self.early, self.reviews),
        )


def plan_standing(assessment: Assessment, as_of: date) -> PlanStanding:
    """Where the plan that came of an assessment stands on a day, in a fixed number of queries."""
    if assessment.status != AssessmentStatus.PLAN_ISSUED:
        return PlanStanding()
    rows = tuple(reviews_of(assessment))
    standing = PlanStanding(
        reviews=rows,
        early=tuple(EarlyReview.objects.filter(plan__assessment=assessment).order_by("-pk")),
        duties=review_duties(assessment, rows, as_of),
        ended=any(row.status == ReviewStatus.CEASED for row in rows),
        gone=transfers.sent_on(assessment) is not None,
    )
    return standing.later(as_of)


def _early_to_arrange(early: Iterable[EarlyReview], reviews: Iterable[Review]) -> bool:
    """Whether an early review was agreed to since a meeting was last arranged."""
    arranged = [
        row.arranged_on
        for row in reviews
        if row.arranged_on is not None and row.status != ReviewStatus.CANCELLED
    ]
    return any(row.agreed and all(day < row.answered_on for day in arranged) for row in early)


def with_plan(facts: CaseFacts, standing: PlanStanding) -> CaseFacts:
    """The facts of a case, with what is next of the plan that was issued."""
    is_ours = not (standing.ended or standing.gone)
    return replace(
        facts,
        of_the_plan=standing.to_do,
        plan_ended=standing.ended,
        review_duties=standing.duties if is_ours else (),
    )


def continues_since(duties: Iterable[DutyState]) -> date | None:
    """Since when a plan that was to end is to be kept all the same; None: it is not.

    Args:
        duties: as :func:`review_duties` gives them.
    """
    return next(
        (
            one.params["on"]
            for state in duties
            if state.duty == "cease.earliest"
            for one in state.because.then
            if one.key == CourseKey.PLAN_CONTINUES and isinstance(one.params["on"], date)
        ),
        None,
    )


def _notice_unsent(review: Review, on: date) -> bool:
    """Whether the notice of the decision to end a plan has not gone, and nobody has answered it."""
    notice = CaseEvent.objects.filter(
        process=ProcessKind.REVIEW, process_id=review.pk, step="decide_to_cease"
    ).first()
    if notice is None or not is_unsent(notice, on):
        return False
    # Whoever answers it has had it, whatever was noted of its posting.
    answers = disputes_of(review.plan.assessment).filter(notice__event=notice)
    return not of_disputes(answers, on)


def ceasing_facts(review: Review, on: date) -> CeasingFacts:
    """From when a plan that is to end may end, and what stands against it on a day.

    Args:
        review: the one after which it was decided to end the plan.
    """
    assessment = review.plan.assessment
    rows = list(reviews_of(assessment))
    state = next(
        (one for one in review_duties(assessment, rows, on) if one.duty == "cease.earliest"), None
    )
    since = {
        one.key: day
        for one in (state.because.then if state else ())
        if isinstance(day := one.params.get("on"), date)
    }
    born = assessment.case.person.date_of_birth
    others = [row for row in rows if row.pk != review.pk and row.status != ReviewStatus.CANCELLED]
    # A plan that was sent anew after the decision does not end by it.
    sent_again = Reassessment.objects.filter(
        plan=review.plan_id, sent_on__gt=review.decided_on or on
    ).exists()
    return CeasingFacts(
        first_day=state.due if state else None,
        appeal_open_on=since.get(CourseKey.APPEAL_OPEN),
        continues_since=continues_since([state] if state else ()),
        another_open=sent_again
        or any(row.is_open or (row.is_review and row.pk > review.pk) for row in others),
        not_before=turns(UPPER_AGE, born) if review.cease_reason == CeaseReason.MAX_AGE else None,
        notice_unsent=_notice_unsent(review, on),
    )
