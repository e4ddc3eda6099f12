"""The reassessments of a plan, and what is due about them, read from their events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from ehc.models import (
    OPEN_REASSESSMENTS,
    AdviceRequest,
    Assessment,
    CaseEvent,
    Consultation,
    Exemption,
    Plan,
    PlanVersion,
    Reassessment,
    Representation,
    RepresentationKind,
)
from ehc.queries.assessments import (
    advice_facts,
    case_facts,
    checked_off,
    clock_event,
    exemption_facts,
)
from ehc.queries.dispute_events import RULING_DUTIES, disputes_of, of_disputes
from ehc.queries.posting import as_told, window_among
from ehc.workflows.advice import AdviceItem
from ehc.workflows.case_facts import CaseFacts, ConsultationFacts
from ehc.workflows.clock import DutyState, DutyStatus, compute
from ehc.workflows.counting import BeforeDay
from ehc.workflows.duties import DUTIES, last_day_of
from ehc.workflows.events import EventKind
from ehc.workflows.facts import Event, Facts
from ehc.workflows.reach import Reached, reach
from ehc.workflows.rights import assessed_within_six_months
from ehc.workflows.statuses import AssessmentStatus, ConsultationStatus, ReassessmentStatus
from ehc.workflows.steps import STEPS, ProcessKind

_DUTIES = tuple(
    duty
    for duty in DUTIES
    if duty.id.startswith(("reassess.", "advice."))
    or duty.id == "draft.comments"
    or (duty in RULING_DUTIES and ".assess." in duty.id)
)
_LENGTHS = {duty.id: duty.length for duty in _DUTIES if not isinstance(duty.length, BeforeDay)}
DECISION_WITHIN = _LENGTHS["reassess.decision"]
"""Regulation 25(1): how long after it received the request the authority must tell the family."""


def reassessments_of(assessment: Assessment) -> QuerySet[Reassessment]:
    """The reassessments of the plan that came of an assessment, the newest first."""
    return (
        Reassessment.objects.filter(plan__assessment=assessment)
        .select_related("plan__case__person", "plan__assessment__request")
        .order_by("-pk")
    )


def open_reassessment(assessment: Assessment) -> Reassessment | None:
    """The reassessment that is not over, if there is one; nothing goes on after a death."""
    if assessment.status != AssessmentStatus.PLAN_ISSUED:
        return None
    return reassessments_of(assessment).filter(status__in=OPEN_REASSESSMENTS).first()


def being_made(assessment: Assessment) -> Reassessment | None:
    """The reassessment that was agreed and whose plan has not been sent, if there is one."""
    found = open_reassessment(assessment)
    return found if found and found.status == ReassessmentStatus.REASSESSING else None


def is_written_again(plan: Plan) -> bool:
    """Whether a plan is being written after an agreement to reassess, and is not sent."""
    return PlanVersion.objects.filter(
        plan=plan, reassessment__status=ReassessmentStatus.REASSESSING
    ).exists()


def advice_for(reassessment: Reassessment) -> QuerySet[AdviceRequest]:
    """The advice that was sought again, with its versions; not that of the first assessment."""
    return (
        AdviceRequest.objects.filter(reassessment=reassessment)
        .select_related("service", "setting", "professional", "assessment__case", "relied")
        .prefetch_related("versions")
    )


def checklist_for(
    reassessment: Reassessment, on: date, asked: Iterable[AdviceRequest]
) -> tuple[tuple[AdviceItem, bool], ...]:
    """The regulation 6(1) checklist of a reassessment, and whether each item was asked for again.

    The family itself is asked by the letter that tells it of the decision, and counts as sought.

    Args:
        asked: the requests for advice of this reassessment.
    """
    return checked_off(reassessment.plan.assessment, on, {request.kind for request in asked})


def last_assessed_on(reassessment: Reassessment) -> date | None:
    """When the last assessment before this one was made.

    A first assessment was made when it was decided to issue a plan; one after it, when the plan
    that followed was sent.
    """
    assessment = reassessment.plan.assessment
    again = (
        Reassessment.objects.filter(plan=reassessment.plan_id, sent_on__isnull=False)
        .exclude(pk=reassessment.pk)
        .order_by("-sent_on")
        .first()
    )
    if again is not None:
        return again.sent_on
    first = (
        CaseEvent.objects.filter(
            case=assessment.case_id,
            process=ProcessKind.ASSESSMENT,
            process_id=assessment.pk,
            step__in=("agree_to_issue", "reverse_refusal_to_issue", "make_plan_as_decided"),
        )
        .order_by("-number")
        .first()
    )
    return first.on if first else None


def is_within_six_months(reassessment: Reassessment) -> bool:
    """Whether the last assessment was made in the six months before the request (regulation 24)."""
    made_on, received_on = last_assessed_on(reassessment), reassessment.received_on
    if made_on is None or received_on is None:
        return False
    return assessed_within_six_months(made_on, received_on)


# --- The clock -----------------------------------------------------------------------------


def _told(event: CaseEvent, requests: dict[int, AdviceRequest]) -> Event | None:
    """What the clock is told of one event of a reassessment."""
    match event.step:
        case "agree_to_reassess" | "decide_to_reassess" | "reassess_as_decided":
            return Event(EventKind.REASSESSMENT_AGREED, event.on)
        case "refuse_to_reassess":
            return Event(EventKind.NOTICE_SENT, event.on, decision="refuse_reassessment")
        case "cease_plan":
            return Event(EventKind.PLAN_CEASED, event.on)
    return clock_event(event, requests, {})


def _events(
    reassessment: Reassessment,
    requests: Iterable[AdviceRequest],
    versions: Iterable[PlanVersion],
    as_of: date,
) -> list[CaseEvent]:
    """The events of a reassessment, each on the day on which the family was told of it."""
    asked = [request.pk for request in requests]
    mine = (
        Q(process=ProcessKind.REASSESSMENT, process_id=reassessment.pk)
        | Q(process=ProcessKind.ADVICE_REQUEST, process_id__in=asked)
        | Q(process=ProcessKind.PLAN_VERSION, process_id__in=[one.pk for one in versions])
    )
    if reassessment.decided_on is not None:
        # What ends the plan after the agreement ends the duty to send a new one.
        mine |= Q(step__in=("cease_plan", "record_death"), on__gte=reassessment.decided_on)
    rows = CaseEvent.objects.filter(
        mine, case=reassessment.plan.assessment.case_id, step__in=STEPS, on__lte=as_of
    ).order_by("number")
    return as_told(rows, as_of)


def _facts(
    reassessment: Reassessment,
    requests: Iterable[AdviceRequest],
    rows: list[CaseEvent],
    as_of: date,
) -> Facts:
    by_pk = {request.pk: request for request in requests}
    assessment = reassessment.plan.assessment
    found = [_told(event, by_pk) for event in rows]
    if any(event.step == "refuse_to_reassess" for event in rows):
        # What was decided of the refusal gives the reassessment dates of its own.
        about = Q(
            notice__event__process=ProcessKind.REASSESSMENT,
            notice__event__process_id=reassessment.pk,
        )
        found += of_disputes(disputes_of(assessment).filter(about), as_of)
    return Facts(
        received_on=assessment.request.received_on,
        begun_on=reassessment.made_from,
        events=tuple(event for event in found if event is not None),
        exemptions=tuple(
            exemption_facts(row) for row in Exemption.objects.filter(assessment=assessment)
        ),
        date_of_birth=assessment.case.person.date_of_birth,
    )


def _versions(reassessment: Reassessment) -> list[PlanVersion]:
    return list(PlanVersion.objects.filter(reassessment=reassessment).order_by("number"))


def _started(facts: Facts, as_of: date) -> tuple[DutyState, ...]:
    return tuple(
        state
        for state in compute(facts, as_of, duties=_DUTIES)
        if state.state is not DutyStatus.NOT_STARTED
    )


def reassessment_duties(reassessment: Reassessment, as_of: date) -> tuple[DutyState, ...]:
    """Where each duty of one reassessment stands on a day, those that have begun alone."""
    requests = list(AdviceRequest.objects.filter(reassessment=reassessment))
    rows = _events(reassessment, requests, _versions(reassessment), as_of)
    return _started(_facts(reassessment, requests, rows, as_of), as_of)


def reach_in_reassessment(row: Exemption, as_of: date) -> tuple[Reached, ...]:
    """What an exemption does to each limit of the reassessment that is being made.

    Empty where none is; the exemption may not have been saved yet.
    """
    reassessment = being_made(row.assessment)
    if reassessment is None:
        return ()
    requests = list(AdviceRequest.objects.filter(reassessment=reassessment))
    rows = _events(reassessment, requests, _versions(reassessment), as_of)
    facts = _facts(reassessment, requests, rows, as_of)
    return reach(exemption_facts(row), facts, as_of, duties=_DUTIES)


# --- What is next --------------------------------------------------------------------------


def case_facts_now(assessment: Assessment, as_of: date) -> CaseFacts:
    """What the queue and the tracker need to know of a case, its reassessment included."""
    facts = case_facts(assessment, as_of)
    reassessment = open_reassessment(assessment)
    if reassessment is None:
        return facts
    return replace(facts, reassessment=_case_facts(reassessment, facts, as_of))


def _case_facts(reassessment: Reassessment, case: CaseFacts, as_of: date) -> CaseFacts:
    requests = list(advice_for(reassessment))
    versions = _versions(reassessment)
    rows = _events(reassessment, requests, versions, as_of)
    duties = _started(_facts(reassessment, requests, rows, as_of), as_of)
    served = next((one for one in reversed(versions) if one.served_on is not None), None)
    window = window_among(served, rows) if served else None
    latest = versions[-1] if versions else None
    waiting = Consultation.objects.filter(
        version__reassessment=reassessment, status=ConsultationStatus.CONSULTED
    ).select_related("setting")
    unanswered = Representation.objects.unanswered().filter(version__reassessment=reassessment)
    return CaseFacts(
        status=reassessment.status,
        received_on=case.received_on,
        allocated=case.allocated,
        duties=duties,
        advice=advice_facts(requests, duties),
        advice_unsought=sum(
            not sought for _item, sought in checklist_for(reassessment, as_of, requests)
        ),
        is_written=bool(versions),
        served_on=window.served_on or served.served_on if window and served else None,
        comments_close_on=window.closes_on if window else None,
        family_agreed=bool(served and served.family_agreed_on),
        comments_unanswered=unanswered.exclude(kind=RepresentationKind.MEETING).count(),
        meeting_asked=unanswered.filter(kind=RepresentationKind.MEETING).exists(),
        consultations_waiting=tuple(
            ConsultationFacts(row.setting.name, last_day_of("consult.answer", row.consulted_on))
            for row in waiting
        ),
        placement_stated=bool(
            latest and (latest.placement_type or latest.otherwise_than_at_school)
        ),
    )
