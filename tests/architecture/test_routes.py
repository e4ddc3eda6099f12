"""Every route by every role: the generated table of who opens what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import timezone

from ehc.middleware import RouteRuleMiddleware
from ehc.models import RoleGrant, Team, User, UserKind
from ehc.views._page import LIBRARY_ROUTES, Rule
from ehc.workflows.roles import Role
from tests import factories

ARGUMENTS: dict[str, Any] = {
    "reference": "EHC-2026-999999",
    "pk": 999_999,
    "key": "P1",
    "kind": "provision",
    "group": "views",
    "rule": "specificity.vague_term",
    "name": "who",
    "step": "decline-mediation",
    "number": 999,
    "grant": 999_999,
    "secret": "nothing",
    "process": "assessment",
}


HELD = {
    UserKind.FAMILY: frozenset({Role.PARENT, Role.YOUNG_PERSON, Role.SETTING}),
    UserKind.CONTRIBUTOR: frozenset({Role.CONTRIBUTOR, Role.SETTING}),
}
"""What an account may stand as, where that is more than one role."""


def _patterns(patterns: Any, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for item in patterns:
        path = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from _patterns(item.url_patterns, path)
        else:
            yield path, item


ROUTES = tuple(_patterns(get_resolver().url_patterns))
OURS = tuple(
    (path, item)
    for path, item in ROUTES
    if item.callback.__module__.startswith(("ehc.", "quality_assurance."))
)


def _address(path: str) -> str:
    for converter in ("str:", "int:", "slug:"):
        path = path.replace(f"<{converter}", "<")
    for name, value in ARGUMENTS.items():
        path = path.replace(f"<{name}>", str(value))
    return "/" + path


def test_every_route_of_ours_declares_its_rule() -> None:
    without = [
        path for path, item in OURS if not isinstance(getattr(item.callback, "rule", None), Rule)
    ]
    assert without == []
    assert len(OURS) > 70


def test_of_the_librarys_routes_only_those_named_open() -> None:
    library = {item.name for path, item in ROUTES if (path, item) not in OURS}
    assert library >= LIBRARY_ROUTES
    for path, item in ROUTES:
        if (path, item) in OURS or item.name in LIBRARY_ROUTES:
            continue
        assert not hasattr(item.callback, "rule"), path


def _user_as(role: Role, team: Team) -> User:
    if role in {Role.PARENT, Role.YOUNG_PERSON, Role.SETTING}:
        return User.objects.create_user(f"{role}@family.example", name=role, kind=UserKind.FAMILY)
    if role is Role.CONTRIBUTOR:
        return User.objects.create_user("c@out.example", name="c", kind=UserKind.CONTRIBUTOR)
    if role is Role.SYSTEM:
        return User.objects.create_user("s@sys.example", name="s", kind=UserKind.SYSTEM)
    user = User.objects.create_user(f"{role}@kent.example", name=role, kind=UserKind.STAFF)
    RoleGrant.objects.create(user=user, role=role, team=team)
    return user


def _answer(user: User | AnonymousUser, path: str) -> str:
    """What the rule of a route says to a visitor: opens, sign in, or absent."""
    address = _address(path)
    request = RequestFactory().get(address)
    request.user, request.today = user, timezone.localdate()
    request.resolver_match = match = resolve(address)
    try:
        response = RouteRuleMiddleware(lambda _: HttpResponse()).process_view(
            request, match.func, match.args, match.kwargs
        )
    except Http404:
        return "absent"
    return "opens" if response is None else "sign in"


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *Role])
def test_a_route_opens_to_the_roles_that_its_rule_names_and_to_nobody_else(
    role: Role | None,
) -> None:
    """Denied looks like absent; somebody who is not signed in is asked to sign in."""
    user = AnonymousUser() if role is None else _user_as(role, factories.TeamFactory())
    held = HELD.get(getattr(user, "kind", ""), frozenset({role}))
    expected = {
        path: "opens"
        if item.callback.rule.public or item.callback.rule.roles & held
        else "sign in"
        if role is None
        else "absent"
        for path, item in OURS
    }
    assert {path: _answer(user, path) for path in expected} == expected


@pytest.mark.django_db
def test_somebody_whose_account_was_closed_opens_nothing(priya: User) -> None:
    priya.is_active = False
    assert {_answer(priya, path) for path, item in OURS if not item.callback.rule.public} == {
        "absent"
    }


@pytest.mark.django_db
def test_a_route_without_a_rule_does_not_open(priya: User) -> None:
    # The library's page for changing addresses is not one of those that are open.
    assert _answer(priya, "account/email/") == "absent"


@pytest.mark.django_db
def test_denied_and_absent_are_the_same_page(priya: User) -> None:
    client = Client()
    client.force_login(priya)
    denied, absent = client.get("/staff/"), client.get("/nothing-of-the-kind/")
    assert denied.status_code == absent.status_code == 404
    assert _without_identifier(denied) == _without_identifier(absent)


def _without_identifier(response: HttpResponse) -> str:
    return re.sub(r"[0-9a-f]{32}", "", response.content.decode())


def test_the_lists_open_to_those_who_work_them() -> None:
    named = {item.name: item.callback.rule.roles for _path, item in OURS}
    assert named["my_queue"] == {Role.CASEWORKER, Role.TEAM_MANAGER}
    assert named["staff"] == {Role.ADMINISTRATOR}
    assert named["my_reviews"] == {Role.QA_REVIEWER, Role.QA_MODERATOR}
