"""Facts that cannot be are refused, every one of them, with where it is."""

from __future__ import annotations

from datetime import date

import pytest

from ehc.workflows.clock import compute
from ehc.workflows.exemptions import Exemption
from ehc.workflows.facts import Event, EventKind, Facts, ImpossibleFacts, ImpossibleKey
from ehc.workflows.steps import STEPS

RECEIVED, AS_OF = date(2026, 1, 5), date(2026, 6, 1)


def problems(facts: Facts, as_of: date = AS_OF) -> list[tuple[str, str]]:
    try:
        compute(facts, as_of)
    except ImpossibleFacts as error:
        return [(one.where, one.message.key) for one in error.problems]
    return []


def with_events(*events: Event) -> Facts:
    return Facts(RECEIVED, events)


@pytest.mark.parametrize(
    ("facts", "as_of", "expected"),
    [
        (Facts(RECEIVED), RECEIVED, []),
        (Facts(RECEIVED), date(2026, 1, 4), [("as_of", ImpossibleKey.AS_OF_BEFORE_RECEIVED)]),
        (Facts(RECEIVED, date_of_birth=RECEIVED), AS_OF, []),
        (
            Facts(RECEIVED, date_of_birth=date(2026, 1, 6)),
            AS_OF,
            [("date_of_birth", ImpossibleKey.BORN_AFTER_RECEIVED)],
        ),
        (with_events(Event("agreed_to_assess", AS_OF)), AS_OF, []),
        (
            with_events(Event("agreed_to_assess", date(2026, 6, 2))),
            AS_OF,
            [("events[0].on", ImpossibleKey.AFTER_AS_OF)],
        ),
        (with_events(Event("agreed_to_assess", RECEIVED)), AS_OF, []),
        (
            with_events(Event("agreed_to_assess", date(2026, 1, 4))),
            AS_OF,
            [("events[0].on", ImpossibleKey.BEFORE_RECEIVED)],
        ),
        (
            with_events(Event("agreed", AS_OF)),
            AS_OF,
            [("events[0].what", ImpossibleKey.UNKNOWN_EVENT)],
        ),
        (
            with_events(Event("advice_received", AS_OF)),
            AS_OF,
            [("events[0].advice", ImpossibleKey.DETAIL_MISSING)],
        ),
        (
            with_events(Event("advice_requested", AS_OF, advice="medical", body="nhs")),
            AS_OF,
            [("events[0].body", ImpossibleKey.UNKNOWN_DETAIL)],
        ),
        (
            with_events(Event("refusal_reversed", AS_OF)),
            AS_OF,
            [("events[0].of", ImpossibleKey.DETAIL_MISSING)],
        ),
        (with_events(Event("refusal_reversed", AS_OF, of="assess")), AS_OF, []),
        (
            Facts(RECEIVED, exemptions=(Exemption("staff_shortage"),)),
            AS_OF,
            [("exemptions[0].ground", ImpossibleKey.UNKNOWN_GROUND)],
        ),
    ],
)
def test_what_can_and_cannot_be(facts: Facts, as_of: date, expected: list[tuple[str, str]]) -> None:
    assert problems(facts, as_of) == expected


@pytest.mark.parametrize(
    ("reached_on", "expected"),
    [
        (date(2026, 2, 9), ImpossibleKey.BODY_RECEIVED_BEFORE_ASKED),
        (date(2026, 2, 10), None),
        (AS_OF, None),
        (date(2026, 6, 2), ImpossibleKey.AFTER_AS_OF),
    ],
)
def test_when_the_body_received_the_request(
    reached_on: date, expected: ImpossibleKey | None
) -> None:
    asked = Event(
        "advice_requested", date(2026, 2, 10), advice="medical", received_by_body_on=reached_on
    )
    place = "events[0].received_by_body_on"
    assert problems(with_events(asked)) == ([] if expected is None else [(place, expected)])


@pytest.mark.parametrize(
    ("final_on", "expected"),
    [
        (date(2026, 3, 9), [("events[0].on", ImpossibleKey.FINAL_BEFORE_DRAFT)]),
        (date(2026, 3, 10), []),
    ],
)
def test_a_final_before_its_draft(final_on: date, expected: list[tuple[str, str]]) -> None:
    facts = with_events(
        Event("plan_finalised", final_on),
        Event("draft_served", date(2026, 4, 1)),
        Event("draft_served", date(2026, 3, 10)),
    )
    assert problems(facts) == expected


def test_a_final_without_a_draft_on_record_is_accepted() -> None:
    assert problems(with_events(Event("plan_finalised", AS_OF))) == []


def test_every_problem_is_told_at_once() -> None:
    facts = Facts(
        RECEIVED,
        (Event("agreed", date(2026, 6, 2)), Event("deceased", date(2026, 1, 1))),
        (Exemption("staff_shortage"),),
    )
    with pytest.raises(ImpossibleFacts) as caught:
        compute(facts, AS_OF)
    assert [one.where for one in caught.value.problems] == [
        "events[0].what",
        "events[0].on",
        "events[1].on",
        "exemptions[0].ground",
    ]
    assert str(caught.value).startswith("events[0].what: impossible.unknown_event; ")


def test_every_event_that_a_step_gives_is_known_to_the_clock() -> None:
    given = {step.clock_event for step in STEPS.values()} - {None, "received"}
    assert given <= set(EventKind)


@pytest.mark.parametrize(
    ("agreed_on", "expected"),
    [
        (date(2026, 3, 2), []),
        (date(2026, 4, 1), []),
        (date(2026, 4, 2), [("events[0].on", ImpossibleKey.FINAL_BEFORE_DRAFT)]),
        (date(2026, 3, 1), [("events[0].on", ImpossibleKey.FINAL_BEFORE_DRAFT)]),
    ],
)
def test_the_draft_of_a_reassessment_is_that_of_another_plan(
    agreed_on: date, expected: list[tuple[str, str]]
) -> None:
    final = Event("plan_finalised", date(2026, 3, 2))
    draft = Event("draft_served", date(2026, 4, 1))
    for again in (
        Event("reassessment_agreed", agreed_on),
        Event("tribunal_ordered", agreed_on, order="reassess"),
    ):
        assert problems(with_events(final, draft, again)) == expected
    other = Event("tribunal_ordered", agreed_on, order="amend_provision")
    assert problems(with_events(final, draft, other)) == [
        ("events[0].on", ImpossibleKey.FINAL_BEFORE_DRAFT)
    ]
