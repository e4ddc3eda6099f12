"""What a plan says, as frozen values: the one shape that checks, documents and QA read.

A :class:`PlanFacts` is taken from the rows of one plan version by
:func:`ehc.queries.plans.plan_facts` and is frozen into the document when a draft is served
or a plan is finalised. Standard library only; every field is JSON-safe through
:func:`to_json` and :func:`from_json`, which are inverses.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Section(StrEnum):
    """The sections of an EHC plan (SEND Regulations 2014, regulation 12(1))."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    G = "G"
    H1 = "H1"
    H2 = "H2"
    I = "I"  # noqa: E741 - the regulation's own letter
    J = "J"
    K = "K"


class AreaOfNeed(StrEnum):
    """The four broad areas (SEND Code of Practice 2015, paragraphs 6.28-6.35)."""

    COMMUNICATION_AND_INTERACTION = "communication_and_interaction"
    COGNITION_AND_LEARNING = "cognition_and_learning"
    SOCIAL_EMOTIONAL_MENTAL_HEALTH = "social_emotional_mental_health"
    SENSORY_PHYSICAL = "sensory_physical"


NEED_SECTIONS = (Section.B, Section.C, Section.D)
PROVISION_SECTIONS = (Section.F, Section.G, Section.H1, Section.H2)

TEXT_KEYS = (
    "history",
    "communication",
    "views_child",
    "views_parents",
    "aspirations",
    "how_views_gathered",
    "strengths_communication_and_interaction",
    "strengths_cognition_and_learning",
    "strengths_social_emotional_mental_health",
    "strengths_sensory_physical",
    "health_none_reason",
    "social_care_none_reason",
    "personal_budget",
    "one_page_profile",
)
"""The free texts of a plan, by key. ``aspirations`` covers short and long term."""


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """One need (B, C or D). ``area`` is None in C and D."""

    key: str
    section: str
    area: str | None
    text: str


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """One outcome (E). ``by`` says when it is to be reached, in words or as a date's words."""

    key: str
    text: str
    by: str
    steps: str
    monitoring: str
    aspiration: str
    strategy_outcome: int | None
    adulthood_strand: str


@dataclass(frozen=True, slots=True)
class ProvisionFacts:
    """One line of provision (F, G, H1 or H2).

    Attributes:
        key: stable identifier of the row within the plan, such as ``"P3"``.
        section: F, G, H1 or H2.
        what, who, how_often, how_long, group_size, where, period, review: as written.
        needs: keys of the needs that it meets.
        outcomes: keys of the outcomes that it works towards.
        sources: keys of the recommendations (:class:`RecommendationFacts`) it came from.
        commissioner_agreed: for G, whether the responsible commissioning body has agreed
            (regulation 12(2)); None elsewhere.
    """

    key: str
    section: str
    what: str
    who: str
    how_often: str
    how_long: str
    group_size: str
    where: str
    period: str
    review: str
    needs: tuple[str, ...]
    outcomes: tuple[str, ...]
    sources: tuple[str, ...]
    commissioner_agreed: bool | None = None


@dataclass(frozen=True, slots=True)
class RecommendationFacts:
    """One recommended provision in accepted advice, and what became of it.

    ``unused_reason`` is empty when it is used, or when nobody has yet said why it is not.
    """

    key: str
    advice_key: str
    text: str
    unused_reason: str


@dataclass(frozen=True, slots=True)
class AdviceFacts:
    """One item of Section K (regulation 6(1)). ``received_on`` is None if not obtained.

    ``existing_of`` is the day of advice that existed and is relied on, which nobody was asked
    for again (regulation 6(4)); its two other days are that on which that was recorded.
    """

    key: str
    kind: str
    author: str
    role: str
    service: str
    requested_on: date
    received_on: date | None
    version: int
    existing_of: date | None = None


@dataclass(frozen=True, slots=True)
class PlacementFacts:
    """Section I of a final plan: the name and type, or the type alone (s 39(5), s 40(2))."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class OverrideFacts:
    """A check that somebody set aside for one row, with the recorded reason."""

    rule: str
    row: str
    reason: str


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Front matter. ``rights_holders`` gives each by name and relationship only.

    ``family`` is everybody on file, whoever holds the rights: whose names may stand in the plan.
    """

    full_name: str
    preferred_name: str
    pronouns: str
    date_of_birth: date
    sex: str
    first_language: str
    setting_name: str
    year_group: int | None
    address: str
    rights_holders: tuple[str, ...]
    coordinator_name: str
    coordinator_contact: str
    family: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Everything that one version of one plan says.

    Attributes:
        reference: the case reference, such as ``"EHC-2026-000123"``.
        version: the version number, from 1.
        is_draft: whether it is (to be) served as a draft; Section I is then empty.
        requested_on, served_on, comments_close_on, finalised_on: the plan's dates.
        signed_by: the authority's officer, in a final.
        texts: :data:`TEXT_KEYS` to text; an absent key means nothing was written.
        demonstration: whether the data are invented and the page must say so.
    """

    reference: str
    version: int
    is_draft: bool
    authority: str
    person: PersonFacts
    requested_on: date
    served_on: date | None
    comments_close_on: date | None
    finalised_on: date | None
    signed_by: str
    texts: Mapping[str, str]
    needs: tuple[NeedFacts, ...]
    outcomes: tuple[OutcomeFacts, ...]
    provisions: tuple[ProvisionFacts, ...]
    recommendations: tuple[RecommendationFacts, ...]
    advice: tuple[AdviceFacts, ...]
    placement: PlacementFacts | None = None
    overrides: tuple[OverrideFacts, ...] = field(default=())
    demonstration: bool = False


def to_json(facts: PlanFacts) -> dict[str, Any]:
    """Write plan facts as JSON-safe values (dates as ISO 8601)."""

    def plain(value: Any) -> Any:
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Mapping):
            return {key: plain(item) for key, item in sorted(value.items())}
        if isinstance(value, tuple):
            return [plain(item) for item in value]
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {
                item.name: plain(getattr(value, item.name)) for item in dataclasses.fields(value)
            }
        return value

    result: dict[str, Any] = plain(facts)
    return result


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def from_json(data: Mapping[str, Any]) -> PlanFacts:
    """Read what :func:`to_json` wrote.

    Raises:
        KeyError, TypeError: where a field is missing or unknown.
    """
    person = dict(data["person"])
    person["date_of_birth"] = date.fromisoformat(person["date_of_birth"])
    person["rights_holders"] = tuple(person["rights_holders"])
    person["family"] = tuple(person.get("family", ()))
    advice = tuple(
        AdviceFacts(
            **{
                **row,
                "requested_on": date.fromisoformat(row["requested_on"]),
                "received_on": _day(row["received_on"]),
                "existing_of": _day(row.get("existing_of")),
            }
        )
        for row in data["advice"]
    )
    provisions = tuple(
        ProvisionFacts(
            **{**row, **{name: tuple(row[name]) for name in ("needs", "outcomes", "sources")}}
        )
        for row in data["provisions"]
    )
    return PlanFacts(
        **{
            **data,
            "person": PersonFacts(**person),
            "requested_on": date.fromisoformat(data["requested_on"]),
            "served_on": _day(data["served_on"]),
            "comments_close_on": _day(data["comments_close_on"]),
            "finalised_on": _day(data["finalised_on"]),
            "needs": tuple(NeedFacts(**row) for row in data["needs"]),
            "outcomes": tuple(OutcomeFacts(**row) for row in data["outcomes"]),
            "provisions": provisions,
            "recommendations": tuple(RecommendationFacts(**r) for r in data["recommendations"]),
            "advice": advice,
            "placement": PlacementFacts(**data["placement"]) if data["placement"] else None,
            "overrides": tuple(OverrideFacts(**row) for row in data["overrides"]),
        }
    )
