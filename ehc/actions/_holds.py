"""Whether anything of a case may be sent, and to whom it may not."""

from __future__ import annotations

from django.db.models import Q

from ehc.models import Case, Document, FamilyMember, HeldBecause, User


def held_because(case: Case | None) -> str:
    """Why what a case owes now is held; empty where it is sent.

    Read afresh: the caller may have read the case before a death was recorded.
    """
    if case is None:
        return ""
    died = Case.objects.filter(pk=case.pk, person__died_on__isnull=False).exists()
    return HeldBecause.DEATH if died else ""


def is_held(document: Document | None) -> bool:
    """Whether a paper may not go out, by whatever means."""
    return (
        document is not None
        and Document.objects.filter(pk=document.pk)
        .exclude(outbox_item__held_because="")
        .filter(outbox_item__isnull=False)
        .exists()
    )


def is_kept_out(case: Case | None, user: User | None, to: str = "") -> bool:
    """Whether a court order keeps somebody from a case, so that nothing of it is sent to them.

    Args:
        case: whose; None: what is sent is of no case.
        user: to whom it goes.
        to: the address or number, by which whoever has no account is known.
    """
    if case is None:
        return False
    if user is not None:
        theirs = Q(user=user)
    elif to:
        theirs = Q(email__iexact=to) | Q(mobile=to)
    else:
        return False
    kept_out = FamilyMember.objects.filter(person=case.person_id).exclude(kept_out_by="")
    return kept_out.filter(theirs).exists()
