"""A request that leaves these rules: for another authority, or while somebody is detained."""

from __future__ import annotations

from datetime import date

from tests.machine.book.ends import Ends
from tests.machine.book.page import MANAGERS, NOT_YOURS, TOO_LATE, WRONG

Known = dict[str, str | bool | None]
"""What is known of another authority, under ``authority``, ``how``, ``consents``, ``where``."""

OPEN = frozenset({"requested", "considering", "assessing", "planning"})
OFFICER_FOR_DETAINED_PEOPLE = "iris"


class Leaving(Ends):
    """Section 24, and sections 70 to 75. What leaves is never refused, nor can it be appealed."""

    def close_as_not_ours(self, who: str, known: Known, on: date) -> set[str]:
        """Section 24: seen on receipt, before anything is decided; told on that day."""
        return self._leave(
            who, "close_as_not_ours", frozenset({"requested", "considering"}), "not_ours", known,
            self.received_on, on,
        )  # fmt: skip

    def export(self, who: str, known: Known, moved_on: date | None, on: date) -> set[str]:
        """A move in the midst of it: the new authority starts a clock of its own."""
        begins = OPEN | {"in_custody"}
        return self._leave(who, "export", begins, "exported", known, moved_on, on)

    def _leave(
        self,
        who: str,
        step: str,
        begins: frozenset[str],
        ends: str,
        known: Known,
        since: date | None,
        on: date,
    ) -> set[str]:
        """Which authority it is, how that is known, since when, and where the family asks there.

        Nothing is sent on of which the family was not asked.
        """
        no = self.case_officer(who) | (set() if self.status in begins else {TOO_LATE})
        if known["authority"] == "ours":
            return no | {WRONG}
        no |= set() if known["authority"] else {"other_authority"}
        if since is None or not self.received_on <= since <= on:
            no.add("other_authority_since")
        no |= set() if str(known["how"]).strip() else {"how_known"}
        no |= {"consent_asked"} if known["consents"] is None else set()
        no |= set() if str(known["where"]).strip() else {"where_to_ask"}
        if not no:
            self.tell_to_stop()
            self.status = ends
            self.steps.append(step)
            self.owe(ends, ["family"], on)
        return no

    def hand_over(self, who: str, place: str, how: str, on: date) -> set[str]:
        """Section 70(1): none of these rules apply, so a named officer has it from that day."""
        no = self.officer(who) | (set() if self.status in OPEN else {TOO_LATE})
        no |= self._where(place, how)
        if not no:
            self.tell_to_stop()
            self.stood_at, self.status = self.status, "in_custody"
            self.steps += ["hand_to_custody_officer", "give_to_custody_officer"]
            self.owe("in_custody", ["family"], on)
            self.worker = OFFICER_FOR_DETAINED_PEOPLE
        return no

    def _where(self, place: str, how: str) -> set[str]:
        no = set() if place.strip() else {"place_of_custody"}
        return no | (set() if how.strip() else {"how_known"})

    def hand_back(self, who: str, place: str, how: str, on: date) -> set[str]:
        """SI 2015/62, regulation 15: back to where it stood, and every date is as it was."""
        no = self.case_officer(who) | (set() if self.status == "in_custody" else {TOO_LATE})
        no |= self._where(place, how)
        if not no:
            self.status = self.stood_at
            self.steps.append(RELEASE[self.stood_at])
            self.tell_advisers("advice_wanted_again")
            self.owe("released", ["family"], on)
        return no

    def undo_death(self, who: str, reason: str) -> set[str]:
        """A mistake: a manager says how it was made, and all stands where it stood before.

        Nobody is told anything by itself: what was held waits to be released.
        """
        no = self.officer(who) | (set() if who in MANAGERS else {NOT_YOURS})
        no |= set() if self.has_died else {TOO_LATE}
        no |= set() if reason.strip() else {"reasons"}
        if not no:
            self.status = self.before_death
            self.steps.append("undo_death")
        return no

    def choose_print(self, who: str, whose: str, large: bool) -> set[str]:
        """Each adult says for themselves in which print letters come; the team for any of them."""
        no = set() if who in self.readers() and who == whose else self.officer(who)
        if not no:
            self.large_print = self.large_print - {whose} | ({whose} if large else set())
            self.steps.append("choose_print")
        return no


RELEASE = {
    "requested": "release_to_request",
    "considering": "release_to_considering",
    "assessing": "release_to_assessment",
    "planning": "release_to_planning",
}
