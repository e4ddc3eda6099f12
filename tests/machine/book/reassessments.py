"""A plan that is maintained is assessed again (section 44(2) and (3); regulations 23 to 27)."""

from __future__ import annotations

from datetime import date

from tests.machine.book.days import months_after
from tests.machine.book.maintained import Maintained
from tests.machine.book.page import NOT_YOURS, TOO_LATE, WRONG
from tests.machine.book.things import Again, Version

CAN_ASK = frozenset({"parent", "young_person", "setting", "commissioning_body"})


class Reassessments(Maintained):
    """One at a time; the plan that follows is written, sent as a draft and sent as the first."""

    def _opens(self, who: str) -> set[str]:
        no = self.gone() | (set() if self.status == "plan_issued" else {TOO_LATE})
        is_open = any(one.state in {"reassessment_asked", "reassessing"} for one in self.again)
        return no | ({TOO_LATE} if is_open else set())

    def ask_again(self, who: str, asked_by: str, words: str, on: date) -> set[str]:
        """Section 44(2): the family asks, and the school attended; the team records what came."""
        is_asker = who in self.readers() or who == self.asker == "head"
        no = self._opens(who) | (set() if is_asker or self.is_officer(who) else {NOT_YOURS})
        no |= set() if asked_by in CAN_ASK and words.strip() else {WRONG}
        # Whoever of the family does not hold the right is told whose it is.
        no |= {WRONG} if who in self.kin - self.holders("reassessment") else set()
        if not no:
            self.again.append(Again(asked_by, received_on=on))
            self.steps.append("ask_to_reassess")
        return no

    def reassess_unasked(self, who: str, reason: str, on: date) -> set[str]:
        """Section 44(3): at any time, without being asked."""
        no = self.officer(who) | self._opens(who) | (set() if reason.strip() else {WRONG})
        if not no:
            self.again.append(Again("authority", decided_on=on, state="reassessing"))
            self.steps.append("decide_to_reassess")
            self.owe("agree_to_reassess", ["family"], on)
        return no

    def _of_request(self, who: str, again: Again, state: str) -> set[str]:
        no = self.officer(who) | self.gone()
        return no | (set() if again.state == state else {TOO_LATE})

    def agree_again(self, who: str, number: int, reason: str, on: date) -> set[str]:
        """Regulation 25(1)."""
        again = self.again[number]
        no = self._of_request(who, again, "reassessment_asked")
        no |= set() if reason.strip() else {"reasons"}
        if not no:
            again.state, again.decided_on = "reassessing", on
            self.steps.append("agree_to_reassess")
            again.agreement = self.owe("agree_to_reassess", ["family"], on)
        return no

    def refuse_again(self, who: str, number: int, ground: str, reason: str, on: date) -> set[str]:
        """Regulations 23 to 25: never to the commissioning body; to others on two grounds.

        Either they were assessed in the six months before the request, or it is not necessary.
        """
        again = self.again[number]
        no = self._of_request(who, again, "reassessment_asked")
        no |= set() if reason.strip() else {"reasons"}
        if again.asked_by == "commissioning_body":
            no.add("must_reassess")
        elif not ground:
            no.add("refusal_ground")
        elif ground == "within_six_months" and not self._in_six_months(again):
            no.add("not_within_six_months")
        if not no:
            again.state, again.decided_on = "refused_to_reassess", on
            self.steps.append("refuse_to_reassess")
            self.owe("refuse_to_reassess", ["family"], on)
        return no

    def _in_six_months(self, again: Again) -> bool:
        made = [one.sent_on for one in self.again if one.sent_on is not None]
        made = made or [
            self.decided_on[step]
            for step in ("agree_to_issue", "reverse_refusal_to_issue", "make_plan_as_decided")
            if step in self.decided_on
        ]
        return again.received_on is not None and again.received_on <= months_after(max(made), 6)

    def begin_again(self, who: str, number: int) -> set[str]:
        """The plan is copied without Section I, once, while no other changes are proposed."""
        no = self._of_request(who, self.again[number], "reassessing")
        if self._proposing() or any(one.again == number for one in self.versions):
            no.add(TOO_LATE)
        if not no:
            self.version(
                Version(
                    self.versions[-1].number + 1, written=True, is_first=True, again=number,
                    rests_on=number, considered=set(self._plan().considered),
                )
            )  # fmt: skip
        return no

    def is_written(self, version: Version) -> bool:
        """Until the plan that follows a reassessment is sent, as until the first."""
        if version.again is None:
            return super().is_written(version)
        return self.status == "plan_issued" and self.again[version.again].state == "reassessing"

    def send_again(self, who: str, number: int, signed: bool, on: date) -> set[str]:
        """Regulation 27(1) and (2): within fourteen weeks; regulations 13 and 14 hold again."""
        again = self.again[number]
        no = self._of_request(who, again, "reassessing")
        versions = [one for one in self.versions if one.again == number and one.state == "drafting"]
        if not versions:
            no.add(WRONG)
        else:
            no |= self.lacking(versions[-1], signed, on)
        if not no:
            version = versions[-1]
            version.state, version.final_on = "final", on
            again.state, again.sent_on = "reassessed", on
            self.steps += ["finalise_version", "send_plan_after_reassessment"]
            self.paper("plan_final")
            told = ["family", *self.named(version), "commissioning_body"]
            again.plan = self.owe("reassessed_plan", told, on)
            self.had(number, on)
        return no

    def overtaken(self, decided_on: date) -> bool:
        """A plan that was sent anew after it was decided to end it is not ended by that."""
        return any(one.sent_on is not None and one.sent_on > decided_on for one in self.again)
