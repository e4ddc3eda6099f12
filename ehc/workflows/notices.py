"""Which step or record owes which letter, to whom, and with which contents.

Each row states exactly the blocks that its paragraph asks for: a letter that holds more, or less,
is wrong. A refusal to assess, for example, does *not* mention the Tribunal's power to make
recommendations on health and social care (regulation 5(3) has no such paragraph); a refusal to
issue and a final plan do, from the day on which it is law (:data:`BLOCKS_IN_FORCE`).

API: :class:`LetterKind`, :class:`Recipient`, :class:`Block`, :class:`Notice`, :data:`MATRIX`,
:data:`NOTICES`, :data:`MEDIATION_PARTICULARS`, :data:`TELLS_THE_FAMILY`, :data:`SENDS_A_PLAN`,
:func:`notices_owed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ehc.workflows.duties import IN_FORCE
from ehc.workflows.leaving_steps import RELEASES
from ehc.workflows.messages import gettext_noop
from ehc.workflows.steps import STEPS, ProcessKind


class LetterKind(StrEnum):
    """The letters."""

    REFUSE_TO_ASSESS = "refuse_to_assess"
    AGREE_TO_ASSESS = "agree_to_assess"
    REFUSE_TO_ISSUE = "refuse_to_issue"
    DRAFT_PLAN = "draft_plan"
    FINAL_PLAN = "final_plan"
    CONSIDERING = "considering"
    PLAN_KEPT = "plan_kept"
    NOT_AMENDED = "not_amended"
    PROPOSED_AMENDMENTS = "proposed_amendments"
    AMENDED_PLAN = "amended_plan"
    AGREE_TO_REASSESS = "agree_to_reassess"
    REFUSE_TO_REASSESS = "refuse_to_reassess"
    REASSESSED_PLAN = "reassessed_plan"
    CEASE = "cease"
    WITHDRAWN = "withdrawn"
    REVERSED_TO_ASSESS = "reversed_to_assess"
    REVERSED_TO_ISSUE = "reversed_to_issue"
    NOT_OURS = "not_ours"
    EXPORTED = "exported"
    IN_CUSTODY = "in_custody"
    RELEASED = "released"
    DECIDED_TO_ASSESS = "decided_to_assess"
    DECIDED_TO_MAKE = "decided_to_make"
    PLAN_SENT_ON = "plan_sent_on"
    PLAN_TAKEN_OVER = "plan_taken_over"
    HEALTH_ISSUES = "health_issues"


class Recipient(StrEnum):
    """To whom a notice goes.

    ``head_or_lead`` is the head teacher of the school, the person responsible for special
    educational needs at the early years provider, or the principal of the institution.
    """

    FAMILY = "family"
    COMMISSIONING_BODY = "commissioning_body"
    SOCIAL_SERVICES = "social_services"
    HEAD_OR_LEAD = "head_or_lead"
    INSTITUTION_NAMED = "institution_named"
    NEW_AUTHORITY = "new_authority"


REGULATION_4_2 = (
    Recipient.COMMISSIONING_BODY,
    Recipient.SOCIAL_SERVICES,
    Recipient.HEAD_OR_LEAD,
)
"""The persons whom regulation 4(2) names."""

REGULATION_13_2 = (
    Recipient.FAMILY,
    Recipient.INSTITUTION_NAMED,
    Recipient.COMMISSIONING_BODY,
)
"""Whom a plan is sent to."""


class Block(StrEnum):
    """A part that a letter must hold."""

    DECISION = "decision"
    REASONS = "reasons"
    OUTCOME_OF_ASSESSMENT = "outcome_of_assessment"
    APPEAL_RIGHT = "appeal_right"
    APPEAL_TIME_LIMIT = "appeal_time_limit"
    MEDIATION = "mediation"
    DISAGREEMENT_RESOLUTION = "disagreement_resolution"
    INFORMATION_AND_ADVICE = "information_and_advice"
    RECOMMENDATIONS_POWER = "recommendations_power"
    DRAFT_COMMENT_PERIOD = "draft_comment_period"
    DRAFT_REPRESENTATIONS = "draft_representations"
    DRAFT_REQUEST_SETTING = "draft_request_setting"
    DRAFT_MEETING = "draft_meeting"
    DRAFT_FIND_SETTINGS = "draft_find_settings"
    VIEWS_AND_EVIDENCE = "views_and_evidence"
    PROPOSED_AMENDMENTS = "proposed_amendments"
    SUPPORTING_EVIDENCE = "supporting_evidence"
    CONFIRMATION = "confirmation"
    OTHER_AUTHORITY = "other_authority"
    CUSTODY = "custody"
    RELEASE = "release"
    PLAN_ENCLOSED = "plan_enclosed"
    TRANSFERRED = "transferred"
    WHETHER_TO_ASSESS = "whether_to_assess"
    WHEN_TO_REVIEW = "when_to_review"
    HEALTH_ISSUES = "health_issues"


MEDIATION_PARTICULARS: tuple[str, ...] = (
    "right_to_mediation",
    "certificate_before_appeal",
    "adviser_contact",
    "time_to_ask",
    "what_to_tell_us",
    "whom_to_tell",
)
"""What :attr:`Block.MEDIATION` holds: SEND Regulations 2014, regulation 32(a)-(f), in order.

Where an appeal would be only about the school or institution named, its type, or that none is
named, no certificate is needed (section 55(2)); ``certificate_before_appeal`` says so.
"""


BLOCKS_IN_FORCE: Mapping[Block, date] = MappingProxyType(
    {Block.RECOMMENDATIONS_POWER: date(2018, 4, 3)}
)
"""The parts that came later than the rest of the matrix.

Paragraph (e), put into regulations 10, 14, 20, 21, 22, 25 and 31 by SI 2017/1306, is in force
from 3 April 2018.
"""


@dataclass(frozen=True, slots=True)
class Notice:
    """One letter that a step owes.

    Attributes:
        step: the name of the step, as in :data:`ehc.workflows.steps.STEPS`, or of a change that
            moves no status, as in :data:`ehc.workflows.steps.RECORDS`.
        letter: which letter.
        title: what it is about, in a few words.
        sent_to: everybody who is owed it; the family first, where it is.
        blocks: everything that it must hold, in the order in which it says it.
        citation: what asks for it.
        citation_once_considered: what asks for it instead, once the family had been told that
            an assessment was being considered; empty: the same.
        appeal: the paragraph of section 51(2) that gives the right of appeal; empty if none.
        encloses_plan: whether the plan goes with it.
        effective_from, effective_to: when it is law; None has no end.
    """

    step: str
    letter: LetterKind
    title: str
    sent_to: tuple[Recipient, ...]
    blocks: tuple[Block, ...]
    citation: str
    citation_once_considered: str = ""
    appeal: str = ""
    encloses_plan: bool = False
    effective_from: date = IN_FORCE
    effective_to: date | None = None


_REDRESS = (
    Block.APPEAL_RIGHT,
    Block.APPEAL_TIME_LIMIT,
    Block.MEDIATION,
    Block.DISAGREEMENT_RESOLUTION,
    Block.INFORMATION_AND_ADVICE,
)

_DRAFT = (
    Block.DRAFT_COMMENT_PERIOD,
    Block.DRAFT_REPRESENTATIONS,
    Block.DRAFT_REQUEST_SETTING,
    Block.DRAFT_MEETING,
    Block.DRAFT_FIND_SETTINGS,
)

MATRIX: tuple[Notice, ...] = (
    Notice(
        step="refuse_to_assess",
        letter=LetterKind.REFUSE_TO_ASSESS,
        title=gettext_noop("We have decided not to carry out an assessment"),
        sent_to=(Recipient.FAMILY, *REGULATION_4_2),
        blocks=(Block.DECISION, Block.REASONS, *_REDRESS),
        citation=(
            "Children and Families Act 2014, section 36(5); "
            "SEND Regulations 2014, regulations 4(1), 5(2)-(3) and 32"
        ),
        citation_once_considered=(
            "Children and Families Act 2014, section 36(8); "
            "SEND Regulations 2014, regulations 5(1)-(3) and 32"
        ),
        appeal="Children and Families Act 2014, section 51(2)(a)",
    ),
    Notice(
        step="agree_to_assess",
        letter=LetterKind.AGREE_TO_ASSESS,
        title=gettext_noop("We will carry out an assessment"),
        sent_to=(Recipient.FAMILY, *REGULATION_4_2),
        blocks=(Block.DECISION,),
        citation="SEND Regulations 2014, regulation 5(1)-(2)",
    ),
    Notice(
        step="refuse_to_issue",
        letter=LetterKind.REFUSE_TO_ISSUE,
        title=gettext_noop("We have decided not to issue a plan"),
        sent_to=(Recipient.FAMILY, Recipient.COMMISSIONING_BODY, Recipient.HEAD_OR_LEAD),
        blocks=(
            Block.DECISION,
            Block.OUTCOME_OF_ASSESSMENT,
            Block.REASONS,
            *_REDRESS,
            Block.RECOMMENDATIONS_POWER,
        ),
        citation=(
            "Children and Families Act 2014, section 36(9); "
            "SEND Regulations 2014, regulations 10 and 32"
        ),
        appeal="Children and Families Act 2014, section 51(2)(b)",
    ),
    Notice(
        step="serve_draft",
        letter=LetterKind.DRAFT_PLAN,
        title=gettext_noop("Your draft plan"),
        sent_to=(Recipient.FAMILY,),
        blocks=_DRAFT,
        citation=(
            "Children and Families Act 2014, section 38(2)-(4); "
            "SEND Regulations 2014, regulation 13(1)"
        ),
        encloses_plan=True,
    ),
    Notice(
        step="issue_plan",
        letter=LetterKind.FINAL_PLAN,
        title=gettext_noop("Your final plan"),
        sent_to=REGULATION_13_2,
        blocks=(*_REDRESS, Block.RECOMMENDATIONS_POWER),
        citation="SEND Regulations 2014, regulations 13(2), 14(2) and 32",
        appeal="Children and Families Act 2014, section 51(2)(c)",
        encloses_plan=True,
    ),
    Notice(
        step="consider_assessing",
        letter=LetterKind.CONSIDERING,
        title=gettext_noop("We are considering whether to carry out an assessment"),
        sent_to=(Recipient.FAMILY, *REGULATION_4_2),
        blocks=(Block.VIEWS_AND_EVIDENCE,),
        citation=(
            "Children and Families Act 2014, section 36(7); SEND Regulations 2014, regulation 4(2)"
        ),
    ),
    Notice(
        step="reverse_refusal_to_assess",
        letter=LetterKind.REVERSED_TO_ASSESS,
        title=gettext_noop("We have changed our decision and will carry out an assessment"),
        sent_to=(Recipient.FAMILY, *REGULATION_4_2),
        blocks=(Block.DECISION,),
        citation="SEND Regulations 2014, regulation 5(1)-(2)",
    ),
    Notice(
        step="reverse_refusal_to_issue",
        letter=LetterKind.REVERSED_TO_ISSUE,
        title=gettext_noop("We have changed our decision and will make a plan"),
        sent_to=(Recipient.FAMILY, Recipient.COMMISSIONING_BODY, Recipient.HEAD_OR_LEAD),
        blocks=(Block.DECISION,),
        citation="Children and Families Act 2014, section 37(1)",
    ),
    Notice(
        step="assess_as_decided",
        letter=LetterKind.DECIDED_TO_ASSESS,
        title=gettext_noop("We will carry out an assessment, as was decided"),
        sent_to=(Recipient.FAMILY, *REGULATION_4_2),
        blocks=(Block.DECISION,),
        citation="SEND Regulations 2014, regulations 5(2), 42(2), 44(2)(b) and 45(3)",
    ),
    Notice(
        # Of a reassessment the family alone is told, as of one that is agreed to.
        step="reassess_as_decided",
        letter=LetterKind.DECIDED_TO_ASSESS,
        title=gettext_noop("We will carry out a reassessment, as was decided"),
        sent_to=(Recipient.FAMILY,),
        blocks=(Block.DECISION,),
        citation="SEND Regulations 2014, regulations 42(2), 44(2)(b) and 45(3)",
    ),
    Notice(
        step="make_plan_as_decided",
        letter=LetterKind.DECIDED_TO_MAKE,
        title=gettext_noop("We will make a plan, as was decided"),
        sent_to=(Recipient.FAMILY, Recipient.COMMISSIONING_BODY, Recipient.HEAD_OR_LEAD),
        blocks=(Block.DECISION,),
        citation=(
            "Children and Families Act 2014, section 37(1); "
            "SEND Regulations 2014, regulations 42(2), 44(2)(c) and 45(6)"
        ),
    ),
    Notice(
        step="withdraw",
        letter=LetterKind.WITHDRAWN,
        title=gettext_noop("The request for an assessment is withdrawn"),
        sent_to=(Recipient.FAMILY,),
        blocks=(Block.CONFIRMATION,),
        citation="Children and Families Act 2014, section 36(1)",
    ),
    Notice(
        step="close_as_not_ours",
        letter=LetterKind.NOT_OURS,
        title=gettext_noop("Another council is responsible for your request"),
        sent_to=(Recipient.FAMILY,),
        blocks=(Block.OTHER_AUTHORITY,),
        citation="Children and Families Act 2014, section 24",
    ),
    Notice(
        step="export",
        letter=LetterKind.EXPORTED,
        title=gettext_noop("Your new council is responsible for the assessment"),
        sent_to=(Recipient.FAMILY,),
        blocks=(Block.OTHER_AUTHORITY,),
        citation="Children and Families Act 2014, section 24",
    ),
    Notice(
        step="hand_to_custody_officer",
        letter=LetterKind.IN_CUSTODY,
        title=gettext_noop("Who has your request for an assessment"),
        sent_to=(Recipient.FAMILY,),
        blocks=(Block.CUSTODY,),
        citation="Children and Families Act 2014, sections 70 to 75; SI 2015/62",
    ),
    *(
        Notice(
            step=step,
            letter=LetterKind.RELEASED,
            title=gettext_noop("We go on with the assessment after release"),
            sent_to=(Recipient.FAMILY,),
            blocks=(Block.RELEASE,),
            citation="SI 2015/62, regulation 15",
        )
        for step in RELEASES.values()
    ),
    Notice(
        step="keep_plan",
        letter=LetterKind.PLAN_KEPT,
        title=gettext_noop("We have decided to keep the plan as it is"),
        sent_to=(Recipient.FAMILY, Recipient.HEAD_OR_LEAD),
        blocks=(Block.DECISION, *_REDRESS, Block.RECOMMENDATIONS_POWER),
        citation="SEND Regulations 2014, regulations 20(10)-(11), 21(9)-(10) and 32",
        appeal="Children and Families Act 2014, section 51(2)(e)",
    ),
    Notice(
        step="decide_not_to_amend",
        letter=LetterKind.NOT_AMENDED,
        title=gettext_noop("We have decided not to amend the plan"),
        sent_to=(Recipient.FAMILY, Recipient.INSTITUTION_NAMED, Recipient.COMMISSIONING_BODY),
        blocks=(Block.DECISION, Block.REASONS, *_REDRESS, Block.RECOMMENDATIONS_POWER),
        citation="SEND Regulations 2014, regulations 22(4)-(5) and 32",
        appeal="Children and Families Act 2014, section 51(2)(e)",
    ),
    Notice(
        step="propose_amendments",
        letter=LetterKind.PROPOSED_AMENDMENTS,
        title=gettext_noop("The changes to the plan that we propose"),
        sent_to=(Recipient.FAMILY,),
        blocks=(Block.PROPOSED_AMENDMENTS, Block.SUPPORTING_EVIDENCE, *_DRAFT),
        citation="SEND Regulations 2014, regulation 22(2)",
        encloses_plan=True,
    ),
    Notice(
        step="propose_amendments_without_review",
        letter=LetterKind.PROPOSED_AMENDMENTS,
        title=gettext_noop("The changes to the plan that we propose"),
        sent_to=(Recipient.FAMILY,),
        blocks=(Block.PROPOSED_AMENDMENTS, Block.SUPPORTING_EVIDENCE, *_DRAFT),
        citation="SEND Regulations 2014, regulations 22(2) and 28",
        encloses_plan=True,
    ),
    Notice(
        step="send_amended_plan",
        letter=LetterKind.AMENDED_PLAN,
        title=gettext_noop("Your amended plan"),
        sent_to=REGULATION_13_2,
        blocks=(*_REDRESS, Block.RECOMMENDATIONS_POWER),
        citation="SEND Regulations 2014, regulations 22(3), 22(5) and 32",
        appeal="Children and Families Act 2014, section 51(2)(c)",
        encloses_plan=True,
    ),
    Notice(
        # Amended by order or not, it can be appealed about (section 51(3)(b)), and the right to
        # mediation is told (section 52(1)(b)): the same as of any amended plan.
        step="send_plan_as_decided",
        letter=LetterKind.AMENDED_PLAN,
        title=gettext_noop("Your plan, amended as was decided"),
        sent_to=REGULATION_13_2,
        blocks=(*_REDRESS, Block.RECOMMENDATIONS_POWER),
        citation=(
            "Children and Families Act 2014, sections 51(3)(b) and 52; "
            "SEND Regulations 2014, regulations 22(5), 32, 42(2), 44(2) and 45"
        ),
        appeal="Children and Families Act 2014, section 51(2)(c)",
        encloses_plan=True,
    ),
    Notice(
        step="agree_to_reassess",
        letter=LetterKind.AGREE_TO_REASSESS,
        title=gettext_noop("We will carry out a reassessment"),
        sent_to=(Recipient.FAMILY,),
        blocks=(Block.DECISION,),
        citation="SEND Regulations 2014, regulation 25(1)",
    ),
    Notice(
        step="decide_to_reassess",
        letter=LetterKind.AGREE_TO_REASSESS,
        title=gettext_noop("We will carry out a reassessment"),
        sent_to=(Recipient.FAMILY,),
        blocks=(Block.DECISION,),
        citation=(
            "Children and Families Act 2014, section 44(3); SEND Regulations 2014, regulation 27(2)"
        ),
    ),
    Notice(
        step="send_plan_after_reassessment",
        letter=LetterKind.REASSESSED_PLAN,
        title=gettext_noop("Your plan after the reassessment"),
        sent_to=REGULATION_13_2,
        blocks=(*_REDRESS, Block.RECOMMENDATIONS_POWER),
        citation="SEND Regulations 2014, regulations 14(2), 27(1)-(2) and 32",
        appeal="Children and Families Act 2014, section 51(2)(c)",
        encloses_plan=True,
    ),
    Notice(
        step="refuse_to_reassess",
        letter=LetterKind.REFUSE_TO_REASSESS,
        title=gettext_noop("We have decided not to carry out a reassessment"),
        sent_to=(Recipient.FAMILY,),
        blocks=(Block.DECISION, *_REDRESS, Block.RECOMMENDATIONS_POWER),
        citation="SEND Regulations 2014, regulations 25 and 32",
        appeal="Children and Families Act 2014, section 51(2)(d)",
    ),
    Notice(
        step="decide_to_cease",
        letter=LetterKind.CEASE,
        title=gettext_noop("We have decided to end the plan"),
        sent_to=(
            Recipient.FAMILY,
            Recipient.INSTITUTION_NAMED,
            Recipient.COMMISSIONING_BODY,
            Recipient.HEAD_OR_LEAD,
        ),
        blocks=(Block.DECISION, *_REDRESS, Block.RECOMMENDATIONS_POWER),
        citation="SEND Regulations 2014, regulations 20(11), 21(10), 31 and 32",
        appeal="Children and Families Act 2014, section 51(2)(f)",
    ),
    Notice(
        step="send_plan_on",
        letter=LetterKind.PLAN_SENT_ON,
        title=gettext_noop("An EHC plan that is transferred to you"),
        sent_to=(Recipient.NEW_AUTHORITY,),
        blocks=(Block.PLAN_ENCLOSED,),
        citation="SEND Regulations 2014, regulation 15(2)",
        encloses_plan=True,
    ),
    Notice(
        step="tell_family_of_transfer",
        letter=LetterKind.PLAN_TAKEN_OVER,
        title=gettext_noop("Your plan has come to us"),
        sent_to=(Recipient.FAMILY,),
        blocks=(Block.TRANSFERRED, Block.WHETHER_TO_ASSESS, Block.WHEN_TO_REVIEW),
        citation="SEND Regulations 2014, regulation 15(4)",
    ),
    Notice(
        step="tell_health_bodies",
        letter=LetterKind.HEALTH_ISSUES,
        title=gettext_noop("A family wants mediation about health care"),
        sent_to=(Recipient.COMMISSIONING_BODY,),
        blocks=(Block.HEALTH_ISSUES,),
        citation="SEND Regulations 2014, regulation 35(2)",
    ),
)
"""The matrix: every notice, its readers and its contents."""


def _by_step(rows: Iterable[Notice]) -> Mapping[str, tuple[Notice, ...]]:
    found: dict[str, tuple[Notice, ...]] = {}
    for row in rows:
        found[row.step] = (*found.get(row.step, ()), row)
    return MappingProxyType(found)


NOTICES: Mapping[str, tuple[Notice, ...]] = _by_step(MATRIX)
"""Every notice by the name of the step that owes it."""


TELLS_THE_FAMILY = frozenset(
    {
        "agree_to_assess",
        "refuse_to_assess",
        "assess_as_decided",
        "refuse_to_issue",
        "serve_draft",
        "issue_plan",
        "keep_plan",
        "propose_amendments",
        "propose_amendments_without_review",
        "decide_not_to_amend",
        "send_amended_plan",
        "send_plan_as_decided",
        "decide_to_cease",
        "agree_to_reassess",
        "refuse_to_reassess",
        "reassess_as_decided",
        "send_plan_after_reassessment",
        "tell_family_of_transfer",
    }
)
"""The steps by which the family is notified or sent something: their day is that of the sending.

Of the others that have a letter the day is another: a request is withdrawn, a person moves or is
detained whatever is written of it; a refusal is reversed, and a reassessment without a request is
begun, when that is decided (section 44(3), regulation 27(2)); and the notice that an assessment is
being considered has no limit.
"""


SENDS_A_PLAN = frozenset(
    {"issue_plan", "send_amended_plan", "send_plan_as_decided", "send_plan_after_reassessment"}
)
"""The steps that send a plan: each is done when everybody has been sent it who is owed it.

SEND Regulations 2014, regulation 13(2); one that is amended, or made again, goes to the same.
"""


_OF_THE_ASSESSMENT = frozenset(
    {ProcessKind.ASSESSMENT, ProcessKind.ADVICE_REQUEST, ProcessKind.PLAN_VERSION}
)


def notices_owed(
    step: str,
    on: date,
    *,
    begun_on: date,
    notices: Mapping[str, tuple[Notice, ...]] = NOTICES,
) -> tuple[Notice, ...]:
    """The letters that a step owes when it is taken on a day; empty if none.

    As with its dates (:func:`ehc.workflows.clock.compute`), an assessment keeps the law of the
    day on which its request was received, and a reassessment that of the day on which it began;
    whatever is done to a plan follows the law of its own day.

    Args:
        step: the name of the step or record.
        on: the effective day of the step.
        begun_on: the day on which the assessment, or the reassessment, began.
        notices: the table to read.
    """
    is_of_assessment = step in STEPS and STEPS[step].process in _OF_THE_ASSESSMENT
    day = begun_on if is_of_assessment else on
    return tuple(
        replace(row, blocks=tuple(one for one in row.blocks if _is_owed_on(one, day)))
        for row in notices.get(step, ())
        if row.effective_from <= day and (row.effective_to is None or day <= row.effective_to)
    )


def _is_owed_on(block: Block, day: date) -> bool:
    return BLOCKS_IN_FORCE.get(block, day) <= day
