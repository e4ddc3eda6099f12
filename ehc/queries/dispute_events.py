"""What the clock is told of disagreements, read from their events and rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast

from django.db.models import QuerySet

from ehc.models import Assessment, CaseEvent, Dispute, Ruling, RulingSource
from ehc.queries.posting import told_on
from ehc.workflows.disputes import AMENDING, DECISION_OF
from ehc.workflows.duties import DUTIES, Duty
from ehc.workflows.events import ORDERS, Event, EventKind
from ehc.workflows.steps import STEPS, ProcessKind

RULING_DUTIES: tuple[Duty, ...] = tuple(
    duty
    for duty in DUTIES
    if {start.what for start in duty.starts}
    & {
        EventKind.TRIBUNAL_ORDERED,
        EventKind.UNOPPOSED_APPEAL_NOTIFIED,
        EventKind.MEDIATION_AGREED,
    }
)
"""What an order, an appeal that is not opposed or an agreement asks for."""

_ACTS = frozenset(
    what.what
    for duty in RULING_DUTIES
    for what in (*duty.done_by, *(by for ending in duty.ended_by for by in ending.by))
)
_FOR_SOMETHING_ELSE = frozenset({"send_amended_plan", "name_next_setting"})
ACTING_STEPS = frozenset(
    name
    for name, step in STEPS.items()
    if step.clock_event in {*_ACTS, EventKind.PLAN_TRANSFERRED_OUT}
    and name not in _FOR_SOMETHING_ELSE
)
"""The steps, of whatever process, that do or end what was decided.

An amended plan that follows a review, or a plan that names the next setting, is sent for its own
sake: what was decided has a sending of its own.
"""

SENDS = "send_plan_as_decided"
"""The step that sends a plan as it was decided on."""

_DAY_ALONE = {
    "decline_mediation": EventKind.MEDIATION_DECLINED,
    "fail_to_arrange_mediation": EventKind.MEDIATION_NOT_ARRANGED,
    "hold_mediation": EventKind.MEDIATION_HELD,
    "record_certificate": EventKind.MEDIATION_CERTIFICATE_ISSUED,
    "keep_agreement": EventKind.AGREEMENT_KEPT,
    "record_health_agreement": EventKind.HEALTH_AGREEMENT_REACHED,
    "hear_of_health_agreement": EventKind.HEALTH_AGREEMENT_TOLD,
    "receive_appeal": EventKind.APPEAL_SENT_TO_US,
    "answer_appeal": EventKind.APPEAL_ANSWERED,
    "hand_over_appeal": EventKind.APPEAL_HANDED_OVER,
}
_RULED_BY = {
    "record_agreement": RulingSource.MEDIATION,
    "concede_appeal": RulingSource.UNOPPOSED,
    "record_order": RulingSource.ORDER,
}


def told(dispute: Dispute, event: CaseEvent) -> Iterator[Event]:
    """What the clock is told of one event of a disagreement.

    Args:
        dispute: with its ``rulings`` and ``recommendations``, which are read whole.
    """
    if event.step in _DAY_ALONE:
        yield Event(_DAY_ALONE[event.step], event.on)
        return
    match event.step:
        case "record_appeal":
            yield Event(EventKind.APPEAL_LODGED, event.on, decision=dispute.decision)
        case "withdraw_appeal":
            yield Event(EventKind.APPEAL_WITHDRAWN, event.on, decision=dispute.decision)
        case "ask_for_mediation":
            yield Event(EventKind.MEDIATION_REQUESTED, event.on, field=dispute.mediation_about)
        case "tell_health_bodies":
            yield Event(EventKind.HEALTH_BODIES_TOLD, event.on, field=dispute.mediation_about)
        case "arrange_mediation":
            # Arranged it is from the first telling; notice counts of the day that was told last.
            is_last = event.on == dispute.mediation_told_on
            yield Event(
                EventKind.MEDIATION_ARRANGED,
                event.on,
                meeting_on=dispute.mediation_on if is_last else None,
                agreed_to_less=is_last and dispute.less_notice_agreed,
            )
        case "record_agreement" | "concede_appeal" | "record_order":
            for ruling in dispute.rulings.all():
                if ruling.source == _RULED_BY[event.step]:
                    yield from _ruled(ruling, event.on)
        case "record_recommendation" | "answer_recommendation" | "copy_answer":
            yield from _recommended(dispute, event)


def _ruled(ruling: Ruling, on: date) -> Iterator[Event]:
    directed = tuple(
        (name, date.fromisoformat(day)) for name, day in sorted(ruling.directed.items())
    )
    ref = _ref(ruling)
    match ruling.source:
        case RulingSource.MEDIATION:
            yield Event(
                EventKind.MEDIATION_AGREED, on, about=ruling.what, ref=ref, directed=directed
            )
        case RulingSource.UNOPPOSED:
            yield Event(EventKind.UNOPPOSED_APPEAL_NOTIFIED, on, about=ruling.what, ref=ref)
        case _:
            # An appeal that is dismissed leaves the decision as it was, and asks for nothing.
            if ruling.what in ORDERS:
                yield Event(
                    EventKind.TRIBUNAL_ORDERED, on, order=ruling.what, ref=ref, directed=directed
                )


def _ref(ruling: Ruling) -> str:
    """Its name, by which the clock is told what a plan that was sent carries out."""
    return f"ruling {ruling.pk}"


def _recommended(dispute: Dispute, event: CaseEvent) -> Iterator[Event]:
    for row in dispute.recommendations.all():
        what, day = {
            "record_recommendation": (EventKind.RECOMMENDATION_MADE, row.made_on),
            "answer_recommendation": (EventKind.RECOMMENDATION_ANSWERED, row.answered_on),
            "copy_answer": (EventKind.ANSWER_COPIED, row.copied_on),
        }[event.step]
        if day == event.on:
            yield Event(what, event.on, field=row.field)


def notice_event(event: CaseEvent, on: date) -> Event:
    """The notice of a decision that can be appealed, as the clock is told of it.

    Args:
        event: the step whose letter it is.
        on: the day on which it was sent (:func:`ehc.queries.posting.notified_on`).
    """
    return Event(EventKind.NOTICE_SENT, on, decision=DECISION_OF[event.step])


def by_dispute(disputes: Iterable[Dispute], as_of: date) -> dict[int, tuple[Event, ...]]:
    """What the clock is told of each disagreement, by its primary key, in one query more or none.

    Args:
        disputes: with their ``rulings`` and ``recommendations`` fetched.
        as_of: the day asked about; what happened after it is left out.
    """
    by_pk = {dispute.pk: dispute for dispute in disputes}
    if not by_pk:
        return {}
    rows = CaseEvent.objects.filter(
        process=ProcessKind.DISPUTE, process_id__in=by_pk, on__lte=as_of
    ).order_by("number")
    # Two recommendations of one day are told of by either event, once.
    found: dict[int, dict[Event, None]] = {pk: {} for pk in by_pk}
    for row in rows:
        found[row.process_id] |= dict.fromkeys(told(by_pk[row.process_id], row))
    return {pk: tuple(events) for pk, events in found.items()}


def of_disputes(disputes: Iterable[Dispute], as_of: date) -> tuple[Event, ...]:
    """The same of some disagreements together."""
    return tuple(one for events in by_dispute(disputes, as_of).values() for one in events)


def disputes_of(assessment: Assessment) -> QuerySet[Dispute]:
    """The disagreements with decisions of an assessment, with what was decided of them."""
    return (
        Dispute.objects.filter(assessment=assessment)
        .select_related("notice__event")
        .prefetch_related("rulings", "recommendations")
    )


def acts_of(case_id: int, *, since: date, as_of: date) -> Iterator[Event]:
    """What was done on a case that does, or ends, what was decided, whatever process did it."""
    rows = CaseEvent.objects.filter(
        case=case_id, step__in=ACTING_STEPS, on__range=(since, as_of)
    ).order_by("number")
    for _row, act in acts(rows, as_of):
        yield act


def acts(rows: Iterable[CaseEvent], as_of: date) -> Iterator[tuple[CaseEvent, Event]]:
    """Those events, each with what the clock is told of it: what a plan that was sent carries out.

    What the family waits to be told by post is left out. A fixed number of queries.
    """
    rows = list(rows)
    days = told_on(rows, as_of)
    sent = {row.case_id for row in rows if row.step == SENDS}
    carried: dict[tuple[int, date], list[str]] = defaultdict(list)
    if sent:
        done = Ruling.objects.filter(
            dispute__assessment__case__in=sent, what__in=AMENDING, carried_out_on__isnull=False
        ).order_by("pk")
        for ruling in done.select_related("dispute__assessment"):
            key = (ruling.dispute.assessment.case_id, cast(date, ruling.carried_out_on))
            carried[key].append(_ref(ruling))
    for row in rows:
        day = days.get(row.pk, row.on)
        if day is not None:
            carries = tuple(carried[row.case_id, row.on]) if row.step == SENDS else ()
            yield row, Event(str(STEPS[row.step].clock_event), day, carries=carries)
