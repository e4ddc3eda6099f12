"""A plan while it is maintained, beside its reviews: amended without one, and its end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ehc.actions import amendments, reviews
from tests.machine.moves.reviews import WHY, Reviews
from tests.machine.moves.trying import Move


class Maintained(Reviews):
    """Sections 44 and 45; regulation 28."""

    def cancel_meeting(
        self, who: str = "priya", number: int = 0, reason: str = WHY, *, stale: bool = False
    ) -> None:
        if found := self._review(number, stale=stale):
            place, row = found
            self.attempt(
                "cancel_meeting", lambda book: book.cancel_meeting(who, place, reason),
                lambda: reviews.cancel_review_meeting(row, reason=reason, **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def propose_unreviewed(
        self,
        who: str = "priya",
        changes: str = "P1: five times a week.",
        reason: str = WHY,
        *,
        stale: bool = False,
    ) -> None:
        if self.file.versions:
            plan = self.fresh(self.file.versions[0].plan, stale=stale)
            made = self.attempt(
                "propose_unreviewed",
                lambda book: book.propose_unreviewed(who, changes, reason, self.today),
                lambda: amendments.propose_amendments_without_review(
                    plan, amendments=changes, evidence="A letter.", reason=reason,
                    **self.who(who),
                ),
                stale=stale,
            )  # fmt: skip
            if made:
                self.file.reviews.append(made)

    def answer_early(
        self,
        who: str = "priya",
        asked_by: str = "Her school.",
        asked: int = 0,
        reason: str = WHY,
        agreed: bool = True,
        *,
        stale: bool = False,
    ) -> None:
        if self.file.versions:
            plan = self.fresh(self.file.versions[0].plan, stale=stale)
            asked_on = self.today + timedelta(days=asked)
            self.attempt(
                "answer_early",
                lambda book: book.answer_early(
                    who, asked_by, asked_on, reason, agreed, self.today
                ),
                lambda: reviews.answer_early_review(
                    plan, asked_by=asked_by, asked_on=asked_on, agreed=agreed, reason=reason,
                    **self.who(who),
                ),
                stale=stale,
            )  # fmt: skip

    def end_plan(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._review(number, stale=stale):
            place, row = found
            self.attempt(
                "end_plan", lambda book: book.end_plan(who, place, self.today),
                lambda: reviews.cease_plan(row, **self.who(who)), stale=stale,
            )  # fmt: skip

    def possible_maintained(self, officer: dict[str, Any]) -> list[Move]:
        found: list[Move] = []
        if self.file.versions and len(self.file.book.early) < 2:
            found += [
                ("answer_early", {**officer, **it})
                for it in ({}, {"agreed": False}, {"asked": 1}, {"reason": " "}, {"asked_by": ""})
            ]
        if self.file.versions and len(self.file.reviews) < 3:
            found += [
                ("propose_unreviewed", {**officer, **it})
                for it in ({}, {"changes": " "}, {"reason": " "})
            ]
        for number in range(min(len(self.file.reviews), 2)):
            at = {**officer, "number": number}
            found += [("cancel_meeting", {**at, "reason": why}) for why in (WHY, " ")]
            found.append(("end_plan", at))
        return found
