"""The exemptions: their grounds and exact predicates.

An exemption is not an extension: the text gives no other date, so none is made here. A limit
that it reaches becomes *exempt*, and what is left is to act as soon as practicable. The closed
lists of grounds, paragraph by paragraph, are in :mod:`ehc.workflows.reliefs`; which paragraph
reaches which limit is on each row of :data:`ehc.workflows.duties.DUTIES`.

API: :class:`Ground`, :class:`Relief`, :class:`Exemption`, :class:`Verdict`, :func:`weigh`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from ehc.workflows.counting import Length
from ehc.workflows.messages import Message, message

LEAST_CLOSURE = timedelta(weeks=4)
"""Regulation 5(4)(a): a continuous period of not less than 4 weeks."""
ASKED_BEFORE = timedelta(weeks=1)
"""Regulation 5(4)(a): from one week before closing to one week before opening again."""


class Ground(StrEnum):
    """The grounds that the regulations name. There is no other."""

    SETTING_CLOSED = "setting_closed"
    EARLY_YEARS_CLOSED = "early_years_closed"
    EXCEPTIONAL_PERSONAL_CIRCUMSTANCES = "exceptional_personal_circumstances"
    ABSENT_FROM_AREA = "absent_from_area"
    MISSED_APPOINTMENT = "missed_appointment"


class ExemptionKey(StrEnum):
    """What can be said of an exemption beside a limit. Parameter ``ground`` is always there."""

    HOLDS = "exemption.holds"
    ARGUABLE = "exemption.arguable"
    GROUND_ENDED = "exemption.ground_ended"
    DOES_NOT_REACH = "exemption.does_not_reach"
    NO_WHY = "exemption.no_why"
    FACTS_MISSING = "exemption.facts_missing"
    CLOSED_TOO_SHORT = "exemption.closed_too_short"
    ASKED_OUTSIDE_WINDOW = "exemption.asked_outside_window"
    ABSENT_TOO_SHORT = "exemption.absent_too_short"
    OUTSIDE_PERIOD = "exemption.outside_period"
    ANOTHER_BODY = "exemption.another_body"
    EVERY_BODY = "exemption.every_body"
    DATE_DIRECTED = "exemption.date_directed"


class GroundKey(StrEnum):
    """Each ground as a phrase; the value is ``"ground."`` and the ground's own."""

    SETTING_CLOSED = "ground.setting_closed"
    EARLY_YEARS_CLOSED = "ground.early_years_closed"
    EXCEPTIONAL_PERSONAL_CIRCUMSTANCES = "ground.exceptional_personal_circumstances"
    ABSENT_FROM_AREA = "ground.absent_from_area"
    MISSED_APPOINTMENT = "ground.missed_appointment"


@dataclass(frozen=True, slots=True)
class Relief:
    """One paragraph that lifts a limit, with its closed list of grounds.

    Attributes:
        id: its name, such as ``"reg_5_4"``.
        citation: the paragraph.
        url: where to read it.
        grounds: the grounds that it lists; there is no other.
        least_absence: how long an absence must last within the limit's own time.
    """

    id: str
    citation: str
    url: str
    grounds: frozenset[Ground]
    least_absence: Length


@dataclass(frozen=True, slots=True)
class Exemption:
    """A claim that a limit could not be kept, with the facts that its ground asks for.

    Attributes:
        ground: one of :class:`Ground`.
        from_on: the first day of the circumstances or of the absence, or the day of the
            appointment.
        to_on: the day of return, or the day on which the circumstances ended; None while
            they last.
        closed_from, reopens_on: the closure; it lasted ``reopens_on - closed_from``.
        advice_requested_on: when advice was asked of the place that was closed.
        why_impractical: why that made it impractical to keep the limit; empty: does not hold.
        ground_ended_on: the day on which the ground ceased to stand in the way.
        ref: of a missed appointment, the name of the request for advice to the body that made it
            (regulation 8(2)(c)); empty: not told, and then taken to be every body's.
    """

    ground: str
    from_on: date | None = None
    to_on: date | None = None
    closed_from: date | None = None
    reopens_on: date | None = None
    advice_requested_on: date | None = None
    why_impractical: str = ""
    ground_ended_on: date | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an exemption holds for one limit, and why."""

    holds: bool
    why: Message


_PERSONAL = frozenset({Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES, Ground.ABSENT_FROM_AREA})


@dataclass(frozen=True, slots=True)
class _Period:
    starts_on: date
    due: date
    as_of: date
    least_absence: Length


def weigh(
    exemption: Exemption,
    *,
    relief: Relief | None,
    starts_on: date,
    due: date,
    as_of: date,
    arguable_after: date | None = None,
    ref: str = "",
) -> Verdict:
    """Say whether an exemption holds for one limit.

    Args:
        exemption: the claim; its ground must be one of :class:`Ground`.
        relief: the paragraph that lifts the limit; None: no exemption reaches it.
        starts_on, due: the limit's period, both days included.
        as_of: the day on which the question is asked; it ends an absence that still lasts.
        arguable_after: a personal ground that began after this day holds, but arguably
            (regulation 13(3) borrows "that time period" from regulation 10(4)).
        ref: of a request for advice, its name.

    Raises:
        ValueError: if the ground is unknown.
    """
    ground = Ground(exemption.ground)
    if relief is None or ground not in relief.grounds:
        return Verdict(holds=False, why=_refuse(exemption, ExemptionKey.DOES_NOT_REACH))
    is_of_a_body = ground is Ground.MISSED_APPOINTMENT
    if is_of_a_body and exemption.ref and exemption.ref != ref:
        return Verdict(holds=False, why=_refuse(exemption, ExemptionKey.ANOTHER_BODY))
    if not exemption.why_impractical.strip():
        return Verdict(holds=False, why=_refuse(exemption, ExemptionKey.NO_WHY))
    refused = _PREDICATES[ground](exemption, _Period(starts_on, due, as_of, relief.least_absence))
    if refused is not None:
        return Verdict(holds=False, why=refused)
    then = []
    if is_of_a_body and not exemption.ref:
        then.append(message(ExemptionKey.EVERY_BODY, ground=phrase(ground)))
    if _is_arguable(exemption, arguable_after):
        then.append(message(ExemptionKey.ARGUABLE, ground=phrase(ground)))
    if exemption.ground_ended_on is not None:
        then.append(
            message(
                ExemptionKey.GROUND_ENDED,
                ground=phrase(ground),
                ended_on=exemption.ground_ended_on,
            )
        )
    said = Message(
        ExemptionKey.HOLDS.value,
        {"ground": phrase(ground), "why": exemption.why_impractical.strip()},
        tuple(then),
    )
    return Verdict(holds=True, why=said)


def phrase(ground: Ground) -> Message:
    """The ground as a phrase within a sentence."""
    return message(GroundKey(f"ground.{ground.value}"))


def _is_arguable(exemption: Exemption, arguable_after: date | None) -> bool:
    return (
        arguable_after is not None
        and exemption.from_on is not None
        and exemption.from_on > arguable_after
        and Ground(exemption.ground) in _PERSONAL
    )


def refused_because_directed(exemption: Exemption) -> Verdict:
    """That an exemption lifts the regulation's own limit and not a date that was directed."""
    return Verdict(holds=False, why=_refuse(exemption, ExemptionKey.DATE_DIRECTED))


def _refuse(exemption: Exemption, key: ExemptionKey, **params: int | date | Length) -> Message:
    return message(key, ground=phrase(Ground(exemption.ground)), **params)


def _closure(exemption: Exemption, _period: _Period) -> Message | None:
    """Regulations 5(4)(a)-(b) and 10(4)(a)-(b), which say nothing of the limit's own time."""
    closed, opens = exemption.closed_from, exemption.reopens_on
    asked = exemption.advice_requested_on
    if closed is None or opens is None or asked is None:
        return _refuse(exemption, ExemptionKey.FACTS_MISSING)
    if opens - closed < LEAST_CLOSURE:
        return _refuse(
            exemption,
            ExemptionKey.CLOSED_TOO_SHORT,
            days=(opens - closed).days,
            least=LEAST_CLOSURE.days,
        )
    first, last = closed - ASKED_BEFORE, opens - ASKED_BEFORE
    if not first <= asked <= last:
        return _refuse(
            exemption, ExemptionKey.ASKED_OUTSIDE_WINDOW, asked_on=asked, first=first, last=last
        )
    return None


def _circumstances(exemption: Exemption, period: _Period) -> Message | None:
    """Regulations 5(4)(c), 8(2)(a) and 10(4)(c): during the time period."""
    began = exemption.from_on
    if began is None:
        return _refuse(exemption, ExemptionKey.FACTS_MISSING)
    ended = exemption.to_on or exemption.ground_ended_on
    if began > period.due or (ended is not None and ended < period.starts_on):
        return _refuse(exemption, ExemptionKey.OUTSIDE_PERIOD)
    return None


def _absence(exemption: Exemption, period: _Period) -> Message | None:
    """Regulations 5(4)(d), 8(2)(b), 10(4)(d), 44(3)(b): the part inside the period counts."""
    began = exemption.from_on
    if began is None:
        return _refuse(exemption, ExemptionKey.FACTS_MISSING)
    returned = exemption.to_on or exemption.ground_ended_on or period.as_of
    after_period = period.due + timedelta(days=1)
    first = max(began, period.starts_on)
    inside = min(returned, after_period) - first
    least = period.least_absence.last_day_from(first) - first
    if inside < least:
        return _refuse(
            exemption,
            ExemptionKey.ABSENT_TOO_SHORT,
            days=max(inside.days, 0),
            least=least.days,
        )
    return None


def _appointment(exemption: Exemption, period: _Period) -> Message | None:
    """Regulation 8(2)(c): an appointment made by the body, during its six weeks."""
    missed = exemption.from_on
    if missed is None:
        return _refuse(exemption, ExemptionKey.FACTS_MISSING)
    if not period.starts_on <= missed <= period.due:
        return _refuse(exemption, ExemptionKey.OUTSIDE_PERIOD)
    return None


_PREDICATES: Mapping[Ground, Callable[[Exemption, _Period], Message | None]] = MappingProxyType(
    {
        Ground.SETTING_CLOSED: _closure,
        Ground.EARLY_YEARS_CLOSED: _closure,
        Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES: _circumstances,
        Ground.ABSENT_FROM_AREA: _absence,
        Ground.MISSED_APPOINTMENT: _appointment,
    }
)
