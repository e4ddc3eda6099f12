"""How each duty ran on the facts: when it started, when it was done, or why it fell away.

One function a duty, called by :mod:`ehc.workflows.clock`. A refusal ends the later limits until
it is reversed; a later yes, or anything that follows only from one, reverses it. A refusal that
is reversed without an order keeps the original weeks (*R (W) v Hertfordshire County Council*
[2023] EWHC 3138 (Admin)).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ehc.workflows.advice import AdviceKind
from ehc.workflows.duties import Duty
from ehc.workflows.facts import Body, Event, EventKind, Facts
from ehc.workflows.messages import Message, message


class CourseKey(StrEnum):
    """Why a duty does not apply, has not started, or ran in a way worth saying."""

    WITHDRAWN = "not_applicable.withdrawn"
    DECEASED = "not_applicable.deceased"
    BEING_CONSIDERED = "not_applicable.being_considered"
    AGREED_TO_ASSESS = "not_applicable.agreed_to_assess"
    NOTIFIED_AS_REFUSAL = "not_applicable.notified_as_refusal"
    AGREED_TO_ISSUE = "not_applicable.agreed_to_issue"
    REFUSED_TO_ASSESS = "not_applicable.refused_to_assess"
    REFUSED_TO_ISSUE = "not_applicable.refused_to_issue"
    BODY_NOT_RECEIVED = "not_started.body_not_received"
    DRAFT_NOT_SERVED = "not_started.draft_not_served"
    REVERSED_KEEPS_DATE = "note.reversed_keeps_date"
    WINDOW_CUT_SHORT = "note.window_cut_short"


@dataclass(frozen=True, slots=True)
class Course:
    """How one duty ran.

    Attributes:
        duty: its name in the answer.
        starts: the first day of the count; while that is not known, what it waits for.
        done_on: when it was done.
        fell_away: why it does not apply, if so; it then does not, done or not.
        notes: what more there is to say of it.
        about: for advice, what it is about, as a phrase.
        ref: for advice, the caller's own name for the request.
    """

    duty: str
    starts: date | Message
    done_on: date | None = None
    fell_away: Message | None = None
    notes: tuple[Message, ...] = ()
    about: Message | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """The facts, as the courses ask for them, on one day."""

    facts: Facts
    as_of: date

    def days(self, *kinds: EventKind) -> list[date]:
        """The days of the events of these kinds, earliest first."""
        return sorted(event.on for event in self.facts.events if event.what in kinds)

    def first(self, *kinds: EventKind) -> date | None:
        """The first day on which any of these happened."""
        return next(iter(self.days(*kinds)), None)

    def stands(self, refusal: EventKind) -> date | None:
        """The day of a refusal that nothing has reversed since, or None."""
        refused = self.days(refusal)
        if not refused or any(day >= refused[-1] for day in self.days(*_REVERSES[refusal])):
            return None
        return refused[-1]

    def ended(self) -> tuple[date, CourseKey] | None:
        """When and why everything ended before its time, or None."""
        ends = [(day, CourseKey.DECEASED) for day in self.days(EventKind.DECEASED)]
        ends += [(day, CourseKey.WITHDRAWN) for day in self.days(EventKind.REQUEST_WITHDRAWN)]
        return min(ends, default=None)


_YES_TO_ISSUE = (EventKind.AGREED_TO_ISSUE, EventKind.DRAFT_SERVED, EventKind.PLAN_FINALISED)
_YES_TO_ASSESS = (EventKind.AGREED_TO_ASSESS, EventKind.REFUSED_TO_ISSUE, *_YES_TO_ISSUE)
_REVERSES = {
    EventKind.REFUSED_TO_ASSESS: (EventKind.REFUSAL_REVERSED, *_YES_TO_ASSESS),
    EventKind.REFUSED_TO_ISSUE: _YES_TO_ISSUE,
}


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
        return (Course(duty.id, start, done_on=agreed),)
    if _considered(record, refused) is not None:
        return (Course(duty.id, start, done_on=refused),)
    fell_away = message(CourseKey.NOTIFIED_AS_REFUSAL, on=refused)
    return (Course(duty.id, start, fell_away=fell_away),)


def _assess_notify_refusal(record: Record, duty: Duty) -> tuple[Course, ...]:
    """A no at the determination itself (s 36(3) and (5), reg 4(1))."""
    start = record.facts.received_on
    refused = record.first(EventKind.REFUSED_TO_ASSESS)
    told = _considered(record, refused)
    yes = record.first(*_YES_TO_ASSESS)
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
    yes = record.first(*_YES_TO_ISSUE)
    fell_away = _after_refusal(record, EventKind.REFUSED_TO_ASSESS)
    if fell_away is None and refused is None and yes is not None:
        fell_away = message(CourseKey.AGREED_TO_ISSUE, on=yes)
    return (Course(duty.id, start, done_on=refused, fell_away=fell_away, notes=_reversal(record)),)


def _plan_final(record: Record, duty: Duty) -> tuple[Course, ...]:
    fell_away = _after_refusal(record, EventKind.REFUSED_TO_ASSESS, EventKind.REFUSED_TO_ISSUE)
    return (
        Course(
            duty.id,
            record.facts.received_on,
            done_on=record.first(EventKind.PLAN_FINALISED),
            fell_away=fell_away,
            notes=_reversal(record),
        ),
    )


def _draft_comments(record: Record, duty: Duty) -> tuple[Course, ...]:
    """The latest draft counts: served again, the days start again.

    The days are the family's. They are given when they have passed, so that nobody is late who
    did not comment; a final plan ends them.
    """
    final = record.first(EventKind.PLAN_FINALISED)
    drafts = [day for day in record.days(EventKind.DRAFT_SERVED) if final is None or day <= final]
    if not drafts:
        return (Course(duty.id, message(CourseKey.DRAFT_NOT_SERVED)),)
    last_day = duty.length.last_day_from(drafts[-1])
    if final is not None and final <= last_day:
        note = message(CourseKey.WINDOW_CUT_SHORT, on=final)
        return (Course(duty.id, drafts[-1], done_on=final, notes=(note,)),)
    ended = record.ended()
    until = record.as_of if ended is None else min(record.as_of, ended[0])
    return (Course(duty.id, drafts[-1], done_on=last_day if last_day < until else None),)


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
    done_on = record.first(EventKind.REFUSED_TO_ISSUE, *_YES_TO_ISSUE)
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


def _reversal(record: Record) -> tuple[Message, ...]:
    """That a refusal was reversed, and that the original weeks stay."""
    refused = record.first(EventKind.REFUSED_TO_ASSESS)
    if refused is None or record.stands(EventKind.REFUSED_TO_ASSESS) is not None:
        return ()
    reversed_on = next(
        day for day in record.days(*_REVERSES[EventKind.REFUSED_TO_ASSESS]) if day >= refused
    )
    return (message(CourseKey.REVERSED_KEEPS_DATE, on=reversed_on),)


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
    }
)
"""The course of each duty of :data:`ehc.workflows.duties.DUTIES`, by its id."""
