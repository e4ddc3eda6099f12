"""Reads that only a demonstration answers."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from ehc.models import DemonstrationCounty, Message, User

LISTED_MESSAGES = 50


def is_demonstration() -> bool:
    """Whether this is a demonstration: by its settings and by its database, both."""
    return settings.SERVICE_IS_DEMONSTRATION and DemonstrationCounty.objects.exists()


def personas(emails: tuple[str, ...]) -> dict[str, User]:
    """The users of these addresses who can sign in, by address."""
    return {user.email: user for user in User.objects.filter(email__in=emails, is_active=True)}


def mailbox(to: str = "") -> QuerySet[Message]:
    """The latest messages, newest first.

    Args:
        to: an address, or part of one; empty for all.
    """
    rows = Message.objects.filter(to__icontains=to) if to else Message.objects.all()
    return rows.order_by("-pk")[:LISTED_MESSAGES]
