"""Reads of the access log, across every case."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ehc.models import AccessRecord

LISTED = 100
_DIGITS = 18
"""No row's number has as many; a longer one would not fit the database."""


def looked(wanted: str = "", *, before: str = "") -> tuple[list[AccessRecord], str]:
    """Who opened what, newest first.

    Args:
        wanted: words that all stand in the case's reference, the child's name or the reader's
            name or address; empty for everything.
        before: the number of the record that ended the page before.

    Returns:
        The records, and what continues the list; empty on the last page.
    """
    rows: QuerySet[AccessRecord] = AccessRecord.objects.select_related("by", "case__person")
    for word in wanted.split()[:5]:
        rows = rows.filter(
            Q(case__reference__icontains=word)
            | Q(case__person__first_name__icontains=word)
            | Q(case__person__last_name__icontains=word)
            | Q(by__name__icontains=word)
            | Q(by__email__icontains=word)
        )
    if before.isdecimal() and len(before) < _DIGITS:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: LISTED + 1])
    more = len(found) > LISTED
    return found[:LISTED], str(found[LISTED - 1].pk) if more else ""
