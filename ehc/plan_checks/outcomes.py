"""An outcome is a benefit to the person, not a service (check 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ehc.plan_checks.facts import PlanFacts
from ehc.plan_checks.finding import Context, Excerpt, Hit
from ehc.plan_checks.passages import quotations, touches

_WILL = r"(?:will|(?<!able )to|should|must|continues? to) (?:continue to )?"
_SERVICE = re.compile(
    r"\b(?:"
    rf"{_WILL}(?:receive|be (?:given|offered"
    r"|provided with|supported by|seen by|referred|assessed|placed))"
    rf"|{_WILL}(?:have|get|attend) "
    r"(?:[\w'’-]+ ){0,4}?(?:therapy|therapist|sessions?|support|help|assistance|appointments?"
    r"|access|provision|intervention|programme|funding|placement)"
    r"|(?:will be|is|are|(?<!able )to be) (?:provided|delivered|made available)"
    r")\b",
    re.IGNORECASE,
)


def outcome_is_a_service(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """No outcome says only that something will be provided ("will receive speech therapy")."""
    for outcome in facts.outcomes:
        quoted = quotations(outcome.text)
        for match in _SERVICE.finditer(outcome.text):
            if not touches(match.span(), quoted):
                yield Hit(
                    outcome.key,
                    "outcome_is_a_service",
                    {"row": outcome.key, "words": match[0]},
                    Excerpt(*match.span(), "text"),
                )
