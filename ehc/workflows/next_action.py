"""What is to be done next on a case, by whom and by when.

Pure. Every date comes from a duty or was handed in: nothing here counts days.

API: :func:`next_action`, :func:`days_that_pass`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from ehc.workflows.advice import AdviceKind
from ehc.workflows.case_facts import (
    ENDED_STATUSES,
    ActionKey,
    AdviceFacts,
    CaseFacts,
    NextAction,
    Owner,
)
from ehc.workflows.clock import DutyState, DutyStatus
from ehc.workflows.duties import latest_start
from ehc.workflows.messages import Message, Param
from ehc.workflows.statuses import AdviceRequestStatus, AssessmentStatus, ReassessmentStatus


def next_action(case: CaseFacts, as_of: date) -> NextAction:
    """The next thing to do on a case.

    What came up goes first, because a family that was not reached has not been told; then
    whatever is due first, of what the stage asks for and of disagreements with decisions.

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
    own = _of_the_assessment(case, status, as_of)
    if not case.of_disputes:
        return own
    disputed = _of_disputes(case)
    return disputed if own.key is ActionKey.NOTHING else _beside(own, [disputed], as_of)


def _of_the_assessment(case: CaseFacts, status: AssessmentStatus, as_of: date) -> NextAction:
    """The next thing to do of the assessment, and of the plan that came of it."""
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


def _of_disputes(case: CaseFacts) -> NextAction:
    """The earliest of what disagreements ask for; whoever takes the case comes first."""
    first = min(case.of_disputes, key=lambda one: (one.due or date.max, one.key, one.ref))
    if case.allocated:
        return first
    return NextAction(ActionKey.ALLOCATE, Owner.MANAGER, first.due, first.duty)


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
    return _beside(plan, others, as_of) if others else plan


def _beside(own: NextAction, others: list[NextAction], as_of: date) -> NextAction:
    """Whichever is due first; beside anything else nothing waits to be shown.

    The day on which a plan may end is no last day: before it the others go first.
    """
    early = own.key is ActionKey.CEASE_PLAN and own.due is not None and as_of < own.due
    return replace(_first_due(others if early else [*others, own]), shown_from=None)


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


def days_that_pass(case: CaseFacts, after: date) -> list[date]:
    """The days after one on which what is next may become something else by itself.

    Waiting ends when its day has passed, a meeting is held or not on its day, and what may be done
    from a day can be done then.

    Args:
        case: the facts, its reassessment's days included.
    """
    known = [
        case.comments_close_on,
        *(one.due for one in case.duties),
        *(one.due for one in case.advice),
        *(one.due for one in case.consultations_waiting),
        *(one.due for one in case.transfers),
        *(one.due for one in (*case.of_the_plan, *case.of_disputes)),
    ]
    days = {day for day in known if day is not None}
    days |= {
        latest_start("review.papers", one.due)
        for one in case.of_the_plan
        if one.key is ActionKey.SEND_REVIEW_PAPERS and one.due is not None
    }
    found = {one for day in days for one in (day, day + _DAY)}
    if case.reassessment is not None:
        found |= set(days_that_pass(case.reassessment, after))
    return sorted(day for day in found if day > after)


_DAY = timedelta(days=1)


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
        "reassess.final": ("assess.final",),
    }
)
"""Which limits of an order stand before those of the request, by their names after the source."""


def _to_carry_out(case: CaseFacts) -> NextAction:
    """What was decided of an assessment that is over, and has not been done: the earliest first."""
    # What a reassessment is being made for is the reassessment's own work.
    begun = (
        {(one.duty, one.starts_on) for one in case.reassessment.duties}
        if case.reassessment is not None
        else set()
    )
    owed = [one for one in _undone_of_decisions(case) if (one.duty, one.starts_on) not in begun]
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
        # What cannot be appealed about no step carries out: it is done of the disagreement.
        and one.duty != "mediation.other"
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
    waiting = case.advice_outstanding
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
    if case.meeting_asked:
        return _by(case, ActionKey.ANSWER_MEETING, Owner.CASEWORKER, *_FINAL)
    if case.comments_unanswered > 0:
        return _by(
            case,
            ActionKey.ANSWER_COMMENTS,
            Owner.CASEWORKER,
            *_FINAL,
            count=case.comments_unanswered,
        )
    if case.draft_is_unposted:
        return _by(case, ActionKey.POST_DRAFT, Owner.CASEWORKER, *_FINAL)
    if case.comments_are_open(as_of):
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
