"""How long the law gives for something, in words: from the tables, so that a new row is said."""

from __future__ import annotations

from datetime import date

from ehc.explanations import length_in_words
from ehc.workflows.duties import DUTIES
from ehc.workflows.steps import ProcessKind

_OF_THE_ASSESSMENT = frozenset(
    {ProcessKind.ASSESSMENT, ProcessKind.ADVICE_REQUEST, ProcessKind.PLAN_VERSION}
)


def lengths_on(on: date, *, begun_on: date) -> dict[str, str]:
    """How long every rule gives, by the id of its row, in the active language.

    The other end of a rule that has two (a month from the certificate) has the name of its
    sentence.

    Args:
        on: the day whose law is asked for.
        begun_on: the receipt of the request, whose law an assessment keeps.
    """
    found: dict[str, str] = {}
    for duty in DUTIES:
        if not duty.is_law_on(begun_on if duty.process in _OF_THE_ASSESSMENT else on):
            continue
        found[duty.id] = length_in_words(duty.length)
        if duty.or_later is not None:
            found[duty.or_later.sentence] = length_in_words(duty.or_later.length)
    return found
