"""The account of somebody of a family: made with their address, or there already."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from ehc.models import User, UserKind
from ehc.refusals import Invalid


def account_of(email: str, name: str, *, field: str, refused: str) -> User:
    """The user of an address: made now, if it is new.

    An address that belongs to staff is used as it is: staff who are parents are parents.

    Args:
        field: what a refusal is about.
        refused: what it says.

    Raises:
        Invalid: an address that nobody can use any more.
    """
    user, _made = User.objects.get_or_create(
        email=email.strip().lower(),
        defaults={"name": name, "kind": UserKind.FAMILY, "password": make_password(None)},
    )
    if not user.is_active or user.kind == UserKind.SYSTEM:
        raise Invalid(field, refused)
    return user
