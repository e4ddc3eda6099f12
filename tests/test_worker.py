"""The worker: papers are kept with their digest, bounces become work, failures come back."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.utils import timezone

from ehc import tasks
from ehc.actions import correspondence
from ehc.management.commands import run_demo, worker
from ehc.models import (
    CaseEvent,
    Document,
    Letter,
    Message,
    OutboxItem,
    RequestDraft,
    SentForm,
    Task,
    User,
)
from ehc.workflows.case_facts import ActionKey
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def drain(day: date) -> int:
    done = 0
    while tasks.work_once(instant(day, 12)):
        done += 1
    return done


def test_a_paper_is_kept_once_with_its_digest_in_the_chain(priya: User, monday: date) -> None:
    journeys.assessing(priya, monday)
    day = factories.later(monday, days=1)
    drain(day)
    document = Document.objects.get()
    kept = document.file.read()
    assert document.sha256 == hashlib.sha256(kept).hexdigest()
    event = CaseEvent.objects.get(step="issue_document")
    assert event.payload.data["sha256"] == document.sha256
    assert drain(day) == 0


def test_letters_by_email_are_sent_and_those_by_post_become_a_task(
    priya: User, monday: date
) -> None:
    journeys.assessing(priya, monday)
    day = factories.later(monday, days=1)
    drain(day)
    assert [letter.sent_on for letter in Letter.objects.filter(by_post=False)] == [day]
    assert {letter.sent_on for letter in Letter.objects.filter(by_post=True)} == {None}
    task = Task.objects.get()
    assert (task.kind, task.due_on) == ("post_letter", day)


def test_a_message_that_bounces_says_so_and_puts_ring_or_post_in_the_queue(
    settings: object, priya: User, monday: date
) -> None:
    settings.EMAIL_BACKEND = "ehc.adapters.DemonstrationEmailBackend"  # type: ignore[attr-defined]
    journeys.allocated(priya, monday, you={"email": "ngozi@bounces.example"})
    drain(monday)
    assert Message.objects.get().outcome == "bounced"
    task = Task.objects.get()
    assert (task.kind, task.due_on) == ("ring_or_post", monday + timedelta(days=1))
    assert task.case.projection.next_action == ActionKey.RING_OR_POST


def test_a_message_that_arrives_raises_nothing(priya: User, monday: date) -> None:
    journeys.allocated(priya, monday)
    drain(monday)
    assert Message.objects.get().outcome == "sent"
    assert Task.objects.count() == 0


def test_what_fails_comes_back_later_and_at_last_becomes_a_task(priya: User, monday: date) -> None:
    journeys.assessing(priya, monday)
    document = Document.objects.get()
    Document.objects.filter(pk=document.pk).update(
        facts={**document.facts, "child_name": "\U00012543\U0001fbff"}
    )
    at = instant(monday, 12)
    for _ in range(9):
        while tasks.work_once(at):
            pass
        at += timedelta(days=1)
    item = OutboxItem.objects.get(document=document)
    assert (item.attempts, item.last_error) == (8, "PaperFaulty")
    assert [task.kind for task in Task.objects.all()] == ["mend_document"]


def _killed(*_args: object, **_kwargs: object) -> None:
    """What the operating system does to a worker that a paper brings down: nothing catches it."""
    raise SystemExit(137)


def _workers_one_after_another(first: date, times: int) -> None:
    at = instant(first, 12)
    for _ in range(times):
        try:
            while tasks.work_once(at):
                pass
        except SystemExit:
            pass
        at += correspondence.CLAIM_LASTS + timedelta(seconds=1)


@pytest.mark.parametrize("times", [correspondence.MAX_ATTEMPTS, 12])
def test_a_paper_that_kills_every_worker_ends_as_failed_with_its_task(
    times: int, priya: User, monday: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    journeys.assessing(priya, monday)
    monkeypatch.setattr(tasks, "paper_pdf", _killed)
    _workers_one_after_another(factories.later(monday, days=1), times)
    item = OutboxItem.objects.get(document__isnull=False)
    assert item.attempts == correspondence.MAX_ATTEMPTS
    kinds = [task.kind for task in Task.objects.all()]
    if times == correspondence.MAX_ATTEMPTS:
        # The last claim may still be at work.
        assert (item.done_at, kinds) == (None, [])
    else:
        assert item.done_at is not None
        assert (item.last_error, kinds) == ("Abandoned", ["mend_document"])


def test_a_message_that_kills_every_worker_ends_as_failed_and_is_rung_or_posted(
    priya: User, monday: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    journeys.allocated(priya, monday)
    monkeypatch.setattr(tasks, "_send_email", _killed)
    _workers_one_after_another(monday, 12)
    assert Message.objects.get().outcome == "failed"
    assert [task.kind for task in Task.objects.all()] == ["ring_or_post"]


def test_a_paper_that_killed_all_workers_but_the_last_is_kept(
    priya: User, monday: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    journeys.assessing(priya, monday)
    with monkeypatch.context() as patched:
        patched.setattr(tasks, "paper_pdf", _killed)
        _workers_one_after_another(factories.later(monday, days=1), correspondence.MAX_ATTEMPTS - 1)
    drain(factories.later(monday, days=2))
    assert Document.objects.get().rendered_at is not None
    assert [task.kind for task in Task.objects.all()] == ["post_letter"]


@pytest.fixture
def _own_signals() -> Iterator[None]:
    """The worker takes over how a process is told to stop; afterwards it is the tests' again."""
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    yield
    for name, handler in before.items():
        signal.signal(name, handler)


class Outage:
    """A database that does not answer so many times, then does."""

    def __init__(self, error: type[Exception], times: int) -> None:
        self.error, self.times = error, times

    def __call__(self, execute: Any, *args: Any) -> Any:
        if self.times:
            self.times -= 1
            raise self.error("connection to server at 10.0.0.1 failed")
        return execute(*args)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_own_signals")
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_the_worker_waits_for_a_database_that_does_not_answer(
    error: type[Exception],
    priya: User,
    monday: date,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    journeys.allocated(priya, monday)
    monkeypatch.setattr(worker, "FIRST_WAIT_SECONDS", 0)
    monkeypatch.setattr(worker, "tidy_up", lambda _at: True)
    sent: list[str] = []

    def send(message: Message) -> None:
        sent.append(message.subject)
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(tasks, "_send_email", send)
    with connection.execute_wrapper(Outage(error, 3)), caplog.at_level("WARNING", "ehc.worker"):
        call_command("worker")
    assert len(sent) == 1
    assert Message.objects.get().outcome == "sent"
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 3
    assert all(error.__name__ in line and "10.0.0.1" not in line for line in told)


def _stops_when_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        worker, "close_old_connections", lambda: os.kill(os.getpid(), signal.SIGTERM)
    )


@pytest.mark.usefixtures("_own_signals")
def test_the_worker_deletes_what_was_never_sent_and_keeps_what_is_new(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.UNSENT_REQUESTS_KEPT_DAYS = 40
    now = timezone.now()
    old = factories.draft((now - timedelta(days=42)).date())
    new = factories.draft((now - timedelta(days=38)).date())
    _stops_when_idle(monkeypatch)
    call_command("worker")
    kept = RequestDraft.objects.filter(deleted_at=None)
    assert [draft.pk for draft in kept] == [new.pk]
    assert RequestDraft.objects.get(pk=old.pk).answers == {}


@pytest.mark.usefixtures("_own_signals")
def test_the_worker_tidies_up_once_a_day_and_sooner_after_a_fault(
    monkeypatch: pytest.MonkeyPatch, monday: date
) -> None:
    hours = iter(range(60))
    tidied: list[int] = []

    def next_hour() -> datetime:
        return instant(monday, 0) + timedelta(hours=next(hours))

    def tidy(at: datetime) -> bool:
        tidied.append(int((at - instant(monday, 0)) / timedelta(hours=1)))
        return len(tidied) != 2

    def work(at: datetime) -> bool:
        if at >= instant(monday, 0) + timedelta(hours=56):
            os.kill(os.getpid(), signal.SIGTERM)
        return True

    monkeypatch.setattr(worker.timezone, "now", next_hour)
    monkeypatch.setattr(worker, "tidy_up", tidy)
    monkeypatch.setattr(worker, "work_once", work)
    call_command("worker")
    # One reading of the clock at the start, then one for each round.
    assert tidied == [1, 25, 26, 50]


def test_what_cannot_be_tidied_up_stops_neither_the_rest_nor_the_post(
    priya: User, monday: date, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**_kwargs: object) -> int:
        raise OperationalError("Amara")

    note = SentForm.objects.create(form="x", led_to="/", at=instant(monday))
    monkeypatch.setattr(tasks.requests, "delete_unsent", broken)
    with caplog.at_level("WARNING", "ehc.worker"):
        assert tasks.tidy_up(instant(monday) + timedelta(days=9)) is False
    assert not SentForm.objects.filter(pk=note.pk).exists()
    assert [record.getMessage() for record in caplog.records] == [
        "could not tidy up unsent requests (OperationalError)"
    ]


@pytest.mark.usefixtures("_own_signals")
def test_any_other_fault_of_the_queue_still_ends_the_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_at: object) -> bool:
        raise ProgrammingError

    monkeypatch.setattr(worker, "work_once", broken)
    with pytest.raises(ProgrammingError):
        call_command("worker")


def test_whoever_drains_the_queue_is_told_of_an_outage_at_once() -> None:
    with connection.execute_wrapper(Outage(OperationalError, 1)), pytest.raises(OperationalError):
        call_command("worker", "--drain")


@pytest.mark.parametrize("ends", ["worker", "web server"])
def test_the_demonstration_says_which_of_its_two_processes_ended(
    ends: str, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    started = []

    def start(command: list[str], **_kwargs: Any) -> subprocess.Popen[bytes]:
        mine = "worker" if "worker" in command else "web server"
        program = "raise SystemExit(3)" if mine == ends else "import time; time.sleep(60)"
        started.append(popen([sys.executable, "-c", program]))
        return started[-1]

    popen = subprocess.Popen
    monkeypatch.setattr(run_demo.subprocess, "Popen", start)
    monkeypatch.setattr(run_demo.signal, "signal", lambda *_: None)
    monkeypatch.setenv("PORT", "8000")
    with pytest.raises(CommandError, match=f"The {ends} stopped, with code 3"):
        call_command("run_demo")
    assert all(child.poll() is not None for child in started)


def test_render_plan_writes_the_bytes_that_were_kept(
    priya: User, monday: date, tmp_path: Path
) -> None:
    version = journeys.issued(priya, monday, issued_on=date(2026, 5, 11))
    drain(date(2026, 5, 11))
    reference = version.plan.case.reference
    for which in ("draft", "final"):
        out = tmp_path / f"{which}.pdf"
        call_command("render_plan", reference, "--version", which, "--out", str(out))
        kept = Document.objects.get(kind=f"plan_{which}")
        assert hashlib.sha256(out.read_bytes()).hexdigest() == kept.sha256
    page = tmp_path / "final.html"
    call_command(
        "render_plan", reference, "--version", "final", "--format", "html", "--out", str(page)
    )
    assert "Section F: Special educational provision" in page.read_text()


def test_render_plan_says_that_there_is_none(priya: User, monday: date, tmp_path: Path) -> None:
    assessment = journeys.assessing(priya, monday)
    with pytest.raises(CommandError, match="has no final plan"):
        call_command(
            "render_plan", assessment.case.reference, "--version", "final", "--out",
            str(tmp_path / "x.pdf"),
        )  # fmt: skip
