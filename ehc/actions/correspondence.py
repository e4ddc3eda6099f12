"""Messages and documents: queued inside a step, sent and rendered by the worker afterwards.

The outbox is the queue: a row is claimed by a conditional update, so that two workers never
take the same one, and keeps its attempts and its last error. A claim that is never finished
(a killed worker) is free again after :data:`CLAIM_LASTS`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Q

from ehc.actions._step import record
from ehc.models import (
    Case,
    Document,
    Letter,
    Message,
    MessageOutcome,
    OutboxItem,
    Task,
    TaskKind,
    User,
    UserKind,
)
from ehc.notifications import compose

CLAIM_LASTS = timedelta(minutes=5)
MAX_ATTEMPTS = 8
RING_OR_POST_WITHIN = timedelta(days=1)


def system_user() -> User:
    """The named user that unattended work acts as."""
    user, _ = User.objects.get_or_create(
        email="system@authority.invalid",
        defaults={"name": "Unattended work", "kind": UserKind.SYSTEM, "password": "!"},
    )
    return user


def queue_message(
    template: str,
    *,
    to: str,
    at: datetime,
    user: User | None = None,
    case: Case | None = None,
    holds_secret: bool = False,
    context: Mapping[str, Any] | None = None,
) -> Message:
    """Write an email and the outbox row that will send it, in the caller's transaction.

    Args:
        template: the name of its words (:mod:`ehc.notifications`).
        to: the address.
        at: now.
        holds_secret: whether its body holds a code or a link.
        context: what the words need.
    """
    subject, body = compose(template, context or {})
    with transaction.atomic():
        message = Message.objects.create(
            case=case,
            user=user,
            to=to,
            template=template,
            subject=subject,
            body=body,
            holds_secret=holds_secret,
            created_at=at,
        )
        OutboxItem.objects.create(message=message, created_at=at, next_attempt_at=at)
    return message


def claim_next(at: datetime) -> OutboxItem | None:
    """Claim the oldest outbox row that is due, or None.

    Args:
        at: now; a claim older than :data:`CLAIM_LASTS` counts as abandoned.
    """
    free = Q(claimed_at=None) | Q(claimed_at__lt=at - CLAIM_LASTS)
    due = OutboxItem.objects.filter(free, done_at=None, next_attempt_at__lte=at)
    for pk in due.order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:10]:
        won = OutboxItem.objects.filter(free, pk=pk, done_at=None).update(
            claimed_at=at, attempts=F("attempts") + 1
        )
        if won:
            return OutboxItem.objects.select_related("message", "document").get(pk=pk)
    return None


def defer(item: OutboxItem, *, at: datetime, error: str) -> None:
    """Put a failed row back, later each time; after the last attempt it stays as failed.

    Args:
        item: the claimed row.
        at: now.
        error: what went wrong, without personal data.
    """
    wait = timedelta(seconds=30 * 2 ** min(item.attempts, 10))
    given_up = item.attempts >= MAX_ATTEMPTS
    OutboxItem.objects.filter(pk=item.pk).update(
        claimed_at=None,
        next_attempt_at=at + wait,
        last_error=error[:200],
        done_at=at if given_up else None,
    )
    if given_up and item.message is not None:
        _message_ended(item.message, MessageOutcome.FAILED, at=at, on=at.date())


def _message_of(item: OutboxItem) -> Message:
    if item.message is None:
        raise ValueError("This outbox row is a document, not a message.")
    return item.message


def message_sent(item: OutboxItem, *, at: datetime, keep_secret: bool) -> None:
    """Record that a message was handed over.

    Args:
        keep_secret: whether the body of a message that holds a code or link stays readable
            (only in a demonstration, whose mailbox page shows it).
    """
    message = _message_of(item)
    with transaction.atomic():
        message.outcome, message.outcome_at = MessageOutcome.SENT, at
        if message.holds_secret and not keep_secret:
            message.body = ""
        message.save()
        OutboxItem.objects.filter(pk=item.pk).update(done_at=at)


def message_bounced(item: OutboxItem, *, on: date, at: datetime) -> None:
    """Record that a message did not arrive, and put *ring or post* in the caseworker's queue."""
    with transaction.atomic():
        _message_ended(_message_of(item), MessageOutcome.BOUNCED, at=at, on=on)
        OutboxItem.objects.filter(pk=item.pk).update(done_at=at, last_error="bounced")


def _message_ended(message: Message, outcome: MessageOutcome, *, at: datetime, on: date) -> None:
    message.outcome, message.outcome_at = outcome, at
    message.save()
    if message.case is None:
        return
    system = system_user()
    with record(
        message.case, "raise_task", case=message.case, by=system, on=on, at=at, message=message.pk
    ):
        Task.objects.create(
            case=message.case,
            kind=TaskKind.RING_OR_POST,
            message=message,
            due_on=on + RING_OR_POST_WITHIN,
        )


def complete_task(task: Task, *, by: User, on: date, at: datetime, note: str) -> Task:
    """Say that a task has been done, and how.

    Args:
        note: what was done, such as "rang on 01632 960111".
    """
    with record(task, "complete_task", case=task.case, by=by, on=on, at=at, reason=note) as entry:
        entry.facts["task"] = task.pk
        task.done_on, task.note = on, note
        task.save()
    return task


def document_rendered(
    item: OutboxItem, content: bytes, *, file_name: str, on: date, at: datetime
) -> Document:
    """Keep the bytes of a document, once, with their digest in the case's chain.

    Args:
        content: the rendered file.
        file_name: its name in storage.
        on, at: the day and instant of rendering. Letters by electronic means count as sent on
            that day; a letter that goes by post is marked when it is posted.
    """
    document = item.document
    if document is None:
        raise ValueError("This outbox row is a message, not a document.")
    sha256 = hashlib.sha256(content).hexdigest()
    with record(
        document.case,
        "issue_document",
        case=document.case,
        by=system_user(),
        on=on,
        at=at,
        document=document.pk,
        sha256=sha256,
    ):
        document.sha256, document.rendered_at = sha256, at
        document.file.save(file_name, ContentFile(content), save=False)
        document.save()
        for letter in Letter.objects.filter(document=document, sent_on=None):
            letter.sent_on = on
            letter.save()
        OutboxItem.objects.filter(pk=item.pk).update(done_at=at)
    return document
