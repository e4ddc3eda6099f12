"""Asking for advice, giving it, and reading it."""

from __future__ import annotations

from typing import Any

from ehc.actions import contributions
from ehc.actions.contributions import AdviceContent, Question
from tests import journeys
from tests.machine.book.advice import LEADS
from tests.machine.moves.trying import Move, Trying

LINK = "https://ehc.example/advice/"
NOTHING = AdviceContent("", "", "", "", (), (), ())


class Advice(Trying):
    """Regulation 6."""

    def seek(
        self,
        who: str = "priya",
        kind: str = "psychological",
        again: int | None = None,
        *,
        stale: bool = False,
    ) -> None:
        if again is not None and not self.file.again:
            return
        place = None if again is None else max(0, len(self.file.again) - 1 - again % 2)
        anew = None if place is None else self.file.again[place]
        people = self.cast.people
        asked: dict[str, dict[str, Any]] = {
            "psychological": {"service": self.cast.psychology, "professional": people["samira"]},
            "medical": {
                "service": self.cast.health,
                "outside_email": people["theo"].email,
                "link_address": LINK,
            },
        }
        adviser = {"psychological": "samira", "medical": "theo"}[kind]
        assessment = self.fresh(self.file.assessment, stale=stale)
        made = self.attempt(
            "seek", lambda book: book.seek(who, kind, adviser, self.today, place),
            lambda: contributions.seek_advice(
                assessment, kind=kind, reassessment=anew, **asked[kind], **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip
        if made:
            self.file.advice.append(made)

    def _advice(self, number: int, *, stale: bool) -> tuple[int, Any] | None:
        if not self.file.advice:
            return None
        number %= len(self.file.advice)
        return number, self.fresh(self.file.advice[number], stale=stale)

    def chase(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._advice(number, stale=stale):
            place, row = found
            self.attempt(
                "chase", lambda book: book.chase(who, place),
                lambda: contributions.chase_advice(row, link_address=LINK, **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def give(
        self, who: str = "petra", to: str = "samira", number: int = 0, *, stale: bool = False
    ) -> None:
        if found := self._advice(number, stale=stale):
            place, row = found
            given = self.cast.people[to]
            self.attempt(
                "give", lambda book: book.give(who, place, to),
                lambda: contributions.allocate_advice(row, to=given, **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def submit(
        self, who: str = "samira", number: int = 0, whole: bool = True, *, stale: bool = False
    ) -> None:
        if found := self._advice(number, stale=stale):
            place, row = found
            content = journeys.GOOD_ADVICE if whole else NOTHING
            self.attempt(
                "submit", lambda book: book.submit(who, place, self.today, whole),
                lambda: contributions.submit_advice(row, content, **self.who(who)), stale=stale,
            )  # fmt: skip

    def send_back(
        self, who: str = "priya", number: int = 0, questions: int = 1, *, stale: bool = False
    ) -> None:
        if found := self._advice(number, stale=stale):
            place, row = found
            asked = [Question("provision:1", "How many weeks?")] * questions
            self.attempt(
                "send_back", lambda book: book.send_back(who, place, questions),
                lambda: contributions.return_advice(
                    row, asked, link_address=LINK, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def accept(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._advice(number, stale=stale):
            place, row = found
            self.attempt(
                "accept", lambda book: book.accept(who, place),
                lambda: contributions.accept_advice(row, **self.who(who)), stale=stale,
            )  # fmt: skip

    def possible_advice(self, officer: dict[str, Any]) -> list[Move]:
        book = self.file.book
        found: list[Move] = []
        if len(book.advice) < 4:
            found += [("seek", {**officer, "kind": it}) for it in ("psychological", "medical")]
        for number, asked in enumerate(book.advice):
            at = {"number": number}
            found += [(move, {**officer, **at}) for move in ("chase", "accept")]
            found += [("submit", {"who": asked.adviser, **at, "whole": w}) for w in (True, False)]
            found += [("send_back", {**officer, **at, "questions": n}) for n in (0, 2)]
            found += [
                ("give", {"who": LEADS[asked.kind], **at, "to": to}) for to in ("samira", "hana")
            ]
        return found
