"""Doing what was decided: an order, an appeal that is not opposed, or an agreement in mediation.

Each step takes the case on from where the refusal or the plan had left it. What it may be done
for is a row that was decided and that no step has carried out; the limits are those of the
decision (regulations 42, 44 and 45), beside the dates of the request, which stay.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ehc.actions import _notices
from ehc.actions._asked_first import asks_first
from ehc.actions._finalising import make_final
from ehc.actions._step import take_step
from ehc.actions.amendments import begin_copy, not_written
from ehc.documents.letters import LetterFacts
from ehc.models import (
    OPEN_REASSESSMENTS,
    Assessment,
    Dispute,
    PlanVersion,
    Reassessment,
    Ruling,
    User,
)
from ehc.models._process import Process
from ehc.queries.amending import amended_for, amending_rulings, written_as_decided
from ehc.queries.disputes import reassessment_of
from ehc.queries.plans import latest_version
from ehc.queries.reassessments import is_written_again
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.disputes import CARRIES_OUT
from ehc.workflows.steps import STEPS, ProcessKind


def assess_as_decided(dispute: Dispute, *, by: User, on: date, at: datetime) -> Assessment:
    """Tell the family that there will be an assessment (regulations 42(2), 44(2)(b), 45(3)).

    Unlike a reversal it leaves limits of its own: ten weeks for a decision not to issue a plan and
    fourteen for the plan, from the order. The twenty weeks of the request stay beside them.

    Args:
        on: the day on which the family is told.

    Raises:
        NotReady: nothing that asks for it was decided, or it has been done.
    """
    return _carry_out(dispute, "assess_as_decided", by=by, on=on, at=at)


def make_plan_as_decided(dispute: Dispute, *, by: User, on: date, at: datetime) -> Assessment:
    """Begin to make the plan that was decided on (regulations 42(2), 44(2)(c), 45(6)).

    Args:
        on: the day on which the family is told.

    Raises:
        NotReady: nothing that asks for it was decided, or it has been done.
    """
    return _carry_out(dispute, "make_plan_as_decided", by=by, on=on, at=at)


def decide_again(dispute: Dispute, *, by: User, on: date, at: datetime) -> Assessment:
    """Reconsider whether a plan is necessary (regulations 42(2) and 44(2)(d)).

    The decision is taken as the first was: a draft, or the notice of another refusal, in two weeks.

    Args:
        on: the day on which it is taken up again.

    Raises:
        NotReady: it was not referred back, or has been taken up.
    """
    return _carry_out(dispute, "decide_again", by=by, on=on, at=at)


def _carry_out(dispute: Dispute, step: str, *, by: User, on: date, at: datetime) -> Assessment:
    """Do it of the assessment: whatever asks for the same of it is done with it."""
    return take_step(
        dispute.assessment,
        step,
        by=by,
        on=on,
        at=at,
        alongside=lambda: carried_out(
            Ruling.objects.filter(
                dispute__assessment=dispute.assessment_id, what__in=CARRIES_OUT[step]
            ),
            on,
        ),
        dispute=dispute.pk,
    )


@asks_first("reassess_as_decided")
def reassess_as_decided(dispute: Dispute, *, by: User, on: date, at: datetime) -> Reassessment:
    """Tell the family that there will be a reassessment (regulations 42(2), 44(2)(b), 45(3)).

    The one that was refused is made after all. Unlike one that is agreed to it is not due fourteen
    weeks from the letter: the ten and the fourteen weeks run from what was decided.

    Args:
        on: the day on which the family is told.

    Raises:
        NotReady: nothing that asks for it was decided.
        AlreadyDone: it was begun, or was never refused; or another reassessment is not over.
    """
    step = "reassess_as_decided"
    refused = reassessment_of(dispute)
    if refused is None:
        raise AlreadyDone(step, dispute.status)
    other = Reassessment.objects.filter(plan=refused.plan_id, status__in=OPEN_REASSESSMENTS)
    if started := other.exclude(pk=refused.pk).first():
        raise AlreadyDone(step, started.status)
    return take_step(
        refused,
        step,
        by=by,
        on=on,
        at=at,
        changes={"decided_on": on, "refused_as": "", "reasons": ""},
        alongside=lambda: carried_out(
            Ruling.objects.filter(dispute=dispute, what__in=CARRIES_OUT[step]), on
        ),
        dispute=dispute.pk,
    )


def carried_out(rulings: QuerySet[Ruling], on: date) -> None:
    """Note that what was decided by a day was done on it."""
    for ruling in rulings.filter(carried_out_on=None, on__lte=on):
        ruling.carried_out_on = on
        ruling.save()


@asks_first("begin_version")
def begin_plan_as_decided(dispute: Dispute, *, by: User, on: date, at: datetime) -> PlanVersion:
    """Copy the plan, Section I included, into the version that is amended as was decided.

    Raises:
        AlreadyDone: nothing decided of this disagreement asks for an amended plan; a version has
            been begun for it or for another; or the plan is being written after a reassessment.
    """
    if not amending_rulings(dispute.pk, on):
        raise AlreadyDone("begin_version", dispute.status)
    plan = dispute.assessment.plan
    if written_as_decided(plan) is not None or is_written_again(plan):
        raise AlreadyDone("begin_version", latest_version(plan).status)
    return begin_copy(dispute, plan, case=plan.case, by=by, on=on, at=at)


@asks_first("send_plan_as_decided")
def send_plan_as_decided(
    dispute: Dispute,
    *,
    carries: Collection[str],
    signed_by: str,
    by: User,
    on: date,
    at: datetime,
) -> Assessment:
    """Finalise the plan that was amended as was decided, and send it.

    The family is not asked to comment first: regulations 42, 44 and 45 give the plan its day. Of
    several things that were decided each is done by the sending that says that it carries it.

    Args:
        carries: which of what was decided of this disagreement the plan now does, one or several
            of :data:`~ehc.workflows.disputes.AMENDING`; the rest waits for a sending of its own.
        signed_by: the officer of the authority who signs it.
        on: the day on which it is sent.

    Raises:
        NotReady: with what is missing.
        AlreadyDone: nothing of it is owed.
        Invalid: the amended plan has not been written for this; or it carries nothing, or what
            was not decided.
    """
    step, assessment = "send_plan_as_decided", dispute.assessment
    owed = amending_rulings(dispute.pk, on)
    if not owed:
        raise AlreadyDone(step, dispute.status)
    if not carries or not set(carries) <= owed:
        raise Invalid("carries", _("Say which of what was decided the plan now does"))
    version = amended_for(dispute, assessment.plan)
    if version is None:
        raise Invalid("signed_by", not_written())
    make_final(version, signed_by=signed_by, by=by, on=on, at=at)
    return take_step(
        assessment,
        step,
        by=by,
        on=on,
        at=at,
        alongside=lambda: carried_out(Ruling.objects.filter(dispute=dispute, what__in=carries), on),
        dispute=dispute.pk,
        carries=sorted(carries),
    )


def letter_preview(dispute: Dispute, step: str, *, on: date) -> tuple[str, LetterFacts] | None:
    """The letter that a step would send: its title and facts; None where it owes none.

    Args:
        step: one of the steps above, by name.
        on: the day on which it would be taken.
    """
    process: Process = dispute.assessment
    if STEPS[step].process == ProcessKind.REASSESSMENT:
        refused = reassessment_of(dispute)
        if refused is None:
            return None
        process = refused
    return _notices.preview(step, process, on=on, reason="")
