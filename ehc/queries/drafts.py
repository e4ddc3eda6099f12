"""Reads about a draft that is with the family: its dates, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ehc.models import CaseEvent, PlanVersion, RepresentationKind, User
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
    return (
        version.representations.filter(answered_on=None)
        .exclude(kind=RepresentationKind.AGREE)
        .count()
    )


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
