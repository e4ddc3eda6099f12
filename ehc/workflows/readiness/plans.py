"""What is missing before a plan is sent, or made final."""

from __future__ import annotations

from collections.abc import Iterator

from ehc.workflows.duties import last_day_of
from ehc.workflows.placement import (
    left_without_ground,
    never_consulted,
    still_awaited,
    wants_mainstream_ground,
)
from ehc.workflows.readiness.facts import ReadinessFacts
from ehc.workflows.readiness.keys import Missing, MissingKey, warn


def signature(facts: ReadinessFacts) -> Iterator[Missing]:
    if not facts.signed_by.strip():
        yield Missing(MissingKey.SIGNATURE)


def plan(facts: ReadinessFacts) -> Iterator[Missing]:
    checks = facts.plan_checks
    if checks is None:
        yield Missing(MissingKey.PLAN_NOT_CHECKED)
        return
    for section in checks.sections_not_stated:
        yield Missing(MissingKey.SECTION_NOT_STATED, {"section": section})
    for row in checks.needs_without_provision:
        yield Missing(MissingKey.NEED_WITHOUT_PROVISION, {"row": row})
    for check in checks.blocking:
        yield Missing(MissingKey.PLAN_CHECK, {"check": check})
    for check in checks.warning:
        yield warn(MissingKey.PLAN_CHECK_WARNING, check=check)


def no_placement_in_draft(facts: ReadinessFacts) -> Iterator[Missing]:
    """Children and Families Act 2014, section 38(5)."""
    if facts.plan_checks is not None and not facts.plan_checks.section_i_empty:
        yield Missing(MissingKey.SECTION_I_NOT_EMPTY)


def draft_and_comments(facts: ReadinessFacts) -> Iterator[Missing]:
    """Sections 38(4) and 39(7): not before the period has ended, unless the family agrees.

    A plan that is amended by an order, an agreement or an appeal that is not opposed is not
    proposed first: regulations 42, 44 and 45 give its day, two weeks for a setting.
    """
    if facts.as_decided:
        return
    if facts.letter_unposted and not facts.family_agreed:
        yield Missing(MissingKey.LETTER_UNPOSTED)
        return
    if facts.draft_served_on is None:
        yield Missing(MissingKey.DRAFT_NOT_SERVED)
        return
    if facts.comments_unanswered > 0:
        yield Missing(MissingKey.COMMENTS_UNANSWERED, {"count": facts.comments_unanswered})
    last_day = last_day_of("draft.comments", facts.draft_served_on, begun_on=facts.begun_on)
    if facts.comments_close_on is not None:
        last_day = max(last_day, facts.comments_close_on)
    if not facts.family_agreed and (facts.on is None or facts.on <= last_day):
        yield Missing(MissingKey.WINDOW_OPEN, {"last_day": last_day})


def placement(facts: ReadinessFacts) -> Iterator[Missing]:
    """Sections 33 and 39(2) to (5): what the family asked for, and mainstream otherwise."""
    said = facts.placement
    if said.closing is not None and facts.on is not None:
        name, closed_on = said.closing
        if facts.on > closed_on:
            # Section 43: whoever is named must admit.
            yield Missing(MissingKey.SETTING_CLOSED, {"setting": name, "last_day": closed_on})
    if said.named and not said.consulted:
        yield Missing(MissingKey.SETTING_NOT_CONSULTED, {"setting": said.named})
    for name in never_consulted(said):
        yield Missing(MissingKey.REQUEST_NOT_CONSULTED, {"setting": name})
    for one in still_awaited(said, facts.on):
        last_day = one.answer_by or "—"
        yield Missing(MissingKey.ANSWER_AWAITED, {"setting": one.name, "last_day": last_day})
    for name in left_without_ground(said):
        yield Missing(MissingKey.REQUESTED_SETTING, {"setting": name})
    if wants_mainstream_ground(said):
        yield Missing(MissingKey.MAINSTREAM_GROUND)


def health_agreed(facts: ReadinessFacts) -> Iterator[Missing]:
    """Regulation 12(2): what a plan has in G is agreed by the commissioning body."""
    if facts.plan_checks is not None:
        for row in facts.plan_checks.health_not_agreed:
            yield Missing(MissingKey.HEALTH_NOT_AGREED, {"row": row})


def final_contents(facts: ReadinessFacts) -> Iterator[Missing]:
    if not facts.placement_stated and not facts.section_61_decision:
        yield Missing(MissingKey.PLACEMENT)
    if facts.changes_needing_new_draft:
        yield Missing(
            MissingKey.CHANGES_NEED_NEW_DRAFT, {"count": len(facts.changes_needing_new_draft)}
        )
    if not facts.signing_officer.strip():
        yield Missing(MissingKey.SIGNING_OFFICER)


def final_version(facts: ReadinessFacts) -> Iterator[Missing]:
    if not facts.final_version:
        yield Missing(MissingKey.FINAL_VERSION)
