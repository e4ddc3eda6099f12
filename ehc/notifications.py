"""What a message says: one text file an email, whose first line is the subject; one a text.

Nothing personal goes into a message: no child's name, no decision. It says what has changed and
what to do, and the reader signs in to see the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

TEXT_LENGTH = 306
"""The most characters of a text message: two pieces, as networks carry it."""


class Pace(StrEnum):
    """Whether a kind of message may be one line of the email of a day."""

    AT_ONCE = "at once"
    CAN_WAIT = "can wait until the email of the day"


PACE: Mapping[str, Pace] = MappingProxyType(
    {
        # News, of which nothing is lost by the afternoon.
        "comment_answered": Pace.CAN_WAIT,
        "late_update": Pace.CAN_WAIT,
        "letter_posted": Pace.CAN_WAIT,
        "message_ready": Pace.CAN_WAIT,
        # Service of what the law asks to be given; from it time limits run.
        "draft_ready": Pace.AT_ONCE,
        "letter_ready": Pace.AT_ONCE,
        # A day to keep, which may be tomorrow.
        "meeting_moved": Pace.AT_ONCE,
        "meeting_set": Pace.AT_ONCE,
        # Asked about, or acknowledged, while somebody waits for it.
        "asked_by_setting": Pace.AT_ONCE,
        "attention_received": Pace.AT_ONCE,
        "request_received": Pace.AT_ONCE,
        # Codes and links, and what protects an account.
        "code_instead": Pace.AT_ONCE,
        "login_code": Pace.AT_ONCE,
        "password_changed": Pace.AT_ONCE,
        "password_reset": Pace.AT_ONCE,
        "resume_request": Pace.AT_ONCE,
        "staff_sign_in": Pace.AT_ONCE,
        "staff_welcome": Pace.AT_ONCE,
        "unknown_account": Pace.AT_ONCE,
        # To those who advise or write: work with a day by which it is due.
        "advice_link": Pace.AT_ONCE,
        "advice_requested": Pace.AT_ONCE,
        "advice_returned": Pace.AT_ONCE,
        "advice_stopped": Pace.AT_ONCE,
        "advice_wanted_again": Pace.AT_ONCE,
        "plan_returned": Pace.AT_ONCE,
        # The email of the day itself.
        "digest": Pace.AT_ONCE,
    }
)
"""Every kind of message, and whether it can wait for whoever wants one email a day."""


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
