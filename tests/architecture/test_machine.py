"""What the state machines declare is what the table of steps says."""

from __future__ import annotations

from collections import defaultdict

import pytest
from django_fsm import FSMField

from ehc.models._process import Process
from ehc.queries.verify import process_models
from ehc.workflows.statuses import STATUS_WORDING
from ehc.workflows.steps import STEPS, ProcessKind, steps_of

WITHOUT_A_MODEL = {
    ProcessKind.DISPUTE,
    ProcessKind.TRANSFER,
}
"""Processes whose steps are a table that nothing is stored for yet."""


def test_every_process_has_its_machine_or_is_known_to_have_none_yet() -> None:
    modelled = {model.KIND for model in process_models() if model.TABLE is STEPS}
    assert modelled == set(ProcessKind) - WITHOUT_A_MODEL


def test_a_process_can_leave_its_first_status_and_reach_every_other() -> None:
    for kind in ProcessKind:
        reached = {step.target for step in steps_of(kind) if step.opens}
        assert reached
        for _ in steps_of(kind):
            reached |= {step.target for step in steps_of(kind) if reached & set(step.sources)}
        assert reached == {step.target for step in steps_of(kind)}
        assert all(set(step.sources) <= reached for step in steps_of(kind))


@pytest.mark.parametrize("model", process_models(), ids=lambda model: model.__name__)
def test_the_machine_equals_the_table(model: type[Process]) -> None:
    field = model._meta.get_field("status")
    assert isinstance(field, FSMField)
    declared: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for move in field.get_all_transitions(model):
        declared[move.name].add((str(move.source), str(move.target)))
    table = {
        step.name: {(str(source), str(step.target)) for source in step.sources}
        for step in model.TABLE.values()
        if step.process == model.KIND and not step.opens
    }
    assert declared == table


@pytest.mark.parametrize("model", process_models(), ids=lambda model: model.__name__)
def test_a_process_opens_in_its_first_status(model: type[Process]) -> None:
    first = next(s for s in model.TABLE.values() if s.process == model.KIND and s.opens)
    assert model._meta.get_field("status").default == first.target


def test_every_step_belongs_to_a_process_and_every_status_has_its_wording() -> None:
    assert {step.process for step in STEPS.values()} == set(ProcessKind)
    assert sum(len(steps_of(kind)) for kind in ProcessKind) == len(STEPS)
    targets = {step.target for step in STEPS.values()}
    assert targets == set(STATUS_WORDING)


def test_a_status_cannot_be_assigned() -> None:
    for model in process_models():
        row = model()
        with pytest.raises(AttributeError):
            row.status = "final"  # type: ignore[attr-defined]
