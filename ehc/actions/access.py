"""The access log: who opened what, and when."""

from __future__ import annotations

from datetime import datetime

from ehc.models import AccessRecord, Case, User


def opened(
    *,
    by: User,
    at: datetime,
    route: str,
    case: Case | None = None,
    detail: str = "",
    by_link: bool = False,
) -> AccessRecord:
    """Record that somebody opened a page or a file that shows case data.

    Args:
        by: who.
        at: when.
        route: the name of the route, never a path.
        case: whose; None for a list of several.
        detail: which part of it, such as a document's number.
        by_link: whether they came by a one-case link, without an account.
    """
    return AccessRecord.objects.create(
        by=by, at=at, route=route, case=case, detail=detail, by_link=by_link
    )
