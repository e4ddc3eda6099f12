"""What is due, counted from what, for how long, and on whose authority.

Each row is in force from ``effective_from`` to ``effective_to``, both included. A case keeps for
the whole life of a process the rows that were in force when it began: an assessment those of the
day on which its request was received, everything later those of the day from which it is counted.
A rule that changes is a new row with the same id, never a condition in code.

API: :class:`DutyKind`, :class:`Nature`, :class:`Extension`, :class:`Later`, :class:`Ending`,
:class:`Duty`, :data:`ASSESSMENT_DUTIES`, :data:`REVERSAL_DUTIES`,
:data:`DUTIES`, :func:`last_day_of`, :func:`latest_start`, :func:`is_earliest`.
"""

from __future__ import annotations

from datetime import date

from ehc.workflows.duties._duty import (
    CODE,
    CODE_OF_2015,
    IN_FORCE,
    KEPT,
    Duty,
    DutyKind,
    Ending,
    Extension,
    Later,
    Nature,
)
from ehc.workflows.duties.assessments import (
    ASSESSMENT_DUTIES,
    BESIDE_THE_ASSESSMENT,
    REVERSAL_DUTIES,
)
from ehc.workflows.duties.disputes import DISPUTE_DUTIES
from ehc.workflows.duties.orders import ORDER_DUTIES
from ehc.workflows.duties.reviews import REVIEW_DUTIES
from ehc.workflows.duties.transfers import TRANSFER_DUTIES

__all__ = [
    "ASSESSMENT_DUTIES",
    "CODE",
    "CODE_OF_2015",
    "DUTIES",
    "EARLIEST",
    "IN_FORCE",
    "KEPT",
    "REVERSAL_DUTIES",
    "Duty",
    "DutyKind",
    "Ending",
    "Extension",
    "Later",
    "Nature",
    "is_earliest",
    "last_day_of",
]

DUTIES: tuple[Duty, ...] = (
    *ASSESSMENT_DUTIES,
    *BESIDE_THE_ASSESSMENT,
    *DISPUTE_DUTIES,
    *ORDER_DUTIES,
    *REVIEW_DUTIES,
    *TRANSFER_DUTIES,
)
"""Every duty that has a date, in the order in which a case meets them."""


def last_day_of(name: str, start: date, *, begun_on: date | None = None) -> date:
    """The last day of a rule of calendar days, for whoever needs it before anything is recorded.

    Args:
        name: the id of its row.
        start: the day from which it is counted.
        begun_on: the day whose law governs it, where that is not ``start``: of an assessment, the
            receipt of its request.

    Raises:
        KeyError: if no row of this id was law on that day.
    """
    for duty in DUTIES:
        if duty.id == name and duty.is_law_on(begun_on or start):
            return duty.length.last_day_from(start)
    raise KeyError(name)


def latest_start(name: str, due: date) -> date:
    """The latest day from which a rule of whole days or weeks still ends by a day.

    Args:
        name: the id of its row.
        due: the day by which it is to have ended, whose law is read.

    Raises:
        KeyError: if no row of this id was law on that day.
    """
    return due - (last_day_of(name, due) - due)


EARLIEST = frozenset(duty.reported_as for duty in DUTIES if duty.nature is Nature.EARLIEST)
"""The duties whose day is the first on which something may be done."""


def is_earliest(name: str) -> bool:
    """Whether the day of a duty is the first on which something may be done, and no limit.

    Args:
        name: as the clock reports it; empty: what has a day of its own.
    """
    return name in EARLIEST
