"""Assessing again, and writing the plan that follows."""

from __future__ import annotations

from typing import Any

from ehc.actions import reassessments
from tests.machine.moves.maintained import Maintained
from tests.machine.moves.people import FAMILY
from tests.machine.moves.trying import Move

WHY = "Her needs have changed."
GROUNDS = ("not_necessary", "within_six_months", "")


class Reassessments(Maintained):
    """Regulations 23 to 27."""

    def _again(self, number: int, *, stale: bool) -> tuple[int, Any] | None:
        """A reassessment; mostly the newest."""
        count = len(self.file.again)
        if not count:
            return None
        place = max(0, count - 1 - number % 2)
        return place, self.fresh(self.file.again[place], stale=stale)

    def ask_again(
        self,
        who: str = "mother",
        asked_by: str = "parent",
        words: str = WHY,
        *,
        stale: bool = False,
    ) -> None:
        """By one of the family on its page; by anybody else as a letter that came."""
        if not self.file.versions:
            return
        plan = self.fresh(self.file.versions[0].plan, stale=stale)
        asker = "setting" if who == "head" else asked_by

        def act() -> Any:
            if who in FAMILY:
                return reassessments.ask_again(plan, words=words, **self.who(who))
            return reassessments.record_request(plan, asked_by=asker, words=words, **self.who(who))

        if who in FAMILY:
            asker = "young_person" if who == "yasmin" else "parent"
        made = self.attempt(
            "ask_again", lambda book: book.ask_again(who, asker, words, self.today), act,
            stale=stale,
        )  # fmt: skip
        if made:
            self.file.again.append(made)

    def reassess_unasked(
        self, who: str = "priya", reason: str = WHY, *, stale: bool = False
    ) -> None:
        if self.file.versions:
            plan = self.fresh(self.file.versions[0].plan, stale=stale)
            made = self.attempt(
                "reassess_unasked", lambda book: book.reassess_unasked(who, reason, self.today),
                lambda: reassessments.reassess_unasked(plan, reason=reason, **self.who(who)),
                stale=stale,
            )  # fmt: skip
            if made:
                self.file.again.append(made)

    def agree_again(
        self, who: str = "priya", number: int = 0, reason: str = WHY, *, stale: bool = False
    ) -> None:
        if found := self._again(number, stale=stale):
            place, row = found
            self.attempt(
                "agree_again", lambda book: book.agree_again(who, place, reason, self.today),
                lambda: reassessments.agree_to_reassess(row, reason=reason, **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def refuse_again(
        self,
        who: str = "priya",
        number: int = 0,
        ground: str = "not_necessary",
        reason: str = WHY,
        *,
        stale: bool = False,
    ) -> None:
        if found := self._again(number, stale=stale):
            place, row = found
            self.attempt(
                "refuse_again",
                lambda book: book.refuse_again(who, place, ground, reason, self.today),
                lambda: reassessments.refuse_to_reassess(
                    row, refused_as=ground, reason=reason, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def begin_again(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._again(number, stale=stale):
            place, row = found
            made = self.attempt(
                "begin_again", lambda book: book.begin_again(who, place),
                lambda: reassessments.begin_plan_again(row, **self.who(who)), stale=stale,
            )  # fmt: skip
            if made:
                self.file.versions.append(made)

    def send_again(
        self, who: str = "priya", number: int = 0, signed: bool = True, *, stale: bool = False
    ) -> None:
        if found := self._again(number, stale=stale):
            place, row = found
            name = "Priya Nair" if signed else ""
            self.attempt(
                "send_again", lambda book: book.send_again(who, place, signed, self.today),
                lambda: reassessments.send_plan_after_reassessment(
                    row, signed_by=name, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def possible_again(self, officer: dict[str, Any]) -> list[Move]:
        found: list[Move] = []
        book = self.file.book
        if self.file.versions and len(book.again) < 3:
            family = [{"who": name} for name in sorted(book.kin)]
            found += [("ask_again", {**one, "words": it}) for one in family for it in (WHY, " ")]
            found += [
                ("ask_again", {**officer, "asked_by": it})
                for it in ("parent", "commissioning_body", "authority")
            ]
            found += [("reassess_unasked", {**officer, "reason": it}) for it in (WHY, " ")]
        for number in range(min(len(book.again), 2)):
            at = {**officer, "number": number}
            found += [("agree_again", {**at, "reason": it}) for it in (WHY, " ")]
            found += [("refuse_again", {**at, "ground": it}) for it in GROUNDS]
            found += [("refuse_again", {**at, "reason": " "}), ("begin_again", at)]
            found += [("send_again", {**at, "signed": it}) for it in (True, False)]
            found += [
                ("seek", {**officer, "kind": it, "again": number})
                for it in ("psychological", "medical")
                if len(book.advice) < 4
            ]
        return found
