"""The deterministic checks of a plan: one rule a function, pure over plan facts.

The editor shows what :func:`check` finds while a plan is written, the steps *serve the draft*
and *finalise* refuse what :func:`blocking` leaves, the contributor's form marks what
:func:`check_advice_row` finds, and quality assurance computes its gates from the same
findings. Standard library only.
"""

from ehc.plan_checks.checking import blocking, check, plan_day
from ehc.plan_checks.finding import Excerpt, Finding, OtherPlan, Rule, Severity
from ehc.plan_checks.rules import RULES
from ehc.plan_checks.vague import VAGUE_TERMS, VagueSpan, check_advice_row
from ehc.plan_checks.wording import SENTENCES, sentence

__all__ = [
    "RULES",
    "SENTENCES",
    "VAGUE_TERMS",
    "Excerpt",
    "Finding",
    "OtherPlan",
    "Rule",
    "Severity",
    "VagueSpan",
    "blocking",
    "check",
    "check_advice_row",
    "plan_day",
    "sentence",
]
