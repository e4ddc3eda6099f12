"""What a message says: one text file an email, whose first line is the subject; one a text.

Nothing personal goes into a message: no child's name, no decision. It says what has changed and
what to do, and the reader signs in to see the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

TEXT_LENGTH = 306
"""The most characters of a text message: two pieces, as networks carry it."""


def compose(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Write a message.

    Args:
        template: the name of a file in ``templates/messages``.
        context: what its words need; the authority and the service's address are added.

    Returns:
        The subject, on one line, and the body.
    """
    subject, _, body = _drawn(f"messages/{template}.txt", context).partition("\n")
    return subject.strip(), body.strip() + "\n"


def compose_text(template: str, context: Mapping[str, Any]) -> str:
    """Write a text message, on one line.

    Args:
        template: the name of a file in ``templates/messages/texts``.
        context: as for :func:`compose`.
    """
    return " ".join(_drawn(f"messages/texts/{template}.txt", context).split())


def _drawn(name: str, context: Mapping[str, Any]) -> str:
    # In the authority's language, whichever the page was read in from which it is sent.
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string(
            name,
            {**context, "authority": settings.AUTHORITY, "service_url": settings.SERVICE_URL},
        )
