"""Who is of the family, who acts for a young person, and who sees their case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ehc.actions import family, rights
from ehc.models import FamilyMember
from tests.machine.moves.trying import Move, Trying

HOW = "Yasmin said so on the telephone."
EVERYTHING = ("notices", "draft", "dispute", "withdrawal", "reassessment")


class Rights(Trying):
    """Sections 80 and 83(7); regulation 17."""

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

    def agree_that_parent_sees(
        self, who: str = "yasmin", member: str = "mother", *, stale: bool = False
    ) -> None:
        self._says_who_sees("agree_that_parent_sees", who, member, stale)

    def withdraw_that_parent_sees(
        self, who: str = "yasmin", member: str = "mother", *, stale: bool = False
    ) -> None:
        self._says_who_sees("withdraw_that_parent_sees", who, member, stale)

    def _says_who_sees(self, move: str, who: str, member: str, stale: bool) -> None:
        person = self.file.case.person
        row = FamilyMember.objects.filter(person=person, user=self.cast.people[member]).first()
        if row is not None:
            case = self.fresh(self.file.case, stale=stale)
            self.attempt(
                move, lambda book: getattr(book, move)(who, member),
                lambda: getattr(rights, move)(case, member=row, **self.who(who)), stale=stale,
            )  # fmt: skip

    def add_to_family(
        self,
        who: str = "priya",
        somebody: str = "father",
        name: str = "Emeka Okafor",
        stands: str = "representative",
        kept_out: str = "",
        since: int = 0,
        *,
        stale: bool = False,
    ) -> None:
        """They are of the family since so many days from now."""
        case, day = self.fresh(self.file.case, stale=stale), self.today + timedelta(days=since)
        newcomer = family.Newcomer(
            name=name, relationship="father", stands_as=stands, since=day, kept_out_by=kept_out,
            email=self.cast.people[somebody].email,
        )  # fmt: skip
        self.attempt(
            "add_to_family",
            lambda book: book.add_to_family(
                who, somebody, name, stands, kept_out, day, self.today
            ),
            lambda: family.add_to_family(case, newcomer, **self.who(who)),
            stale=stale,
        )  # fmt: skip

    def possible_rights(self, officer: dict[str, Any]) -> list[Move]:
        found = self._possible_family(officer)
        if not self.file.book.is_young_person:
            return [*found, ("act_for", officer), ("agree_that_parent_sees", {"who": "mother"})]
        for move in ("agree_that_parent_sees", "withdraw_that_parent_sees"):
            found += [(move, {}), (move, {"who": "mother"}), (move, {"member": "yasmin"})]
        found += [
            ("act_for", {**officer, "basis": basis, "things": things})
            for basis in ("consent", "lacks_capacity", "representative", "ended")
            for things in (EVERYTHING, ("notices", "draft"), ("dispute", "withdrawal"), ("read",))
        ]
        wrong = ({"member": "yasmin"}, {"basis": "because"}, {"things": ()}, {"how": " "})
        return found + [("act_for", {**officer, **it}) for it in wrong]

    def _possible_family(self, officer: dict[str, Any]) -> list[Move]:
        """A parent who is put on file reads no letter on a page: none beside one who does."""
        book = self.file.book
        reads = bool(book.kin) and not book.is_young_person
        new: list[dict[str, Any]] = [{"kept_out": "An order of the family court"}]
        new += [{}] if reads else [{"stands": "parent"}]
        wrong = ({"somebody": "mother"}, {"name": " "}, {"stands": "because"}, {"since": 1})
        return [("add_to_family", {**officer, **it}) for it in (*new, *wrong)]
