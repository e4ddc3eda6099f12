"""What is due, counted from what, for how long, and on whose authority.

Each row of :data:`DUTIES` is in force from ``effective_from`` to ``effective_to``, both included;
an assessment keeps for its whole life the rows that were in force when its request was received.
A rule that changes is a new row with the same id, never a condition in code.

API: :class:`DutyKind`, :class:`CountedFrom`, :class:`Duty`, :class:`DutyKey`, :data:`DUTIES`,
:func:`in_force`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ehc.workflows.counting import Length, days, days_beginning_with, weeks
from ehc.workflows.exemptions import Ground
from ehc.workflows.messages import gettext_noop
from ehc.workflows.steps import ProcessKind


class DutyKind(StrEnum):
    """How binding a date is."""

    STATUTE = "statute"
    CODE = "code"
    TARGET = "target"


class CountedFrom(StrEnum):
    """The fact whose day starts the count."""

    REQUEST_RECEIVED = "request_received"
    REQUEST_RECEIVED_BY_BODY = "request_received_by_body"
    ADVICE_REQUESTED = "advice_requested"
    DRAFT_SERVED = "draft_served"


class DutyKey(StrEnum):
    """The sentence that gives each duty's date, for staff and for families."""

    ASSESS_NOTIFY_DECISION = "duty.assess.notify_decision"
    ASSESS_NOTIFY_REFUSAL = "duty.assess.notify_refusal"
    ISSUE_NOTIFY_REFUSAL = "duty.issue.notify_refusal"
    PLAN_FINAL = "duty.plan.final"
    ADVICE_S31 = "duty.advice.s31"
    ADVICE_CODE = "duty.advice.code"
    DRAFT_COMMENTS = "duty.draft.comments"
    TARGET_ADVICE = "duty.target.advice"
    TARGET_DECISION = "duty.target.decision"
    TARGET_DRAFT = "duty.target.draft"
    FAMILY_ASSESS_NOTIFY_DECISION = "family.duty.assess.notify_decision"
    FAMILY_ASSESS_NOTIFY_REFUSAL = "family.duty.assess.notify_refusal"
    FAMILY_ISSUE_NOTIFY_REFUSAL = "family.duty.issue.notify_refusal"
    FAMILY_PLAN_FINAL = "family.duty.plan.final"
    FAMILY_ADVICE_S31 = "family.duty.advice.s31"
    FAMILY_ADVICE_CODE = "family.duty.advice.code"
    FAMILY_DRAFT_COMMENTS = "family.duty.draft.comments"
    FAMILY_TARGET_ADVICE = "family.duty.target.advice"
    FAMILY_TARGET_DECISION = "family.duty.target.decision"
    FAMILY_TARGET_DRAFT = "family.duty.target.draft"


@dataclass(frozen=True, slots=True)
class Duty:
    """One rule.

    Attributes:
        id: its name, such as ``"plan.final"``.
        process: the process whose clock it is.
        title: what is to be done, in a few words.
        counted_from: the fact that starts the count.
        length: how long.
        kind: whether statute, guidance (the Code) or a target of the authority's own.
        grounds: the exemption grounds that reach it.
        has_aim: whether the day before is aimed for; not where the days are the family's.
        citation: what it rests on, for a reader.
        url: where to read that.
        effective_from, effective_to: when it is law; None has no end.
        arguable_after: how long after the start a personal ground becomes arguable.
    """

    id: str
    process: ProcessKind
    title: str
    counted_from: CountedFrom
    length: Length
    kind: DutyKind
    citation: str
    url: str
    effective_from: date
    effective_to: date | None = None
    grounds: frozenset[Ground] = frozenset()
    has_aim: bool = True
    arguable_after: Length | None = None

    @property
    def key(self) -> DutyKey:
        """The sentence for staff."""
        return DutyKey(f"duty.{self.id}")

    @property
    def key_for_families(self) -> DutyKey:
        """The sentence for families."""
        return DutyKey(f"family.duty.{self.id}")


IN_FORCE = date(2014, 9, 1)
"""The day on which the SEND Regulations 2014 and the Code came into force."""

_CLOSED_OR_PERSONAL = frozenset(
    {
        Ground.SETTING_CLOSED,
        Ground.EARLY_YEARS_CLOSED,
        Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES,
        Ground.ABSENT_FROM_AREA,
    }
)
_FOR_BODIES = frozenset(
    {
        Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES,
        Ground.ABSENT_FROM_AREA,
        Ground.MISSED_APPOINTMENT,
    }
)
_REGULATION = "https://www.legislation.gov.uk/uksi/2014/1530/regulation/"
_CODE = "https://www.gov.uk/government/publications/send-code-of-practice-0-to-25"


DUTIES: tuple[Duty, ...] = (
    Duty(
        id="assess.notify_decision",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Tell the family whether there will be an assessment"),
        counted_from=CountedFrom.REQUEST_RECEIVED,
        length=weeks(6),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 5(1)",
        url=f"{_REGULATION}5",
        effective_from=IN_FORCE,
        grounds=_CLOSED_OR_PERSONAL,
    ),
    Duty(
        id="assess.notify_refusal",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Tell the family of a decision that no assessment is necessary"),
        counted_from=CountedFrom.REQUEST_RECEIVED,
        length=weeks(6),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 4(1)",
        url=f"{_REGULATION}4",
        effective_from=IN_FORCE,
    ),
    Duty(
        id="advice.s31",
        process=ProcessKind.ADVICE_REQUEST,
        title=gettext_noop("Advice from a health or other public body"),
        counted_from=CountedFrom.REQUEST_RECEIVED_BY_BODY,
        length=weeks(6),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 8(1)",
        url=f"{_REGULATION}8",
        effective_from=IN_FORCE,
        grounds=_FOR_BODIES,
    ),
    Duty(
        id="advice.code",
        process=ProcessKind.ADVICE_REQUEST,
        title=gettext_noop("Advice from others"),
        counted_from=CountedFrom.ADVICE_REQUESTED,
        length=weeks(6),
        kind=DutyKind.CODE,
        citation="guidance: SEND Code of Practice 2015, paragraphs 9.41-9.42",
        url=_CODE,
        effective_from=IN_FORCE,
    ),
    Duty(
        id="issue.notify_refusal",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Tell the family of a decision not to issue a plan"),
        counted_from=CountedFrom.REQUEST_RECEIVED,
        length=weeks(16),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 10(1)",
        url=f"{_REGULATION}10",
        effective_from=IN_FORCE,
        grounds=_CLOSED_OR_PERSONAL,
    ),
    Duty(
        id="draft.comments",
        process=ProcessKind.PLAN_VERSION,
        title=gettext_noop("The family's time to comment on the draft plan"),
        counted_from=CountedFrom.DRAFT_SERVED,
        length=days_beginning_with(15),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 13(1)(a)",
        url=f"{_REGULATION}13",
        effective_from=IN_FORCE,
        has_aim=False,
    ),
    Duty(
        id="plan.final",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Send the final plan"),
        counted_from=CountedFrom.REQUEST_RECEIVED,
        length=weeks(20),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 13(2)",
        url=f"{_REGULATION}13",
        effective_from=IN_FORCE,
        grounds=_CLOSED_OR_PERSONAL,
        arguable_after=weeks(16),
    ),
    Duty(
        id="target.advice",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Have all the advice"),
        counted_from=CountedFrom.REQUEST_RECEIVED,
        length=weeks(12),
        kind=DutyKind.TARGET,
        citation="the authority's own target, not a legal limit",
        url="",
        effective_from=IN_FORCE,
    ),
    Duty(
        id="target.decision",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Decide whether to issue a plan"),
        counted_from=CountedFrom.REQUEST_RECEIVED,
        length=weeks(14),
        kind=DutyKind.TARGET,
        citation="the authority's own target, not a legal limit",
        url="",
        effective_from=IN_FORCE,
    ),
    Duty(
        id="target.draft",
        process=ProcessKind.ASSESSMENT,
        title=gettext_noop("Send the draft plan"),
        counted_from=CountedFrom.REQUEST_RECEIVED,
        length=days(110),
        kind=DutyKind.TARGET,
        citation="the authority's own target, not a legal limit",
        url="",
        effective_from=IN_FORCE,
    ),
)
"""Every duty, in the order in which a case meets them; targets last."""


def in_force(on: date, *, duties: Iterable[Duty] = DUTIES) -> tuple[Duty, ...]:
    """The rows that were law on a day, in table order.

    Args:
        on: the day on which the request was received.
        duties: the table to read; another one for a rule to come.
    """
    return tuple(
        duty
        for duty in duties
        if duty.effective_from <= on and (duty.effective_to is None or on <= duty.effective_to)
    )
