"""A draft under its lock: what may still be changed of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ehc.models import Request, RequestDraft
from ehc.refusals import Invalid


def locked_draft(draft: RequestDraft) -> RequestDraft:
    """The draft as it is now, locked in the caller's transaction.

    Raises:
        Invalid: it was deleted.
    """
    held = RequestDraft.objects.select_for_update().filter(pk=draft.pk, deleted_at=None).first()
    if held is None:
        raise Invalid("draft", _("This request was deleted. Start again."))
    return held


def unsent(draft: RequestDraft) -> RequestDraft:
    """The draft as it is now, locked, where it can still be changed.

    Raises:
        Invalid: the request has already been sent, or was deleted.
    """
    held = locked_draft(draft)
    if Request.objects.filter(draft=held).exists():
        raise Invalid("draft", _("This request has already been sent."))
    return held
