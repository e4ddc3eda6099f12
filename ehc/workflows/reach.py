"""Which limits an exemption reaches, before anybody records it.

Pure, and the clock's own answer: nothing is ticked, and no date moves.

API: :class:`Reached`, :func:`reach`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ehc.workflows.clock import DutyState, DutyStatus, compute
from ehc.workflows.duties import DUTIES, Duty, DutyKind
from ehc.workflows.exemptions import Exemption
from ehc.workflows.facts import Facts
from ehc.workflows.messages import Message


@dataclass(frozen=True, slots=True)
class Reached:
    """What an exemption does to one limit.

    Attributes:
        duty: the limit, with its date, which stays.
        holds: whether the exemption holds for it.
        why: why it does, or why not.
    """

    duty: DutyState
    holds: bool
    why: Message


def reach(
    exemption: Exemption, facts: Facts, as_of: date, *, duties: Iterable[Duty] = DUTIES
) -> tuple[Reached, ...]:
    """What one exemption does to each limit of the law that runs or has run.

    Args:
        exemption: as claimed, recorded or not.
        facts: what happened; its own exemptions are left out of account.
        as_of: the day asked about.
        duties: the table of rules.

    Raises:
        ImpossibleFacts: as for :func:`~ehc.workflows.clock.compute`.
    """
    alone = replace(facts, exemptions=(exemption,))
    return tuple(
        # Of one exemption the clock says one thing, and says it last.
        Reached(state, holds=state.exempted, why=state.because.then[-1])
        for state in compute(alone, as_of, duties=duties)
        if _is_a_limit(state)
    )


def _is_a_limit(state: DutyState) -> bool:
    return (
        state.kind is DutyKind.STATUTE
        and state.due is not None
        and state.last_day is None
        and state.state is not DutyStatus.NOT_APPLICABLE
    )
