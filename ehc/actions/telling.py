"""Telling somebody of a family what is new, in the way that they chose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from ehc.actions.correspondence import queue_message, raise_to_ring
from ehc.actions.digests import put_into_digest
from ehc.models import Case, Channel, ContactBy, FamilyMember, Message, MessageOutcome, User
from ehc.notifications import PACE, Pace, compose

_LEFT_TO_STAFF = frozenset({ContactBy.PHONE, ContactBy.POST})
"""They want neither an email nor a text."""


def tell_reader(
    reader: User, template: str, *, case: Case, at: datetime, context: Mapping[str, Any]
) -> Message:
    """Write down that somebody is to be told, in the caller's transaction.

    Not for what the law asks to be given to somebody: that is served where they agreed to it.

    Whoever wants one email a day has what can wait (:data:`ehc.notifications.PACE`) in that.

    Args:
        reader: who.
        template: the name of its words (:mod:`ehc.notifications`).
        context: what the words need.
    """
    member = FamilyMember.objects.filter(person=case.person_id, user=reader).first()
    by = member.contact_by if member else ContactBy.EMAIL
    told: dict[str, Any] = {"user": reader, "case": case, "at": at, "context": context}
    if member is not None and by == ContactBy.TEXT:
        return queue_message(template, to=member.mobile, channel=Channel.TEXT, **told)
    if by in _LEFT_TO_STAFF:
        return _leave_to_staff(template, reader, case, at, context)
    message = queue_message(template, to=reader.email, **told)
    if member is not None and member.daily_digest and PACE[template] is Pace.CAN_WAIT:
        put_into_digest(message, reader, at=at)
    return message


def tell_in_writing(
    reader: User, template: str, *, case: Case, at: datetime, context: Mapping[str, Any]
) -> Message | None:
    """Tell somebody, unless they want to be rung or written to: then nobody need ring about it.

    For what reaches them anyway, such as a letter in the post.
    """
    member = FamilyMember.objects.filter(person=case.person_id, user=reader).first()
    if member is not None and member.contact_by in _LEFT_TO_STAFF:
        return None
    return tell_reader(reader, template, case=case, at=at, context=context)


def _leave_to_staff(
    template: str, reader: User, case: Case, at: datetime, context: Mapping[str, Any]
) -> Message:
    """Keep what they would have been sent, and have somebody ring or write instead."""
    subject, body = compose(template, context)
    message = Message.objects.create(
        case=case,
        user=reader,
        to=reader.email,
        template=template,
        subject=subject,
        body=body,
        created_at=at,
        outcome=MessageOutcome.NOT_WANTED,
        outcome_at=at,
    )
    raise_to_ring(message, on=timezone.localdate(at), at=at)
    return message
