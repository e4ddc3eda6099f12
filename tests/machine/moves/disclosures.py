"""A young person asks that the plan goes where they study next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ehc.actions import disclosures
from tests.machine.moves.trying import Move, Trying


class Disclosures(Trying):
    """Regulation 47."""

    def ask_disclosure(
        self,
        who: str = "priya",
        recipient: str = "University of Kent",
        asked: int = 0,
        *,
        stale: bool = False,
    ) -> None:
        """It was asked so many days from now."""
        if self.file.versions:
            plan = self.fresh(self.file.versions[0].plan, stale=stale)
            day = self.today + timedelta(days=asked)
            made = self.attempt(
                "ask_disclosure",
                lambda book: book.ask_disclosure(who, recipient, day, self.today),
                lambda: disclosures.record_request(
                    plan, recipient=recipient, asked_on=day, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip
            if made:
                self.file.disclosed.append(made)

    def disclose(
        self, who: str = "priya", number: int = 0, sent: int = 0, *, stale: bool = False
    ) -> None:
        """It went so many days from now; -1 is the day before it was asked."""
        if self.file.disclosed:
            place = number % len(self.file.disclosed)
            row = self.fresh(self.file.disclosed[place], stale=stale)
            before = row.asked_on - timedelta(days=1)
            sent_on = before if sent < 0 else self.today + timedelta(days=sent)
            self.attempt(
                "disclose", lambda book: book.disclose(who, place, sent_on, self.today),
                lambda: disclosures.disclose_plan(row, sent_on=sent_on, **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def possible_disclosures(self, officer: dict[str, Any]) -> list[Move]:
        found: list[Move] = []
        if self.file.versions and len(self.file.disclosed) < 2:
            found += [("ask_disclosure", {**officer, **it}) for it in REQUESTS]
        for number in range(len(self.file.disclosed)):
            found += [("disclose", {**officer, "number": number, "sent": n}) for n in (0, 1, -1)]
        return found


REQUESTS: tuple[dict[str, Any], ...] = ({}, {"recipient": " "}, {"asked": 1}, {"asked": -999})
"""A request, and with one thing wrong."""
