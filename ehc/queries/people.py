"""Reads about organisations and the people who work in them."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from ehc.models import RoleGrant, Service, Setting, Team, User, UserKind
from ehc.workflows.roles import Role

ADVISERS = frozenset(
    {
        Role.EDUCATIONAL_PSYCHOLOGIST,
        Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST,
        Role.HEALTH_COORDINATOR,
    }
)
"""The roles in which a member of staff gives advice."""


def settings() -> QuerySet[Setting]:
    """Every setting, by name."""
    return Setting.objects.order_by("name")


LISTED_SETTINGS = 200


def settings_called(wanted: str = "") -> QuerySet[Setting]:
    """Settings by name, at most :data:`LISTED_SETTINGS`.

    Args:
        wanted: part of a name, or a unique reference number; empty for all.
    """
    rows = settings()
    if wanted.strip():
        rows = rows.filter(Q(name__icontains=wanted.strip()) | Q(urn=wanted.strip()))
    return rows[:LISTED_SETTINGS]


def setting(pk: int) -> Setting | None:
    """One setting."""
    return Setting.objects.filter(pk=pk).first()


def services() -> QuerySet[Service]:
    """Every service that can be asked, by name."""
    return Service.objects.order_by("name")


def advisers() -> QuerySet[User]:
    """Members of staff who give advice, by name."""
    return (
        User.objects.filter(
            kind=UserKind.STAFF,
            is_active=True,
            grants__ended_at=None,
            grants__role__in=ADVISERS,
        )
        .distinct()
        .order_by("name")
    )


LISTED_STAFF = 200


def staff(wanted: str = "") -> QuerySet[User]:
    """Members of staff, by name, at most :data:`LISTED_STAFF`.

    Args:
        wanted: part of a name or an address; empty for all.
    """
    rows = User.objects.filter(kind=UserKind.STAFF)
    if wanted.strip():
        rows = rows.filter(Q(name__icontains=wanted) | Q(email__icontains=wanted))
    return rows.order_by("name", "pk").prefetch_related(
        Prefetch(
            "grants",
            RoleGrant.objects.filter(ended_at=None).select_related("team", "service"),
            to_attr="held",
        )
    )[:LISTED_STAFF]


def staff_member(pk: int) -> User | None:
    """One member of staff."""
    return User.objects.filter(pk=pk, kind=UserKind.STAFF).first()


def live_grants(user: User) -> QuerySet[RoleGrant]:
    """The roles that somebody holds now."""
    return user.grants.filter(ended_at=None).select_related("team", "service", "user")


def teams() -> QuerySet[Team]:
    """Every area team, by name."""
    return Team.objects.order_by("name")
