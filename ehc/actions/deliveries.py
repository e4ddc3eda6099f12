"""What a provider says became of a message after it was handed over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ehc.actions import correspondence
from ehc.models import Message, MessageOutcome

_NOT_KNOWN = frozenset({MessageOutcome.QUEUED, MessageOutcome.SENT})
"""Of these nobody knows yet whether they arrived; the worker may not have noted the sending."""


def take_receipt(reference: UUID, *, arrived: bool, at: datetime) -> bool:
    """Note whether a message arrived; the same receipt again changes nothing.

    What did not arrive puts *ring or post* in the caseworker's queue, once. A provider may find
    out after it said the opposite that something did not arrive; never the other way round.

    Args:
        reference: the message's, as the provider was told it.
        arrived: what the provider says.
        at: now.

    Returns:
        Whether there is such a message.
    """
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(reference=reference).first()
        if message is None:
            return False
        outcome = MessageOutcome(message.outcome)
        if arrived and outcome in _NOT_KNOWN:
            message.outcome, message.outcome_at = MessageOutcome.DELIVERED, at
            message.save()
            # What was one line of it has arrived with it.
            Message.objects.filter(outbox_item__digest=message, outcome=MessageOutcome.SENT).update(
                outcome=MessageOutcome.DELIVERED, outcome_at=at
            )
        elif not arrived and outcome in _NOT_KNOWN | {MessageOutcome.DELIVERED}:
            correspondence.message_ended(
                message, MessageOutcome.BOUNCED, on=timezone.localdate(at), at=at
            )
    return True
