"""What every page is given."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

DEMONSTRATION = _("Invented data, shaped after the Department’s figures for Kent, 2024")


def service(request: HttpRequest | None) -> dict[str, Any]:
    """The authority, the banner of a demonstration, and how long a session lasts.

    Reads no database, so that the page for a failure can use it; ``request`` may be None.
    """
    return {
        "authority": settings.AUTHORITY,
        "demonstration": DEMONSTRATION if settings.SERVICE_IS_DEMONSTRATION else "",
        "session_seconds": settings.SESSION_COOKIE_AGE,
        "session_minutes": settings.SESSION_COOKIE_AGE // 60,
        "session_warning_seconds": settings.SESSION_WARNING_SECONDS,
    }
