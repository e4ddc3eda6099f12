"""What a family is told of the decisions that it can disagree with, and of what became of them."""

from __future__ import annotations

from typing import Any

from ehc.explanations import explain
from ehc.http import Request
from ehc.queries import tracker as tracker_reads
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


def _mine(request: Request, found: CasePage) -> list[Disagreement]:
    """The decisions that this reader has a letter of, the newest first."""
    mine = {
        letter.document_id
        for letter in tracker_reads.letters_to(request.user, found.case, request.today)
    }
    return [one for one in found.disagreements if one.notice.pk in mine]


def newest_appeal(request: Request, found: CasePage) -> Disagreement | None:
    """The decision that the newest letter tells, where it can be appealed and has not been."""
    newest = tracker_reads.letters_to(request.user, found.case, request.today).first()
    told = next(iter(_mine(request, found)), None)
    if newest is None or told is None or told.notice.pk != newest.document_id:
        return None
    return None if told.dispute is not None and told.dispute.appealed_on else told


def disagreements_told(
    request: Request, found: CasePage, uses: frozenset[Act]
) -> list[dict[str, Any]]:
    """What can be disagreed with, or was: the dates and why, and what became of it."""
    shown = []
    for number, one in enumerate(_mine(request, found)):
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
