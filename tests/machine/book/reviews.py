"""The plan is reviewed: kept, amended or ended (section 44; regulations 18 to 22 and 29 to 31)."""

from __future__ import annotations

from datetime import date, timedelta

from tests.machine.book.page import NOT_YOURS, TOO_LATE, WRONG
from tests.machine.book.plans import Plans
from tests.machine.book.things import Reviewed, Version


class Reviews(Plans):
    """One review at a time, of a plan that was issued."""

    def arrange_review(self, who: str, meeting_on: date, on: date) -> set[str]:
        """Regulations 20(3) and 21(3): everybody is told of the day of the meeting.

        The authority may ask the head to arrange it: the school that asked for the assessment
        stands to the case; what follows, the team records.
        """
        asked_as_school = who == self.asker == "head"
        no = self.gone() | (set() if asked_as_school or self.is_officer(who) else {NOT_YOURS})
        # What is proposed without a review (regulation 28) is none.
        is_open = any(one.is_open and one.is_review for one in self.reviews)
        if self.status != "plan_issued" or is_open:
            no.add(TOO_LATE)
        no |= set() if meeting_on >= on else {WRONG}
        if not no:
            self.reviews.append(Reviewed(told_on=on, meeting_on=meeting_on))
            self.steps.append("arrange_review")
        return no

    def _of(self, who: str, review: Reviewed, *states: str) -> set[str]:
        no = self.officer(who) | self.gone()
        return no | (set() if review.state in states else {TOO_LATE})

    def move_meeting(self, who: str, number: int, meeting_on: date, on: date) -> set[str]:
        """A meeting that was not held has another day, of which everybody is told."""
        review = self.reviews[number]
        no = self._of(who, review, "review_arranged")
        no |= {TOO_LATE} if meeting_on == review.meeting_on else set()
        no |= set() if meeting_on >= on else {WRONG}
        if not no:
            review.meeting_on, review.told_on = meeting_on, on
            self.steps.append("move_review_meeting")
        return no

    def send_papers(self, who: str, number: int, on: date) -> set[str]:
        """Regulations 20(4) and 21(4): once, and before the meeting or on its day."""
        review = self.reviews[number]
        no = self._of(who, review, "review_arranged", "review_held")
        no |= {TOO_LATE} if review.papers_on is not None else set()
        no |= {WRONG} if review.meeting_on is not None and on > review.meeting_on else set()
        if not no:
            review.papers_on = on
            self.steps.append("send_review_papers")
        return no

    def hold_meeting(self, who: str, number: int, on: date) -> set[str]:
        """The weeks of the report and of the decision run from the day on which it was held."""
        review = self.reviews[number]
        no = self._of(who, review, "review_arranged")
        if not no:
            review.state, review.held, review.meeting_on = "review_held", True, on
            self.steps.append("hold_review_meeting")
        return no

    def send_report(self, who: str, number: int, words: str, on: date) -> set[str]:
        """Regulations 20(9) and 21(8): after the meeting, once, saying what it recommends."""
        review = self.reviews[number]
        no = self.officer(who) | self.gone()
        if not review.held or review.report_on is not None:
            no.add(TOO_LATE)
        no |= set() if words.strip() else {WRONG}
        if not no:
            review.report_on = on
            self.steps.append("send_review_report")
        return no

    def keep_plan(self, who: str, number: int, reason: str, on: date) -> set[str]:
        """Regulations 20(10)-(11) and 21(9)-(10): told to the family and the head."""
        review = self.reviews[number]
        no = self._of(who, review, "review_held") | (set() if reason else {"reasons"})
        no |= self.too_early(review, on)
        if not no:
            self._decided(review, "keep_plan", "plan_kept", on)
            review.letter = self.owe("plan_kept", ["family", "head_or_lead"], on)
        return no

    def too_early(self, review: Reviewed, on: date) -> set[str]:
        """A decision follows the meeting."""
        return {WRONG} if review.meeting_on is not None and on < review.meeting_on else set()

    def cease(self, who: str, number: int, reason: str, consulted_on: date, on: date) -> set[str]:
        """Section 45 and regulation 31: the family and the head are consulted first."""
        review = self.reviews[number]
        no = self._of(who, review, "review_held") | (set() if reason else {"reasons"})
        no |= {WRONG} if consulted_on > on else set()
        no |= self.too_early(review, on)
        if not no:
            self._decided(review, "decide_to_cease", "plan_to_cease", on)
            told = ["family", *self.named(self._plan()), "commissioning_body", "head_or_lead"]
            review.notice = review.letter = self.owe("cease", told, on)
        return no

    def propose(self, who: str, number: int, changes: str, reason: str, on: date) -> set[str]:
        """Regulation 22(2): the changes, with what supports them, in copies, by post."""
        review = self.reviews[number]
        no = self._of(who, review, "review_held") | (set() if reason else {"reasons"})
        no |= set() if changes.strip() else {WRONG}
        no |= self.too_early(review, on) | ({TOO_LATE} if self._proposing() else set())
        if not no:
            review.proposed_on = on
            self._decided(review, "propose_amendments", "amendments_proposed", on)
            review.letter = self.owe("proposed_amendments", ["family"], on, copies=True)
        return no

    def _decided(self, review: Reviewed, step: str, state: str, on: date) -> None:
        review.state, review.decided_on = state, on
        self.steps.append(step)

    def _plan(self) -> Version:
        """The plan as it stands."""
        return next(one for one in reversed(self.versions) if one.state == "final")

    def _proposing(self) -> Reviewed | None:
        return next((one for one in self.reviews if one.state == "amendments_proposed"), None)

    def begin_amended(self, who: str, number: int) -> set[str]:
        """The amended plan begins as a copy of the plan, Section I included, and once.

        What was begun for it before the plan was last sent would take back what was sent since.
        """
        no = self._of(who, self.reviews[number], "amendments_proposed")
        begun = self.waits(("review", number)) is not None or self.as_decided()
        no |= {TOO_LATE} if begun or self.written_again() else set()
        if not no:
            self.amend(("review", number))
        return no

    def amend(self, wanted: tuple[str, int]) -> None:
        """A version begins that is sent for this, and for nothing else."""
        plan = self._plan()
        self.version(
            Version(
                self.versions[-1].number + 1, written=True, considered=set(plan.considered),
                placed=plan.placed, amends=wanted, copied=plan.number, rests_on=plan.rests_on,
            )
        )  # fmt: skip

    def waits(self, wanted: tuple[str, int]) -> Version | None:
        """The version that is being written for this, copied from the plan as it stands."""
        plan = self._plan().number
        mine = [one for one in self.versions if (one.amends, one.copied) == (wanted, plan)]
        return next((one for one in mine if one.state == "drafting"), None)

    def is_proposed(self, version: Version) -> bool:
        """Regulation 22(1): while the review that proposed them waits for them."""
        kind, number = version.amends or ("", 0)
        return (
            kind == "review"
            and self.waits((kind, number)) is version
            and self.reviews[number].state == "amendments_proposed"
        )

    def ask_until(self, version: Version) -> date | None:
        """Regulation 22(2)(c): of changes that were proposed the days that their letter gives."""
        kind, number = version.amends or ("", 0)
        if kind != "review":
            return super().ask_until(version)
        told = self.reviews[number].told_of_proposal
        return told and told + timedelta(days=14)

    def as_decided(self) -> bool:
        """Whether a version is being written by what was decided of an appeal, which goes first."""
        return False

    def written_again(self) -> bool:
        """Whether the plan is being written after an agreement to reassess."""
        return any(
            one.again is not None and self.again[one.again].state == "reassessing"
            for one in self.versions
        )

    def answered_for(self, version: Version, on: date) -> set[str]:
        """Of an amended plan, what was proposed stands for the draft."""
        if version.amends is None:
            return super().answered_for(version, on)
        kind, number = version.amends
        review = self.reviews[number] if kind == "review" else None
        is_old = version.copied != self._plan().number
        if is_old or review is None or review.closes_on is None:
            return {"draft_not_served"}
        if review.state != "amendments_proposed":
            return {"draft_not_served"}
        told = review.told_of_proposal
        if told is None:
            return {"letter_unposted"}
        return self.window(told + timedelta(days=14), on, agreed=False)

    def send_amended(self, who: str, number: int, signed: bool, reason: str, on: date) -> set[str]:
        """Regulation 22(3): after the family's fifteen days, and as what was proposed.

        What the plan lacks is asked first, and then what came of what the family said.
        """
        review, version = self.reviews[number], self.waits(("review", number))
        no = self._of(who, review, "amendments_proposed")
        if version is None:
            no.add(WRONG)
        else:
            no |= self.lacking(version, signed, on) or (set() if reason else {"reasons"})
        if not no and version is not None:
            version.state, version.final_on = "final", on
            review.state = "plan_amended"
            self.steps += ["finalise_version", "send_amended_plan"]
            self.paper("plan_final")
            self.owe("amended_plan", ["family", *self.named(version), "commissioning_body"], on)
        return no

    def do_not_amend(self, who: str, number: int, reason: str, on: date) -> set[str]:
        """Regulation 22(4): with reasons, and it can be appealed."""
        review = self.reviews[number]
        no = self._of(who, review, "amendments_proposed")
        no |= set() if reason else {"reasons_for_letter"}
        if not no:
            self._decided(review, "decide_not_to_amend", "plan_kept", on)
            told = ["family", *self.named(self._plan()), "commissioning_body"]
            self.owe("not_amended", told, on)
        return no
