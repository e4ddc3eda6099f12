"""What the worker does: renders papers and sends messages that steps have written down.

Nothing here decides anything. A row that fails is put back with its error and tried again
later; a worker that is killed leaves its row to the next.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from ehc.actions import correspondence
from ehc.documents.rendering import paper_pdf
from ehc.models import Document, Message, OutboxItem

logger = logging.getLogger("ehc.worker")


def work_once(at: datetime) -> bool:
    """Do the oldest thing that is due.

    Args:
        at: now.

    Returns:
        Whether there was anything to do.
    """
    item = correspondence.claim_next(at)
    if item is None:
        return False
    try:
        _do(item, at)
    except Exception as error:
        # The class alone: an error's own words may hold a name or an address.
        logger.warning("outbox", extra={"item": item.pk, "error": type(error).__name__})
        correspondence.defer(item, at=at, error=type(error).__name__)
    return True


def _do(item: OutboxItem, at: datetime) -> None:
    if item.document is not None:
        _render(item, item.document, at)
    elif item.message is not None:
        _send(item, item.message, at)


def _render(item: OutboxItem, document: Document, at: datetime) -> None:
    pdf = paper_pdf(document.kind, document.title, document.facts, on=document.event.on)
    correspondence.document_rendered(
        item,
        pdf,
        # No name in a file's name: it ends in logs and download folders.
        file_name=f"{document.case.reference}-{document.kind.replace('_', '-')}-{document.pk}.pdf",
        on=timezone.localdate(at),
        at=at,
    )


def _send(item: OutboxItem, message: Message, at: datetime) -> None:
    try:
        send_mail(message.subject, message.body, settings.DEFAULT_FROM_EMAIL, [message.to])
    except smtplib.SMTPRecipientsRefused:
        correspondence.message_bounced(item, on=timezone.localdate(at), at=at)
        return
    correspondence.message_sent(item, at=at, keep_secret=settings.SERVICE_IS_DEMONSTRATION)
