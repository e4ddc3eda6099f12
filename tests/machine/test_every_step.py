"""Every person, at every status of every process, tries every step.

Three sentences hold for each of them, and each is tried beside its opposite:

* whoever may not take a step is refused, and not one statement is sent that would change a row;
* whoever may take it, from a status in which it does not begin, is told that it has been done;
* whoever may take it where it begins is told what is missing, and with nothing missing takes it.
"""

from __future__ import annotations

from typing import Any

import pytest

from ehc.actions import _step, assessments
from ehc.actions._step import take_step
from ehc.models import Assessment, CaseEvent
from ehc.models._process import Process
from ehc.queries.verify import problems, process_models
from ehc.refusals import AlreadyDone, NotReady, NotVisible, NotYours, TransferredOut
from ehc.workflows.steps import Step
from tests.machine.standing import DAY, FAMILY, READERS, WHO, WHY, Cast, Subject
from tests.machine.subjects import SUBJECTS
from tests.machine.subjects.assessments import assessment_subjects
from tests.machine.watching import all_rows, nothing_is_written, undone

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.long]


def attempt(subject: Subject, step: str, name: str, **given: Any) -> Process:
    return take_step(subject.row, step, **{"by": subject.people[name], **WHO, **given})


def refused(kind: type[Exception], subject: Subject, step: str, name: str, **given: Any) -> Any:
    """What the door raises, having written nothing."""
    with pytest.raises(kind) as told, nothing_is_written():
        attempt(subject, step, name, **given)
    assert told.type is kind, f"{name} tried {step} on {subject.name}"
    return told.value


def try_a_step(subject: Subject, step: Step, name: str) -> str:
    """Try one step as one person; say which of the sentences was shown."""
    role = subject.stands.get(name)
    if role not in step.roles:
        expected = NotYours if name in subject.sees else NotVisible
        refused(expected, subject, step.name, name)
        return "may not"
    if subject.status not in step.sources:
        # Of a plan that another authority maintains it says which.
        is_theirs = subject.status == "transfer_sent"
        told = refused(TransferredOut if is_theirs else AlreadyDone, subject, step.name, name)
        assert (told.step, told.status) == (step.name, subject.status)
        return "already done"
    missing = subject.missing.get(step.name)
    if missing:
        told = refused(NotReady, subject, step.name, name)
        assert [item.key.value for item in told.missing if item.blocks] == missing
    if step.name not in subject.complete:
        assert missing, f"{step.name} on {subject.name} is never whole"
        return "not ready"
    with undone():
        subject.before.get(step.name, lambda: None)()
        before = CaseEvent.objects.filter(case=subject.case).count()
        whole = subject.complete[step.name]
        moved = attempt(subject, step.name, name, **whole)
        target = subject.back_to if step.undoes else step.target
        assert moved.status == target  # type: ignore[attr-defined]
        (event,) = CaseEvent.objects.filter(case=subject.case, number__gt=before)
        assert (event.process, event.process_id, event.step, event.by, event.on) == (
            subject.row.KIND, subject.row.pk, step.name, subject.people[name],
            whole.get("on", DAY),
        )  # fmt: skip
        # Issuing is two steps of one action: alone, the second leaves nothing to verify.
        assert list(problems(subject.case)) == []
    return "taken"


@pytest.mark.parametrize("model", SUBJECTS, ids=lambda model: model.__name__)
def test_every_step_at_every_status_by_everybody(model: type[Process]) -> None:
    subjects = list(SUBJECTS[model](Cast()))
    reached = {subject.status for subject in subjects}
    table = model.TABLE.values()
    steps = [step for step in table if step.process == model.KIND]
    assert reached == {step.target for step in steps if not step.undoes}
    shown: dict[str, set[str]] = {step.name: set() for step in table}
    for subject in subjects:
        before = all_rows()
        assert set(subject.stands) <= set(subject.people)
        for step in table:
            for name in _who_tries(subject, step, is_first=subject is subjects[0]):
                shown[step.name].add(try_a_step(subject, step, name))
        assert all_rows() == before
        status = type(subject.row)._default_manager.get(pk=subject.row.pk).status  # type: ignore[attr-defined]
        assert status == subject.status
    for step in steps:
        wanted = {"may not", "already done"} | ({"taken"} if not step.opens else set())
        assert shown[step.name] >= wanted, step.name


def _who_tries(subject: Subject, step: Step, *, is_first: bool) -> list[str]:
    """Everybody; a step of another process shows itself once, to whoever may take that."""
    if step.process == subject.row.KIND:
        return list(subject.people)
    return [name for name, role in subject.stands.items() if is_first and role in step.roles]


def test_no_process_is_left_out() -> None:
    assert set(SUBJECTS) == set(process_models())


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


def test_a_door_that_asks_nobody_would_be_noticed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of everything above: the same attempts, with the question left out."""
    subject = next(assessment_subjects(cast))
    agree = Assessment.TABLE["agree_to_assess"]
    assert try_a_step(subject, agree, "the mother") == "may not"
    monkeypatch.setattr(_step, "require", lambda *_: None)
    with pytest.raises(NotReady):
        try_a_step(subject, agree, "the mother")


def test_a_door_that_does_not_ask_when_would_be_noticed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of "already done": the same status, with the step said to begin there."""
    subject = next(assessment_subjects(cast))
    decided = assessments.agree_to_assess(subject.row, by=cast.priya, **WHO, **WHY)  # type: ignore[arg-type]
    later = cast.subject("assessing", decided, FAMILY | READERS)
    agree = Assessment.TABLE["agree_to_assess"]
    assert try_a_step(later, agree, "the caseworker") == "already done"
    later.row.TABLE = {**Assessment.TABLE, "agree_to_assess": _from_anywhere(agree)}  # type: ignore[misc]
    with pytest.raises(NotReady):
        try_a_step(later, agree, "the caseworker")


def _from_anywhere(step: Step) -> Step:
    return Step(
        step.name, step.process, ("requested", "assessing"), step.target, step.roles,
        step.citation, step.label, step.done, step.clock_event,
    )  # fmt: skip
