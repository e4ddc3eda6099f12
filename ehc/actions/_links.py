"""Making, exchanging and revoking one-case links."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction

from ehc.models._links import OneCaseLink, digest

L = TypeVar("L", bound=OneCaseLink)
SECRET_BYTES = 32


def make(model: type[L], *, at: datetime, lasts: timedelta, **belongs_to: Any) -> tuple[L, str]:
    """Make a link.

    Args:
        model: the kind of link.
        lasts: for how long it can be used.
        belongs_to: the row that it opens.

    Returns:
        The link, and the secret that goes into the address and nowhere else.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = model._default_manager.create(
        secret_digest=digest(secret), created_at=at, expires_at=at + lasts, **belongs_to
    )
    return link, secret


def exchange(model: type[L], secret: str, *, at: datetime) -> tuple[L, str] | None:
    """Exchange a secret for a cookie: once, by POST, before it expires.

    Returns:
        The link and the cookie's value; None where the link is unknown, used, expired or
        revoked, which all look alike.
    """
    cookie = secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        won = model._default_manager.filter(
            secret_digest=digest(secret), exchanged_at=None, revoked_at=None, expires_at__gt=at
        ).update(exchanged_at=at, cookie_digest=digest(cookie))
        if not won:
            return None
        return model._default_manager.get(secret_digest=digest(secret)), cookie


def holder(model: type[L], cookie: str, *, at: datetime) -> L | None:
    """The link whose cookie this is, while it lasts."""
    if not cookie:
        return None
    return model._default_manager.filter(
        cookie_digest=digest(cookie), revoked_at=None, expires_at__gt=at
    ).first()
