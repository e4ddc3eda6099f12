"""What is to be done next on a case, by whom and by when; and where the case is.

Pure. Every date comes from a duty or was handed in: nothing here counts days.

API: :class:`Owner`, :class:`ActionKey`, :class:`Stage`, :class:`AdviceFacts`, :class:`Task`,
:class:`ConsultationFacts`, :class:`CaseFacts`, :class:`NextAction`, :class:`StripItem`,
:func:`next_action`, :func:`once_over`, :func:`stage`, :func:`strip`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from ehc.workflows.advice import AdviceKind
from ehc.workflows.clock import DutyState, DutyStatus
from ehc.workflows.messages import Message, Param
from ehc.workflows.statuses import (
    STOPPED,
    AdviceRequestStatus,
    AssessmentStatus,
    ReassessmentStatus,
)


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

    RING_OR_POST = "action.ring_or_post"  # who
    ALLOCATE = "action.allocate"
    DECIDE_TO_ASSESS = "action.decide_to_assess"
    SEEK_ADVICE = "action.seek_advice"  # count
    READ_ADVICE = "action.read_advice"  # advice, service
    CHASE_ADVICE = "action.chase_advice"  # advice, service
    WAIT_FOR_ADVICE = "action.wait_for_advice"  # advice, service
    DECIDE_TO_ISSUE = "action.decide_to_issue"
    WRITE_DRAFT = "action.write_draft"
    ANSWER_COMMENTS = "action.answer_comments"  # count
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
    NOTHING = "action.nothing"


class Stage(StrEnum):
    """The tracker's stages, in order."""

    ASKED = "asked"
    DECIDE_TO_ASSESS = "decide_to_assess"
    ADVICE = "advice"
    DECIDE_TO_ISSUE = "decide_to_issue"
    DRAFT = "draft"
    COMMENTS = "comments"
    FINAL = "final"
    REVIEW = "review"
    CUSTODY = "custody"
    ENDED = "ended"
    REASSESSMENT = "reassessment"


_BESIDE_THE_WAY = frozenset({Stage.REVIEW, Stage.REASSESSMENT, Stage.CUSTODY, Stage.ENDED})
"""Stages that no case goes through on its way to a plan: beyond it, or off it."""


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
        comments_close_on: the last day for the family's comments.
        family_agreed: whether the family has said that it needs no more time.
        comments_unanswered: how many comments have no answer.
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
        reassessment: the same of the reassessment of the plan that is not over, if there is one:
            its own advice, drafts and duties, and for a status one of
            :class:`~ehc.workflows.statuses.ReassessmentStatus`.
        is_written: whether its plan has been begun.
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
    reassessment: CaseFacts | None = None
    is_written: bool = False


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
    """

    key: ActionKey
    owner: Owner
    due: date | None = None
    duty: str = ""
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)
    shown_from: date | None = None

    @property
    def message(self) -> Message:
        """The same as something to be said."""
        return Message(self.key.value, self.params)


@dataclass(frozen=True, slots=True)
class StripItem:
    """One stage in the tracker's strip.

    Attributes:
        stage: which.
        done_on: when it was done; None if it is not, or if the day is not known.
        is_current: whether the case is there.
        is_done: whether it lies behind.
    """

    stage: Stage
    done_on: date | None
    is_current: bool
    is_done: bool


PAPERS_BEFORE = timedelta(weeks=2)
"""The papers go round at least two weeks before a meeting (regulations 20(4) and 21(4))."""

ENDED_STATUSES = frozenset(
    {
        AssessmentStatus.REFUSED_TO_ASSESS,
        AssessmentStatus.REFUSED_TO_ISSUE,
        AssessmentStatus.PLAN_ISSUED,
        *STOPPED,
    }
)
"""Statuses after which nothing is to be done here."""


def next_action(case: CaseFacts, as_of: date) -> NextAction:
    """The next thing to do on a case.

    What came up goes first, because a family that was not reached has not been told; then
    whatever the stage asks for.

    Args:
        case: the facts.
        as_of: the day asked about.

    Raises:
        ValueError: if the status is unknown.
    """
    status = AssessmentStatus(case.status)
    if status is AssessmentStatus.DECEASED:
        # Nothing asks for anything: not even a message that did not arrive.
        return NextAction(ActionKey.NOTHING, Owner.NOBODY)
    if case.tasks:
        task = min(case.tasks, key=lambda one: (one.due or date.max, one.key, repr(one)))
        return NextAction(task.key, task.owner, task.due, params=task.params)
    if case.responsibility_open:
        return NextAction(ActionKey.CONSIDER_RESPONSIBILITY, Owner.CASEWORKER)
    if case.withdrawn_on is not None:
        return NextAction(ActionKey.NOTHING, Owner.NOBODY)
    if status in ENDED_STATUSES:
        return _once_decided(case, as_of)
    if not case.allocated:
        duties = (_FIRST_DUTY[status],) if status in _FIRST_DUTY else ()
        return _by(case, ActionKey.ALLOCATE, Owner.MANAGER, *duties)
    return _BY_STATUS[status](case, as_of)


def _once_decided(case: CaseFacts, as_of: date) -> NextAction:
    """What is due first once an assessment is over.

    That is of what was decided of an appeal, of moves, of a reassessment, and of the plan. The
    plan's own work may wait to be shown; beside anything else nothing waits.
    """
    others = [
        action
        for action in (_to_carry_out(case), _of_transfer(case))
        if action.key is not ActionKey.NOTHING
    ]
    if case.reassessment is not None and case.status == AssessmentStatus.PLAN_ISSUED:
        others.append(_reassessment(case.reassessment, as_of))
    if not case.of_the_plan:
        return _first_due(others) if others else NextAction(ActionKey.NOTHING, Owner.NOBODY)
    plan = _of_the_plan(case)
    if case.reassessment is not None and plan.key is ActionKey.ARRANGE_REVIEW:
        # What is being assessed anew is reviewed once the plan that follows has been sent.
        return _first_due(others)
    return replace(_first_due([*others, plan]), shown_from=None) if others else plan


def _first_due(actions: Iterable[NextAction]) -> NextAction:
    return min(actions, key=lambda one: (one.due or date.max, one.key))


def _of_the_plan(case: CaseFacts) -> NextAction:
    """What is due first of a plan that was issued, shown as soon as any of it is."""
    first = min(case.of_the_plan, key=lambda one: (one.due or date.max, one.key))
    shown = [one.shown_from for one in case.of_the_plan]
    days = [day for day in shown if day is not None]
    first = replace(first, shown_from=min(days) if len(days) == len(shown) else None)
    if case.allocated:
        return first
    return replace(first, key=ActionKey.ALLOCATE, owner=Owner.MANAGER, params={})


def _of_transfer(case: CaseFacts) -> NextAction:
    """The earliest of what moves ask for; whoever takes the case comes first."""
    if not case.transfers or case.status != AssessmentStatus.PLAN_ISSUED:
        return NextAction(ActionKey.NOTHING, Owner.NOBODY)
    first = min(case.transfers, key=lambda one: (one.due or date.max, one.key, one.ref))
    if not case.allocated:
        return NextAction(ActionKey.ALLOCATE, Owner.MANAGER, first.due, first.duty)
    params: dict[str, Param] = {"authority": first.authority} if first.authority else {}
    return NextAction(first.key, Owner.CASEWORKER, first.due, first.duty, params)


_ONCE_OVER: Mapping[ActionKey, tuple[ActionKey, Owner]] = MappingProxyType(
    {
        ActionKey.WAIT_FOR_ADVICE: (ActionKey.CHASE_ADVICE, Owner.SERVICE),
        ActionKey.WAIT_FOR_COMMENTS: (ActionKey.NAME_SETTING, Owner.CASEWORKER),
        ActionKey.WAIT_FOR_SETTING: (ActionKey.NAME_SETTING, Owner.CASEWORKER),
    }
)


def once_over(key: str, owner: str, due: date | None, as_of: date) -> tuple[ActionKey, Owner]:
    """What an action that was kept on an earlier day has become.

    A queue is kept as of each case's last event; waiting ends by itself when its day passes.

    Args:
        key: an :class:`ActionKey` as kept.
        owner: whose move it was.
        due: when it was due.
        as_of: the day asked about.
    """
    action = ActionKey(key)
    if action is ActionKey.SEND_REVIEW_PAPERS and due is not None and as_of >= due + PAPERS_BEFORE:
        # The day of the meeting has come: whether it was held is what matters now.
        return ActionKey.HOLD_REVIEW_MEETING, Owner(owner)
    if due is not None and due < as_of and action in _ONCE_OVER:
        then, whose = _ONCE_OVER[action]
        return then, Owner(owner) if action is ActionKey.WAIT_FOR_ADVICE else whose
    return action, Owner(owner)


def _by(case: CaseFacts, key: ActionKey, owner: Owner, *duties: str, **params: Param) -> NextAction:
    """An action that is due with the first of these duties that has a date.

    What an order, an agreement or an appeal that is not opposed asks for goes before what was due
    from the request, which stays on the case's page beside it.
    """
    wanted = {
        f"{source}.{act}"
        for duty in duties
        for act in _DECIDED.get(duty, ())
        for source in _SOURCES
    }
    decided = [one for one in _undone_of_decisions(case) if one.duty in wanted]
    if decided:
        newest = max(one.starts_on or date.min for one in decided)
        first = min(
            (one for one in decided if one.starts_on == newest),
            key=lambda one: (one.due or date.max, one.duty),
        )
        return NextAction(key, owner, first.due, first.duty, params)
    dates = {one.duty: one.due for one in case.duties}
    for duty in duties:
        due = dates.get(duty)
        if due is not None:
            return NextAction(key, owner, due, duty, params)
    return NextAction(key, owner, params=params)


_SOURCES = ("order", "unopposed", "mediation")
_DECIDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "target.advice": ("refer_back", "assess.refuse_to_issue"),
        "target.decision": ("refer_back", "assess.refuse_to_issue"),
        "target.draft": ("refer_back", "make.draft"),
        "plan.final": ("assess.final", "make.final"),
    }
)
"""Which limits of an order stand before those of the request, by their names after the source."""


def _to_carry_out(case: CaseFacts) -> NextAction:
    """What was decided of an assessment that is over, and has not been done: the earliest first."""
    owed = _undone_of_decisions(case)
    if not owed:
        return NextAction(ActionKey.NOTHING, Owner.NOBODY)
    first = min(owed, key=lambda one: (one.due or date.max, one.duty))
    return NextAction(ActionKey.CARRY_OUT, Owner.CASEWORKER, first.due, first.duty)


def _undone_of_decisions(case: CaseFacts) -> list[DutyState]:
    """What orders, agreements and appeals not opposed ask for, and has not been done."""
    return [
        one
        for one in case.duties
        if one.duty.split(".")[0] in _SOURCES
        and one.due is not None
        and one.done_on is None
        and one.state is not DutyStatus.NOT_APPLICABLE
    ]


def _requested(case: CaseFacts, as_of: date) -> NextAction:
    return _by(
        case, ActionKey.DECIDE_TO_ASSESS, Owner.CASEWORKER, _FIRST_DUTY[AssessmentStatus.REQUESTED]
    )


def _reassessment(case: CaseFacts, as_of: date) -> NextAction:
    """A reassessment: decided on, advised on, and written as a plan was the first time."""
    status = ReassessmentStatus(case.status)
    if not case.allocated:
        return _by(case, ActionKey.ALLOCATE, Owner.MANAGER, "reassess.decision", _REASSESSED)
    if status is ReassessmentStatus.ASKED:
        return _by(case, ActionKey.DECIDE_TO_REASSESS, Owner.CASEWORKER, "reassess.decision")
    if case.is_written:
        return _planning(case, as_of)
    return _advising(case, as_of, _by(case, ActionKey.WRITE_DRAFT, Owner.CASEWORKER, _REASSESSED))


def _assessing(case: CaseFacts, as_of: date) -> NextAction:
    decide = _by(
        case,
        ActionKey.DECIDE_TO_ISSUE,
        Owner.CASEWORKER,
        "target.decision",
        "issue.notify_refusal",
    )
    return _advising(case, as_of, decide)


def _advising(case: CaseFacts, as_of: date, then: NextAction) -> NextAction:
    """Advice is sought, read and waited for; and what comes then."""
    if case.advice_unsought > 0:
        count = case.advice_unsought
        return _by(
            case, ActionKey.SEEK_ADVICE, Owner.CASEWORKER, "target.advice", _REASSESSED, count=count
        )
    unread = [one for one in case.advice if one.status == AdviceRequestStatus.RECEIVED]
    if unread:
        return _by(
            case,
            ActionKey.READ_ADVICE,
            Owner.CASEWORKER,
            "target.advice",
            _REASSESSED,
            **_about(min(unread, key=_by_due)),
        )
    waiting = _outstanding(case)
    # Advice that has not come may not stop the decision.
    if not waiting or (then.due is not None and as_of >= then.due):
        return then
    first = min(waiting, key=_by_due)
    late = first.due is not None and first.due < as_of
    key = ActionKey.CHASE_ADVICE if late else ActionKey.WAIT_FOR_ADVICE
    owner = _OWNER_OF_ADVICE.get(first.kind, Owner.SERVICE)
    return NextAction(key, owner, first.due, first.duty, _about(first))


def _planning(case: CaseFacts, as_of: date) -> NextAction:
    if case.served_on is None:
        return _by(case, ActionKey.WRITE_DRAFT, Owner.CASEWORKER, "target.draft", *_FINAL)
    if case.comments_unanswered > 0:
        return _by(
            case,
            ActionKey.ANSWER_COMMENTS,
            Owner.CASEWORKER,
            *_FINAL,
            count=case.comments_unanswered,
        )
    if _window_open(case, as_of):
        return NextAction(
            ActionKey.WAIT_FOR_COMMENTS, Owner.FAMILY, case.comments_close_on, "draft.comments"
        )
    if case.placement_stated:
        return _by(case, ActionKey.FINALISE, Owner.CASEWORKER, *_FINAL)
    in_time = [one for one in case.consultations_waiting if one.due is None or as_of <= one.due]
    if in_time:
        setting = min(in_time, key=lambda one: (one.due or date.max, one.setting))
        return NextAction(
            ActionKey.WAIT_FOR_SETTING,
            Owner.SETTING,
            setting.due,
            params={"setting": setting.setting},
        )
    return _by(case, ActionKey.NAME_SETTING, Owner.CASEWORKER, *_FINAL)


def _in_custody(case: CaseFacts, as_of: date) -> NextAction:
    """No date of ours: rules of their own apply (SI 2015/62)."""
    return NextAction(ActionKey.CUSTODY, Owner.CASEWORKER)


def _window_open(case: CaseFacts, as_of: date) -> bool:
    return (
        not case.family_agreed
        and case.comments_close_on is not None
        and as_of <= case.comments_close_on
    )


def _outstanding(case: CaseFacts) -> list[AdviceFacts]:
    asked = {AdviceRequestStatus.SOUGHT, AdviceRequestStatus.RETURNED}
    return [one for one in case.advice if one.status in asked]


def _by_due(advice: AdviceFacts) -> tuple[date, str, str]:
    return (advice.due or date.max, advice.duty, repr(advice))


def _about(advice: AdviceFacts) -> dict[str, Param]:
    return {"advice": Message(f"advice.{advice.kind}"), "service": advice.service}


_REASSESSED = "reassess.final"
_FINAL = ("plan.final", _REASSESSED)
"""By when the plan must be sent; a case has one or the other."""

_OWNER_OF_ADVICE: Mapping[str, Owner] = {
    AdviceKind.PARENT: Owner.FAMILY,
    AdviceKind.EDUCATIONAL: Owner.SETTING,
}

_FIRST_DUTY = {
    AssessmentStatus.REQUESTED: "assess.notify_decision",
    AssessmentStatus.CONSIDERING: "assess.notify_decision",
    AssessmentStatus.ASSESSING: "target.advice",
    AssessmentStatus.PLANNING: "plan.final",
}

_BY_STATUS: Mapping[AssessmentStatus, Callable[[CaseFacts, date], NextAction]] = MappingProxyType(
    {
        AssessmentStatus.REQUESTED: _requested,
        AssessmentStatus.CONSIDERING: _requested,
        AssessmentStatus.ASSESSING: _assessing,
        AssessmentStatus.PLANNING: _planning,
        AssessmentStatus.IN_CUSTODY: _in_custody,
    }
)


def stage(case: CaseFacts, as_of: date) -> Stage:
    """Where a case is, in the tracker's words.

    Args:
        case: the facts.
        as_of: the day asked about; it closes the family's time to comment.

    Raises:
        ValueError: if the status is unknown.
    """
    status = AssessmentStatus(case.status)
    if status is AssessmentStatus.PLAN_ISSUED and case.reassessment is not None:
        return Stage.REASSESSMENT
    if status is AssessmentStatus.PLAN_ISSUED and not case.plan_ended:
        return Stage.REVIEW
    if case.withdrawn_on is not None or status in ENDED_STATUSES:
        return Stage.ENDED
    if status is AssessmentStatus.IN_CUSTODY:
        return Stage.CUSTODY
    if status in {AssessmentStatus.REQUESTED, AssessmentStatus.CONSIDERING}:
        return Stage.DECIDE_TO_ASSESS if case.allocated else Stage.ASKED
    if status is AssessmentStatus.ASSESSING:
        advice_is_in = case.advice and not case.advice_unsought and not _outstanding(case)
        return Stage.DECIDE_TO_ISSUE if advice_is_in else Stage.ADVICE
    if case.served_on is None:
        return Stage.DRAFT
    return Stage.COMMENTS if _window_open(case, as_of) else Stage.FINAL


def strip(case: CaseFacts, as_of: date) -> tuple[StripItem, ...]:
    """The tracker's strip: each stage, what is done and when, and where the case is.

    A case that ended early keeps the stages that it went through, and then says that it ended;
    one that left these rules says where it is instead. A plan that another authority made went
    through none of them here.
    """
    if case.made_elsewhere:
        return ()
    current = stage(case, as_of)
    done_on = _done_on(case, as_of)
    stages = [one for one in Stage if one not in _BESIDE_THE_WAY]
    if current in _BESIDE_THE_WAY and case.finalised_on is None:
        is_over = current is Stage.ENDED
        ended_on = case.withdrawn_on if is_over else None
        stages = [one for one in stages if done_on[one] is not None]
        return (
            *(StripItem(one, done_on[one], is_current=False, is_done=True) for one in stages),
            StripItem(current, ended_on, is_current=True, is_done=is_over),
        )
    position = len(stages) if current in _BESIDE_THE_WAY else stages.index(current)
    return tuple(
        StripItem(
            one,
            done_on[one] if index < position or one is Stage.ASKED else None,
            is_current=index == position,
            is_done=index < position,
        )
        for index, one in enumerate(stages)
    )


def _done_on(case: CaseFacts, as_of: date) -> dict[Stage, date | None]:
    closes_on = case.comments_close_on
    closed_on = closes_on if closes_on is not None and as_of > closes_on else None
    return {
        Stage.ASKED: case.received_on,
        Stage.DECIDE_TO_ASSESS: case.decided_to_assess_on,
        Stage.ADVICE: case.advice_complete_on,
        Stage.DECIDE_TO_ISSUE: case.decided_to_issue_on,
        Stage.DRAFT: case.served_on,
        Stage.COMMENTS: closed_on,
        Stage.FINAL: case.finalised_on,
    }
