"""Relying on advice that exists, and asking for it after all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ehc.actions import reliance
from tests.machine.book.advice import ADVISERS
from tests.machine.moves.advice import Advice
from tests.machine.moves.trying import Move

WHY = "Her mother finds it too old."
EVERYBODY = ("adviser", "authority", "family")


class Reliance(Advice):
    """Regulation 6(4)."""

    def rely(
        self,
        who: str = "priya",
        kind: str = "psychological",
        dated: int = -30,
        since: int = -1,
        lacking: str = "",
        again: int | None = None,
        *,
        stale: bool = False,
    ) -> None:
        """Advice of so many days ago, which everybody finds sufficient but whoever is lacking."""
        if again is not None and not self.file.again:
            return
        place = None if again is None else max(0, len(self.file.again) - 1 - again % 2)
        anew = None if place is None else self.file.again[place]
        written, found = (self.today + timedelta(days=days) for days in (dated, since))
        adviser_on, authority_on, family_on = (
            None if name == lacking else found for name in EVERYBODY
        )
        existing = reliance.Existing(
            title="A report", given_by="Dr Ines Duarte", role="Psychologist", dated=written,
            says="Amara understands more than she can say.",
        )  # fmt: skip
        satisfied = reliance.Satisfied(
            adviser="Dr Ines Duarte", adviser_on=adviser_on, authority_on=authority_on,
            family="Ngozi Okafor", family_on=family_on,
        )  # fmt: skip
        assessment = self.fresh(self.file.assessment, stale=stale)
        days = (adviser_on, authority_on, family_on)
        made = self.attempt(
            "rely", lambda book: book.rely(who, kind, written, days, self.today, place),
            lambda: reliance.rely_on_advice(
                assessment, kind=kind, existing=existing, satisfied=satisfied, reassessment=anew,
                **self.who(who),
            ),
            stale=stale,
        )  # fmt: skip
        if made:
            self.file.advice.append(made)

    def ask_anew(
        self, who: str = "priya", number: int = 0, reason: str = WHY, *, stale: bool = False
    ) -> None:
        if found := self._advice(number, stale=stale):
            place, row = found
            adviser = ADVISERS[row.kind]
            self.attempt(
                "ask_anew", lambda book: book.ask_anew(who, place, adviser, reason, self.today),
                lambda: reliance.ask_anew(
                    row, reason=reason, **self._whom(row.kind), **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def possible_reliance(self, officer: dict[str, Any]) -> list[Move]:
        book = self.file.book
        found: list[Move] = []
        if len(book.advice) < 4:
            found += [("rely", {**officer, "kind": it}) for it in ("medical", "social_care")]
            found += [("rely", {**officer, **it}) for it in UNSATISFIED]
            found += [("rely", {**officer, "again": n}) for n in range(min(len(book.again), 2))]
        for number, asked in enumerate(book.advice):
            if asked.existed or number == 0:
                at = {**officer, "number": number}
                found += [("ask_anew", {**at, "reason": it}) for it in (WHY, " ")]
        return found


UNSATISFIED: tuple[dict[str, Any], ...] = (
    {}, {"kind": "parent"}, {"dated": 1}, {"since": 1}, {"since": -31},
    *({"lacking": name} for name in EVERYBODY),
)  # fmt: skip
"""Advice that may be relied on, and with one thing wrong."""
