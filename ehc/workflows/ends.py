"""What is told of an assessment that ends before its time; judged in :mod:`.readiness`.

API: :class:`WithdrawalFacts`, :class:`DeathFacts`, :class:`ElsewhereFacts`,
:class:`CustodyFacts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class WithdrawalFacts:
    """A withdrawal in writing.

    Attributes:
        words: what it says; empty: it was not in writing, and nothing is presumed.
        means: how it arrived.
        arrived_on: when.
        received_on: when the request was received.
        holder: who wrote it, one of :class:`~ehc.workflows.rights.Holder`.
        holders: everybody who can hold the rights on that day.
        by_staff: whether staff record a letter; a family that writes it here is not asked.
        responsibility: why section 36(3) still applies or does not, in words.
    """

    words: str = ""
    means: str = ""
    arrived_on: date | None = None
    received_on: date | None = None
    holder: str = ""
    holders: frozenset[str] = frozenset()
    by_staff: bool = True
    responsibility: str = ""


@dataclass(frozen=True, slots=True)
class DeathFacts:
    """A death.

    Attributes:
        died_on: the day of it.
        how_known: who told the authority, and how.
    """

    died_on: date | None = None
    how_known: str = ""


@dataclass(frozen=True, slots=True)
class ElsewhereFacts:
    """Another authority is responsible: from the start, or since a move.

    Attributes:
        authority: its number, or ``"XXX"`` outside England or where nobody knows it.
        how_known: how it is known, in words.
        consents: whether the family agrees that what we have is sent on; None: not asked.
        where_to_ask: how the family reaches that authority.
        since: the day from which it is responsible.
        received_on: when the request was received.
    """

    authority: str = ""
    how_known: str = ""
    consents: bool | None = None
    where_to_ask: str = ""
    since: date | None = None
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class CustodyFacts:
    """A person who is detained, or released again.

    Attributes:
        place: where they are held, or where they live after release.
        how_known: who said so, and how.
    """

    place: str = ""
    how_known: str = ""
