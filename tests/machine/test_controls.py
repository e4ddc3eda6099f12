"""The controls: a book with one sentence wrong, and a product with one, must be caught."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from ehc.actions import _notices, _step, plans
from tests.machine.book.page import NOT_YOURS, TWENTY_WEEKS, Comment, Version
from tests.machine.reference import Book
from tests.machine.runs import NARROW, run

pytestmark = pytest.mark.django_db


class NoWindow(Book):
    """A plan may be finalised while the family's days run."""

    def window(self, served: Version, on: date) -> set[str]:
        return set()


class CommentsForEver(Book):
    """The family comments after the last day."""

    def _may_speak(self, who: str, number: int, on: date) -> set[str]:
        return super()._may_speak(who, number, min(on, self.versions[number].closes_on or on))


class TwentyWeeksFromTheDecision(Book):
    """The twenty weeks run from the decision to assess."""

    def due(self) -> dict[str, date]:
        start = self.decided_on.get("agree_to_assess", self.received_on)
        return {**super().due(), "plan.final": start + TWENTY_WEEKS}


class SocialServicesAreNotTold(Book):
    """The decision to assess goes to the family alone."""

    def _owe(self, kind: str, told: list[str], on: date) -> None:
        super()._owe(kind, [one for one in told if one != "social_services"], on)


class TheFamilyDecides(Book):
    """Whoever holds the rights decides whether there is an assessment."""

    def _officer(self, who: str) -> set[str]:
        return super()._officer(who) - ({NOT_YOURS} if who in self.holders else set())


class AnswersAreOptional(Book):
    """A comment needs no answer."""

    def _said(self) -> list[Comment]:
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

    def seek(self, who: str, kind: str, adviser: str, on: date) -> set[str]:
        waiting = [one.state for one in self.advice]
        for one in self.advice:
            one.state = "accepted"
        no = super().seek(who, kind, adviser, on)
        for one, state in zip(self.advice, waiting, strict=False):
            one.state = state
        return no


@pytest.mark.parametrize(
    ("book", "until", "only"),
    [
        (NoWindow, "finalise", ["finalise"]),
        (CommentsForEver, "consult", ["comment"]),
        (TwentyWeeksFromTheDecision, "seek", ["seek"]),
        (SocialServicesAreNotTold, "seek", ["seek"]),
        (TheFamilyDecides, "consult", ["allocate", "record_exemption"]),
        (OneAdultAgreesForAll, "consult", ["agree_with_draft"]),
        (AskedAsOftenAsOneLikes, "seek", ["seek"]),
        (AnswersAreOptional, "finalise", ["comment", "finalise"]),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_a_book_with_one_sentence_wrong_is_caught(
    book: type[Book], until: str, only: list[str]
) -> None:
    with pytest.raises(AssertionError):
        run(until, NARROW, book, only)


def _no_letters(*_: Any, **__: Any) -> tuple[()]:
    return ()


def _never_lacking(*_: Any) -> tuple[()]:
    return ()


def _always_in_window(*_: Any) -> None:
    return None


@pytest.mark.parametrize(
    ("module", "name", "broken", "until", "only"),
    [
        (_notices, "owe", _no_letters, "seek", ["seek"]),
        (_step, "blocking", _never_lacking, "finalise", ["finalise"]),
        (plans, "_in_window", _always_in_window, "consult", ["comment"]),
        (plans, "COMMENT_DAYS", timedelta(days=15), "consult", ["consult"]),
        (_step, "require", _never_lacking, "consult", ["allocate", "record_exemption"]),
    ],
    ids=["no letters", "nothing is ever missing", "no window", "one day more", "nobody is asked"],
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
    # A plan without a signature is refused by the database itself, which is caught as well.
    with pytest.raises((AssertionError, IntegrityError)):
        run(until, NARROW, only=only)
