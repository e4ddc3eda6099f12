"""A plan as paper: the facts of one version set out in the sections of regulation 12(1).

The same sections are the PDF, the family's page and what a comment is pinned to, so a reader
of any of them means the same row by the same key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ehc.explanations import weekday_date
from ehc.models import AdviceKind
from ehc.plan_checks.facts import (
    AdviceFacts,
    AreaOfNeed,
    NeedFacts,
    OutcomeFacts,
    PlanFacts,
    ProvisionFacts,
    Section,
)
from ehc.plan_checks.passages import sentences

AREA_NAMES = {
    AreaOfNeed.COMMUNICATION_AND_INTERACTION: gettext_lazy("Communication and interaction"),
    AreaOfNeed.COGNITION_AND_LEARNING: gettext_lazy("Cognition and learning"),
    AreaOfNeed.SOCIAL_EMOTIONAL_MENTAL_HEALTH: gettext_lazy("Social, emotional and mental health"),
    AreaOfNeed.SENSORY_PHYSICAL: gettext_lazy("Sensory and physical"),
}
"""The four areas (SEND Code of Practice 2015, paragraphs 6.28-6.35)."""

SECTION_NAMES = {
    Section.A: gettext_lazy("Views, interests and aspirations"),
    Section.B: gettext_lazy("Special educational needs"),
    Section.C: gettext_lazy("Health care needs related to special educational needs"),
    Section.D: gettext_lazy(
        "Social care needs related to special educational needs or to a disability"
    ),
    Section.E: gettext_lazy("Outcomes"),
    Section.F: gettext_lazy("Special educational provision"),
    Section.G: gettext_lazy("Health care provision"),
    Section.H1: gettext_lazy(
        "Social care provision under section 2 of the Chronically Sick and Disabled Persons "
        "Act 1970"
    ),
    Section.H2: gettext_lazy("Other social care provision"),
    Section.I: gettext_lazy("Placement"),
    Section.J: gettext_lazy("Personal budget and direct payments"),
    Section.K: gettext_lazy("Advice and information"),
}
"""What each section is called (SEND Regulations 2014, regulation 12(1))."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card: its label and what was written, never empty.

    ``is_written`` says whether somebody wrote it for this plan; what it is tied to, and what is
    known of advice, was not.
    """

    label: str
    text: str
    is_written: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """One row of the plan: its key, by which a comment names it, and its lines."""

    key: str
    title: str
    lines: tuple[Line, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each sentence of what was written, as it is written, once."""
        written = (line.text for line in self.lines if line.is_written)
        return tuple(
            dict.fromkeys(text[start:end] for text in written for start, end in sentences(text))
        )

    @property
    def wording(self) -> str:
        """All that was written, line by line."""
        written = [line for line in self.lines if line.is_written]
        if len(written) == 1:
            return written[0].text
        return "\n".join(f"{line.label}: {line.text}" for line in written)


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a section: an optional heading, words, and cards.

    Words that a family may speak of have a key.
    """

    heading: str = ""
    text: str = ""
    cards: tuple[Card, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class PaperSection:
    """One lettered section, separately identified."""

    letter: str
    title: str
    parts: tuple[Part, ...]


def _lines(pairs: Iterable[tuple[str, str]], *, are_written: bool = True) -> tuple[Line, ...]:
    return tuple(Line(label, text, are_written) for label, text in pairs if text)


def _texts(facts: PlanFacts, *pairs: tuple[str, str]) -> tuple[Part, ...]:
    """Headed words; what nobody wrote says so rather than leave a gap."""
    return tuple(
        Part(heading=heading, text=facts.texts.get(key, "") or _("Nothing is recorded."), key=key)
        for key, heading in pairs
    )


def _need(need: NeedFacts) -> Card:
    return Card(
        need.key,
        _("Need %(key)s") % {"key": need.key},
        _lines([(_("Need"), need.text)]),
    )


def _outcome(outcome: OutcomeFacts) -> Card:
    return Card(
        outcome.key,
        _("Outcome %(key)s") % {"key": outcome.key},
        _lines(
            [
                (_("Outcome"), outcome.text),
                (_("By when"), outcome.by),
                (_("Steps on the way"), outcome.steps),
                (_("How progress is checked"), outcome.monitoring),
                (_("The aspiration it serves"), outcome.aspiration),
                (_("Preparing for adulthood"), outcome.adulthood_strand),
            ]
        ),
    )


def _provision(row: ProvisionFacts, advice_of: dict[str, str]) -> Card:
    sources = dict.fromkeys(advice_of[key] for key in row.sources if key in advice_of)
    agreed = {True: _("Yes"), False: _("No"), None: ""}[row.commissioner_agreed]
    return Card(
        row.key,
        _("Provision %(key)s") % {"key": row.key},
        _lines(
            [
                (_("What"), row.what),
                (_("Who"), row.who),
                (_("How often"), row.how_often),
                (_("How long each time"), row.how_long),
                (_("Group size"), row.group_size),
                (_("Where"), row.where),
                (_("From when until when"), row.period),
                (_("Who reviews it and when"), row.review),
            ]
        )
        + _lines(
            [
                (_("Needs that it meets"), ", ".join(row.needs)),
                (_("Outcomes that it works towards"), ", ".join(row.outcomes)),
                (_("Recommended by"), "; ".join(sources)),
                (_("Agreed by the health commissioner"), agreed),
            ],
            are_written=False,
        ),
    )


def _advice(item: AdviceFacts) -> Card:
    title = _("Advice about: %(kind)s") % {"kind": AdviceKind(item.kind).label}
    received = (
        weekday_date(item.received_on) if item.received_on else _("Asked for and not received")
    )
    who = (_("Who"), ", ".join(part for part in (item.author, item.role) if part))
    if item.existing_of is not None:
        return Card(
            item.key,
            title,
            _lines(
                [
                    who,
                    (_("Advice of"), weekday_date(item.existing_of)),
                    (_("Relied on since"), weekday_date(item.requested_on)),
                ],
                are_written=False,
            ),
        )
    return Card(
        item.key,
        title,
        _lines(
            [
                who,
                (_("Asked of"), item.service),
                (_("Asked for on"), weekday_date(item.requested_on)),
                (_("Received on"), received),
                (_("Version"), str(item.version) if item.version else ""),
            ],
            are_written=False,
        ),
    )


def _needs_by_area(facts: PlanFacts) -> tuple[Part, ...]:
    parts = []
    for area, name in AREA_NAMES.items():
        strengths = facts.texts.get(f"strengths_{area}", "")
        needs = tuple(_need(n) for n in facts.needs if n.section == Section.B and n.area == area)
        if strengths or needs:
            text = _("Strengths: %(text)s") % {"text": strengths} if strengths else ""
            key = f"strengths_{area}" if strengths else ""
            parts.append(Part(heading=str(name), text=text, cards=needs, key=key))
    return tuple(parts) or (Part(text=_("Nothing is recorded.")),)


def _needs_of(facts: PlanFacts, section: Section, none: str) -> tuple[Part, ...]:
    cards = tuple(_need(need) for need in facts.needs if need.section == section)
    return (Part(cards=cards),) if cards else (Part(text=none),)


def _provision_of(facts: PlanFacts, section: Section, none: str) -> tuple[Part, ...]:
    titles = {item.key: _advice(item).title for item in facts.advice}
    advice_of = {
        row.key: titles[row.advice_key] for row in facts.recommendations if row.advice_key in titles
    }
    cards = tuple(_provision(row, advice_of) for row in facts.provisions if row.section == section)
    return (Part(cards=cards),) if cards else (Part(text=none),)


def _placement(facts: PlanFacts) -> tuple[Part, ...]:
    if facts.is_draft:
        return (
            Part(
                text=_(
                    "The law asks that this section is empty in a draft (Children and Families "
                    "Act 2014, section 38(5))."
                )
            ),
        )
    if facts.placement is None:
        return (Part(text=_("No school or other institution is named.")),)
    placement = facts.placement
    lines = _lines([(_("Name"), placement.name), (_("Type"), placement.type)])
    return (Part(cards=(Card("I", _("Placement"), lines),)),)


def plan_sections(facts: PlanFacts) -> tuple[PaperSection, ...]:
    """Every section, in the order of the regulation; none is left out and none is blank.

    Args:
        facts: one version, as frozen or as it stands.

    Returns:
        A, B, C, D, E, F, G, H1, H2, I, J, K. H1 says that it is for people under 18 where
        nothing is written in it.
    """
    none = _("None identified.")
    health_none = facts.texts.get("health_none_reason", "") or none
    care_none = facts.texts.get("social_care_none_reason", "") or none
    parts = {
        Section.A: _texts(
            facts,
            ("history", _("History")),
            ("communication", _("How to communicate and involve them in decisions")),
            ("views_child", _("The child's or young person's views")),
            ("views_parents", _("The parents' views")),
            ("aspirations", _("Aspirations")),
            ("how_views_gathered", _("How these views were gathered")),
        ),
        Section.B: _needs_by_area(facts),
        Section.C: _needs_of(facts, Section.C, health_none),
        Section.D: _needs_of(facts, Section.D, care_none),
        Section.E: (Part(cards=tuple(_outcome(row) for row in facts.outcomes)),)
        if facts.outcomes
        else (Part(text=_("Nothing is recorded.")),),
        Section.F: _provision_of(facts, Section.F, _("Nothing is recorded.")),
        Section.G: _provision_of(facts, Section.G, health_none),
        Section.H1: _provision_of(facts, Section.H1, care_none),
        Section.H2: _provision_of(facts, Section.H2, care_none),
        Section.I: _placement(facts),
        Section.J: (
            Part(text=facts.texts.get("personal_budget", "") or none, key="personal_budget"),
        ),
        Section.K: (Part(cards=tuple(_advice(item) for item in facts.advice)),)
        if facts.advice
        else (Part(text=_("No advice has been asked for.")),),
    }
    return tuple(
        PaperSection(section.value, str(SECTION_NAMES[section]), parts[section])
        for section in Section
    )


def rows_of(sections: Iterable[PaperSection]) -> dict[str, Card]:
    """Everything that a family may speak of by itself, by its key: each row, and keyed words."""
    found: dict[str, Card] = {}
    for section in sections:
        for part in section.parts:
            if part.key:
                title = part.heading or section.title
                found[part.key] = Card(part.key, title, (Line(title, part.text),))
            found |= {card.key: card for card in part.cards}
    return found


def front_matter(facts: PlanFacts) -> tuple[Line, ...]:
    """Whose plan it is: no adult's address, phone or email, and no protected address."""
    person = facts.person
    year = "" if person.year_group is None else str(person.year_group)
    days = (
        (_("Asked for on"), facts.requested_on),
        (_("Draft sent on"), facts.served_on),
        (_("Comments on the draft by"), facts.comments_close_on),
        (_("Final plan sent on"), facts.finalised_on),
    )
    return _lines(
        [
            (_("Name"), person.full_name),
            (_("Likes to be called"), person.preferred_name),
            (_("Pronouns"), person.pronouns),
            (_("Date of birth"), weekday_date(person.date_of_birth)),
            (_("Sex"), person.sex),
            (_("First language"), person.first_language),
            (_("Address"), person.address),
            (_("School or other setting"), person.setting_name),
            (_("National Curriculum year"), year),
            (_("Parents and others with rights"), ", ".join(person.rights_holders)),
            (_("Plan coordinator"), person.coordinator_name),
            (_("How to reach them"), person.coordinator_contact),
            (_("Reference"), facts.reference),
            (_("Version"), str(facts.version)),
            *((label, weekday_date(day) if day else "") for label, day in days),
        ]
    )
