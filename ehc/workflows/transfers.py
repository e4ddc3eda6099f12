"""Moves between authorities and between phases of education, beyond the dates that they give.

Pure. Which transfer of phase comes next follows from the date of birth alone (regulation 18); a
person taught out of their year has another, so that staff confirm it.

API: :class:`PhaseKey`, :class:`NextPhase`, :func:`next_phase`, :func:`phase_in`,
:class:`TransferStanding`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ehc.workflows.advice import national_curriculum_year
from ehc.workflows.messages import Message


class PhaseKey(StrEnum):
    """Which transfer between phases it is. Parameters: ``year``."""

    STARTS_SCHOOL = "phase.starts_school"
    SECONDARY = "phase.secondary"
    POST_16 = "phase.post_16"


_BEGINS: Mapping[int, tuple[str, PhaseKey]] = MappingProxyType(
    {
        0: ("to_school", PhaseKey.STARTS_SCHOOL),
        7: ("to_school", PhaseKey.SECONDARY),
        12: ("to_post_16", PhaseKey.POST_16),
    }
)
"""The year groups with which a phase begins: the kind of the transfer, and its words."""


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


def phase_in(date_of_birth: date, year: int) -> NextPhase | None:
    """The transfer between phases of a September, if the date of birth leads to one.

    Args:
        year: the calendar year of that September.
    """
    moves_on = date(year, 9, 1)
    begins = _BEGINS.get(national_curriculum_year(date_of_birth, moves_on))
    return None if begins is None else NextPhase(begins[0], begins[1], moves_on)


def next_phase(date_of_birth: date, on: date) -> NextPhase | None:
    """The next transfer between phases, as the date of birth has it; None after the last.

    Args:
        on: the day asked about.
    """
    first = on.year if on < date(on.year, 9, 1) else on.year + 1
    last = date_of_birth.year + max(_BEGINS) + 6
    found = (phase_in(date_of_birth, year) for year in range(first, last + 1))
    return next((one for one in found if one is not None), None)


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
