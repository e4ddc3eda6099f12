"""Text messages through GOV.UK Notify, which English public bodies use.

Notify sends nothing but its own templates: that of ``NOTIFY_TEXT_TEMPLATE_ID`` is to hold
``((body))`` and nothing else, so that the words stay here, where they are tested and translated.
What became of a text it says by calling back (:mod:`ehc.views.deliveries`).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from ehc.texts import TextRefused

PATIENCE = 20
"""Seconds until a provider that does not answer counts as out of order, as for email."""
_NOT_AS_ASKED = 400
_OF_THE_NUMBER = "phone_number"


class NotifyTexts:
    """Hands texts to GOV.UK Notify.

    Raises:
        ImproperlyConfigured: a setting that it needs is missing.
    """

    def __init__(self) -> None:
        for name in ("NOTIFY_API_KEY", "NOTIFY_TEXT_TEMPLATE_ID"):
            if not getattr(settings, name):
                raise ImproperlyConfigured(f"Set {name}: see docs/deploy.md.")
        self._client = NotificationsAPIClient(
            settings.NOTIFY_API_KEY, base_url=settings.NOTIFY_URL, timeout=PATIENCE
        )

    def send(self, to: str, body: str, *, reference: str) -> None:
        """Hand over one text message; see :class:`ehc.texts.TextBackend`.

        Raises:
            TextRefused: Notify says that it is no number to which a text can go.
            HTTPError: anything else that Notify refuses, or that it cannot be reached: the message
                is tried again.
        """
        try:
            self._client.send_sms_notification(
                phone_number=to,
                template_id=settings.NOTIFY_TEXT_TEMPLATE_ID,
                personalisation={"body": body},
                reference=reference,
            )
        except HTTPError as error:
            if error.status_code == _NOT_AS_ASKED and _is_of_the_number(error.message):
                raise TextRefused from error
            raise


def _is_of_the_number(told: Any) -> bool:
    """Whether all that Notify finds wrong is the number."""
    faults = told if isinstance(told, list) else []
    return bool(faults) and all(
        isinstance(one, dict)
        and one.get("error") == "ValidationError"
        and str(one.get("message", "")).startswith(_OF_THE_NUMBER)
        for one in faults
    )
