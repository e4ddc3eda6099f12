"""What was ordered, agreed or left unopposed is carried out, each thing by what belongs to it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from tests.machine.book.days import in_time_until, months_after, two_months_after
from tests.machine.book.decisions import Decisions
from tests.machine.book.disagreements import AMENDS, Disagreed, Ruled
from tests.machine.book.disputes import Disputes
from tests.machine.book.letters import REGULATION_4_2
from tests.machine.book.page import TOO_LATE, WRONG
from tests.machine.book.things import Reviewed, Version

UNDOES = frozenset({"assess", "make_and_maintain", "refer_back"})
KEEPS = frozenset({"continue", "continue_and_amend", "cease"})


class CarryingOut(Decisions, Disputes):
    """Regulations 42(2), 44 and 45."""

    def _owed(self, whats: Collection[str]) -> list[Ruled]:
        return [one for row in self.disputes for one in row.owed(whats)]

    def undone_already(self) -> set[str]:
        """A refusal that was undone by a decision is not reversed: its dates govern."""
        return {"was_decided"} if self._owed(UNDOES) else set()

    def _as_decided(
        self, who: str, step: str, what: str, begins: str, ends: str, on: date, letter: str = ""
    ) -> set[str]:
        told = REGULATION_4_2 if what == "assess" else ["family", "commissioning_body"]
        told = told if what == "assess" else [*told, "head_or_lead"]
        owed = self._owed({what})
        no = self._decide(
            who, step, {begins}, ends, on, letter=letter, told=told,
            lacking=self._no_caseworker() | (set() if owed else {"not_decided"}),
        )  # fmt: skip
        if not no:
            for one in owed:
                one.done_on = on
        return no

    def assess_as_decided(self, who: str, number: int, on: date) -> set[str]:
        """Regulation 44(2)(b): whoever is told of a decision to assess is told of this."""
        return self._as_decided(
            who, "assess_as_decided", "assess", "refused_to_assess", "assessing", on,
            "decided_to_assess",
        )  # fmt: skip

    def make_as_decided(self, who: str, number: int, on: date) -> set[str]:
        """Regulation 44(2)(c)."""
        return self._as_decided(
            who, "make_plan_as_decided", "make_and_maintain", "refused_to_issue", "planning", on,
            "decided_to_make",
        )  # fmt: skip

    def decide_again(self, who: str, number: int, on: date) -> set[str]:
        """Regulation 44(2)(d): the draft, or the notice of another refusal, tells the family."""
        return self._as_decided(
            who, "decide_again", "refer_back", "refused_to_issue", "assessing", on
        )

    def reassess_as_decided(self, who: str, number: int, on: date) -> set[str]:
        """Regulation 44(2)(b): the reassessment that was refused is made after all."""
        row = self.disputes[number]
        no = self.officer(who) | self.gone()
        if row.notice.again is None:
            return no | {TOO_LATE}
        again, owed = self.again[row.notice.again], row.owed({"reassess"})
        others = [one for one in self.again if one is not again]
        if any(one.state in {"reassessment_asked", "reassessing"} for one in others):
            no.add(TOO_LATE)
        no |= set() if again.state == "refused_to_reassess" else {TOO_LATE}
        no |= self._no_caseworker() | (set() if owed else {"not_decided"})
        if not no:
            again.state, again.decided_on = "reassessing", on
            self.steps.append("reassess_as_decided")
            again.agreement = self.owe("decided_to_assess", ["family"], on)
            for one in owed:
                one.done_on = on
        return no

    def as_decided(self) -> bool:
        """Whether a version is being written by what was decided of an appeal."""
        return any(
            row.owed(AMENDS) and self.waits(("dispute", number)) is not None
            for number, row in enumerate(self.disputes)
        )

    def begin_as_decided(self, who: str, number: int) -> set[str]:
        """A copy of the plan, Section I included, for this decision and nothing else."""
        no = self.officer(who) | self.gone()
        no |= set() if self.status == "plan_issued" else {TOO_LATE}
        if not self.disputes[number].owed(AMENDS) or self.as_decided() or self.written_again():
            no.add(TOO_LATE)
        if not no:
            self.amend(("dispute", number))
        return no

    def send_as_decided(
        self, who: str, number: int, carries: list[str], signed: bool, on: date
    ) -> set[str]:
        """Regulations 44(2)(e), (f) and (h): at once, and each thing by what says it carries it."""
        row = self.disputes[number]
        no = self.officer(who) | self.gone()
        owed = row.owed(AMENDS)
        no |= set() if owed else {TOO_LATE}
        no |= set() if carries and set(carries) <= {one.what for one in owed} else {WRONG}
        version = self.waits(("dispute", number)) if owed else None
        if version is None:
            no.add(WRONG)
        else:
            no |= self.lacking(version, signed, on)
        if not no and version is not None:
            version.state, version.final_on = "final", on
            self.steps += ["finalise_version", "send_plan_as_decided"]
            self.paper("plan_final")
            self.owe("amended_plan", ["family", *self.named(version), "commissioning_body"], on)
            for one in owed:
                if one.what in carries:
                    one.done_on = on
        return no

    def answered_for(self, version: Version, on: date) -> set[str]:
        """What was decided is not proposed first: the regulations give its day."""
        if version.amends is None or version.amends[0] != "dispute":
            return super().answered_for(version, on)
        is_owed = self.disputes[version.amends[1]].owed(AMENDS)
        stands = self.waits(version.amends) is version
        return set() if is_owed and stands else {"draft_not_served"}

    # The end of a plan

    def _about_ceasing(self, review: Reviewed) -> list[Disagreed]:
        return [one for one in self.disputes if one.notice.paper is review.notice]

    def may_cease(self, review: Reviewed, on: date) -> set[str]:
        """Section 45(4): not while an appeal is open, nor before one could be brought in time."""
        rows = self._about_ceasing(review)
        if not rows:
            return super().may_cease(review, on)
        ruled = {one.what for row in rows for one in row.ruled}
        if ruled & KEEPS:
            return {"cease_plan_continues"}
        if "dismiss_cease" in ruled:
            return set()
        if any(row.state == "appealed" for row in rows):
            return {"cease_appeal_open"}
        return {"cease_too_early"} if on < self.cease_on(review) else set()

    def cease_on(self, review: Reviewed) -> date:
        """The first day on which a plan may end."""
        rows = self._about_ceasing(review)
        told_on = [one.told_on for one in rows] or [review.notified_on or date.min]
        by = [two_months_after(min(told_on))]
        for row in rows:
            by += [months_after(row.days[one], 1) for one in ("certificate",) if one in row.days]
            for one in row.ruled:
                if one.what == "dismiss_cease":
                    return one.on
        return in_time_until(max(by)) + timedelta(days=1)

    def due(self) -> dict[str, date]:
        """The day before which a plan may not end is put off by a certificate."""
        known = super().due()
        for number, review in enumerate(self.reviews):
            name = f"cease.earliest {number}"
            if name in known:
                known[name] = self.cease_on(review)
        return known

    def may_still_move(self) -> set[str]:
        """Nothing else of a disagreement moves a date."""
        ends = {f"cease.earliest {number}" for number in range(len(self.reviews))}
        return super().may_still_move() | ends
