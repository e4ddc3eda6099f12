"""How long a walk is, and where it begins."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.moves.people import Cast
from tests.machine.moves.trying import Tally
from tests.machine.reference import Book
from tests.machine.walk import Walk

BEGINNINGS = {
    "a new request": "",
    "a plan to be written": "write",
    "a draft with the family": "consult",
    "a plan that answers the family": "finalise",
    "a plan to be reviewed": "hold_meeting",
    "amendments that are proposed": "begin_amended",
}
"""Where a walk begins: before which move of the straight way."""

QUICK = settings(
    max_examples=3,
    stateful_step_count=36,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
    report_multiple_bugs=False,
)
NARROW = settings(QUICK, max_examples=10, stateful_step_count=15)
LONG = settings(
    QUICK, max_examples=80, stateful_step_count=60, derandomize=False,
    phases=(Phase.generate, Phase.shrink),
)  # fmt: skip


def run(until: str, how: settings, book: type[Book] = Book, only: Iterable[str] = ()) -> Tally:
    """Walk many times with the same people, whose cases are taken back each time."""
    cast, tally = Cast(), Tally()
    run_state_machine_as_test(lambda: Walk(cast, book, tally, until, frozenset(only)), settings=how)
    return tally
