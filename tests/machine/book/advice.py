"""Whose advice is sought, and what becomes of it (regulation 6)."""

from __future__ import annotations

from datetime import date

from tests.machine.book.days import SIX_WEEKS
from tests.machine.book.letters import Letters
from tests.machine.book.page import NOT_YOURS, TOO_LATE
from tests.machine.book.things import AskedFor

SOUGHT_OF_EVERYBODY = ("educational", "medical", "psychological", "social_care")
"""What regulation 6(1) asks of others than the family, whoever the child is."""

ADVISERS = {
    "psychological": "samira", "medical": "theo", "educational": "theo", "social_care": "theo",
}  # fmt: skip
LEADS = {"psychological": "petra", "medical": "hana"}
"""Who leads the service that gives each kind."""

WAITED_FOR = frozenset({"sought", "returned"})


class Advice(Letters):
    """Asked for, answered, sent back with questions, accepted."""

    def seek(
        self, who: str, kind: str, adviser: str, on: date, again: int | None = None
    ) -> set[str]:
        """Regulation 6(1): once an assessment is secured, or another, and until it has ended.

        Whoever has been asked and has not answered is not asked for the same a second time, and
        what is relied on must not be sought (regulation 6(4)).
        """
        no = self.officer(who) | self.seeking(again)
        mine = [one for one in self.advice if (one.kind, one.again) == (kind, again)]
        if any(one.adviser == adviser and one.state in WAITED_FOR for one in mine):
            no.add(TOO_LATE)
        if any(one.state == "relied_on" for one in mine):
            no.add(TOO_LATE)
        if not no:
            self.advice.append(AskedFor(kind, adviser, on + SIX_WEEKS, again=again))
            self.steps.append("seek_advice")
            self._ask(adviser)
        return no

    def seeking(self, again: int | None) -> set[str]:
        """That advice is sought for as long as the assessment is made, or made again."""
        if again is None:
            return set() if self.status in {"assessing", "planning"} else {TOO_LATE}
        is_made = self.again[again].state == "reassessing"
        return self.gone() | (set() if is_made else {TOO_LATE})

    def unasked(self) -> list[str]:
        """The kinds of advice that an assessment seeks, and of which there is none to come."""
        asked = {one.kind for one in self.advice if one.again is None}
        return [kind for kind in SOUGHT_OF_EVERYBODY if kind not in asked]

    def seek_the_rest(self, who: str, on: date) -> set[str]:
        """Regulation 6(1): everybody who has not been asked for the first assessment is asked."""
        no = self.officer(who) | self.seeking(None)
        if not no:
            for kind in self.unasked():
                self.seek(who, kind, ADVISERS[kind], on)
        return no

    def name_qualified(self, who: str, number: int) -> set[str]:
        """Regulation 6(2) speaks of educational advice, and of none other."""
        no = self.officer(who) | self.gone()
        no |= set() if self.advice[number].kind == "educational" else {TOO_LATE}
        if not no:
            self.steps.append("name_qualified_teacher")
        return no

    def _ask(self, adviser: str) -> None:
        self.message("advice_link" if adviser == "theo" else "advice_requested")

    def _outstanding(self, asked: AskedFor) -> set[str]:
        return set() if asked.state in WAITED_FOR else {TOO_LATE}

    def _lead(self, asked: AskedFor) -> str | None:
        """Who leads the service that was asked; all that is medical one coordinator reads."""
        is_nobodys = asked.state == "relied_on" and asked.kind != "medical"
        return None if is_nobodys else LEADS.get(asked.kind)

    def _to_be_read(self, asked: AskedFor) -> set[str]:
        return self.gone() | (set() if asked.state == "received" else {TOO_LATE})

    def chase(self, who: str, number: int) -> set[str]:
        """Ask again, whoever was asked, while it has not come."""
        asked = self.advice[number]
        no = self.officer(who) | self._outstanding(asked) | self.gone()
        if not no:
            self.steps.append("chase_advice")
            self._ask(asked.adviser)
        return no

    def give(self, who: str, number: int, to: str) -> set[str]:
        """Give a request to another professional: by the team, or by who leads the service."""
        asked = self.advice[number]
        no = set() if who == self._lead(asked) else self.officer(who)
        no |= self._outstanding(asked) | self.gone()
        if not no:
            asked.adviser = to
            self.steps.append("allocate_advice")
            self.message("advice_requested")
        return no

    def submit(self, who: str, number: int, whole: bool) -> set[str]:
        """Only the adviser who was asked, or who leads their service, answers."""
        asked = self.advice[number]
        no = set() if who in {asked.adviser, self._lead(asked)} else {NOT_YOURS}
        no |= self._outstanding(asked) | self.gone()
        no |= set() if whole else {"needs_or_strengths", "provision", "signature"}
        if not no:
            asked.state = "received"
            asked.answers += 1
            self.steps.append("submit_advice")
        return no

    def send_back(self, who: str, number: int, questions: int) -> set[str]:
        """Return advice, with at least one question."""
        asked = self.advice[number]
        no = self.officer(who) | self._to_be_read(asked)
        no |= set() if questions else {"questions"}
        if not no:
            asked.state = "returned"
            self.steps.append("return_advice")
            self.message("advice_link" if asked.adviser == "theo" else "advice_returned")
        return no

    def accept(self, who: str, number: int) -> set[str]:
        """Accept advice as it is."""
        asked = self.advice[number]
        no = self.officer(who) | self._to_be_read(asked)
        if not no:
            asked.state = "accepted"
            self.steps.append("accept_advice")
        return no

    def recommended(self) -> set[tuple[int, int]]:
        """The recommendations of the newest version of each advice that has come.

        What existed before is relied on as a whole: nothing of it is told apart.
        """
        return {
            (number, one.answers)
            for number, one in enumerate(self.advice)
            if one.answers > one.existed
        }
