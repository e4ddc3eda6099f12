"""What the state machines declare is what the table of steps says."""

from __future__ import annotations

from collections import defaultdict

import pytest
from django_fsm import FSMField

from ehc.models._process import Process
from ehc.queries.verify import process_models
from ehc.workflows.statuses import STATUS_WORDING
from ehc.workflows.steps import STEPS, ProcessKind, Step, steps_of


def test_every_process_has_its_machine() -> None:
    modelled = {model.KIND for model in process_models() if model.TABLE is STEPS}
    assert modelled == set(ProcessKind)


def moves(kind: str) -> list[Step]:
    """The steps that lead to one status; what takes a step back leads to where that began."""
    return [step for step in steps_of(kind) if not step.undoes]


def test_a_process_can_leave_its_first_status_and_reach_every_other() -> None:
    for kind in ProcessKind:
        reached = {step.target for step in steps_of(kind) if step.opens}
        assert reached
        for _ in steps_of(kind):
            reached |= {step.target for step in moves(kind) if reached & set(step.sources)}
        assert reached == {step.target for step in moves(kind)}
        assert all(set(step.sources) <= reached for step in steps_of(kind))


@pytest.mark.parametrize("model", process_models(), ids=lambda model: model.__name__)
def test_the_machine_equals_the_table(model: type[Process]) -> None:
    field = model._meta.get_field("status")
    assert isinstance(field, FSMField)
    declared: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for move in field.get_all_transitions(model):
        allowed = getattr(move.target, "allowed_states", (move.target,))
        declared[move.name] |= {(str(move.source), str(target)) for target in allowed}
    table = {
        step.name: {
            (str(source), str(target))
            for source in step.sources
            for target in (STEPS[step.undoes].sources if step.undoes else (step.target,))
        }
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
    targets = {step.target for step in STEPS.values() if not step.undoes}
    assert targets == set(STATUS_WORDING)


def test_a_status_cannot_be_assigned() -> None:
    for model in process_models():
        row = model()
        with pytest.raises(AttributeError):
            row.status = "final"  # type: ignore[attr-defined]
