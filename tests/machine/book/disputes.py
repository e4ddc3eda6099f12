"""A family disagrees with a decision: mediation, the appeal, and what is decided of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tests.machine.book.disagreements import (
    CAN_BE_LEFT,
    CAN_BE_ORDERED,
    DECISION_TOLD_BY,
    TALKING,
    Disagreed,
    Notice,
    Ruled,
)
from tests.machine.book.page import TOO_LATE, WRONG
from tests.machine.book.things import Sent
from tests.machine.book.transfers import Transfers


class Disputes(Transfers):
    """Sections 51 to 57; regulations 32 to 45; SI 2017/1306."""

    def owe(self, kind: str, told: list[str], on: date, *, copies: bool = False) -> Sent:
        """A letter that tells a right of appeal can be disagreed with."""
        paper = super().owe(kind, told, on, copies=copies)
        if kind in DECISION_TOLD_BY:
            again = len(self.again) - 1 if kind == "refuse_to_reassess" else None
            self.notices.append(Notice(kind, on, paper, again))
        return paper

    def disagree(self, who: str, notice: int, on: date) -> set[str]:
        """The family says so, or the team records that it did; once of each decision."""
        told = self.notices[notice]
        no = self._family_or_team(who) | self.stopped()
        no |= {TOO_LATE} if any(one.notice is told for one in self.disputes) else set()
        if not no:
            self.disputes.append(Disagreed(told, opened_on=on))
            self.steps.append("open_dispute")
        return no

    def _family_or_team(self, who: str) -> set[str]:
        return set() if who in self.holders("dispute") else self.officer(who)

    def _of_dispute(
        self,
        row: Disagreed,
        no: set[str],
        states: Collection[str],
        does: str,
        *,
        again: bool = False,
    ) -> set[str]:
        no = no | self.stopped()
        done = does in row.days and not again
        return no | ({TOO_LATE} if row.state not in states or done else set())

    def _did(self, row: Disagreed, does: str, step: str, on: date, state: str = "") -> None:
        row.days[does] = on
        row.state = state or row.state
        self.steps.append(step)

    # Mediation

    def decline(self, who: str, number: int, on: date) -> set[str]:
        """Regulation 34: the adviser is told that the family does not want mediation."""
        row = self.disputes[number]
        no = self._of_dispute(row, self.officer(who), {"disagrees"}, "decline")
        if not no:
            self._did(row, "decline", "decline_mediation", on)
        return no

    def want_mediation(self, who: str, number: int, about: str, words: str, on: date) -> set[str]:
        """Sections 53 and 54: about education, health or both, and what about it."""
        row = self.disputes[number]
        no = self._of_dispute(row, self._family_or_team(who), {"disagrees"}, "ask")
        no |= set() if words.strip() else {WRONG}
        if not no:
            row.about = about
            self._did(row, "ask", "ask_for_mediation", on, "mediating")
        return no

    def _mediating(self, who: str, row: Disagreed, does: str, *, again: bool = False) -> set[str]:
        no = self._of_dispute(row, self.officer(who), TALKING, does, again=again)
        return no | (set() if "ask" in row.days else {TOO_LATE})

    def tell_bodies(self, who: str, number: int, on: date) -> set[str]:
        """Regulation 35(2): where it is about health care."""
        row = self.disputes[number]
        no = self._mediating(who, row, "bodies")
        no |= {TOO_LATE} if row.about == "education" else set()
        if not no:
            self._did(row, "bodies", "tell_health_bodies", on)
            self.owe("health_issues", ["commissioning_body"], on)
        return no

    def arrange_mediation(
        self, who: str, number: int, meeting_on: date, place: str, on: date
    ) -> set[str]:
        """Regulations 36 and 37: it may be moved until it was held."""
        row = self.disputes[number]
        no = self._mediating(who, row, "arrange", again=True)
        no |= {TOO_LATE} if "hold" in row.days else set()
        no |= set() if place.strip() and meeting_on >= on else {WRONG}
        if not no:
            row.meeting_on = meeting_on
            row.days["arrange"] = row.days.get("arrange", on)
            self.steps.append("arrange_mediation")
        return no

    def cannot_arrange(self, who: str, number: int, on: date) -> set[str]:
        """Regulation 39(2)."""
        row = self.disputes[number]
        no = self._mediating(who, row, "cannot") | ({TOO_LATE} if "hold" in row.days else set())
        if not no:
            self._did(row, "cannot", "fail_to_arrange_mediation", on)
        return no

    def hold_mediation(self, who: str, number: int, on: date) -> set[str]:
        """Regulation 38."""
        row = self.disputes[number]
        no = self._mediating(who, row, "hold")
        if not no:
            row.meeting_on = on
            self._did(row, "hold", "hold_mediation", on)
        return no

    def certify(self, who: str, number: int, kind: str, on: date) -> set[str]:
        """Section 55(4) and (5): who took part in a mediation had asked for one."""
        row = self.disputes[number]
        before = {"disagrees", "mediating", "agreed_in_mediation"}
        no = self._of_dispute(row, self.officer(who), before, "certificate")
        no |= {WRONG} if kind != "declined" and "ask" not in row.days else set()
        if not no:
            row.certificate = kind
            self._did(row, "certificate", "record_certificate", on, "certified")
        return no

    def agree(self, who: str, number: int, about: list[str], words: str, on: date) -> set[str]:
        """Regulation 42: what could be ordered, but no dismissal; or what cannot be appealed."""
        row = self.disputes[number]
        no = self._of_dispute(row, self.officer(who), {"mediating", "certified"}, "agree")
        no |= set() if "ask" in row.days else {TOO_LATE}
        known = {one for one in CAN_BE_ORDERED[row.decision] if "dismiss" not in one} | {"other"}
        no |= set() if about and set(about) <= known and words.strip() else {WRONG}
        if not no:
            row.ruled += [Ruled("mediation", what, on) for what in about]
            self._did(row, "agree", "record_agreement", on, "agreed_in_mediation")
        return no

    def keep_agreement(self, who: str, number: int, on: date) -> set[str]:
        """Regulation 42(3): what cannot be appealed about is done by itself."""
        row = self.disputes[number]
        no = self._of_dispute(row, self.officer(who), {row.state}, "keep")
        no |= set() if any(one.what == "other" for one in row.ruled) else {TOO_LATE}
        if not no:
            self._did(row, "keep", "keep_agreement", on)
        return no

    def agree_without_us(self, who: str, number: int, on: date) -> set[str]:
        """Regulation 42(4): the commissioning body agrees with the family of health care."""
        row = self.disputes[number]
        no = self._mediating(who, row, "without_us")
        no |= {TOO_LATE} if row.about == "education" else set()
        if not no:
            self._did(row, "without_us", "record_health_agreement", on)
        return no

    def hear_of_it(self, who: str, number: int, on: date) -> set[str]:
        """Regulation 42(4): and tells the authority."""
        row = self.disputes[number]
        no = self._of_dispute(row, self.officer(who), {row.state}, "heard")
        no |= set() if "without_us" in row.days else {TOO_LATE}
        if not no:
            self._did(row, "heard", "hear_of_health_agreement", on)
        return no

    # The appeal

    def appeal(self, who: str, number: int, alone: bool, on: date) -> set[str]:
        """Section 55: with a certificate, unless it is about the placement of a plan alone."""
        row = self.disputes[number]
        before = TALKING - {"appealed"} | {"disagrees"}
        no = self._of_dispute(row, self.officer(who), before, "appeal")
        no |= {WRONG} if alone and row.decision != "plan" else set()
        no |= set() if alone or row.certificate else {"certificate"}
        if not no:
            row.alone = alone
            self._did(row, "appeal", "record_appeal", on, "appealed")
        return no

    def _appealed(self, who: str, row: Disagreed, does: str) -> set[str]:
        """Until the authority to which the plan went has taken it over (regulation 15(3))."""
        no = self._of_dispute(row, self.officer(who), {"appealed"}, does)
        return no | ({TOO_LATE} if "taken_over" in row.days else set())

    def receive_appeal(self, who: str, number: int, on: date) -> set[str]:
        """The Tribunal sends it."""
        row = self.disputes[number]
        no = self._appealed(who, row, "receive")
        if not no:
            self._did(row, "receive", "receive_appeal", on)
        return no

    def answer_appeal(self, who: str, number: int, on: date) -> set[str]:
        """Rule 21."""
        row = self.disputes[number]
        no = self._appealed(who, row, "answer")
        if not no:
            self._did(row, "answer", "answer_appeal", on)
        return no

    def leave_unopposed(self, who: str, number: int, about: str, on: date) -> set[str]:
        """Regulation 45(1): before the answer; after it, it takes a consent order."""
        row = self.disputes[number]
        no = self._appealed(who, row, "end")
        no |= set() if about in CAN_BE_LEFT[row.decision] else {WRONG}
        no |= {"consent_order"} if "answer" in row.days else set()
        if not no:
            row.ruled.append(Ruled("unopposed", about, on))
            self._did(row, "end", "concede_appeal", on, "appeal_conceded")
        return no

    def order(self, who: str, number: int, orders: list[str], words: str, on: date) -> set[str]:
        """Regulation 43(2); nothing else is ordered where an appeal is dismissed."""
        row = self.disputes[number]
        no = self._appealed(who, row, "end")
        whole = bool(orders) and set(orders) <= CAN_BE_ORDERED[row.decision]
        mixed = len(orders) > 1 and any("dismiss" in one for one in orders)
        no |= set() if whole and not mixed and words.strip() else {WRONG}
        if not no:
            row.ruled += [Ruled("order", what, on) for what in orders]
            self._did(row, "end", "record_order", on, "ordered")
        return no

    def withdraw_appeal(self, who: str, number: int, on: date) -> set[str]:
        """Rule 17."""
        row = self.disputes[number]
        no = self._appealed(who, row, "end")
        if not no:
            self._did(row, "end", "withdraw_appeal", on, "appeal_withdrawn")
        return no

    def taken_over(self, who: str, number: int, on: date) -> set[str]:
        """The appeal goes where the plan went, once the new authority has taken it over."""
        row = self.disputes[number]
        no = self._appealed(who, row, "taken_over") | (set() if self._went else {TOO_LATE})
        if not no:
            self._did(row, "taken_over", "hand_over_appeal", on)
        return no

    @property
    def _went(self) -> bool:
        return any(one.state == "transfer_sent" for one in self.moves)

    def advise(self, who: str, number: int, about: str, on: date) -> set[str]:
        """SI 2017/1306: with an order about a plan, once of health and once of social care."""
        row = self.disputes[number]
        no = self._of_dispute(row, self.officer(who), {"ordered"}, "")
        no |= {TOO_LATE} if row.decision == "assess" or about in row.advised else set()
        if not no:
            row.advised[about] = [on]
            self.steps.append("record_recommendation")
        return no

    def answer_advice(self, who: str, number: int, about: str, on: date) -> set[str]:
        """Regulations 6(3) and 7(1)."""
        return self._advised(who, number, about, 1, "answer_recommendation", on)

    def copy_answer(self, who: str, number: int, about: str, on: date) -> set[str]:
        """To the Secretary of State, within a week that begins with the answer."""
        return self._advised(who, number, about, 2, "copy_answer", on)

    def _advised(
        self, who: str, number: int, about: str, count: int, step: str, on: date
    ) -> set[str]:
        row = self.disputes[number]
        no = self._of_dispute(row, self.officer(who), {"ordered"}, "")
        no |= set() if len(row.advised.get(about, [])) == count else {TOO_LATE}
        if not no:
            row.advised[about].append(on)
            self.steps.append(step)
        return no
