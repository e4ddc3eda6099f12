"""Where the libraries that we use ask for our own rules."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ehc.actions.correspondence import queue_message
from ehc.models import User, UserKind

BOUNCES_AT = "@bounces.example"
"""In the demonstration, mail to this domain does not arrive."""

_TEMPLATES = {
    "account/email/login_code": "login_code",
    "account/email/password_reset_key": "password_reset",
    "account/email/unknown_account": "unknown_account",
    "account/email/password_changed": "password_changed",
    "account/email/password_reset": "password_changed",
}
_SECRET = frozenset({"login_code", "password_reset"})


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Signing in: nobody signs up here, staff are sent no codes, mail goes by the outbox."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("Enter the code from our newest email, or have another sent"),
        "too_many_login_attempts": _(
            "There were too many attempts. Wait a few minutes, then try again, or ring us"
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by asking for an assessment, or by an administrator."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the message; a code for staff becomes a note that says how staff sign in."""
        name = _TEMPLATES[template_prefix]
        user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
        if name == "login_code" and user is not None and user.kind == UserKind.STAFF:
            name = "staff_sign_in"
        if name == "password_reset" and (user is None or user.kind != UserKind.STAFF):
            name = "code_instead"
        queue_message(
            name,
            to=email,
            at=timezone.now(),
            user=user,
            holds_secret=name in _SECRET,
            context={
                "code": context.get("code", ""),
                "address": context.get("password_reset_url", ""),
            },
        )

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the email: the service's own, whatever host the request named."""
        address: str = super().get_reset_password_from_key_url(key)
        return settings.SERVICE_URL + urlsplit(address).path

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Each to their own first page."""
        return "/home/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The start page."""
        return "/"


class DemonstrationEmailBackend(BaseEmailBackend):
    """Hands nothing to any network: the mailbox page shows what was sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Take the messages.

        Raises:
            SMTPRecipientsRefused: as a mail server says of an address that does not exist.
        """
        for message in email_messages:
            refused = [to for to in message.recipients() if to.endswith(BOUNCES_AT)]
            if refused:
                raise smtplib.SMTPRecipientsRefused(
                    dict.fromkeys(refused, (550, b"no such address"))
                )
        return len(email_messages)
