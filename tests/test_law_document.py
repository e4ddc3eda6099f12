"""``docs/law.md`` says what the tables say today."""

from __future__ import annotations

import dataclasses
import json
from datetime import date

import pytest

from ehc.clock_contract import EVENT, EXEMPTION, GROUND_NEEDS, INPUT, OUTPUT, STATES
from ehc.clock_json import answer
from ehc.law_document import law_document
from ehc.law_words import duty_in_words
from ehc.workflows.clock import DutyStatus
from ehc.workflows.duties import DUTIES
from ehc.workflows.events import DETAILS, Event, EventKind
from ehc.workflows.exemptions import Exemption, Ground, weigh
from ehc.workflows.notices import MATRIX
from ehc.workflows.reliefs import RELIEFS
from ehc.workflows.steps import STEPS
from tests.architecture.source import ROOT


def test_the_page_is_current() -> None:
    """If it is not: ``python manage.py law_document``."""
    assert (ROOT / "docs" / "law.md").read_text(encoding="utf-8") == law_document()


def test_the_page_leaves_nothing_out() -> None:
    page = law_document()
    for duty in DUTIES:
        assert f"`{duty.id}`" in page
    for title in (*(row.title for row in MATRIX), *(step.label for step in STEPS.values())):
        assert title in page


BY_ID = {duty.id: duty for duty in DUTIES}


@pytest.mark.parametrize(
    ("duty", "starts"),
    [
        ("plan.final", "receipt of the request"),
        ("review.first", "the first of these: the making of a plan or a final plan"),
        ("review.next", "a review or the decision after a review"),
        (
            "review.after_reassessment",
            "the first after an agreement to reassess of these: a final plan or an amended plan",
        ),
        ("review.decision", "a review meeting"),
    ],
)
def test_what_a_duty_is_counted_from_in_words(duty: str, starts: str) -> None:
    assert duty_in_words(BY_ID[duty]).starts == starts


@pytest.mark.parametrize(
    ("duty", "in_force"),
    [
        ("plan.final", "2014-09-01 to now"),
        ("unopposed.amend", "2015-03-23 to now"),
        ("recommendation.health", "2018-04-03 to now"),
        ("advice.code", "2015-04-01 to now; the Code of 2014 before"),
        ("consult.answer", "2015-04-01 to now; the Code of 2014 before"),
        ("review.amendments", "—"),
        ("reversed.final", "—"),
        ("target.draft", "—"),
    ],
)
def test_only_what_came_into_force_is_said_to_be_in_force(duty: str, in_force: str) -> None:
    (row,) = [one for one in law_document().splitlines() if one.startswith(f"| `{duty}`")]
    assert row.split(" | ")[6] == in_force


def test_the_contract_of_the_clock_is_on_the_page() -> None:
    """Every field, event, word, ground and state that the code knows, and no other."""
    page = law_document().partition("## What `manage.py clock` reads and prints")[2]
    details = {one.name: one.words for kind in EventKind for one in DETAILS.get(kind, ())}
    for name in (*INPUT, *EVENT, *EXEMPTION, *OUTPUT, *EventKind, *Ground, *DutyStatus):
        assert f"| `{name}` |" in page
    assert all(word in page for words in details.values() for word in words)
    assert list(STATES) == list(DutyStatus)
    assert set(GROUND_NEEDS) == set(Ground)
    known = {field.name for field in dataclasses.fields(Event)}
    # A version of a plan says what it was for, and a mediation what the family agreed to: nobody
    # writes either by hand.
    assert set(EVENT) == known - {"carries", "agreed_to_less"}
    (found, *_) = json.loads(answer('{"as_of": "2026-01-05", "received_on": "2026-01-05"}'))[
        "duties"
    ]
    assert list(found) == list(OUTPUT)


@pytest.mark.parametrize("ground", Ground)
def test_a_ground_needs_the_days_that_the_page_says(ground: Ground) -> None:
    relief = next(one for one in RELIEFS if ground in one.grounds)
    told = {
        "from": date(2026, 1, 6), "closed_from": date(2026, 1, 6), "reopens_on": date(2026, 6, 1),
        "advice_requested_on": date(2026, 1, 12),
    }  # fmt: skip

    def holds(names: tuple[str, ...]) -> bool:
        days = {("from_on" if name == "from" else name): told[name] for name in names}
        claim = Exemption(ground, why_impractical="So.", **days)
        day = date(2026, 3, 2)
        return weigh(claim, relief=relief, starts_on=date(2026, 1, 5), due=day, as_of=day).holds

    needs = GROUND_NEEDS[ground]
    assert holds(needs)
    for one in needs:
        assert not holds(tuple(name for name in needs if name != one))
