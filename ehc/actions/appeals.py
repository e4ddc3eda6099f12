"""An appeal to the Tribunal: lodged, answered, not opposed, withdrawn, or decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._step import take_step
from ehc.actions.disputes import (
    not_before,
    noting,
    refuse_unless_possible,
    rulings_of,
    save_all,
)
from ehc.models import Dispute, RulingSource, TribunalRecommendation, User
from ehc.queries.transfers import sent_on
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.disputes import ORDERS_ON, PLACEMENT_DECISIONS, UNOPPOSED_ON


@asks_first("record_appeal")
def record_appeal(
    dispute: Dispute,
    *,
    placement_alone: bool,
    leave_on: date | None = None,
    by: User,
    on: date,
    at: datetime,
) -> Dispute:
    """Record that the family appealed (sections 51 and 55; regulation 34(3)).

    Args:
        placement_alone: whether it is only about the setting that the plan names, its type, or
            that it names none: then no certificate is needed (section 55(2)).
        leave_on: the day on which the Tribunal gave leave to appeal without a certificate, as it
            may where the mediation adviser was not contacted in time; None: none was needed.
        on: the day on which the Tribunal had it. After the last day it is recorded all the same:
            whether it is taken is for the Tribunal.

    Raises:
        NotReady: no certificate, where one is needed and no leave was given.
        Invalid: about a placement that the decision does not make; or leave on a day that cannot
            be.
    """
    held = refuse_unless_possible(dispute, "record_appeal")
    if placement_alone and held.decision not in PLACEMENT_DECISIONS:
        raise Invalid(
            "placement_alone", _("This decision names no setting: no appeal can be about that")
        )
    not_before("day", on, held.notice.event.on, _("the day of the decision’s letter"))
    not_before("day", on, held.certificate_on, _("the day of the certificate"))
    told: dict[str, Any] = {}
    if leave_on is not None:
        # The notice of appeal may ask for leave: then the Tribunal gives it only later.
        not_before(
            "leave_on", leave_on, held.notice.event.on, _("the day of the decision’s letter")
        )
        if leave_on > timezone.localdate(at):
            raise Invalid("leave_on", _("This day must not be in the future"))
        told["leave_on"] = leave_on.isoformat()
    return take_step(
        dispute,
        "record_appeal",
        by=by,
        on=on,
        at=at,
        changes={"placement_alone": placement_alone, "leave_on": leave_on, "appealed_on": on},
        placement_alone=placement_alone,
        **told,
    )


def receive_appeal(dispute: Dispute, *, by: User, on: date, at: datetime) -> Dispute:
    """Record that the Tribunal sent us the appeal: 30 working days to answer it.

    Args:
        on: the day on which it sent it.
    """
    with noting(dispute, "receive_appeal", since="appealed_on", by=by, on=on, at=at) as (
        held,
        _entry,
    ):
        pass
    return held


def answer_appeal(dispute: Dispute, *, by: User, on: date, at: datetime) -> Dispute:
    """Record that we answered the appeal (HESC Rules 2008, rule 21).

    Args:
        on: the day on which the answer was sent.
    """
    with noting(dispute, "answer_appeal", since="appealed_on", by=by, on=on, at=at) as (
        held,
        _entry,
    ):
        held.answered_on = on
    return held


@asks_first("concede_appeal")
def concede_appeal(dispute: Dispute, *, about: str, by: User, on: date, at: datetime) -> Dispute:
    """Tell the Tribunal, before we answer, that the appeal is not opposed (regulation 45).

    Args:
        about: one of :data:`~ehc.workflows.disputes.UNOPPOSED_ON`.
        on: the day on which the Tribunal was told, from which the limits of regulation 45 run.

    Raises:
        NotReady: the appeal has been answered: a consent order is needed.
    """
    held = refuse_unless_possible(dispute, "concede_appeal")
    not_before("day", on, held.appealed_on, _("the day of the appeal"))
    rulings = rulings_of(held, RulingSource.UNOPPOSED, [about], UNOPPOSED_ON[held.decision], {}, on)
    return take_step(
        dispute,
        "concede_appeal",
        by=by,
        on=on,
        at=at,
        changes={"decided_on": on},
        alongside=lambda: save_all(rulings),
        about=about,
    )


@asks_first("record_order")
def record_order(
    dispute: Dispute,
    *,
    orders: Collection[str],
    words: str,
    directed: Mapping[str, date],
    by: User,
    on: date,
    at: datetime,
) -> Dispute:
    """Record what the Tribunal ordered (regulations 43 and 44), by consent or not.

    Args:
        orders: of :data:`~ehc.workflows.disputes.ORDERS_ON`, one or several, all of one day.
        words: what the order says.
        directed: days that the Tribunal directed, by the name of the duty (regulation 44(1)).
        on: the day of the order, not of its arrival: from it every limit runs.

    Raises:
        Invalid: no order, or what the Tribunal cannot order of this decision; or a day that
            cannot be.
    """
    held = refuse_unless_possible(dispute, "record_order")
    if not words.strip():
        raise Invalid("words", _("Write what the order says"))
    not_before("day", on, held.appealed_on, _("the day of the appeal"))
    rulings = rulings_of(held, RulingSource.ORDER, orders, ORDERS_ON[held.decision], directed, on)
    if len(orders) > 1 and any(what.startswith("dismiss") for what in orders):
        raise Invalid("about", _("An appeal that is dismissed leads to no other order"))
    return take_step(
        dispute,
        "record_order",
        by=by,
        on=on,
        at=at,
        reason=words,
        changes={"decided_on": on},
        alongside=lambda: save_all(rulings),
        orders=sorted(orders),
        directed={name: day.isoformat() for name, day in directed.items()},
    )


@asks_first("withdraw_appeal")
def withdraw_appeal(dispute: Dispute, *, by: User, on: date, at: datetime) -> Dispute:
    """Record that the family withdrew its appeal (HESC Rules 2008, rule 17).

    Args:
        on: the day on which it did.
    """
    held = refuse_unless_possible(dispute, "withdraw_appeal")
    not_before("day", on, held.appealed_on, _("the day of the appeal"))
    return take_step(dispute, "withdraw_appeal", by=by, on=on, at=at, changes={"decided_on": on})


def hand_over_appeal(dispute: Dispute, *, by: User, on: date, at: datetime) -> Dispute:
    """Record that the authority to which the plan went took the appeal over (regulation 15(3)).

    From then on nothing more of the appeal is ours to answer or to record.

    Args:
        on: the day on which it took it over: not before the plan was transferred.

    Raises:
        AlreadyDone: it was, or no plan has been transferred, or no appeal is open.
    """
    with noting(dispute, "hand_over_appeal", since="appealed_on", by=by, on=on, at=at) as (
        held,
        _entry,
    ):
        went = sent_on(held.assessment)
        not_before(
            "day",
            on,
            went.transferred_on if went else None,
            _("the day on which the plan was transferred"),
        )
    return held


@asks_first("record_recommendation")
def record_recommendation(
    dispute: Dispute, *, field: str, words: str, by: User, on: date, at: datetime
) -> TribunalRecommendation:
    """Record what the Tribunal recommended of health care or social care (SI 2017/1306).

    Args:
        field: ``"health"`` or ``"social_care"``.
        on: the day of the recommendation: the five weeks begin with it.

    Raises:
        Invalid: without words.
        AlreadyDone: one in that field is recorded.
    """
    if field not in TribunalRecommendation.Field.values:
        raise Invalid("field", _("Say whose care it is about"))
    if not words.strip():
        raise Invalid("words", _("Write what is recommended"))
    with noting(
        dispute, "record_recommendation", since="appealed_on", by=by, on=on, at=at,
        field=field, reason=words,
    ) as (held, _entry):  # fmt: skip
        if held.recommendations.filter(field=field).exists():
            raise AlreadyDone("record_recommendation", held.status)
        row = TribunalRecommendation(dispute=held, field=field, words=words, made_on=on)
        row.save()
    return row


@asks_first("answer_recommendation")
def answer_recommendation(
    dispute: Dispute, *, field: str, answer: str, by: User, on: date, at: datetime
) -> TribunalRecommendation:
    """Record the answer to a recommendation: the commissioning body's, or ours (social care).

    Args:
        on: the day on which it was sent or, from a commissioning body, on which we received it.

    Raises:
        Invalid: without the answer.
        AlreadyDone: it has been answered, or there is none.
    """
    if not answer.strip():
        raise Invalid("words", _("Write what was answered"))
    with noting(
        dispute, "answer_recommendation", since="appealed_on", by=by, on=on, at=at,
        field=field, reason=answer,
    ) as (held, _entry):  # fmt: skip
        row = held.recommendations.filter(field=field, answered_on=None).first()
        if row is None:
            raise AlreadyDone("answer_recommendation", held.status)
        not_before("day", on, row.made_on, _("the day of the recommendation"))
        row.answer, row.answered_on = answer, on
        row.save()
    return row


def copy_answer(
    dispute: Dispute, *, field: str, by: User, on: date, at: datetime
) -> TribunalRecommendation:
    """Record that an answer was copied to the Secretary of State.

    Args:
        on: the day on which the copy was sent.

    Raises:
        AlreadyDone: it was, or nothing has been answered.
    """
    with noting(dispute, "copy_answer", since="appealed_on", by=by, on=on, at=at, field=field) as (
        held,
        _entry,
    ):
        row = held.recommendations.filter(
            field=field, answered_on__isnull=False, copied_on=None
        ).first()
        if row is None:
            raise AlreadyDone("copy_answer", held.status)
        not_before("day", on, row.answered_on, _("the day of the answer"))
        row.copied_on = on
        row.save()
    return row
