"""How a duty runs as its row of the table says, and the few that need a word more.

Each event that starts a duty starts a run of it. The latest run has the duty's name; an earlier
one keeps its own line under the name and its number (``"review.decision:1"``), so that a second
meeting hides nothing of the first. What does it, and what ends it, is looked for from its start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType

from ehc.workflows.counting import BeforeDay, Counting, working_days_before
from ehc.workflows.disputes import ORDERS_ON, UNOPPOSED_ON
from ehc.workflows.duties import KEPT, Duty, Nature, last_day_of, latest_start
from ehc.workflows.events import REASSESS, Event, EventKind, When, when
from ehc.workflows.messages import Message, message
from ehc.workflows.record import YES_TO_ASSESS, Course, CourseKey, Record, counted_on
from ehc.workflows.transfers import opens_on


def as_the_row_says(record: Record, duty: Duty) -> tuple[Course, ...]:
    """A duty that starts with an event, is done by another, and ends with a third."""
    days = starts_of(record, duty)
    if days and duty.nature is Nature.WINDOW:
        return window(record, duty, days[-1])
    if days and duty.from_first:
        # A plan that is made after another has ended has a first of its own.
        ended_on = max(record.days(EventKind.PLAN_CEASED), default=date.min)
        first = next((day for day in days if day > ended_on), days[0])
        return (run(record, duty, first, date.max),)
    return each(record, duty, run)


Run = Callable[[Record, Duty, date, date], Course]
"""One run of a duty: from a day, until the day on which the next begins."""


def each(record: Record, duty: Duty, how: Run) -> tuple[Course, ...]:
    """Every run of a duty, told by ``how``; what it waits for, where it has not begun."""
    days = starts_of(record, duty)
    if not days:
        too_late = [
            one.on for one in record.too_late if any(start.matches(one) for start in duty.starts)
        ]
        if too_late:
            why = message(CourseKey.ANSWERED_FIRST, on=max(too_late))
            return (Course(duty.reported_as, why),)
        return (not_recorded(duty),)
    until = [*days[1:], date.max]
    return numbered(how(record, duty, *one) for one in zip(days, until, strict=True))


def starts_of(record: Record, duty: Duty) -> list[date]:
    """Each day from which a duty is counted, once, earliest first."""
    return sorted({day for day, _ in record.starting(duty)})


def numbered(courses: Iterable[Course]) -> tuple[Course, ...]:
    """Some runs of one duty, earliest first: the latest has its name, the others a number."""
    *earlier, latest = courses
    return (
        *(
            replace(one, duty=f"{one.duty}:{number}", is_earlier=True)
            for number, one in enumerate(earlier, start=1)
        ),
        latest,
    )


def not_recorded(duty: Duty) -> Course:
    """A duty that waits for the first of the events that start it."""
    event = Message(f"event.{duty.starts[0].what}")
    return Course(duty.reported_as, message(CourseKey.EVENT_NOT_RECORDED, event=event))


def run(record: Record, duty: Duty, start: date, until: date) -> Course:
    """One run of a duty.

    Args:
        start: the day from which it is counted.
        until: the day on which the next run starts, which a right of the family does not outlive.
    """
    done_on = _done(record, duty, start)
    fell_away = None
    if done_on is None:
        fell_away = ended(record, duty, start)
    elif done_on >= until:
        # What ended it before the next began ended it for good.
        fell_away = ended(record, duty, start, until)
        if fell_away is not None or duty.nature is Nature.RIGHT:
            done_on = None
    directed = directed_for(record, duty, start)
    return Course(
        duty.reported_as,
        start,
        done_on=done_on,
        fell_away=fell_away,
        notes=() if directed is None else (message(CourseKey.DIRECTED, due=directed),),
        later_from=_later_from(record, duty, start, until),
        fixed=directed,
        is_directed=directed is not None,
    )


def directed_for(record: Record, duty: Duty, start: date) -> date | None:
    """The date that was directed for a duty, on whichever event of the day it stands.

    Of two that contradict each other the earlier counts, which keeps both.
    """
    kinds = {one.what for one in duty.starts}
    return min(
        (
            day
            for event in record.facts.events
            if event.what in kinds and event.on == start
            for name, day in event.directed
            if name == duty.reported_as
        ),
        default=None,
    )


def _done(record: Record, duty: Duty, start: date) -> date | None:
    """When it was done; what precedes a meeting is done by what speaks of that meeting.

    A plan that was sent for something else does not do what was decided on that day; where
    several things were, it is done when the last of them is.
    """
    if not isinstance(duty.length, BeforeDay) and duty.length.counting is Counting.BEFORE:
        done = [one.on for one in record.events(duty.done_by) if counted_on(one) == start]
        return min(done, default=None)
    # What starts a run is done by the next of its kind, never by itself.
    is_its_own = not set(duty.starts).isdisjoint(duty.done_by)
    since = start + timedelta(days=1) if is_its_own else start
    of_each = [
        next(
            (
                one.on
                for one in record.events(duty.done_by)
                if one.on >= since and (not one.carries or ref in one.carries)
            ),
            None,
        )
        for ref in {event.ref for day, event in record.starting(duty) if day == start}
    ]
    return max(of_each, key=lambda day: day or date.max)


def ended(record: Record, duty: Duty, start: date, until: date = date.max) -> Message | None:
    """Why a duty that was not done fell away, if anything ended it from its start until a day."""
    for ending in duty.ended_by:
        ends = [day for day in record.days(*ending.by) if start <= day < until]
        undone = record.first(*ending.unless, since=ends[-1]) if ends else None
        if ends and (undone is None or undone >= until):
            # What nothing can undo ended it the first time.
            return Message(ending.key, {"on": ends[-1] if ending.unless else ends[0]})
    return None


def _later_from(record: Record, duty: Duty, start: date, until: date) -> date | None:
    if duty.or_later is None:
        return None
    others = [day for day in record.days(*duty.or_later.starts) if day < until]
    wanted = [day for day in others if (day >= start) == duty.or_later.since_start or day == start]
    return max(wanted, default=None)


def window(record: Record, duty: Duty, start: date) -> tuple[Course, ...]:
    """Days that are given to the family.

    They are given when they have passed, so that nobody is late who did not comment; what the
    window stands before ends them.

    Args:
        start: the day on which they began.
    """
    name = duty.reported_as
    last_day = duty.length.last_day_from(start)
    cut_short = record.first(*duty.done_by, since=start)
    if cut_short is not None and cut_short <= last_day:
        note = message(CourseKey.WINDOW_CUT_SHORT, on=cut_short)
        return (Course(name, start, done_on=cut_short, notes=(note,)),)
    over = record.ended()
    until = record.as_of if over is None else min(record.as_of, over[0])
    return (Course(name, start, done_on=last_day if last_day < until else None),)


def _contact(record: Record, duty: Duty, start: date, until: date) -> Course:
    """A certificate, or an agreement, comes only of contact, however late it is."""
    course = run(record, duty, start, until)
    if course.done_on is not None and record.first(*_CONTACT, since=start) == course.done_on:
        return course
    for key, what in (
        (CourseKey.CERTIFICATE_SHOWS_CONTACT, EventKind.MEDIATION_CERTIFICATE_ISSUED),
        (CourseKey.AGREEMENT_SHOWS_CONTACT, EventKind.MEDIATION_AGREED),
    ):
        shown_on = record.first(what, since=start)
        if shown_on is not None and shown_on < until:
            return _shown(course, message(key, on=shown_on), shown_on)
    return course


_CONTACT = (when(EventKind.MEDIATION_DECLINED), when(EventKind.MEDIATION_REQUESTED))


def _declined(record: Record, duty: Duty, start: date, until: date) -> Course:
    """No certificate is owed to whoever first contacts the adviser too late (reg 34(2)-(3))."""
    course = run(record, duty, start, until)
    notices = [day for day in record.days(EventKind.NOTICE_SENT) if day <= start]
    if course.done_on is not None or not notices:
        return course
    contacted_on = min(day for day in record.days(*_CONTACT) if day >= notices[-1])
    last_day = last_day_of("mediation.contact", notices[-1])
    if contacted_on <= last_day:
        return course
    gone = message(CourseKey.CONTACT_TOO_LATE, on=contacted_on, last_day=last_day)
    return replace(course, fell_away=gone)


def _shown(course: Course, note: Message, on: date) -> Course:
    """What something that came of it shows to have been done."""
    notes = (*course.notes, note)
    return replace(course, done_on=on, fell_away=None, notes=notes, is_shown=True)


def _will_assess(record: Record, duty: Duty, start: date, until: date) -> Course:
    """What follows only from a yes shows one, unless everything that was done is recorded."""
    course = run(record, duty, start, until)
    shown_on = None if record.facts.is_whole else record.first(*YES_TO_ASSESS, since=start)
    if course.done_on is not None or shown_on is None or shown_on >= until:
        return course
    return _shown(course, message(CourseKey.YES_NOT_RECORDED, on=shown_on), shown_on)


_REFUSAL_NOTICE = when(EventKind.NOTICE_SENT, "refuse_to_assess", "refuse_to_issue")


def _referred_back(record: Record, duty: Duty, start: date, until: date) -> Course:
    """The notice of a refusal answers it, where the refusal itself is not told (reg 44(2)(d))."""
    course = run(record, duty, start, until)
    told_on = record.first(_REFUSAL_NOTICE, since=start)
    if told_on is None or told_on >= min(until, course.done_on or until):
        return course
    return replace(course, done_on=told_on)


def _appeal(record: Record, duty: Duty, start: date, until: date) -> Course:
    """An order, or an appeal that is not opposed, shows that an appeal was brought."""
    course = run(record, duty, start, until)
    ruled_on = _ruled_on(record, start)
    if course.done_on is not None or ruled_on is None:
        return course
    return _shown(course, message(CourseKey.APPEAL_SHOWN, on=ruled_on), ruled_on)


def _ruled_on(record: Record, noticed_on: date) -> date | None:
    """The first ruling of the Tribunal, or appeal not opposed, about the notices of a day.

    Of several notices that it can be about, it is about the latest before it.
    """
    notices = record.events((when(EventKind.NOTICE_SENT),))
    for ruling in record.events(
        (when(EventKind.TRIBUNAL_ORDERED), when(EventKind.UNOPPOSED_APPEAL_NOTIFIED))
    ):
        about = [
            one.on
            for one in notices
            if one.on <= ruling.on and one.decision is not None and _can_rule(ruling, one.decision)
        ]
        if about and about[-1] == noticed_on:
            return ruling.on
    return None


def _can_rule(ruling: Event, decision: str) -> bool:
    return ruling.order in ORDERS_ON[decision] or ruling.about in UNOPPOSED_ON[decision]


def _notice(record: Record, duty: Duty, start: date, until: date) -> Course:
    """Where the family agreed to less notice, the day on which it was told is in time."""
    course = run(record, duty, start, until)
    told_on = course.done_on
    is_agreed = any(
        one.agreed_to_less and (one.on, counted_on(one)) == (told_on, start)
        for one in record.events(duty.done_by)
    )
    if (
        told_on is None
        or not is_agreed
        or told_on <= duty.length.last_day_from(start, record.holidays)
    ):
        return course
    note = message(CourseKey.LESS_NOTICE_AGREED, on=told_on)
    return replace(course, notes=(*course.notes, note), fixed=told_on)


def _cease(record: Record, duty: Duty, start: date, until: date) -> Course:
    """Not before the time to appeal is over, nor while an appeal is open (section 45(4))."""

    def since_then(*kinds: When | EventKind) -> date | None:
        day = record.first(*kinds, since=start)
        return day if day is not None and day < until else None

    later_from = _later_from(record, duty, start, until)
    course = Course(duty.id, start, later_from=later_from)
    ceased = since_then(EventKind.PLAN_CEASED)
    before = date.max if ceased is None else ceased
    kept = since_then(*KEPT)
    dismissed = since_then(when(EventKind.TRIBUNAL_ORDERED, "dismiss_cease"))
    open_since = _appeal_open(record, start)
    appealed = open_since if open_since is not None and open_since < until else None
    if kept is not None and kept <= before:
        return replace(course, fell_away=message(CourseKey.PLAN_CONTINUES, on=kept))
    if dismissed is not None:
        note = message(CourseKey.APPEAL_DISMISSED, on=dismissed)
        return replace(course, notes=(note,), fixed=dismissed, done_on=ceased)
    if appealed is not None and appealed <= before:
        note = message(CourseKey.APPEAL_OPEN, on=appealed)
        return replace(course, notes=(note,), is_held_open=True, done_on=ceased)
    return replace(course, done_on=ceased)


def _report(record: Record, duty: Duty, start: date, until: date) -> Course:
    """A decision that follows the meeting shows the report; when it was sent may not be known.

    Not where everything that was done is recorded: there a report that is not was not sent, and a
    decision does not stand in for it.
    """
    course = run(record, duty, start, until)
    decided_on = record.first(*_DECIDED, since=start)
    if course.done_on is not None or decided_on is None:
        return course
    if record.facts.is_whole:
        note = message(CourseKey.REPORT_OWED, on=decided_on)
        return replace(course, notes=(*course.notes, note))
    if decided_on <= duty.length.last_day_from(start):
        note = message(CourseKey.DECISION_SHOWS_REPORT, on=decided_on)
        return replace(course, done_on=decided_on, notes=(note,), is_shown=True)
    return replace(course, fell_away=message(CourseKey.REPORT_NOT_RECORDED, on=decided_on))


_DECIDED = (EventKind.REVIEW_DECIDED, EventKind.AMENDMENTS_PROPOSED)


def _appeal_open(record: Record, since: date) -> date | None:
    """The day of an appeal against ceasing that was not withdrawn: one that was holds nothing open.

    A withdrawal that does not say of which decision is that of the appeal that was brought first,
    so that the end of another appeal ends no plan; an appeal that was decided is not withdrawn.
    """
    brought: list[Event] = []
    for one in record.events(_OF_APPEALS):
        if one.what == EventKind.APPEAL_LODGED:
            brought.append(one)
        elif over := [appeal for appeal in brought if _can_end(one, appeal, since)]:
            brought.remove(over[0])
    still = [one for one in brought if one.on >= since and one.decision in {None, "cease"}]
    return still[0].on if still else None


_OF_APPEALS = (
    when(EventKind.APPEAL_LODGED),
    when(EventKind.APPEAL_WITHDRAWN),
    when(EventKind.TRIBUNAL_ORDERED),
    when(EventKind.UNOPPOSED_APPEAL_NOTIFIED),
)


def _can_end(end: Event, appeal: Event, since: date) -> bool:
    """Whether an appeal can be the one that was withdrawn or, before a decision, decided."""
    if end.what != EventKind.APPEAL_WITHDRAWN:
        return appeal.on < since
    return end.decision is None or appeal.decision in {None, end.decision}


def _review(record: Record, duty: Duty) -> tuple[Course, ...]:
    """With the last day for a meeting that leaves the four weeks for the decision."""
    *earlier, course = (_unless_it_came(record, one) for one in as_the_row_says(record, duty))
    is_over = course.done_on is not None or course.fell_away is not None
    if isinstance(course.starts, Message) or is_over:
        return (*earlier, course)
    safe = latest_start("review.decision", duty.length.last_day_from(course.starts))
    note = message(CourseKey.LAST_SAFE_MEETING, on=safe)
    return (*earlier, replace(course, notes=(note,)))


def _anew(record: Record, duty: Duty, start: date, until: date) -> Course:
    """A plan sent after another reassessment within the year begins a year of its own."""
    course = run(record, duty, start, until)
    is_over = course.done_on is not None and course.done_on < until
    if is_over or duty.length.last_day_from(start) < until:
        return course
    return replace(course, done_on=None, fell_away=message(CourseKey.SENT_AGAIN, on=until))


def _unless_it_came(record: Record, course: Course) -> Course:
    """A plan that has come from another authority is reviewed as regulation 15(5) says."""
    if isinstance(course.starts, Message):
        return course
    came = record.first(EventKind.PLAN_TRANSFERRED_IN, since=course.starts)
    if came is None or (course.done_on is not None and course.done_on < came):
        return course
    return replace(course, done_on=None, fell_away=message(CourseKey.PLAN_HAS_COME, on=came))


def _again(record: Record, duty: Duty, start: date, until: date) -> Course:
    """Regulation 27(2) counts from an agreement of the authority's own.

    A reassessment that was ordered, agreed in mediation or left unopposed has the limits of
    regulations 44(2)(b) and 45(3A), which run from that and not from the letter that tells it.
    """
    course = run(record, duty, start, until)
    told_of = [
        day
        for day in record.days(*REASSESS)
        if record.first(EventKind.REASSESSMENT_AGREED, since=day) == start
    ]
    if not told_of:
        return course
    gone = message(CourseKey.REASSESSED_AS_DECIDED, on=told_of[-1])
    return replace(course, fell_away=gone)


def _move(record: Record, duty: Duty) -> tuple[Course, ...]:
    """On the day of the move, or in 15 working days from becoming aware (regulation 15(2)).

    Two rows give one date, and the facts choose between them. Without the day on which the
    authority became aware the stricter one, the day of the move, is taken.
    """
    is_on_the_day = duty.id == "move.transfer.on_the_day"
    moves = {move.on: move for move in record.events(duty.starts)}
    if not moves:
        return (not_recorded(duty),) if is_on_the_day else ()
    courses = numbered(_moved(record, duty, move) for move in moves.values())
    return tuple(
        course
        for course, move in zip(courses, moves.values(), strict=True)
        if _was_known(record, move) == is_on_the_day
    )


def _was_known(record: Record, move: Event) -> bool:
    """Whether the authority knew of a move 15 working days before it, or is taken to have."""
    aware_on = move.became_aware_on
    return aware_on is None or aware_on <= working_days_before(15).last_day_from(
        move.on, record.holidays
    )


def _moved(record: Record, duty: Duty, move: Event) -> Course:
    aware_on = move.became_aware_on
    notes = (message(CourseKey.AWARE_NOT_RECORDED),) if aware_on is None else ()
    start = move.on if aware_on is None or duty.id == "move.transfer.on_the_day" else aware_on
    done_on = record.first(*duty.done_by, since=min(move.on, start))
    has_none = done_on is None and _is_being_assessed(record, move.on)
    gone = message(CourseKey.EXPORTED, on=move.on) if has_none else None
    return Course(duty.reported_as, start, done_on=done_on, fell_away=gone, notes=notes)


_OF_A_PLAN = (
    EventKind.PLAN_MADE,
    EventKind.PLAN_FINALISED,
    EventKind.PLAN_TRANSFERRED_IN,
    EventKind.PLAN_REVIEWED,
    EventKind.REVIEW_MEETING_HELD,
    EventKind.REVIEW_DECIDED,
    EventKind.AMENDED_PLAN_SENT,
    EventKind.NOT_AMENDED_AFTER_REVIEW,
    EventKind.REASSESSMENT_REQUESTED,
    EventKind.REASSESSMENT_AGREED,
    EventKind.CEASE_DECIDED,
    *REASSESS,
)


def _is_being_assessed(record: Record, on: date) -> bool:
    """Whether there was an assessment on a day, and nothing shows a plan that could be moved."""
    assessed = record.first(EventKind.CONSIDERING_NOTIFIED, *YES_TO_ASSESS)
    planned = record.first(*_OF_A_PLAN)
    return assessed is not None and assessed <= on and (planned is None or planned > on)


def _phase(record: Record, duty: Duty) -> tuple[Course, ...]:
    """What was done for a transfer does it; each transfer follows its own row."""
    transfers = {
        (_day_of(one), one.kind): one for one in record.events((when(EventKind.PHASE_TRANSFER),))
    }
    if not transfers:
        return (not_recorded(duty),) if duty.id == "phase.to_school" else ()
    in_order = [transfers[key] for key in sorted(transfers, key=str)]
    courses = numbered(_phased(record, duty, transfer) for transfer in in_order)
    return tuple(
        course
        for course, transfer in zip(courses, in_order, strict=True)
        if duty.starts[0].matches(transfer)
    )


def _phased(record: Record, duty: Duty, transfer: Event) -> Course:
    """Done by what is done in the time that is for it."""
    start = _day_of(transfer)
    since = opens_on(transfer.kind or "", start, transfer.became_aware_on)
    done_on = record.first(*duty.done_by, since=since)
    return Course(duty.reported_as, start, done_on=done_on)


def _day_of(transfer: Event) -> date:
    """The day of a transfer between phases, or the first of its school year."""
    if transfer.year is not None and transfer.kind != "post_16_move":
        return date(transfer.year, 9, 1)
    return transfer.on


SPECIAL: Mapping[str, Callable[[Record, Duty], tuple[Course, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("order.assess.notify", "unopposed.assess.notify", "mediation.assess.notify"),
            partial(each, how=_will_assess),
        ),
        "order.refer_back": partial(each, how=_referred_back),
        "mediation.refer_back": partial(each, how=_referred_back),
        "mediation.contact": partial(each, how=_contact),
        "mediation.certificate_declined": partial(each, how=_declined),
        "appeal.lodge": partial(each, how=_appeal),
        "cease.earliest": partial(each, how=_cease),
        "mediation.tell_place": partial(each, how=_notice),
        "review.report": partial(each, how=_report),
        "review.first": _review,
        "review.next": _review,
        "review.after_reassessment": partial(each, how=_anew),
        "reassess.final": partial(each, how=_again),
        "move.transfer.on_the_day": _move,
        "move.transfer.once_aware": _move,
        "phase.to_school": _phase,
        "phase.to_post_16": _phase,
        "phase.post_16_move": _phase,
    }
)
"""The duties after an assessment that do not simply run as their row says."""
