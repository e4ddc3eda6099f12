"""Reads about a draft that is with the family: its dates, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ehc.models import (
    CaseEvent,
    MeetingRequest,
    PlanVersion,
    Representation,
    User,
)
from ehc.permissions import visible_to
from ehc.plan_checks.facts import PlanFacts, RecommendationFacts
from ehc.queries.assessments import duties_of
from ehc.queries.posting import Window
from ehc.queries.reassessments import reassessment_duties
from ehc.workflows.clock import DutyState, DutyStatus


@dataclass(frozen=True, slots=True)
class Day:
    """A day that matters to whoever reads a draft, and what it is."""

    on: date
    what: str
    is_today: bool = False


def days_of(version: PlanVersion, window: Window, as_of: date) -> tuple[Day, ...]:
    """The days of a draft in their order, with the day itself on which they are read.

    Args:
        window: the family's time to comment on it.
        as_of: the day of reading.
    """
    found = sorted(_days(version, window, as_of), key=lambda day: day.on)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Advised:
    """A recommendation as a family reads it.

    Attributes:
        who: in which role, or for which service, somebody advised it.
        on: when their advice came; None: that is not known.
        text: what they recommended.
        reason: why it was not taken up; empty where it was, or where nobody wrote it.
    """

    who: str
    on: date | None
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """A line of provision and the advice that it came from; none: no advice recommends it."""

    key: str
    what: str
    advised: tuple[Advised, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where each line of provision came from, and what was recommended and not taken up."""

    origins: tuple[Origin, ...]
    not_taken_up: tuple[Advised, ...]


def provenance(facts: PlanFacts) -> Provenance:
    """What a draft made of the advice, as the family was sent it and nothing besides."""
    advice = {item.key: item for item in facts.advice}

    def told(row: RecommendationFacts) -> Advised:
        found = advice.get(row.advice_key)
        who = ", ".join(part for part in (found.role, found.service) if part) if found else ""
        received = (found.existing_of or found.received_on) if found else None
        return Advised(who, received, row.text, row.unused_reason)

    taken_up = {key for line in facts.provisions for key in line.sources}
    return Provenance(
        tuple(
            Origin(
                line.key,
                line.what,
                tuple(told(row) for row in facts.recommendations if row.key in line.sources),
            )
            for line in facts.provisions
        ),
        tuple(told(row) for row in facts.recommendations if row.key not in taken_up),
    )


def agreed_on(version: PlanVersion, user: User) -> date | None:
    """When somebody said of a draft that they agree with all of it; None: they have not."""
    return (
        CaseEvent.objects.filter(
            case=version.plan.case_id, step="agree_with_draft", process_id=version.pk, by=user
        )
        .values_list("on", flat=True)
        .first()
    )


def unanswered(version: PlanVersion) -> int:
    """How many comments on a draft wait for an answer; agreement waits for none."""
    return version.representations.unanswered().count()


def meetings_of(version: PlanVersion) -> QuerySet[MeetingRequest]:
    """The meetings about a draft, or those before it, whose day the family was told."""
    return (
        MeetingRequest.objects.filter(
            representation__version__plan=version.plan_id,
            representation__version__reassessment=version.reassessment_id,
            meeting_on__isnull=False,
        )
        .select_related("representation")
        .order_by("meeting_on", "pk")
    )


def next_meeting(version: PlanVersion, user: User, as_of: date) -> MeetingRequest | None:
    """The first meeting about a draft, or those before it, from a day on that somebody may see."""
    theirs = visible_to(user, Representation, as_of).values("pk")
    return meetings_of(version).filter(representation__in=theirs, meeting_on__gte=as_of).first()


def _days(version: PlanVersion, window: Window, as_of: date) -> Iterator[Day]:
    if window.served_on is not None and window.closes_on is not None:
        days = (window.closes_on - window.served_on).days + 1
        yield Day(
            window.served_on,
            _("We sent you this draft. It is the first of your %(days)d days.") % {"days": days},
            window.served_on == as_of,
        )
        yield Day(
            window.closes_on,
            _(
                "The last day to comment, to ask for a meeting and to ask for a school or other "
                "setting."
            ),
            window.closes_on == as_of,
        )
        after = window.closes_on + timedelta(days=1)
        yield Day(
            after,
            _(
                "From this day we may make the plan final, when we have answered you. Sooner only "
                "if you say that you agree with everything."
            ),
            after == as_of,
        )
    for meeting in meetings_of(version):
        if meeting.meeting_on is not None:
            yield Day(
                meeting.meeting_on,
                _("We meet (%(how)s): %(answer)s")
                % {
                    "how": meeting.get_how_display(),
                    "answer": meeting.representation.answer,
                },
                meeting.meeting_on == as_of,
            )
    must = _final_by(version, as_of)
    if must is not None:
        yield Day(must, _("You must have the final plan by this day."), must == as_of)


def _final_by(version: PlanVersion, as_of: date) -> date | None:
    """By when the plan is to be final; None where it has been sent, or no day applies."""
    if version.reassessment is not None:
        duties = reassessment_duties(version.reassessment, as_of)
        wanted = [one for one in duties if one.duty != "reassess.decision" and _is_final(one)]
    else:
        duties = duties_of(version.plan.assessment, as_of)
        wanted = [one for one in duties if one.duty == "plan.final"]
    running = {DutyStatus.RUNNING, DutyStatus.LATE}
    return next((one.due for one in wanted if one.state in running and not one.done_on), None)


def _is_final(duty: DutyState) -> bool:
    return duty.rule == "reassess.final" or duty.rule.endswith(".assess.final")
