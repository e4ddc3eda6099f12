"""The controls: a book with one sentence wrong, and a product with one, must be caught."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from ehc.actions import (
    _asked_first,
    _notices,
    _step,
    amendments,
    correspondence,
    ends,
    plans,
    representations,
    reviews,
)
from ehc.queries import assessments
from tests.machine.book.days import TWENTY_WEEKS
from tests.machine.book.page import NOT_YOURS
from tests.machine.book.things import Comment, Reviewed, Sent, Version
from tests.machine.controls import Moves, break_is_caught, nothing, sentence_is_caught
from tests.machine.reference import Book
from tests.machine.runs import NARROW, run

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.long]


class NoWindow(Book):
    """A plan may be finalised, or sent amended, while the family's days run."""

    def window(self, closes_on: date, on: date, *, agreed: bool) -> set[str]:
        return set()


class CommentsForEver(Book):
    """The family comments after the last day."""

    def _may_speak(self, who: str, number: int, on: date) -> set[str]:
        return super()._may_speak(who, number, min(on, self.versions[number].last_day or on))


class TwentyWeeksFromTheDecision(Book):
    """The twenty weeks run from the decision to assess."""

    def due(self) -> dict[str, date]:
        start = self.decided_on.get("agree_to_assess", self.received_on)
        return {**super().due(), "plan.final": start + TWENTY_WEEKS}


class SocialServicesAreNotTold(Book):
    """The decision to assess goes to the family alone."""

    def owe(self, kind: str, told: list[str], on: date, *, copies: bool = False) -> Sent:
        told = [one for one in told if one != "social_services"]
        return super().owe(kind, told, on, copies=copies)


class TheFamilyDecides(Book):
    """Whoever holds the rights decides whether there is an assessment."""

    def officer(self, who: str) -> set[str]:
        return super().officer(who) - ({NOT_YOURS} if who in self.kin else set())


class AnswersAreOptional(Book):
    """A comment needs no answer."""

    def _said(self, version: Version) -> list[Comment]:
        return []


class OneAdultAgreesForAll(Book):
    """What one adult agrees to, the family has agreed to."""

    def agree_with_draft(self, who: str, number: int, on: date) -> set[str]:
        no = super().agree_with_draft(who, number, on)
        if not no:
            self.versions[number].agreed_on = on
        return no


class AskedAsOftenAsOneLikes(Book):
    """Whoever has been asked for advice and has not answered may be asked again as if anew."""

    def seek(
        self, who: str, kind: str, adviser: str, on: date, again: int | None = None
    ) -> set[str]:
        waiting = [one.state for one in self.advice]
        for one in self.advice:
            one.state = "accepted"
        no = super().seek(who, kind, adviser, on, again)
        for one, state in zip(self.advice, waiting, strict=False):
            one.state = state
        return no


class EveryRefusalIsOneAtOnce(Book):
    """A refusal rests on section 36(5), though the family was told that it is considered."""

    def rests_on(self) -> dict[str, str]:
        return dict.fromkeys(super().rests_on(), "section 36(5)")


class AReversalStartsTheWeeksAgain(Book):
    """The twenty weeks run from the day on which a refusal was given up."""

    def due(self) -> dict[str, date]:
        start = self.decided_on.get("reverse_refusal_to_assess", self.received_on)
        return {**super().due(), "plan.final": start + TWENTY_WEEKS}


class AnExemptionMovesTheLimit(Book):
    """The limit runs from the day on which the ground of an exemption ended."""

    def due(self) -> dict[str, date]:
        ended = [one.ended_on for one in self.exemptions if one.ended_on is not None]
        start = max([self.received_on, *ended])
        return {**super().due(), "plan.final": start + TWENTY_WEEKS}


class WithdrawnBySilence(Book):
    """A request is withdrawn without a word."""

    def withdraw(
        self, who: str, words: str, arrived: date, holder: str, why: str, on: date
    ) -> set[str]:
        return super().withdraw(who, words.strip() or "-", arrived, holder, why, on)


class AnybodyWithdraws(Book):
    """A parent withdraws what has become the young person's, and the other way round."""

    def withdraw(
        self, who: str, words: str, arrived: date, holder: str, why: str, on: date
    ) -> set[str]:
        right = "young_person" if self.is_young_person else "parent"
        return super().withdraw(who, words, arrived, right, why, on)


class WhatWasWithdrawnGoesOn(Book):
    """Advice is asked for again although the request was withdrawn."""

    def stopped(self) -> set[str]:
        return set()


class LettersGoOutAfterADeath(Book):
    """What was written down before a death goes out."""

    def record_death(self, who: str, died: date | None, how: str, on: date) -> set[str]:
        no = super().record_death(who, died, how, on)
        for sent in self.outbox:
            sent.held = False
        return no


class AnyOfficerReleases(Book):
    """Whoever works on the case lets something go out after a death."""

    def release(self, who: str, number: int, why: str) -> set[str]:
        return super().release("nadia" if self.is_officer(who) else who, number, why)


class TwoReviewsAtOnce(Book):
    """A review may be arranged while another is open."""

    def arrange_review(self, who: str, meeting_on: date, on: date) -> set[str]:
        waiting = [one.state for one in self.reviews]
        for one in self.reviews:
            one.state = "plan_kept"
        no = super().arrange_review(who, meeting_on, on)
        for one, state in zip(self.reviews, waiting, strict=False):
            one.state = state
        return no


class AYearAfterTheReview(Book):
    """The twelve months run from the day after the decision, as if it were not their first."""

    def due(self) -> dict[str, date]:
        return {
            name: day + timedelta(days=1) if name.startswith("review.next") else day
            for name, day in super().due().items()
        }


class NobodyIsConsultedOnCeasing(Book):
    """A plan is to end before the family and the head were consulted."""

    def cease(self, who: str, number: int, reason: str, consulted_on: date, on: date) -> set[str]:
        return super().cease(who, number, reason, min(consulted_on, on), on)


class NothingIsSaidOfNotAmending(Book):
    """A decision not to amend gives no reasons."""

    def do_not_amend(self, who: str, number: int, reason: str, on: date) -> set[str]:
        return super().do_not_amend(who, number, reason or "-", on)


class AmendmentsAreReadOnAPage(Book):
    """What is proposed goes without the copies of what supports it."""

    def owe(self, kind: str, told: list[str], on: date, *, copies: bool = False) -> Sent:
        return super().owe(kind, told, on)


class AMeetingInThePast(Book):
    """A meeting is moved to a day before that on which everybody is told."""

    def move_meeting(self, who: str, number: int, meeting_on: date, on: date) -> set[str]:
        return super().move_meeting(who, number, max(meeting_on, on), on)


class DecidedBeforeTheMeeting(Book):
    """A plan is kept before the meeting was held."""

    def keep_plan(self, who: str, number: int, reason: str, on: date) -> set[str]:
        review: Reviewed = self.reviews[number]
        state, review.state = review.state, "review_held"
        no = super().keep_plan(who, number, reason, on)
        if no:
            review.state = state
        return no


@pytest.mark.parametrize(
    ("book", "until", "only"),
    [
        (NoWindow, "finalise", ["finalise"]),
        (TwentyWeeksFromTheDecision, "seek", ["seek"]),
        (SocialServicesAreNotTold, "seek", ["seek"]),
        (TheFamilyDecides, "consult", ["allocate", "record_exemption"]),
        (AskedAsOftenAsOneLikes, "seek", ["seek"]),
        (AnswersAreOptional, "finalise", ["comment", "finalise"]),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)  # fmt: skip
def test_a_book_with_one_sentence_wrong_is_caught(
    book: type[Book], until: str, only: list[str]
) -> None:
    with pytest.raises(AssertionError):
        run(until, NARROW, book, only)


def _nowhere(*_: Any, **__: Any) -> str:
    return ""


def _a_day_more(name: str, start: date, **_: Any) -> date:
    return start + timedelta(days=15)


def _none_of_them(*_: Any, **__: Any) -> tuple[()]:
    return ()


@pytest.mark.parametrize(
    ("module", "name", "broken", "until", "only"),
    [
        (_notices, "owe", _none_of_them, "seek", ["seek"]),
        (_step, "blocking", _none_of_them, "finalise", ["finalise"]),
        (plans, "last_day_of", _a_day_more, "consult", ["consult"]),
        (_step, "require", _none_of_them, "consult", ["allocate", "record_exemption"]),
    ],
    ids=["no letters", "nothing is ever missing", "one day more", "nobody is asked"],
)
def test_a_product_with_one_rule_broken_is_caught(
    module: Any,
    name: str,
    broken: Any,
    until: str,
    only: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, name, broken)
    if hasattr(_asked_first, name):
        # Who acts is asked twice: before anything is looked at, and by the door.
        monkeypatch.setattr(_asked_first, name, broken)
    # A plan without a signature is refused by the database itself, which is caught as well.
    with pytest.raises((AssertionError, IntegrityError)):
        run(until, NARROW, only=only)


# What a walk meets seldom is tried by itself.

REFUSED: Moves = [("refuse_to_assess", {})]
REVERSED: Moves = [*REFUSED, ("days", {}), ("reverse_refusal_to_assess", {})]
DIED: Moves = [("prepare", {}), ("record_death", {})]
SAID_TOO_LATE: Moves = [*[("days", {})] * 2, ("comment", {})]


WRONG_SENTENCES: list[tuple[type[Book], str, Moves]] = [
    (EveryRefusalIsOneAtOnce, "agree_to_assess", [("consider", {}), *REFUSED]),
    (AReversalStartsTheWeeksAgain, "agree_to_assess", REVERSED),
    (
        AnExemptionMovesTheLimit, "seek",
        [("record_exemption", {}), ("days", {}), ("follow_exemption", {"ended": 0})],
    ),
    (CommentsForEver, "consult", SAID_TOO_LATE),
    (WithdrawnBySilence, "seek", [("withdraw", {"words": " "})]),
    (AnybodyWithdraws, "seek", [("withdraw", {"who": "priya", "holder": "young_person"})]),
    (WhatWasWithdrawnGoesOn, "submit", [("withdraw", {}), ("chase", {})]),
    (LettersGoOutAfterADeath, "seek", DIED),
    (AnyOfficerReleases, "seek", [*DIED, ("release", {"who": "priya", "number": 1})]),
    (NoWindow, "send_amended", [("send_amended", {})]),
    (TwoReviewsAtOnce, "hold_meeting", [("arrange_review", {})]),
    (AYearAfterTheReview, "propose", [("keep_plan", {})]),
    (NobodyIsConsultedOnCeasing, "propose", [("cease", {"consulted": 1})]),
    (NothingIsSaidOfNotAmending, "begin_amended", [("do_not_amend", {"reason": ""})]),
    (AmendmentsAreReadOnAPage, "propose", [("propose", {}), *[("prepare", {})] * 9]),
    (AMeetingInThePast, "hold_meeting", [("move_meeting", {"in_days": -1})]),
    (DecidedBeforeTheMeeting, "hold_meeting", [*[("days", {})] * 2, ("keep_plan", {})]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("book", "until", "moves"), WRONG_SENTENCES, ids=[one[0].__name__ for one in WRONG_SENTENCES]
)
def test_a_wrong_sentence_of_a_later_page_is_caught(
    book: type[Book], until: str, moves: Moves
) -> None:
    sentence_is_caught(book, until, moves)


def test_one_adult_of_two_who_agrees_for_both_is_caught() -> None:
    agreed: Moves = [("agree_with_draft", {"who": "father"})]
    sentence_is_caught(OneAdultAgreesForAll, "consult", agreed, asker="father")


@pytest.mark.parametrize(
    ("module", "name", "broken", "until", "moves"),
    [
        (_notices, "considered_on", nothing, "agree_to_assess", [("consider", {}), *REFUSED]),
        (assessments, "REVERSAL_DUTIES", (), "agree_to_assess", REVERSED),
        (_step, "blocking", _none_of_them, "seek", [("withdraw", {"words": " "})]),
        (_step, "_refuse_if_over", nothing, "submit", [("withdraw", {}), ("chase", {})]),
        (representations, "_in_window", nothing, "consult", SAID_TOO_LATE),
        (ends, "_unsent", _none_of_them, "seek", DIED),
        (
            correspondence, "held_because", _nowhere, "seek",
            [("record_death", {}), ("release", {"number": 1}), ("prepare", {})],
        ),
        (reviews, "_not_before", nothing, "arrange_review", [("arrange_review", {"in_days": -1})]),
        (amendments, "last_day_of", _a_day_more, "propose", [("propose", {})]),
    ],
    ids=[
        "never considered", "no working dates", "withdrawn by silence", "nothing ever stops",
        "no window",
        "a death holds nothing", "what follows a death is not held", "a meeting in the past",
        "one day more for amendments",
    ],
)  # fmt: skip
def test_a_broken_rule_of_a_later_page_is_caught(
    module: Any,
    name: str,
    broken: Any,
    until: str,
    moves: Moves,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, name, broken)
    break_is_caught(until, moves)
