"""The duties of an assessment: from the request to the final plan."""

from __future__ import annotations

from ehc.workflows.counting import days, days_beginning_with, weeks
from ehc.workflows.duties._duty import (
    CODE,
    IN_FORCE,
    REGULATION,
    Duty,
    DutyKind,
    Ending,
    Nature,
)
from ehc.workflows.events import EventKind, when
from ehc.workflows.messages import gettext_noop
from ehc.workflows.reliefs import REG_5_4, REG_8_2, REG_10_4, REG_13_3
from ehc.workflows.steps import ProcessKind

_OWN_TARGET = "the authority's own target, not a legal limit"
_OMBUDSMAN = "https://www.lgo.org.uk/decisions"

ASSESSMENT_DUTIES: tuple[Duty, ...] = (
    Duty(
        id="assess.notify_decision",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Tell the family whether there will be an assessment"),
        length=weeks(6),
        done_by=(when(EventKind.AGREED_TO_ASSESS), when(EventKind.REFUSED_TO_ASSESS)),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 5(1)",
        url=f"{REGULATION}5",
        effective_from=IN_FORCE,
        relief=REG_5_4,
    ),
    Duty(
        id="assess.notify_refusal",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Tell the family of a decision that no assessment is necessary"),
        length=weeks(6),
        done_by=(when(EventKind.REFUSED_TO_ASSESS),),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 4(1)",
        url=f"{REGULATION}4",
        effective_from=IN_FORCE,
    ),
    Duty(
        id="advice.s31",
        process=ProcessKind.ADVICE_REQUEST,
        title=gettext_noop("Advice from a health or other public body"),
        starts=(when(EventKind.ADVICE_REQUESTED, "s31"),),
        length=weeks(6),
        done_by=(when(EventKind.ADVICE_RECEIVED),),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 8(1)",
        url=f"{REGULATION}8",
        effective_from=IN_FORCE,
        relief=REG_8_2,
    ),
    Duty(
        id="advice.code",
        process=ProcessKind.ADVICE_REQUEST,
        title=gettext_noop("Advice from others"),
        starts=(when(EventKind.ADVICE_REQUESTED, "other"),),
        length=weeks(6),
        done_by=(when(EventKind.ADVICE_RECEIVED),),
        kind=DutyKind.CODE,
        citation="guidance: SEND Code of Practice 2015, paragraphs 9.41-9.42",
        url=CODE,
        effective_from=IN_FORCE,
    ),
    Duty(
        id="issue.notify_refusal",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Tell the family of a decision not to issue a plan"),
        length=weeks(16),
        done_by=(when(EventKind.REFUSED_TO_ISSUE),),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 10(1)",
        url=f"{REGULATION}10",
        effective_from=IN_FORCE,
        relief=REG_10_4,
    ),
    Duty(
        id="draft.comments",
        process=ProcessKind.PLAN_VERSION,
        title=gettext_noop("The family's time to comment on the draft plan"),
        starts=(when(EventKind.DRAFT_SERVED),),
        length=days_beginning_with(15),
        done_by=(when(EventKind.PLAN_FINALISED),),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 13(1)(a)",
        url=f"{REGULATION}13",
        effective_from=IN_FORCE,
        nature=Nature.WINDOW,
        has_aim=False,
    ),
    Duty(
        id="plan.final",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Send the final plan"),
        length=weeks(20),
        done_by=(when(EventKind.PLAN_FINALISED),),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 13(2)",
        url=f"{REGULATION}13",
        effective_from=IN_FORCE,
        relief=REG_13_3,
        arguable_after=weeks(16),
    ),
    Duty(
        id="target.advice",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Have all the advice"),
        length=weeks(12),
        done_by=(when(EventKind.ADVICE_RECEIVED),),
        kind=DutyKind.TARGET,
        citation=_OWN_TARGET,
        url="",
        effective_from=IN_FORCE,
    ),
    Duty(
        id="target.decision",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Decide whether to issue a plan"),
        length=weeks(14),
        done_by=(when(EventKind.AGREED_TO_ISSUE), when(EventKind.REFUSED_TO_ISSUE)),
        kind=DutyKind.TARGET,
        citation=_OWN_TARGET,
        url="",
        effective_from=IN_FORCE,
    ),
    Duty(
        id="target.draft",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Send the draft plan"),
        length=days(110),
        done_by=(when(EventKind.DRAFT_SERVED),),
        kind=DutyKind.TARGET,
        citation=_OWN_TARGET,
        url="",
        effective_from=IN_FORCE,
    ),
)
"""The duties of an assessment, its advice and its plan; targets last."""

_REVERSED = (when(EventKind.REFUSAL_REVERSED, "assess"), when(EventKind.AGREED_TO_ASSESS))
_YES = (
    when(EventKind.AGREED_TO_ISSUE),
    when(EventKind.DRAFT_SERVED),
    when(EventKind.PLAN_FINALISED),
)
_REFUSED_AGAIN = Ending(
    (when(EventKind.REFUSED_TO_ASSESS),), "not_applicable.refused_to_assess", unless=_REVERSED
)

BESIDE_THE_ASSESSMENT: tuple[Duty, ...] = (
    Duty(
        id="consult.answer",
        process=ProcessKind.CONSULTATION,
        title=gettext_noop("The answer of a setting that was consulted"),
        starts=(when(EventKind.SETTING_CONSULTED),),
        length=days(15),
        done_by=(when(EventKind.SETTING_ANSWERED),),
        kind=DutyKind.CODE,
        citation="guidance: SEND Code of Practice 2015, paragraph 9.83",
        url=CODE,
        effective_from=IN_FORCE,
    ),
    Duty(
        id="reversed.refuse_to_issue",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Tell the family of a decision not to issue a plan, after a reversal"),
        starts=_REVERSED,
        length=weeks(10),
        done_by=(when(EventKind.REFUSED_TO_ISSUE),),
        ended_by=(Ending(_YES, "not_applicable.agreed_to_issue"), _REFUSED_AGAIN),
        kind=DutyKind.WORKING,
        citation="a working date of the Ombudsman's (25 007 473), not a legal limit",
        url=_OMBUDSMAN,
        effective_from=IN_FORCE,
    ),
    Duty(
        id="reversed.final",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Send the final plan, after a reversal"),
        starts=_REVERSED,
        length=weeks(14),
        done_by=(when(EventKind.PLAN_FINALISED),),
        ended_by=(
            Ending(
                (when(EventKind.REFUSED_TO_ISSUE),), "not_applicable.refused_to_issue", unless=_YES
            ),
            _REFUSED_AGAIN,
        ),
        kind=DutyKind.WORKING,
        citation="a working date of the Ombudsman's (25 007 473), not a legal limit",
        url=_OMBUDSMAN,
        effective_from=IN_FORCE,
    ),
)
"""Guidance and working dates that stand beside the duties of an assessment."""

REVERSAL_DUTIES = tuple(duty for duty in BESIDE_THE_ASSESSMENT if duty.starts == _REVERSED)
"""The working dates after a refusal to assess that was reversed without an order."""
