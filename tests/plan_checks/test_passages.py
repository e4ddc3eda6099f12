"""Quotations, sentences, abbreviations and ages: the tools that the rules read with."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehc.plan_checks import check
from ehc.plan_checks.ages import age, in_or_beyond_year_9, usual_year_group
from ehc.plan_checks.passages import quotations, sentences, words
from tests.plan_checks.plans import with_person, with_provision, with_texts


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "as needed" twice.', ['"as needed"']),
        ("He said “as needed”.", ["“as needed”"]),
        ("He said ‘don’t’ then.", ["‘don’t’"]),
        ("He said 'it isn't so' then.", ["'it isn't so'"]),
        ("'All of it'", ["'All of it'"]),
        ("The pupils' work and the teacher's.", []),
        ('A lone " mark', []),
        ("A lone “ mark", []),
        ('Over "two\nlines"', []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == quoted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("See Dr. Lund at 2.30 then rest.", ["See Dr. Lund at 2.30 then rest."]),
        ("First line\n\n second line", ["First line", "second line"]),
        ("He said “stop.” Then he left", ["He said “stop.”", "Then he left"]),
        ("Ask Dr.", ["Ask Dr."]),
        ("  ", []),
    ],
)
def test_sentences(text: str, told: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == told


@given(st.text(alphabet="ab .!?\n'”)", max_size=60))
def test_sentences_are_in_order_and_lose_no_letter(text: str) -> None:
    spans = list(sentences(text))

    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())


@pytest.mark.parametrize("piece", [" 'a", "“", "‘", "{{", "[name ", "small group ", "Aa of ", "<"])
def test_a_long_run_of_opening_marks_is_read_in_a_moment(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    began = perf_counter()

    check(with_provision(what=text))

    assert perf_counter() - began < 5


def test_words_fold_case_and_apostrophes() -> None:
    assert words("The Child’s 2 toys_here!") == ("the", "child's", "2", "toys", "here")


@pytest.mark.parametrize(
    "text",
    [
        "Speech and language therapy (SaLT) helps. SaLT is weekly.",
        "SaLT (speech and language therapy) helps.",
        "The GP and the NHS help with PE.",
        "Henry VIII and World War II.",
        "Amara writes AMARA on it.",
        "She said “I hate OT” once.",
        "A level and Year 9.",
    ],
)
def test_an_explained_or_well_known_abbreviation_is_left_alone(text: str) -> None:
    assert check(with_texts(communication=text)) == ()


def test_an_unexplained_abbreviation_is_found_once_in_the_whole_plan() -> None:
    facts = with_texts(communication="OT on Mondays. OT on Fridays, CAMHS and KS2.")

    assert [(item.rule, item.params["words"]) for item in check(facts)] == [
        ("plain_language.unexplained_abbreviation", "OT"),
        ("plain_language.unexplained_abbreviation", "CAMHS"),
        ("plain_language.unexplained_abbreviation", "KS2"),
    ]
    assert check(with_provision(where="In a quiet room.")) == ()


def test_a_sentence_of_thirty_five_words_is_not_too_long() -> None:
    assert check(with_texts(communication=" ".join(["word"] * 35))) == ()


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2010, 5, 4), date(2020, 5, 3), 9),
        (date(2010, 5, 4), date(2020, 5, 4), 10),
        (date(2012, 2, 29), date(2013, 2, 28), 0),
        (date(2012, 2, 29), date(2013, 3, 1), 1),
    ],
)
def test_age(born: date, on: date, years: int) -> None:
    assert age(born, on) == years


@pytest.mark.parametrize(
    ("born", "on", "group"),
    [
        # The last born of one year group and the first of the next, on either side of September.
        (date(2013, 8, 31), date(2026, 9, 1), 9),
        (date(2013, 9, 1), date(2026, 9, 1), 8),
        (date(2013, 8, 31), date(2026, 8, 31), 8),
        (date(2022, 8, 31), date(2027, 1, 5), 0),
    ],
)
def test_usual_year_group(born: date, on: date, group: int) -> None:
    assert usual_year_group(born, on) == group


@pytest.mark.parametrize(
    ("born", "year_group", "owed"),
    [
        (date(2013, 8, 31), None, True),
        (date(2013, 9, 1), None, False),
        (date(2013, 9, 1), 9, True),
        (date(2013, 8, 31), 8, False),
    ],
)
def test_the_recorded_year_group_decides_and_else_the_age(
    born: date, year_group: int | None, owed: bool
) -> None:
    person = with_person(date_of_birth=born, year_group=year_group).person

    assert in_or_beyond_year_9(person, date(2026, 9, 1)) is owed
