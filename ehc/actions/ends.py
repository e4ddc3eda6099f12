"""An assessment that ends before its time: withdrawn in writing, or by a death."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext

from ehc.actions._advisers import tell_to_stop
from ehc.actions._asked_first import asks_first
from ehc.actions._officer import only_for_the_officer
from ehc.actions._step import record, take_step
from ehc.models import (
    Assessment,
    Case,
    HeldBecause,
    Letter,
    Means,
    OutboxItem,
    Person,
    User,
    Withdrawal,
)
from ehc.permissions import roles_on
from ehc.queries.rights import rights_of
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.ends import DeathFacts, WithdrawalFacts
from ehc.workflows.rights import Act, Basis, Holder, may_hold
from ehc.workflows.roles import FAMILY_ROLES, Role


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Whether section 36(3) applies all the same, and why."""

    applies: bool
    why: str


@dataclass(frozen=True, slots=True)
class Written:
    """What arrived in writing.

    Attributes:
        words: what it says.
        means: a :class:`~ehc.models.Means`.
        arrived_on: when.
        holder: who wrote it (:class:`~ehc.workflows.rights.Holder`).
        written_by: their name.
    """

    words: str
    means: str
    arrived_on: date | None
    holder: str
    written_by: str


_ACTS_AS = {
    # It is the young person's own withdrawal, which somebody else has written.
    Basis.CONSENT: Holder.YOUNG_PERSON,
    Basis.LACKS_CAPACITY: Holder.PARENT_OF_YOUNG_PERSON,
    Basis.REPRESENTATIVE: Holder.REPRESENTATIVE,
    Basis.REPRESENTATIVE_OF_PARENT: Holder.REPRESENTATIVE_OF_PARENT,
    Basis.PARENTS_REPRESENTATIVE: Holder.PARENTS_REPRESENTATIVE,
}


@asks_first("withdraw")
def withdraw_request(
    assessment: Assessment, *, words: str, by: User, on: date, at: datetime
) -> Withdrawal:
    """Withdraw one's own request, by writing it on one's page.

    Whether section 36(3) still applies is then for the caseworker to record.

    Raises:
        NotReady: without words, or where somebody else holds the rights by now.
    """
    written = Written(
        words=words,
        means=Means.PAGE,
        arrived_on=on,
        holder=_holder(assessment.case, by=by, on=on),
        written_by=str(by),
    )
    return _withdraw(assessment, written, None, by=by, on=on, at=at)


@asks_first("withdraw")
def record_withdrawal(
    assessment: Assessment,
    written: Written,
    responsibility: Responsibility | None,
    *,
    by: User,
    on: date,
    at: datetime,
) -> Withdrawal:
    """Record a withdrawal that arrived by letter or email. It is never presumed from silence.

    Args:
        written: what arrived, from whom.
        responsibility: whether section 36(3) still applies.
        on: the day on which it is recorded, and the confirmation is sent.

    Raises:
        NotReady: with what is missing.
    """
    return _withdraw(assessment, written, responsibility, by=by, on=on, at=at)


def _holder(case: Case, *, by: User, on: date) -> Holder:
    """As whom somebody of the family withdraws: one who cannot, where they do not hold the rights.

    Args:
        on: the day of the withdrawal.
    """
    held = rights_of(case, on).for_(Act.WITHDRAWAL)
    if not held.includes(by, case):
        is_over = Holder.YOUNG_PERSON in may_hold(case.person.date_of_birth, on)
        return Holder.PARENT if is_over else Holder.YOUNG_PERSON
    basis = held.basis_of(by)
    if basis is not None:
        return _ACTS_AS[basis]
    return Holder.YOUNG_PERSON if Role.YOUNG_PERSON in roles_on(by, case, on) else Holder.PARENT


def _withdraw(
    assessment: Assessment,
    written: Written,
    responsibility: Responsibility | None,
    *,
    by: User,
    on: date,
    at: datetime,
) -> Withdrawal:
    only_for_the_officer(assessment, "withdraw", by=by, on=on)
    born = assessment.case.person.date_of_birth
    withdrawal = Withdrawal(
        assessment=assessment,
        holder=written.holder,
        written_by=written.written_by,
        means=written.means,
        words=written.words,
        # Saved only once readiness has found the day.
        arrived_on=written.arrived_on or on,
        recorded_by=by,
        still_responsible=responsibility.applies if responsibility else None,
        responsibility=responsibility.why if responsibility else "",
        responsibility_on=on if responsibility else None,
    )

    def save() -> None:
        withdrawal.save()
        tell_to_stop(assessment, at=at)

    take_step(
        assessment,
        "withdraw",
        by=by,
        on=on,
        at=at,
        given={
            "withdrawal": WithdrawalFacts(
                words=written.words,
                means=written.means,
                arrived_on=written.arrived_on,
                received_on=assessment.request.received_on,
                holder=written.holder,
                holders=may_hold(born, written.arrived_on or on),
                by_staff=not roles_on(by, assessment, on) & FAMILY_ROLES,
                responsibility=responsibility.why if responsibility else "",
            )
        },
        alongside=save,
        means=written.means,
        holder=written.holder,
    )
    return withdrawal


@asks_first("consider_responsibility")
def consider_responsibility(
    assessment: Assessment, responsibility: Responsibility, *, by: User, on: date, at: datetime
) -> Withdrawal:
    """Record whether section 36(3) applies although the request was withdrawn.

    Raises:
        Invalid: without a reason.
        AlreadyDone: it has been recorded.
    """
    if not responsibility.why.strip():
        raise Invalid("why", gettext("Say why."))
    with record(
        assessment, "consider_responsibility", case=assessment.case, by=by, on=on, at=at,
        reason=responsibility.why, applies=responsibility.applies,
    ):  # fmt: skip
        held = Withdrawal.objects.filter(assessment=assessment).first()
        if held is None or held.still_responsible is not None:
            raise AlreadyDone("consider_responsibility", assessment.status)
        held.still_responsible, held.responsibility_on = responsibility.applies, on
        held.responsibility = responsibility.why
        held.save()
    return held


def record_death(
    assessment: Assessment,
    *,
    died_on: date | None,
    how_known: str,
    by: User,
    on: date,
    at: datetime,
) -> Assessment:
    """Record that the child or young person has died: everything automatic stops at once.

    What the case owes and has not sent is held, letters that wait for the post among it; what it
    comes to owe later is held too. Only a team manager releases anything.

    Args:
        died_on: the day of the death.
        how_known: who told the authority, and how.

    Raises:
        NotReady: without the day, or without how it is known.
    """

    def stop() -> None:
        person = Person.objects.get(pk=assessment.case.person_id)
        person.died_on = died_on
        person.save()
        for item in _unsent(assessment.case):
            item.held_because = HeldBecause.DEATH
            # Nothing else of the row: a worker may hold it at this moment.
            item.save(update_fields=["held_because"])

    return take_step(
        assessment,
        "record_death",
        by=by,
        on=on,
        at=at,
        reason=how_known,
        given={"death": DeathFacts(died_on=died_on, how_known=how_known)},
        alongside=stop,
    )


def undo_death(
    assessment: Assessment, *, reason: str, by: User, on: date, at: datetime
) -> Assessment:
    """Take back a death that was recorded by mistake: the case stands where it stood before.

    What was held stays held until a team manager releases it, thing by thing, and nobody is told
    anything by itself: whoever ought to hear of the mistake is rung or visited.

    Args:
        reason: how the mistake was made, and how it is known to be one.

    Raises:
        NotReady: without a reason.
    """

    def lives() -> None:
        person = Person.objects.get(pk=assessment.case.person_id)
        person.died_on = None
        person.save()

    return take_step(assessment, "undo_death", by=by, on=on, at=at, reason=reason, alongside=lives)


def _unsent(case: Case) -> list[OutboxItem]:
    """What was not sent, and papers that were drawn and not posted."""
    to_post = Letter.objects.filter(case=case, sent_on=None, stopped_on=None).values("document")
    return list(
        OutboxItem.objects.filter(
            Q(message__case=case, done_at=None)
            | Q(document__case=case, done_at=None)
            | Q(document__in=to_post)
        )
    )


@asks_first("release_held")
def release_held(
    case: Case, items: Collection[OutboxItem], *, reason: str, by: User, on: date, at: datetime
) -> None:
    """Send something all the same: a named officer decides it, thing by thing.

    Args:
        items: rows of this case that are held.
        reason: why it is right to send them.

    Raises:
        Invalid: without a reason, or without anything to release.
        AlreadyDone: one of them is not held, or belongs to another case.
    """
    if not reason.strip():
        raise Invalid("reason", gettext("Say why it is right to send this."))
    if not items:
        raise Invalid("items", gettext("Choose what to release."))
    with record(
        case, "release_held", case=case, by=by, on=on, at=at, reason=reason,
        items=sorted(item.pk for item in items),
    ):  # fmt: skip
        for item in items:
            held = (
                OutboxItem.objects.filter(Q(message__case=case) | Q(document__case=case))
                .exclude(held_because="")
                .filter(pk=item.pk)
                .first()
            )
            if held is None:
                raise AlreadyDone("release_held", str(item.pk))
            held.held_because = ""
            held.claimed_at, held.next_attempt_at = None, at
            # By itself: the digest that it was to go with has been sent without it.
            held.digest = None
            held.save(update_fields=["held_because", "claimed_at", "next_attempt_at", "digest"])
