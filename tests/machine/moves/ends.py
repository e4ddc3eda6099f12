"""Withdrawing a request in writing, and a death."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ehc.actions import ends
from ehc.actions.ends import Responsibility, Written
from tests.machine.moves.people import FAMILY
from tests.machine.moves.trying import Move, Trying

WORDS = "We no longer want an assessment."


class Ends(Trying):
    """A request that ends before its time."""

    def withdraw(
        self,
        who: str = "mother",
        words: str = WORDS,
        why: str = "Nothing suggests special needs.",
        arrived: int = 0,
        holder: str = "",
        *,
        stale: bool = False,
    ) -> None:
        """By the family on its page; by anybody else as a letter that came.

        It came so many days from now, or, if less than none, on the day before the request.
        """
        assessment = self.fresh(self.file.assessment, stale=stale)
        is_young_person = self.file.book.is_young_person
        came = self.today
        if who in (*FAMILY, "head", "stranger"):
            right = "young_person" if is_young_person else "parent"

            def act() -> Any:
                return ends.withdraw_request(assessment, words=words, **self.who(who))
        else:
            right = holder or ("young_person" if is_young_person else "parent")
            day_before = self.file.book.received_on - timedelta(days=1)
            came = day_before if arrived < 0 else self.today + timedelta(days=arrived)
            letter = Written(
                words=words, means="letter", arrived_on=came, holder=right, written_by="Ngozi"
            )

            def act() -> Any:
                return ends.record_withdrawal(
                    assessment, letter, Responsibility(applies=False, why=why), **self.who(who)
                )

        self.attempt(
            "withdraw", lambda book: book.withdraw(who, words, came, right, why, self.today),
            act, stale=stale,
        )  # fmt: skip

    def consider_responsibility(
        self, who: str = "priya", why: str = "Nothing suggests special needs."
    ) -> None:
        self.attempt(
            "consider_responsibility", lambda book: book.consider_responsibility(who, why),
            lambda: ends.consider_responsibility(
                self.file.assessment, Responsibility(applies=False, why=why), **self.who(who)
            ),
        )  # fmt: skip

    def record_death(
        self,
        who: str = "priya",
        died: int | None = 0,
        how: str = "Her mother rang.",
        *,
        stale: bool = False,
    ) -> None:
        assessment = self.fresh(self.file.assessment, stale=stale)
        died_on = None if died is None else self.today + timedelta(days=died)
        self.attempt(
            "record_death", lambda book: book.record_death(who, died_on, how, self.today),
            lambda: ends.record_death(
                assessment, died_on=died_on, how_known=how, **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip

    def possible_ends(self, officer: dict[str, Any]) -> list[Move]:
        family = [{"who": name} for name in sorted(self.file.book.kin)]
        found: list[Move] = [("withdraw", {**one, "words": it}) for one in family
                             for it in (WORDS, " ")]  # fmt: skip
        found += [("withdraw", {**officer, **it}) for it in LETTERS]
        found += [("consider_responsibility", {**officer, "why": why}) for why in ("None.", " ")]
        found += [("record_death", {**officer, "died": it}) for it in (0, -2, 1, None)]
        return [*found, ("record_death", {**officer, "how": ""})]


LETTERS: tuple[dict[str, Any], ...] = (
    {}, {"words": ""}, {"why": ""}, {"arrived": 1}, {"arrived": -1}, {"holder": "parent"},
    {"holder": "young_person"},
)  # fmt: skip
"""Letters that came, and letters with one thing wrong."""
