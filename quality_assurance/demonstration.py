"""Reviews for the demonstration county, made by the actions of this application."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from ehc.demonstration.days import working_day
from ehc.demonstration.seed import finisher
from ehc.documents.plans import plan_sections
from ehc.models import PlanVersion, User
from ehc.plan_checks.facts import PlanFacts
from quality_assurance import actions, queries
from quality_assurance.models import QualityReview

REVIEWER = "grace.adeyemi@kent.example"
SUBMITTED, BEGUN = 3, 1


@finisher
def make_reviews(*, seed: int, as_of: date) -> str:
    """A few reviews of issued plans: most submitted, the last only begun.

    Args:
        seed: the same number gives the same answers.
        as_of: the demonstration's day.

    Returns:
        What was made, for the progress bar.
    """
    reviewer = User.objects.get(email=REVIEWER)
    random = Random(seed)  # noqa: S311 - the same answers every time, nothing secret
    versions = list(queries.may_be_taken(reviewer)[: SUBMITTED + BEGUN])
    for number, version in enumerate(versions):
        _review(version, reviewer, random, as_of, submit=number < SUBMITTED)
    return "quality reviews"


def _review(
    version: PlanVersion, reviewer: User, random: Random, as_of: date, *, submit: bool
) -> QualityReview:
    on = working_day(as_of - timedelta(days=9))
    at = datetime.combine(on, time(11), tzinfo=UTC)
    review = actions.assign_review(version, reviewer=reviewer, by=reviewer, on=on, at=at)
    facts = queries.facts_of(review)
    asked = list(queries.asked_of(review, facts, on=on))
    for key in asked if submit else asked[:5]:
        choice = random.choices(("met", "partly", "not_met"), weights=(7, 3, 1))[0]
        evidence, place = _quoted(facts, key)
        actions.answer_criterion(
            review, key, choice=choice, evidence=evidence, pinned_to=place, by=reviewer, on=on
        )
    if submit:
        done = working_day(as_of - timedelta(days=2))
        review = actions.submit_review(
            review, by=reviewer, on=done, at=datetime.combine(done, time(16), tzinfo=UTC)
        )
    return review


_TEXTS_OF = {
    "A1": "views_child",
    "A2": "history",
    "A3": "aspirations",
    "A4": "communication",
    "A5": "views_parents",
}
"""The text of section A that each of its criteria is about."""


def _quoted(facts: PlanFacts, key: str) -> tuple[str, str]:
    """Words of the plan from the place that a criterion is about."""
    if key in _TEXTS_OF:
        return facts.texts.get(_TEXTS_OF[key], "")[:200] or "Nothing is recorded.", "A"
    letter = {"H": "H2", "W": "F"}.get(key[0], key[0])
    section = next((one for one in plan_sections(facts) if one.letter == letter), None)
    cards = [card for part in section.parts for card in part.cards] if section else []
    if cards:
        number = int(key[1:])
        card = cards[number % len(cards)]
        return card.lines[number % len(card.lines)].text[:200], card.key
    texts = [part.text for part in section.parts if part.text] if section else []
    return (texts[0] if texts else facts.texts.get("history", ""))[:200], letter
