"""One email a day with what happened, for whoever wants that rather than an email each time.

A digest is a message like any other, due once a day; what it tells are messages too, one line
each, that are not sent by themselves. Which they are is settled only as it is sent, so that what
is held by then, as after a death, is left out.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ehc.models import Message, MessageOutcome, OutboxItem, User
from ehc.notifications import compose

TEMPLATE = "digest"
SENT_AT = time(16)
"""When a day's digest is due, in local time: while somebody can still ring about it."""


def due_after(at: datetime) -> datetime:
    """The first instant after this one at which digests are due."""
    local = timezone.localtime(at, ZoneInfo(settings.TIME_ZONE))
    day = local.date() if local.time() < SENT_AT else local.date() + timedelta(days=1)
    return datetime.combine(day, SENT_AT, tzinfo=local.tzinfo)


def put_into_digest(message: Message, reader: User, *, at: datetime) -> None:
    """Have a message that waits go as one line of its reader's next digest.

    Args:
        message: in the outbox since the caller's transaction.
        at: now.
    """
    due = due_after(at)
    with transaction.atomic():
        # One digest a day, though two things happen at once.
        User.objects.select_for_update().get(pk=reader.pk)
        waiting = (
            OutboxItem.objects.select_for_update()
            .filter(message__template=TEMPLATE, message__user=reader, done_at=None)
            .filter(claimed_at=None, attempts=0, next_attempt_at=due)
            .first()
        )
        digest = waiting.message if waiting else _new(reader, due=due, at=at)
        OutboxItem.objects.filter(message=message).update(digest=digest)


def _new(reader: User, *, due: datetime, at: datetime) -> Message:
    subject, _body = compose(TEMPLATE, {"lines": ()})
    # Of no one case: somebody may have two children, and a digest tells of both.
    digest = Message.objects.create(
        user=reader, to=reader.email, template=TEMPLATE, subject=subject, created_at=at
    )
    OutboxItem.objects.create(message=digest, created_at=at, next_attempt_at=due)
    return digest


def write_digest(item: OutboxItem, digest: Message, *, at: datetime) -> bool:
    """Write what a digest tells, as it is about to be sent.

    Args:
        item: its claimed row.
        at: now.

    Returns:
        Whether there is anything to tell; otherwise it ends unsent.
    """
    told = OutboxItem.objects.filter(digest=digest, done_at=None, held_because="")
    parts = [one.message for one in told.select_related("message").order_by("pk")]
    lines = [(part.created_at, part.subject) for part in parts if part is not None]
    with transaction.atomic():
        if lines:
            digest.subject, digest.body = compose(TEMPLATE, {"lines": lines})
        else:
            digest.outcome, digest.outcome_at = MessageOutcome.EMPTY, at
            OutboxItem.objects.filter(pk=item.pk).update(done_at=at)
        digest.save(update_fields=["subject", "body", "outcome", "outcome_at"])
    return bool(lines)
