"""Staff, their roles, the teams and the settings: what an administrator changes.

History says who did.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ehc.actions.correspondence import queue_message
from ehc.models import RoleGrant, Service, Setting, Team, User, UserKind
from ehc.models._history import acting_as
from ehc.permissions import route_roles
from ehc.refusals import AlreadyDone, Invalid, NotVisible
from ehc.workflows.roles import SEND_TEAM_ROLES, STAFF_ROLES, Role


def _administers(by: User) -> None:
    if Role.ADMINISTRATOR not in route_roles(by):
        raise NotVisible


def add_staff(*, email: str, name: str, job_title: str, by: User, at: datetime) -> User:
    """Make an account for a member of staff, who sets a password by email.

    Raises:
        Invalid: the address has an account already.
        NotVisible: ``by`` is no administrator.
    """
    _administers(by)
    email = email.strip().lower()
    with transaction.atomic(), acting_as(by):
        if User.objects.filter(email=email).exists():
            raise Invalid("email", _("This address has an account already."))
        user = User.objects.create_user(email, name=name, kind=UserKind.STAFF)
        user.job_title = job_title
        user.save()
        queue_message("staff_welcome", to=email, user=user, at=at)
    return user


def grant_role(
    user: User, *, role: str, team: Team | None, service: Service | None, by: User
) -> RoleGrant:
    """Give somebody a role, within a team or a service where the role asks for one.

    Raises:
        Invalid: a role that staff do not hold, or a missing team.
        AlreadyDone: they hold it.
        NotVisible: ``by`` is no administrator.
    """
    _administers(by)
    if role not in STAFF_ROLES:
        raise Invalid("role", _("Choose a role."))
    if role in SEND_TEAM_ROLES and team is None:
        raise Invalid("team", _("Choose the area team: this role is held in one."))
    if role == Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST and service is None:
        raise Invalid("service", _("Choose the service: this role is held in one."))
    with transaction.atomic(), acting_as(by):
        # Held, so that a second click finds what the first has given.
        User.objects.select_for_update().get(pk=user.pk)
        held = RoleGrant.objects.filter(
            user=user, role=role, team=team, service=service, ended_at=None
        )
        if held.exists():
            raise AlreadyDone("grant_role", role)
        return RoleGrant.objects.create(user=user, role=role, team=team, service=service)


def end_grant(grant: RoleGrant, *, by: User, at: datetime) -> RoleGrant:
    """End a role. The last administrator keeps theirs.

    Raises:
        Invalid: nobody else is an administrator.
        AlreadyDone: it has ended.
        NotVisible: ``by`` is no administrator.
    """
    _administers(by)
    with transaction.atomic(), acting_as(by):
        _not_the_last_administrator(grant.user if grant.role == Role.ADMINISTRATOR else None)
        held = RoleGrant.objects.select_for_update().get(pk=grant.pk)
        if held.ended_at is not None:
            raise AlreadyDone("end_grant", held.role)
        held.ended_at = at
        held.save()
    return held


def _not_the_last_administrator(leaving: User | None) -> None:
    if leaving is None:
        return
    # Locked, so that the last two cannot leave at once.
    others = RoleGrant.objects.select_for_update().filter(
        role=Role.ADMINISTRATOR, ended_at=None, user__is_active=True
    )
    if not [grant for grant in others if grant.user_id != leaving.pk]:
        raise Invalid("role", _("Make somebody else an administrator first."))


def deactivate(user: User, *, by: User) -> User:
    """Close an account: it opens nothing from now on. Nobody is ever deleted.

    Its password is forgotten, so that no session lives on should the account be opened again.

    Raises:
        Invalid: the last administrator.
        NotVisible: ``by`` is no administrator.
    """
    _administers(by)
    with transaction.atomic(), acting_as(by):
        _not_the_last_administrator(user if Role.ADMINISTRATOR in route_roles(user) else None)
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
    return user


def reactivate(user: User, *, by: User) -> User:
    """Open a closed account again; a new password is asked for by email."""
    _administers(by)
    with transaction.atomic(), acting_as(by):
        user.is_active = True
        user.save(update_fields=["is_active"])
    return user


def add_team(name: str, *, by: User) -> Team:
    """Make an area team.

    Raises:
        Invalid: the name is taken.
        NotVisible: ``by`` is no administrator.
    """
    _administers(by)
    try:
        with transaction.atomic(), acting_as(by):
            return Team.objects.create(name=name.strip())
    except IntegrityError as error:
        raise Invalid("name", _("There is a team of this name already.")) from error


def set_closing(setting: Setting, *, closed_on: date | None, by: User) -> Setting:
    """Record until when a setting is open; what was written of it before stays as it is.

    Args:
        closed_on: the last day on which it is open, past or to come; None: it does not close.

    Raises:
        NotVisible: ``by`` is no administrator.
    """
    _administers(by)
    with transaction.atomic(), acting_as(by):
        setting.closed_on = closed_on
        setting.save(update_fields=["closed_on"])
    return setting
