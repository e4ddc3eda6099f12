"""The case as a whole: opened, given a reference, allocated."""

from __future__ import annotations

from datetime import date, datetime

from ehc.actions._step import locked, record
from ehc.models import Case, Person, ReferenceCounter, Team, User
from ehc.permissions import is_family_of
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.roles import Role


def next_reference(on: date) -> str:
    """Take the next case reference of the year, such as ``EHC-2026-000123``.

    Call it inside a transaction: the year's counter stays locked until that ends.
    """
    ReferenceCounter.objects.get_or_create(year=on.year)
    counter = ReferenceCounter.objects.select_for_update().get(year=on.year)
    counter.last += 1
    counter.save()
    return f"EHC-{on.year}-{counter.last:06d}"


def open_case(person: Person, *, on: date) -> Case:
    """Open a person's file. Part of receiving a request, inside its transaction."""
    return Case.objects.create(reference=next_reference(on), person=person, opened_on=on)


def take_case(case: Case, *, by: User, on: date, at: datetime) -> Case:
    """Take an unallocated case oneself.

    Raises:
        AlreadyDone: somebody else has taken it in the meantime.
        Invalid: the person works in no area team.
    """
    with locked(case.pk, by=by) as held:
        if held.caseworker_id is not None:
            raise AlreadyDone("allocate_case", str(held.caseworker))
        return allocate_case(held, to=by, by=by, on=on, at=at)


def allocate_case(case: Case, *, to: User, by: User, on: date, at: datetime) -> Case:
    """Give a case to a caseworker, and to that caseworker's team.

    Raises:
        Invalid: ``to`` works in no area team, or is of the family.
    """
    teams = list(
        Team.objects.filter(
            grants__user=to,
            grants__role__in=(Role.CASEWORKER, Role.TEAM_MANAGER),
            grants__ended_at=None,
        ).distinct()
    )
    if not teams:
        raise Invalid("to", "Choose somebody who works in an area team.")
    with record(case, "allocate_case", case=case, by=by, on=on, at=at) as entry:
        if is_family_of(to, entry.case):
            raise Invalid("to", "Choose somebody who is not of the family.")
        # Whoever works in several teams takes a case in the one that has it.
        team = next((one for one in teams if one.pk == entry.case.team_id), teams[0])
        entry.facts.update(caseworker=to.pk, team=team.pk)
        entry.case.caseworker, entry.case.team = to, team
        entry.case.save()
    return entry.case
