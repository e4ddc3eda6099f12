"""Plain language: sentences that can be read, abbreviations that are explained (check 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ehc.plan_checks.facts import PlanFacts
from ehc.plan_checks.finding import Context, Excerpt, Hit
from ehc.plan_checks.passages import PLACEHOLDER, passages, quotations, sentences, touches, words

LONG_SENTENCE = 35
"""Words. GOV.UK asks writers to look again past 25; a line of provision with its amounts,
people and places needs a little more."""

WELL_KNOWN = frozenset({"A&E", "BBC", "GCSE", "GP", "NHS", "PE", "TV", "UK", "OK", "EHC"})
"""Abbreviations that families meet elsewhere, and the plan's own name."""

_ABBREVIATION = re.compile(
    r"\b[A-Z](?:&[A-Z]|[A-Z]|[a-z](?=[A-Z]))[A-Za-z]{0,4}(?<=[A-Z])\d?(?=s?\b)"
)
_ROMAN = re.compile(r"[IVX]+")


def long_sentence(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """No sentence is longer than can be read in one breath."""
    for passage in passages(facts):
        for start, end in sentences(passage.text):
            count = len(words(passage.text[start:end]))
            if count > LONG_SENTENCE:
                yield Hit(
                    passage.row,
                    "long_sentence",
                    {"count": count, "most": LONG_SENTENCE},
                    Excerpt(start, end, passage.field),
                )


def unexplained_abbreviation(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Each abbreviation is explained once, like "speech and language therapy (SaLT)"."""
    written = tuple(passages(facts))
    whole = "\n".join(passage.text for passage in written)
    seen = set(WELL_KNOWN)
    for passage in written:
        left_out = quotations(passage.text) + tuple(
            match.span() for match in PLACEHOLDER.finditer(passage.text)
        )
        for match in _ABBREVIATION.finditer(passage.text):
            short = match[0]
            if (
                short in seen
                or _ROMAN.fullmatch(short)
                or short.casefold() in words(facts.person.full_name)
                or touches(match.span(), left_out)
            ):
                continue
            seen.add(short)
            if not _is_explained(short, whole):
                yield Hit(
                    passage.row,
                    "unexplained_abbreviation",
                    {"words": short},
                    Excerpt(*match.span(), passage.field),
                )


def _is_explained(short: str, text: str) -> bool:
    term = re.escape(short)
    return re.search(rf"[a-z]+s? \({term}s?\)|\b{term}s? \([A-Za-z]+[ -][a-z]", text) is not None
