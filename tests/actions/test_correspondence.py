"""The outbox: a row is finished once, whatever several workers think of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ehc.actions import advice_requests, correspondence
from ehc.models import CaseEvent, Document, Message, OutboxItem, Task, User
from tests import journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def claim(at: Any) -> OutboxItem:
    item = correspondence.claim_next(at)
    assert item is not None
    return item


def a_paper(at: Any) -> OutboxItem:
    """The claim of a document, once every message has been sent."""
    while (item := claim(at)).document is None:
        correspondence.message_sent(item, at=at, keep_secret=False)
    return item


def test_a_worker_whose_claim_ran_out_does_not_undo_what_another_has_done(
    priya: User, monday: date
) -> None:
    journeys.allocated(priya, monday)
    slow_at = instant(monday, 12)
    slow = claim(slow_at)
    quick_at = slow_at + correspondence.CLAIM_LASTS + timedelta(seconds=1)
    quick = claim(quick_at)
    assert quick.pk == slow.pk
    correspondence.message_sent(quick, at=quick_at, keep_secret=False)
    correspondence.defer(slow, at=quick_at, error="TimeoutError")
    row = OutboxItem.objects.get(pk=slow.pk)
    assert (row.done_at, row.last_error) == (quick_at, "")
    assert correspondence.claim_next(quick_at + timedelta(days=1)) is None


def test_a_worker_that_fails_with_its_claim_puts_the_row_back(priya: User, monday: date) -> None:
    journeys.allocated(priya, monday)
    at = instant(monday, 12)
    item = claim(at)
    correspondence.defer(item, at=at, error="TimeoutError")
    row = OutboxItem.objects.get(pk=item.pk)
    assert (row.done_at, row.claimed_at, row.last_error) == (None, None, "TimeoutError")
    assert correspondence.claim_next(at + timedelta(days=1)) is not None


def test_a_paper_is_kept_once_though_two_workers_rendered_it(priya: User, monday: date) -> None:
    journeys.assessing(priya, monday)
    slow_at = instant(monday + timedelta(days=1), 12)
    slow = a_paper(slow_at)
    quick_at = slow_at + correspondence.CLAIM_LASTS + timedelta(seconds=1)
    quick = a_paper(quick_at)
    for item, content in ((quick, b"first"), (slow, b"second")):
        correspondence.document_rendered(
            item, content, file_name="x.pdf", on=monday + timedelta(days=1), at=quick_at
        )
    document = Document.objects.get()
    assert document.file.read() == b"first"
    assert CaseEvent.objects.filter(step="issue_document").count() == 1
    assert Task.objects.count() == 1
    assert Message.objects.filter(template="letter_ready").count() == 1


def test_a_letter_to_be_posted_is_not_forgotten_when_the_worker_is_killed(
    priya: User, monday: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    journeys.assessing(priya, monday)
    day = monday + timedelta(days=1)
    at = instant(day, 12)
    item = a_paper(at)

    def killed(*_args: Any, **_kwargs: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(correspondence, "_raise_task", killed)
        with pytest.raises(KeyboardInterrupt):
            correspondence.document_rendered(item, b"x", file_name="x.pdf", on=day, at=at)
    assert OutboxItem.objects.get(pk=item.pk).done_at is None
    assert Document.objects.get().rendered_at is None
    again = a_paper(at + correspondence.CLAIM_LASTS + timedelta(seconds=1))
    correspondence.document_rendered(again, b"x", file_name="x.pdf", on=day, at=at)
    assert [task.kind for task in Task.objects.all()] == ["post_letter"]


@pytest.mark.parametrize("bounces", [True, False])
def test_a_link_that_did_not_arrive_is_not_kept_for_anybody_to_read(
    bounces: bool, priya: User, monday: date
) -> None:
    advice_requests.seek_advice(
        journeys.assessing(priya, monday),
        kind="requested",
        outside_email="hale@therapy.example",
        outside_name="Ms Hale",
        link_address="https://ehc.example/advice/link/",
        by=priya,
        on=monday,
        at=instant(monday),
    )
    at = instant(monday, 12)
    while (item := claim(at)).message is None or item.message.template != "advice_link":
        pass
    if bounces:
        correspondence.message_bounced(item, on=monday, at=at)
    else:
        item.attempts = correspondence.MAX_ATTEMPTS
        correspondence.defer(item, at=at, error="TimeoutError")
    message = Message.objects.get(template="advice_link")
    assert message.outcome in {"bounced", "failed"}
    assert message.body == ""
    assert Message.objects.get(template="request_received").body != ""
