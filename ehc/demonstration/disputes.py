"""Disagreements of the demonstration county, each as far as it has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from ehc.actions import appeals, disputes, orders
from ehc.demonstration.days import working_day
from ehc.models import Case, Dispute, User
from ehc.queries.disputes import notices_of


def dispute(
    case: Case, how: str, *, family: User, who: Callable[[date], dict[str, Any]], as_of: date
) -> Dispute:
    """Disagree with the newest decision of a case.

    Args:
        how: ``"mediating"``, ``"ordered"`` where a refusal to assess was appealed and the family
            won, or ``"answering"`` where an appeal about the setting is to be answered.
        family: who disagrees.
        who: the caseworker on a day, as the actions take it.
        as_of: the demonstration's day.
    """
    notice = notices_of(case)[0]
    told_on = notice.event.on

    def day(days: int) -> date:
        return min(told_on + timedelta(days=days), as_of)

    match how:
        case "mediating":
            on = day(12)
            row = disputes.disagree_and_ask(
                notice,
                about="both",
                said="I want an assessment, and speech therapy at school.",
                **{**who(on), "by": family},
            )
            disputes.tell_health_bodies(row, **who(day(14)))
            return disputes.arrange_mediation(
                row,
                meeting_on=working_day(day(16) + timedelta(days=14)),
                place="Maidstone Library, the meeting room",
                **who(day(16)),
            )
        case "ordered":
            row = disputes.open_dispute(
                notice, said="The school has tried everything.", **who(day(7))
            )
            disputes.decline_mediation(row, **who(day(10)))
            disputes.record_certificate(row, kind="declined", **who(day(13)))
            row = appeals.record_appeal(row, placement_alone=False, **who(day(20)))
            appeals.receive_appeal(row, **who(day(24)))
            appeals.answer_appeal(row, **who(day(48)))
            row = appeals.record_order(
                row,
                orders=["assess"],
                words="The authority shall arrange an assessment.",
                directed={},
                **who(day(84)),
            )
            orders.assess_as_decided(row, **who(day(91)))
            return row
    row = disputes.open_dispute(
        notice, said="We asked for another school.", **who(as_of - timedelta(days=30))
    )
    row = appeals.record_appeal(row, placement_alone=True, **who(as_of - timedelta(days=25)))
    return appeals.receive_appeal(row, **who(as_of - timedelta(days=20)))
