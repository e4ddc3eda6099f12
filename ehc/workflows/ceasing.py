"""Why a plan may end, at what age, and from when (section 45; regulations 29 to 31).

API: :class:`CeaseReason`, :data:`DECIDED_HERE`, :class:`CeaseKey`, :func:`refused_because`,
:func:`reasons_at`, :class:`CeasingFacts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CeaseReason(StrEnum):
    """Why a plan ends, as the statutory return asks for it."""

    MAX_AGE = "max_age"
    NEEDS_MET = "needs_met"
    HIGHER_EDUCATION = "higher_education"
    EMPLOYMENT = "employment"
    TRANSFERRED = "transferred"
    NO_LONGER_WISHES = "no_longer_wishes"
    LEFT_ENGLAND = "left_england"
    DECEASED = "deceased"
    OTHER = "other"


DECIDED_HERE = tuple(
    reason
    for reason in CeaseReason
    if reason not in {CeaseReason.TRANSFERRED, CeaseReason.DECEASED}
)
"""The reasons for which an authority decides to end a plan.

A plan that goes to another authority is transferred (regulation 15), and a death is recorded:
neither is a decision with a right of appeal.
"""

_HAS_LEFT = frozenset({CeaseReason.EMPLOYMENT, CeaseReason.NO_LONGER_WISHES})
"""Somebody who no longer receives education or training."""

_UNDER_18 = frozenset({CeaseReason.NEEDS_MET, CeaseReason.LEFT_ENGLAND})
"""Provision is no longer necessary (regulation 29), or the authority no longer responsible."""

ADULT = 18
UPPER_AGE = 25
_LAST_YEAR = UPPER_AGE - 1


class CeaseKey(StrEnum):
    """Why a plan cannot be decided to end for a reason."""

    NOT_DECIDED_HERE = "cease.not_decided_here"
    UNDER_18 = "cease.under_18"
    TOO_YOUNG = "cease.too_young"
    REPORT_FIRST = "cease.report_first"


def turns(age: int, born: date) -> date:
    """The birthday of an age; 1 March for somebody born on 29 February, where there is none."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def refused_because(
    reason: CeaseReason, *, born: date, on: date, report_sent: bool
) -> CeaseKey | None:
    """Why a plan may not be decided to end for a reason; None where it may.

    Under 18 only where special educational provision under a plan is no longer necessary
    (regulation 29(1)), or where the authority is no longer responsible (section 45(1)(a)): neither
    work, a wish to stop nor any other reason is enough. Of somebody of 18 or over who
    has left, the review comes first, its report included (regulation 30). For the age alone not
    before the year in which they turn 25 (section 83(2)); it then ends on that birthday or after.

    Args:
        born: the date of birth.
        on: the day of the decision.
        report_sent: whether the report of the review meeting was sent.
    """
    if reason not in DECIDED_HERE:
        return CeaseKey.NOT_DECIDED_HERE
    if reason is CeaseReason.MAX_AGE:
        return CeaseKey.TOO_YOUNG if on < turns(_LAST_YEAR, born) else None
    if on < turns(ADULT, born):
        return None if reason in _UNDER_18 else CeaseKey.UNDER_18
    if reason in _HAS_LEFT and not report_sent:
        return CeaseKey.REPORT_FIRST
    return None


def reasons_at(born: date, on: date) -> tuple[CeaseReason, ...]:
    """The reasons that somebody's age leaves, on a day, whatever else is done first.

    Args:
        born: the date of birth.
        on: the day of the decision.
    """
    return tuple(
        reason
        for reason in DECIDED_HERE
        if refused_because(reason, born=born, on=on, report_sent=True) is None
    )


@dataclass(frozen=True, slots=True)
class CeasingFacts:
    """A plan that is to end; judged in :mod:`.readiness`.

    Attributes:
        first_day: the first day on which it may (``cease.earliest``); None: not known.
        appeal_open_on: when an appeal was brought that is not over.
        continues_since: since when it is to be kept, by an order, an agreement or a concession.
        another_open: whether something else of the plan is under way, or was decided since.
        not_before: for a plan that ends by age, the 25th birthday.
        notice_unsent: whether the family has not been sent the notice, from whose sending the
            time to appeal runs.
    """

    first_day: date | None = None
    appeal_open_on: date | None = None
    continues_since: date | None = None
    another_open: bool = False
    not_before: date | None = None
    notice_unsent: bool = False
