"""Where each missing thing is mended."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from django.urls import reverse

from ehc.views._steps import Mend
from ehc.workflows.readiness import Missing, MissingKey

_K = MissingKey
_ROW = re.compile(r"[NOPR]\d+")
_SECTIONS = frozenset({"A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K"})
_SECTION_OF_TEXT: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "history",
                "communication",
                "views_child",
                "views_parents",
                "aspirations",
                "how_views_gathered",
            ),
            "A",
        ),
        "health_none_reason": "C",
        "social_care_none_reason": "D",
        "personal_budget": "J",
    }
)
_ROUTES: Mapping[MissingKey, str] = MappingProxyType(
    {
        _K.CASEWORKER: "case",
        _K.FAMILY_NOT_ASKED: "ask_family",
        _K.ADVICE_NOT_SOUGHT: "ask_for_advice",
        _K.ADVICE_NOT_RECEIVED: "case",
        _K.QUALIFIED_TEACHER: "case",
        _K.SETTING_CLOSED: "name_setting",
        _K.SETTING_NOT_CONSULTED: "consultations",
        _K.REQUEST_NOT_CONSULTED: "consultations",
        _K.ANSWER_AWAITED: "consultations",
        _K.REQUESTED_SETTING: "consultations",
        _K.MAINSTREAM_GROUND: "name_setting",
        _K.HEALTH_NOT_AGREED: "plan",
        _K.PLAN_NOT_CHECKED: "plan",
        _K.SECTION_NOT_STATED: "plan",
        _K.NEED_WITHOUT_PROVISION: "plan",
        _K.SECTION_I_NOT_EMPTY: "plan",
        _K.PLAN_CHECK: "plan",
        _K.PLAN_CHECK_WARNING: "plan",
        _K.DRAFT_NOT_SERVED: "serve",
        _K.COMMENTS_UNANSWERED: "comments",
        _K.LETTER_UNPOSTED: "case_letters",
        _K.WINDOW_OPEN: "comments",
        _K.PLACEMENT: "name_setting",
        _K.CHANGES_NEED_NEW_DRAFT: "plan",
        _K.FINAL_VERSION: "finalise",
        _K.CEASE_NOTICE_UNSENT: "case_letters",
        _K.CEASE_DAY: "case_reviews",
        _K.CEASE_TOO_EARLY: "case_reviews",
        _K.CEASE_APPEAL_OPEN: "case_reviews",
        _K.CEASE_PLAN_CONTINUES: "case_reviews",
        _K.CEASE_ANOTHER_OPEN: "case_reviews",
        _K.CEASE_BEFORE_BIRTHDAY: "case_reviews",
        _K.NEXT_SETTING: "case_reviews",
        _K.WAS_DECIDED: "case_disputes",
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
        _rule, _, checked = str(missing.params.get("check", "")).partition(" ")
        row = missing.params.get("row") or missing.params.get("section") or checked
        return address + place_in_plan(str(row))

    return mend


def place_in_plan(row: str) -> str:
    """Where on the page of the plan a row, a section or a text stands; empty for the whole plan."""
    if _ROW.fullmatch(row):
        return f"#row-{row}"
    section = row if row in _SECTIONS else _SECTION_OF_TEXT.get(row, "")
    if row.startswith("strengths_"):
        section = "B"
    return f"#section-{section}" if section else ""
