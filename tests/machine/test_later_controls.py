"""The controls of the later pages: a book, or a product, with one sentence of them wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import _step, custody
from ehc.queries import readiness
from ehc.workflows.ceasing import CeasingFacts
from tests.machine.book.days import months_after
from tests.machine.book.leaving import Known
from tests.machine.controls import Moves, break_is_caught, nothing, sentence_is_caught
from tests.machine.reference import Book
from tests.machine.test_controls import DIED

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.long]

ENDED: Moves = [("cease", {}), ("send_notice", {}), ("days", {}), ("end_plan", {})]
HANDED_BACK: Moves = [("hand_over", {}), ("hand_back", {"who": "priya"})]
OF_THE_BODY: Moves = [("ask_again", {"who": "priya", "asked_by": "commissioning_body"})]
GONE: Moves = [("move_out", {"in_days": 0}), ("send_on", {})]
AGREED_AGAIN: Moves = [("ask_again", {}), ("days", {}), ("agree_again", {})]


class CalledOffWithoutAReason(Book):
    """Nobody says why a meeting is not held."""

    def cancel_meeting(self, who: str, number: int, reason: str) -> set[str]:
        return super().cancel_meeting(who, number, reason.strip() or "-")


class AnAmendmentIsAReview(Book):
    """What is proposed without a review begins the twelve months again."""

    def due(self) -> dict[str, date]:
        return {
            **super().due(),
            **{
                f"review.next {number}": months_after(one.decided_on, 12) - timedelta(days=1)
                for number, one in enumerate(self.reviews)
                if one.decided_on is not None
            },
        }


class EndedWhileItCanBeAppealed(Book):
    """A plan ends on the day on which that is decided."""

    def end_plan(self, who: str, number: int, on: date) -> set[str]:
        return super().end_plan(who, number, on + timedelta(weeks=20))


class AnyOfficerTakesADeathBack(Book):
    """Whoever works on the case says that a death was a mistake."""

    def undo_death(self, who: str, reason: str) -> set[str]:
        return super().undo_death("nadia" if self.is_officer(who) else who, reason)


class TheTeamHasWhoIsDetained(Book):
    """Any caseworker of the team hands an assessment back after release."""

    def case_officer(self, who: str) -> set[str]:
        return self.officer(who)


class SentOnUnasked(Book):
    """What we have goes to another authority, and the family is not asked."""

    def _leave(self, who: str, step: str, begins: Any, ends: str, known: Known, *days: Any) -> Any:
        return super()._leave(who, step, begins, ends, {**known, "consents": True}, *days)


class TheCommissioningBodyIsRefused(Book):
    """A request of the commissioning body is refused as any other."""

    def refuse_again(self, who: str, number: int, ground: str, reason: str, on: date) -> set[str]:
        return super().refuse_again(who, number, ground, reason, on) - {"must_reassess"}


class FourteenWeeksFromTheRequest(Book):
    """The weeks of a reassessment run from the request, as those of an assessment do."""

    def due(self) -> dict[str, date]:
        asked = {number: one.received_on for number, one in enumerate(self.again)}
        return super().due() | {
            f"reassess.final {number}": on + timedelta(weeks=14)
            for number, on in asked.items()
            if on is not None and self.again[number].state == "reassessing"
        }


class SentOnBeforeTheMove(Book):
    """The plan goes to another authority before the family does."""

    def send_on(self, who: str, number: int, on: date) -> set[str]:
        return super().send_on(who, number, max(on, self.moves[number].moves_on))


class AlwaysOnTheDayOfTheMove(Book):
    """Even where the authority heard of the move too late to keep it."""

    def due(self) -> dict[str, date]:
        return super().due() | {
            f"move.transfer {number}": one.moves_on for number, one in enumerate(self.moves)
        }


WRONG_SENTENCES: list[tuple[type[Book], str, Moves]] = [
    (CalledOffWithoutAReason, "hold_meeting", [("cancel_meeting", {"reason": " "})]),
    (AnAmendmentIsAReview, "arrange_review", [("propose_unreviewed", {})]),
    (EndedWhileItCanBeAppealed, "propose", ENDED),
    (AnyOfficerTakesADeathBack, "seek", [*DIED, ("undo_death", {"who": "priya"})]),
    (TheTeamHasWhoIsDetained, "seek", HANDED_BACK),
    (SentOnUnasked, "seek", [("export", {"consents": None})]),
    (TheCommissioningBodyIsRefused, "arrange_review", [*OF_THE_BODY, ("refuse_again", {})]),
    (FourteenWeeksFromTheRequest, "arrange_review", AGREED_AGAIN),
    (SentOnBeforeTheMove, "arrange_review", [("move_out", {}), ("send_on", {})]),
    (AlwaysOnTheDayOfTheMove, "arrange_review", [("move_out", {})]),
]


@pytest.mark.parametrize(
    ("book", "until", "moves"), WRONG_SENTENCES, ids=[one[0].__name__ for one in WRONG_SENTENCES]
)
def test_a_wrong_sentence_is_caught(book: type[Book], until: str, moves: Moves) -> None:
    sentence_is_caught(book, until, moves)


def _at_once(*_: Any, **__: Any) -> CeasingFacts:
    return CeasingFacts(first_day=date(2026, 1, 5))


@pytest.mark.parametrize(
    ("module", "name", "broken", "until", "moves"),
    [
        (readiness, "ceasing_facts", _at_once, "propose", ENDED),
        (custody, "only_for_the_officer", nothing, "seek", HANDED_BACK),
        (_step, "sent_on", nothing, "arrange_review", [*GONE, ("arrange_review", {})]),
    ],
    ids=["ended at once", "the team has who is detained", "what went is ours"],
)
def test_a_broken_rule_is_caught(
    module: Any,
    name: str,
    broken: Any,
    until: str,
    moves: Moves,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, name, broken)
    break_is_caught(until, moves)
