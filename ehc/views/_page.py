"""Every route says who may open it, or it does not open.

``@page(PUBLIC)`` is open to anybody; ``@page(Role.CASEWORKER, …)`` to those who hold one of the
roles. :class:`ehc.middleware.RouteRuleMiddleware` refuses a view without a rule.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from ehc.workflows.roles import Role

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open a route: anybody, or those who hold one of some roles."""

    roles: frozenset[Role]
    public: bool = False


REQUEST_DRAFT = "request_draft"
"""Where a visitor's session keeps which request they are writing."""

PUBLIC = Rule(frozenset(), public=True)
"""Open to anybody, signed in or not."""

LIBRARY_ROUTES = frozenset(
    {
        "account_login",
        "account_logout",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
)
"""The sign-in library's own routes that are open; its others stay shut."""


def page(*rule: Rule | Role) -> Callable[[View], View]:
    """Declare who may open a view.

    Args:
        rule: :data:`PUBLIC`, or one or more roles.
    """
    declared = (
        rule[0]
        if rule and isinstance(rule[0], Rule)
        else Rule(frozenset(role for role in rule if isinstance(role, Role)))
    )

    def declare(view: View) -> View:
        view.rule = declared  # type: ignore[attr-defined]
        return view

    return declare
