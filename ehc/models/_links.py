"""One-case links: a secret that opens one thing, once, for a while.

The secret is never stored: only its digest is. A GET shows a button and changes nothing
(mail scanners open every link); the POST behind the button exchanges the secret for a cookie.
"""

from __future__ import annotations

import hashlib

from django.db import models


def digest(secret: str) -> str:
    """The SHA-256 of a secret, in hexadecimal, as stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


class OneCaseLink(models.Model):
    """What every one-case link has.

    Attributes:
        secret_digest: of the secret in the address; at least 128 random bits.
        cookie_digest: of the cookie it was exchanged for; empty until then.
    """

    secret_digest = models.CharField(max_length=64, unique=True)
    cookie_digest = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    exchanged_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
