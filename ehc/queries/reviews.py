"""The reviews of a plan, and what is due about them, read from their events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from ehc.bank_holidays import bundled
from ehc.models import Assessment, CaseEvent, Plan, Review, Transfer
from ehc.queries import transfers
from ehc.workflows.clock import DutyState, DutyStatus, compute
from ehc.workflows.duties import DUTIES
from ehc.workflows.events import EventKind
from ehc.workflows.facts import Event, Facts
from ehc.workflows.statuses import ReviewStatus
from ehc.workflows.steps import ProcessKind
from ehc.workflows.working_days import HolidaysUnknown

_DUTIES = tuple(duty for duty in DUTIES if duty.id.startswith("review."))
_CEASING = tuple(duty for duty in DUTIES if duty.id == "cease.earliest")


def reviews_of(assessment: Assessment) -> QuerySet[Review]:
    """The reviews of the plan that came of an assessment, the newest first."""
    return (
        Review.objects.filter(plan__assessment=assessment)
        .select_related("plan__case")
        .order_by("-pk")
    )


def _told(review: Review, event: CaseEvent) -> Iterable[Event]:
    """What the clock is told of one event of a review.

    Notice counts where it was given of the day on which the meeting is, or was held.
    """
    match event.step:
        case "arrange_review" | "move_review_meeting":
            if _meeting_on(event, review) == review.meeting_on:
                yield Event(EventKind.REVIEW_NOTICE_GIVEN, event.on, meeting_on=review.meeting_on)
        case "send_review_papers":
            yield Event(EventKind.REVIEW_PAPERS_SENT, event.on, meeting_on=review.meeting_on)
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
            yield Event(EventKind.REVIEW_DECIDED, event.on, outcome="maintain")
        case "send_amended_plan":
            yield Event(EventKind.AMENDED_PLAN_SENT, event.on)
        case "decide_to_cease":
            # The decision that ends the review is also the notice of section 45.
            yield Event(EventKind.REVIEW_DECIDED, event.on, outcome="cease")
            yield Event(EventKind.CEASE_DECIDED, event.on)


def _meeting_on(event: CaseEvent, review: Review) -> date:
    """The day of which notice was given; that of the meeting where the words were erased."""
    payload = getattr(event, "payload", None)
    told = payload.data.get("meeting_on") if payload else None
    return date.fromisoformat(told) if told else review.meeting_on


def amending_review(plan: Plan) -> Review | None:
    """The review whose proposed amendments wait for the amended plan, if there is one."""
    return Review.objects.filter(plan=plan, status=ReviewStatus.AMENDING).first()


def review_facts(assessment: Assessment, reviews: Iterable[Review], as_of: date) -> Facts:
    """What the clock needs to know of a plan that was issued, and of its reviews.

    Args:
        as_of: the day asked about; what happened after it is left out.
    """
    by_pk = {review.pk: review for review in reviews}
    told: list[Event] = []
    rows = (
        CaseEvent.objects.filter(case=assessment.case_id, on__lte=as_of)
        .filter(process__in=(ProcessKind.ASSESSMENT, ProcessKind.REVIEW, ProcessKind.TRANSFER))
        .select_related("payload")
        .order_by("number")
    )
    for event in rows:
        if event.step == "issue_plan" and event.process_id == assessment.pk:
            told.append(Event(EventKind.PLAN_FINALISED, event.on))
        elif event.step == "send_plan_on":
            told.append(Event(EventKind.PLAN_TRANSFERRED_OUT, event.on))
        elif event.process == ProcessKind.REVIEW and event.process_id in by_pk:
            told += _told(by_pk[event.process_id], event)
    came = transfers.came_in(assessment)
    if came is not None:
        told += transfers.before_the_transfer(came, transfers.made_on(came.plan))
    return Facts(
        received_on=assessment.request.received_on,
        events=tuple(told),
        date_of_birth=assessment.case.person.date_of_birth,
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
