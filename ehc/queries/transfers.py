"""The moves of a plan, and what is due about each.

The clock is told of one move at a time: of two that are known, each keeps its own date. Its days
are those that the steps saved in the same transaction as their events; that of a notice to the
family is the day on which it was told.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ehc.bank_holidays import bundled
from ehc.models import (
    PHASES,
    AdviceRequest,
    Assessment,
    CaseEvent,
    CommissioningChange,
    Disclosure,
    Plan,
    PlanVersion,
    Review,
    Transfer,
    TransferKind,
)
from ehc.queries.posting import as_told
from ehc.workflows.case_facts import ActionKey, TransferFacts
from ehc.workflows.clock import DutyState, DutyStatus, compute
from ehc.workflows.duties import DUTIES, Duty
from ehc.workflows.events import MAY_LIE_AHEAD, Event, EventKind
from ehc.workflows.facts import Facts
from ehc.workflows.statuses import PlanVersionStatus, TransferStatus
from ehc.workflows.steps import ProcessKind
from ehc.workflows.working_days import HolidaysUnknown

_OUT = tuple(duty for duty in DUTIES if duty.reported_as == "move.transfer")
_NOTIFY = tuple(duty for duty in DUTIES if duty.id == "move.notify")
_REVIEW = tuple(duty for duty in DUTIES if duty.id == "move.review")
_PHASE = tuple(duty for duty in DUTIES if duty.reported_as == "phase.final")
_BODY = tuple(duty for duty in DUTIES if duty.id == "move.commissioning_body")
_DISCLOSURE = tuple(duty for duty in DUTIES if duty.id == "disclosure")


def transfers_of(assessment: Assessment) -> QuerySet[Transfer]:
    """The moves of the plan that came of an assessment, the newest first."""
    return (
        Transfer.objects.filter(plan__assessment=assessment)
        .select_related("plan__case", "next_setting")
        .order_by("-pk")
    )


def changes_of(assessment: Assessment) -> QuerySet[CommissioningChange]:
    """The changes of the responsible commissioning body, the newest first."""
    return CommissioningChange.objects.filter(plan__assessment=assessment).order_by("-pk")


def sent_on(assessment: Assessment) -> Transfer | None:
    """The transfer by which the plan went to another authority, if it did."""
    return Transfer.objects.filter(
        plan__assessment=assessment, kind=TransferKind.OUT, status=TransferStatus.SENT
    ).first()


def move_out_known(assessment: Assessment) -> Transfer | None:
    """The move out of the area that is recorded and not over, if there is one."""
    return Transfer.objects.filter(
        plan__assessment=assessment, kind=TransferKind.OUT, status=TransferStatus.KNOWN
    ).first()


def phase_known(assessment: Assessment) -> Transfer | None:
    """The transfer between phases that is recorded and not over, if there is one."""
    return Transfer.objects.filter(
        plan__assessment=assessment, kind__in=PHASES, status=TransferStatus.KNOWN
    ).first()


def came_in(assessment: Assessment) -> Transfer | None:
    """The transfer by which the plan came from another authority, if it did."""
    if not assessment.made_by:
        return None
    return Transfer.objects.filter(plan__assessment=assessment, kind=TransferKind.IN).first()


def made_on(plan: Plan) -> date | None:
    """The day on which a plan was first made, by whichever authority."""
    return (
        PlanVersion.objects.filter(plan=plan, status=PlanVersionStatus.FINAL)
        .order_by("number")
        .values_list("finalised_on", flat=True)
        .first()
    )


def _told(transfer: Transfer, as_of: date) -> list[Event]:
    """What the clock is told of one move on a day."""
    if transfer.is_of_phase:
        told = [
            Event(
                EventKind.PHASE_TRANSFER,
                transfer.moves_on,
                kind=transfer.kind,
                became_aware_on=transfer.recorded_on,
            )
        ]
        if transfer.named_on is not None:
            told.append(Event(EventKind.AMENDED_PLAN_SENT, transfer.named_on))
        return told
    if transfer.kind == TransferKind.OUT:
        told = [
            Event(
                EventKind.MOVED_OUT,
                transfer.moves_on,
                became_aware_on=transfer.became_aware_on,
            )
        ]
        if transfer.transferred_on is not None:
            told.append(Event(EventKind.PLAN_TRANSFERRED_OUT, transfer.transferred_on))
        return told
    told = [Event(EventKind.PLAN_TRANSFERRED_IN, transfer.moves_on)]
    if transfer.told_on is not None:
        notices = CaseEvent.objects.filter(
            process=ProcessKind.TRANSFER, process_id=transfer.pk, step="tell_family_of_transfer"
        )
        told += [Event(EventKind.TRANSFER_NOTIFIED, one.on) for one in as_told(notices, as_of)]
    return told


def before_the_transfer(came: Transfer, made: date | None) -> list[Event]:
    """What happened to a plan while another authority maintained it.

    Args:
        made: the day on which it was made.
    """
    events = [] if made is None else [Event(EventKind.PLAN_MADE, made)]
    if came.last_reviewed_on is not None:
        events.append(Event(EventKind.PLAN_REVIEWED, came.last_reviewed_on))
    return events


def _states(
    assessment: Assessment, events: Iterable[Event], duties: tuple[Duty, ...], as_of: date
) -> tuple[DutyState, ...]:
    """The duties that have begun; none where the bank holidays that one needs are not known."""
    facts = Facts(
        received_on=assessment.request.received_on,
        events=tuple(one for one in events if one.on <= as_of or one.what in MAY_LIE_AHEAD),
        date_of_birth=assessment.case.person.date_of_birth,
    )
    try:
        states = compute(facts, as_of, duties=duties, holidays=bundled())
    except HolidaysUnknown:
        return ()
    return tuple(state for state in states if state.state is not DutyStatus.NOT_STARTED)


def duties_of_transfer(
    assessment: Assessment,
    transfer: Transfer,
    as_of: date,
    *,
    reviews: Iterable[Review] = (),
    went: Transfer | None = None,
) -> tuple[DutyState, ...]:
    """Where each duty of one move stands on a day; none once it was called off.

    Args:
        reviews: those of the plan, which do the review that follows a transfer.
        went: the transfer by which the plan has left, after which others are not to be done.
    """
    if transfer.status == TransferStatus.CALLED_OFF or transfer.recorded_on > as_of:
        return ()
    events = _told(transfer, as_of)
    if went is not None and went.pk != transfer.pk and went.transferred_on is not None:
        events.append(Event(EventKind.PLAN_TRANSFERRED_OUT, went.transferred_on))
    if transfer.kind == TransferKind.OUT:
        return _states(assessment, events, _OUT, as_of)
    if transfer.is_of_phase:
        return _states(assessment, events, _PHASE, as_of)
    events += before_the_transfer(transfer, made_on(transfer.plan))
    decided = CaseEvent.objects.filter(
        process=ProcessKind.REVIEW,
        process_id__in=[review.pk for review in reviews if review.is_review],
        step__in=("keep_plan", "propose_amendments", "decide_to_cease"),
    )
    events += [
        Event(EventKind.REVIEW_DECIDED, one.on, outcome="maintain")
        for one in as_told(decided, as_of)
    ]
    return _states(assessment, events, (*_NOTIFY, *_REVIEW), as_of)


def duties_of_change(
    assessment: Assessment, change: CommissioningChange, as_of: date
) -> tuple[DutyState, ...]:
    """By when notice of a new commissioning body is due, and whether it was given."""
    events = [Event(EventKind.COMMISSIONING_BODY_CHANGED, change.known_on)]
    if change.told_on is not None:
        events.append(Event(EventKind.COMMISSIONING_BODY_TOLD, change.told_on))
    return _states(assessment, events, _BODY, as_of)


def disclosures_of(assessment: Assessment) -> QuerySet[Disclosure]:
    """The requests to send the plan for higher education, the newest first."""
    return Disclosure.objects.filter(plan__assessment=assessment).order_by("-pk")


def duties_of_disclosure(
    assessment: Assessment, disclosure: Disclosure, as_of: date
) -> tuple[DutyState, ...]:
    """By when the plan is to be sent for higher education, and whether it was (regulation 47)."""
    events = [Event(EventKind.DISCLOSURE_REQUESTED, disclosure.asked_on)]
    if disclosure.sent_on is not None:
        events.append(Event(EventKind.PLAN_DISCLOSED, disclosure.sent_on))
    return _states(assessment, events, _DISCLOSURE, as_of)


_ASKS_FOR = {
    TransferKind.OUT.value: ActionKey.SEND_PLAN_ON,
    TransferKind.IN.value: ActionKey.TELL_OF_TRANSFER,
}


def waiting(assessment: Assessment, as_of: date) -> tuple[TransferFacts, ...]:
    """What the moves of a plan ask for; nothing once the plan has left."""
    rows = list(transfers_of(assessment))
    if any(row.status == TransferStatus.SENT for row in rows):
        return ()
    found = []
    for row in rows:
        if not row.is_open:
            continue
        due = next(iter(duties_of_transfer(assessment, row, as_of)), None)
        found.append(
            TransferFacts(
                key=_ASKS_FOR.get(row.kind, ActionKey.NAME_NEXT_SETTING),
                due=due.due if due else None,
                duty=due.duty if due else "",
                authority=row.authority if row.kind == TransferKind.OUT else "",
                ref=str(row.pk),
            )
        )
    return tuple(found)


def review_after_transfer(
    assessment: Assessment, came: Transfer, reviews: Iterable[Review], as_of: date
) -> DutyState | None:
    """The duty to review a plan that came (regulation 15(5))."""
    went = sent_on(assessment)
    states = duties_of_transfer(assessment, came, as_of, reviews=reviews, went=went)
    return next((one for one in states if one.rule == "move.review"), None)


def advice_papers(assessment: Assessment, **which: Any) -> tuple[str, ...]:
    """The newest version of each piece of advice that has come, as a letter lists it.

    Args:
        which: of whose requests; none: of all.
    """
    papers = []
    for asked in (
        AdviceRequest.objects.filter(assessment=assessment, **which)
        .select_related("service", "setting", "professional", "relied")
        .prefetch_related("versions")
    ):
        latest = max(asked.versions.all(), key=lambda one: one.version, default=None)
        if latest is not None:
            existing = asked.existing_behind(latest)
            giver = existing.given_by if existing else asked.asked_of
            day = existing.dated if existing else latest.received_on
            papers.append(
                f"Advice ({asked.get_kind_display().lower()}) from {giver}, {day:%-d %B %Y}"
            )
    return tuple(papers)


def enclosed(plan: Plan) -> tuple[str, ...]:
    """The papers that go with a plan that is transferred: the plan, its advice, its last review."""
    version = (
        PlanVersion.objects.filter(plan=plan, status=PlanVersionStatus.FINAL)
        .select_related("document", "came_as")
        .order_by("-number")
        .first()
    )
    papers = []
    if version is not None and version.document is not None:
        papers.append(version.document.title)
    elif version is not None and version.came_as is not None:
        papers.append(f"EHC plan of {version.finalised_on:%-d %B %Y}, as it came to us")
    papers += advice_papers(plan.assessment)
    review = Review.objects.filter(plan=plan, report_on__isnull=False).order_by("-pk").first()
    if review is not None:
        papers.append(f"Report of the review meeting of {review.meeting_on:%-d %B %Y}")
    return tuple(papers)
