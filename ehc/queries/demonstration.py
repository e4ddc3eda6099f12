"""Reads that only a demonstration answers."""

from __future__ import annotations

from django.conf import settings

from ehc.models import AdviceLink, AdviceRequest, DemonstrationCounty, Message, User
from ehc.queries.contributions import OPEN

LISTED_MESSAGES = 50
MOST_DIGITS = 18


def is_demonstration() -> bool:
    """Whether this is a demonstration: by its settings and by its database, both."""
    return settings.SERVICE_IS_DEMONSTRATION and DemonstrationCounty.objects.exists()


def personas(emails: tuple[str, ...]) -> dict[str, User]:
    """The users of these addresses who can sign in, by address."""
    return {user.email: user for user in User.objects.filter(email__in=emails, is_active=True)}


def asked_by_link(user: User) -> AdviceRequest | None:
    """The request for advice that somebody outside was sent a link to: an open one, if any is."""
    mine = AdviceRequest.objects.filter(professional=user).order_by("pk")
    return mine.filter(status__in=OPEN).first() or mine.first()


def link_was_used(request: AdviceRequest) -> bool:
    """Whether the newest link to a request has been opened, and so opens nothing more."""
    newest = AdviceLink.objects.filter(advice_request=request).order_by("-pk").first()
    return newest is None or newest.exchanged_at is not None or newest.revoked_at is not None


def newest_link(user: User) -> str:
    """The words of the newest message that holds somebody's link."""
    sent = Message.objects.filter(user=user, template="advice_link").order_by("-pk").first()
    return sent.body if sent else ""


def mailbox(to: str = "", *, before: str = "") -> tuple[list[Message], str]:
    """One page of messages, newest first.

    Args:
        to: an address, or part of one; empty for all.
        before: the number of the message that ended the page before.

    Returns:
        The messages, and what continues the list; empty on the last page.
    """
    rows = Message.objects.filter(to__icontains=to) if to else Message.objects.all()
    if before.isdecimal() and len(before) < MOST_DIGITS:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: LISTED_MESSAGES + 1])
    more = len(found) > LISTED_MESSAGES
    return found[:LISTED_MESSAGES], str(found[LISTED_MESSAGES - 1].pk) if more else ""
