"""What a check says, and what a rule is.

A rule is a pure function from plan facts to :class:`Hit` values. The table in
:mod:`ehc.plan_checks.rules` says how severe each rule is and why it exists;
:func:`ehc.plan_checks.check` puts the two together as :class:`Finding` values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ehc.plan_checks.facts import PlanFacts

Param = str | int | date
"""What a sentence may be given. The renderer writes a date in the reader's language."""


class Severity(StrEnum):
    """Whether a finding stands in the way of serving or finalising a plan."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Where in a row the words are.

    Attributes:
        start, end: offsets in characters (code points); ``text[start:end]`` is the excerpt.
        field: the attribute of the row's facts, or ``"text"`` for one of the plan's texts.
    """

    start: int
    end: int
    field: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What one rule found: which row, which sentence, where."""

    row: str
    message: str
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, or to set aside with a reason.

    Attributes:
        rule: id of the rule, a key of :data:`ehc.plan_checks.rules.RULES`.
        row: key of the need, outcome, provision, recommendation or advice; or a text's key;
            or a section's letter; or ``"person"``, ``"plan"`` for the front matter.
        severity: as the rule declares.
        message: a key of :data:`ehc.plan_checks.wording.SENTENCES`.
        params: what the sentence is given.
        excerpt: the words in question, if the finding is about words.
        overridden: the recorded reason, when somebody set this rule aside for this row.
    """

    rule: str
    row: str
    severity: Severity
    message: str
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)
    excerpt: Excerpt | None = None
    overridden: str | None = None

    @property
    def stands_in_the_way(self) -> bool:
        """Whether the plan cannot be served or finalised until this is mended."""
        return self.severity is Severity.BLOCKS and self.overridden is None


@dataclass(frozen=True, slots=True)
class OtherPlan:
    """What another child's plan says, for finding their words in this one.

    Attributes:
        reference: the other case's reference: the only thing that a finding repeats.
        names: the other child's names: full, preferred, first.
        texts: the passages of the other plan.
    """

    reference: str
    names: tuple[str, ...]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know beside the plan: the day, and other children's plans."""

    on: date
    others: tuple[OtherPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One check.

    Attributes:
        id: ``"noun.what"``; the noun names the file.
        title: what the rule asks for.
        citation: the law, guidance or policy that it rests on.
        why: one line for whoever asks why.
        severity: see :class:`Severity`.
        overridable: whether it may be set aside for a row with a recorded reason.
        local_policy: whether it is the authority's policy and not law; such a rule only warns.
        find: the function.
    """

    id: str
    title: str
    citation: str
    why: str
    severity: Severity
    overridable: bool
    find: Callable[[PlanFacts, Context], Iterator[Hit]]
    local_policy: bool = False
