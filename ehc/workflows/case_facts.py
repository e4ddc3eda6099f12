"""What is known of a case, and what is to be done on it, by whom and by when.

Pure; nothing is worked out here: see :mod:`ehc.workflows.next_action` and
:mod:`ehc.workflows.tracker`.

API: :class:`Owner`, :class:`ActionKey`, :class:`AdviceFacts`, :class:`ConsultationFacts`,
:class:`TransferFacts`, :class:`Task`, :class:`CaseFacts`, :class:`NextAction`,
:data:`ENDED_STATUSES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ehc.workflows.clock import DutyState
from ehc.workflows.duties import is_earliest
from ehc.workflows.messages import Message, Param
from ehc.workflows.statuses import STOPPED, AdviceRequestStatus, AssessmentStatus


class Owner(StrEnum):
    """Whose move it is."""

    CASEWORKER = "caseworker"
    MANAGER = "manager"
    SERVICE = "service"
    FAMILY = "family"
    SETTING = "setting"
    NOBODY = "nobody"


class ActionKey(StrEnum):
    """What is next. Parameters are named beside each; tasks bring their own."""

    ASK_FAMILY = "action.ask_family"
    RING_OR_POST = "action.ring_or_post"  # who
    ALLOCATE = "action.allocate"
    DECIDE_TO_ASSESS = "action.decide_to_assess"
    SEEK_ADVICE = "action.seek_advice"  # count
    READ_ADVICE = "action.read_advice"  # advice, service
    CHASE_ADVICE = "action.chase_advice"  # advice, service
    WAIT_FOR_ADVICE = "action.wait_for_advice"  # advice, service
    DECIDE_TO_ISSUE = "action.decide_to_issue"
    WRITE_DRAFT = "action.write_draft"
    ANSWER_MEETING = "action.answer_meeting"
    ANSWER_COMMENTS = "action.answer_comments"  # count
    POST_DRAFT = "action.post_draft"
    WAIT_FOR_COMMENTS = "action.wait_for_comments"
    WAIT_FOR_SETTING = "action.wait_for_setting"  # setting
    NAME_SETTING = "action.name_setting"
    FINALISE = "action.finalise"
    CONSIDER_RESPONSIBILITY = "action.consider_responsibility"
    ARRANGE_REVIEW = "action.arrange_review"
    SEND_REVIEW_PAPERS = "action.send_review_papers"
    HOLD_REVIEW_MEETING = "action.hold_review_meeting"
    SEND_REVIEW_REPORT = "action.send_review_report"
    DECIDE_AFTER_REVIEW = "action.decide_after_review"
    SEND_AMENDED_PLAN = "action.send_amended_plan"
    CEASE_PLAN = "action.cease_plan"
    CUSTODY = "action.custody"
    CARRY_OUT = "action.carry_out"
    SEND_PLAN_ON = "action.send_plan_on"  # authority
    TELL_OF_TRANSFER = "action.tell_of_transfer"
    NAME_NEXT_SETTING = "action.name_next_setting"
    DECIDE_TO_REASSESS = "action.decide_to_reassess"
    TELL_HEALTH_BODIES = "action.tell_health_bodies"
    ARRANGE_MEDIATION = "action.arrange_mediation"
    KEEP_AGREEMENT = "action.keep_agreement"
    ANSWER_APPEAL = "action.answer_appeal"
    ANSWER_RECOMMENDATION = "action.answer_recommendation"
    COPY_ANSWER = "action.copy_answer"
    NOTHING = "action.nothing"


@dataclass(frozen=True, slots=True)
class AdviceFacts:
    """One request for advice.

    Attributes:
        kind: one of :class:`~ehc.workflows.advice.AdviceKind`.
        status: one of :class:`~ehc.workflows.statuses.AdviceRequestStatus`.
        due: when it is due, from its duty; None while that is not known.
        duty: the name of its duty, such as ``"advice.medical"``.
        service: who was asked, for a reader.
        ref: the caller's own name for the request.
    """

    kind: str
    status: str
    due: date | None = None
    duty: str = ""
    service: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class ConsultationFacts:
    """A setting that was consulted and has not answered.

    Attributes:
        setting: its name.
        due: the day by which guidance says that it should answer.
    """

    setting: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """A move between authorities or phases about which something is to be done.

    Attributes:
        key: what is to be done.
        due: by when; None where that cannot be told.
        duty: the duty that the date comes from.
        authority: the other authority, if it is about one.
        ref: the caller's own name for it.
    """

    key: ActionKey
    due: date | None = None
    duty: str = ""
    authority: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that came up, such as a message that did not arrive.

    Attributes:
        key: what is to be done.
        due: by when.
        owner: whose it is.
        params: what its label says.
    """

    key: ActionKey
    due: date | None = None
    owner: Owner = Owner.CASEWORKER
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One assessment, as far as the next action and the tracker need it.

    Attributes:
        status: one of :class:`~ehc.workflows.statuses.AssessmentStatus`.
        received_on: when the request was received.
        allocated: whether it has a caseworker.
        duties: its duties on the day, with targets (``compute(..., targets=True)``).
        advice: each request for advice.
        advice_unsought: how many items of the checklist nobody has been asked for.
        served_on: when the (latest) draft was served.
        comments_close_on: the last day for the family's comments; None of a draft that was served:
            its letter waits to be posted, and the time has not begun.
        family_agreed: whether the family has said that it needs no more time.
        comments_unanswered: how many comments have no answer.
        meeting_asked: whether the family asks for a meeting and has not been told its day.
        consultations_waiting: settings that have not answered.
        placement_stated: whether a setting or type is stated, or section I is empty by decision.
        tasks: what else came up.
        withdrawn_on: when the request was withdrawn or the case closed before its time.
        responsibility_open: whether it is to be recorded if section 36(3) applies all the same.
        transfers: the moves of an issued plan about which something is to be done.
        made_elsewhere: whether another authority assessed and made the plan, which was taken over.
        decided_to_assess_on, advice_complete_on, decided_to_issue_on, finalised_on: the days on
            which these were done, a refusal included in the decisions.
        of_the_plan: what is next of the plan once it was issued, in any order.
        plan_ended: whether the plan that was issued has ended.
        review_duties: the duties of reviewing that plan, while it is ours and has not ended.
        reassessment: the same of the reassessment of the plan that is not over, if there is one:
            its own advice, drafts and duties, and for a status one of
            :class:`~ehc.workflows.statuses.ReassessmentStatus`.
        is_written: whether its plan has been begun.
        of_disputes: what is next of each disagreement with a decision, in any order.
    """

    status: str
    received_on: date
    allocated: bool = False
    duties: tuple[DutyState, ...] = ()
    advice: tuple[AdviceFacts, ...] = ()
    advice_unsought: int = 0
    served_on: date | None = None
    comments_close_on: date | None = None
    family_agreed: bool = False
    comments_unanswered: int = 0
    meeting_asked: bool = False
    consultations_waiting: tuple[ConsultationFacts, ...] = ()
    placement_stated: bool = False
    tasks: tuple[Task, ...] = ()
    withdrawn_on: date | None = None
    responsibility_open: bool = False
    transfers: tuple[TransferFacts, ...] = ()
    made_elsewhere: bool = False
    decided_to_assess_on: date | None = None
    advice_complete_on: date | None = None
    decided_to_issue_on: date | None = None
    finalised_on: date | None = None
    of_the_plan: tuple[NextAction, ...] = ()
    plan_ended: bool = False
    review_duties: tuple[DutyState, ...] = ()
    reassessment: CaseFacts | None = None
    is_written: bool = False
    of_disputes: tuple[NextAction, ...] = ()

    @property
    def advice_outstanding(self) -> list[AdviceFacts]:
        """The requests for advice that have no answer."""
        asked = {AdviceRequestStatus.SOUGHT, AdviceRequestStatus.RETURNED}
        return [one for one in self.advice if one.status in asked]

    @property
    def draft_is_unposted(self) -> bool:
        """Whether the family waits for the draft, whose letter has not been posted."""
        return (
            self.served_on is not None and self.comments_close_on is None and not self.family_agreed
        )

    def comments_are_open(self, as_of: date) -> bool:
        """Whether the family's time to comment on the draft runs on a day, or is still to begin."""
        if self.family_agreed or self.served_on is None:
            return False
        return self.comments_close_on is None or as_of <= self.comments_close_on


@dataclass(frozen=True, slots=True)
class NextAction:
    """What is next.

    Attributes:
        key: what.
        owner: whose move it is.
        due: by when; None where no date is known.
        duty: the duty that the date comes from; empty if none.
        params: what its label says.
        shown_from: the day from which it is among somebody's work; None: at once.
        ref: the caller's own name for the disagreement that it is about; empty: about none.
    """

    key: ActionKey
    owner: Owner
    due: date | None = None
    duty: str = ""
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)
    shown_from: date | None = None
    ref: str = ""

    def is_late(self, on: date) -> bool:
        """Whether its day has passed; the first day on which something may be done is no limit."""
        return self.due is not None and self.due < on and not is_earliest(self.duty)

    @property
    def message(self) -> Message:
        """The same as something to be said."""
        return Message(self.key.value, self.params)


ENDED_STATUSES = frozenset(
    {
        AssessmentStatus.REFUSED_TO_ASSESS,
        AssessmentStatus.REFUSED_TO_ISSUE,
        AssessmentStatus.PLAN_ISSUED,
        *STOPPED,
    }
)
"""Statuses after which nothing is to be done here."""
