"""The facts as the courses of the duties ask for them, and what a course is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ehc.workflows.duties import Duty
from ehc.workflows.events import BEFORE_A_MEETING, Event, EventKind, When, when
from ehc.workflows.facts import Facts
from ehc.workflows.messages import Message
from ehc.workflows.working_days import NONE_KNOWN, BankHolidays


class CourseKey(StrEnum):
    """Why a duty does not apply, has not started, or ran in a way worth saying."""

    WITHDRAWN = "not_applicable.withdrawn"
    DECEASED = "not_applicable.deceased"
    NOT_OURS = "not_applicable.not_ours"
    EXPORTED = "not_applicable.exported"
    DETAINED = "not_applicable.detained"
    BEING_CONSIDERED = "not_applicable.being_considered"
    AGREED_TO_ASSESS = "not_applicable.agreed_to_assess"
    NOTIFIED_AS_REFUSAL = "not_applicable.notified_as_refusal"
    AGREED_TO_ISSUE = "not_applicable.agreed_to_issue"
    CONTACT_TOO_LATE = "not_applicable.contact_too_late"
    REFUSED_TO_ASSESS = "not_applicable.refused_to_assess"
    REFUSED_TO_ISSUE = "not_applicable.refused_to_issue"
    NOT_AMENDING = "not_applicable.not_amending"
    PLAN_CONTINUES = "not_applicable.plan_continues"
    PLAN_CEASED = "not_applicable.plan_ceased"
    SENT_AGAIN = "not_applicable.sent_again"
    PLAN_HAS_COME = "not_applicable.plan_has_come"
    TRANSFERRED_OUT = "not_applicable.transferred_out"
    MOVED_AWAY = "not_applicable.moved_away"
    TAKEN_TO_HAVE_CEASED = "not_applicable.taken_to_have_ceased"
    REPORT_NOT_RECORDED = "not_applicable.report_not_recorded"
    REASSESSED_AS_DECIDED = "not_applicable.reassessed_as_decided"
    APPEAL_DECIDED = "not_applicable.appeal_decided"
    APPEAL_WITHDRAWN = "not_applicable.appeal_withdrawn"
    APPEAL_HANDED_OVER = "not_applicable.appeal_handed_over"
    BODY_NOT_RECEIVED = "not_started.body_not_received"
    DRAFT_NOT_SERVED = "not_started.draft_not_served"
    EVENT_NOT_RECORDED = "not_started.event_not_recorded"
    ANSWERED_FIRST = "not_started.answered_first"
    REVERSED_KEEPS_DATE = "note.reversed_keeps_date"
    ORDER_HAS_ITS_OWN = "note.order_has_its_own"
    WINDOW_CUT_SHORT = "note.window_cut_short"
    EXTENDED = "note.extended"
    DIRECTED = "note.directed"
    APPEAL_OPEN = "note.appeal_open"
    APPEAL_DISMISSED = "note.appeal_dismissed"
    CERTIFICATE_SHOWS_CONTACT = "note.certificate_shows_contact"
    LESS_NOTICE_AGREED = "note.less_notice_agreed"
    LAST_SAFE_MEETING = "note.last_safe_meeting"
    AWARE_NOT_RECORDED = "note.aware_not_recorded"
    ALREADY_LATE = "note.already_late"
    YES_NOT_RECORDED = "note.yes_not_recorded"
    APPEAL_SHOWN = "note.appeal_shown"
    AGREEMENT_SHOWS_CONTACT = "note.agreement_shows_contact"
    SENT_IN_TWO_PARTS = "note.sent_in_two_parts"
    DECISION_SHOWS_REPORT = "note.decision_shows_report"
    REPORT_OWED = "note.report_owed"


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
        later_from: the day from which the other end of the limit is counted, if it has one.
        fixed: the day that takes the place of the rule's own: directed, agreed, or determined.
        is_directed: whether that day was directed, so that no exemption reaches it.
        is_held_open: whether it waits for something else besides its day.
        is_earlier: whether something has started the same duty again since.
        is_shown: whether something else shows that it was done by ``done_on``, and no more.
    """

    duty: str
    starts: date | Message
    done_on: date | None = None
    fell_away: Message | None = None
    notes: tuple[Message, ...] = ()
    about: Message | None = None
    ref: str = ""
    later_from: date | None = None
    fixed: date | None = None
    is_directed: bool = False
    is_held_open: bool = False
    is_earlier: bool = False
    is_shown: bool = False


def counted_on(event: Event) -> date | None:
    """The day that an event gives to a count: its own, or that of the meeting it speaks of."""
    return event.meeting_on if event.what in BEFORE_A_MEETING else event.on


CONCEDED_ASSESSMENT = (
    when(EventKind.TRIBUNAL_ORDERED, "assess"),
    when(EventKind.UNOPPOSED_APPEAL_NOTIFIED, "assess"),
    when(EventKind.MEDIATION_AGREED, "assess"),
)
"""What gives an assessment limits of its own after a refusal to assess."""

CONCEDED_PLAN = (
    when(EventKind.TRIBUNAL_ORDERED, "make_and_maintain"),
    when(EventKind.UNOPPOSED_APPEAL_NOTIFIED, "make_and_maintain"),
    when(EventKind.MEDIATION_AGREED, "make_and_maintain"),
)
"""What gives a plan limits of its own after a refusal to issue one."""

YES_TO_ISSUE = (
    when(EventKind.AGREED_TO_ISSUE),
    when(EventKind.DRAFT_SERVED),
    when(EventKind.PLAN_FINALISED),
)
YES_TO_ASSESS = (
    when(EventKind.AGREED_TO_ASSESS),
    when(EventKind.REFUSED_TO_ISSUE),
    *YES_TO_ISSUE,
)
REVERSES = {
    EventKind.REFUSED_TO_ASSESS: (
        when(EventKind.REFUSAL_REVERSED),
        *CONCEDED_ASSESSMENT,
        *YES_TO_ASSESS,
    ),
    EventKind.REFUSED_TO_ISSUE: (*CONCEDED_PLAN, *YES_TO_ISSUE),
}
"""What undoes a refusal: a reversal, an order, or anything that follows only from a yes."""


_ENDS = {
    EventKind.DECEASED: CourseKey.DECEASED,
    EventKind.REQUEST_WITHDRAWN: CourseKey.WITHDRAWN,
    EventKind.NOT_OURS: CourseKey.NOT_OURS,
    EventKind.EXPORTED: CourseKey.EXPORTED,
}
"""What ends everything before its time, and why each duty then does not apply."""


@dataclass(frozen=True, slots=True)
class Record:
    """The facts, as the courses ask for them, on one day.

    Attributes:
        too_late: what came too late to start anything, and is not among the facts.
    """

    facts: Facts
    as_of: date
    holidays: BankHolidays = NONE_KNOWN
    too_late: tuple[Event, ...] = ()

    def events(self, kinds: Iterable[When]) -> list[Event]:
        """The events that any of these speak of, earliest first."""
        # Events of one day in an order of their own, so that the order given is forgotten.
        return sorted(self._matching(tuple(kinds)), key=lambda one: (one.on, repr(one)))

    def days(self, *kinds: EventKind | When) -> list[date]:
        """The days of the events of these kinds, earliest first."""
        asked = [kind if isinstance(kind, When) else When(kind) for kind in kinds]
        return sorted(event.on for event in self._matching(asked))

    def _matching(self, kinds: Sequence[When]) -> list[Event]:
        return [one for one in self.facts.events if any(kind.matches(one) for kind in kinds)]

    def first(self, *kinds: EventKind | When, since: date = date.min) -> date | None:
        """The first day, from ``since`` on, on which any of these happened."""
        return next((day for day in self.days(*kinds) if day >= since), None)

    def stands(self, refusal: EventKind) -> date | None:
        """The day of a refusal that nothing has reversed since, or None."""
        refused = self.days(refusal)
        if not refused or self.first(*REVERSES[refusal], since=refused[-1]) is not None:
            return None
        return refused[-1]

    def ended(self) -> tuple[date, CourseKey] | None:
        """When and why everything ended before its time or left these rules, or None.

        A person who is detained is under rules of their own until release, which keeps the
        clock (SI 2015/62, regulation 15).
        """
        ends = [(day, why) for what, why in _ENDS.items() for day in self.days(what)]
        detained = self.days(EventKind.DETAINED)
        if len(detained) > len(self.days(EventKind.RELEASED)):
            ends.append((detained[-1], CourseKey.DETAINED))
        return min(ends, default=None)

    def starting(self, duty: Duty) -> list[tuple[date, Event]]:
        """Each event from which a duty can be counted, with that day, earliest first."""
        found = [
            (day, event)
            for event in self.events(duty.starts)
            if (day := counted_on(event)) is not None
        ]
        found = sorted(found, key=lambda one: one[0])
        if duty.only_after:
            # The first that follows each of them, and none of what comes of something else later.
            follow = [
                next((one for one in found if one[0] >= day), None)
                for day in self.days(*duty.only_after)
            ]
            found = [one for one in follow if one is not None]
        return found
