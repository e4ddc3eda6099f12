"""Moves between authorities and between phases of education, beyond the dates that they give.

Pure. Which transfer of phase comes next follows from the date of birth and from the kind of school
attended (regulation 18); a person taught out of their year has another, so that staff confirm it.

API: :class:`PhaseKey`, :class:`NextPhase`, :func:`next_phase`, :func:`phase_in`,
:func:`opens_on`, :class:`TransferStanding`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ehc.workflows.advice import national_curriculum_year
from ehc.workflows.counting import add_months
from ehc.workflows.messages import Message


class PhaseKey(StrEnum):
    """Which transfer between phases it is. Parameters: ``year``."""

    STARTS_SCHOOL = "phase.starts_school"
    JUNIOR = "phase.junior"
    MIDDLE = "phase.middle"
    SECONDARY = "phase.secondary"
    POST_16 = "phase.post_16"


_Phases = Mapping[int, tuple[str, PhaseKey]]
_LAST = 12
_ENDS: _Phases = MappingProxyType({_LAST: ("to_post_16", PhaseKey.POST_16)})
_PRIMARY: _Phases = MappingProxyType(
    {
        0: ("to_school", PhaseKey.STARTS_SCHOOL),
        7: ("to_school", PhaseKey.SECONDARY),
        **_ENDS,
    }
)
"""The year groups with which a phase begins: the kind of the transfer, and its words."""

_MIDDLE: _Phases = MappingProxyType(
    {
        0: ("to_school", PhaseKey.STARTS_SCHOOL),
        5: ("to_school", PhaseKey.MIDDLE),
        9: ("to_school", PhaseKey.SECONDARY),
        **_ENDS,
    }
)
_INFANT: _Phases = MappingProxyType({**_PRIMARY, 3: ("to_school", PhaseKey.JUNIOR)})
_BEGINS: tuple[tuple[re.Pattern[str], _Phases], ...] = (
    (re.compile(r"\binfants?['’]?(?: (?:and|&) nursery)? (?:school|academy)\b"), _INFANT),
    (re.compile(r"\b(?:first|middle) school\b|\bmiddle deemed\b"), _MIDDLE),
)
"""The same by the name or type of the school attended; the first that fits counts.

Regulation 18(1)(b): from early years to school, from infant to junior school, from primary to
middle school, from primary to secondary school, and from middle to secondary school. Where a
middle school begins or ends in another year, staff correct it.
"""

_ALL_THROUGH = re.compile(r"(?<!deemed )\bprimary\b|\bjunior\b")
"""Words of a school that nobody leaves after its infants; "middle deemed primary" is none."""


def _phases_of(attends: str) -> _Phases:
    name = attends.casefold()
    if _ALL_THROUGH.search(name):
        return _PRIMARY
    return next((phases for words, phases in _BEGINS if words.search(name)), _PRIMARY)


@dataclass(frozen=True, slots=True)
class NextPhase:
    """A transfer between phases that the date of birth leads to.

    Attributes:
        kind: one of :data:`~ehc.workflows.events.PHASE_TRANSFERS`.
        key: its words.
        moves_on: the first day of the school year with which the phase begins.
    """

    kind: str
    key: PhaseKey
    moves_on: date

    @property
    def message(self) -> Message:
        """The same as something to be said."""
        return Message(self.key.value, {"year": str(self.moves_on.year)})


def phase_in(date_of_birth: date, year: int, *, attends: str = "") -> NextPhase | None:
    """The transfer between phases of a September, if the date of birth leads to one.

    Args:
        year: the calendar year of that September.
        attends: the name and type of the school attended, as far as they are known.
    """
    moves_on = date(year, 9, 1)
    begins = _phases_of(attends).get(national_curriculum_year(date_of_birth, moves_on))
    return None if begins is None else NextPhase(begins[0], begins[1], moves_on)


def next_phase(date_of_birth: date, on: date, *, attends: str = "") -> NextPhase | None:
    """The next transfer between phases, as the date of birth has it; None after the last.

    Args:
        on: the day asked about.
        attends: as for :func:`phase_in`.
    """
    first = on.year if on < date(on.year, 9, 1) else on.year + 1
    last = date_of_birth.year + _LAST + 6
    found = (phase_in(date_of_birth, year, attends=attends) for year in range(first, last + 1))
    return next((one for one in found if one is not None), None)


def opens_on(kind: str, moves_on: date, known_on: date | None) -> date:
    """The first day on which reviewing a plan, or amending it, is for a transfer of phase.

    "Within 12 months of a transfer" (regulation 18(1)): a plan that named the next setting sooner
    is reviewed in them all the same. A move between post-16 institutions has no such time of its
    own: what was done before it was proposed does not do it (regulation 18(2)), and it is taken to
    have been proposed within the 12 months, unless the day is known.

    Args:
        kind: ``"to_school"``, ``"to_post_16"`` or ``"post_16_move"``.
        moves_on: the day of the transfer, or the first of its school year.
        known_on: the day on which it was proposed; None: not known.
    """
    return (known_on if kind == "post_16_move" else None) or add_months(moves_on, -12)


@dataclass(frozen=True, slots=True)
class TransferStanding:
    """What the steps of a transfer ask for; what is not handed in counts as missing.

    Attributes:
        proposes_to_assess: whether the new authority proposes to assess, if it has said so.
        review_on: when it proposes to review.
        review_by: the last day for that review (regulation 15(5)).
        plan_names_next: whether a plan that was sent, or kept, since the transfer was recorded
            names the setting or the type of setting after it.
    """

    proposes_to_assess: bool | None = None
    review_on: date | None = None
    review_by: date | None = None
    plan_names_next: bool = False
