"""What is missing before the steps of a disagreement, a transfer or a reassessment."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ehc.workflows.disputes import CARRIES_OUT
from ehc.workflows.readiness.facts import ReadinessFacts
from ehc.workflows.readiness.keys import Missing, MissingKey
from ehc.workflows.reassessments import REFUSAL_GROUNDS, WITHIN_SIX_MONTHS


def certificate(facts: ReadinessFacts) -> Iterator[Missing]:
    """Section 55(1) to (3): no appeal without one, unless about the placement alone, or by leave.

    Whoever did not contact the mediation adviser in time gets no certificate, and needs the
    Tribunal's leave instead (regulation 34(3)).
    """
    if not facts.certificate and not facts.placement_alone and facts.leave_on is None:
        yield Missing(MissingKey.CERTIFICATE)


def not_answered(facts: ReadinessFacts) -> Iterator[Missing]:
    """Regulation 45(1): only before the authority's answer; after it a consent order is needed."""
    if facts.answered_on is not None and (facts.on is None or facts.answered_on <= facts.on):
        yield Missing(MissingKey.CONSENT_ORDER)


def decided(step: str) -> Callable[[ReadinessFacts], Iterator[Missing]]:
    """That something was decided which the step carries out."""

    def rule(facts: ReadinessFacts) -> Iterator[Missing]:
        if not CARRIES_OUT[step] & facts.decided:
            yield Missing(MissingKey.NOT_DECIDED)

    return rule


def not_decided_for_us(facts: ReadinessFacts) -> Iterator[Missing]:
    """A refusal that was undone for the authority is not its own to reverse.

    The limits of regulations 42, 44 and 45 run from what was decided, and not from a reversal.
    """
    if _UNDO_A_REFUSAL & facts.decided:
        yield Missing(MissingKey.WAS_DECIDED)


_UNDO_A_REFUSAL = frozenset().union(
    *(CARRIES_OUT[step] for step in ("assess_as_decided", "make_plan_as_decided", "decide_again"))
)


def what_follows(facts: ReadinessFacts) -> Iterator[Missing]:
    """Regulation 15(4)(b) and (c): both are told, and the review lies within regulation 15(5)."""
    said = facts.transfer
    if said.proposes_to_assess is None:
        yield Missing(MissingKey.WHETHER_TO_ASSESS)
    day, by, on = said.review_on, said.review_by, facts.on
    # Where the last day has passed, any day to come is better than none.
    if day is None or by is None or on is None or not on <= day <= (by if on <= by else day):
        yield Missing(MissingKey.REVIEW_DAY, {"last_day": by or "—"})


def next_setting(facts: ReadinessFacts) -> Iterator[Missing]:
    """Regulation 18: reviewed, and where necessary amended, so that it names the next setting."""
    if not facts.transfer.plan_names_next:
        yield Missing(MissingKey.NEXT_SETTING)


def may_refuse_to_reassess(facts: ReadinessFacts) -> Iterator[Missing]:
    """Regulations 23 and 24: never what the commissioning body asks; else on two grounds."""
    asked = facts.reassessment
    if asked.by_commissioning_body:
        yield Missing(MissingKey.MUST_REASSESS)
    elif asked.refused_as not in REFUSAL_GROUNDS:
        yield Missing(MissingKey.REFUSAL_GROUND)
    elif asked.refused_as == WITHIN_SIX_MONTHS and not asked.assessed_within_six_months:
        yield Missing(MissingKey.NOT_WITHIN_SIX_MONTHS)
