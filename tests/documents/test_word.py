"""A plan in Word: the same rows as its paper, with headings, header rows and its language."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn

from ehc.documents.plans import front_matter, plan_sections, rows_of
from ehc.documents.word import plan_word
from ehc.plan_checks.facts import PlanFacts, to_json
from tests.plan_checks.plans import DRAFT

Change = Callable[[PlanFacts], PlanFacts]


def _word(facts: PlanFacts = DRAFT) -> Word:
    return docx.Document(io.BytesIO(plan_word("The draft plan", to_json(facts))))


def _cells(table: Any) -> list[tuple[str, str]]:
    return [(row.cells[0].text, row.cells[1].text) for row in table.rows]


def test_it_holds_every_row_of_the_paper_and_no_others() -> None:
    word = _word()
    sections = plan_sections(DRAFT)
    cards = [card for section in sections for part in section.parts for card in part.cards]
    assert len(cards) > 3
    wanted = [
        [("What", "What the plan says"), *((line.label, line.text) for line in lines)]
        for lines in (front_matter(DRAFT), *(card.lines for card in cards))
    ]
    assert [_cells(table) for table in word.tables] == wanted
    told = "\n".join(one.text for one in word.paragraphs)
    for key, row in rows_of(sections).items():
        if key in DRAFT.texts:
            assert row.lines[0].text in told, key


def test_headings_go_down_a_level_at_a_time_from_one_first() -> None:
    levels = [
        int(one.style.name.removeprefix("Heading "))
        for one in _word().paragraphs
        if one.style is not None and str(one.style.name).startswith("Heading ")
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(then <= now + 1 for now, then in itertools.pairwise(levels))
    titles = [one.text for one in _word().paragraphs]
    for section in plan_sections(DRAFT):
        assert f"Section {section.letter}: {section.title}" in titles


def test_every_table_has_a_header_row_that_is_repeated() -> None:
    for table in _word().tables:
        marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert marked == [True, *[False] * (len(marked) - 1)]


def test_it_says_in_which_language_it_is_and_what_it_is_called() -> None:
    word = _word()
    language = word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:val")) == "en-GB"
    assert word.core_properties.language == "en-GB"
    assert word.core_properties.title == "The draft plan"


def test_a_draft_says_so_and_until_when_and_a_final_plan_does_not() -> None:
    day = date(2026, 3, 16)
    draft = replace(DRAFT, is_draft=True, comments_close_on=day, finalised_on=None)
    final = replace(DRAFT, is_draft=False, finalised_on=day, signed_by="Priya Nair")
    for facts, is_draft in ((draft, True), (final, False)):
        told = "\n".join(one.text for one in _word(facts).paragraphs)
        assert ("Draft. This is not the final plan." in told) is is_draft
        assert ("by the end of Monday 16 March 2026" in told) is is_draft
        assert ("by Priya Nair on Monday 16 March 2026" in told) is not is_draft


@pytest.mark.parametrize("letter", ["\x0b", "\x0c", "\x1f", "\ufffe"])
def test_what_no_file_may_hold_is_left_out_and_the_rest_stays(letter: str) -> None:
    texts = {**DRAFT.texts, "views_parents": f"We hope{letter} so — ‘truly’ &<b> 文 😀."}
    facts = replace(DRAFT, texts=texts)
    told = "\n".join(one.text for one in _word(facts).paragraphs)
    assert "We hope so — ‘truly’ &<b> 文 😀." in told


def test_it_asks_for_nothing_from_anywhere() -> None:
    with zipfile.ZipFile(io.BytesIO(plan_word("The plan", to_json(DRAFT)))) as packed:
        assert packed.testzip() is None
        linked = [
            name for name in packed.namelist() if b'TargetMode="External"' in packed.read(name)
        ]
    assert linked == []
