"""Whether anything of a case may be sent."""

from __future__ import annotations

from ehc.models import Case, Document, HeldBecause


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
