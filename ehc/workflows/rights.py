"""Who holds the rights on a day, and whether an assessment may be asked for.

Children and Families Act 2014, sections 36(1)-(6), 80 and 83; Education Act 1996, section 576;
SEND Regulations 2014, regulations 63 and 64. Tested at "the relevant time" of each act, so the
day is an argument and nothing is remembered.

API: :class:`Holder`, :class:`RightsFacts`, :func:`holder_on`, :func:`may_hold`, :class:`Act`,
:class:`Basis`, :data:`BASES_OF_A_CHILD`, :data:`BASES_OF_A_YOUNG_PERSON`, :data:`OF_A_PARENT`,
:func:`bases_for`, :class:`Kin`, :class:`Recorded`, :func:`in_force`, :func:`holders_among`,
:class:`Bar`, :func:`assessed_within_six_months`, :func:`bars_to_a_request`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ehc.workflows.advice import UPPER_AGE, age_on, is_over_compulsory_school_age
from ehc.workflows.counting import months


class Holder(StrEnum):
    """Whom a reference to "the child's parent or the young person" means.

    ``parent``: the child's parents, several at once. ``parents_representative``: of a parent who
    lacks capacity. ``young_person``. Where the young person lacks capacity, the *alternative
    person*: ``representative`` if they have one; if not, ``parent_of_young_person``; and
    ``representative_of_parent`` where that parent lacks capacity too.
    """

    PARENT = "parent"
    PARENTS_REPRESENTATIVE = "parents_representative"
    YOUNG_PERSON = "young_person"
    REPRESENTATIVE = "representative"
    PARENT_OF_YOUNG_PERSON = "parent_of_young_person"
    REPRESENTATIVE_OF_PARENT = "representative_of_parent"


@dataclass(frozen=True, slots=True)
class RightsFacts:
    """What the answer depends on, as it stands on the day of the act.

    Attributes:
        date_of_birth: the child's or young person's.
        young_person_has_capacity: for the act in question (Mental Capacity Act 2005).
        has_representative: whether the young person has a deputy, a donee of a lasting power of
            attorney or an attorney of a registered enduring one.
        parent_has_capacity: for the act in question.
    """

    date_of_birth: date
    young_person_has_capacity: bool = True
    has_representative: bool = False
    parent_has_capacity: bool = True


def holder_on(facts: RightsFacts, on: date) -> Holder:
    """Who holds the rights on a day.

    Args:
        facts: as they stand on that day.
        on: the day of the act.
    """
    if not is_over_compulsory_school_age(facts.date_of_birth, on):
        return Holder.PARENT if facts.parent_has_capacity else Holder.PARENTS_REPRESENTATIVE
    if facts.young_person_has_capacity:
        return Holder.YOUNG_PERSON
    if facts.has_representative:
        return Holder.REPRESENTATIVE
    if facts.parent_has_capacity:
        return Holder.PARENT_OF_YOUNG_PERSON
    return Holder.REPRESENTATIVE_OF_PARENT


def may_hold(date_of_birth: date, on: date) -> frozenset[Holder]:
    """Everybody who can hold the rights on a day, whoever has capacity for the act.

    Args:
        date_of_birth: the child's or young person's.
        on: the day of the act.
    """
    of_a_child = frozenset({Holder.PARENT, Holder.PARENTS_REPRESENTATIVE})
    if is_over_compulsory_school_age(date_of_birth, on):
        return frozenset(Holder) - of_a_child
    return of_a_child


class Act(StrEnum):
    """What is done with the rights. Capacity and consent are asked for each by itself.

    ``read`` is to see the case and nothing more.
    """

    READ = "read"
    NOTICES = "notices"
    DRAFT = "draft"
    DISPUTE = "dispute"
    WITHDRAWAL = "withdrawal"
    REASSESSMENT = "reassessment"


class Basis(StrEnum):
    """On what somebody acts, as it was recorded.

    ``consent``: the young person has agreed to it, and acts as well. ``lacks_capacity``: a parent
    acts instead, the young person lacking capacity for it. ``representative``: so does a deputy or
    an attorney of theirs; ``representative_of_parent``: so does one of a parent who lacks capacity
    too. ``parents_representative``: one of a child's parent who lacks capacity. ``ended``: what was
    recorded before no longer holds.
    """

    CONSENT = "consent"
    LACKS_CAPACITY = "lacks_capacity"
    REPRESENTATIVE = "representative"
    REPRESENTATIVE_OF_PARENT = "representative_of_parent"
    PARENTS_REPRESENTATIVE = "parents_representative"
    ENDED = "ended"


BASES_OF_A_CHILD = frozenset({Basis.PARENTS_REPRESENTATIVE})
"""On what somebody acts during compulsory school age: for a parent, and for nobody else."""

BASES_OF_A_YOUNG_PERSON = frozenset(Basis) - BASES_OF_A_CHILD - {Basis.ENDED}
"""On what somebody acts for a young person, after it."""

OF_A_PARENT = frozenset({Basis.PARENTS_REPRESENTATIVE, Basis.REPRESENTATIVE_OF_PARENT})
"""On what somebody acts in the place of one parent, who lacks capacity."""


def bases_for(date_of_birth: date, on: date) -> frozenset[Basis]:
    """On what somebody can act on a day, besides a right of their own.

    Args:
        date_of_birth: the child's or young person's.
        on: the day of the act.
    """
    if is_over_compulsory_school_age(date_of_birth, on):
        return BASES_OF_A_YOUNG_PERSON
    return BASES_OF_A_CHILD


@dataclass(frozen=True, slots=True)
class Recorded:
    """That somebody acts for a young person or a parent in one thing, from a day on.

    Attributes:
        who: the caller's own number for them.
        basis: on what.
        act: what it is about, and nothing else.
        on: the day from which it holds.
        instead_of: the parent who lacks capacity, where it is for one.
    """

    who: int
    basis: Basis
    act: Act
    on: date
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class Kin:
    """Somebody of the family, or the young person.

    Attributes:
        who: the caller's own number for them.
        is_young_person: whether it is the child or young person.
        is_parent: whether they are a parent in the sense of the Act (Education Act 1996, section
            576), and not only the representative of somebody.
    """

    who: int
    is_young_person: bool = False
    is_parent: bool = True


def in_force(
    recorded: Iterable[Recorded], act: Act, on: date, *, bases: Collection[Basis]
) -> Mapping[int, Recorded]:
    """Who acts for somebody else in one thing on one day, and on what.

    Args:
        recorded: in the order in which it was; a later entry about the same takes its place.
        act: what is to be done.
        on: the day of it.
        bases: those that count on the day (:func:`bases_for`).
    """
    found: dict[int, Recorded] = {}
    for entry in recorded:
        if entry.act is act and entry.on <= on:
            found[entry.who] = entry
    return {who: entry for who, entry in found.items() if entry.basis in bases}


def holders_among(
    date_of_birth: date, family: Collection[Kin], acting: Mapping[int, Recorded], on: date
) -> frozenset[int]:
    """Who of a family may do something with the rights on a day; nobody, where none is recorded.

    Whoever has the young person's consent acts besides the young person, who keeps every right;
    whoever acts because the young person lacks capacity acts alone, and whoever represents a parent
    in that parent's place (sections 80 and 83; SEND Regulations 2014, regulations 63 and 64).

    Args:
        date_of_birth: the child's or young person's.
        family: everybody recorded, the child or young person among them.
        acting: as :func:`in_force` gives it for the thing and the day.
        on: the day of the act.
    """
    bases = {entry.basis for entry in acting.values()}
    represented = {entry.instead_of for entry in acting.values() if entry.basis in OF_A_PARENT}
    facts = RightsFacts(
        date_of_birth,
        young_person_has_capacity=not bases - {Basis.CONSENT, Basis.PARENTS_REPRESENTATIVE},
        has_representative=Basis.REPRESENTATIVE in bases,
    )

    def on_what(*wanted: Basis) -> set[int]:
        return {who for who, entry in acting.items() if entry.basis in wanted}

    match holder_on(facts, on):
        case Holder.PARENT:
            parents = {one.who for one in family if one.is_parent and not one.is_young_person}
            return frozenset(parents - represented | on_what(Basis.PARENTS_REPRESENTATIVE))
        case Holder.YOUNG_PERSON:
            young = {one.who for one in family if one.is_young_person}
            return frozenset(young | on_what(Basis.CONSENT))
        case Holder.REPRESENTATIVE:
            return frozenset(on_what(Basis.REPRESENTATIVE))
        case _:
            parents = on_what(Basis.LACKS_CAPACITY) - represented
            return frozenset(parents | on_what(Basis.REPRESENTATIVE_OF_PARENT))


class Bar(StrEnum):
    """What stops a request from starting an assessment. A refusal bars nothing."""

    PLAN_IS_MAINTAINED = "plan_is_maintained"
    ASSESSED_WITHIN_SIX_MONTHS = "assessed_within_six_months"
    TOO_OLD = "too_old"


def assessed_within_six_months(last_assessed_on: date, received_on: date) -> bool:
    """Whether an assessment was made in the six months before a request came.

    Section 36(6), and of a request to reassess regulation 24.

    Args:
        last_assessed_on: the day on which the last assessment was made.
        received_on: the day on which the request was received.
    """
    return received_on <= months(6).last_day_from(last_assessed_on)


def bars_to_a_request(
    *,
    date_of_birth: date,
    received_on: date,
    plan_is_maintained: bool = False,
    last_assessed_on: date | None = None,
) -> tuple[Bar, ...]:
    """What stops a request (sections 36(6) and 83(2)); empty if nothing does.

    Args:
        date_of_birth: the child's or young person's.
        received_on: the day on which the request was received.
        plan_is_maintained: whether a plan is maintained on that day.
        last_assessed_on: the day on which the last assessment was made, if there was one; a
            request that was refused is none.
    """
    bars = []
    if plan_is_maintained:
        bars.append(Bar.PLAN_IS_MAINTAINED)
    if last_assessed_on is not None and assessed_within_six_months(last_assessed_on, received_on):
        bars.append(Bar.ASSESSED_WITHIN_SIX_MONTHS)
    if age_on(date_of_birth, received_on) >= UPPER_AGE:
        bars.append(Bar.TOO_OLD)
    return tuple(bars)
