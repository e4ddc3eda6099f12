"""Who holds the rights of a case on a day: read from the family and who is recorded as acting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ehc.models import ActsFor, Case, FamilyMember, StandsAs, User
from ehc.models.people import THEMSELVES
from ehc.workflows.advice import is_over_compulsory_school_age
from ehc.workflows.rights import (
    Act,
    Basis,
    Kin,
    Recorded,
    bases_for,
    holders_among,
    in_force,
)

THE_PERSON = 0
"""The young person, where no row of the family is theirs."""


def is_young_person(member: FamilyMember, case: Case) -> bool:
    """Whether a row of the family is the child or young person."""
    own = member.user_id is not None and member.user_id == case.person.user_id
    return own or member.relationship == THEMSELVES


def own_cases(user: User) -> QuerySet[Case]:
    """The cases that are about whoever reads them.

    A young person who asked a second time has a file of their own again, in which their account
    stands with the family, as themselves.
    """
    again = FamilyMember.objects.filter(user=user, relationship=THEMSELVES).values("person")
    return Case.objects.filter(Q(person__user=user) | Q(person__in=again))


def is_about(case: Case, user: User) -> bool:
    """Whether a case is about whoever reads it: they are spoken to, and not about."""
    return own_cases(user).filter(pk=case.pk).exists()


def _recorded_of(cases: Iterable[Case]) -> Mapping[int, tuple[Recorded, ...]]:
    """What was recorded of who acts, in its order, by the case."""
    found: dict[int, tuple[Recorded, ...]] = defaultdict(tuple)
    for row in ActsFor.objects.filter(case__in=list(cases)):
        found[row.case_id] += (
            Recorded(row.member_id, Basis(row.basis), Act(row.act), row.on, row.instead_of_id),
        )
    return found


def _family_of(people: Iterable[int]) -> Mapping[int, tuple[FamilyMember, ...]]:
    """Everybody on file whom no court order keeps out, by the child or young person."""
    found: dict[int, tuple[FamilyMember, ...]] = defaultdict(tuple)
    rows = FamilyMember.objects.filter(person__in=list(people), kept_out_by="")
    for member in rows.select_related("user"):
        found[member.person_id] += (member,)
    return found


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds the rights for one thing on one day.

    Attributes:
        members: of the family, the young person's own row among them.
        is_person: whether the young person does, and has no row.
        bases: on what members act who act for the young person, by primary key.
        others: the members without the young person.
    """

    members: tuple[FamilyMember, ...]
    is_person: bool
    bases: Mapping[int, Basis]
    others: tuple[FamilyMember, ...]

    def includes(self, user: User, case: Case) -> bool:
        """Whether somebody is one of them."""
        if any(one.user_id == user.pk for one in self.members):
            return True
        young = self.is_person or any(is_young_person(one, case) for one in self.members)
        return young and case.person.user_id == user.pk

    @property
    def are_theirs(self) -> bool:
        """Whether the young person is one of them."""
        return self.is_person or len(self.others) < len(self.members)

    def basis_of(self, user: User) -> Basis | None:
        """On what somebody acts for the young person; None: on a right of their own."""
        own = (self.bases.get(one.pk) for one in self.members if one.user_id == user.pk)
        return next(own, None)


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights of one case as of a day, read once.

    Attributes:
        case: whose.
        on: the day of the act.
        family: everybody on file with it whom no court order keeps out.
        recorded: who was recorded as acting.
    """

    case: Case
    on: date
    family: tuple[FamilyMember, ...]
    recorded: tuple[Recorded, ...]

    def for_(self, act: Act) -> Holders:
        """Who holds them for one thing."""
        kin = [
            Kin(one.pk, is_young_person(one, self.case), one.stands_as != StandsAs.REPRESENTATIVE)
            for one in self.family
        ]
        if not any(one.is_young_person for one in kin):
            kin.append(Kin(THE_PERSON, is_young_person=True))
        born = self.case.person.date_of_birth
        on_file = {one.pk for one in self.family}
        found = in_force(self.recorded, act, self.on, bases=bases_for(born, self.on))
        acting = {who: entry for who, entry in found.items() if who in on_file}
        held = holders_among(born, kin, acting, self.on)
        members = tuple(one for one in self.family if one.pk in held)
        others = tuple(one for one in members if not is_young_person(one, self.case))
        bases = {who: entry.basis for who, entry in acting.items()}
        return Holders(members, THE_PERSON in held, bases, others)

    def acts_of(self, user: User) -> frozenset[Act]:
        """Everything that somebody holds them for."""
        return frozenset(act for act in Act if self.for_(act).includes(user, self.case))

    @property
    def besides(self) -> tuple[FamilyMember, ...]:
        """The family without the child or young person."""
        return tuple(one for one in self.family if not is_young_person(one, self.case))

    @property
    def parents(self) -> tuple[FamilyMember, ...]:
        """Those who are a parent in the sense of the Act."""
        return tuple(one for one in self.besides if one.stands_as != StandsAs.REPRESENTATIVE)

    @property
    def representatives(self) -> tuple[FamilyMember, ...]:
        """Those who are on file as a deputy or attorney and nothing else."""
        return tuple(one for one in self.besides if one.stands_as == StandsAs.REPRESENTATIVE)

    @property
    def acting(self) -> list[tuple[FamilyMember, Basis, Act]]:
        """Everybody who acts for the young person or a parent: who, on what and in what."""
        return [
            (member, bases[member.pk], act)
            for act in Act
            for bases in (self.for_(act).bases,)
            for member in self.family
            if member.pk in bases
        ]

    @property
    def written_to(self) -> tuple[FamilyMember, ...]:
        """Whom of the family letters go to: whoever holds the rights, and nobody besides."""
        return self.for_(Act.NOTICES).members

    @property
    def reaches_nobody(self) -> bool:
        """Whether a letter to whoever holds them can go nowhere yet, and somebody has to ring."""
        held = self.for_(Act.NOTICES)
        return not held.members and not (held.is_person and self.case.person.address)


def rights_of(case: Case, on: date) -> Rights:
    """The rights of a case as of a day. Two queries."""
    family = _family_of([case.person_id])[case.person_id]
    return Rights(case, on, family, _recorded_of([case])[case.pk])


def young_people_written_to(cases: Iterable[Case], on: date) -> frozenset[int]:
    """The cases whose letters go to the young person on a day, by primary key. Two queries."""
    over = [one for one in cases if is_over_compulsory_school_age(one.person.date_of_birth, on)]
    recorded = _recorded_of(over)
    family = _family_of({one.person_id for one in over})
    return frozenset(
        one.pk
        for one in over
        if Rights(one, on, family[one.person_id], recorded[one.pk]).for_(Act.NOTICES).are_theirs
    )
