"""Which court orders keep somebody from a case, and which did."""

from __future__ import annotations

from django.db.models import QuerySet

from ehc.models import FamilyMember, KeptOut, Request


def orders_of(member: FamilyMember) -> QuerySet[KeptOut]:
    """What was recorded of one of a family, the newest first."""
    return (
        KeptOut.objects.filter(member=member).select_related("paper", "recorded_by").order_by("-pk")
    )


def newest_order(member: FamilyMember) -> KeptOut | None:
    """What was recorded last of one of a family; None: nothing was."""
    return orders_of(member).first()


def kept_out_who_asked(received: Request) -> bool:
    """Whether a court order keeps whoever made a request from its case."""
    family = FamilyMember.objects.filter(person__case=received.case_id, user=received.asked_by_id)
    return family.exclude(kept_out_by="").exists()
