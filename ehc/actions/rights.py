"""Who acts for a young person or for a parent, and who sees a young person's case."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ehc.actions._asked_first import asks_first
from ehc.actions._rights import only_for_the_holder
from ehc.actions._step import record
from ehc.explanations import on_record
from ehc.models import ActsFor, Case, FamilyMember, StandsAs, User
from ehc.queries.rights import is_young_person, rights_of
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.advice import is_over_compulsory_school_age
from ehc.workflows.rights import OF_A_PARENT, Act, Basis, bases_for
from ehc.workflows.statuses import AssessmentStatus


@asks_first("record_who_acts")
def record_who_acts(
    case: Case,
    *,
    member: FamilyMember,
    basis: str,
    acts: Collection[str],
    how_known: str,
    by: User,
    on: date,
    at: datetime,
    instead_of: FamilyMember | None = None,
) -> Case:
    """Record that somebody acts for the young person or a parent, or no longer does (section 80).

    Consent and capacity are judged for each thing by itself (Mental Capacity Act 2005), so that
    what is recorded holds for what it names and for nothing else. It holds from its day on, until
    something else is recorded of the same person and the same thing.

    Args:
        member: who acts: somebody of the family, or a representative who is on file with it.
        basis: a :class:`~ehc.workflows.rights.Basis`; during compulsory school age nobody acts
            but for a parent who lacks capacity.
        acts: of :class:`~ehc.workflows.rights.Act`, one or several.
        how_known: who found so, how and when; kept in the record.
        instead_of: the parent whom they represent, where they represent one.

    Raises:
        Invalid: the young person, or somebody of another family or whom an order keeps out; during
            compulsory school age; no parent to represent; without what it is for or how it is
            known.
    """
    if not _can_act(member, case):
        raise Invalid("member", _("Choose who acts"))
    allowed = bases_for(case.person.date_of_birth, on) | {Basis.ENDED}
    if not acts or not set(acts) <= set(Act) or basis not in set(Basis):
        raise Invalid("acts", _("Choose what it is for"))
    if basis not in allowed:
        raise Invalid(
            "member",
            _("After the end of compulsory school age the rights are the young person’s")
            if is_over_compulsory_school_age(case.person.date_of_birth, on)
            else _("During compulsory school age the rights are the parents’"),
        )
    _refuse_unless_represented(case, member, Basis(basis), instead_of)
    if not how_known.strip():
        raise Invalid("how_known", _("Say who found so, how and when"))
    facts = {"instead_of": instead_of.pk} if instead_of else {}
    with record(
        case, "record_who_acts", case=case, by=by, on=on, at=at, reason=how_known,
        member=member.pk, basis=basis, acts=sorted(acts), **facts,
    ) as entry:  # fmt: skip
        for act in sorted(acts):
            ActsFor.objects.create(
                case=entry.case, member=member, act=act, basis=basis, instead_of=instead_of,
                on=on, how_known=how_known, recorded_by=by, recorded_at=at,
            )  # fmt: skip
        return entry.case


def _can_act(member: FamilyMember, case: Case) -> bool:
    own = member.person_id == case.person_id and not is_young_person(member, case)
    # As it is under the case's lock: an order may have been recorded since the page was opened.
    return own and FamilyMember.objects.filter(pk=member.pk, kept_out_by="").exists()


def _refuse_unless_represented(
    case: Case, member: FamilyMember, basis: Basis, instead_of: FamilyMember | None
) -> None:
    """Refuse a representative of no parent, or of somebody who is none.

    Raises:
        Invalid: then.
    """
    if (basis in OF_A_PARENT) != (instead_of is not None):
        raise Invalid("instead_of", _("Choose the parent who lacks capacity"))
    if instead_of is None:
        return
    if instead_of == member or not _can_act(instead_of, case):
        raise Invalid("instead_of", _("Choose the parent who lacks capacity"))
    if instead_of.stands_as == StandsAs.REPRESENTATIVE:
        raise Invalid("instead_of", _("A representative is no parent of their own right"))


@asks_first("agree_that_parent_sees")
def agree_that_parent_sees(
    case: Case, *, member: FamilyMember, by: User, on: date, at: datetime
) -> Case:
    """Agree, as the young person, that a parent may see the case, and nothing more.

    Raises:
        NotTheHolder: before the end of compulsory school age, or while somebody else acts for them
            in this.
        Invalid: nobody of their family, or one whom an order keeps out.
        AlreadyDone: they see it already; or the young person has died, and holds no right.
    """
    name = "agree_that_parent_sees"
    only_for_the_holder(case, Act.READ, name, by=by, on=on)
    _refuse_after_a_death(case, name)
    if not _can_act(member, case):
        raise Invalid("member", _("Choose who may see your case"))
    if member.pk in rights_of(case, on).for_(Act.READ).bases:
        raise AlreadyDone(name, Basis.CONSENT)
    return _of_the_young_person(case, name, member, Basis.CONSENT, [Act.READ], by=by, on=on, at=at)


@asks_first("withdraw_that_parent_sees")
def withdraw_that_parent_sees(
    case: Case, *, member: FamilyMember, by: User, on: date, at: datetime
) -> Case:
    """Take back, as the young person, every agreement to what a parent sees and does.

    Raises:
        NotTheHolder: before the end of compulsory school age, or while somebody else acts for them
            in this.
        AlreadyDone: they agreed to nothing that still holds; or the young person has died.
    """
    name = "withdraw_that_parent_sees"
    only_for_the_holder(case, Act.READ, name, by=by, on=on)
    _refuse_after_a_death(case, name)
    rights = rights_of(case, on)
    agreed = [act for act in Act if rights.for_(act).bases.get(member.pk) is Basis.CONSENT]
    if not agreed:
        raise AlreadyDone(name, Basis.ENDED)
    return _of_the_young_person(case, name, member, Basis.ENDED, agreed, by=by, on=on, at=at)


def _refuse_after_a_death(case: Case, name: str) -> None:
    if case.person.died_on is not None:
        raise AlreadyDone(name, AssessmentStatus.DECEASED)


def _of_the_young_person(
    case: Case,
    name: str,
    member: FamilyMember,
    basis: Basis,
    acts: Collection[Act],
    *,
    by: User,
    on: date,
    at: datetime,
) -> Case:
    with record(case, name, case=case, by=by, on=on, at=at, member=member.pk) as entry:
        for act in acts:
            ActsFor.objects.create(
                case=entry.case, member=member, act=act, basis=basis, on=on,
                how_known=on_record(gettext_noop("Written by the young person on their own page")),
                recorded_by=by, recorded_at=at,
            )  # fmt: skip
        return entry.case
