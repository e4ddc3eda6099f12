"""Reviewing a plan that was issued, and amending it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ehc.actions import amendments, reviews
from tests.machine.moves.trying import Move, Trying

WHY = "It was agreed in the meeting."


class Reviews(Trying):
    """Section 44; regulations 18 to 22 and 29 to 31."""

    def _review(self, number: int, *, stale: bool) -> tuple[int, Any] | None:
        """A review; mostly the newest."""
        count = len(self.file.reviews)
        if not count:
            return None
        place = max(0, count - 1 - number % 3)
        return place, self.fresh(self.file.reviews[place], stale=stale)

    def arrange_review(self, who: str = "priya", in_days: int = 14, *, stale: bool = False) -> None:
        if self.file.versions:
            plan = self.fresh(self.file.versions[0].plan, stale=stale)
            meeting_on = self.today + timedelta(days=in_days)
            made = self.attempt(
                "arrange_review", lambda book: book.arrange_review(who, meeting_on, self.today),
                lambda: reviews.arrange_review(plan, meeting_on=meeting_on, **self.who(who)),
                stale=stale,
            )  # fmt: skip
            if made:
                self.file.reviews.append(made)

    def move_meeting(
        self, who: str = "priya", number: int = 0, in_days: int = 21, *, stale: bool = False
    ) -> None:
        if found := self._review(number, stale=stale):
            place, row = found
            meeting_on = self.today + timedelta(days=in_days)
            self.attempt(
                "move_meeting",
                lambda book: book.move_meeting(who, place, meeting_on, self.today),
                lambda: reviews.move_review_meeting(
                    row, meeting_on=meeting_on, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def send_papers(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._review(number, stale=stale):
            place, row = found
            self.attempt(
                "send_papers", lambda book: book.send_papers(who, place, self.today),
                lambda: reviews.send_review_papers(row, **self.who(who)), stale=stale,
            )  # fmt: skip

    def hold_meeting(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._review(number, stale=stale):
            place, row = found
            self.attempt(
                "hold_meeting", lambda book: book.hold_meeting(who, place, self.today),
                lambda: reviews.hold_review_meeting(row, **self.who(who)), stale=stale,
            )  # fmt: skip

    def send_report(
        self, who: str = "priya", number: int = 0, words: str = WHY, *, stale: bool = False
    ) -> None:
        if found := self._review(number, stale=stale):
            place, row = found
            self.attempt(
                "send_report", lambda book: book.send_report(who, place, words, self.today),
                lambda: reviews.send_review_report(row, report=words, **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def keep_plan(
        self, who: str = "priya", number: int = 0, reason: str = WHY, *, stale: bool = False
    ) -> None:
        if found := self._review(number, stale=stale):
            place, row = found
            self.attempt(
                "keep_plan", lambda book: book.keep_plan(who, place, reason, self.today),
                lambda: reviews.keep_plan(row, reason=reason, **self.who(who)), stale=stale,
            )  # fmt: skip

    def cease(
        self,
        who: str = "priya",
        number: int = 0,
        reason: str = WHY,
        consulted: int = 0,
        *,
        stale: bool = False,
    ) -> None:
        if found := self._review(number, stale=stale):
            place, row = found
            day = self.today + timedelta(days=consulted)
            self.attempt(
                "cease", lambda book: book.cease(who, place, reason, day, self.today),
                lambda: reviews.decide_to_cease(
                    row, reason=reason, cease_reason="needs_met", consulted_on=day,
                    **self.who(who),
                ),
                stale=stale,
            )  # fmt: skip

    def propose(
        self,
        who: str = "priya",
        number: int = 0,
        changes: str = "P1: four times a week.",
        reason: str = WHY,
        *,
        stale: bool = False,
    ) -> None:
        if found := self._review(number, stale=stale):
            place, row = found
            self.attempt(
                "propose", lambda book: book.propose(who, place, changes, reason, self.today),
                lambda: amendments.propose_amendments(
                    row, amendments=changes, evidence="The report.", reason=reason,
                    **self.who(who),
                ),
                stale=stale,
            )  # fmt: skip

    def begin_amended(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._review(number, stale=stale):
            place, row = found
            made = self.attempt(
                "begin_amended", lambda book: book.begin_amended(who, place),
                lambda: amendments.begin_amended_plan(row, **self.who(who)), stale=stale,
            )  # fmt: skip
            if made:
                self.file.versions.append(made)

    def send_amended(
        self,
        who: str = "priya",
        number: int = 0,
        signed: bool = True,
        reason: str = WHY,
        *,
        stale: bool = False,
    ) -> None:
        if found := self._review(number, stale=stale):
            place, row = found
            name = "Priya Nair" if signed else ""
            self.attempt(
                "send_amended",
                lambda book: book.send_amended(who, place, signed, reason, self.today),
                lambda: amendments.send_amended_plan(
                    row, signed_by=name, reason=reason, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def do_not_amend(
        self, who: str = "priya", number: int = 0, reason: str = WHY, *, stale: bool = False
    ) -> None:
        if found := self._review(number, stale=stale):
            place, row = found
            self.attempt(
                "do_not_amend", lambda book: book.do_not_amend(who, place, reason, self.today),
                lambda: amendments.decide_not_to_amend(row, reason=reason, **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def possible_reviews(self, officer: dict[str, Any]) -> list[Move]:
        found: list[Move] = []
        if self.file.versions and len(self.file.reviews) < 3:
            found += [("arrange_review", {**officer, "in_days": n}) for n in (14, 0, -1)]
        for number in range(min(len(self.file.reviews), 2)):
            at = {**officer, "number": number}
            found += [(move, at) for move in ("send_papers", "hold_meeting", "begin_amended")]
            found += [("move_meeting", {**at, "in_days": n}) for n in (21, -1)]
            found += [("send_report", {**at, "words": words}) for words in (WHY, " ")]
            found += [(move, at) for move in ("keep_plan", "cease", "do_not_amend", "propose")]
            found += [("keep_plan", {**at, "reason": ""}), ("do_not_amend", {**at, "reason": ""})]
            found += [("cease", {**at, "consulted": 1}), ("cease", {**at, "reason": ""})]
            found += [("propose", {**at, "changes": ""}), ("propose", {**at, "reason": ""})]
            found += [("send_amended", {**at, "signed": it}) for it in (True, False)]
            found += [("send_amended", {**at, "reason": ""})]
        return found
