"""Who holds the rights of a case on a day, and what the law says of a request that came.

Read from the family, from what was recorded of who acts, and from the files of the same person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ehc.models import Assessment, Case, CaseEvent, FamilyMember, Reassessment, User
from ehc.queries.reviews import has_ceased
from ehc.queries.transfers import sent_on
from ehc.workflows.advice import is_over_compulsory_school_age
from ehc.workflows.rights import (
    Act,
    Bar,
    Basis,
    Kin,
    Recorded,
    bars_to_a_request,
    bases_on,
    holders_among,
)
from ehc.workflows.statuses import AssessmentStatus

RECORD = "record_who_acts"
THE_PERSON = 0
"""The young person, where no row of the family is theirs."""


def is_young_person(member: FamilyMember, case: Case) -> bool:
    """Whether a row of the family is the child or young person."""
    own = member.user_id is not None and member.user_id == case.person.user_id
    return own or member.relationship == "themselves"


def _recorded_of(cases: Iterable[Case]) -> Mapping[int, tuple[Recorded, ...]]:
    """What was recorded of who acts for each young person, in its order, by the case."""
    found: dict[int, tuple[Recorded, ...]] = defaultdict(tuple)
    for event in (
        CaseEvent.objects.filter(case__in=list(cases), step=RECORD, payload__isnull=False)
        .select_related("payload")
        .order_by("number")
    ):
        told = event.payload.data
        acts = frozenset(Act(act) for act in told["acts"])
        found[event.case_id] += (Recorded(told["member"], Basis(told["basis"]), acts, event.on),)
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
        family: everybody on file with it.
        recorded: who was recorded as acting; nobody is before the end of compulsory school age.
    """

    case: Case
    on: date
    family: tuple[FamilyMember, ...]
    recorded: tuple[Recorded, ...]

    def for_(self, act: Act) -> Holders:
        """Who holds them for one thing."""
        kin = [Kin(one.pk, is_young_person(one, self.case)) for one in self.family]
        if not any(one.is_young_person for one in kin):
            kin.append(Kin(THE_PERSON, is_young_person=True))
        bases = bases_on(self.recorded, act, self.on)
        held = holders_among(self.case.person.date_of_birth, kin, bases, self.on)
        members = tuple(one for one in self.family if one.pk in held)
        others = tuple(one for one in members if not is_young_person(one, self.case))
        return Holders(members, THE_PERSON in held, bases, others)

    def acts_of(self, user: User) -> frozenset[Act]:
        """Everything that somebody holds them for."""
        return frozenset(act for act in Act if self.for_(act).includes(user, self.case))

    @property
    def acting(self) -> list[tuple[FamilyMember, Basis, Act]]:
        """Everybody who acts for the young person: who, on what and in what."""
        return [
            (member, bases[member.pk], act)
            for act in Act
            for bases in (self.for_(act).bases,)
            for member in self.family
            if member.pk in bases
        ]

    @property
    def reaches_nobody(self) -> bool:
        """Whether no letter can go to whoever holds them, since nobody on file does."""
        held = self.for_(Act.NOTICES)
        return not held.members and not (held.is_person and self.case.person.address)


def rights_of(case: Case, on: date) -> Rights:
    """The rights of a case as of a day."""
    family = FamilyMember.objects.filter(person=case.person_id).select_related("user")
    over = is_over_compulsory_school_age(case.person.date_of_birth, on)
    # Before that a child's consent or capacity is asked of nothing.
    return Rights(case, on, tuple(family), _recorded_of([case])[case.pk] if over else ())


def young_people_written_to(cases: Iterable[Case], on: date) -> frozenset[int]:
    """The cases whose letters go to the young person on a day, by primary key. Two queries."""
    over = [one for one in cases if is_over_compulsory_school_age(one.person.date_of_birth, on)]
    recorded = _recorded_of(over)
    family: dict[int, tuple[FamilyMember, ...]] = defaultdict(tuple)
    for member in FamilyMember.objects.filter(person__in={one.person_id for one in over}):
        family[member.person_id] += (member,)
    return frozenset(
        one.pk
        for one in over
        if Rights(one, on, family[one.person_id], recorded[one.pk]).for_(Act.NOTICES).are_theirs
    )


# --- A request that came -------------------------------------------------------------------

_ASSESSED = ("agree_to_issue", "reverse_refusal_to_issue", "refuse_to_issue")
"""The steps with which an assessment has been made, whatever came of it."""


def bars_on_receipt(assessment: Assessment, others: Iterable[Case]) -> tuple[Bar, ...]:
    """What stops the request that an assessment began with; staff are told, and decide.

    Args:
        others: the other files of somebody with the same name and date of birth.
    """
    received_on = assessment.request.received_on
    others = list(others)
    return bars_to_a_request(
        date_of_birth=assessment.case.person.date_of_birth,
        received_on=received_on,
        plan_is_maintained=any(
            not has_ceased(one) and sent_on(one) is None
            for one in Assessment.objects.filter(
                case__in=others, status=AssessmentStatus.PLAN_ISSUED
            )
        ),
        last_assessed_on=_last_assessed_on(others, received_on),
    )


def _last_assessed_on(cases: list[Case], by: date) -> date | None:
    decided = CaseEvent.objects.filter(case__in=cases, step__in=_ASSESSED, on__lte=by)
    again = Reassessment.objects.filter(plan__case__in=cases, sent_on__lte=by)
    days = [*decided.values_list("on", flat=True), *again.values_list("sent_on", flat=True)]
    return max((day for day in days if day is not None), default=None)
