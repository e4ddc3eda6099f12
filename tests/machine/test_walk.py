"""Cases walked by many people, in order and out of it, held against the law told again."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from ehc.actions import _notices, _step, plans
from ehc.workflows.steps import RECORDS, STEPS
from tests.architecture.test_machine import WITHOUT_A_MODEL
from tests.machine import reference, walk
from tests.machine.reference import BEYOND_THE_BOOK, NOT_YOURS, Book, Version
from tests.machine.walk import EVERYBODY, Cast, Tally, Walk

pytestmark = pytest.mark.django_db

BEGINNINGS = {
    "a new request": "",
    "a plan to be written": "write",
    "a draft with the family": "consult",
    "a plan that answers the family": "finalise",
}
"""Where a walk begins: before which move of the straight way."""

QUICK = settings(
    max_examples=5,
    stateful_step_count=32,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
    report_multiple_bugs=False,
)
NARROW = settings(QUICK, max_examples=10, stateful_step_count=15)
LONG = settings(
    QUICK, max_examples=80, stateful_step_count=60, derandomize=False,
    phases=(Phase.generate, Phase.shrink),
)  # fmt: skip


def run(until: str, how: settings, book: type[Book] = Book, only: Iterable[str] = ()) -> Tally:
    """Walk many times with the same people, whose cases are taken back each time."""
    cast, tally = Cast(), Tally()
    run_state_machine_as_test(lambda: Walk(cast, book, tally, until, frozenset(only)), settings=how)
    return tally


@pytest.mark.parametrize("until", BEGINNINGS.values(), ids=BEGINNINGS)
def test_cases_go_as_the_law_says_whatever_people_try(until: str) -> None:
    tally = run(until, QUICK)
    assert tally.done.total() > 0
    assert tally.refused.total() > 0


@pytest.mark.soak
@pytest.mark.parametrize("until", BEGINNINGS.values(), ids=BEGINNINGS)
def test_cases_go_as_the_law_says_for_longer_than_every_change_can_wait(until: str) -> None:
    run(until, LONG)


# The straight way, so that nothing is left to chance


@pytest.fixture
def way(db: None) -> Iterator[Walk]:
    """A walk of which each move is written down."""
    walking = Walk(Cast(), Book, Tally())
    yield walking
    walking.teardown()


def tried(way: Walk, move: str, **given: Any) -> None:
    """One move, which everybody else tries first, and after which the rows are right."""
    allowed = [given.get("who") or DEFAULT.get(move, "priya")]
    before = way.tally.done[move]
    for name in EVERYBODY:
        if name not in {*allowed, *ALSO.get(move, ())}:
            getattr(way, move)(**{**given, "who": name})
            assert way.tally.done[move] == before, f"{name} did {move}"
    getattr(way, move)(**given)
    assert way.tally.done[move] == before + 1, f"{move} was not done"
    way.the_rows_say_what_the_book_says()


DEFAULT = {
    "submit": "samira", "give": "petra", "comment": "mother", "agree_with_draft": "mother",
    "return_to_author": "grace",
}  # fmt: skip
TEAM = ("priya", "nadia")
ALSO = {
    "take": ("nadia", "tom"), "allocate": TEAM, "agree_to_assess": TEAM, "refuse_to_assess": TEAM,
    "agree_to_issue": TEAM, "refuse_to_issue": TEAM, "record_exemption": TEAM, "seek": TEAM,
    "change_details": TEAM, "chase": TEAM, "give": ("petra", *TEAM),
    "submit": ("samira", "petra"), "send_back": TEAM, "accept": TEAM, "begin": TEAM,
    "write": TEAM, "reword": TEAM, "leave_out": TEAM, "override": TEAM, "name_setting": TEAM,
    "serve": TEAM, "answer": TEAM, "revise": TEAM, "consult": TEAM, "record_answer": TEAM,
    "finalise": TEAM, "do_task": TEAM,
}  # fmt: skip
"""Who else may: those are not tried first, since they would do it."""


def test_every_action_is_done_once_and_refused_to_everybody_whose_it_is_not(way: Walk) -> None:
    def days(number: int) -> None:
        way.today += timedelta(days=number)

    way.ask("mother")
    tried(way, "take")
    tried(way, "allocate", to="nadia")
    days(30)
    tried(way, "agree_to_assess")
    tried(way, "record_exemption")
    tried(way, "change_details")
    tried(way, "seek", kind="psychological")
    tried(way, "chase")
    tried(way, "give", to="samira")
    days(20)
    tried(way, "submit")
    tried(way, "send_back")
    tried(way, "submit")
    tried(way, "accept")
    days(10)
    tried(way, "agree_to_issue")
    tried(way, "begin")
    tried(way, "write")
    tried(way, "reword")
    tried(way, "leave_out")
    tried(way, "override")
    tried(way, "serve")
    while way.file.book.waiting:
        way.prepare()
    tried(way, "do_task")
    days(14)
    tried(way, "comment")
    tried(way, "consult")
    tried(way, "record_answer")
    tried(way, "answer")
    tried(way, "revise")
    tried(way, "serve")
    tried(way, "agree_with_draft")
    tried(way, "return_to_author")
    tried(way, "revise")
    tried(way, "name_setting")
    tried(way, "finalise")
    way.ask("mother")
    way.in_hand = 1
    tried(way, "take")
    tried(way, "refuse_to_assess")
    way.ask("head")
    way.in_hand = 2
    for move in ("take", "agree_to_assess", "refuse_to_issue"):
        tried(way, move)
    beyond = WITHOUT_A_MODEL | BEYOND_THE_BOOK
    stored = {step.name for step in STEPS.values() if step.process not in beyond}
    assert way.tally.steps == (stored | set(RECORDS)) - BEYOND_THE_BOOK


def test_a_step_in_the_wrong_order_is_refused_beside_the_one_that_is_next(way: Walk) -> None:
    """At each point of the straight way everything that is not next is tried, and refused."""
    way.ask("yasmin")
    for move in walk.STRAIGHT_ON:
        if move == "finalise":
            way.today += timedelta(days=15)
        allowed = way.lawful()
        assert move in {name for name, _ in allowed}
        for name, given in way.possible():
            if (name, given) not in allowed:
                before = way.tally.done.total()
                getattr(way, name)(**given)
                assert way.tally.done.total() == before, f"{name} {given} before {move}"
        getattr(way, move)()
        way.the_rows_say_what_the_book_says()
    assert way.file.book.status == "plan_issued"


@pytest.mark.parametrize(
    ("days", "agreed", "is_final"),
    [(14, False, False), (15, False, True), (0, True, True)],
    ids=["on the last day", "on the day after", "agreed on the first"],
)
def test_the_familys_fifteen_days(way: Walk, days: int, agreed: bool, is_final: bool) -> None:
    way.ask("mother")
    for move in walk.STRAIGHT_ON[:-1]:
        getattr(way, move)()
    if agreed:
        way.agree_with_draft(number=1)
    way.today += timedelta(days=days)
    way.finalise()
    assert (way.file.book.status == "plan_issued") is is_final
    assert ("window_open" in way.tally.reasons) is not is_final


# The controls: a book with one sentence wrong, and a product with one, must be caught


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
        return {**super().due(), "plan.final": start + reference.TWENTY_WEEKS}


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

    def _said(self) -> list[reference.Comment]:
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


def test_the_family_has_agreed_when_each_adult_has(way: Walk) -> None:
    way.ask("father")
    for move in walk.STRAIGHT_ON[:-1]:
        getattr(way, move)()
    for name, is_final in (("father", False), ("mother", True)):
        before = way.tally.done["agree_with_draft"]
        way.agree_with_draft(name, number=1)
        way.agree_with_draft(name, number=1)
        assert way.tally.done["agree_with_draft"] == before + 1
        way.finalise()
        assert (way.file.book.status == "plan_issued") is is_final
        way.the_rows_say_what_the_book_says()


def test_an_adviser_is_asked_again_once_they_have_answered(way: Walk) -> None:
    way.ask("mother")
    for move in walk.STRAIGHT_ON[: walk.STRAIGHT_ON.index("accept")]:
        before = way.tally.done.total()
        if move == "submit":
            way.seek()
            assert way.tally.done.total() == before
        getattr(way, move)()
    way.seek(kind="medical")
    assert len(way.file.book.advice) == 2
    way.seek()
    assert len(way.file.book.advice) == 3
    way.the_rows_say_what_the_book_says()


def test_a_setting_named_of_a_served_draft_begins_the_version_that_answers(way: Walk) -> None:
    way.ask("mother")
    for move in walk.STRAIGHT_ON[: walk.STRAIGHT_ON.index("consult")]:
        getattr(way, move)()
    tried(way, "name_setting")
    assert [one.state for one in way.file.book.versions] == ["served", "drafting"]
    way.name_setting(number=1)
    assert way.tally.refused["name_setting"] >= 1
    way.the_rows_say_what_the_book_says()


def test_the_book_has_read_nothing_of_the_product() -> None:
    tree = ast.parse(Path(reference.__file__).read_text(encoding="utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported == {"__future__", "calendar", "collections", "dataclasses", "datetime"}


def test_each_walk_begins_from_a_clean_database() -> None:
    cast = Cast()
    rows = walk.count_rows()
    before = Walk(cast, Book, Tally())
    before.ask("mother")
    with pytest.raises(AssertionError, match="has left something"):
        Walk(cast, Book, Tally())
    before.teardown()
    assert walk.count_rows() == rows
    Walk(cast, Book, Tally()).teardown()
