"""Messages and documents: queued inside a step, sent and rendered by the worker afterwards.

The outbox is the queue: a row is claimed by a conditional update, so that two workers never
take the same one, and keeps its attempts and its last error. A claim that is never finished
(a killed worker) is free again after :data:`CLAIM_LASTS`, and ends as failed once it has been
claimed :data:`MAX_ATTEMPTS` times: a paper that kills every worker does not go on for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from ehc.actions._holds import held_because, is_held, is_kept_out
from ehc.actions._step import locked, record
from ehc.models import (
    Case,
    Channel,
    ContactBy,
    Document,
    DocumentKind,
    Letter,
    Message,
    MessageOutcome,
    OutboxItem,
    SentHow,
    Task,
    TaskKind,
    User,
    UserKind,
)
from ehc.notifications import compose, compose_text
from ehc.queries.chain import facts_digest

CLAIM_LASTS = timedelta(minutes=5)
MAX_ATTEMPTS = 8
ABANDONED = "Abandoned"
"""The error of a row whose workers all ended before they could say what went wrong."""
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
    channel: Channel = Channel.EMAIL,
    holds_secret: bool = False,
    context: Mapping[str, Any] | None = None,
) -> Message:
    """Write a message and the outbox row that will send it, in the caller's transaction.

    To whom a court order keeps from the case it is not sent: only that it was not is kept.

    Args:
        template: the name of its words (:mod:`ehc.notifications`).
        to: the address, or the number of a text message.
        at: now.
        holds_secret: whether its body holds a code or a link.
        context: what the words need.
    """
    subject, body = compose(template, context or {})
    if channel == Channel.TEXT:
        body = compose_text(template, context or {})
    stopped = is_kept_out(case, user, to)
    with transaction.atomic():
        message = Message.objects.create(
            case=case,
            user=user,
            channel=channel,
            to=to,
            template=template,
            subject=subject,
            body=body,
            holds_secret=holds_secret,
            created_at=at,
            outcome=MessageOutcome.KEPT_OUT if stopped else MessageOutcome.QUEUED,
            outcome_at=at if stopped else None,
        )
        if not stopped:
            OutboxItem.objects.create(
                message=message, created_at=at, next_attempt_at=at, held_because=held_because(case)
            )
    return message


def stop_messages(messages: QuerySet[Message], *, at: datetime) -> None:
    """Stop messages that wait, since a court order keeps their reader from the case."""
    waiting = list(messages.values_list("pk", flat=True))
    OutboxItem.objects.filter(message__in=waiting, done_at=None).update(done_at=at)
    Message.objects.filter(pk__in=waiting).update(outcome=MessageOutcome.KEPT_OUT, outcome_at=at)


def is_stopped(item: OutboxItem) -> bool:
    """Whether a row that was claimed has been stopped since, and goes nowhere."""
    return OutboxItem.objects.filter(pk=item.pk, done_at__isnull=False).exists()


def claim_next(at: datetime) -> OutboxItem | None:
    """Claim the next outbox row that is due, or None: the oldest message, or the oldest paper.

    Messages go first. They are quick, and somebody may be waiting for a code. What was claimed
    for the last time and never finished is ended first, as :func:`defer` would have.

    Args:
        at: now; a claim older than :data:`CLAIM_LASTS` counts as abandoned.
    """
    free = Q(claimed_at=None) | Q(claimed_at__lt=at - CLAIM_LASTS)
    waiting = OutboxItem.objects.filter(
        free, done_at=None, next_attempt_at__lte=at, held_because="", digest=None
    )
    for spent in waiting.filter(attempts__gte=MAX_ATTEMPTS).select_related("message", "document"):
        _end_abandoned(spent, at=at)
    due = waiting.filter(attempts__lt=MAX_ATTEMPTS)
    in_turn = due.order_by(F("message").asc(nulls_last=True), "next_attempt_at", "pk")
    for pk in in_turn.values_list("pk", flat=True)[:10]:
        won = due.filter(pk=pk).order_by().update(claimed_at=at, attempts=F("attempts") + 1)
        if won:
            return OutboxItem.objects.select_related("message", "document").get(pk=pk)
    return None


def defer(item: OutboxItem, *, at: datetime, error: str) -> None:
    """Put a failed row back, later each time; after the last attempt it stays as failed.

    Args:
        item: the claimed row; left alone where another worker has taken it in the meantime.
        at: now.
        error: what went wrong, without personal data.
    """
    wait = timedelta(seconds=30 * 2 ** min(item.attempts, 10))
    given_up = item.attempts >= MAX_ATTEMPTS
    with transaction.atomic():
        # Only whoever holds the claim puts it back: after CLAIM_LASTS another worker may have
        # taken the row, or finished it.
        mine = OutboxItem.objects.filter(pk=item.pk, done_at=None, claimed_at=item.claimed_at)
        put_back = mine.update(
            claimed_at=None,
            next_attempt_at=at + wait,
            last_error=error[:200],
            done_at=at if given_up else None,
        )
        if put_back and given_up:
            _give_up(item, at=at)


def _end_abandoned(item: OutboxItem, *, at: datetime) -> None:
    """End a row whose last claim was abandoned; left alone where another worker has done so."""
    with transaction.atomic():
        mine = OutboxItem.objects.filter(pk=item.pk, done_at=None, claimed_at=item.claimed_at)
        if mine.update(claimed_at=None, last_error=ABANDONED, done_at=at):
            _give_up(item, at=at)


def _give_up(item: OutboxItem, *, at: datetime) -> None:
    """Say that a row has failed, and put what is to be done instead in the queue."""
    on = timezone.localdate(at)
    if item.message is not None:
        message_ended(item.message, MessageOutcome.FAILED, at=at, on=on)
    if item.document is not None:
        _raise_task(
            item.document.case, TaskKind.MEND_DOCUMENT, on=on, at=at, document=item.document
        )


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
        # Its provider may have said already what became of it.
        Message.objects.filter(pk=message.pk, outcome=MessageOutcome.QUEUED).update(
            outcome=MessageOutcome.SENT, outcome_at=at
        )
        if message.holds_secret and not keep_secret:
            Message.objects.filter(pk=message.pk).update(body="")
        told = OutboxItem.objects.filter(digest=message, done_at=None, held_because="")
        Message.objects.filter(outbox_item__in=told).update(
            outcome=MessageOutcome.SENT, outcome_at=at
        )
        told.update(done_at=at)
        OutboxItem.objects.filter(pk=item.pk).update(done_at=at)


def message_bounced(item: OutboxItem, *, on: date, at: datetime) -> None:
    """Record that a message did not arrive, and put *ring or post* in the caseworker's queue."""
    with transaction.atomic():
        message_ended(_message_of(item), MessageOutcome.BOUNCED, at=at, on=on)
        OutboxItem.objects.filter(pk=item.pk).update(done_at=at, last_error="bounced")


def message_ended(message: Message, outcome: MessageOutcome, *, at: datetime, on: date) -> None:
    """Note that a message reaches nobody, and have somebody ring or post instead.

    Args:
        outcome: in which way it ended.
    """
    message.outcome, message.outcome_at = outcome, at
    if message.holds_secret:
        # Whoever rings or posts instead sends a new link: this one is nobody else's to read.
        message.body = ""
    message.save()
    told = OutboxItem.objects.filter(digest=message, held_because="")
    Message.objects.filter(outbox_item__in=told).update(outcome=outcome, outcome_at=at)
    told.filter(done_at=None).update(done_at=at)
    raise_to_ring(message, on=on, at=at)


def raise_to_ring(message: Message, *, on: date, at: datetime) -> None:
    """Put *ring or post* in the caseworker's queue, for a message that reaches nobody.

    Of a digest it is put there once for each case that it told of.
    """
    told = Message.objects.filter(outbox_item__digest=message, outbox_item__held_because="")
    first_of = {one.case_id: one for one in told.select_related("case").order_by("-pk")}
    for one in (message, *first_of.values()):
        _ring_about(one, on=on, at=at)


def _ring_about(message: Message, *, on: date, at: datetime) -> None:
    if message.case is not None and not is_kept_out(message.case, message.user, message.to):
        _raise_task(
            message.case,
            TaskKind.RING_OR_POST,
            on=on,
            at=at,
            message=message,
            due_on=on + RING_OR_POST_WITHIN,
        )


_OF_THE_FAMILY = frozenset({TaskKind.RING_OR_POST, TaskKind.ASK_FAMILY})
"""Tasks that have somebody speak to a family, which none does once its child has died."""


def raise_to_ask_family(case: Case, *, on: date, at: datetime) -> None:
    """Put *ask the family* in the caseworker's queue: no email asks it."""
    _raise_task(case, TaskKind.ASK_FAMILY, on=on, at=at, due_on=on + RING_OR_POST_WITHIN)


def _raise_task(
    case: Case,
    kind: TaskKind,
    *,
    on: date,
    at: datetime,
    message: Message | None = None,
    document: Document | None = None,
    due_on: date | None = None,
) -> None:
    if kind in _OF_THE_FAMILY and held_because(case):
        return
    with record(case, "raise_task", case=case, by=system_user(), on=on, at=at, kind=kind.value):
        Task.objects.create(
            case=case, kind=kind, message=message, document=document, due_on=due_on or on
        )


def mark_sent(letters: QuerySet[Letter], *, on: date, how: SentHow) -> None:
    """Note of each letter that has not gone yet on which day it went, and by which means."""
    for letter in letters.filter(sent_on=None, stopped_on=None):
        letter.sent_on, letter.sent_how = on, how
        letter.save()


def document_rendered(
    item: OutboxItem,
    content: bytes,
    *,
    file_name: str,
    on: date,
    at: datetime,
    large_print: bytes = b"",
    addressed: Mapping[int, bytes] = MappingProxyType({}),
) -> Document:
    """Keep the bytes of a document, once, with their digests in the case's chain.

    A document that another worker has kept in the meantime stays as it is.

    Args:
        content: the rendered file.
        file_name: its name in storage.
        on, at: the day and instant of rendering. Letters by electronic means count as sent on
            that day; a letter that goes by post is marked when it is posted.
        large_print: the same paper in large print.
        addressed: the copy of each letter that goes by post, by the letter's primary key.
    """
    document = item.document
    if document is None:
        raise ValueError("This outbox row is a message, not a document.")
    drawn = _Drawn(content, large_print, addressed)
    with locked(document.case_id, by=system_user()) as case:
        document = Document.objects.get(pk=document.pk)
        if is_held(document):
            # Held while it was being drawn: it goes back, and is drawn again if it is released.
            OutboxItem.objects.filter(pk=item.pk, done_at=None).update(claimed_at=None)
            return document
        if document.rendered_at is None:
            document.case = case
            _keep_paper(document, drawn, file_name=file_name, on=on, at=at)
        OutboxItem.objects.filter(pk=item.pk, done_at=None).update(done_at=at)
    return document


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Everything that was drawn from the facts of one document."""

    content: bytes
    large_print: bytes
    addressed: Mapping[int, bytes]


def _keep(row: Document | Letter, name: str, content: bytes, *, file_name: str) -> str:
    """Keep one file of a row that is to be saved; its digest."""
    getattr(row, name).save(file_name, ContentFile(content), save=False)
    return hashlib.sha256(content).hexdigest()


def _keep_paper(
    document: Document, drawn: _Drawn, *, file_name: str, on: date, at: datetime
) -> None:
    stem = file_name.removesuffix(".pdf")
    document.sha256 = _keep(document, "file", drawn.content, file_name=file_name)
    if drawn.large_print:
        document.large_sha256 = _keep(
            document, "large_file", drawn.large_print, file_name=f"{stem}-large-print.pdf"
        )
    # Whose reader is kept out since it was drawn has none.
    to_send = Letter.objects.filter(document=document, stopped_on=None)
    copies = list(to_send.filter(pk__in=drawn.addressed))
    for letter in copies:
        letter.sha256 = _keep(
            letter, "file", drawn.addressed[letter.pk], file_name=f"{stem}-{letter.pk}.pdf"
        )
    with record(
        document.case,
        "issue_document",
        case=document.case,
        by=system_user(),
        on=on,
        at=at,
        document=document.pk,
        sha256=document.sha256,
        large_sha256=document.large_sha256,
        facts_sha256=facts_digest(document.facts),
        copies={str(letter.pk): [letter.sha256, facts_digest(letter.frozen)] for letter in copies},
    ):
        document.rendered_at = at
        document.save()
        for letter in copies:
            letter.save()
        mark_sent(to_send.filter(by_post=False), on=on, how=SentHow.EMAIL)
        for letter in to_send.filter(by_post=False).exclude(family_member=None):
            _tell_that_it_is_ready(letter, at=at)
    if to_send.filter(by_post=True, sent_on=None).exists():
        _raise_task(document.case, TaskKind.POST_LETTER, on=on, at=at, document=document)


def _tell_that_it_is_ready(letter: Letter, *, at: datetime) -> None:
    """Email the reader that something waits for them; the email itself says nothing of it."""
    member = letter.family_member
    if member is None or member.user is None:
        return
    is_draft = letter.document.kind == DocumentKind.DRAFT_PLAN
    template = "draft_ready" if is_draft else "letter_ready"
    told: dict[str, Any] = {
        "user": member.user,
        "case": letter.case,
        "at": at,
        "context": {
            "reference": letter.case.reference,
            "comments_close_on": _day(letter.document.facts["dates"].get("comments_close_on")),
        },
    }
    # Served at once where they agreed to it, however they want to hear of anything else.
    letter.message = queue_message(template, to=letter.served_at, **told)
    letter.save()
    if member.contact_by == ContactBy.TEXT:
        queue_message(template, to=member.mobile, channel=Channel.TEXT, **told)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
