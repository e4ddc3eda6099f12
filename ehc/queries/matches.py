"""Other files that may be about the same child, or about a twin: for staff to look at."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from ehc.models import Case, Person, SameChild
from ehc.workflows.matching import Known, MatchKind, match

MOST = 20
"""The most files that are suggested; more than these are no suggestion."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Another file, what it may be, and what staff have decided of it."""

    case: Case
    kind: MatchKind
    decided: SameChild | None

    @property
    def may_be_same(self) -> bool:
        """Whether it is to be read as a file of the same child: decided so, or not otherwise."""
        if self.decided is not None:
            return self.decided.is_same
        return self.kind is not MatchKind.TWIN


def _known(person: Person) -> Known:
    return Known(
        first_name=person.first_name,
        last_name=person.last_name,
        date_of_birth=person.date_of_birth,
        postcode=person.postcode,
        preferred_name=person.preferred_name,
    )


def suggested(case: Case) -> tuple[Suggested, ...]:
    """The other files that may belong to a case's child, in the order of their references.

    Two queries, however many there are: everybody born on that day or of that name, by index, and
    what was decided of them.
    """
    person = case.person
    born_or_named_so = Q(person__date_of_birth=person.date_of_birth) | Q(
        person__name_key=person.name_key
    )
    found = []
    ours = _known(person)
    decided = {one.other_id: one for one in SameChild.objects.filter(case=case)}
    others = Case.objects.filter(born_or_named_so).exclude(pk=case.pk).select_related("person")
    for other in others.order_by("reference"):
        kind = match(ours, _known(other.person))
        if kind is not None:
            found.append(Suggested(other, kind, decided.get(other.pk)))
    return tuple(found[:MOST])
