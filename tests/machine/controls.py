"""How a control is made: moves on the straight way, which something wrong must trip over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.machine.moves.people import Cast
from tests.machine.moves.trying import Tally
from tests.machine.reference import Book
from tests.machine.walk import STRAIGHT_ON, Walk

Moves = list[tuple[str, dict[str, Any]]]
"""What is tried, by name, with what is given; ``days`` lets nine days go by."""


def go(cast: Cast, book: type[Book], until: str, moves: Moves, asker: str = "mother") -> None:
    """Go the straight way, and these moves; each must be as the book says."""
    way = Walk(cast, book, Tally())
    try:
        way.ask(asker)
        for move in STRAIGHT_ON[: STRAIGHT_ON.index(until)]:
            way.go(move)
        for name, given in moves:
            if name == "days":
                way.today += timedelta(days=9)
            else:
                getattr(way, name)(**given)
            way.changed = True
            way.the_rows_say_what_the_book_says()
    finally:
        way.teardown()


def sentence_is_caught(book: type[Book], until: str, moves: Moves, asker: str = "mother") -> None:
    """A book with one sentence wrong is found out, where the book itself is not.

    Args:
        until: the move of the straight way before which these are tried.
        asker: whose way it is.
    """
    cast = Cast()
    with pytest.raises(AssertionError):
        go(cast, book, until, moves, asker)
    go(cast, Book, until, moves, asker)


def break_is_caught(until: str, moves: Moves, asker: str = "mother") -> None:
    """A product that the caller has broken is found out by the book."""
    with pytest.raises(AssertionError):
        go(Cast(), Book, until, moves, asker)


def nothing(*_: Any, **__: Any) -> None:
    """A rule that does nothing any more."""
    return
