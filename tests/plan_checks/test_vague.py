"""The vague terms: each is found, where it counts, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehc.plan_checks import VAGUE_TERMS, VagueSpan, check_advice_row
from ehc.plan_checks.passages import quotations
from ehc.plan_checks.vague import provision_vague_spans, vague_spans
from tests.plan_checks.plans import P1, P2

EXAMPLES = {
    "access_to": ("Access to", "Access to a laptop"),
    "would_benefit_from": ("would benefit from", "Amara would benefit from rest"),
    "regular": ("regular", "at regular times"),
    "up_to": ("up to", "up to an hour"),
    "or_equivalent": ("or equivalent", "a nurse or equivalent"),
    "opportunities": ("opportunities for", "opportunities for talk"),
    "as_appropriate": ("as appropriate", "seen as appropriate"),
    "where_possible": ("where possible", "seated where possible"),
    "would_be_useful": ("would be helpful", "a laptop would be helpful"),
    "such_as": ("such as", "aids such as signs"),
    "eg": ("e.g.", "aids, e.g. signs"),
    "for_example": ("for example", "aids, for example signs"),
    "etc": ("etc.", "signs, cards etc."),
    "as_required": ("as required", "seen as required"),
    "as_needed": ("as and when needed", "seen as and when needed"),
    "as_advised": ("as advised", "seen as advised"),
    "key_adult": ("key adults", "two key adults"),
    "small_group": ("small group", "in a small group"),
    "is_available": ("is available", "a tutor is available"),
    "high_level_of": ("high level of", "a high level of care"),
    "high_ratio": ("high adult:child ratio", "a high adult:child ratio"),
    "guidance": ("guidance", "staff have guidance"),
    "training": ("training", "staff have training"),
    "support": ("support", "Amara has support"),
    "ongoing": ("on-going", "an on-going plan"),
    "may": ("may", "Amara may leave"),
    "could": ("could", "Amara could leave"),
    "should": ("should", "Amara should leave"),
    "periodic": ("Periodically", "Periodically seen"),
    "from_time_to_time": ("from time  to time", "seen from time  to time"),
    "a_range_of": ("a range of", "a range of aids"),
    "appropriate": ("appropriate", "appropriate aids"),
}


def found(text: str, section: str = "F", **row: bool) -> list[tuple[str, str]]:
    """Term and words of each span in ``text``."""
    return [(s.term, text[s.start : s.end]) for s in vague_spans(text, section=section, **row)]


def test_every_term_has_an_example_and_a_reason_of_one_line() -> None:
    assert set(EXAMPLES) == set(VAGUE_TERMS)
    for term in VAGUE_TERMS.values():
        assert term.label
        assert term.reason
        assert "\n" not in term.reason


@pytest.mark.parametrize("key", VAGUE_TERMS)
def test_each_term_is_found_where_it_stands_and_not_in_a_quotation(key: str) -> None:
    words, text = EXAMPLES[key]

    assert found(text) == [(key, words)]
    assert found(f"Amara said “{text}” at noon.") == []


@pytest.mark.parametrize("section", ["A", "B", "C", "D", "E", "I", "J", "K"])
def test_nothing_is_vague_outside_f_g_and_h(section: str) -> None:
    assert found("Access to signs, etc.", section) == []


@pytest.mark.parametrize("section", ["F", "G", "H1", "H2"])
def test_should_counts_in_f_alone_and_may_in_all(section: str) -> None:
    expected = [("should", "should")] if section == "F" else []

    assert found("She should rest", section) == expected
    assert found("She may rest", section) == [("may", "may")]


def test_the_longest_term_wins_and_spans_do_not_overlap() -> None:
    assert found("as appropriate, appropriately") == [
        ("as_appropriate", "as appropriate"),
        ("appropriate", "appropriately"),
    ]


@pytest.mark.parametrize(
    "text",
    ["In May 2027", "inappropriate", "irregular", "an egg", "the etching", "a keynote adult"],
)
def test_words_that_only_look_alike_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a small group of four", []),
        ("a small group (4 children)", []),
        ("a small group, no more than 6", []),
        ("a small group of friends", [("small_group", "small group")]),
    ],
)
def test_a_small_group_with_its_size_is_not_vague(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text) == expected
    assert found(text, sized=True) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Staff have training of two hours.", []),
        ("Staff have training.", [("training", "training")]),
        ("Two hours. Staff have training.", [("training", "training")]),
        ("A card to support talk.", []),
        ("A support worker and a support teacher.", []),
    ],
)
def test_training_with_an_amount_and_a_purpose_or_a_role_are_not_vague(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text) == expected
    assert found(text, detailed=True) == []


def test_a_row_is_read_as_a_whole() -> None:
    vague = "Support in a small group."

    assert check_advice_row(vague, "A teacher.", "Weekly.", "30 minutes.", group_size="4") == ()
    assert check_advice_row(vague, "A key adult.", "Often.", "30 minutes.") == (
        VagueSpan("what", 0, 7, "support", VAGUE_TERMS["support"].reason),
        VagueSpan("what", 13, 24, "small_group", VAGUE_TERMS["small_group"].reason),
        VagueSpan("who", 2, 11, "key_adult", VAGUE_TERMS["key_adult"].reason),
    )


def test_advice_is_read_as_section_f_reads_it() -> None:
    assert [s.term for s in check_advice_row("She should rest.", "", "", "")] == ["should"]


def test_every_field_of_a_line_of_provision_is_read() -> None:
    fields = ("what", "who", "how_often", "how_long", "group_size", "where", "period", "review")
    vague: dict[str, Any] = dict.fromkeys(fields, "etc.")
    row = replace(P1, **vague)

    assert [(s.field, s.start, s.end) for s in provision_vague_spans(row)] == [
        (name, 0, 4) for name in fields
    ]
    assert provision_vague_spans(P1) == provision_vague_spans(P2) == ()


PIECES = st.sampled_from(
    [text for _, text in EXAMPLES.values()] + ['"', "“", "”", "‘", "’", "'", ". ", "\n", " ", "4"]
)


@given(st.lists(PIECES, max_size=12).map(" ".join), st.booleans(), st.booleans())
def test_spans_are_in_order_apart_inside_the_text_and_outside_quotations(
    text: str, sized: bool, detailed: bool
) -> None:
    spans = vague_spans(text, section="F", sized=sized, detailed=detailed)

    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert not any(
        s.start < end and begin < s.end for s in spans for begin, end in quotations(text)
    )


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for span in check_advice_row(text, text, text, text):
        assert text[span.start : span.end].strip()
