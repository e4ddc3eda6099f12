"""A plan goes to where a young person studies next (regulation 47)."""

from __future__ import annotations

from datetime import date

from tests.machine.book.page import TOO_LATE, WRONG, Page
from tests.machine.book.things import Disclosed


class Disclosures(Page):
    """At the request of the young person, and of a plan that is maintained here."""

    def _of_plan(self, who: str) -> set[str]:
        no = self.officer(who) | self.gone()
        return no | (set() if self.status == "plan_issued" else {TOO_LATE})

    def ask_disclosure(self, who: str, recipient: str, asked_on: date, on: date) -> set[str]:
        """To higher education, or to whoever assesses for a disabled students' allowance."""
        no = self._of_plan(who) | (set() if self.is_young_person else {WRONG})
        no |= set() if recipient.strip() else {WRONG}
        no |= set() if self.received_on <= asked_on <= on else {WRONG}
        if not no:
            self.disclosed.append(Disclosed(asked_on))
            self.steps.append("record_disclosure_request")
        return no

    def disclose(self, who: str, number: int, sent_on: date, on: date) -> set[str]:
        """A copy goes, once for each request."""
        asked = self.disclosed[number]
        no = self._of_plan(who) | (set() if asked.sent_on is None else {TOO_LATE})
        no |= set() if asked.asked_on <= sent_on <= on else {WRONG}
        if not no:
            asked.sent_on = sent_on
            self.steps.append("disclose_plan")
        return no
