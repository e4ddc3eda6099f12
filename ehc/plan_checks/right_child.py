"""The right child: no other name, pronoun or school, no placeholder, no copied text (check 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ehc.plan_checks.facts import PlanFacts
from ehc.plan_checks.finding import Context, Excerpt, Hit, OtherPlan
from ehc.plan_checks.passages import (
    PLACEHOLDER,
    Passage,
    passages,
    quotations,
    sentences,
    touches,
    words,
)

COPIED_WORDS = 18
"""A run of this many words that stands in another child's plan is more than a stock phrase."""

ALSO_WORDS = frozenset(
    words("""
    ada ali amber april art august autumn basil bill blue bob carol chance chase christian cliff
    clement constant daisy dale dawn dean dee destiny don drew earl eve faith fern flora forest
    frank gene glen grace grant grey guy harmony harry haven hazel heath heather holly honey hope
    hunter iris ivy jack jade jasmine jay jean jewel josh joy june justice lee lily major marina
    mark mason max may melody mercy mike miles misty nick olive page pat patience pearl peg penny
    piper poppy prince ray reed rich river rob robin rocky rod rose ruby rusty sage sandy sierra
    skip sky skye storm sue summer tanner teddy terry tom victor violet wade ward west will winter
    woody wren""")
)
"""First names that are also ordinary words or commonly begin sentences: no evidence alone."""


def _own_words(facts: PlanFacts) -> frozenset[str]:
    person = facts.person
    named = (
        person.full_name,
        person.preferred_name,
        person.setting_name,
        person.coordinator_name,
        facts.signed_by,
        facts.authority,
        *person.rights_holders,
        *person.family,
        *(advice.author for advice in facts.advice),
        *(advice.service for advice in facts.advice),
        *((facts.placement.name,) if facts.placement else ()),
    )
    return frozenset(word for name in named for word in words(name))


def _foreign_names(facts: PlanFacts, other: OtherPlan) -> Iterator[tuple[str, ...]]:
    own = _own_words(facts)
    own_name = frozenset(words(facts.person.full_name) + words(facts.person.preferred_name))
    for name in other.names:
        parts = tuple(name.split())
        folded = words(name)
        if len(parts) > 1 and not own_name.issuperset(folded):
            yield parts
        if folded and folded[0] not in own | ALSO_WORDS and len(folded[0]) > 1:
            yield parts[:1]


def _named(facts: PlanFacts, context: Context, *, in_full: bool) -> Iterator[Hit]:
    written = tuple(passages(facts))
    message = "another_child_named" if in_full else "another_first_name"
    seen: set[tuple[str, str, int]] = set()
    for other in context.others:
        for parts in dict.fromkeys(_foreign_names(facts, other)):
            if (len(parts) > 1) is not in_full:
                continue
            pattern = re.compile(r"\b" + r"\s+".join(map(re.escape, parts)) + r"\b")
            for passage in written:
                for match in pattern.finditer(passage.text):
                    place = (passage.row, passage.field, match.start())
                    if place not in seen:
                        seen.add(place)
                        yield Hit(
                            passage.row,
                            message,
                            {"words": match[0]},
                            Excerpt(*match.span(), passage.field),
                        )


def another_child_named(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """No other child's full name stands in the plan."""
    yield from _named(facts, context, in_full=True)


def another_first_name(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """No other child's first name stands in the plan, unless it is somebody's here."""
    yield from _named(facts, context, in_full=False)


_PRONOUNS = {
    "she": frozenset({"she", "her", "hers", "herself"}),
    "he": frozenset({"he", "him", "his", "himself"}),
}
_GENDERED = re.compile(r"\b(?:she|hers?|herself|he|him|his|himself)\b", re.IGNORECASE)
_SOMEBODY_ELSE = re.compile(
    r"\b(?:mother|mum|mummy|father|dad|daddy|parents?|carers?|guardian|sister|brother|sibling"
    r"|twin|aunt|auntie|uncle|cousin|nan|nana|gran|granny|grandmother|grandad|grandfather"
    r"|friends?|teacher|assistant|head|headteacher|senco|psychologist|therapist|paediatrician"
    r"|doctor|dr|nurse|social worker|mr|mrs|ms|miss|adult|keyworker|tutor|coordinator)s?\b",
    re.IGNORECASE,
)


def _allowed_pronouns(facts: PlanFacts) -> frozenset[str] | None:
    """Gendered pronouns that suit the person; None where it cannot be told."""
    own = set(words(facts.person.pronouns))
    if not own:
        sex = facts.person.sex.strip().casefold()
        own = {"she"} if sex in ("f", "female") else {"he"} if sex in ("m", "male") else set()
    if not own & {"she", "he", "they"}:
        return None
    return frozenset().union(*(_PRONOUNS[word] for word in own if word in _PRONOUNS))


def another_pronoun(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """The person's own pronouns are used.

    A sentence that names somebody else, or follows one that does, is left alone: there "she"
    may be the mother. So is a quotation.
    """
    allowed = _allowed_pronouns(facts)
    if allowed is None:
        return
    for passage in passages(facts):
        quoted = quotations(passage.text)
        somebody_else = passage.field == "who"
        for start, end in sentences(passage.text):
            before = somebody_else
            here = _SOMEBODY_ELSE.search(passage.text, start, end) is not None
            somebody_else = here
            if before or here:
                continue
            for match in _GENDERED.finditer(passage.text, start, end):
                if match[0].casefold() not in allowed and not touches(match.span(), quoted):
                    yield Hit(
                        passage.row,
                        "another_pronoun",
                        {"words": match[0]},
                        Excerpt(*match.span(), passage.field),
                    )


_SCHOOL = re.compile(
    r"\b(?:(?:[A-Z][\w'’.-]*|of|the|and|&)\s+){0,5}?[A-Z][\w'’.-]*\s+"
    r"(?:(?:C\.?\s?of\s?E\.?|CE|RC|Catholic|Church of England|Community|Free|Grammar|High|Infant"
    r"|Junior|Nursery|Primary|Secondary|Special|Sixth Form|Technical)\s+)*"
    r"(?:School|Academy|College|Nursery|Pre-?school)\b"
)
_PLAIN = frozenset(
    words("""
    a an the his her their my our your at in from to of and this that any each every year key
    stage primary secondary special nursery infant junior high grammar community free mainstream
    home sixth form technical school academy college preschool pre he she they i we before after
    when while since attending attends attended""")
)


def another_school(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Only the person's own setting is named (their history may name others)."""
    own = _own_words(facts) | _PLAIN
    for passage in passages(facts):
        if passage.row == "history":
            continue
        quoted = quotations(passage.text)
        for match in _SCHOOL.finditer(passage.text):
            if not own.issuperset(words(match[0])) and not touches(match.span(), quoted):
                yield Hit(
                    passage.row,
                    "another_school",
                    {"words": match[0]},
                    Excerpt(*match.span(), passage.field),
                )


def placeholder(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Nothing is left to be filled in."""
    for passage in passages(facts):
        for match in PLACEHOLDER.finditer(passage.text):
            yield Hit(
                passage.row,
                "placeholder",
                {"words": match[0]},
                Excerpt(*match.span(), passage.field),
            )


def copied_text(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """No passage is, word for word, in another child's plan, beyond a stock phrase."""
    written = tuple((passage, _runs(passage.text)) for passage in passages(facts))
    looked_for = frozenset(run for _, runs in written for run in runs)
    if not looked_for:
        return
    for other in context.others:
        common = looked_for.intersection(run for text in other.texts for run in _runs(text))
        for passage, runs in written:
            if not common.isdisjoint(runs):
                yield _copy(passage, other)


def _copy(passage: Passage, other: OtherPlan) -> Hit:
    return Hit(
        passage.row,
        "copied_text",
        {"reference": other.reference},
        Excerpt(0, len(passage.text), passage.field),
    )


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of :data:`COPIED_WORDS` words in ``text``."""
    told = words(text)
    return frozenset(
        told[begin : begin + COPIED_WORDS] for begin in range(len(told) - COPIED_WORDS + 1)
    )
