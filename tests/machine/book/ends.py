"""A request that ends before its time: withdrawn in writing, or by a death."""

from __future__ import annotations

from datetime import date

from tests.machine.book.advice import WAITED_FOR
from tests.machine.book.letters import Letters
from tests.machine.book.page import TOO_LATE, WRONG

CAN_BE_WITHDRAWN = frozenset({"requested", "considering", "assessing", "planning", "in_custody"})


class Ends(Letters):
    """What is left afterwards is on file, and no duty to assess or to plan."""

    def withdraw(
        self, who: str, words: str, arrived: date, holder: str, why: str, on: date
    ) -> set[str]:
        """In writing, of whoever holds the rights; it is never presumed from silence.

        Whoever of the family does not hold the right is told whose it is.

        Args:
            who: one of the family, who writes it on a page; or one of the team, who has it in
                writing and says as well whether section 36(3) applies all the same.
            words: what it says.
            arrived: when it did: not before the request, and not ahead.
            holder: whose right it was to withdraw; of one of the family it is their own.
            why: whether section 36(3) still applies, in words.
            on: the day on which it is recorded and confirmed.
        """
        no = set() if who in self.readers() else self.case_officer(who)
        no |= set() if self.status in CAN_BE_WITHDRAWN else {TOO_LATE}
        no |= set() if words.strip() else {"withdrawal_words"}
        no |= set() if self.received_on <= arrived <= on else {"withdrawal_arrived"}
        right = "young_person" if self.is_young_person else "parent"
        is_theirs = who in self.holders("withdrawal") if who in self.kin else holder == right
        no |= set() if is_theirs else {"withdrawal_holder"}
        if who not in self.kin and not why.strip():
            no.add("responsibility")
        if not no:
            self.tell_to_stop()
            self.status = "withdrawn"
            self.withdrawn_on = arrived
            self.responsible = who not in self.kin
            self.steps.append("withdraw")
            self.owe("withdrawn", ["family"], on)
        return no

    def tell_to_stop(self) -> None:
        """Whoever was asked and has not answered hears once that it is no longer wanted.

        Of somebody who is detained they have heard it.
        """
        if self.status != "in_custody":
            self.tell_advisers("advice_stopped")

    def tell_advisers(self, what: str) -> None:
        """One email to each adviser who is waited for."""
        waiting = [one.adviser for one in self.advice if one.state in WAITED_FOR]
        for _adviser in dict.fromkeys(waiting):
            self.message(what)

    def consider_responsibility(self, who: str, why: str) -> set[str]:
        """Section 36(3): a child who was brought to attention may have to be assessed anyway."""
        no = self.officer(who) | (set() if why.strip() else {WRONG})
        if self.withdrawn_on is None or self.responsible:
            no.add(TOO_LATE)
        if not no:
            self.responsible = True
            self.steps.append("consider_responsibility")
        return no

    def record_death(self, who: str, died: date | None, how: str, on: date) -> set[str]:
        """Everything stops at once: nothing goes out, and papers to be posted stay."""
        no = self.officer(who) | ({TOO_LATE} if self.has_died else set())
        if died is None or died > on or not how.strip():
            no.add("death")
        if not no:
            self.before_death, self.status = self.status, "deceased"
            self.steps.append("record_death")
            for sent in self.outbox:
                sent.held = sent.to_post or not sent.done
        return no
