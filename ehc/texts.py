"""Handing text messages to whoever carries them.

``TEXT_BACKEND`` names the class; empty, no text messages are sent and nobody is offered any.
"""

from __future__ import annotations

from typing import Protocol, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

UNREACHABLE = "+447700900999"
"""In the demonstration, a text message to this number does not arrive."""


class TextRefused(Exception):
    """The provider says that nothing can be sent to this number."""


class TextBackend(Protocol):
    """What a provider's class does; any other error of it is tried again later."""

    def send(self, to: str, body: str, *, reference: str) -> None:
        """Hand over one text message.

        Args:
            to: the number in international form.
            body: at most :data:`ehc.notifications.TEXT_LENGTH` characters.
            reference: by which the provider names it when it says what became of it.

        Raises:
            TextRefused: nothing can be sent to this number.
        """


class DemonstrationTexts:
    """Hands nothing to any network: the mailbox page shows what was sent."""

    def send(self, to: str, body: str, *, reference: str) -> None:
        """Take the message.

        Raises:
            TextRefused: for :data:`UNREACHABLE`.
        """
        if to == UNREACHABLE:
            raise TextRefused


def text_backend() -> TextBackend:
    """The class that ``TEXT_BACKEND`` names.

    Raises:
        ImproperlyConfigured: it names none.
    """
    if not settings.TEXT_BACKEND:
        raise ImproperlyConfigured("Set TEXT_BACKEND: see docs/deploy.md.")
    return cast("TextBackend", import_string(settings.TEXT_BACKEND)())
