"""An outcome is a benefit to the person, not a service (check 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ehc.plan_checks.facts import PlanFacts
from ehc.plan_checks.finding import Context, Excerpt, Hit
from ehc.plan_checks.passages import is_quoted, quotations

_SERVICE = re.compile(
    r"\b(?:"
    r"(?:will|to|should|must|continues? to) (?:continue to )?(?:receive|get|be (?:given|offered"
    r"|provided with|supported by|seen by|referred|assessed|placed))"
    r"|(?:will|to|should|must|continues? to) (?:continue to )?(?:have|attend) "
    r"(?:[\w'’-]+ ){0,4}?(?:therapy|therapist|sessions?|support|assistance|appointments?|access"
    r"|provision|intervention|programme|funding|placement)"
    r"|(?:will be|is|are|to be) (?:provided|delivered|made available)"
    r")\b",
    re.IGNORECASE,
)


def outcome_is_a_service(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """No outcome says only that something will be provided ("will receive speech therapy")."""
    for outcome in facts.outcomes:
        quoted = quotations(outcome.text)
        for match in _SERVICE.finditer(outcome.text):
            if not is_quoted(match.span(), quoted):
                yield Hit(
                    outcome.key,
                    "outcome_is_a_service",
                    {"row": outcome.key, "words": match[0]},
                    Excerpt(*match.span(), "text"),
                )
