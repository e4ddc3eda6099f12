"""Recording who acts for a young person."""

from __future__ import annotations

from typing import Any

from ehc.actions import rights
from ehc.models import FamilyMember
from tests.machine.moves.trying import Move, Trying

HOW = "Yasmin said so on the telephone."
EVERYTHING = ("notices", "draft", "dispute", "withdrawal", "reassessment")


class Rights(Trying):
    """Section 80."""

    def act_for(
        self,
        who: str = "priya",
        member: str = "mother",
        basis: str = "consent",
        things: tuple[str, ...] = EVERYTHING,
        how: str = HOW,
        *,
        stale: bool = False,
    ) -> None:
        person = self.file.case.person
        row = FamilyMember.objects.filter(person=person, user=self.cast.people[member]).first()
        if row is not None:
            case = self.fresh(self.file.case, stale=stale)
            self.attempt(
                "act_for", lambda book: book.act_for(who, member, basis, things, how),
                lambda: rights.record_who_acts(
                    case, member=row, basis=basis, acts=things, how_known=how, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def possible_rights(self, officer: dict[str, Any]) -> list[Move]:
        if not self.file.book.is_young_person:
            return [("act_for", officer)]
        found: list[Move] = [
            ("act_for", {**officer, "basis": basis, "things": things})
            for basis in ("consent", "lacks_capacity", "representative", "ended")
            for things in (EVERYTHING, ("notices", "draft"), ("dispute", "withdrawal"))
        ]
        wrong = ({"member": "yasmin"}, {"basis": "because"}, {"things": ()}, {"how": " "})
        return found + [("act_for", {**officer, **it}) for it in wrong]
