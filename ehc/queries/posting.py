"""When a notice was given, where letters went by post: the one place that asks for the day.

The duties are to *notify*: by electronic means the step itself does that, and by post the posting
of the last letter to whoever holds the rights. Until then the family has not been told, and what
the step does is not done (:func:`as_told`); its time to comment has not begun (:func:`windows_of`).
Nothing is assumed of how long the post takes: the law's own text gives no number of days.

A plan is *sent*, and to the institution that it names and the responsible commissioning body as
well (regulation 13(2)): a step that sends one is done when the last of all of theirs has gone.

The times of section 45(4), regulation 33 and the Tribunal's rules run from the day on which the
notice was *sent*. Until it is posted the step's own day stands, which is also what the letter says.

Of every other notice (regulations 4, 5, 10, 20, 25 and 31) what is dated is the notice to the
family: of whoever else is sent a letter, a school, a health body or another authority, the day of
posting is kept with the letter and dates nothing here.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Max, Min, Q, QuerySet

from ehc.models import CaseEvent, Dispute, Letter, OutboxItem, PlanVersion, Recipient, Review
from ehc.workflows.duties import last_day_of
from ehc.workflows.events import Event
from ehc.workflows.notices import REGULATION_13_2, SENDS_A_PLAN, TELLS_THE_FAMILY
from ehc.workflows.steps import ProcessKind

_ENDS_A_DRAFT = frozenset({"issue_plan", "send_plan_after_reassessment"})


@dataclass(frozen=True, slots=True)
class Sent:
    """When the letters of one notice went.

    Attributes:
        first: the earliest; nobody is told of more time to appeal than they have.
        last: the latest; a plan does not end before everybody's time is over.
    """

    first: date
    last: date


def sent_to_family(events: Iterable[int], as_of: date) -> Mapping[int, Sent]:
    """When the letters of each event went to the family.

    Args:
        events: the primary keys of the steps that owed the letters.
        as_of: the day asked about; what was sent after it has not been sent.

    Returns:
        By the event's primary key; without those of which nothing has gone. One query.
    """
    return {
        event: Sent(first, last)
        for event, first, last in Letter.objects.filter(
            event__in=list(events), recipient=Recipient.FAMILY, sent_on__lte=as_of
        )
        .order_by()
        .values_list("event")
        .annotate(first=Min("sent_on"), last=Max("sent_on"))
    }


def is_unsent(event: CaseEvent, as_of: date) -> bool:
    """Whether a letter of a step to somebody of the family has not gone by a day."""
    return (
        Letter.objects.filter(event=event, recipient=Recipient.FAMILY, stopped_on=None)
        .exclude(sent_on__lte=as_of)
        .exists()
    )


def notified_on(event: CaseEvent, sent_on: date | None, answered: Iterable[Event] = ()) -> date:
    """The day from which a notice's times run.

    Args:
        event: the step whose notice it is.
        sent_on: the day on which the letter went to the family, as far as it has.
        answered: what came of the notice: whoever answers it has had it, whatever was noted of
            its posting.
    """
    latest = min((one.on for one in answered), default=date.max)
    return max(event.on, min(sent_on or event.on, latest))


# --- When the family was told, and a plan sent -------------------------------------------------


_NOT_YET = date.max
"""Later than every day, of what has not happened."""


def _by_post(events: Iterable[CaseEvent]) -> QuerySet[Letter]:
    """The posted letters that date events: the family's, and of a plan the others' as well."""
    tells = [one for one in events if one.step in TELLS_THE_FAMILY]
    plans = [one.pk for one in tells if one.step in SENDS_A_PLAN]
    dates = Q(event__in=[one.pk for one in tells], recipient=Recipient.FAMILY)
    if plans:
        dates |= Q(event__in=plans, recipient__in=REGULATION_13_2)
    # Whom a court order keeps out is owed nothing, and nothing waits for their letter.
    return Letter.objects.filter(dates, by_post=True, stopped_on=None)


def _given_on(events: Iterable[CaseEvent], as_of: date) -> Mapping[int, Mapping[str, date]]:
    """By when each recipient of each event had been sent its letters, where that is later.

    Returns:
        By the event's primary key and the recipient; without whatever went by the event's own day.
    """
    own = {one.pk: one for one in events if one.step in TELLS_THE_FAMILY}
    later: dict[int, dict[str, date]] = {}
    rows = _by_post(own.values()).values_list("event", "recipient", "sent_on") if own else ()
    for event, recipient, sent_on in rows:
        posted = sent_on if sent_on is not None and sent_on <= as_of else _NOT_YET
        if posted > own[event].on:
            of_event = later.setdefault(event, {})
            of_event[recipient] = max(of_event.get(recipient, date.min), posted)
    asked = [own[pk] for pk, of_event in later.items() if Recipient.FAMILY in of_event]
    had = _had_by(asked, as_of) if asked else {}
    for pk, day in had.items():
        # What the family answers shows that the family has had it, and nobody else.
        family = Recipient.FAMILY.value
        later[pk][family] = max(own[pk].on, min(day, later[pk][family]))
    return later


def told_on(events: Iterable[CaseEvent], as_of: date) -> Mapping[int, date | None]:
    """The day on which the notice of each event was given, where that is not the event's own.

    It is that on which the family was told of it; of a plan, that on which the last of those whom
    regulation 13(2) names was sent it.

    Whoever answers a notice has had it, whatever was noted of its posting: by disagreeing, by
    agreeing with a draft, or because the plan that followed the draft was sent.

    Args:
        as_of: the day asked about; what was posted after it has not been.

    Returns:
        By the event's primary key; None: a letter of it waits to be posted. One query, and a few
        more where a letter waits or went later than its step.
    """
    last = {pk: max(days.values()) for pk, days in _given_on(events, as_of).items()}
    return {pk: None if day == _NOT_YET else day for pk, day in last.items()}


def _had_by(asked: Iterable[CaseEvent], as_of: date) -> Mapping[int, date]:
    """By when an answer, or what followed, shows that the family had each letter."""
    found: dict[int, date] = {}
    by_pk = {one.pk: one for one in asked}
    drafts = {one.process_id: one for one in by_pk.values() if one.step == "serve_draft"}
    for version in PlanVersion.objects.filter(pk__in=drafts, family_agreed_on__lte=as_of):
        found[drafts[version.pk].pk] = version.family_agreed_on or _NOT_YET
    ends = CaseEvent.objects.filter(
        case__in={one.case_id for one in drafts.values()}, step__in=_ENDS_A_DRAFT, on__lte=as_of
    )
    for end in ends if drafts else ():
        for draft in drafts.values():
            if draft.case_id == end.case_id and draft.number < end.number:
                found[draft.pk] = min(end.on, found.get(draft.pk, _NOT_YET))
    about = dict(
        Dispute.objects.filter(notice__event__in=list(by_pk)).values_list("pk", "notice__event")
    )
    first = (
        CaseEvent.objects.filter(
            process=ProcessKind.DISPUTE, process_id__in=list(about), on__lte=as_of
        )
        .order_by()
        .values_list("process_id")
        .annotate(first=Min("on"))
    )
    for dispute, day in first:
        event = about[dispute]
        found[event] = min(day, found.get(event, _NOT_YET))
    return found


def as_told(events: Iterable[CaseEvent], as_of: date) -> list[CaseEvent]:
    """The same events, each on the day on which its notice was given (:func:`told_on`).

    An event of which a letter waits to be posted is left out: what it does is not done.

    Args:
        as_of: as for :func:`told_on`.
    """
    every = list(events)
    days = told_on(every, as_of)
    found = []
    for event in every:
        day = days.get(event.pk, event.on)
        if day is not None:
            found.append(event if day == event.on else _on(event, day))
    return found


def _on(event: CaseEvent, day: date) -> CaseEvent:
    told = copy.copy(event)
    told.on = day
    return told


@dataclass(frozen=True, slots=True)
class Unposted:
    """A step of which a letter waits to be posted, so that what it does is not done.

    Attributes:
        event: the step, with its ``documents`` fetched.
        is_to_family: whether the family waits for it. Otherwise it has its own, and the plan
            waits to go to others.
        to: to whom else it is to go.
    """

    event: CaseEvent
    is_to_family: bool
    to: tuple[str, ...]


def waiting(case_id: int, as_of: date) -> list[Unposted]:
    """The steps of a case that wait for a letter to be posted, the first first.

    Returns:
        Those whose family waits for a letter, and those that send a plan to somebody who does;
        nothing of what is held after a death.
    """
    # In steps, each by an index of its own: one query over all four tables was planned from the
    # largest of them where the database had not yet counted its rows, and took a minute a case.
    owed = dict(
        Letter.objects.filter(
            case=case_id, recipient__in=REGULATION_13_2, by_post=True, stopped_on=None
        )
        .exclude(sent_on__lte=as_of)
        .values_list("document", "event")
    )
    if not owed:
        return []
    held = OutboxItem.objects.filter(document__in=owed).exclude(held_because="")
    for document in held.values_list("document", flat=True):
        del owed[document]
    events = list(
        CaseEvent.objects.filter(pk__in=owed.values(), step__in=TELLS_THE_FAMILY)
        .prefetch_related("documents")
        .order_by("number")
    )
    given = _given_on(events, as_of)
    found = []
    for event in events:
        wait = {who for who, day in given.get(event.pk, {}).items() if day == _NOT_YET}
        if wait:
            is_to_family = Recipient.FAMILY in wait
            others = [str(Recipient(who).label) for who in REGULATION_13_2[1:] if who in wait]
            found.append(Unposted(event, is_to_family, tuple(others)))
    return found


# --- The family's time to comment --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Window:
    """The family's time to comment on a draft, or on changes that are proposed.

    Attributes:
        served_on: the day of service, which is the first of it; None: its letter waits to be
            posted, and it has not begun.
        closes_on: its last day.
    """

    served_on: date | None
    closes_on: date | None

    def is_open(self, on: date) -> bool:
        """Whether a comment is in time on a day; before the letter has gone it is too."""
        return self.closes_on is None or on <= self.closes_on


_SERVES = (
    "serve_draft",
    "propose_amendments",
    "propose_amendments_without_review",
)
V = TypeVar("V", bound=PlanVersion | Review)


def window_on(row: PlanVersion | Review, served_on: date | None) -> Window:
    """The window of what was served on a day, or waits to be: never shorter than its letter says.

    Regulations 13(1)(a) and 22(2)(c): at least 15 days beginning with the day of service.
    """
    if served_on is None:
        return Window(None, None)
    duty = "draft.comments" if isinstance(row, PlanVersion) else "review.comments"
    last_day = last_day_of(duty, served_on, begun_on=row.begun_on)
    return Window(served_on, max(last_day, row.comments_close_on or last_day))


def window_among(draft: PlanVersion, told: Iterable[CaseEvent]) -> Window:
    """The window of a draft that was served, where its events are at hand.

    Args:
        told: as :func:`as_told` gives them.
    """
    days = [one.on for one in told if one.step == "serve_draft" and one.process_id == draft.pk]
    return window_on(draft, days[-1] if days else None)


def windows_of(rows: Iterable[V], as_of: date) -> Mapping[int, Window]:
    """The window of each draft, or each proposal, that was served, by its primary key."""
    served = {row.pk: row for row in rows if row.comments_close_on is not None}
    if not served:
        return {}
    events = list(
        CaseEvent.objects.filter(
            process=next(iter(served.values())).KIND, process_id__in=served, step__in=_SERVES
        )
    )
    days = told_on(events, as_of)
    return {
        event.process_id: window_on(served[event.process_id], days.get(event.pk, event.on))
        for event in events
    }


def window_of(row: PlanVersion | Review, as_of: date) -> Window:
    """The window of one draft, or of one proposal, that was served."""
    return windows_of([row], as_of)[row.pk]
