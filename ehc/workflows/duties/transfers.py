"""Moves between authorities and between phases of education, and disclosure of a plan."""

from __future__ import annotations

from ehc.workflows.counting import (
    BeforeDay,
    Length,
    days,
    months_before,
    months_beginning_with,
    weeks,
    working_days,
    working_days_beginning_with,
)
from ehc.workflows.duties._duty import (
    IN_FORCE,
    REGULATION,
    Duty,
    DutyKind,
    Later,
)
from ehc.workflows.events import EventKind, When, when
from ehc.workflows.messages import gettext_noop
from ehc.workflows.steps import ProcessKind

_REVIEWED = (when(EventKind.PLAN_REVIEWED), when(EventKind.REVIEW_DECIDED))
_TRANSFERRED = (when(EventKind.PLAN_TRANSFERRED_OUT), when(EventKind.PLAN_TRANSFERRED_IN))
"""A plan that has come back had gone."""
_NAMED = (
    when(EventKind.AMENDED_PLAN_SENT),
    when(EventKind.PLAN_FINALISED),
    when(EventKind.REVIEW_DECIDED, "maintain"),
    when(EventKind.NOT_AMENDED_AFTER_REVIEW),
)


def _transfer(
    id: str,
    title: str,
    *,
    starts: When,
    length: Length | BeforeDay,
    done_by: tuple[When, ...],
    regulation: str,
    name: str = "",
    has_aim: bool = True,
    or_later: Later | None = None,
) -> Duty:
    """A duty of a transfer."""
    several = "s" if " and " in regulation else ""
    return Duty(
        id=id,
        process=ProcessKind.TRANSFER,
        title=title,
        starts=(starts,),
        length=length,
        done_by=done_by,
        kind=DutyKind.STATUTE,
        citation=f"SEND Regulations 2014, regulation{several} {regulation}",
        url=f"{REGULATION}{regulation.split('(')[0]}",
        effective_from=IN_FORCE,
        name=name,
        has_aim=has_aim,
        or_later=or_later,
    )


TRANSFER_DUTIES: tuple[Duty, ...] = (
    _transfer(
        "move.transfer.on_the_day",
        gettext_noop("Transfer the plan to the new authority"),
        starts=when(EventKind.MOVED_OUT),
        length=days(0),
        done_by=_TRANSFERRED,
        regulation="15(2)",
        name="move.transfer",
        has_aim=False,
    ),
    _transfer(
        "move.transfer.once_aware",
        gettext_noop("Transfer the plan to the new authority, where the move was not known"),
        starts=when(EventKind.MOVED_OUT),
        length=working_days_beginning_with(15),
        done_by=_TRANSFERRED,
        regulation="15(2)",
        name="move.transfer",
    ),
    _transfer(
        "move.notify",
        gettext_noop("Tell the family that the plan has come, and what is to follow"),
        starts=when(EventKind.PLAN_TRANSFERRED_IN),
        length=weeks(6),
        done_by=(when(EventKind.TRANSFER_NOTIFIED),),
        regulation="15(4)",
    ),
    _transfer(
        "move.review",
        gettext_noop("Review the plan that has come"),
        starts=when(EventKind.PLAN_TRANSFERRED_IN),
        length=months_beginning_with(3),
        done_by=_REVIEWED,
        regulation="15(5)",
        or_later=Later(
            starts=(when(EventKind.PLAN_MADE), *_REVIEWED),
            length=months_beginning_with(12),
            sentence="move.review.twelve_months",
            since_start=False,
        ),
    ),
    _transfer(
        "move.commissioning_body",
        gettext_noop("Tell whom it concerns of a new commissioning body"),
        starts=when(EventKind.COMMISSIONING_BODY_CHANGED),
        length=working_days_beginning_with(15),
        done_by=(when(EventKind.COMMISSIONING_BODY_TOLD),),
        # The body changes because of a move between areas, or within one.
        regulation="15(7)-(8) and 16",
    ),
    _transfer(
        "phase.to_school",
        gettext_noop("Review the plan and name the next school"),
        starts=when(EventKind.PHASE_TRANSFER, "to_school"),
        length=BeforeDay(2, 15),
        done_by=_NAMED,
        regulation="18(1)(b)",
        name="phase.final",
        has_aim=False,
    ),
    _transfer(
        "phase.to_post_16",
        gettext_noop("Review the plan and name the post-16 institution"),
        starts=when(EventKind.PHASE_TRANSFER, "to_post_16"),
        length=BeforeDay(3, 31),
        done_by=_NAMED,
        regulation="18(1)(a)",
        name="phase.final",
        has_aim=False,
    ),
    _transfer(
        "phase.post_16_move",
        gettext_noop("Review the plan and name the next post-16 institution"),
        starts=when(EventKind.PHASE_TRANSFER, "post_16_move"),
        length=months_before(5),
        done_by=_NAMED,
        regulation="18(2)",
        name="phase.final",
        has_aim=False,
    ),
    _transfer(
        "disclosure",
        gettext_noop("Disclose the plan for the young person's higher education"),
        starts=when(EventKind.DISCLOSURE_REQUESTED),
        length=working_days(15),
        done_by=(when(EventKind.PLAN_DISCLOSED),),
        regulation="47",
    ),
)
"""Every duty of a transfer."""
