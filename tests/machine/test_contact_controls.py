"""The controls of how people are reached: a sentence, or a rule, that is wrong must be caught."""

from __future__ import annotations

from typing import Any

import pytest

from ehc.actions import _notices, contact, posting, telling
from tests.machine.controls import Moves, break_is_caught, nothing, sentence_is_caught
from tests.machine.reference import Book

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.long]

DECIDED: Moves = [("agree_to_assess", {}), ("prepare", {})]


class ServedWithoutAYes(Book):
    """Who takes the yes back has letters by email all the same."""

    def record_electronic_service(self, who: str, whose: str, address: str, how: str) -> set[str]:
        served = self.served
        no = super().record_electronic_service(who, whose, address, how)
        self.served = served
        return no


class EmailsWhoeverWantsNone(Book):
    """Who wants to be written to is sent an email."""

    def choose_contact(self, who: str, whose: str, by: str, mobile: str, daily: bool) -> set[str]:
        no = super().choose_contact(who, whose, by, mobile, daily)
        self.reached_by.clear()
        return no


@pytest.mark.parametrize(
    ("book", "moves"),
    [
        (ServedWithoutAYes, [("record_electronic_service", {}), *DECIDED]),
        (
            EmailsWhoeverWantsNone,
            [("choose_contact", {"means": "post"}), ("write_to_family", {})],
        ),
    ],
)
def test_a_book_with_a_sentence_wrong_is_found_out(book: type[Book], moves: Moves) -> None:
    sentence_is_caught(book, "agree_to_assess", moves)


@pytest.mark.parametrize("move", ["choose_contact", "record_electronic_service"])
def test_one_parent_who_answers_for_the_other_is_found_out(
    monkeypatch: pytest.MonkeyPatch, move: str
) -> None:
    monkeypatch.setattr(contact, "_only_own", nothing)
    break_is_caught("agree_to_assess", [(move, {"who": "mother", "number": 0})], "father")


def test_letters_by_email_without_a_yes_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def everybody(members: Any) -> dict[int, str]:
        return {one.pk: one.email for one in members}

    monkeypatch.setattr(_notices, "served_at", everybody)
    break_is_caught("agree_to_assess", [("record_electronic_service", {}), *DECIDED])


def test_an_email_to_whoever_wants_none_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "_LEFT_TO_STAFF", frozenset())
    break_is_caught(
        "agree_to_assess", [("choose_contact", {"means": "post"}), ("write_to_family", {})]
    )


def test_ringing_about_a_letter_that_is_in_the_post_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(posting, "tell_in_writing", telling.tell_reader)
    wants_post: Moves = [("choose_contact", {"means": "post"}), ("record_electronic_service", {})]
    break_is_caught("agree_to_assess", [*wants_post, *DECIDED, ("do_task", {})])
