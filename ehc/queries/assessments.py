"""The facts of one assessment, read from its events, for the clock and the tracker.

Dates come from events and from nothing else: what the clock is told is what was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from ehc.models import (
    AdviceRequest,
    Assessment,
    CaseEvent,
    Consultation,
    Elsewhere,
    Exemption,
    Message,
    PlanVersion,
    Representation,
    RepresentationKind,
    Task,
    TaskKind,
    Withdrawal,
)
from ehc.queries import transfers
from ehc.queries.dispute_events import (
    RULING_DUTIES,
    SENDS,
    acts_of,
    disputes_of,
    of_disputes,
)
from ehc.queries.posting import as_told, window_among
from ehc.workflows.advice import (
    AdviceItem,
    ChecklistFacts,
    checklist,
    national_curriculum_year,
)
from ehc.workflows.case_facts import ActionKey, AdviceFacts, CaseFacts, ConsultationFacts
from ehc.workflows.case_facts import Task as TaskFacts
from ehc.workflows.clock import ASSESSMENT_DUTIES, DutyState, DutyStatus, compute
from ehc.workflows.duties import REVERSAL_DUTIES, Duty, last_day_of
from ehc.workflows.exemptions import Exemption as ExemptionFacts
from ehc.workflows.facts import Body, Event, EventKind, Facts
from ehc.workflows.reach import Reached, reach
from ehc.workflows.statuses import AdviceRequestStatus, AssessmentStatus, ConsultationStatus
from ehc.workflows.steps import STEPS, ProcessKind


def exemption_facts(row: Exemption) -> ExemptionFacts:
    """An exemption as the clock is told of it."""

    def day(name: str) -> date | None:
        value = row.facts.get(name)
        return date.fromisoformat(value) if value else None

    return ExemptionFacts(
        ground=row.ground,
        from_on=day("from"),
        to_on=day("to"),
        closed_from=day("closed_from"),
        reopens_on=day("reopens_on"),
        advice_requested_on=day("advice_requested_on"),
        why_impractical=row.why_impractical,
        ground_ended_on=day("ground_ended_on"),
        ref=row.facts.get("advice", ""),
    )


def _arrived_on(assessment: Assessment, events: Iterable[CaseEvent]) -> dict[str, date]:
    """The day that counts of a step that was recorded later than what it is about, by step."""
    steps = {event.step for event in events}
    days: dict[str, date] = {}
    if "withdraw" in steps:
        days["withdraw"] = Withdrawal.objects.get(assessment=assessment).arrived_on
    if steps & {"close_as_not_ours", "export"}:
        since = Elsewhere.objects.get(assessment=assessment).since
        days |= dict.fromkeys(steps & {"close_as_not_ours", "export"}, since)
    died_on = assessment.case.person.died_on
    if "record_death" in steps and died_on is not None:
        # A request may cross with the news: for the clock nothing lies before it.
        days["record_death"] = max(died_on, assessment.request.received_on)
    return days


def _stopped_on(assessment: Assessment, events: Iterable[CaseEvent]) -> date | None:
    """The day on which an assessment ended before its time; a death goes before all else."""
    days = _arrived_on(assessment, events)
    return days.get("record_death") or next(iter(days.values()), None)


def exported_to(assessment: Assessment) -> str:
    """The number of the authority to which somebody moved (SEN2, item 2.8); empty: none."""
    if assessment.status != AssessmentStatus.EXPORTED:
        return ""
    return Elsewhere.objects.get(assessment=assessment).authority


def _of_assessment(what: str, on: date) -> Event:
    return Event(what, on, of="assess" if what == EventKind.REFUSAL_REVERSED else None)


_TOLD_ELSEWHERE = frozenset({"receive_request", "take_over_plan", SENDS})
"""Steps of which the clock is told otherwise: by the day of the request, or by what was carried
out (:func:`~ehc.queries.dispute_events.acts_of`)."""


def clock_event(
    event: CaseEvent, requests: dict[int, AdviceRequest], arrived_on: dict[str, date]
) -> Event | None:
    """What the clock is told of one event; None where it is told nothing.

    Args:
        requests: those for advice, by primary key.
        arrived_on: the day that counts instead of the event's own, by step.
    """
    what = STEPS[event.step].clock_event
    if what is None or event.step in _TOLD_ELSEWHERE:
        return None
    if event.process != ProcessKind.ADVICE_REQUEST:
        return _of_assessment(what, arrived_on.get(event.step, event.on))
    request = requests[event.process_id]
    is_s31 = request.received_by_body_on is not None
    return Event(
        what,
        event.on,
        advice=request.kind,
        body=Body.S31 if is_s31 else Body.OTHER,
        # The day on which the body had the request belongs to the asking, not to the answer.
        received_by_body_on=request.received_by_body_on
        if event.step in {"seek_advice", "ask_anew"}
        else None,
        ref=str(request.pk),
    )


def _events(
    assessment: Assessment,
    requests: Iterable[AdviceRequest],
    versions: Iterable[int],
    as_of: date,
) -> list[CaseEvent]:
    """The assessment's own events and those of its advice and its plan, in order.

    What the family is told stands on the day on which it was, by post that of the posting.

    Args:
        versions: the primary keys of the plan's versions.
        as_of: the day asked about.
    """
    mine = {
        ProcessKind.ASSESSMENT.value: {assessment.pk},
        ProcessKind.ADVICE_REQUEST.value: {request.pk for request in requests},
        ProcessKind.PLAN_VERSION.value: set(versions),
    }
    counted = _without_undone(
        event
        for event in CaseEvent.objects.filter(case=assessment.case_id, step__in=STEPS)
        if event.process_id in mine.get(event.process, ())
    )
    return as_told(counted, as_of)


def _without_undone(events: Iterable[CaseEvent]) -> list[CaseEvent]:
    """The events that count: neither a step that was taken back nor its taking back."""
    found: list[CaseEvent] = []
    for event in events:
        undone = STEPS[event.step].undoes
        if not undone:
            found.append(event)
            continue
        last = next(one for one in reversed(found) if one.step == undone)
        found.remove(last)
    return found


def clock_facts(assessment: Assessment, as_of: date) -> Facts:
    """What the clock needs to know of one assessment on a day."""
    requests = list(AdviceRequest.objects.filter(assessment=assessment, reassessment=None))
    versions = PlanVersion.objects.filter(
        plan__assessment=assessment, reassessment=None
    ).values_list("pk", flat=True)
    return _clock_facts(assessment, requests, _events(assessment, requests, versions, as_of))


def _clock_facts(
    assessment: Assessment, requests: Iterable[AdviceRequest], events: list[CaseEvent]
) -> Facts:
    by_pk = {request.pk: request for request in requests}
    arrived_on = _arrived_on(assessment, events)
    found = (clock_event(event, by_pk, arrived_on) for event in events)
    return Facts(
        received_on=assessment.request.received_on,
        events=(
            *(event for event in found if event is not None),
            # An order undoes a refusal, and has limits of its own beside those of the request.
            *of_disputes(disputes_of(assessment), date.max),
        ),
        exemptions=tuple(
            exemption_facts(row) for row in Exemption.objects.filter(assessment=assessment)
        ),
        date_of_birth=assessment.case.person.date_of_birth,
        is_whole=True,
    )


def duties_of(
    assessment: Assessment, as_of: date, *, targets: bool = False, ahead: str = ""
) -> tuple[DutyState, ...]:
    """Where each duty of one assessment stands on a day.

    Args:
        as_of: the day asked about.
        targets: whether the authority's own targets are wanted too.
        ahead: a step of the assessment, as if it were taken on that day; empty: as it is.
    """
    facts = clock_facts(assessment, as_of)
    what = STEPS[ahead].clock_event if ahead else None
    if what is not None and STEPS[ahead].process == ProcessKind.ASSESSMENT:
        facts = replace(facts, events=(*facts.events, _of_assessment(what, as_of)))
    return _duties(assessment, facts, as_of, targets=targets)


def _duties(
    assessment: Assessment, facts: Facts, as_of: date, *, targets: bool
) -> tuple[DutyState, ...]:
    # Another authority that made the assessment alone owed its duties.
    mine = () if assessment.made_by else _duties_beside(facts)
    return (
        *(compute(facts, as_of, duties=mine, targets=targets) if mine else ()),
        *_duties_decided(assessment, facts, as_of),
    )


_DECISIONS = frozenset(start.what for duty in RULING_DUTIES for start in duty.starts)


def _duties_decided(assessment: Assessment, facts: Facts, as_of: date) -> tuple[DutyState, ...]:
    """What was ordered, agreed or left unopposed, where anything was: whatever process does it."""
    if not _is_anything_decided(facts):
        return ()
    decided = _with_acts(assessment, facts, as_of)
    states = compute(decided, as_of, duties=RULING_DUTIES)
    return tuple(one for one in states if one.state is not DutyStatus.NOT_STARTED)


def _is_anything_decided(facts: Facts) -> bool:
    return any(event.what in _DECISIONS for event in facts.events)


def _with_acts(assessment: Assessment, facts: Facts, as_of: date) -> Facts:
    """With what was done on the case that does, or ends, what was decided."""
    acts = acts_of(assessment.case_id, since=facts.received_on, as_of=as_of)
    return replace(facts, events=(*facts.events, *acts))


def _duties_beside(facts: Facts) -> tuple[Duty, ...]:
    """The duties of an assessment; after a reversal the working dates too, beside them."""
    if any(event.what == EventKind.REFUSAL_REVERSED for event in facts.events):
        return (*ASSESSMENT_DUTIES, *REVERSAL_DUTIES)
    return ASSESSMENT_DUTIES


def considered_on(assessment: Assessment) -> date | None:
    """When the family was told that an assessment was being considered (section 36(7))."""
    event = CaseEvent.objects.filter(
        case=assessment.case_id,
        process=ProcessKind.ASSESSMENT,
        process_id=assessment.pk,
        step="consider_assessing",
    ).first()
    return event.on if event else None


def reach_of(row: Exemption, as_of: date) -> tuple[Reached, ...]:
    """What an exemption does to each limit of its assessment, whether or not it is saved.

    The limits of what was ordered, agreed or left unopposed are among them (regs 44(3), 45(7)).
    """
    facts, claimed = clock_facts(row.assessment, as_of), exemption_facts(row)
    found = reach(claimed, facts, as_of, duties=ASSESSMENT_DUTIES)
    if not _is_anything_decided(facts):
        return found
    decided = _with_acts(row.assessment, facts, as_of)
    return (*found, *reach(claimed, decided, as_of, duties=RULING_DUTIES))


def advice_of_bodies(assessment: Assessment) -> list[AdviceRequest]:
    """The requests for advice that regulation 8 gives a body six weeks for, the first first."""
    return list(
        AdviceRequest.objects.filter(assessment=assessment, received_by_body_on__isnull=False)
        .select_related("service", "setting", "professional", "relied")
        .order_by("pk")
    )


def exemptions_of(assessment: Assessment) -> QuerySet[Exemption]:
    """The exemptions that were recorded, the first first."""
    return Exemption.objects.filter(assessment=assessment).select_related(
        "assessment__request", "assessment__case__person", "decided_by"
    )


def _first_on(events: Iterable[CaseEvent], *steps: str) -> date | None:
    return min((event.on for event in events if event.step in steps), default=None)


def advice_facts(
    requests: Iterable[AdviceRequest], duties: Iterable[DutyState]
) -> tuple[AdviceFacts, ...]:
    """Each request for advice with the date of its duty."""
    by_ref = {duty.ref: duty for duty in duties if duty.ref}
    facts = []
    for request in requests:
        duty = by_ref.get(str(request.pk))
        facts.append(
            AdviceFacts(
                kind=request.kind,
                status=request.status,
                due=duty.due if duty else request.due_on,
                duty=duty.duty if duty else "",
                service=request.asked_of,
                ref=str(request.pk),
            )
        )
    return tuple(facts)


def checklist_of(assessment: Assessment, on: date) -> tuple[tuple[AdviceItem, bool], ...]:
    """The regulation 6(1) checklist of one assessment, and whether each item was asked for.

    The family's own advice came with the request, and counts as sought.
    """
    asked = set(
        AdviceRequest.objects.filter(assessment=assessment, reassessment=None).values_list(
            "kind", flat=True
        )
    )
    return checked_off(assessment, on, asked)


def checked_off(
    assessment: Assessment, on: date, asked: set[str]
) -> tuple[tuple[AdviceItem, bool], ...]:
    """The checklist of a person, and whether each item is among the kinds asked for."""
    person = assessment.case.person
    items = checklist(
        ChecklistFacts(
            date_of_birth=person.date_of_birth,
            on=on,
            year_group=national_curriculum_year(person.date_of_birth, on)
            + person.years_out_of_year,
            attends_setting=bool(person.setting_name),
            hearing_impairment=person.hearing_impairment,
            visual_impairment=person.visual_impairment,
            parent_in_armed_forces=person.parent_in_armed_forces,
        )
    )
    # The school's own advice speaks of adulthood too, unless it is asked of somebody else.
    counted = asked | {"parent"} | ({"adulthood"} if "educational" in asked else set())
    return tuple((item, item.kind.value in counted) for item in items)


def _count_unsought(assessment: Assessment, on: date, requests: Iterable[AdviceRequest]) -> int:
    asked = {request.kind for request in requests}
    return sum(not sought for _item, sought in checked_off(assessment, on, asked))


def _reader(message: Message | None) -> str:
    """Whom a message was for, in words."""
    if message is None:
        return ""
    return str(message.user) if message.user else message.to


def _task_facts(task: Task) -> TaskFacts:
    if task.kind == TaskKind.ASK_FAMILY:
        return TaskFacts(ActionKey.ASK_FAMILY, due=task.due_on)
    return TaskFacts(ActionKey.RING_OR_POST, due=task.due_on, params={"who": _reader(task.message)})


def case_facts(assessment: Assessment, as_of: date) -> CaseFacts:
    """What the queue and the tracker need to know of one assessment.

    Args:
        as_of: the day asked about; nothing recorded after it may exist.
    """
    requests = list(
        AdviceRequest.objects.filter(assessment=assessment, reassessment=None).select_related(
            "service", "setting", "professional", "relied"
        )
    )
    versions = list(
        PlanVersion.objects.filter(plan__assessment=assessment, reassessment=None).order_by(
            "number"
        )
    )
    events = _events(assessment, requests, [version.pk for version in versions], as_of)
    clock = _clock_facts(assessment, requests, events)
    duties = _duties(assessment, clock, as_of, targets=True)
    served = [version for version in versions if version.served_on is not None]
    latest = versions[-1] if versions else None
    last_served = served[-1] if served else None
    window = window_among(last_served, events) if last_served else None
    withdrawal = (
        Withdrawal.objects.filter(assessment=assessment).first()
        if assessment.status == AssessmentStatus.WITHDRAWN
        else None
    )
    waiting = Consultation.objects.filter(
        version__plan__assessment=assessment,
        version__reassessment=None,
        status=ConsultationStatus.CONSULTED,
    ).select_related("setting")
    unanswered = Representation.objects.unanswered().filter(
        version__plan__assessment=assessment, version__reassessment=None
    )
    received = [event.on for event in events if event.step in {"submit_advice", "rely_on_advice"}]
    all_in = bool(requests) and all(
        request.status in (AdviceRequestStatus.RECEIVED, AdviceRequestStatus.ACCEPTED)
        or request.is_relied_on
        for request in requests
    )
    return CaseFacts(
        status=assessment.status,
        received_on=assessment.request.received_on,
        allocated=assessment.case.caseworker_id is not None,
        duties=duties,
        advice=advice_facts(requests, duties),
        advice_unsought=0 if assessment.made_by else _count_unsought(assessment, as_of, requests),
        served_on=window.served_on or last_served.served_on if window and last_served else None,
        comments_close_on=window.closes_on if window else None,
        family_agreed=bool(last_served and last_served.family_agreed_on),
        comments_unanswered=unanswered.exclude(kind=RepresentationKind.MEETING).count(),
        meeting_asked=unanswered.filter(kind=RepresentationKind.MEETING).exists(),
        consultations_waiting=tuple(
            ConsultationFacts(row.setting.name, last_day_of("consult.answer", row.consulted_on))
            for row in waiting
        ),
        placement_stated=bool(
            latest and (latest.placement_type or latest.otherwise_than_at_school)
        ),
        tasks=tuple(
            _task_facts(task)
            for task in Task.objects.filter(
                case=assessment.case_id,
                kind__in=(TaskKind.RING_OR_POST, TaskKind.ASK_FAMILY),
                done_on=None,
            ).select_related("message__user")
        ),
        withdrawn_on=_stopped_on(assessment, events),
        responsibility_open=bool(withdrawal and withdrawal.still_responsible is None),
        transfers=transfers.waiting(assessment, as_of)
        if assessment.status == AssessmentStatus.PLAN_ISSUED
        else (),
        made_elsewhere=bool(assessment.made_by),
        decided_to_assess_on=_first_on(events, "agree_to_assess", "refuse_to_assess"),
        advice_complete_on=max(received, default=None) if all_in else None,
        decided_to_issue_on=_first_on(events, "agree_to_issue", "refuse_to_issue"),
        finalised_on=_first_on(events, "issue_plan"),
    )
