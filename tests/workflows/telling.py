"""What is true of whatever the clock says."""

from __future__ import annotations

from collections.abc import Iterator

from ehc.workflows.clock import DutyState
from ehc.workflows.duties import DUTIES
from ehc.workflows.messages import Message

BY_RULE = {duty.id: duty for duty in DUTIES}


def everything_in(said: Message) -> Iterator[Message]:
    """A message, what follows it, and the phrases within them."""
    yield said
    for one in (*said.then, *said.params.values()):
        if isinstance(one, Message):
            yield from everything_in(one)


def assert_is_told_whole(state: DutyState) -> None:
    """It says what its rule says, and no sentence has an empty place."""
    rule = BY_RULE[state.rule]
    assert (state.kind, state.citation, state.url) == (rule.kind, rule.citation, rule.url)
    for said in (state.because, state.because_for_families):
        for one in everything_in(said):
            assert None not in one.params.values(), one
