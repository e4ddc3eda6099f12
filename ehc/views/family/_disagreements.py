"""What a family is told of the decisions that it can disagree with, and of what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ehc.explanations import explain
from ehc.models import Letter
from ehc.queries.cases import CasePage
from ehc.queries.disputes import Disagreement
from ehc.workflows.clock import DutyStatus
from ehc.workflows.rights import Act
from ehc.workflows.statuses import DisputeStatus

_FOR_THE_APPEAL = frozenset({"mediation.contact", "appeal.lodge"})
_TOLD_OF_DISPUTES = frozenset(
    {
        "mediation.certificate_declined",
        "mediation.tell_health_bodies",
        "mediation.arrange",
        "mediation.arrange_health_only",
        "mediation.tell_place",
        "mediation.certificate_not_arranged",
        "mediation.certificate",
        "appeal.respond",
        "recommendation.health",
        "recommendation.social_care",
    }
)
"""What a family is told of while it waits; what was decided stands with the other dates."""
_CAN_APPEAL = frozenset(
    {DisputeStatus.OPEN, DisputeStatus.MEDIATING, DisputeStatus.AGREED, DisputeStatus.CERTIFIED}
)


def _mine(found: CasePage, letters: Sequence[Letter]) -> list[Disagreement]:
    """The decisions that these letters tell, the newest first."""
    mine = {letter.document_id for letter in letters}
    return [one for one in found.disagreements if one.notice.pk in mine]


def newest_appeal(found: CasePage, letters: Sequence[Letter]) -> Disagreement | None:
    """The decision that the newest letter tells, where it can be appealed and has not been.

    Args:
        letters: the reader's, the newest first.
    """
    told = next(iter(_mine(found, letters)), None)
    if told is None or told.notice.pk != letters[0].document_id:
        return None
    return None if told.dispute is not None and told.dispute.appealed_on else told


def disagreements_told(
    found: CasePage, uses: frozenset[Act], letters: Sequence[Letter]
) -> list[dict[str, Any]]:
    """What can be disagreed with, or was: the dates and why, and what became of it.

    Args:
        uses: what the reader does in their own right, or for whoever does.
        letters: the reader's, the newest first.
    """
    shown = []
    for number, one in enumerate(_mine(found, letters)):
        dispute = one.dispute
        if dispute is None and not one.is_running and number:
            # An old decision that nobody disagreed with has been overtaken by a newer one.
            continue
        status = dispute.status if dispute else ""
        can_appeal = not status or status in _CAN_APPEAL
        shown.append(
            {
                "found": one,
                "can_appeal": can_appeal,
                "can_ask": Act.DISPUTE in uses
                and (dispute is None or status == DisputeStatus.OPEN),
                "decided": [row.words_for_families for row in dispute.rulings.all()]
                if dispute
                else [],
                "says": [
                    explain(duty.because_for_families)
                    for duty in one.duties
                    if duty.state is not DutyStatus.NOT_APPLICABLE
                    and (
                        (can_appeal and duty.duty in _FOR_THE_APPEAL)
                        or (duty.duty in _TOLD_OF_DISPUTES and duty.done_on is None)
                    )
                ],
            }
        )
    return shown
