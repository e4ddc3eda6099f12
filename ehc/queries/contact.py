"""How the people of a family are reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from ehc.models import FamilyMember, ServiceConsent, UserKind


def served_at(members: Iterable[FamilyMember]) -> Mapping[int, str]:
    """Where each is served electronically, by the member's key, in one query.

    Whoever does not stand here has letters by post: without a yes, and where somebody has none of
    the pages of families on which to read them; staff sign in to their work alone.
    """
    answers = ServiceConsent.objects.filter(member__in=[one.pk for one in members])
    newest = {answer.member_id: answer for answer in answers.select_related("member__user")}
    return {
        pk: answer.address
        for pk, answer in newest.items()
        if answer.agreed
        and answer.member.user is not None
        and answer.member.user.kind != UserKind.STAFF
    }


def answers_of(member: FamilyMember) -> QuerySet[ServiceConsent]:
    """What somebody answered about electronic service, the newest first."""
    return member.service_consents.select_related("recorded_by").order_by("-pk")
