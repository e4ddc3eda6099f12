"""Doing what was decided: an order, an appeal that is not opposed, or an agreement in mediation.

Each step takes the case on from where the refusal or the plan had left it. What it may be done
for is a row that was decided and that no step has carried out; the limits are those of the
decision (regulations 42, 44 and 45), beside the dates of the request, which stay.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from ehc.actions import _notices
from ehc.actions._asked_first import asks_first
from ehc.actions._step import take_step
from ehc.actions.amendments import begin_copy
from ehc.documents.letters import LetterFacts
from ehc.models import Assessment, Dispute, PlanVersion, Ruling, User
from ehc.queries.disputes import owed_of
from ehc.queries.plans import latest_version
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.disputes import AMENDING, CARRIES_OUT


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
    def mark() -> None:
        for ruling in Ruling.objects.filter(
            dispute__assessment=dispute.assessment_id,
            what__in=CARRIES_OUT[step],
            carried_out_on=None,
            on__lte=on,
        ):
            ruling.carried_out_on = on
            ruling.save()

    return take_step(
        dispute.assessment, step, by=by, on=on, at=at, alongside=mark, dispute=dispute.pk
    )


@asks_first("begin_version")
def begin_plan_as_decided(dispute: Dispute, *, by: User, on: date, at: datetime) -> PlanVersion:
    """Copy the plan, Section I included, into the version that is amended as was decided.

    Raises:
        AlreadyDone: nothing decided asks for an amended plan; or a version has been begun.
    """
    assessment = dispute.assessment
    plan = assessment.plan
    issued = latest_version(plan)
    if issued.is_open or not AMENDING & owed_of(assessment, on):
        raise AlreadyDone("begin_version", issued.status)
    return begin_copy(issued, case=plan.case, by=by, on=on, at=at)


@asks_first("send_plan_as_decided")
def send_plan_as_decided(
    dispute: Dispute, *, signed_by: str, by: User, on: date, at: datetime
) -> Assessment:
    """Finalise the plan that was amended as was decided, and send it.

    The family is not asked to comment first: regulations 42, 44 and 45 give the plan its day.

    Args:
        signed_by: the officer of the authority who signs it.
        on: the day on which it is sent.

    Raises:
        NotReady: with what is missing.
        Invalid: the amended plan has not been written.
    """
    version = latest_version(dispute.assessment.plan)
    if not AMENDING & owed_of(dispute.assessment, on):
        raise AlreadyDone("send_plan_as_decided", version.status)
    if not version.is_open:
        raise Invalid("signed_by", _("Write the amended plan first"))
    take_step(
        version,
        "finalise_version",
        by=by,
        on=on,
        at=at,
        changes={"finalised_on": on, "signed_by": signed_by},
        given={"as_decided": True},
    )
    return _carry_out(dispute, "send_plan_as_decided", by=by, on=on, at=at)


def letter_preview(dispute: Dispute, step: str, *, on: date) -> tuple[str, LetterFacts] | None:
    """The letter that a step would send: its title and facts; None where it owes none.

    Args:
        step: one of the steps above, by name.
        on: the day on which it would be taken.
    """
    return _notices.preview(step, dispute.assessment, on=on, reason="")
