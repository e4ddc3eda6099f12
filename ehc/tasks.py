"""What the worker does: renders papers, sends messages that steps have written down, tidies up.

Nothing here decides anything. A row that fails is put back with its error and tried again
later; a worker that is killed leaves its row to the next.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from ehc.actions import correspondence, digests, requests, takeover
from ehc.actions.draft_files import forget_unfinished
from ehc.actions.sent_forms import forget_sent_forms
from ehc.documents.rendering import paper_pdf
from ehc.models import Channel, Document, Message, OutboxItem, Recipient
from ehc.texts import TextRefused, text_backend

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


def tidy_up(at: datetime) -> bool:
    """Remove what is kept for a time only, and stop what waits to go to nobody any longer.

    What is to go follows from its own dates: a day that was missed is made up for, and several
    workers may do this at once.

    Args:
        at: now.

    Returns:
        Whether everything was done; what failed is logged and tried again later.
    """
    kept = timedelta(days=settings.UNSENT_REQUESTS_KEPT_DAYS)
    jobs: dict[str, Callable[[], int]] = {
        "unsent requests": lambda: requests.delete_unsent(untouched_for=kept, at=at),
        "files that were cut off": lambda: forget_unfinished(at=at),
        "letters to whoever may not see the case": lambda: takeover.readdress_all(at=at),
        "notes of sent forms": lambda: forget_sent_forms(at=at),
    }
    all_done = True
    for name, job in jobs.items():
        try:
            logger.info("tidied up %s: %d removed", name, job())
        except Exception as error:
            logger.warning("could not tidy up %s (%s)", name, type(error).__name__)
            all_done = False
    return all_done


def _do(item: OutboxItem, at: datetime) -> None:
    if item.document is not None:
        _render(item, item.document, at)
    elif item.message is not None:
        _send(item, item.message, at)


def _render(item: OutboxItem, document: Document, at: datetime) -> None:
    draw = partial(paper_pdf, document.kind, document.title, document.facts, on=document.event.on)
    correspondence.document_rendered(
        item,
        draw(),
        large_print=draw(large_print=True),
        addressed={
            letter.pk: draw(
                large_print=letter.large_print,
                recipient=f"{letter.addressee}\n{letter.address}".strip(),
                from_posting=letter.recipient == Recipient.FAMILY,
            )
            for letter in document.letters.filter(by_post=True, stopped_on=None)
        },
        # No name in a file's name: it ends in logs and download folders.
        file_name=f"{document.case.reference}-{document.kind.replace('_', '-')}-{document.pk}.pdf",
        on=timezone.localdate(at),
        at=at,
    )


def _send(item: OutboxItem, message: Message, at: datetime) -> None:
    if message.template == digests.TEMPLATE and not digests.write_digest(item, message, at=at):
        return
    if correspondence.is_stopped(item):
        return
    try:
        if message.channel == Channel.TEXT:
            text_backend().send(message.to, message.body, reference=str(message.reference))
        else:
            _send_email(message)
    except (smtplib.SMTPRecipientsRefused, TextRefused):
        correspondence.message_bounced(item, on=timezone.localdate(at), at=at)
        return
    correspondence.message_sent(item, at=at, keep_secret=settings.SERVICE_IS_DEMONSTRATION)


def _send_email(message: Message) -> None:
    host = urlsplit(settings.SERVICE_URL).hostname
    EmailMessage(
        message.subject,
        message.body,
        settings.DEFAULT_FROM_EMAIL,
        [message.to],
        # What a mail provider names it by when it says what became of it.
        headers={"Message-ID": f"<{message.reference}@{host}>"},
    ).send()
