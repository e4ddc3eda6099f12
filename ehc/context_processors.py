"""What every page is given."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from ehc.components import NavigationItem
from ehc.permissions import route_roles
from ehc.workflows.roles import FAMILY_ROLES, SEND_TEAM_ROLES, Role

DEMONSTRATION = _("Invented data, shaped after the Department’s figures for Kent, 2024")


def service(request: HttpRequest | None) -> dict[str, Any]:
    """The authority, the banner of a demonstration, and how long things last.

    These are a session and a request that was not sent. Reads no database, so that the page for
    a failure can use it; ``request`` may be None.
    """
    return {
        "authority": {**settings.AUTHORITY, **_in_words(settings.AUTHORITY)},
        "demonstration": DEMONSTRATION if settings.SERVICE_IS_DEMONSTRATION else "",
        "session_seconds": settings.SESSION_COOKIE_AGE,
        "session_minutes": settings.SESSION_COOKIE_AGE // 60,
        "unsent_days": settings.UNSENT_REQUESTS_KEPT_DAYS,
        "session_warning_seconds": settings.SESSION_WARNING_SECONDS,
        **_languages(request),
    }


_SAYS = (
    gettext_noop("EHC assessments and plans"),
    gettext_noop("Special Educational Needs Service"),
    gettext_noop("Monday to Friday, 9am to 5pm"),
)
"""What the settings say of the authority in words, so that it is gathered for the catalogues."""


def _in_words(authority: dict[str, Any]) -> dict[str, str]:
    """What an authority says of itself in words, in the language of the page where we have it."""
    return {name: gettext(authority[name]) for name in ("service_name", "department", "hours")}


def _languages(request: HttpRequest | None) -> dict[str, Any]:
    """The languages that the reader may choose from, and whether a translator checked this one."""
    if not getattr(request, "chooses_language", False):
        return {}
    active = get_language()
    return {
        "languages": [(code, name, code == active) for code, name in settings.LANGUAGES],
        "is_unchecked": active in settings.LANGUAGES_NOT_CHECKED,
    }


_ADVISERS = frozenset(
    {
        Role.EDUCATIONAL_PSYCHOLOGIST,
        Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST,
        Role.HEALTH_COORDINATOR,
        Role.CONTRIBUTOR,
    }
)
_NAVIGATION = (
    (FAMILY_ROLES | {Role.SETTING}, "your_requests", _("Your requests")),
    (SEND_TEAM_ROLES, "my_queue", _("My work")),
    (SEND_TEAM_ROLES, "unallocated", _("New requests")),
    (SEND_TEAM_ROLES, "plan_reviews", _("Reviews of plans")),
    (SEND_TEAM_ROLES, "disputes_due", _("Disagreements")),
    (SEND_TEAM_ROLES, "phase_transfers", _("Transfers of phase")),
    (_ADVISERS, "my_advice", _("Advice to give")),
    (frozenset({Role.QA_REVIEWER, Role.QA_MODERATOR}), "my_reviews", _("Plans to review")),
    (
        frozenset({Role.TEAM_MANAGER, Role.SERVICE_MANAGER, Role.DATA_PROTECTION_OFFICER}),
        "timeliness",
        _("Timeliness"),
    ),
    (
        frozenset({Role.DATA_PROTECTION_OFFICER}),
        "access_records",
        _("Who has looked"),
    ),
    (frozenset({Role.ADMINISTRATOR}), "staff", _("Staff")),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The service's menu, for whoever is signed in: what their roles open."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    held = getattr(request, "held_roles", None) or route_roles(user)
    match = request.resolver_match
    return {
        "navigation": [
            NavigationItem(str(label), reverse(route), bool(match and match.view_name == route))
            for roles, route, label in _NAVIGATION
            if roles & held
        ]
    }
