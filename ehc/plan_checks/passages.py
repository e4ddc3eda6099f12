"""The words of a plan, passage by passage, and small tools for reading them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ehc.plan_checks.facts import PlanFacts

PROVISION_FIELDS = (
    "what", "who", "how_often", "how_long", "group_size", "where", "period", "review",
)  # fmt: skip
OUTCOME_FIELDS = ("text", "by", "steps", "monitoring", "aspiration")


@dataclass(frozen=True, slots=True)
class Passage:
    """One written field of one row. ``row`` and ``field`` are as in a finding's."""

    row: str
    field: str
    text: str


def passages(facts: PlanFacts) -> Iterator[Passage]:
    """Every field of a plan that somebody wrote for it and that is not blank.

    Advice and recommendations are left out: their words are their authors'.
    """
    for key, text in sorted(facts.texts.items()):
        if text.strip():
            yield Passage(key, "text", text)
    for need in facts.needs:
        if need.text.strip():
            yield Passage(need.key, "text", need.text)
    for outcome in facts.outcomes:
        yield from _fields(outcome.key, outcome, OUTCOME_FIELDS)
    for provision in facts.provisions:
        yield from _fields(provision.key, provision, PROVISION_FIELDS)


def _fields(key: str, row: object, names: tuple[str, ...]) -> Iterator[Passage]:
    for name in names:
        text: str = getattr(row, name)
        if text.strip():
            yield Passage(key, name, text)


_QUOTATION = re.compile(
    r'"[^"\n]*"'
    r"|“[^“”\n]*”"
    r"|‘(?:[^‘’\n]|’(?=\w))*’(?!\w)"
    r"|(?:(?<=^)|(?<=[\s(]))'(?=\S)(?:[^'\n]|(?<=\w)'(?=\w))*(?<=\S)'(?!\w)",
    re.MULTILINE,
)
"""Quoted words. An apostrophe inside a word neither opens nor closes a quotation."""


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Where ``text`` quotes somebody, with the marks, as (start, end).

    A mark without its twin in the same paragraph opens nothing.
    """
    return tuple(match.span() for match in _QUOTATION.finditer(text))


def touches(span: tuple[int, int], others: tuple[tuple[int, int], ...]) -> bool:
    """Whether ``span`` overlaps one of the ``others``, such as a quotation."""
    return any(start < span[1] and span[0] < end for start, end in others)


_ABBREVIATED_STOP = re.compile(r"\b(?:e\.g|i\.e|Dr|Mr|Mrs|Ms|Prof|St|approx)\.$", re.I)
_SENTENCE_END = re.compile(r"[.!?]+[\"'”’)]*(?=\s|$)|\n+")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of ``text`` is, as (start, end), without blanks around it.

    A new line ends a sentence, so that each item of a list is one.
    """
    begin = 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATED_STOP.search(text, begin, match.end()) and match.end() < len(text):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if words.strip():
        yield start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words(text: str) -> tuple[str, ...]:
    """The words of ``text``, folded to one case and one apostrophe."""
    return tuple(match.casefold().replace("’", "'") for match in _WORD.findall(text))


PLACEHOLDER = re.compile(
    r"\[[^\[\]\n]*\b(?:name|insert|child|pupil|student|school|date|add|tbc|xx+)\b[^\[\]\n]*\]"
    r"|<[^<>\n]*\b(?:name|insert|child|pupil|student|school|date)\b[^<>\n]*>"
    r"|\{\{[^{}\n]*\}\}|\bX{2,}\b|_{3,}|\?{2,}|\bDD/MM/YYYY\b|\b(?:TBC|TBA|TBD|TODO)\b"
    r"|\b(?:lorem ipsum|to be (?:confirmed|completed|added))\b|\bchild's name\b",
    re.IGNORECASE,
)
"""What somebody meant to fill in later."""
