"""The days that a letter states, and why each is what it is.

Every date that the law sets is said in the words of the one renderer
(:mod:`ehc.explanations`), as the family's own pages say it on the day of the letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from django.conf import settings
from django.utils import translation

from ehc.bank_holidays import bundled
from ehc.explanations import explain
from ehc.models import (
    Assessment,
    Dispute,
    Elsewhere,
    PlanVersion,
    Reassessment,
    Review,
    Ruling,
    Transfer,
    Withdrawal,
)
from ehc.models._process import Process
from ehc.queries.assessments import duties_of
from ehc.workflows.clock import DutyState, DutyStatus, compute
from ehc.workflows.disputes import CARRIES_OUT, DECISION_OF
from ehc.workflows.duties import DUTIES, last_day_of
from ehc.workflows.events import Event, EventKind
from ehc.workflows.facts import Facts
from ehc.workflows.notices import LetterKind, Notice, Recipient
from ehc.workflows.steps import STEPS
from ehc.workflows.working_days import HolidaysUnknown

_STATED = frozenset(
    {
        "assess.notify_decision",
        "issue.notify_refusal",
        "plan.final",
        "reversed.refuse_to_issue",
        "reversed.final",
    }
)
"""The duties whose days are kept with a letter."""

_EXPLAINED: Mapping[LetterKind, tuple[str, ...]] = MappingProxyType(
    {
        LetterKind.CONSIDERING: ("assess.notify_decision",),
        LetterKind.AGREE_TO_ASSESS: ("issue.notify_refusal", "plan.final"),
        LetterKind.REVERSED_TO_ASSESS: (
            "plan.final",
            "reversed.refuse_to_issue",
            "reversed.final",
        ),
        LetterKind.REVERSED_TO_ISSUE: ("plan.final",),
        LetterKind.RELEASED: ("assess.notify_decision", "issue.notify_refusal", "plan.final"),
    }
)
"""The duties of the assessment whose days each letter states."""

_BEGUN: Mapping[LetterKind, tuple[str, ...]] = MappingProxyType(
    {
        LetterKind.DRAFT_PLAN: ("draft.comments",),
        LetterKind.PROPOSED_AMENDMENTS: ("review.comments",),
        LetterKind.AGREE_TO_REASSESS: ("reassess.final",),
        LetterKind.CEASE: ("cease.earliest",),
        LetterKind.HEALTH_ISSUES: ("mediation.arrange", "mediation.arrange_health_only"),
        LetterKind.PLAN_SENT_ON: ("move.transfer.on_the_day", "move.transfer.once_aware"),
    }
)
"""What begins to run with the letter itself, or is done by it."""

_DECIDED: Mapping[LetterKind, str] = MappingProxyType(
    {LetterKind.DECIDED_TO_ASSESS: "assess", LetterKind.DECIDED_TO_MAKE: "make"}
)
"""What was ordered, agreed or left unopposed, of which a letter tells that it is carried out."""

_TO_APPEAL = ("mediation.contact", "appeal.lodge")
_OVER = frozenset({DutyStatus.NOT_APPLICABLE, DutyStatus.NOT_STARTED})


def dates_of(on: date, process: Process, assessment: Assessment, notice: Notice) -> dict[str, date]:
    """The days that a letter states, by name."""
    dates = {
        duty.duty: duty.due
        for duty in duties_of(assessment, on)
        if duty.due is not None and duty.duty in _STATED
    }
    if notice.appeal:
        dates["appeal_by"] = last_day_of("appeal.lodge", on)
    if notice.letter is LetterKind.WITHDRAWN:
        dates["withdrawn_on"] = Withdrawal.objects.get(assessment=assessment).arrived_on
    if notice.letter is LetterKind.EXPORTED:
        dates["moved_on"] = Elsewhere.objects.get(assessment=assessment).since
    if isinstance(process, PlanVersion | Review) and process.comments_close_on is not None:
        dates["comments_close_on"] = process.comments_close_on
    if notice.step in CARRIES_OUT and (ruling := _ruling(on, assessment, notice.step)):
        dates[f"decided.{ruling.source}"] = ruling.on
    if isinstance(process, Transfer):
        dates["moves_on"] = process.moves_on
        if process.became_aware_on is not None:
            dates["became_aware_on"] = process.became_aware_on
        if process.review_on is not None:
            dates["review_on"] = process.review_on
    if isinstance(process, Reassessment) and process.received_on is not None:
        dates["asked_again_on"] = process.received_on
    if isinstance(process, Dispute):
        dates["asked_on"] = process.mediation_asked_on or on
        if process.mediation_told_on is not None and process.mediation_on is not None:
            dates["mediation_on"] = process.mediation_on
    if isinstance(process, Review):
        if process.meeting_on is not None:
            dates["meeting_on"] = process.meeting_on
        if process.proposed_on is not None:
            dates["proposed_on"] = process.proposed_on
    return dates


def why(
    on: date, process: Process, assessment: Assessment, notice: Notice, ahead: str
) -> dict[str, str]:
    """Why each duty is due on its day, by the duty's name, in the words of the letter's readers.

    What no longer applies, or was done, on that day is not stated.

    Args:
        ahead: the step that would owe the letter, where it was not taken.
    """
    found = [
        *_of_assessment(on, assessment, notice, ahead),
        *_begun(on, process, assessment, notice),
        *_decided(on, assessment, notice),
    ]
    to_family = Recipient.FAMILY in notice.sent_to
    with translation.override(settings.LANGUAGE_CODE):
        return {
            duty.duty: explain(duty.because_for_families if to_family else duty.because)
            for duty in found
            if duty.state not in _OVER and not duty.done_on
        }


def _of_assessment(
    on: date, assessment: Assessment, notice: Notice, ahead: str
) -> Iterable[DutyState]:
    stated = _EXPLAINED.get(notice.letter, ())
    if not stated:
        return ()
    found = {duty.duty: duty for duty in duties_of(assessment, on, ahead=ahead)}
    return [found[name] for name in stated if name in found]


def _begun(
    on: date, process: Process, assessment: Assessment, notice: Notice
) -> Iterable[DutyState]:
    """What begins with the letter: what it tells of is all that the clock is told."""
    begun = _BEGUN.get(notice.letter, ())
    if notice.step in DECISION_OF:
        begun = (*_TO_APPEAL, *begun)
    facts = Facts(
        received_on=assessment.request.received_on,
        begun_on=process.begun_on,
        events=_told_by(on, process, notice) if begun else (),
    )
    for duty in DUTIES:
        if duty.id in begun:
            try:
                yield from compute(facts, on, duties=(duty,), holidays=bundled())
            except HolidaysUnknown:
                # Past the list of bank holidays the letter gives the two months alone.
                continue


def _told_by(on: date, process: Process, notice: Notice) -> tuple[Event, ...]:
    """What a letter tells of, as the clock is told of it."""
    if notice.step in DECISION_OF:
        return (Event(EventKind.NOTICE_SENT, on, decision=DECISION_OF[notice.step]),)
    if isinstance(process, Dispute):
        about, asked_on = process.mediation_about, process.mediation_asked_on or on
        told = [
            Event(EventKind.MEDIATION_REQUESTED, asked_on, field=about),
            Event(EventKind.HEALTH_BODIES_TOLD, on, field=about),
        ]
        if process.mediation_told_on is not None:
            told.append(Event(EventKind.MEDIATION_ARRANGED, on, meeting_on=process.mediation_on))
        return tuple(told)
    if isinstance(process, Transfer) and notice.letter is LetterKind.PLAN_SENT_ON:
        # That the letter is what was due is its own subject: it tells by when.
        moved = Event(
            EventKind.MOVED_OUT, process.moves_on, became_aware_on=process.became_aware_on
        )
        return (moved,)
    return (Event(str(STEPS[notice.step].clock_event), on),)


def _decided(on: date, assessment: Assessment, notice: Notice) -> Iterable[DutyState]:
    """What is due by what the letter carries out; the letter itself is that it is notified."""
    what = _DECIDED.get(notice.letter)
    ruling = _ruling(on, assessment, notice.step) if what else None
    if ruling is None:
        return ()
    prefix = f"{ruling.source}.{what}."
    return [
        one
        for one in duties_of(assessment, on)
        if one.duty.startswith(prefix) and one.duty != f"{prefix}notify"
    ]


def _ruling(on: date, assessment: Assessment, step: str) -> Ruling | None:
    """What a step carries out."""
    return (
        Ruling.objects.filter(
            dispute__assessment=assessment, what__in=CARRIES_OUT[step], on__lte=on
        )
        .order_by("on", "pk")
        .last()
    )
