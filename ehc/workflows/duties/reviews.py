"""Reviews of a plan, reassessments and direct payments: what is due while a plan is maintained."""

from __future__ import annotations

from ehc.workflows.counting import (
    Length,
    days,
    days_beginning_with,
    months,
    months_beginning_with,
    weeks,
    weeks_before,
)
from ehc.workflows.duties._duty import (
    IN_FORCE,
    REGULATION,
    SECTION,
    Duty,
    DutyKind,
    Ending,
    Nature,
)
from ehc.workflows.events import EventKind, When, when
from ehc.workflows.messages import gettext_noop
from ehc.workflows.reliefs import REG_27_3
from ehc.workflows.steps import ProcessKind

_DEVON = "https://caselaw.nationalarchives.gov.uk/ewhc/admin/2022/493"
_MEETING = when(EventKind.REVIEW_MEETING_HELD)
_REVIEWED = (when(EventKind.PLAN_REVIEWED), when(EventKind.REVIEW_DECIDED))
_NOT_AMENDED = when(EventKind.NOT_AMENDED_AFTER_REVIEW)
"""Regulation 22(4): the review was decided when amending was proposed, and this is no other."""
_NOT_AMENDING = Ending(
    (when(EventKind.REVIEW_DECIDED, "maintain", "cease"), _NOT_AMENDED),
    "not_applicable.not_amending",
)

_PROPOSED = (
    when(EventKind.AMENDMENTS_PROPOSED),
    when(EventKind.AMENDMENTS_PROPOSED_WITHOUT_REVIEW),
)
"""Without a review it goes on as if after one (regulation 28), and is none."""


def _review(
    id: str,
    title: str,
    *,
    starts: tuple[When, ...],
    length: Length,
    done_by: tuple[When, ...],
    citation: str,
    url: str,
    kind: DutyKind = DutyKind.STATUTE,
    ended_by: tuple[Ending, ...] = (),
    from_first: bool = False,
    only_after: tuple[When, ...] = (),
    nature: Nature = Nature.LIMIT,
) -> Duty:
    """A duty of a review."""
    return Duty(
        id=f"review.{id}",
        process=ProcessKind.REVIEW,
        title=title,
        starts=starts,
        length=length,
        done_by=done_by,
        ended_by=ended_by,
        from_first=from_first,
        only_after=only_after,
        kind=kind,
        citation=citation,
        url=url,
        effective_from=IN_FORCE,
        nature=nature,
        has_aim=nature is Nature.LIMIT,
    )


REVIEW_DUTIES: tuple[Duty, ...] = (
    _review(
        "first",
        gettext_noop("Review the plan for the first time"),
        starts=(when(EventKind.PLAN_MADE), when(EventKind.PLAN_FINALISED)),
        from_first=True,
        length=months_beginning_with(12),
        done_by=_REVIEWED,
        citation="Children and Families Act 2014, section 44(1)(a)",
        url=f"{SECTION}44",
    ),
    _review(
        "next",
        gettext_noop("Review the plan again"),
        starts=_REVIEWED,
        length=months_beginning_with(12),
        done_by=_REVIEWED,
        citation="Children and Families Act 2014, section 44(1)(b)",
        url=f"{SECTION}44",
    ),
    _review(
        "after_reassessment",
        gettext_noop("Review the plan that followed a reassessment"),
        starts=(when(EventKind.PLAN_FINALISED), when(EventKind.AMENDED_PLAN_SENT)),
        only_after=(when(EventKind.REASSESSMENT_AGREED),),
        length=months(12),
        done_by=_REVIEWED,
        citation="SEND Regulations 2014, regulation 27(4)",
        url=f"{REGULATION}27",
    ),
    _review(
        "notice",
        gettext_noop("Give notice of the review meeting"),
        starts=(_MEETING, when(EventKind.REVIEW_NOTICE_GIVEN)),
        length=weeks_before(2),
        done_by=(when(EventKind.REVIEW_NOTICE_GIVEN),),
        citation="SEND Regulations 2014, regulations 20(3) and 21(3)",
        url=f"{REGULATION}20",
    ),
    _review(
        "papers",
        gettext_noop("Send round the papers for the review meeting"),
        starts=(
            _MEETING,
            when(EventKind.REVIEW_NOTICE_GIVEN),
            when(EventKind.REVIEW_PAPERS_SENT),
        ),
        length=weeks_before(2),
        done_by=(when(EventKind.REVIEW_PAPERS_SENT),),
        citation="SEND Regulations 2014, regulations 20(4) and 21(4)",
        url=f"{REGULATION}20",
    ),
    _review(
        "report",
        gettext_noop("Send the report of the review meeting"),
        starts=(_MEETING,),
        length=weeks(2),
        done_by=(when(EventKind.REVIEW_REPORT_SENT),),
        citation="SEND Regulations 2014, regulations 20(9) and 21(8)",
        url=f"{REGULATION}20",
    ),
    _review(
        "decision",
        gettext_noop("Tell the family whether the plan is kept, amended or ended"),
        starts=(_MEETING,),
        length=weeks(4),
        done_by=(when(EventKind.REVIEW_DECIDED), when(EventKind.AMENDMENTS_PROPOSED)),
        citation="SEND Regulations 2014, regulations 20(10) and 21(9)",
        url=f"{REGULATION}20",
    ),
    _review(
        "amendments",
        gettext_noop("Send the proposed amendments with the decision"),
        starts=(_MEETING,),
        length=weeks(4),
        done_by=(when(EventKind.AMENDMENTS_PROPOSED),),
        ended_by=(_NOT_AMENDING,),
        kind=DutyKind.CODE,
        citation="guidance: R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin)",
        url=_DEVON,
    ),
    _review(
        "comments",
        gettext_noop("The family's time to comment on the proposed amendments"),
        starts=_PROPOSED,
        length=days_beginning_with(15),
        done_by=(
            when(EventKind.AMENDED_PLAN_SENT),
            when(EventKind.AMENDED_WITHOUT_REVIEW),
        ),
        citation="SEND Regulations 2014, regulations 22(2)(c) and 28",
        url=f"{REGULATION}22",
        nature=Nature.WINDOW,
    ),
    _review(
        "final",
        gettext_noop("Send the amended plan, or the decision not to amend it"),
        starts=_PROPOSED,
        length=weeks(8),
        done_by=(
            when(EventKind.AMENDED_PLAN_SENT),
            when(EventKind.REVIEW_DECIDED, "maintain"),
            _NOT_AMENDED,
            when(EventKind.AMENDED_WITHOUT_REVIEW),
            when(EventKind.NOT_AMENDED_WITHOUT_REVIEW),
        ),
        citation="SEND Regulations 2014, regulations 22(3)-(4) and 28",
        url=f"{REGULATION}22",
    ),
    _review(
        "final_from_meeting",
        gettext_noop("Send the amended plan, counted from the meeting"),
        starts=(_MEETING,),
        length=weeks(12),
        done_by=(when(EventKind.AMENDED_PLAN_SENT),),
        ended_by=(_NOT_AMENDING,),
        kind=DutyKind.CODE,
        citation="guidance: R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin)",
        url=_DEVON,
    ),
    Duty(
        id="reassess.decision",
        process=ProcessKind.REASSESSMENT,
        title=gettext_noop("Tell the family whether there will be a reassessment"),
        starts=(when(EventKind.REASSESSMENT_REQUESTED),),
        length=days(15),
        done_by=(
            when(EventKind.REASSESSMENT_AGREED),
            when(EventKind.NOTICE_SENT, "refuse_reassessment"),
        ),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 25(1)",
        url=f"{REGULATION}25",
        effective_from=IN_FORCE,
    ),
    Duty(
        id="reassess.final",
        process=ProcessKind.REASSESSMENT,
        title=gettext_noop("Send the plan after the reassessment"),
        starts=(when(EventKind.REASSESSMENT_AGREED),),
        length=weeks(14),
        done_by=(when(EventKind.PLAN_FINALISED), when(EventKind.AMENDED_PLAN_SENT)),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 27(2)",
        url=f"{REGULATION}27",
        effective_from=IN_FORCE,
        relief=REG_27_3,
    ),
    Duty(
        id="direct_payment.review",
        process=ProcessKind.REVIEW,
        title=gettext_noop("Review the direct payments for the first time"),
        starts=(when(EventKind.DIRECT_PAYMENT_BEGUN),),
        length=months(3),
        done_by=(when(EventKind.DIRECT_PAYMENT_REVIEWED),),
        kind=DutyKind.STATUTE,
        citation="SEN (Personal Budgets) Regulations 2014, regulation 11(2)",
        url="https://www.legislation.gov.uk/uksi/2014/1652/regulation/11",
        effective_from=IN_FORCE,
    ),
)
"""Every duty of a review, a reassessment and a direct payment."""
