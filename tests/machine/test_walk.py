"""Cases walked by many people, in order and out of it, held against the law told again."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine import book as pages
from tests.machine import reference
from tests.machine.moves.people import Cast
from tests.machine.moves.trying import Tally, count_rows
from tests.machine.reference import Book
from tests.machine.runs import BEGINNINGS, LONG, QUICK, run
from tests.machine.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.mark.parametrize("until", BEGINNINGS.values(), ids=BEGINNINGS)
def test_cases_go_as_the_law_says_whatever_people_try(until: str) -> None:
    tally = run(until, QUICK)
    assert tally.done.total() > 0
    assert tally.refused.total() > 0


@pytest.mark.soak
@pytest.mark.parametrize("until", BEGINNINGS.values(), ids=BEGINNINGS)
def test_cases_go_as_the_law_says_for_longer_than_every_change_can_wait(until: str) -> None:
    run(until, LONG)


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_the_book_has_read_nothing_of_the_product() -> None:
    files = [Path(reference.__file__), *Path(pages.__path__[0]).glob("*.py")]
    imported = {name for path in files for name in _imports(path)}
    assert {name for name in imported if not name.startswith("tests.machine.book.")} == {
        "__future__", "calendar", "collections.abc", "dataclasses", "datetime",
    }  # fmt: skip


def test_each_walk_begins_from_a_clean_database() -> None:
    cast = Cast()
    rows = count_rows()
    before = Walk(cast, Book, Tally())
    before.ask("mother")
    with pytest.raises(AssertionError, match="has left something"):
        Walk(cast, Book, Tally())
    before.teardown()
    assert count_rows() == rows
    Walk(cast, Book, Tally()).teardown()
