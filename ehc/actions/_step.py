"""The one door: every change to a case goes through one of three functions here.

* :func:`open_process`: something with a life of its own begins.
* :func:`take_step`: its status moves.
* :func:`record`: anything else that is saved.

All three do the same, in one transaction: lock the case, ask who and when, refuse with what
is missing, change, append the event, write down what is owed (letters, messages, the outbox),
and refresh the case's projection. Nothing is rendered or sent here.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext

from ehc.actions import _notices, _projections
from ehc.explanations import explain
from ehc.models import (
    Assessment,
    Case,
    CaseEvent,
    EventPayload,
    User,
)
from ehc.models._history import acting_as
from ehc.models._process import Process
from ehc.permissions import require
from ehc.queries import chain
from ehc.queries.readiness import blocking
from ehc.queries.reviews import has_ceased
from ehc.queries.transfers import sent_on
from ehc.refusals import AlreadyDone, Invalid, NotReady, TransferredOut
from ehc.workflows.facts import ImpossibleFacts
from ehc.workflows.notices import NOTICES
from ehc.workflows.processes import OF_A_PLAN, ProcessKind, Step, status_after
from ehc.workflows.statuses import HALTED, AssessmentStatus, ReviewStatus
from ehc.workflows.steps import RECORDS

M = TypeVar("M", bound=Model)
P = TypeVar("P", bound=Process)
_SALT_BYTES = 16


@contextmanager
def locked(case_id: int, *, by: User, reason: str = "") -> Iterator[Case]:
    """Open a transaction that holds one case's lock, with the actor set for field history.

    Args:
        case_id: the case's primary key.
        by: who acts.
        reason: kept, shortened, in the field history.
    """
    with transaction.atomic(), acting_as(by, reason):
        yield Case.objects.select_for_update().get(pk=case_id)


def append_event(
    case: Case,
    *,
    process: str,
    process_id: int,
    step: str,
    by: User,
    on: date,
    at: datetime,
    payload: Mapping[str, Any],
) -> CaseEvent:
    """Append one event to a case whose lock is held.

    Args:
        payload: JSON-safe values; kept apart from the event, which holds their salted digest.
    """
    last = CaseEvent.objects.filter(case=case).order_by("-number").first()
    number = last.number + 1 if last else 1
    previous = bytes(last.hash) if last else chain.GENESIS
    salt = secrets.token_bytes(_SALT_BYTES)
    digest = chain.payload_digest(salt, payload)
    event = CaseEvent.objects.create(
        case=case,
        number=number,
        process=process,
        process_id=process_id,
        step=step,
        on=on,
        at=at,
        by=by,
        payload_digest=digest,
        previous_hash=previous,
        hash=chain.event_hash(
            previous,
            case_id=case.pk,
            number=number,
            process=process,
            process_id=process_id,
            step=step,
            on=on,
            at=at,
            by_id=by.pk,
            digest=digest,
        ),
    )
    EventPayload.objects.create(event=event, salt=salt, data=dict(payload))
    return event


def _payload(reason: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {"reason": reason, **facts} if reason else dict(facts)


def recorded_on(at: datetime) -> date:
    """The day, in London, of an instant: the one on which somebody acts, whatever takes effect."""
    return timezone.localdate(at, ZoneInfo(settings.TIME_ZONE))


def _refuse_a_day_ahead(on: date, at: datetime) -> None:
    """Refuse to record today what happens tomorrow: a limit would run from a day not come.

    A day that lies ahead by its nature, such as that of a meeting, is no effective day: it goes
    into the row and the facts.

    Raises:
        Invalid: the effective day is later than the day, in London, of recording it.
    """
    if on > recorded_on(at):
        raise Invalid("on", gettext("This day must not be in the future"))


def _project(case: Case) -> None:
    """Keep beside the case what queues sort by, or refuse days that cannot all be true.

    Raises:
        Invalid: a day is before what it follows; nothing is kept.
    """
    try:
        _projections.refresh(case)
    except ImpossibleFacts as impossible:
        raise Invalid("on", explain(impossible.problems[0].message)) from impossible


def open_process(
    process: P,
    step: str,
    /,
    *,
    case: Case,
    by: User,
    on: date,
    at: datetime,
    reason: str = "",
    within: Assessment | None = None,
    in_status: Collection[str] = (),
    **facts: Any,
) -> P:
    """Begin a process: save its first row and append the event that opened it.

    Args:
        process: an unsaved row, in the status in which the step leaves it.
        step: the opening step's name.
        case: the case that it belongs to.
        by, on, at: who, the effective day, and the instant of recording.
        reason: in words, kept in the event.
        within, in_status: the assessment that it is part of, and where that must stand.
        facts: JSON-safe values for the event.

    Returns:
        The saved process.

    Raises:
        NotVisible, NotYours: see :func:`ehc.permissions.require`.
        AlreadyDone: the assessment stands elsewhere, or what it is part of is over.
        TransferredOut: the plan went to another authority.
        Invalid: a day that has not come.
        NotReady: with what is missing.
        ValueError: the row is not in the status in which the step opens it.
    """
    rule = process.TABLE[step]
    if process.status != rule.target:  # type: ignore[attr-defined]
        raise ValueError(f"{step} opens in {rule.target}")
    with locked(case.pk, by=by, reason=reason) as held:
        require(by, step, rule.roles, held, recorded_on(at))
        _refuse_a_day_ahead(on, at)
        _refuse_if_over(step, process.part_of, process)
        if within is not None:
            status = Assessment.objects.get(pk=within.pk).status
            if status not in in_status:
                raise AlreadyDone(step, status)
        missing = blocking(step, process, held, {"on": on, "reason": reason, **facts})
        if missing:
            raise NotReady(step, missing)
        process.save()
        event = append_event(
            held,
            process=process.KIND,
            process_id=process.pk,
            step=step,
            by=by,
            on=on,
            at=at,
            payload=_payload(reason, facts),
        )
        _notices.owe(event, process, reason=reason)
        _project(held)
    return process


def take_step(
    process: P,
    step: str,
    /,
    *,
    by: User,
    on: date,
    at: datetime,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
    given: Mapping[str, Any] | None = None,
    alongside: Callable[[], object] | None = None,
    **facts: Any,
) -> P:
    """Move a process by one step of its table.

    Args:
        process: as the caller last saw it; it is read again under the lock.
        step: the step's name.
        by, on, at: who, the effective day, and the instant of recording.
        reason: in words; it goes into the event and into the letter that the step owes.
        changes: fields of the process to set in the same save.
        given: what the readiness rules are shown besides, and nothing keeps.
        alongside: saves rows that belong to the step, once it is allowed and before its event.
        facts: JSON-safe values for the event.

    Returns:
        The process as saved.

    Raises:
        NotVisible, NotYours: see :func:`ehc.permissions.require`.
        AlreadyDone: the process is no longer where this step begins, or what it is part of is
            over.
        TransferredOut: the plan went to another authority.
        Invalid: a day that has not come.
        NotReady: with what is missing; nothing is written.
    """
    rule = process.TABLE[step]
    with locked(process.case_id_of_process, by=by, reason=reason) as case:
        fresh = type(process)._default_manager.get(pk=process.pk)
        require(by, step, rule.roles, fresh, recorded_on(at))
        _refuse_a_day_ahead(on, at)
        _refuse_if_over(step, fresh.part_of, fresh)
        if fresh.status not in rule.sources:  # type: ignore[attr-defined]
            raise AlreadyDone(step, fresh.status)  # type: ignore[attr-defined]
        missing = blocking(
            step,
            fresh,
            case,
            {"on": on, "reason": reason, **facts, **(changes or {}), **(given or {})},
        )
        if missing:
            raise NotReady(step, missing)
        if alongside is not None:
            alongside()
        for name, value in (changes or {}).items():
            setattr(fresh, name, value)
        getattr(fresh, step)(*_back_to(fresh, rule))
        fresh.save()
        event = append_event(
            case,
            process=fresh.KIND,
            process_id=fresh.pk,
            step=step,
            by=by,
            on=on,
            at=at,
            payload=_payload(reason, facts),
        )
        _notices.owe(event, fresh, reason=reason)
        _project(case)
    return fresh


def _back_to(process: Process, rule: Step) -> tuple[str, ...]:
    """Where a step that takes another back leads: read from the process's events."""
    if not rule.undoes:
        return ()
    taken = CaseEvent.objects.filter(
        case=process.case_id_of_process,
        process=process.KIND,
        process_id=process.pk,
        step__in=process.TABLE,
    ).order_by("number")
    steps = [event.step for event in taken]
    return (status_after(process.TABLE, [*steps, rule.name]),)


def _refuse_if_over(name: str, assessment: Assessment | None, row: Model) -> None:
    """Refuse what is part of something that is over.

    Nothing goes on of an assessment that was stopped before its time or is under rules of its
    own, nor anything that is done to a plan once that has ended or gone elsewhere.

    Args:
        assessment: what the row is, is part of, or follows; None: nothing.

    Raises:
        AlreadyDone: it is over.
        TransferredOut: another authority maintains the plan.
    """
    if assessment is None:
        return
    if assessment.status in HALTED:
        raise AlreadyDone(name, assessment.status)
    if not isinstance(row, Process) or row.part_of is None:
        return
    if row.KIND == ProcessKind.DISPUTE:
        # An appeal goes on, although the plan has gone: until the new authority takes it over.
        return
    _refuse_if_gone(name, assessment)
    if row.KIND in OF_A_PLAN and has_ceased(assessment):
        raise AlreadyDone(name, ReviewStatus.CEASED)


def _refuse_if_gone(name: str, assessment: Assessment) -> None:
    went = sent_on(assessment)
    if went is not None and went.transferred_on is not None:
        # Regulation 15(3): from then on another authority maintains the plan.
        raise TransferredOut(name, went.status, authority=went.authority, on=went.transferred_on)


def refuse_unless_maintained(name: str, assessment: Assessment) -> None:
    """Refuse what is recorded of a plan that is not issued, that ended, or that went elsewhere.

    Args:
        name: the record.
        assessment: what the plan came of; it is read again, under the case's lock.

    Raises:
        AlreadyDone: no plan has been issued, or it has ended.
        TransferredOut: another authority maintains it.
    """
    assessment.refresh_from_db()
    if assessment.status != AssessmentStatus.PLAN_ISSUED:
        raise AlreadyDone(name, assessment.status)
    if has_ceased(assessment):
        raise AlreadyDone(name, ReviewStatus.CEASED)
    _refuse_if_gone(name, assessment)


def _told_of(row: Model) -> Assessment | None:
    """The assessment that a recorded change is about."""
    if isinstance(row, Assessment):
        return row
    return row.part_of if isinstance(row, Process) else None


def as_it_is(row: M, case: Case) -> M:
    """A row under the lock of its case: the caller may have read it long before."""
    if isinstance(row, Case):
        return cast("M", case)
    return type(row)._default_manager.get(pk=row.pk)


@dataclass
class Entry:
    """A change being recorded.

    Attributes:
        case: the locked case.
        facts: JSON-safe values for the event; the caller adds to them.
        event: the event, once the block has ended.
    """

    case: Case
    facts: dict[str, Any] = field(default_factory=dict)
    event: CaseEvent | None = None


@contextmanager
def record(
    row: Model,
    name: str,
    /,
    *,
    case: Case,
    by: User,
    on: date,
    at: datetime,
    reason: str = "",
    **facts: Any,
) -> Iterator[Entry]:
    """Save a change that moves no status, and leave its event.

    The caller saves its rows inside the block. The event is appended as the block ends; an
    exception undoes both.

    Args:
        row: what the change is about and what permission is asked of: the case, or a row of it.
        name: a name in :data:`ehc.workflows.steps.RECORDS`.
        case: the case.
        by, on, at: who, the effective day, and the instant of recording.

    Raises:
        NotVisible, NotYours: see :func:`ehc.permissions.require`.
        AlreadyDone: the row is part of something that is over, and this does not go on then.
        TransferredOut: the plan went to another authority.
        Invalid: a day that has not come.
    """
    rule = RECORDS[name]
    with locked(case.pk, by=by, reason=reason) as held:
        fresh = as_it_is(row, held)
        require(by, name, rule.roles, fresh, recorded_on(at))
        _refuse_a_day_ahead(on, at)
        if not rule.goes_on_after_stop:
            _refuse_if_over(name, _told_of(fresh), fresh)
        entry = Entry(held, dict(facts))
        yield entry
        entry.event = append_event(
            held,
            process=row._meta.model_name or "",
            process_id=row.pk,
            step=name,
            by=by,
            on=on,
            at=at,
            payload=_payload(reason, entry.facts),
        )
        if isinstance(fresh, Process) and name in NOTICES:
            fresh.refresh_from_db()
            _notices.owe(entry.event, fresh, reason=reason)
        if not rule.moves_no_date:
            _project(held)
