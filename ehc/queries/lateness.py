"""What families were told of cases that are late."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from ehc.models import Case, LateUpdate, User
from ehc.permissions import visible_to


def updates_of(case: Case) -> QuerySet[LateUpdate]:
    """What the family of a case was told, the newest first."""
    return LateUpdate.objects.filter(case=case).select_related("told_by").order_by("-pk")


def promised_on(case: Case) -> date | None:
    """The day of the next update that the family was promised last, if it was told anything."""
    newest = updates_of(case).first()
    return newest.next_on if newest else None


def update_for(user: User, case: Case, on: date) -> LateUpdate | None:
    """The newest update of a case that somebody may see on a day."""
    return visible_to(user, LateUpdate, on).filter(case=case).order_by("-pk").first()
