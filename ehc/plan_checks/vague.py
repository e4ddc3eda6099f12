"""Vague wording: the list as data, and where it is found.

Provision must be "detailed and specific and should normally be quantified" (SEND Code of
Practice 2015, paragraph 9.69: guidance). The list applies to Sections F, G and H only, and
never inside a quotation. It is a list of words to look at again, not of words that are wrong:
flexibility that is justified, bounded and reviewable is set aside with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ehc.plan_checks.facts import PROVISION_SECTIONS, ProvisionFacts, Section
from ehc.plan_checks.passages import PROVISION_FIELDS, quotations, sentences, touches


@dataclass(frozen=True, slots=True)
class VagueTerm:
    """One entry of the list.

    Attributes:
        key: stable identifier.
        label: the term as people know it.
        pattern: a regular expression; a blank stands for any white space.
        reason: one line that says what is wrong and what to write instead.
        sections: where it counts.
        case_sensitive: true of "may", which with a capital is a month or a name.
        unless: what in the row excuses it: ``"size"`` (a group's size is stated),
            ``"detail"`` (an amount is stated), or nothing.
    """

    key: str
    label: str
    pattern: str
    reason: str
    sections: frozenset[str] = frozenset(PROVISION_SECTIONS)
    case_sensitive: bool = False
    unless: str = ""


_NOT_A_PROMISE = "It allows the provision not to be made. Say “will”."
_WHO_DECIDES = "It does not say who decides, or when. Say what will happen."
_EXAMPLE = "An example does not bind anybody. List everything that will be provided."
_HOW_OFTEN = "It does not say how often. Give a number and a period, like “twice a week”."
_WHAT = "It does not say what will be done. Say what, by whom, how often and how long."

_TERMS = (
    VagueTerm("access_to", "access to", r"\baccess to\b",
              "Access is not delivery. Say what will be provided."),
    VagueTerm("would_benefit_from", "would benefit from", r"\bwould benefit from\b",
              "It describes a need, not what will be provided. Say “will have”."),
    VagueTerm("regular", "regular, regularly", r"\bregular(?:ly)?\b", _HOW_OFTEN),
    VagueTerm("up_to", "up to", r"\bup to\b",
              "It could be none. Give the least that will be provided."),
    VagueTerm("or_equivalent", "or equivalent", r"\bor equivalent\b",
              "It does not say what counts as equivalent. Name what is needed of it."),
    VagueTerm("opportunities", "opportunities for, opportunities to",
              r"\bopportunit(?:y|ies) (?:for|to)\b",
              "An opportunity need not be given. Say what will happen, and how often."),
    VagueTerm("as_appropriate", "as appropriate", r"\bas appropriate\b", _WHO_DECIDES),
    VagueTerm("where_possible", "where possible", r"\bwher(?:e|ever) possible\b", _WHO_DECIDES),
    VagueTerm("would_be_useful", "would be useful, would be helpful",
              r"\bwould be (?:useful|helpful)\b",
              "It is an opinion, not provision. Say “will have”."),
    VagueTerm("such_as", "such as", r"\bsuch as\b", _EXAMPLE),
    VagueTerm("eg", "e.g.", r"\be\.g\.|\beg\b", _EXAMPLE),
    VagueTerm("for_example", "for example", r"\bfor example\b", _EXAMPLE),
    VagueTerm("etc", "etc.", r"\betc\b\.?|\bet cetera\b", _EXAMPLE),
    VagueTerm("as_required", "as required", r"\bas (?:and when )?required\b", _WHO_DECIDES),
    VagueTerm("as_needed", "as needed", r"\bas (?:and when )?needed\b", _WHO_DECIDES),
    VagueTerm("as_advised", "as advised", r"\bas advised\b",
              "Put the advice here: say what will be done."),
    VagueTerm("key_adult", "key adult, key adults", r"\bkey adults?\b",
              "It does not say who. Give a role, and the qualification or training."),
    VagueTerm("small_group", "small group (without a size)", r"\bsmall groups?\b",
              "It does not say how small. Give the number of children.", unless="size"),
    VagueTerm("is_available", "is available", r"\b(?:is|are|be) available\b",
              "What is available need not be used. Say what will be provided."),
    VagueTerm("high_level_of", "high level of", r"\bhigh levels? of\b",
              "It does not say how much. Give an amount."),
    VagueTerm("high_ratio", "high adult:child ratio",
              r"\bhigh (?:adult|staff) ?(?:[:/-]|to) ?(?:child|pupil|student)(?:ren|s)? ratio\b",
              "It does not say how high. Give the ratio in numbers."),
    VagueTerm("guidance", "guidance (without detail)", r"\bguidance\b", _WHAT, unless="detail"),
    VagueTerm("training", "training (without detail)", r"\btraining\b", _WHAT, unless="detail"),
    VagueTerm("support", "support (without detail)",
              r"(?<!\bto )\bsupport\b(?! (?:assistant|worker|teacher|staff|officer|practitioner))",
              _WHAT, unless="detail"),
    VagueTerm("ongoing", "ongoing", r"\bon-?going\b",
              "It does not say until when. Give a period and a date of review."),
    VagueTerm("may", "may", r"\bmay\b", _NOT_A_PROMISE, case_sensitive=True),
    VagueTerm("could", "could", r"\bcould\b", _NOT_A_PROMISE),
    VagueTerm("should", "should (in Section F)", r"\bshould\b", _NOT_A_PROMISE,
              sections=frozenset({Section.F})),
    VagueTerm("periodic", "periodic", r"\bperiodic(?:al|ally)?\b", _HOW_OFTEN),
    VagueTerm("from_time_to_time", "from time to time", r"\bfrom time to time\b", _HOW_OFTEN),
    VagueTerm("a_range_of", "a range of", r"\ba range of\b",
              "It does not say which. List them."),
    VagueTerm("appropriate", "appropriate", r"\bappropriate(?:ly)?\b",
              "It does not say what is appropriate, or who decides. Say what is needed."),
)  # fmt: skip

VAGUE_TERMS: Mapping[str, VagueTerm] = MappingProxyType({term.key: term for term in _TERMS})
"""The list by key, in the order of the framework."""


def _compiled(term: VagueTerm) -> re.Pattern[str]:
    # A blank inside a lookbehind must keep its width, so it stays a blank there.
    pattern = term.pattern.replace("(?<!\\bto )", "\0").replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(
        pattern.replace("\0", r"(?<!\bto\s)"), 0 if term.case_sensitive else re.IGNORECASE
    )


_PATTERNS = tuple((term, _compiled(term)) for term in _TERMS)

_NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|thirty|forty|forty-five|fifty|sixty|ninety)"
)
_AMOUNT = re.compile(
    rf"\b{_NUMBER}\b|\bonce\b|\btwice\b|\b(?:every|each) \w+|\b(?:half-termly|termly|annually)\b"
    r"|\b(?:hourly|daily|weekly|fortnightly|monthly|yearly)\b|\bfull[- ]time\b|\bthroughout\b",
    re.IGNORECASE,
)
_SIZE = re.compile(rf"\b{_NUMBER}\b", re.IGNORECASE)
_SIZED_GROUP = re.compile(
    r"\bsmall\s+groups?\b(?:of|with|no more than|not more than|at most|up to|maximum|[\s,(:])*"
    rf"{_NUMBER}\b",
    re.IGNORECASE,
)
_TIMED = re.compile(
    rf"\b{_NUMBER}[ -](?:minute|hour|session|time|day|week|lesson|half-day|training)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class VagueSpan:
    """Vague words in one field.

    Attributes:
        field: the field that holds them; empty from :func:`vague_spans`.
        start, end: offsets in characters (code points).
        term: a key of :data:`VAGUE_TERMS`.
        reason: one line that says what is wrong and what to write instead.
    """

    field: str
    start: int
    end: int
    term: str
    reason: str


def vague_spans(
    text: str, *, section: str, sized: bool = False, detailed: bool = False
) -> tuple[VagueSpan, ...]:
    """Find vague words in ``text``, in order and without overlaps.

    Args:
        text: one field of a row.
        section: where it is; nothing is vague outside F, G, H1 and H2.
        sized: whether the row states the size of its group elsewhere.
        detailed: whether the row states an amount elsewhere.
    """
    quoted = quotations(text)
    found = [
        VagueSpan("", *match.span(), term.key, term.reason)
        for term, pattern in _PATTERNS
        if section in term.sections
        for match in pattern.finditer(text)
        if not touches(match.span(), quoted)
        and not _excused(term, text, match.span(), sized=sized, detailed=detailed)
    ]
    # The longest of those that begin together wins: "as appropriate" over "appropriate".
    kept: list[VagueSpan] = []
    for span in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _excused(
    term: VagueTerm, text: str, span: tuple[int, int], *, sized: bool, detailed: bool
) -> bool:
    if term.unless == "size":
        return sized or _SIZED_GROUP.match(text, span[0]) is not None
    if term.unless == "detail":
        return detailed or any(
            start <= span[0] < end and _TIMED.search(text, start, end)
            for start, end in sentences(text)
        )
    return False


def provision_vague_spans(provision: ProvisionFacts) -> tuple[VagueSpan, ...]:
    """Find vague words in every field of one line of provision, field by field."""
    return _row_spans(
        {name: getattr(provision, name) for name in PROVISION_FIELDS}, provision.section
    )


def check_advice_row(
    what: str, who: str, how_often: str, how_long: str, *, group_size: str = ""
) -> tuple[VagueSpan, ...]:
    """Find vague words in one row of recommended provision, field by field.

    A recommendation is read as Section F reads it, since that is where it is to go.

    Args:
        what, who, how_often, how_long: the row as the contributor wrote it.
        group_size: the size of the group, where the form asks for it.
    """
    return _row_spans(
        {
            "what": what,
            "who": who,
            "how_often": how_often,
            "how_long": how_long,
            "group_size": group_size,
        },
        Section.F,
    )


def _row_spans(row: Mapping[str, str], section: str) -> tuple[VagueSpan, ...]:
    sized = _SIZE.search(row["group_size"]) is not None
    detailed = all(_AMOUNT.search(row[name]) for name in ("how_often", "how_long"))
    return tuple(
        replace(span, field=name)
        for name, text in row.items()
        for span in vague_spans(text, section=section, sized=sized, detailed=detailed)
    )
