"""Advice that exists is relied on, where everybody finds it sufficient (regulation 6(4))."""

from __future__ import annotations

from datetime import date

from tests.machine.book.advice import WAITED_FOR, Advice
from tests.machine.book.days import SIX_WEEKS
from tests.machine.book.page import TOO_LATE, WRONG
from tests.machine.book.things import AskedFor


class Reliance(Advice):
    """A prohibition, not a choice: what all three find sufficient is not sought again."""

    def rely(
        self,
        who: str,
        kind: str,
        dated: date,
        since: tuple[date | None, ...],
        on: date,
        again: int | None = None,
    ) -> set[str]:
        """The advice of regulation 6(1)(b) to (h): the family's own, (a), is always sought.

        Nobody is asked, so no weeks run; and what has been asked for already is waited for.

        Args:
            who: one of the team.
            kind: what it is about.
            dated: its own day.
            since: when the adviser, the authority and the family each found that it suffices;
                None: one of them has not.
            on: the day on which it is recorded.
            again: the reassessment for which it is relied on; None: the first assessment.
        """
        no = self.officer(who) | self.seeking(again)
        no |= {WRONG} if kind == "parent" else set()
        if not all(day is not None and dated <= day <= on for day in since):
            no.add(WRONG)
        mine = [one.state for one in self.advice if (one.kind, one.again) == (kind, again)]
        no |= {TOO_LATE} if {*mine} & {"relied_on", *WAITED_FOR} else set()
        if not no:
            relied = AskedFor(kind, "", None, "relied_on", existed=1, answers=1, again=again)
            self.advice.append(relied)
            self.steps.append("rely_on_advice")
        return no

    def ask_anew(self, who: str, number: int, adviser: str, reason: str, on: date) -> set[str]:
        """One of the three is satisfied no longer, and it is said who: then it is sought."""
        asked = self.advice[number]
        no = self.officer(who) | self.seeking(asked.again)
        no |= set() if asked.state == "relied_on" else {TOO_LATE}
        no |= set() if reason.strip() else {"reasons"}
        if not no:
            asked.state, asked.adviser, asked.due = "sought", adviser, on + SIX_WEEKS
            self.steps.append("ask_anew")
            self._ask(adviser)
        return no
