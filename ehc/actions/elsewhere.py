"""Another authority is responsible: from the start (section 24), or since a move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext

from ehc.actions._advisers import tell_to_stop
from ehc.actions._asked_first import asks_first
from ehc.actions._officer import only_for_the_officer
from ehc.actions._step import take_step
from ehc.authorities import AUTHORITIES, ELSEWHERE
from ehc.models import Assessment, User
from ehc.models import Elsewhere as Row
from ehc.refusals import Invalid
from ehc.workflows.ends import ElsewhereFacts

_KNOWN = frozenset({*AUTHORITIES, ELSEWHERE})


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is known of the authority that is responsible.

    Attributes:
        authority: its number, or ``XXX`` outside England or where nobody knows it.
        how_known: how it is known that it is responsible.
        consents: whether the family agrees that what we have is sent on; None: it was not asked.
        where_to_ask: how the family reaches it.
    """

    authority: str
    how_known: str
    consents: bool | None
    where_to_ask: str


@asks_first("close_as_not_ours")
def close_as_not_ours(
    assessment: Assessment, known: Elsewhere, *, by: User, on: date, at: datetime
) -> Assessment:
    """Close a request for a child or young person of another authority's area.

    It is never a refusal: nothing was decided, no right of appeal arises and every date falls
    away (section 24). The family is told on the same day, by letter.

    Raises:
        NotReady: with what is missing.
        Invalid: the authority is our own.
    """
    return _leave(
        assessment, "close_as_not_ours", known, assessment.request.received_on, by=by, on=on, at=at
    )


@asks_first("export")
def export(
    assessment: Assessment,
    known: Elsewhere,
    moved_on: date | None,
    *,
    by: User,
    on: date,
    at: datetime,
) -> Assessment:
    """Record that somebody moved to another authority while the assessment was running.

    The new authority starts its own clock. Whoever was asked for advice is told to stop.

    Args:
        moved_on: the day of the move.

    Raises:
        NotReady: with what is missing.
        Invalid: the authority is our own.
    """
    return _leave(assessment, "export", known, moved_on, by=by, on=on, at=at)


def _leave(
    assessment: Assessment,
    step: str,
    known: Elsewhere,
    since: date | None,
    *,
    by: User,
    on: date,
    at: datetime,
) -> Assessment:
    only_for_the_officer(assessment, step, by=by, on=on)
    if known.authority == settings.AUTHORITY["code"]:
        raise Invalid("authority", gettext("This is our own authority. Choose another."))

    row = Row(
        assessment=assessment,
        authority=known.authority,
        # Saved only once readiness has found the day and the answer.
        since=since or on,
        how_known=known.how_known,
        consents=bool(known.consents),
        where_to_ask=known.where_to_ask,
        recorded_by=by,
    )

    def save() -> None:
        row.save()
        tell_to_stop(assessment, at=at)

    return take_step(
        assessment,
        step,
        by=by,
        on=on,
        at=at,
        reason=known.how_known,
        given={
            "elsewhere": ElsewhereFacts(
                authority=known.authority if known.authority in _KNOWN else "",
                how_known=known.how_known,
                consents=known.consents,
                where_to_ask=known.where_to_ask,
                since=since,
                received_on=assessment.request.received_on,
            )
        },
        alongside=save,
        authority=known.authority,
        is_sent_on=bool(known.consents),
    )
