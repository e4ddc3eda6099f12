"""What a step is, and the processes that have a life of their own.

The steps themselves are in :mod:`ehc.workflows.steps`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ehc.workflows.roles import Role


class ProcessKind(StrEnum):
    """The processes that have a life of their own."""

    ASSESSMENT = "assessment"
    ADVICE_REQUEST = "advice_request"
    PLAN_VERSION = "plan_version"
    CONSULTATION = "consultation"
    REVIEW = "review"
    REASSESSMENT = "reassessment"
    DISPUTE = "dispute"
    TRANSFER = "transfer"


OF_A_PLAN = frozenset(
    {
        ProcessKind.ADVICE_REQUEST,
        ProcessKind.PLAN_VERSION,
        ProcessKind.CONSULTATION,
        ProcessKind.REVIEW,
        ProcessKind.REASSESSMENT,
        ProcessKind.TRANSFER,
    }
)
"""What is done to a plan, and for it: nothing of it goes on once the plan has ended.

A dispute goes on: the Tribunal may let an appeal be brought out of time.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One lawful move.

    Attributes:
        name: what a person does, as a verb; the name of the transition method.
        process: the process that moves.
        sources: statuses it may move from; empty when the step opens the process.
        target: the status that it moves to.
        roles: who may take it, each as a relation to the case.
        citation: the Act, regulation or Code paragraph that it rests on.
        label: what the button says.
        done: what the case's history says afterwards.
        clock_event: the fact that it gives to the clock (:mod:`ehc.workflows.clock`), if any.
        undoes: the step that it takes back; it leads to wherever that one was taken from, and its
            own ``target`` is empty.
    """

    name: str
    process: str
    sources: tuple[str, ...]
    target: str
    roles: frozenset[Role]
    citation: str
    label: str
    done: str
    clock_event: str | None = None
    undoes: str = ""

    @property
    def opens(self) -> bool:
        """Whether the step opens its process."""
        return not self.sources


def status_after(table: Mapping[str, Step], taken: Iterable[str]) -> str:
    """Where the steps that were taken leave a process; empty where there were none.

    Args:
        table: the steps by name.
        taken: names of steps, in the order in which they were taken.
    """
    status, came_from = "", dict[str, str]()
    for name in taken:
        step = table[name]
        came_from[name], status = status, came_from[step.undoes] if step.undoes else step.target
    return status


@dataclass(frozen=True, slots=True)
class Record:
    """A saved change to a case that moves no status, yet leaves an event.

    Attributes:
        name: what a person does, as a verb.
        roles: who may, each as a relation to the case.
        done: what the case's history says afterwards.
        citation: what it rests on, where the law speaks of it.
        goes_on_after_stop: whether it may be recorded of an assessment that was stopped.
        moves_no_date: whether neither a date nor what is next can come of it.
    """

    name: str
    roles: frozenset[Role]
    done: str
    citation: str = ""
    goes_on_after_stop: bool = False
    moves_no_date: bool = False
