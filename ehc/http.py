"""The request as our middleware completes it, for annotations in views."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from ehc.models import User


class Request(HttpRequest):
    """A request with its moment, its day and its identifier.

    ``now`` is an aware instant; ``today`` is the date in Europe/London at that instant;
    ``chooses_language`` says whether its reader may choose the language of the page;
    ``id`` is 32 hexadecimal digits, sent back as ``X-Request-ID`` and written in every log line.
    """

    id: str
    now: datetime
    today: date
    chooses_language: bool
    user: User
