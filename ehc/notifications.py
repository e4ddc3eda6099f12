"""What a message says: one text file a message, whose first line is the subject.

Nothing personal goes into an email: no child's name, no decision. A message says what has
changed and what to do, and the reader signs in to see the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation


def compose(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Write a message.

    Args:
        template: the name of a file in ``templates/messages``.
        context: what its words need; the authority and the service's address are added.

    Returns:
        The subject, on one line, and the body.
    """
    # In the authority's language, whichever the page was read in from which it is sent.
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(
            f"messages/{template}.txt",
            {
                **context,
                "authority": settings.AUTHORITY,
                "service_url": settings.SERVICE_URL,
            },
        )
    subject, _, body = text.partition("\n")
    return subject.strip(), body.strip() + "\n"
