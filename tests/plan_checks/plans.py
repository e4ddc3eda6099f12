"""A plan in which the checks find nothing, and small changes to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ehc.plan_checks.facts import (
    AdviceFacts,
    NeedFacts,
    OutcomeFacts,
    PersonFacts,
    PlacementFacts,
    PlanFacts,
    ProvisionFacts,
    RecommendationFacts,
)

AMARA = PersonFacts(
    full_name="Amara Okafor",
    preferred_name="Amara",
    pronouns="she/her",
    date_of_birth=date(2018, 11, 3),
    sex="F",
    first_language="English",
    setting_name="St Mildred's Primary School",
    year_group=3,
    address="",
    rights_holders=("Ngozi Okafor (mother)",),
    coordinator_name="Helen Marsh",
    coordinator_contact="03000 000000",
)

B1 = NeedFacts("B1", "B", "communication_and_interaction", "Amara speaks in two-word phrases.")
C1 = NeedFacts("C1", "C", None, "Amara tires quickly when she walks between lessons.")
D1 = NeedFacts("D1", "D", None, "Amara does not yet play out with others.")

E1 = OutcomeFacts(
    key="E1",
    text="By the end of Year 4 Amara asks for what she wants in a sentence of five words.",
    by="July 2028",
    steps="Three words by Easter 2027.",
    monitoring="The class teacher counts sentences once each half-term.",
    aspiration="I want to tell my own stories.",
    strategy_outcome=2,
    adulthood_strand="",
)

P1 = ProvisionFacts(
    key="P1",
    section="F",
    what="Individual language sessions that follow a written programme.",
    who="A speech and language therapist.",
    how_often="Twice each week in term time.",
    how_long="30 minutes each time.",
    group_size="1:1",
    where="In a quiet room.",
    period="From January 2027 until July 2028.",
    review="The therapist, each term.",
    needs=("B1",),
    outcomes=("E1",),
    sources=("R1",),
)
P2 = replace(
    P1,
    key="P2",
    section="G",
    what="Physiotherapy for walking.",
    who="A children's physiotherapist.",
    needs=("C1",),
    sources=(),
    commissioner_agreed=True,
)
P3 = replace(
    P1,
    key="P3",
    section="H1",
    what="A place at a play scheme.",
    who="A play worker trained in signing.",
    needs=("D1",),
    sources=(),
)

R1 = RecommendationFacts("R1", "K1", "Language sessions twice a week.", "")
K1 = AdviceFacts(
    "K1", "psychological", "Dr Ada Lund", "Educational Psychologist", "Kent",
    date(2026, 9, 1), date(2026, 10, 5), 1,
)  # fmt: skip

DRAFT = PlanFacts(
    reference="EHC-2026-000123",
    version=1,
    is_draft=True,
    authority="Kent County Council",
    person=AMARA,
    requested_on=date(2026, 8, 3),
    served_on=date(2026, 11, 16),
    comments_close_on=date(2026, 11, 30),
    finalised_on=None,
    signed_by="",
    texts={
        "history": "Amara went to Oaklands Nursery School before this.",
        "views_child": "I like drawing. My friend helps me.",
        "views_parents": "We hope that she makes friends.",
        "aspirations": "Amara wants to tell stories now and to work with animals later.",
        "personal_budget": "No personal budget was asked for.",
    },
    needs=(B1, C1, D1),
    outcomes=(E1,),
    provisions=(P1, P2, P3),
    recommendations=(R1,),
    advice=(K1,),
)
FINAL = replace(
    DRAFT,
    version=2,
    is_draft=False,
    finalised_on=date(2026, 12, 18),
    signed_by="Helen Marsh",
    placement=PlacementFacts("St Mildred's Primary School", "Mainstream school"),
)

E_ADULT = replace(E1, adulthood_strand="employment", by="July 2028")
TEENAGER = replace(
    DRAFT,
    person=replace(AMARA, date_of_birth=date(2013, 2, 1), year_group=9),
    outcomes=(E_ADULT,),
)


def with_provision(row: ProvisionFacts = P1, /, **changes: Any) -> PlanFacts:
    """The draft with one of its lines of provision changed."""
    changed = replace(row, **changes)
    return replace(
        DRAFT,
        provisions=tuple(changed if item.key == row.key else item for item in DRAFT.provisions),
    )


def with_outcome(**changes: Any) -> PlanFacts:
    """The draft with its outcome changed."""
    return replace(DRAFT, outcomes=(replace(E1, **changes),))


def with_person(**changes: Any) -> PlanFacts:
    """The draft with its person changed."""
    return replace(DRAFT, person=replace(AMARA, **changes))


def with_texts(**changes: str) -> PlanFacts:
    """The draft with some of its texts changed."""
    return replace(DRAFT, texts={**DRAFT.texts, **changes})
