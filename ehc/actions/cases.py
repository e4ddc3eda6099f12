"""The case as a whole: opened, given a reference, allocated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ehc.actions import _projections
from ehc.actions._asked_first import asks_first
from ehc.actions._officer import only_for_the_officer
from ehc.actions._step import record
from ehc.models import (
    AssessmentProjection,
    Case,
    CaseProjection,
    FamilyMember,
    Person,
    ProjectedTurn,
    ReferenceCounter,
    Team,
    User,
    UserKind,
)
from ehc.permissions import is_kin_of
from ehc.refusals import AlreadyDone, Invalid, NotYours
from ehc.workflows.advice import national_curriculum_year
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


@asks_first("allocate_case")
def take_case(case: Case, *, by: User, on: date, at: datetime) -> Case:
    """Take an unallocated case oneself.

    Raises:
        AlreadyDone: somebody else has taken it in the meantime.
        Invalid: the person works in no area team.
    """
    _only_for_their_officer(case, by=by, on=on)
    if case.caseworker_id is not None:
        raise AlreadyDone("allocate_case", str(case.caseworker))
    return allocate_case(case, to=by, by=by, on=on, at=at)


DETAILS = (
    "preferred_name",
    "pronouns",
    "setting",
    "first_language",
    "communication",
    "looked_after",
    "parent_in_armed_forces",
    "hearing_impairment",
    "visual_impairment",
    "years_out_of_year",
)
"""What the area team may change of a child or young person."""


def change_details(
    case: Case, values: Mapping[str, Any], *, by: User, on: date, at: datetime
) -> Person:
    """Change what is known of the child or young person. The request stays as it was received.

    Args:
        values: by name, of those in :data:`DETAILS`; and ``year_group``, the year in which they are
            taught on the day, None: that of their age. What is kept is by how many years it is
            another, so that it moves up with them.

    Raises:
        Invalid: nothing is different.
    """
    with record(case, "change_details", case=case, by=by, on=on, at=at) as entry:
        person = Person.objects.get(pk=entry.case.person_id)
        values = dict(values)
        if "year_group" in values:
            group = values.pop("year_group")
            usual = national_curriculum_year(person.date_of_birth, on)
            values["years_out_of_year"] = 0 if group is None else group - usual
        changed = [
            name for name in DETAILS if name in values and getattr(person, name) != values[name]
        ]
        if not changed:
            raise Invalid("", _("Nothing is different from what is on file."))
        for name in changed:
            setattr(person, name, values[name])
        person.save()
        # The names of what changed, never the values: those are in the row's own history.
        entry.facts["changed"] = changed
    return person


@asks_first("choose_print")
def choose_print(
    member: FamilyMember, *, large: bool, by: User, on: date, at: datetime
) -> FamilyMember:
    """Say in which print somebody's letters come from now on; what was issued never changes.

    Args:
        member: the adult whose letters they are; each of the family chooses for themselves alone.
        large: whether in large print.

    Raises:
        NotYours: another adult of the family.
    """
    if by.kind != UserKind.STAFF and member.user_id != by.pk:
        raise NotYours("choose_print")
    with record(
        member, "choose_print", case=member.person.case, by=by, on=on, at=at, large_print=large
    ):
        held = FamilyMember.objects.get(pk=member.pk)
        held.large_print = large
        held.save()
    return held


@asks_first("allocate_case")
def allocate_case(case: Case, *, to: User, by: User, on: date, at: datetime) -> Case:
    """Give a case to a caseworker, and to that caseworker's team.

    Raises:
        Invalid: ``to`` works in no area team, or is of the family.
        NotYours: while somebody is detained, to all but their officer and a team manager.
    """
    _only_for_their_officer(case, by=by, on=on)
    teams = list(
        Team.objects.filter(
            grants__user=to,
            grants__role__in=(Role.CASEWORKER, Role.TEAM_MANAGER),
            grants__ended_at=None,
        ).distinct()
    )
    if not teams:
        raise Invalid("to", _("Choose somebody who works in an area team."))
    with record(case, "allocate_case", case=case, by=by, on=on, at=at) as entry:
        if is_kin_of(to, entry.case):
            raise Invalid("to", _("Choose somebody who is not of the family."))
        # Whoever works in several teams takes a case in the one that has it.
        team = next((one for one in teams if one.pk == entry.case.team_id), teams[0])
        entry.facts.update(caseworker=to.pk, team=team.pk)
        entry.case.caseworker, entry.case.team = to, team
        entry.case.save()
    return entry.case


def _only_for_their_officer(case: Case, *, by: User, on: date) -> None:
    for assessment in case.assessments.all():
        only_for_the_officer(assessment, "allocate_case", by=by, on=on)


def rebuild_projections(case_pk: int) -> bool:
    """Derive one case's projections again, under its lock.

    Args:
        case_pk: the case's primary key.

    Returns:
        Whether what was kept differed from what the events say.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case_pk)
        kept = CaseProjection.objects.filter(pk=case.pk).values().first()
        turns = _turns_of(case)
        counted = list(AssessmentProjection.objects.filter(case=case).order_by("pk").values())
        _projections.refresh(case)
        return (
            kept != CaseProjection.objects.filter(pk=case.pk).values().first()
            or turns != _turns_of(case)
            or counted
            != list(AssessmentProjection.objects.filter(case=case).order_by("pk").values())
        )


def _turns_of(case: Case) -> list[dict[str, Any]]:
    rows = ProjectedTurn.objects.filter(projection=case.pk).values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]
