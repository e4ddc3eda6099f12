"""Where each missing thing is mended."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.urls import reverse

from ehc.views._steps import Mend
from ehc.workflows.readiness import Missing, MissingKey

_K = MissingKey
_ROUTES: Mapping[MissingKey, str] = MappingProxyType(
    {
        _K.CASEWORKER: "case",
        _K.ADVICE_NOT_SOUGHT: "ask_for_advice",
        _K.ADVICE_NOT_RECEIVED: "case",
        _K.PLAN_NOT_CHECKED: "plan",
        _K.SECTION_NOT_STATED: "plan",
        _K.NEED_WITHOUT_PROVISION: "plan",
        _K.SECTION_I_NOT_EMPTY: "plan",
        _K.PLAN_CHECK: "plan",
        _K.PLAN_CHECK_WARNING: "plan",
        _K.DRAFT_NOT_SERVED: "serve",
        _K.COMMENTS_UNANSWERED: "comments",
        _K.WINDOW_OPEN: "comments",
        _K.PLACEMENT: "name_setting",
        _K.CHANGES_NEED_NEW_DRAFT: "plan",
        _K.FINAL_VERSION: "finalise",
    }
)


def mend_on(reference: str, here: str = "") -> Mend:
    """The links for one case.

    Args:
        reference: the case's.
        here: the route of the page itself, to which nothing links.
    """

    def mend(missing: Missing) -> str:
        route = _ROUTES.get(missing.key, "")
        if not route or route == here:
            return ""
        address = reverse(route, args=[reference])
        row = missing.params.get("row") or missing.params.get("section")
        return (
            f"{address}#section-{row}"
            if missing.key is _K.SECTION_NOT_STATED
            else (f"{address}#row-{row}" if row else address)
        )

    return mend
