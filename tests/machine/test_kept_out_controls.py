"""The controls of whom a court order keeps out: a rule that is taken away must be caught."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Q

from ehc import permissions
from ehc.actions import addresses, kept_out
from ehc.models import FamilyMember
from ehc.queries import conversations, rights
from tests.machine.controls import Moves, break_is_caught, nothing, sentence_is_caught
from tests.machine.reference import Book

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.long]

OWED: Moves = [
    ("record_electronic_service", {}), ("agree_to_assess", {}), ("keep_out", {}), ("prepare", {}),
]  # fmt: skip
WRITTEN: Moves = [("write_to_family", {}), ("keep_out", {})]


class WaitsForTheirLetter(Book):
    """A letter that was owed to them alone is nobody's."""

    def stop(self, member: str) -> None:
        return


class SeesItAllTheSame(Book):
    """An order changes nothing of what a parent sees."""

    def keep_out(self, who: str, member: str, words: str, seen: str, since: int) -> set[str]:
        kin = self.kin
        no = super().keep_out(who, member, words, seen, since)
        self.kin = kin
        return no


@pytest.mark.parametrize(
    ("book", "moves"), [(WaitsForTheirLetter, OWED), (SeesItAllTheSame, [("keep_out", {})])]
)
def test_a_book_with_a_sentence_wrong_is_found_out(book: type[Book], moves: Moves) -> None:
    sentence_is_caught(book, "agree_to_assess", moves)


@pytest.mark.parametrize(
    ("broken", "moves"), [("_stop_letters", OWED), ("_stop_messages", WRITTEN)]
)
def test_what_still_goes_to_them_is_found_out(
    monkeypatch: pytest.MonkeyPatch, broken: str, moves: Moves
) -> None:
    monkeypatch.setattr(kept_out, broken, nothing)
    break_is_caught("agree_to_assess", moves)


def test_whoever_still_acts_afterwards_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_out, "_end_acting", nothing)
    break_is_caught(
        "agree_to_assess",
        [("act_for", {}), ("keep_out", {}), ("let_in_again", {})],
        "yasmin",
    )


def test_whoever_still_sees_the_case_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = permissions.may_see

    def whoever_is_on_file(on: Any) -> Q:
        return Q(*(part for part in whole(on).children if part != ("kept_out_by", "")))

    for module in (permissions, conversations):
        monkeypatch.setattr(module, "may_see", whoever_is_on_file)
    break_is_caught("agree_to_assess", [("keep_out", {})])


def test_whoever_still_holds_the_rights_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def everybody(people: Any) -> dict[int, tuple[FamilyMember, ...]]:
        rows = FamilyMember.objects.filter(person__in=list(people)).select_related("user")
        return {person: tuple(one for one in rows if one.person_id == person) for person in people}

    monkeypatch.setattr(rights, "_family_of", everybody)
    break_is_caught("agree_to_assess", [("keep_out", {}), ("agree_to_assess", {}), ("prepare", {})])


def test_an_address_that_anybody_may_show_again_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addresses, "roles_on", lambda *_: frozenset({addresses.Role.TEAM_MANAGER}))
    break_is_caught(
        "agree_to_assess",
        [("protect_address", {}), ("protect_address", {"secret": False})],
    )
