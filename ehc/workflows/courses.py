"""How each duty of an assessment ran: when it started, when it was done, or why it fell away.

One function a duty, called by :mod:`ehc.workflows.clock`; whatever has no function here runs as
its row of the table says (:mod:`ehc.workflows.runs`). A refusal ends the later limits until it is
reversed or an order undoes it; a later yes, or anything that follows only from one, reverses it.
A refusal that is reversed without an order keeps the original weeks (*R (W) v Hertfordshire
County Council* [2023] EWHC 3138 (Admin)).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from ehc.workflows.advice import AdviceKind
from ehc.workflows.duties import Duty
from ehc.workflows.events import BEGINS_ANOTHER_PLAN
from ehc.workflows.facts import Body, Event, EventKind
from ehc.workflows.messages import Message, message
from ehc.workflows.parts import PARTS, in_parts
from ehc.workflows.record import (
    CONCEDED_ASSESSMENT,
    CONCEDED_PLAN,
    REVERSES,
    YES_TO_ASSESS,
    YES_TO_ISSUE,
    Course,
    CourseKey,
    Record,
)
from ehc.workflows.runs import (
    SPECIAL,
    as_the_row_says,
    not_recorded,
    numbered,
    run,
    window,
)

__all__ = ["COURSES", "Course", "CourseKey", "Record", "course_of"]


def _considered(record: Record, refused_on: date | None) -> date | None:
    """When the family was told that an assessment is being considered (s 36(7)).

    Told after the refusal, it does not govern that refusal.
    """
    told = record.first(EventKind.CONSIDERING_NOTIFIED)
    if told is None or (refused_on is not None and told > refused_on):
        return None
    return told


def _assess_notify_decision(record: Record, duty: Duty) -> tuple[Course, ...]:
    """A yes, and a no once an assessment was being considered (s 36(8)-(9), reg 5(1))."""
    start = record.facts.received_on
    agreed = record.first(EventKind.AGREED_TO_ASSESS)
    refused = record.first(EventKind.REFUSED_TO_ASSESS)
    if refused is None or (agreed is not None and agreed < refused):
        # Where everything is recorded, a yes that is not has not been told.
        is_shown = agreed is None and not record.facts.is_whole
        shown = record.first(*YES_TO_ASSESS) if is_shown else None
        notes = () if shown is None else (message(CourseKey.YES_NOT_RECORDED, on=shown),)
        done_on = agreed or shown
        return (Course(duty.id, start, done_on=done_on, notes=notes, is_shown=shown is not None),)
    if _considered(record, refused) is not None:
        return (Course(duty.id, start, done_on=refused),)
    fell_away = message(CourseKey.NOTIFIED_AS_REFUSAL, on=refused)
    return (Course(duty.id, start, fell_away=fell_away),)


def _assess_notify_refusal(record: Record, duty: Duty) -> tuple[Course, ...]:
    """A no at the determination itself (s 36(3) and (5), reg 4(1))."""
    start = record.facts.received_on
    refused = record.first(EventKind.REFUSED_TO_ASSESS)
    told = _considered(record, refused)
    yes = record.first(*YES_TO_ASSESS)
    fell_away = None
    if told is not None:
        fell_away = message(CourseKey.BEING_CONSIDERED, on=told)
    elif yes is not None and (refused is None or yes < refused):
        fell_away = message(CourseKey.AGREED_TO_ASSESS, on=yes)
    return (Course(duty.id, start, done_on=refused, fell_away=fell_away),)


def _issue_notify_refusal(record: Record, duty: Duty) -> tuple[Course, ...]:
    """A no at the end of the assessment; there is no limit on a yes."""
    start = record.facts.received_on
    refused = record.first(EventKind.REFUSED_TO_ISSUE)
    yes = record.first(*YES_TO_ISSUE)
    fell_away = _after_refusal(record, EventKind.REFUSED_TO_ASSESS)
    if fell_away is None and refused is None and yes is not None:
        fell_away = message(CourseKey.AGREED_TO_ISSUE, on=yes)
    notes = _undone(record)
    return (Course(duty.id, start, done_on=refused, fell_away=fell_away, notes=notes),)


def _plan_final(record: Record, duty: Duty) -> tuple[Course, ...]:
    fell_away = _after_refusal(record, EventKind.REFUSED_TO_ASSESS, EventKind.REFUSED_TO_ISSUE)
    return (
        Course(
            duty.id,
            record.facts.received_on,
            done_on=record.first(EventKind.PLAN_FINALISED),
            fell_away=fell_away,
            notes=_undone(record),
        ),
    )


def _draft_comments(record: Record, duty: Duty) -> tuple[Course, ...]:
    """The latest draft counts: served again, the days start again. A final plan ends them.

    A reassessment after it has a draft of its own.
    """
    final = record.first(EventKind.PLAN_FINALISED)
    again = None if final is None else record.first(*BEGINS_ANOTHER_PLAN, since=final)
    drafts = [
        day
        for day in record.days(EventKind.DRAFT_SERVED)
        if final is None or day <= final or (again is not None and day >= again)
    ]
    if not drafts:
        return (Course(duty.id, message(CourseKey.DRAFT_NOT_SERVED)),)
    return window(record, duty, drafts[-1])


def _reversed(record: Record, duty: Duty) -> tuple[Course, ...]:
    """From a reversal, said to be one or shown by a yes; an order has its own limits instead."""
    days = sorted(set(record.days(EventKind.REFUSAL_REVERSED)))
    refused = record.first(EventKind.REFUSED_TO_ASSESS)
    if not days and refused is not None:
        agreed = record.first(EventKind.AGREED_TO_ASSESS, since=refused)
        conceded = record.first(*CONCEDED_ASSESSMENT, since=refused)
        if agreed is not None and (conceded is None or agreed < conceded):
            days = [agreed]
    if not days:
        return (not_recorded(duty),)
    return numbered(run(record, duty, day, date.max) for day in days)


def _advice_s31(record: Record, duty: Duty) -> tuple[Course, ...]:
    """A body of section 31: from the day on which it received the request."""
    return tuple(
        _advice(record, name, asked, done_on, asked.received_by_body_on)
        for name, asked, done_on in _advice_requests(record)
        if _body(asked) is Body.S31
    )


def _advice_code(record: Record, duty: Duty) -> tuple[Course, ...]:
    """Anybody else: guidance, from the day of the request."""
    return tuple(
        _advice(record, name, asked, done_on, asked.on)
        for name, asked, done_on in _advice_requests(record)
        if _body(asked) is Body.OTHER
    )


def _advice(
    record: Record, name: str, asked: Event, done_on: date | None, starts_on: date | None
) -> Course:
    fell_away = None
    if done_on is None:
        fell_away = _after_refusal(record, EventKind.REFUSED_TO_ASSESS, EventKind.REFUSED_TO_ISSUE)
    return Course(
        name,
        starts_on or message(CourseKey.BODY_NOT_RECEIVED, asked_on=asked.on),
        done_on=done_on,
        fell_away=fell_away,
        about=Message(f"advice.{asked.advice}"),
        ref=asked.ref,
    )


def _body(asked: Event) -> Body:
    if asked.body is not None:
        return Body(asked.body)
    return Body.S31 if asked.advice == AdviceKind.MEDICAL else Body.OTHER


def _advice_requests(record: Record) -> list[tuple[str, Event, date | None]]:
    """Each request for advice with its duty's name and the day on which it was answered."""
    found = []
    for kind in AdviceKind:
        requests = _advice_events(record, EventKind.ADVICE_REQUESTED, kind)
        unused = _advice_events(record, EventKind.ADVICE_RECEIVED, kind)
        for number, asked in enumerate(requests, start=1):
            answers = [one for one in unused if one.on >= asked.on and one.ref in {"", asked.ref}]
            # An answer that names its request goes before one that names none.
            answer = min(answers, key=lambda one: (one.ref == "", one.on), default=None)
            if answer is not None:
                unused.remove(answer)
            name = f"advice.{kind}" if number == 1 else f"advice.{kind}:{number}"
            found.append((name, asked, None if answer is None else answer.on))
    return found


def _advice_events(record: Record, what: EventKind, kind: AdviceKind) -> list[Event]:
    events = [one for one in record.facts.events if one.what == what and one.advice == kind]
    return sorted(
        events, key=lambda one: (one.on, one.ref, str(one.body), str(one.received_by_body_on))
    )


def _target_advice(record: Record, duty: Duty) -> tuple[Course, ...]:
    answers = [done_on for _, _, done_on in _advice_requests(record)]
    received = [day for day in answers if day is not None]
    done_on = max(received) if received and len(received) == len(answers) else None
    return (_target(record, duty, done_on),)


def _target_decision(record: Record, duty: Duty) -> tuple[Course, ...]:
    done_on = record.first(EventKind.REFUSED_TO_ISSUE, *YES_TO_ISSUE)
    return (_target(record, duty, done_on),)


def _target_draft(record: Record, duty: Duty) -> tuple[Course, ...]:
    done_on = record.first(EventKind.DRAFT_SERVED, EventKind.PLAN_FINALISED)
    return (_target(record, duty, done_on),)


def _target(record: Record, duty: Duty, done_on: date | None) -> Course:
    fell_away = None
    if done_on is None:
        fell_away = _after_refusal(record, EventKind.REFUSED_TO_ASSESS, EventKind.REFUSED_TO_ISSUE)
    return Course(duty.id, record.facts.received_on, done_on=done_on, fell_away=fell_away)


_AFTER = {
    EventKind.REFUSED_TO_ASSESS: CourseKey.REFUSED_TO_ASSESS,
    EventKind.REFUSED_TO_ISSUE: CourseKey.REFUSED_TO_ISSUE,
}


def _after_refusal(record: Record, *refusals: EventKind) -> Message | None:
    """Why a limit that follows a yes fell away, if a refusal stands."""
    for refusal in refusals:
        refused = record.stands(refusal)
        if refused is not None:
            return message(_AFTER[refusal], on=refused)
    return None


def _undone(record: Record) -> tuple[Message, ...]:
    """That a refusal was undone: by a reversal, which keeps the weeks, or by an order."""
    notes = []
    for refusal, conceded in (
        (EventKind.REFUSED_TO_ASSESS, CONCEDED_ASSESSMENT),
        (EventKind.REFUSED_TO_ISSUE, CONCEDED_PLAN),
    ):
        refused = record.first(refusal)
        if refused is None or record.stands(refusal) is not None:
            continue
        undone_on = record.first(*REVERSES[refusal], since=refused)
        ordered_on = record.first(*conceded, since=refused)
        if undone_on is not None and ordered_on == undone_on:
            notes.append(message(CourseKey.ORDER_HAS_ITS_OWN, on=undone_on))
        elif undone_on is not None and refusal is EventKind.REFUSED_TO_ASSESS:
            notes.append(message(CourseKey.REVERSED_KEEPS_DATE, on=undone_on))
    return tuple(notes)


COURSES: Mapping[str, Callable[[Record, Duty], tuple[Course, ...]]] = MappingProxyType(
    {
        "assess.notify_decision": _assess_notify_decision,
        "assess.notify_refusal": _assess_notify_refusal,
        "issue.notify_refusal": _issue_notify_refusal,
        "plan.final": _plan_final,
        "draft.comments": _draft_comments,
        "advice.s31": _advice_s31,
        "advice.code": _advice_code,
        "target.advice": _target_advice,
        "target.decision": _target_decision,
        "target.draft": _target_draft,
        "reversed.refuse_to_issue": _reversed,
        "reversed.final": _reversed,
        **SPECIAL,
        **dict.fromkeys((duty.id for duty in PARTS), in_parts),
    }
)
"""The duties that do not simply run as their row says, by their id."""


def course_of(record: Record, duty: Duty) -> tuple[Course, ...]:
    """How a duty ran: once, or once for each request for advice."""
    return COURSES.get(duty.id, as_the_row_says)(record, duty)
