"""What regulation 12 of the SEND Regulations 2014 and sections 37-40 require (check 5).

Advice that is missing warns and never stands in the way: it may not stop a plan being issued by
week 20. Health provision that the commissioning body has not agreed warns in a draft, and stops a
final (:mod:`ehc.workflows.readiness`).
"""

from __future__ import annotations

from collections.abc import Iterator

from ehc.plan_checks.ages import age, in_or_beyond_year_9
from ehc.plan_checks.facts import PROVISION_SECTIONS, PlanFacts, Section
from ehc.plan_checks.finding import Context, Hit

ADULT = 18


def _needs_in(facts: PlanFacts, section: Section) -> bool:
    return any(need.section == section and need.text.strip() for need in facts.needs)


def _provision_in(facts: PlanFacts, *sections: Section) -> bool:
    return any(row.section in sections for row in facts.provisions)


def _said(facts: PlanFacts, *keys: str) -> bool:
    return any(facts.texts.get(key, "").strip() for key in keys)


def _placement_said(facts: PlanFacts) -> bool:
    place = facts.placement
    return place is not None and bool(place.name.strip() or place.type.strip())


def section_missing(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Sections A to F are present; C and D say "none" where there is nothing to say."""
    present = {
        Section.A: _said(facts, "views_child", "views_parents", "aspirations"),
        Section.B: _needs_in(facts, Section.B),
        Section.C: _needs_in(facts, Section.C) or _said(facts, "health_none_reason"),
        Section.D: _needs_in(facts, Section.D) or _said(facts, "social_care_none_reason"),
        Section.E: any(outcome.text.strip() for outcome in facts.outcomes),
        Section.F: _provision_in(facts, Section.F),
    }
    for section, is_present in present.items():
        if not is_present:
            yield Hit(section, f"section_{section.lower()}_missing")


def provision_section_blank(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """G and H hold provision, or say why there is none.

    It warns: a health service that has not agreed its part must not stop the plan. Where C
    (or D) is missing too, that finding says it.
    """
    if (
        _needs_in(facts, Section.C)
        and not _provision_in(facts, Section.G)
        and not _said(facts, "health_none_reason")
    ):
        yield Hit(Section.G, "section_g_blank")
    if (
        _needs_in(facts, Section.D)
        and not _provision_in(facts, Section.H1, Section.H2)
        and not _said(facts, "social_care_none_reason")
    ):
        yield Hit("H", "section_h_blank")


def placement_in_draft(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Section I is empty in a draft: no name and no type."""
    if facts.is_draft and _placement_said(facts):
        yield Hit(Section.I, "placement_in_draft")


def placement_missing(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """A final names a setting and its type, or the type; else a recorded decision says why."""
    if not facts.is_draft and not _placement_said(facts):
        yield Hit(Section.I, "placement_missing")


def placement_without_type(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """A setting that is named has its type beside it."""
    place = facts.placement
    if not facts.is_draft and place and place.name.strip() and not place.type.strip():
        yield Hit(Section.I, "placement_without_type", {"name": place.name})


def section_h1_of_an_adult(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """H1 is for those under 18."""
    if age(facts.person.date_of_birth, context.on) >= ADULT:
        for row in facts.provisions:
            if row.section == Section.H1:
                yield Hit(row.key, "section_h1_of_an_adult", {"row": row.key})


def _prepares_for_adulthood(facts: PlanFacts) -> frozenset[str]:
    """Sections of the provision that works towards a preparation-for-adulthood outcome."""
    strands = {outcome.key for outcome in facts.outcomes if outcome.adulthood_strand.strip()}
    return frozenset(
        row.section for row in facts.provisions if not strands.isdisjoint(row.outcomes)
    )


def adulthood_missing(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """From Year 9 there is provision for preparation for adulthood."""
    if in_or_beyond_year_9(facts.person, context.on) and not _prepares_for_adulthood(facts):
        yield Hit(Section.F, "adulthood_missing")


def adulthood_not_in_section(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """From Year 9 each of F, G and H that holds provision prepares for adulthood too."""
    prepared = _prepares_for_adulthood(facts)
    if in_or_beyond_year_9(facts.person, context.on) and prepared:
        held = {row.section for row in facts.provisions if row.section in PROVISION_SECTIONS}
        for letter in "FGH":
            if any(s.startswith(letter) for s in held) and not any(
                s.startswith(letter) for s in prepared
            ):
                yield Hit(letter, "adulthood_not_in_section", {"section": letter})


def no_advice(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Section K lists the advice and information obtained."""
    if not any(advice.received_on for advice in facts.advice):
        yield Hit(Section.K, "no_advice")


def advice_not_obtained(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Advice that was sought has come in."""
    for advice in facts.advice:
        if advice.received_on is None:
            yield Hit(
                advice.key,
                "advice_not_obtained",
                {
                    "author": advice.author or advice.role or advice.service,
                    "on": advice.requested_on,
                },
            )


def advice_not_listed(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Every recommendation comes from advice that Section K lists."""
    listed = {advice.key for advice in facts.advice}
    for key in sorted({row.advice_key for row in facts.recommendations} - listed):
        yield Hit(Section.K, "advice_not_listed", {"advice": key})


def health_not_agreed(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Provision in G has the recorded agreement of the commissioning body."""
    for row in facts.provisions:
        if row.section == Section.G and row.commissioner_agreed is not True:
            yield Hit(row.key, "health_not_agreed", {"row": row.key})


def personal_budget_not_said(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Section J says whether a personal budget was asked for."""
    if not _said(facts, "personal_budget"):
        yield Hit(Section.J, "personal_budget_not_said")


def not_signed(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """A final is signed by an officer of the authority."""
    if not facts.is_draft and not facts.signed_by.strip():
        yield Hit("plan", "not_signed")
