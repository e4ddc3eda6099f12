"""Reassessing: the request, the decision, the plan that is written again, and its sending."""

from __future__ import annotations

import copy
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ehc.actions import _notices, _plan_copy
from ehc.actions._asked_first import asks_first
from ehc.actions._finalising import make_final
from ehc.actions._step import open_process, take_step
from ehc.documents.letters import LetterFacts
from ehc.models import (
    OPEN_REASSESSMENTS,
    Plan,
    PlanVersion,
    Reassessment,
    ReassessmentAsker,
    User,
)
from ehc.permissions import require, roles_on
from ehc.queries.plans import final_version_of, latest_version
from ehc.queries.reviews import amending_review
from ehc.queries.rights import rights_of
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.rights import Act
from ehc.workflows.roles import FAMILY_ROLES, Role
from ehc.workflows.statuses import AssessmentStatus, PlanVersionStatus, ReassessmentStatus

_ISSUED = (AssessmentStatus.PLAN_ISSUED,)


@asks_first("ask_to_reassess")
def ask_again(plan: Plan, *, words: str, by: User, on: date, at: datetime) -> Reassessment:
    """Ask for a reassessment of one's own or one's child's plan, on one's page (section 44(2)).

    Args:
        words: why, in the family's own words.
        on: the day on which the authority receives it, from which the fifteen days run.

    Raises:
        NotVisible, NotYours: somebody who is not the family.
        Invalid: without words, or where somebody else holds the rights by now.
        AlreadyDone: no plan has been issued, or a reassessment is not over.
    """
    require(by, "ask_to_reassess", FAMILY_ROLES, plan.case, on)
    is_young = Role.YOUNG_PERSON in roles_on(by, plan.case, on)
    asker = ReassessmentAsker.YOUNG_PERSON if is_young else ReassessmentAsker.PARENT
    if Act.REASSESSMENT not in rights_of(plan.case, on).acts_of(by):
        raise Invalid(
            "words",
            _(
                "Once compulsory school age is over the young person asks, and before it a "
                "parent. If that cannot be, ring your named contact, who can record your request."
            ),
        )
    return record_request(plan, asked_by=asker, words=words, by=by, on=on, at=at)


@asks_first("ask_to_reassess")
def record_request(
    plan: Plan, *, asked_by: str, words: str, by: User, on: date, at: datetime
) -> Reassessment:
    """Record a request to reassess that came by letter, by email or by telephone (section 44(2)).

    Args:
        asked_by: a :class:`~ehc.models.ReassessmentAsker` who can ask.
        words: what they say.
        on: the day on which it was received, from which the fifteen days run.

    Raises:
        Invalid: without words; from nobody who can ask; or before the plan was sent.
        AlreadyDone: no plan has been issued, or a reassessment is not over.
    """
    if asked_by not in _CAN_ASK:
        raise Invalid("asked_by", _("Say who asked"))
    if not words.strip():
        raise Invalid("words", _("Write why a reassessment is asked for"))
    return _open(
        Reassessment(plan=plan, asked_by=asked_by, words=words, received_on=on),
        "ask_to_reassess",
        by=by,
        on=on,
        at=at,
        asked_by=asked_by,
    )


_CAN_ASK = frozenset(ReassessmentAsker.values) - {ReassessmentAsker.AUTHORITY}


@asks_first("decide_to_reassess")
def reassess_unasked(plan: Plan, *, reason: str, by: User, on: date, at: datetime) -> Reassessment:
    """Decide to reassess although nobody has asked, and tell the family (section 44(3)).

    Args:
        reason: kept with the reassessment.
        on: the day on which the family is told, from which the fourteen weeks run.

    Raises:
        Invalid: without a reason; or before the plan was sent.
        AlreadyDone: no plan has been issued, or a reassessment is not over.
    """
    if not reason.strip():
        raise Invalid("reasons", _("Write the reasons: they are kept with the reassessment"))
    return _open(
        _unasked(plan, reason, on), "decide_to_reassess", by=by, on=on, at=at, reason=reason
    )


def _unasked(plan: Plan, reason: str, on: date) -> Reassessment:
    return Reassessment(
        plan=plan,
        asked_by=ReassessmentAsker.AUTHORITY,
        decided_on=on,
        reasons=reason,
        status=ReassessmentStatus.REASSESSING,
    )


def _open(
    reassessment: Reassessment, step: str, *, by: User, on: date, at: datetime, **given: Any
) -> Reassessment:
    plan = reassessment.plan
    started = Reassessment.objects.filter(plan=plan, status__in=OPEN_REASSESSMENTS).first()
    if started is not None:
        raise AlreadyDone(step, started.status)
    opened = open_process(
        reassessment,
        step,
        case=plan.case,
        by=by,
        on=on,
        at=at,
        within=plan.assessment,
        in_status=_ISSUED,
        **given,
    )
    # Asked last, of a plan that is there: what is refused undoes everything above.
    issued_on = final_version_of(plan).finalised_on
    if issued_on is not None and on < issued_on:
        raise Invalid(
            "received_on", _("This must not be before the day on which the plan was sent")
        )
    return opened


def agree_to_reassess(
    reassessment: Reassessment, *, reason: str, by: User, on: date, at: datetime
) -> Reassessment:
    """Agree to reassess, and tell the family (regulation 25(1)).

    Args:
        reason: kept with the reassessment.
        on: the day on which the family is told, from which the fourteen weeks run.

    Raises:
        Invalid: before the request was received.
        NotReady: with what is missing.
    """
    return _decide(reassessment, "agree_to_reassess", reason, by=by, on=on, at=at)


def refuse_to_reassess(
    reassessment: Reassessment,
    *,
    refused_as: str,
    reason: str,
    by: User,
    on: date,
    at: datetime,
) -> Reassessment:
    """Refuse to reassess, with the right of appeal (regulations 24 and 25(2)).

    Args:
        refused_as: a :class:`~ehc.models.RefusalGround`.
        reason: kept with the reassessment; the law asks for none in this letter.
        on: the day on which the family is told.

    Raises:
        Invalid: before the request was received.
        NotReady: with what is missing; a request of the commissioning body is not refused.
    """
    return _decide(
        reassessment, "refuse_to_reassess", reason, refused_as=refused_as, by=by, on=on, at=at
    )


def _decide(
    reassessment: Reassessment,
    step: str,
    reason: str,
    *,
    refused_as: str = "",
    by: User,
    on: date,
    at: datetime,
) -> Reassessment:
    def not_before_the_request() -> None:
        if reassessment.received_on is not None and on < reassessment.received_on:
            raise Invalid("decision", _("The decision must not be before the request was received"))

    return take_step(
        reassessment,
        step,
        by=by,
        on=on,
        at=at,
        reason=reason,
        changes={"decided_on": on, "reasons": reason, "refused_as": refused_as},
        alongside=not_before_the_request,
    )


@asks_first("begin_version")
def begin_plan_again(
    reassessment: Reassessment, *, by: User, on: date, at: datetime
) -> PlanVersion:
    """Copy the plan, without Section I, into the draft that follows the reassessment.

    Raises:
        AlreadyDone: it was not agreed to reassess; the draft has been begun; or changes that were
            proposed after a review wait for the amended plan.
    """
    plan = reassessment.plan
    begun = PlanVersion.objects.filter(reassessment=reassessment).exists()
    if reassessment.status != ReassessmentStatus.REASSESSING or begun:
        raise AlreadyDone("begin_version", reassessment.status)
    amending = amending_review(plan)
    if amending is not None:
        raise AlreadyDone("begin_version", amending.status)
    issued, latest = final_version_of(plan), latest_version(plan)
    version = open_process(
        # Section I stays empty: a draft names no setting (section 38(5)).
        PlanVersion(
            plan=plan,
            number=latest.number + 1,
            based_on=issued,
            reassessment=reassessment,
            author=by,
        ),
        "begin_version",
        case=plan.case,
        by=by,
        on=on,
        at=at,
        within=plan.assessment,
        in_status=_ISSUED,
        number=latest.number + 1,
        based_on=issued.number,
        reassessment=reassessment.pk,
    )
    _plan_copy.copy_rows(issued, version)
    return version


@asks_first("send_plan_after_reassessment")
def send_plan_after_reassessment(
    reassessment: Reassessment, *, signed_by: str, by: User, on: date, at: datetime
) -> Reassessment:
    """Finalise the plan that follows the reassessment, and send it (regulation 27(2)).

    Args:
        signed_by: the officer of the authority who signs it.
        on: the day on which it is sent to the family, the setting and the commissioning body.

    Raises:
        NotReady: with what is missing, the family's time to comment included.
        AlreadyDone: it was not agreed to reassess, or the plan has been sent.
        Invalid: the version that answers the family has not been begun.
    """
    step = "send_plan_after_reassessment"
    if reassessment.status != ReassessmentStatus.REASSESSING:
        raise AlreadyDone(step, reassessment.status)
    version = (
        PlanVersion.objects.filter(reassessment=reassessment, status=PlanVersionStatus.DRAFTING)
        .order_by("-number")
        .first()
    )
    if version is None:
        raise Invalid("signed_by", _("Begin the version that answers the family first"))
    final = make_final(version, signed_by=signed_by, by=by, on=on, at=at)
    return take_step(
        reassessment,
        step,
        by=by,
        on=on,
        at=at,
        changes={"sent_on": on},
        version=final.number,
    )


def letter_preview(
    reassessment: Reassessment, step: str, *, on: date, reason: str
) -> tuple[str, LetterFacts] | None:
    """The letter that a decision would send: its title and facts.

    Args:
        step: one of the decisions above, by name.
        on: the day on which it would be taken.
        reason: as typed so far.
    """
    return _notices.preview(step, copy.copy(reassessment), on=on, reason=reason)


def unasked_preview(plan: Plan, *, on: date) -> tuple[str, LetterFacts] | None:
    """The letter that :func:`reassess_unasked` would send: its title and facts."""
    return _notices.preview("decide_to_reassess", _unasked(plan, "", on), on=on, reason="")
