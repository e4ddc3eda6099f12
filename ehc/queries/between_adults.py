"""What was decided where adults of a family ask for contrary things."""

from __future__ import annotations

from django.db.models import QuerySet

from ehc.models import BetweenAdults, Case


def decided_between(case: Case) -> QuerySet[BetweenAdults]:
    """Everything that was decided on a case, the newest first; no adult of the family reads it."""
    return BetweenAdults.objects.filter(case=case).select_related("decided_by").order_by("-pk")
