"""Asking for advice, giving it, and reading it."""

from __future__ import annotations

from typing import Any

from ehc.actions import advice_requests, contributions, qualified_teachers
from ehc.actions.contributions import AdviceContent, Question
from tests import journeys
from tests.machine.book.advice import ADVISERS, LEADS
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
        adviser = ADVISERS[kind]
        assessment = self.fresh(self.file.assessment, stale=stale)
        made = self.attempt(
            "seek", lambda book: book.seek(who, kind, adviser, self.today, place),
            lambda: advice_requests.seek_advice(
                assessment, kind=kind, reassessment=anew, **self._whom(kind), **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip
        if made:
            self.file.advice.append(made)

    def _whom(self, kind: str) -> dict[str, Any]:
        """Who is asked for each kind of advice."""
        people = self.cast.people
        if kind == "psychological":
            return {"service": self.cast.psychology, "professional": people["samira"]}
        service = self.cast.health if kind == "medical" else self.cast.others
        return {
            "service": service, "outside_email": people["theo"].email, "link_address": LINK,
        }  # fmt: skip

    def seek_the_rest(self, who: str = "priya", *, stale: bool = False) -> None:
        kinds = self.file.book.unasked()
        if kinds:
            assessment = self.fresh(self.file.assessment, stale=stale)
            by = self.who(who)
            made = self.attempt(
                "seek_the_rest", lambda book: book.seek_the_rest(who, self.today),
                lambda: [
                    advice_requests.seek_advice(assessment, kind=kind, **self._whom(kind), **by)
                    for kind in kinds
                ],
                stale=stale,
            )  # fmt: skip
            if made:
                self.file.advice += made

    def name_qualified(self, who: str = "priya", number: int = -1) -> None:
        kinds = [one.kind for one in self.file.book.advice]
        if "educational" in kinds:
            place = kinds.index("educational") if number < 0 else number % len(kinds)
            row = self.fresh(self.file.advice[place], stale=False)
            self.attempt(
                "name_qualified", lambda book: book.name_qualified(who, place),
                lambda: qualified_teachers.name_qualified_teacher(
                    row, who="Ms Lee, consulted.", **self.who(who)
                ),
            )  # fmt: skip

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
                lambda: advice_requests.chase_advice(row, link_address=LINK, **self.who(who)),
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
                lambda: advice_requests.allocate_advice(row, to=given, **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def submit(
        self, who: str = "samira", number: int = 0, whole: bool = True, *, stale: bool = False
    ) -> None:
        if found := self._advice(number, stale=stale):
            place, row = found
            content = journeys.GOOD_ADVICE if whole else NOTHING
            self.attempt(
                "submit", lambda book: book.submit(who, place, whole),
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
        found += [("seek_the_rest", officer)]
        found += [("name_qualified", {**officer, "number": number}) for number in (-1, 0)]
        for number, asked in enumerate(book.advice):
            at = {"number": number}
            found += [(move, {**officer, **at}) for move in ("chase", "accept")]
            adviser = {"who": asked.adviser or "samira"}
            found += [("submit", {**adviser, **at, "whole": w}) for w in (True, False)]
            found += [("send_back", {**officer, **at, "questions": n}) for n in (0, 2)]
            found += [
                ("give", {"who": LEADS.get(asked.kind, officer["who"]), **at, "to": to})
                for to in ("samira", "hana")
            ]
        return found
