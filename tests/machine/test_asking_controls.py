"""The controls of what is asked and by whom: for advice, for settings, for a young person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import (
    advice_requests,
    asking_family,
    conversations,
    disputes,
    placement,
    representations,
)
from tests.machine.book.things import Version
from tests.machine.controls import Moves, break_is_caught, nothing, sentence_is_caught
from tests.machine.reference import Book
from tests.machine.test_controls import DIED

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.long]

RELIED_ON: Moves = [("rely", {})]
SOUGHT: Moves = [*RELIED_ON, ("seek", {})]
SPOKEN_FOR: Moves = [("act_for", {"things": ("notices",)}), ("comment", {"who": "mother"})]
DISCLOSED: Moves = [("ask_disclosure", {})]
ASKED_TOO_LATE: Moves = [
    ("consult", {"asked": False, "school": 1}), *[("days", {})] * 2, ("note_request", {}),
    ("revise", {}), ("name_setting", {"place": "type"}), ("finalise", {}),
]  # fmt: skip
ASKED_AFTERWARDS: Moves = [
    ("consult", {"asked": False, "school": 1}), ("revise", {}), ("name_setting", {}),
    *[("days", {})] * 2, ("finalise", {}), ("note_request", {"number": 1}),
]  # fmt: skip
NOT_CONSULTED: Moves = [
    ("record_request", {}), ("agree_with_draft", {}), ("name_setting", {"place": "type"}),
    ("finalise", {}),
]  # fmt: skip
DISAGREED: Moves = [
    ("refuse_to_assess", {}), ("agree_that_parent_sees", {}), ("disagree", {"who": "mother"}),
]  # fmt: skip
WRITTEN: Moves = [("write_to_authority", {})]


class TwoAreEnough(Book):
    """Advice is relied on although the family does not find it sufficient."""

    def rely(
        self,
        who: str,
        kind: str,
        dated: date,
        since: tuple[date | None, ...],
        on: date,
        again: int | None = None,
    ) -> set[str]:
        return super().rely(who, kind, dated, since[:2], on, again)


class SoughtAlthoughItIsReliedOn(Book):
    """Advice that everybody finds sufficient may be sought all the same."""

    def seek(
        self, who: str, kind: str, adviser: str, on: date, again: int | None = None
    ) -> set[str]:
        relied = [one for one in self.advice if one.state == "relied_on"]
        for one in relied:
            one.state = "accepted"
        no = super().seek(who, kind, adviser, on, again)
        for one in relied:
            one.state = "relied_on"
        return no


class SpokenForInEverything(Book):
    """Who acts for a young person in one thing acts for them in all."""

    def holders(self, what: str) -> frozenset[str]:
        return super().holders("notices")


class FifteenDaysOfTheCalendar(Book):
    """A plan goes to higher education within fifteen days, weekends among them."""

    def due(self) -> dict[str, date]:
        asked = {f"disclosure {n}": one.asked_on for n, one in enumerate(self.disclosed)}
        return super().due() | {name: on + timedelta(days=15) for name, on in asked.items()}


class LateRequestsBind(Book):
    """A setting that is asked for once the family's days are over must be named."""

    def ill_placed(self, version: Version, on: date) -> set[str]:
        self.asked_for = dict.fromkeys(self.asked_for)
        return super().ill_placed(version, on)


class NobodyNeedConsult(Book):
    """What a family asks for need not be consulted before another is named."""

    def ill_placed(self, version: Version, on: date) -> set[str]:
        return super().ill_placed(version, on) - {"request_not_consulted"}


class EveryParentSees(Book):
    """A parent sees the case of a young person, who need not agree."""

    def readers(self) -> frozenset[str]:
        return self.kin


class TheFamilyIsNotAsked(Book):
    """It is decided of a school's request, and the family was not asked."""

    def is_asked(self) -> bool:
        return True


class NobodyAnswersWhoWithdrew(Book):
    """A conversation ends with the request."""

    def _says(self, words: str) -> set[str]:
        return super()._says(words) | self.stopped()


@pytest.mark.parametrize(
    ("book", "until", "moves", "asker"),
    [
        (TwoAreEnough, "seek", [("rely", {"lacking": "family"})], "mother"),
        (SoughtAlthoughItIsReliedOn, "seek", SOUGHT, "mother"),
        (SpokenForInEverything, "consult", SPOKEN_FOR, "yasmin"),
        (FifteenDaysOfTheCalendar, "arrange_review", DISCLOSED, "yasmin"),
        (LateRequestsBind, "consult", ASKED_TOO_LATE, "mother"),
        (NobodyNeedConsult, "consult", NOT_CONSULTED, "mother"),
        (EveryParentSees, "seek", WRITTEN, "yasmin"),
        (TheFamilyIsNotAsked, "agree_to_assess", [("consider", {})], "head"),
        (NobodyAnswersWhoWithdrew, "seek", [("withdraw", {}), *WRITTEN], "mother"),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_a_wrong_sentence_is_caught(book: type[Book], until: str, moves: Moves, asker: str) -> None:
    sentence_is_caught(book, until, moves, asker)


@pytest.mark.parametrize(
    ("module", "name", "until", "moves", "asker"),
    [
        (advice_requests, "relied_on", "seek", SOUGHT, "mother"),
        (representations, "only_for_the_holder", "consult", SPOKEN_FOR, "yasmin"),
        (
            disputes, "only_for_the_holder", "agree_to_assess",
            DISAGREED, "yasmin",
        ),
        (placement, "_refuse_if_decided", "revise", ASKED_AFTERWARDS, "mother"),
        (conversations, "_refuse_after_a_death", "seek", [*DIED, *WRITTEN], "mother"),
        (asking_family, "is_asked_by_family", "agree_to_assess", [("ask_family", {})], "mother"),
    ],
    ids=[
        "sought again", "anybody speaks of a draft", "anybody disagrees", "asked for afterwards",
        "written after a death", "asked what it asked for",
    ],
)  # fmt: skip
def test_a_broken_rule_is_caught(
    module: Any,
    name: str,
    until: str,
    moves: Moves,
    asker: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, name, nothing)
    break_is_caught(until, moves, asker)
