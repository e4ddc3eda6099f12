"""A plan while it is maintained, beside its reviews: amended without one, and its end."""

from __future__ import annotations

from datetime import date

from tests.machine.book.days import in_time_until, two_months_after
from tests.machine.book.page import TOO_LATE, WRONG
from tests.machine.book.reviews import Reviews
from tests.machine.book.things import Reviewed


class Maintained(Reviews):
    """Meetings that are called off, early reviews, regulation 28, and the end of a plan."""

    def cancel_meeting(self, who: str, number: int, reason: str) -> set[str]:
        """A meeting that was not held is called off, with a reason; the plan is still reviewed."""
        review = self.reviews[number]
        no = self._of(who, review, "review_arranged") | (set() if reason.strip() else {"reasons"})
        if not no:
            self._now(review, "cancel_review_meeting", "review_cancelled")
        return no

    def _now(self, review: Reviewed, step: str, state: str) -> None:
        review.state = state
        self.steps.append(step)

    def propose_unreviewed(self, who: str, changes: str, reason: str, on: date) -> set[str]:
        """Regulation 28: at any other time, as if after a review; and it is none.

        No meeting is waited for, and no year begins. Of one plan one proposal waits at a time.
        """
        no = self.officer(who) | self.gone()
        no |= set() if changes.strip() and reason.strip() else {WRONG}
        if self.status != "plan_issued" or self._proposing():
            no.add(TOO_LATE)
        if not no:
            proposal = Reviewed(state="amendments_proposed", decided_on=on, proposed_on=on)
            self.reviews.append(proposal)
            self.steps.append("propose_amendments_without_review")
            proposal.letter = self.owe("proposed_amendments", ["family"], on, copies=True)
        return no

    def answer_early(
        self, who: str, asked_by: str, asked_on: date, reason: str, agreed: bool, on: date
    ) -> set[str]:
        """Section 44(1) gives nobody a right to an early review: yes or no, it has reasons."""
        no = self.officer(who) | self.gone()
        no |= set() if asked_by.strip() and reason.strip() and asked_on <= on else {WRONG}
        no |= set() if self.status == "plan_issued" else {TOO_LATE}
        if not no:
            self.early.append(agreed)
            self.steps.append("answer_early_review")
        return no

    def end_plan(self, who: str, number: int, on: date) -> set[str]:
        """Section 45(4): once the time to appeal is over, and nothing has come in between.

        That time begins with the sending of the notice. What is under way, and a review that was
        arranged since, ask for a decision of their own.
        """
        review = self.reviews[number]
        no = self._of(who, review, "plan_to_cease")
        if review.decided_on is not None:
            no |= self.may_cease(review, on)
            no |= {"cease_another_open"} if self.overtaken(review.decided_on) else set()
        others = [one for one in self.reviews if one.state != "review_cancelled"]
        since = [one for one in self.reviews[number + 1 :] if one in others and one.is_review]
        if since or any(one.is_open for one in others):
            no.add("cease_another_open")
        if "cease_plan_continues" in no:
            # Then nothing else matters.
            no.discard("cease_another_open")
        if not no:
            self._now(review, "cease_plan", "plan_ceased")
        return no

    def may_cease(self, review: Reviewed, on: date) -> set[str]:
        """Not before its notice was sent and the time to appeal is over."""
        if review.notice is not None and review.notice.family_on is None:
            return {"cease_notice_unsent"}
        if review.notified_on is None:
            return set()
        last_day = in_time_until(two_months_after(review.notified_on))
        return {"cease_too_early"} if on <= last_day else set()

    def overtaken(self, decided_on: date) -> bool:
        """Whether something was sent since that takes the decision to end the plan back."""
        return False
