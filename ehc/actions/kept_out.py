"""A court order that keeps somebody of a family from its case, or no longer does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ehc.actions._asked_first import asks_first
from ehc.actions._step import record
from ehc.actions._stopping import close_tasks, stop_letters
from ehc.actions.correspondence import raise_to_ask_family, stop_messages
from ehc.actions.uploads import keep_upload
from ehc.explanations import on_record
from ehc.models import (
    ActsFor,
    Case,
    FamilyMember,
    KeptOut,
    Letter,
    Message,
    MessageOutcome,
    Said,
    Task,
    TaskKind,
    User,
)
from ehc.queries.kept_out import newest_order
from ehc.queries.requests import ASKED_BY_SETTING
from ehc.queries.rights import is_young_person
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.rights import Basis


@dataclass(frozen=True, slots=True)
class Order:
    """What a court ordered, as it is known.

    Attributes:
        words: which order, of which day, and what it says; of one that ended, how.
        since: the day from which it holds, or holds no longer.
        paper: the order itself; None: nobody gave us a copy.
        seen: what was seen, by whom, and where it is kept.
    """

    words: str
    since: date
    paper: UploadedFile[Any] | None = None
    seen: str = ""


@asks_first("keep_out")
def keep_out(
    case: Case, order: Order, *, member: FamilyMember, by: User, on: date, at: datetime
) -> KeptOut:
    """Record that a court order keeps somebody, who is of the family already, from the case.

    From then on they see nothing, are sent nothing and hold none of the rights: what waits to go
    to them never goes, nothing waits for it, and nobody acts for them. A notice that was owed to
    them alone is owed to whoever holds the rights now.

    Args:
        order: what was ordered, and how that is known.
        member: whom it keeps out; not the child or young person themselves.

    Raises:
        Invalid: no words, no evidence, a day that has not come or is before the birth; somebody of
            another family, or the young person.
        AlreadyDone: an order that is on file keeps them out.
    """
    if member.person_id != case.person_id or is_young_person(member, case):
        raise Invalid("member", _("Choose whom the order keeps out"))
    _refuse_unless_known(order, not_before=case.person.date_of_birth, on=on)
    with record(case, "keep_out", case=case, by=by, on=on, at=at, member=member.pk) as entry:
        held = FamilyMember.objects.get(pk=member.pk)
        if held.kept_out_by:
            raise AlreadyDone("keep_out", "kept_out")
        kept = _keep(entry.case, order, held, keeps_out=True, by=by, at=at)
        entry.facts["order"] = kept.pk
        held.kept_out_by = kept.words
        held.save()
        _end_acting(entry.case, held, by=by, on=on, at=at)
        _stop_letters(entry.case, held, on=on)
        if _stop_messages(entry.case, held, on=on, at=at):
            # They were to be asked what they think of the request: somebody else is.
            raise_to_ask_family(entry.case, on=on, at=at)
    return kept


@asks_first("let_in_again")
def let_in_again(
    case: Case, order: Order, *, member: FamilyMember, by: User, on: date, at: datetime
) -> KeptOut:
    """Record that no court order keeps somebody from the case any longer.

    They see it again and hold whatever rights are theirs. What was not sent to them meanwhile
    stays unsent, and whoever acted for them, or for whom they acted, is recorded anew.

    Args:
        order: what ended it, since when, and how that is known.
        member: whom it kept out.

    Raises:
        Invalid: as for :func:`keep_out`; or a day before the order's own.
        AlreadyDone: no order keeps them out.
    """
    if member.person_id != case.person_id:
        raise Invalid("member", _("Choose whom the order keeps out"))
    latest = newest_order(member)
    not_before = latest.on if latest else case.person.date_of_birth
    _refuse_unless_known(order, not_before=not_before, on=on)
    with record(case, "let_in_again", case=case, by=by, on=on, at=at, member=member.pk) as entry:
        held = FamilyMember.objects.get(pk=member.pk)
        if not held.kept_out_by:
            raise AlreadyDone("let_in_again", "not_kept_out")
        kept = _keep(entry.case, order, held, keeps_out=False, by=by, at=at)
        entry.facts["order"] = kept.pk
        held.kept_out_by = ""
        held.save()
    return kept


def _refuse_unless_known(order: Order, *, not_before: date, on: date) -> None:
    """Refuse what nobody could show later.

    Raises:
        Invalid: no words, no evidence, or a day that cannot be.
    """
    if not order.words.strip():
        raise Invalid("words", _("Say which order, of which day, and what it says"))
    if not not_before <= order.since <= on:
        raise Invalid(
            "since", _("This must not be in the future, nor before the order or the date of birth")
        )
    if order.paper is None and not order.seen.strip():
        raise Invalid(
            "seen", _("Add the order, or say what was seen, by whom, and where it is kept")
        )


def _keep(
    case: Case, order: Order, member: FamilyMember, *, keeps_out: bool, by: User, at: datetime
) -> KeptOut:
    # What it says stands in the row, which nobody changes; the event names nobody.
    paper = order.paper
    return KeptOut.objects.create(
        case=case,
        member=member,
        keeps_out=keeps_out,
        words=order.words.strip(),
        on=order.since,
        paper=keep_upload(paper, case=case, field="paper", by=by, at=at) if paper else None,
        seen=order.seen.strip(),
        recorded_by=by,
        recorded_at=at,
    )


def _end_acting(case: Case, member: FamilyMember, *, by: User, on: date, at: datetime) -> None:
    """End whatever they act in, and whoever acts in their place."""
    in_force = ActsFor.objects.filter(case=case).in_force(on)
    for row in list(in_force):
        if member.pk in {row.member_id, row.instead_of_id}:
            ActsFor.objects.create(
                case=case, member=row.member, act=row.act, basis=Basis.ENDED, on=on,
                how_known=on_record(gettext_noop("A court order keeps the parent from the case")),
                recorded_by=by, recorded_at=at,
            )  # fmt: skip


def _stop_letters(case: Case, member: FamilyMember, *, on: date) -> None:
    stop_letters(
        Letter.objects.filter(case=case, family_member=member, sent_on=None, stopped_on=None), on=on
    )


def _stop_messages(case: Case, member: FamilyMember, *, on: date, at: datetime) -> bool:
    """Stop what waits to be sent to them, ring them no more, and owe them no answer.

    Returns:
        Whether they were to be asked what they think of a school's request.
    """
    to_them = Q(user=None, to__iexact=member.email) if member.email else Q(pk__in=())
    if member.user_id is not None:
        to_them |= Q(user=member.user)
        owed = Said.objects.filter(case=case, reader=member.user, answered_on=None)
        for said in owed.exclude(answer_by=None):
            said.answer_by = None
            said.save()
    theirs = Message.objects.filter(to_them, case=case)
    queued = theirs.filter(outcome=MessageOutcome.QUEUED)
    to_ring = Task.objects.filter(
        case=case, kind=TaskKind.RING_OR_POST, done_on=None, message__in=theirs
    )
    asks = (
        queued.filter(template=ASKED_BY_SETTING).exists()
        or to_ring.filter(message__template=ASKED_BY_SETTING).exists()
    )
    stop_messages(queued, at=at)
    close_tasks(to_ring, on=on)
    return asks
