"""Whose the rights are on the day of an act: for what a family does by itself."""

from __future__ import annotations

from datetime import date

from ehc.models import Case, User
from ehc.permissions import is_family_of
from ehc.queries.rights import rights_of
from ehc.refusals import NotTheHolder
from ehc.workflows.rights import Act


def only_for_the_holder(case: Case, act: Act, name: str, *, by: User, on: date) -> None:
    """Refuse whoever is of the family and does not hold the rights on the day.

    Staff record what the family has said elsewhere, and are not spoken of here.

    Args:
        act: what is done with the rights.
        name: the step or record, for the explanation.
        on: the day of the act.

    Raises:
        NotTheHolder: somebody else of the family holds them (sections 80 and 83).
    """
    if is_family_of(by, case, on) and not rights_of(case, on).for_(act).includes(by, case):
        raise NotTheHolder(name)
