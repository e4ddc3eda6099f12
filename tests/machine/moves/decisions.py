"""Asking, and deciding; whose case it is; exemptions; letters and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ehc.actions import asking_family, assessments, cases, matches, reception
from ehc.actions._answers import RequestAnswers
from ehc.models import FamilyMember
from ehc.queries.assessments import duties_of
from ehc.refusals import Refused
from tests import factories
from tests.machine.book.decisions import may_take_down
from tests.machine.moves.people import ASKERS, FIRST_DAY, KIN
from tests.machine.moves.trying import REASON, File, Move, Trying, count_rows
from tests.machine.reference import Book

DECISIONS = (
    "agree_to_assess", "refuse_to_assess", "agree_to_issue", "refuse_to_issue",
    "reverse_refusal_to_assess", "reverse_refusal_to_issue",
)  # fmt: skip
"""Each has its reasons."""


class Decisions(Trying):
    """From the request to the decision on a plan, and back."""

    def ask(self, asker: str) -> None:
        """Ask for an assessment; asking again is a new request with its own days."""
        again = any(file.book.asker == asker for file in self.files)
        assessment = factories.requested(self.today, **ASKERS[asker])
        assert assessment.request.may_repeat == again
        if "mother" in KIN[asker] - {asker}:
            # Another adult of the family is added by the authority, and has an account.
            mother = self.cast.people["mother"]
            member = FamilyMember.objects.create(
                person=assessment.case.person, user=mother, name="Ngozi Okafor",
                relationship="mother", email=mother.email,
            )  # fmt: skip
            factories.agreed_to_email(member, self.today)
        book = self.book_type(self.today, asker, KIN[asker], asker == "yasmin")
        self.files.append(File(book, assessment.case, assessment))
        self.changed = True
        self.tally.done["ask"] += 1

    def take_down(self, who: str = "priya", days: int = 0) -> bool:
        """A letter of a mother who gives no address, which arrived some days ago."""
        arrived_on = self.today - timedelta(days=days)
        against = may_take_down(who, arrived_on, self.today)
        pages = factories.pages(child={"first_name": "Uma"}, you={"email": ""})
        answers = RequestAnswers.from_draft(pages, on=FIRST_DAY, with_email=False)
        before = count_rows()
        refusal: Refused | None = None
        try:
            request = reception.take_down(
                answers, came_by="letter", arrived_on=arrived_on, **self.who(who)
            )
        except Refused as told:
            refusal = told
        if refusal is not None:
            assert REASON[type(refusal)] in against, repr(refusal)
            assert count_rows() == before
            return False
        assert not against
        # Receipt is the day of arrival: the three limits run from it, and nothing else was done.
        assert request.received_on == arrived_on
        due = {one.duty: one.due for one in duties_of(request.assessment, self.today)}
        book = self.book_type(arrived_on, "", frozenset())
        assert {name: due[name] for name in book.due()} == book.due()
        assert [one.step for one in request.case.events.all()] == book.steps
        return True

    def take(self, who: str = "priya", *, stale: bool = False) -> None:
        case = self.fresh(self.file.case, stale=stale)
        self.attempt(
            "take", lambda book: book.take(who), lambda: cases.take_case(case, **self.who(who)),
            stale=stale,
        )  # fmt: skip

    def allocate(self, who: str = "priya", to: str = "nadia", *, stale: bool = False) -> None:
        case, given = self.fresh(self.file.case, stale=stale), self.cast.people[to]
        self.attempt(
            "allocate", lambda book: book.allocate(who, to),
            lambda: cases.allocate_case(case, to=given, **self.who(who)), stale=stale,
        )  # fmt: skip

    def _decide(
        self, step: str, judge: Callable[[Book], set[str]], who: str, reason: str, stale: bool
    ) -> None:
        assessment = self.fresh(self.file.assessment, stale=stale)
        act = getattr(assessments, step)
        self.attempt(
            step, judge, lambda: act(assessment, reason=reason, **self.who(who)), stale=stale
        )

    def agree_to_assess(
        self, who: str = "priya", reason: str = "It may be necessary.", *, stale: bool = False
    ) -> None:
        def judge(book: Book) -> set[str]:
            return book.agree_to_assess(who, reason, self.today)

        self._decide("agree_to_assess", judge, who, reason, stale)

    def refuse_to_assess(
        self, who: str = "priya", reason: str = "It is not necessary.", *, stale: bool = False
    ) -> None:
        def judge(book: Book) -> set[str]:
            return book.refuse_to_assess(who, reason, self.today)

        self._decide("refuse_to_assess", judge, who, reason, stale)

    def agree_to_issue(
        self, who: str = "priya", reason: str = "It is necessary.", *, stale: bool = False
    ) -> None:
        def judge(book: Book) -> set[str]:
            return book.agree_to_issue(who, self.today)

        self._decide("agree_to_issue", judge, who, reason, stale)

    def refuse_to_issue(
        self, who: str = "priya", reason: str = "The school can do it.", *, stale: bool = False
    ) -> None:
        def judge(book: Book) -> set[str]:
            return book.refuse_to_issue(who, reason, self.today)

        self._decide("refuse_to_issue", judge, who, reason, stale)

    def change_details(self, who: str = "priya", language: str = "Igbo") -> None:
        self.attempt(
            "change_details", lambda book: book.change_details(who, language),
            lambda: cases.change_details(
                self.file.case, {"first_language": language}, **self.who(who)
            ),
        )  # fmt: skip

    def ask_family(
        self,
        who: str = "priya",
        how: str = "We rang her mother, who agrees.",
        asked: int = 0,
        *,
        stale: bool = False,
    ) -> None:
        """It was asked today; or, if less than none, on the day before the request."""
        assessment = self.fresh(self.file.assessment, stale=stale)
        day_before = self.file.book.received_on - timedelta(days=1)
        day = day_before if asked < 0 else self.today
        self.attempt(
            "ask_family", lambda book: book.ask_family(who, how, day),
            lambda: asking_family.ask_family(
                assessment, how=how, **{**self.who(who), "on": day}
            ),
            stale=stale,
        )  # fmt: skip

    def decide_same_child(
        self, who: str = "priya", reason: str = "We rang her mother.", is_same: bool = True
    ) -> None:
        """Of the next file after that in hand, or of the same where there is no other."""
        next_one = self.files[(self.in_hand + 1) % len(self.files)]
        asker = "" if next_one is self.file else next_one.book.asker
        self.attempt(
            "decide_same_child", lambda book: book.decide_same_child(who, asker, reason),
            lambda: matches.decide_same_child(
                self.file.case, other=next_one.case, is_same=is_same, reason=reason,
                **self.who(who),
            ),
        )  # fmt: skip

    def consider(self, who: str = "priya", *, stale: bool = False) -> None:
        assessment = self.fresh(self.file.assessment, stale=stale)
        self.attempt(
            "consider", lambda book: book.consider(who, self.today),
            lambda: assessments.consider_assessing(assessment, **self.who(who)), stale=stale,
        )  # fmt: skip

    def reverse_refusal_to_assess(
        self, who: str = "priya", reason: str = "A plan may be necessary.", *, stale: bool = False
    ) -> None:
        def judge(book: Book) -> set[str]:
            return book.reverse_refusal_to_assess(who, reason, self.today)

        self._decide("reverse_refusal_to_assess", judge, who, reason, stale)

    def reverse_refusal_to_issue(
        self, who: str = "priya", reason: str = "A plan is necessary.", *, stale: bool = False
    ) -> None:
        def judge(book: Book) -> set[str]:
            return book.reverse_refusal_to_issue(who, reason, self.today)

        self._decide("reverse_refusal_to_issue", judge, who, reason, stale)

    def record_exemption(self, who: str = "priya", why: str = "They were abroad.") -> None:
        away = {"from": FIRST_DAY.isoformat(), "to": (FIRST_DAY + timedelta(weeks=5)).isoformat()}
        made = self.attempt(
            "record_exemption", lambda book: book.record_exemption(who, why, FIRST_DAY),
            lambda: assessments.record_exemption(
                self.file.assessment, ground="absent_from_area", facts=away,
                why_impractical=why, family_told_on=None, **self.who(who),
            ),
        )  # fmt: skip
        if made:
            self.file.exemptions.append(made)

    def follow_exemption(
        self,
        who: str = "priya",
        number: int = 0,
        ended: int | None = 0,
        told: int | None = None,
    ) -> None:
        """Days are counted from today, but -1 is the day before the ground began."""
        if self.file.exemptions:
            place = number % len(self.file.exemptions)
            began = FIRST_DAY - timedelta(days=1)
            days = [
                None if day is None else began if day < 0 else self.today + timedelta(days=day)
                for day in (ended, told)
            ]
            self.attempt(
                "follow_exemption",
                lambda book: book.follow_exemption(who, place, *days, self.today),
                lambda: assessments.follow_exemption(
                    self.file.exemptions[place], ground_ended_on=days[0],
                    family_told_on=days[1], **self.who(who),
                ),
            )  # fmt: skip

    def possible_decisions(self, officer: dict[str, Any]) -> list[Move]:
        found: list[Move] = [
            ("take", officer),
            ("consider", officer),
            ("record_exemption", officer),
        ]
        found += [("ask_family", {**officer, **it}) for it in ({}, {"how": " "}, {"asked": -1})]
        found += [("decide_same_child", {**officer, **it}) for it in ({}, {"reason": " "})]
        found += [("record_exemption", {**officer, "why": why}) for why in ("", " ")]
        found += [("change_details", {**officer, "language": it}) for it in ("Igbo", "Welsh")]
        found += [("allocate", {**officer, "to": to}) for to in ("priya", "nadia", "samira")]
        for move in DECISIONS:
            found += [(move, officer), (move, {**officer, "reason": ""})]
        for number in range(min(len(self.file.exemptions), 2)):
            found += [
                ("follow_exemption", {**officer, "number": number, "ended": ended, "told": told})
                for ended, told in ((0, None), (None, 0), (None, None), (1, 0), (-1, 0), (0, 1))
            ]
        return found
