"""Moves of a plan: out of the area, between phases of education, between health bodies."""

from __future__ import annotations

import copy
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from ehc.actions import _notices
from ehc.actions._asked_first import asks_first
from ehc.actions._closed import refuse_closed
from ehc.actions._step import open_process, record, refuse_unless_maintained, take_step
from ehc.documents.letters import LetterFacts
from ehc.models import (
    PHASES,
    CommissioningChange,
    Plan,
    Review,
    ReviewOutcome,
    Setting,
    Transfer,
    TransferKind,
    User,
)
from ehc.permissions import case_of
from ehc.queries import transfers as reads
from ehc.queries.plans import final_version_of
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.duties import last_day_of
from ehc.workflows.statuses import AssessmentStatus, TransferStatus
from ehc.workflows.transfers import TransferStanding, opens_on

KNOWN_AHEAD = timedelta(days=1096)
"""How far ahead a move may lie: further than three years a year was mistyped."""


@asks_first("record_transfer")
def record_move_out(
    plan: Plan,
    *,
    authority: str,
    contact: str,
    moves_on: date,
    became_aware_on: date,
    by: User,
    on: date,
    at: datetime,
) -> Transfer:
    """Record that the family moves to the area of another authority (regulation 15(1)).

    Args:
        authority: the one to which it moves.
        contact: how to reach that authority.
        moves_on: the day of the move, which may lie ahead.
        became_aware_on: the day on which we became aware of it.
        on: the day on which it is recorded.

    Raises:
        AlreadyDone: no plan has been issued, or a move out is recorded already.
        Invalid: a day that cannot be.
    """
    if became_aware_on > on:
        raise Invalid("became_aware_on", _("This must not be in the future"))
    if became_aware_on < plan.assessment.request.received_on:
        raise Invalid("became_aware_on", _("This must not be before the case was opened"))
    _sensible(plan, moves_on, on)
    transfer = Transfer(
        plan=plan,
        kind=TransferKind.OUT,
        recorded_on=on,
        moves_on=moves_on,
        became_aware_on=became_aware_on,
        authority=authority,
        contact=contact,
    )
    _none_open(plan, TransferKind.OUT)
    return _record(transfer, by=by, on=on, at=at)


@asks_first("record_transfer")
def record_phase_transfer(
    plan: Plan, *, kind: str, moves_on: date, by: User, on: date, at: datetime
) -> Transfer:
    """Record a transfer between phases of education (regulation 18).

    Args:
        kind: a :class:`~ehc.models.TransferKind` of :data:`~ehc.models.PHASES`.
        moves_on: the day on which the new phase begins.
        on: the day on which it is recorded: what names the next setting is sent after it.

    Raises:
        AlreadyDone: no plan has been issued, or a transfer between phases is open already.
        Invalid: a kind or a day that cannot be.
    """
    if kind not in PHASES:
        raise Invalid("kind", _("Say which phase is moved to"))
    if moves_on <= on:
        raise Invalid("moves_on", _("The transfer must lie ahead"))
    _sensible(plan, moves_on, on)
    transfer = Transfer(plan=plan, kind=kind, recorded_on=on, moves_on=moves_on)
    _none_open(plan, *PHASES)
    return _record(transfer, by=by, on=on, at=at)


def may_be_known(moves_on: date, on: date) -> bool:
    """Whether a move lies near enough to be recorded on a day."""
    return moves_on <= on + KNOWN_AHEAD


def _sensible(plan: Plan, moves_on: date, on: date) -> None:
    if not may_be_known(moves_on, on):
        raise Invalid("moves_on", _("This must not be more than three years ahead"))
    if moves_on < plan.assessment.request.received_on:
        raise Invalid("moves_on", _("This must not be before the case was opened"))


def _none_open(plan: Plan, *kinds: TransferKind) -> None:
    started = Transfer.objects.filter(
        plan=plan, kind__in=kinds, status=TransferStatus.KNOWN
    ).first()
    if started is not None:
        raise AlreadyDone("record_transfer", started.status)


def _record(transfer: Transfer, *, by: User, on: date, at: datetime) -> Transfer:
    return open_process(
        transfer,
        "record_transfer",
        case=transfer.plan.case,
        by=by,
        on=on,
        at=at,
        within=transfer.plan.assessment,
        in_status=(AssessmentStatus.PLAN_ISSUED,),
        kind=str(transfer.kind),
        moves_on=transfer.moves_on.isoformat(),
    )


def _refuse_other_kinds(transfer: Transfer, step: str, *kinds: TransferKind) -> None:
    """Refuse a step that is none of a transfer's own.

    Raises:
        AlreadyDone: it is of another kind.
    """
    if transfer.kind not in kinds:
        raise AlreadyDone(step, transfer.status)


@asks_first("send_plan_on")
def send_plan_on(transfer: Transfer, *, by: User, on: date, at: datetime) -> Transfer:
    """Transfer the plan to the new authority, which maintains it from then on (regulation 15(2)).

    Args:
        on: the day on which it is sent: not before the move, until which the plan is ours.

    Raises:
        Invalid: a day before the move.
        AlreadyDone: it has been sent, or the move is called off.
    """
    _refuse_other_kinds(transfer, "send_plan_on", TransferKind.OUT)
    if transfer.status == TransferStatus.KNOWN and on < transfer.moves_on:
        raise Invalid(
            "sent_on", _("This must not be before the day of the move: until then the plan is ours")
        )
    return take_step(transfer, "send_plan_on", by=by, on=on, at=at, changes={"transferred_on": on})


@asks_first("call_off_transfer")
def call_off_transfer(
    transfer: Transfer, *, reason: str, by: User, on: date, at: datetime
) -> Transfer:
    """Record that a move does not happen, or was recorded by mistake.

    Args:
        reason: kept in the history of the case.

    Raises:
        NotReady: without the reason.
    """
    _refuse_other_kinds(transfer, "call_off_transfer", TransferKind.OUT, *PHASES)
    return take_step(transfer, "call_off_transfer", by=by, on=on, at=at, reason=reason)


@asks_first("tell_family_of_transfer")
def tell_family_of_transfer(
    transfer: Transfer,
    *,
    proposes_to_assess: bool | None,
    review_on: date | None,
    by: User,
    on: date,
    at: datetime,
) -> Transfer:
    """Tell the family that the plan has come, and what is to follow (regulation 15(4)).

    Args:
        proposes_to_assess: whether an EHC needs assessment is proposed.
        review_on: by when the plan is to be reviewed.
        on: the day on which the family is told.

    Raises:
        NotReady: with what the letter would not say.
        Invalid: a day before the plan came.
    """
    _refuse_other_kinds(transfer, "tell_family_of_transfer", TransferKind.IN)
    if on < transfer.moves_on:
        raise Invalid("told_on", _("This must not be before the day on which the plan came"))
    standing = TransferStanding(
        proposes_to_assess=proposes_to_assess,
        review_on=review_on,
        review_by=review_by(transfer, on),
    )
    return take_step(
        transfer,
        "tell_family_of_transfer",
        by=by,
        on=on,
        at=at,
        changes={
            "told_on": on,
            "proposes_to_assess": proposes_to_assess,
            "review_on": review_on,
        },
        given={"standing": standing},
    )


def review_by(transfer: Transfer, on: date) -> date | None:
    """The last day for the next review of a plan that came, as of a day."""
    reviews = list(Review.objects.filter(plan=transfer.plan_id))
    after = reads.review_after_transfer(transfer.plan.assessment, transfer, reviews, on)
    if after is None:
        return None
    return after.due if after.done_on is None else last_day_of("review.next", after.done_on)


def told_preview(
    transfer: Transfer, *, proposes_to_assess: bool | None, review_on: date | None, on: date
) -> tuple[str, LetterFacts] | None:
    """The letter that :func:`tell_family_of_transfer` would send: its title and facts."""
    shown = copy.copy(transfer)
    shown.proposes_to_assess, shown.review_on = proposes_to_assess, review_on
    return _notices.preview("tell_family_of_transfer", shown, on=on, reason="")


def sent_on_preview(transfer: Transfer, *, on: date) -> tuple[str, LetterFacts] | None:
    """The letter that :func:`send_plan_on` would send: its title and facts."""
    return _notices.preview("send_plan_on", transfer, on=on, reason="")


@asks_first("name_next_setting")
def name_next_setting(
    transfer: Transfer, *, setting: Setting | None, by: User, on: date, at: datetime
) -> Transfer:
    """Record that the plan, reviewed, names what is attended after the transfer (regulation 18).

    Args:
        setting: the one that the plan names; None where it states a type alone.

    Raises:
        Invalid: it has closed by the day of the transfer.
        NotReady: no plan that names it was sent, or kept after a review, since the transfer was
            recorded and, but for a move between post-16 institutions, in the 12 months before it.
    """
    _refuse_other_kinds(transfer, "name_next_setting", *PHASES)
    refuse_closed(setting, max(on, transfer.moves_on), "setting")
    named_on = _named_on(transfer, setting)
    return take_step(
        transfer,
        "name_next_setting",
        by=by,
        on=on,
        at=at,
        changes={"next_setting": setting, "named_on": named_on},
        given={"standing": TransferStanding(plan_names_next=named_on is not None)},
        setting=setting.pk if setting else None,
    )


def _named_on(transfer: Transfer, setting: Setting | None) -> date | None:
    """When the plan that names a setting was sent, or kept, for a transfer that is recorded."""
    version = final_version_of(transfer.plan)
    if version.placement_setting_id != (setting.pk if setting else None):
        return None
    if not version.placement_type or version.finalised_on is None:
        return None
    since = opens_on(transfer.kind, transfer.moves_on, transfer.recorded_on)
    since = max(since, transfer.recorded_on)
    if version.finalised_on >= since:
        return version.finalised_on
    return (
        Review.objects.filter(
            plan=transfer.plan_id,
            # What is not amended without a review (regulation 28) was not reviewed.
            meeting_on__isnull=False,
            outcome=ReviewOutcome.MAINTAIN,
            decided_on__gte=since,
        )
        .order_by("-decided_on")
        .values_list("decided_on", flat=True)
        .first()
    )


# --- The responsible commissioning body -----------------------------------------------------


def _not_before_it_was_ours(plan: Plan, known_on: date) -> None:
    """Refuse a day on which there was nothing to change.

    Of a plan that came from another area the old body may have known before it was transferred
    (regulation 15(7)), though not before the plan was made.

    Raises:
        Invalid: it is too early.
    """
    came = reads.came_in(plan.assessment)
    if came is None and known_on < plan.assessment.request.received_on:
        raise Invalid("known_on", _("This must not be before the case was opened"))
    made = reads.made_on(plan)
    if came is not None and made is not None and known_on < made:
        raise Invalid("known_on", _("This must not be before the plan was made"))


@asks_first("record_commissioning_body", of=case_of)
def record_commissioning_body(
    plan: Plan,
    *,
    old_body: str,
    new_body: str,
    known_on: date,
    by: User,
    on: date,
    at: datetime,
) -> CommissioningChange:
    """Record that another health body became responsible (regulations 15(7) and 16(1)).

    Args:
        old_body, new_body: by name.
        known_on: the day on which the old body became aware of the move.

    Raises:
        AlreadyDone: no plan has been issued.
        Invalid: a day that cannot be, or the same body.
    """
    if known_on > on:
        raise Invalid("known_on", _("This must not be in the future"))
    _not_before_it_was_ours(plan, known_on)
    if old_body.strip().casefold() == new_body.strip().casefold():
        raise Invalid("new_body", _("The new body must be another than the old"))
    case = plan.case
    with record(case, "record_commissioning_body", case=case, by=by, on=on, at=at) as entry:
        refuse_unless_maintained("record_commissioning_body", plan.assessment)
        change = CommissioningChange.objects.create(
            plan=plan, old_body=old_body, new_body=new_body, known_on=known_on
        )
        entry.facts["change"] = change.pk
    return change


def record_commissioning_notice(
    change: CommissioningChange,
    *,
    told_on: date,
    is_practicable: bool,
    by: User,
    on: date,
    at: datetime,
) -> CommissioningChange:
    """Record that the authority and the new body had notice (regulations 15(7)-(8) and 16(2)-(3)).

    Args:
        told_on: the day on which they had it.
        is_practicable: whether the new body can arrange the health care provision of the plan;
            where it cannot, it must ask for an assessment or a review.

    Raises:
        AlreadyDone: it has been recorded.
        Invalid: a day that cannot be.
    """
    case = change.plan.case
    with record(case, "record_commissioning_notice", case=case, by=by, on=on, at=at) as entry:
        refuse_unless_maintained("record_commissioning_notice", change.plan.assessment)
        held = CommissioningChange.objects.get(pk=change.pk)
        if held.told_on is not None:
            raise AlreadyDone("record_commissioning_notice", "told")
        if not held.known_on <= told_on <= on:
            raise Invalid(
                "told_on", _("This must not be before the change was known, nor in the future")
            )
        held.told_on, held.is_practicable = told_on, is_practicable
        held.save()
        entry.facts["change"] = held.pk
    return held
