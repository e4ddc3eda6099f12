"""Whose case it is, and what is decided: to assess or not, to issue a plan or not."""

from __future__ import annotations

from datetime import date

from tests.machine.book.advice import Advice
from tests.machine.book.letters import REGULATION_4_2
from tests.machine.book.page import NOT_YOURS, OFFICERS, TOO_LATE, WRONG
from tests.machine.book.things import Exempt

OF_AN_ASSESSMENT = frozenset({"requested", "considering"})


def may_take_down(who: str, arrived_on: date, on: date) -> set[str]:
    """A request that came by letter is recorded by an area team, as of the day it arrived."""
    return (set() if who in OFFICERS else {NOT_YOURS}) | ({WRONG} if arrived_on > on else set())


class Decisions(Advice):
    """From the request to the decision on a plan, and back where a refusal is given up."""

    def take(self, who: str) -> set[str]:
        """Take a case oneself."""
        no = self.case_officer(who) | ({TOO_LATE} if self.worker else set())
        if who not in OFFICERS:
            no.add(WRONG)
        if not no:
            self._allocated(who)
        return no

    def allocate(self, who: str, to: str) -> set[str]:
        """Give a case to a caseworker, and so to that caseworker's team."""
        no = self.case_officer(who) | (set() if to in OFFICERS else {WRONG})
        if not no:
            self._allocated(to)
        return no

    def _allocated(self, to: str) -> None:
        self.worker = to
        self.steps.append("allocate_case")

    def change_details(self, who: str, language: str) -> set[str]:
        """What is on file of the child may be put right, and the request stays as it came."""
        no = self.officer(who) | ({WRONG} if language == self.language else set())
        if not no:
            self.language = language
            self.steps.append("change_details")
        return no

    def consider(self, who: str, on: date) -> set[str]:
        """Section 36(7): the family is told that it may express views and submit evidence."""
        return self._decide(
            who, "consider_assessing", {"requested"}, "considering", on,
            lacking=self._not_begun(), letter="considering", told=REGULATION_4_2,
        )  # fmt: skip

    def agree_to_assess(self, who: str, reason: str, on: date) -> set[str]:
        """Section 36(8): told to the family and to the persons of regulation 4(2)."""
        lacking = self._not_begun() | (set() if reason else {"reasons"})
        return self._decide(
            who, "agree_to_assess", OF_AN_ASSESSMENT, "assessing", on,
            lacking=lacking, letter="agree_to_assess", told=REGULATION_4_2,
        )  # fmt: skip

    def refuse_to_assess(self, who: str, reason: str, on: date) -> set[str]:
        """Section 36(5) or 36(8): with reasons, to the same persons, and it can be appealed."""
        lacking = self._not_begun() | (set() if reason else {"reasons_for_letter"})
        return self._decide(
            who, "refuse_to_assess", OF_AN_ASSESSMENT, "refused_to_assess", on,
            lacking=lacking, letter="refuse_to_assess", told=REGULATION_4_2,
        )  # fmt: skip

    def reverse_refusal_to_assess(self, who: str, reason: str, on: date) -> set[str]:
        """A refusal given up without an order: an assessment is now secured, late or not."""
        lacking = self._no_caseworker() | (set() if reason else {"reasons"})
        lacking |= self.undone_already()
        return self._decide(
            who, "reverse_refusal_to_assess", {"refused_to_assess"}, "assessing", on,
            lacking=lacking, letter="reversed_to_assess", told=REGULATION_4_2,
        )  # fmt: skip

    def agree_to_issue(self, who: str, on: date) -> set[str]:
        """Section 37(1): no letter but the draft; advice that has not come may not stop it.

        Advice that was never asked for does: the assessment was to seek it.
        """
        return self._decide(
            who, "agree_to_issue", {"assessing"}, "planning", on, lacking=self._never_sought()
        )

    def refuse_to_issue(self, who: str, reason: str, on: date) -> set[str]:
        """Regulation 10: with reasons, to the family, the commissioning body and the school."""
        return self._decide(
            who, "refuse_to_issue", {"assessing"}, "refused_to_issue", on,
            lacking=self._never_sought() | (set() if reason else {"reasons_for_letter"}),
            letter="refuse_to_issue",
            told=["family", "commissioning_body", "head_or_lead"],
        )  # fmt: skip

    def reverse_refusal_to_issue(self, who: str, reason: str, on: date) -> set[str]:
        """A refusal to issue given up: whoever was told of it is told that it no longer stands."""
        lacking = self._no_caseworker() | (set() if reason else {"reasons"})
        lacking |= self.undone_already()
        return self._decide(
            who, "reverse_refusal_to_issue", {"refused_to_issue"}, "planning", on,
            lacking=lacking, letter="reversed_to_issue",
            told=["family", "commissioning_body", "head_or_lead"],
        )  # fmt: skip

    def _never_sought(self) -> set[str]:
        return {"advice_not_sought"} if self.unasked() else set()

    def undone_already(self) -> set[str]:
        """That a refusal is not the authority's own to reverse."""
        return set()

    def ask_family(self, who: str, how: str, asked_on: date) -> set[str]:
        """Section 36(4), regulation 3: what it thinks of the request of its school; once."""
        no = self.officer(who)
        is_open = self.status == "requested" and not self.is_asked()
        no |= set() if is_open else {TOO_LATE}
        no |= set() if how.strip() and asked_on >= self.received_on else {WRONG}
        if not no:
            self.family_asked_on = asked_on
            self.tasks[0].done = True
            self.steps.append("ask_family")
        return no

    def decide_same_child(self, who: str, other: str, reason: str) -> set[str]:
        """Section 36(6) asks whether there was an assessment before: staff say of which file.

        Args:
            other: who asked of the other file; empty where there is none.
        """
        no = self.officer(who) | (set() if reason.strip() else {WRONG})
        no |= set() if other and self._born(self.asker) == self._born(other) else {WRONG}
        if not no:
            self.steps.append("decide_same_child")
        return no

    def _born(self, asker: str) -> str:
        """Three ask for children of one name and one day; the others for nobody alike."""
        return asker if asker in {"yasmin", "authority"} else "on one day"

    def is_asked(self) -> bool:
        """Whether the family asked for the assessment, or was asked what it thinks of it."""
        return self.asker != "head" or self.family_asked_on is not None

    def _not_begun(self) -> set[str]:
        """Consulted as soon as practicable, and before anything is determined."""
        return self._no_caseworker() | (set() if self.is_asked() else {"family_not_asked"})

    def _no_caseworker(self) -> set[str]:
        return set() if self.worker else {"caseworker"}

    def _decide(
        self,
        who: str,
        step: str,
        begins: set[str] | frozenset[str],
        ends: str,
        on: date,
        *,
        lacking: set[str] = frozenset(),  # type: ignore[assignment]
        letter: str = "",
        told: list[str] = [],  # noqa: B006 - read only
    ) -> set[str]:
        no = self.officer(who) | lacking
        no |= set() if self.status in begins else {TOO_LATE}
        if not no:
            self.status = ends
            # Decided again, once it was referred back, it was in time or late the first time.
            self.decided_on.setdefault(step, on)
            self.steps.append(step)
            if letter:
                self.told_by.setdefault(step, self.owe(letter, told, on))
        return no

    def record_exemption(self, who: str, why: str, began: date) -> set[str]:
        """An exemption says why the limit was impractical to keep, and never moves a date."""
        no = self.officer(who) | self.stopped() | (set() if why.strip() else {WRONG})
        if not no:
            self.exemptions.append(Exempt(began))
            self.steps.append("record_exemption")
        return no

    def follow_exemption(
        self, who: str, number: int, ended: date | None, told: date | None, on: date
    ) -> set[str]:
        """When its ground ended, or when the family was told: days that have come."""
        exempt = self.exemptions[number]
        no = self.officer(who) | self.stopped()
        no |= {WRONG} if ended is None and told is None else set()
        if ended is not None and not exempt.began <= ended <= on:
            no.add(WRONG)
        if told is not None and told > on:
            no.add(WRONG)
        if not no:
            exempt.ended_on = ended or exempt.ended_on
            exempt.told_on = told or exempt.told_on
            self.steps.append("follow_exemption")
        return no
