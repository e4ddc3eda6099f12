"""What is missing before a decision of an assessment, or before advice is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ehc.workflows.messages import Message, Param
from ehc.workflows.readiness.facts import AdviceStanding, ProvisionRow, ReadinessFacts
from ehc.workflows.readiness.keys import Missing, MissingKey, Severity, warn


def caseworker(facts: ReadinessFacts) -> Iterator[Missing]:
    if not facts.caseworker_allocated:
        yield Missing(MissingKey.CASEWORKER)


def family_asked(facts: ReadinessFacts) -> Iterator[Missing]:
    """Section 36(4), regulation 3: consulted before anything is determined, unless it asked."""
    if facts.asked_by_family:
        return
    asked_on, on = facts.family_asked_on, facts.on
    if asked_on is None or (on is not None and on < asked_on):
        yield Missing(MissingKey.FAMILY_NOT_ASKED)


def reasons(facts: ReadinessFacts) -> Iterator[Missing]:
    if not facts.reasons.strip():
        yield Missing(MissingKey.REASONS)


def reasons_for_letter(facts: ReadinessFacts) -> Iterator[Missing]:
    if not facts.reasons.strip():
        yield Missing(MissingKey.REASONS_FOR_LETTER)


def advice(facts: ReadinessFacts) -> Iterator[Missing]:
    """Regulation 6(1): an assessment seeks it. What is late may not stop a decision."""
    for item in facts.advice:
        if not item.sought:
            yield Missing(MissingKey.ADVICE_NOT_SOUGHT, named(item))
        elif item.received and item.consult and not item.qualified_teacher.strip():
            sense = Message(f"sense.{item.consult}")
            yield Missing(MissingKey.QUALIFIED_TEACHER, {"sense": sense})
        elif not item.received and not item.explanation.strip():
            yield warn(MissingKey.ADVICE_NOT_RECEIVED, **named(item))


def advice_again(facts: ReadinessFacts) -> Iterator[Missing]:
    """The advice of the assessment before may stand in (regulation 6(4)), so none of it stops."""
    for found in advice(facts):
        yield replace(found, severity=Severity.WARNS)


def named(item: AdviceStanding) -> dict[str, Param]:
    return {"advice": Message(f"advice.{item.kind}"), "who": item.who}


def questions(facts: ReadinessFacts) -> Iterator[Missing]:
    if facts.questions < 1:
        yield Missing(MissingKey.QUESTIONS)


def advice_contents(facts: ReadinessFacts) -> Iterator[Missing]:
    if facts.needs + facts.strengths < 1 and not facts.nothing_needed.strip():
        yield Missing(MissingKey.NEEDS_OR_STRENGTHS)
    if not facts.provisions and not facts.nothing_needed.strip():
        yield Missing(MissingKey.PROVISION)
    for row in facts.provisions:
        yield from provision(row)


def provision(row: ProvisionRow) -> Iterator[Missing]:
    if not row.what.strip():
        yield Missing(MissingKey.PROVISION_WHAT, {"row": row.key})
    if not row.who.strip():
        yield warn(MissingKey.PROVISION_WHO, row=row.key)
    if not row.how_often.strip():
        yield warn(MissingKey.PROVISION_HOW_OFTEN, row=row.key)
    if not row.how_long.strip():
        yield warn(MissingKey.PROVISION_HOW_LONG, row=row.key)
    for term in row.vague_terms:
        yield warn(MissingKey.PROVISION_VAGUE, row=row.key, term=term)
