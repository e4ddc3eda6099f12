"""Deciding whether another file is about the same child."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._step import record
from ehc.models import Case, SameChild, User
from ehc.queries.matches import suggested
from ehc.refusals import Invalid


@asks_first("decide_same_child")
def decide_same_child(
    case: Case, *, other: Case, is_same: bool, reason: str, by: User, on: date, at: datetime
) -> SameChild:
    """Record that another file is about the same child, or about a twin or another child.

    It changes no date and bars nothing, and can be decided otherwise later.

    Args:
        case: the file that is read.
        other: one that was suggested.
        reason: why, kept in the history of the case.

    Raises:
        NotYours, NotVisible: somebody who does not work on the case.
        Invalid: without a reason, or of a file that nothing suggests.
    """
    if not reason.strip():
        raise Invalid("reason", _("Say how you know"))
    if other.pk not in {one.case.pk for one in suggested(case)}:
        raise Invalid("other", _("Nothing suggests that this file is about the same child"))
    with record(case, "decide_same_child", case=case, by=by, on=on, at=at, reason=reason) as entry:
        held = SameChild.objects.filter(case=case, other=other).first() or SameChild(
            case=case, other=other
        )
        held.is_same, held.reason = is_same, reason
        held.decided_by, held.decided_on = by, on
        held.save()
        entry.facts.update(other=other.pk, is_same=is_same)
    return held
