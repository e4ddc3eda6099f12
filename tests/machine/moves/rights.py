"""Who is of the family, who acts for a young person, and who sees their case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ehc.actions import family, rights
from ehc.actions.addresses import protect_address
from ehc.actions.between_adults import decide_between_adults
from ehc.actions.kept_out import Order, keep_out, let_in_again
from ehc.actions.takeover import tell_of_takeover
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
            order_seen="Priya saw it.",
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

    def give_sign_in(
        self, who: str = "priya", somebody: str = "father", address: str = "theirs"
    ) -> None:
        """Whoever is on file without an account, or else whoever is there first."""
        family_of = FamilyMember.objects.filter(person=self.file.case.person).order_by("pk")
        member = family_of.filter(user=None).first() or family_of.first()
        assert member is not None
        email = self.cast.people[somebody].email if address == "theirs" else address
        self.attempt(
            "give_sign_in",
            lambda book: book.give_sign_in(who, somebody, email),
            lambda: family.give_sign_in(
                self.file.case, member=member, email=email, **self.who(who)
            ),
        )

    def keep_out(
        self,
        who: str = "priya",
        member: str = "mother",
        words: str = "An order of the family court.",
        seen: str = "Priya saw it.",
        since: int = 0,
        *,
        ends: bool = False,
        stale: bool = False,
    ) -> None:
        """An order holds, or has ended, since so many days from now."""
        person = self.file.case.person
        row = FamilyMember.objects.filter(person=person, user=self.cast.people[member]).first()
        if row is None:
            return
        case = self.fresh(self.file.case, stale=stale)
        order = Order(words=words, seen=seen, since=self.today + timedelta(days=since))
        name, step = ("let_in_again", let_in_again) if ends else ("keep_out", keep_out)
        self.attempt(
            name,
            lambda book: getattr(book, name)(who, member, words, seen, since),
            lambda: step(case, order, member=row, **self.who(who)),
            stale=stale,
        )

    def let_in_again(self, **given: Any) -> None:
        self.keep_out(**given, ends=True)

    def decide_between_adults(
        self,
        who: str = "nadia",
        asked: str = "She asks for Elm, he for Ash.",
        why: str = "Elm can meet the needs.",
        *,
        stale: bool = False,
    ) -> None:
        case = self.fresh(self.file.case, stale=stale)
        self.attempt(
            "decide_between_adults", lambda book: book.decide_between_adults(who, asked, why),
            lambda: decide_between_adults(
                case, about="setting", asked=asked, decision="We consult both.", reasons=why,
                **self.who(who),
            ),
            stale=stale,
        )  # fmt: skip

    def protect_address(
        self, who: str = "priya", how: str = HOW, *, secret: bool = True, stale: bool = False
    ) -> None:
        case = self.fresh(self.file.case, stale=stale)
        self.attempt(
            "protect_address", lambda book: book.protect_address(who, secret, how),
            lambda: protect_address(case, protected=secret, how_known=how, **self.who(who)),
            stale=stale,
        )  # fmt: skip

    def tell_of_takeover(self, who: str = "priya", *, stale: bool = False) -> None:
        case = self.fresh(self.file.case, stale=stale)
        self.attempt(
            "tell_of_takeover", lambda book: book.tell_of_takeover(who),
            lambda: tell_of_takeover(case, **self.who(who)), stale=stale,
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
        found: list[Move] = [("add_to_family", {**officer, **it}) for it in (*new, *wrong)]
        orders: tuple[dict[str, Any], ...] = (
            {}, {"member": "father"}, {"member": "yasmin"}, {"words": " "}, {"seen": " "},
            {"since": 1},
        )  # fmt: skip
        for move in ("keep_out", "let_in_again"):
            found += [(move, {**officer, **it}) for it in orders]
        signs = ({}, {"somebody": "mother"}, {"address": " "})
        found += [("give_sign_in", {**officer, **it}) for it in signs]
        found += [("decide_between_adults", {"asked": asked}) for asked in ("She asks.", " ")]
        found += [("tell_of_takeover", officer), ("protect_address", {**officer, "how": " "})]
        people: tuple[dict[str, Any], ...] = (officer, {"who": "yasmin"}, {"who": "nadia"})
        found += [
            ("protect_address", {**it, "secret": secret})
            for it in people
            for secret in (True, False)
        ]
        return found
