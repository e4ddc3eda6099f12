"""A family's comments as their reader needs them: of what they are, and what would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ehc.documents.plans import Card, plan_sections, rows_of
from ehc.models import Representation
from ehc.plan_checks.differences import Piece, difference
from ehc.queries.tracker import frozen_facts


@dataclass(frozen=True, slots=True)
class Told:
    """A comment with what it is about.

    Attributes:
        title: what the row is called; empty for the whole plan.
        present: what the draft says there: the sentence, or all of the row.
        difference: between that and the wording that the family suggests; empty where it
            suggests none.
    """

    comment: Representation
    title: str
    present: str
    difference: tuple[Piece, ...]


def told(comments: Iterable[Representation]) -> Iterator[Told]:
    """Each comment with the words of the draft that it is about, in the order given."""
    drafts: dict[int, dict[str, Card]] = {}
    for one in comments:
        version = one.version
        if version.pk not in drafts:
            drafts[version.pk] = rows_of(plan_sections(frozen_facts(version)))
        row = drafts[version.pk].get(one.row)
        present = one.sentence or (row.wording if row else "")
        yield Told(
            one,
            row.title if row else "",
            present,
            difference(present, one.suggested) if one.suggested else (),
        )
