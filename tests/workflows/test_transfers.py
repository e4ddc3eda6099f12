"""Which transfer between phases comes next, from the date of birth; what a transfer leaves due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ehc.bank_holidays import bundled
from ehc.workflows.case_facts import ActionKey, CaseFacts, Owner, TransferFacts
from ehc.workflows.clock import compute
from ehc.workflows.events import Event
from ehc.workflows.facts import Facts
from ehc.workflows.next_action import next_action
from ehc.workflows.readiness import ReadinessFacts, missing
from ehc.workflows.tracker import strip
from ehc.workflows.transfers import PhaseKey, TransferStanding, next_phase, phase_in

BORN = date(2016, 3, 14)
"""In Year 5 in the school year that begins in September 2025."""


@pytest.mark.parametrize(
    ("born", "on", "kind", "key", "year"),
    [
        (BORN, date(2026, 7, 1), "to_school", PhaseKey.SECONDARY, 2027),
        (BORN, date(2027, 8, 31), "to_school", PhaseKey.SECONDARY, 2027),
        (BORN, date(2027, 9, 1), "to_post_16", PhaseKey.POST_16, 2032),
        (date(2023, 8, 31), date(2026, 7, 1), "to_school", PhaseKey.STARTS_SCHOOL, 2027),
        (date(2023, 9, 1), date(2026, 7, 1), "to_school", PhaseKey.STARTS_SCHOOL, 2028),
    ],
)
def test_the_next_transfer_follows_from_the_date_of_birth(
    born: date, on: date, kind: str, key: PhaseKey, year: int
) -> None:
    found = next_phase(born, on)
    assert found is not None
    assert (found.kind, found.key, found.moves_on) == (kind, key, date(year, 9, 1))
    assert found.message.params == {"year": str(year)}


@pytest.mark.parametrize(
    ("attends", "found"),
    [
        ("", [(0, "starts_school"), (7, "secondary"), (12, "post_16")]),
        ("Oakfield Primary School", [(0, "starts_school"), (7, "secondary"), (12, "post_16")]),
        (
            "St Mary's INFANT School Community school",
            [(0, "starts_school"), (3, "junior"), (7, "secondary"), (12, "post_16")],
        ),
        (
            "Hill First School",
            [(0, "starts_school"), (5, "middle"), (9, "secondary"), (12, "post_16")],
        ),
        (
            "Vale Academy Middle school",
            [(0, "starts_school"), (5, "middle"), (9, "secondary"), (12, "post_16")],
        ),
    ],
)
def test_every_transfer_that_regulation_18_lists_is_proposed(
    attends: str, found: list[tuple[int, str]]
) -> None:
    begins = {group: phase_in(BORN, 2020 + group, attends=attends) for group in range(-2, 16)}
    assert [
        (group, one.key.removeprefix("phase.")) for group, one in begins.items() if one
    ] == found
    kinds = [one.kind for one in begins.values() if one]
    assert kinds == ["to_school"] * (len(found) - 1) + ["to_post_16"]
    first = next_phase(BORN, date(2022, 9, 2), attends=attends)
    assert first is not None
    assert first.moves_on == date(2020 + next(group for group, _ in found if group > 2), 9, 1)


@pytest.mark.parametrize(
    ("attends", "key", "year"),
    [
        ("Middleton Primary School", PhaseKey.SECONDARY, 2027),
        ("Middlesbrough Academy", PhaseKey.SECONDARY, 2027),
        ("Middle Row Primary School", PhaseKey.SECONDARY, 2027),
        ("Our Lady and the Infant Jesus Catholic School", PhaseKey.SECONDARY, 2027),
        ("Park Infant and Junior School", PhaseKey.SECONDARY, 2027),
        ("Vale Church of England School, Middle deemed primary", PhaseKey.SECONDARY, 2029),
        ("Vale School, Middle deemed secondary", PhaseKey.SECONDARY, 2029),
        ("Vale Middle School", PhaseKey.SECONDARY, 2029),
    ],
)
def test_a_name_that_only_sounds_like_another_kind_of_school_is_none(
    attends: str, key: PhaseKey, year: int
) -> None:
    found = next_phase(date(2016, 1, 10), date(2026, 7, 1), attends=attends)
    assert found is not None
    assert (found.key, found.moves_on) == (key, date(year, 9, 1))


@pytest.mark.parametrize(
    ("attends", "key"),
    [
        ("Park Infants School", PhaseKey.JUNIOR),
        ("Park Infants' School", PhaseKey.JUNIOR),
        ("Park Infant & Nursery School", PhaseKey.JUNIOR),
        ("Infant Jesus School", PhaseKey.SECONDARY),
    ],
)
def test_infants_move_to_a_junior_school(attends: str, key: PhaseKey) -> None:
    found = next_phase(date(2019, 3, 14), date(2026, 7, 1), attends=attends)
    assert found is not None
    assert found.key == key


def test_after_the_last_there_is_none() -> None:
    assert next_phase(date(2008, 1, 5), date(2026, 7, 1)) is None
    assert next_phase(date(1990, 1, 5), date(2026, 7, 1)) is None


def test_a_september_without_a_new_phase_has_no_transfer() -> None:
    assert phase_in(BORN, 2026) is None
    assert phase_in(BORN, 2027) is not None


RECEIVED = date(2026, 1, 5)
HELD = Event("review_meeting_held", date(2026, 6, 1))
WENT = Event("plan_transferred_out", date(2026, 6, 8))


def state(duty: str, *events: Event) -> tuple[str, str]:
    found = {one.duty: one for one in compute(Facts(RECEIVED, events), date(2026, 7, 6))}
    return found[duty].state.value, found[duty].because.then[-1].key


def test_what_is_due_of_a_plan_falls_away_when_another_authority_has_it() -> None:
    assert state("review.decision", HELD)[0] == "late"
    assert state("review.decision", HELD, WENT) == (
        "not_applicable", "not_applicable.transferred_out",
    )  # fmt: skip
    back = Event("plan_transferred_in", date(2026, 6, 22))
    # The plan that comes back brings nothing back late; a meeting since is decided on here.
    assert state("review.decision", HELD, WENT, back) == (
        "not_applicable", "not_applicable.transferred_out",
    )  # fmt: skip
    again = Event("review_meeting_held", date(2026, 6, 29))
    decided = Event("review_decided", date(2026, 7, 6), outcome="maintain")
    assert state("review.decision", HELD, WENT, back, again, decided)[0] == "met"


def test_what_was_done_before_stays_done_and_an_assessments_own_dates_stay() -> None:
    decided = Event("review_decided", date(2026, 6, 5), outcome="maintain")
    assert state("review.decision", HELD, decided, WENT)[0] == "met"
    assert state("plan.final", WENT)[0] == "late"


def test_a_move_may_be_known_before_its_day() -> None:
    moved = Event("moved_out", date(2026, 8, 3), became_aware_on=date(2026, 7, 1))
    found = {
        one.duty: one
        for one in compute(Facts(RECEIVED, (moved,)), date(2026, 7, 6), holidays=bundled())
    }
    assert (found["move.transfer"].state.value, found["move.transfer"].due) == (
        "running", date(2026, 8, 3),
    )  # fmt: skip


ISSUED = CaseFacts("plan_issued", RECEIVED, allocated=True, made_elsewhere=True)
TELL = TransferFacts(ActionKey.TELL_OF_TRANSFER, date(2026, 4, 13), "move.notify")
SEND = TransferFacts(ActionKey.SEND_PLAN_ON, date(2026, 4, 1), "move.transfer", "Medway Council")
UNDATED = TransferFacts(ActionKey.NAME_NEXT_SETTING)


def test_the_earliest_of_the_moves_is_next_and_a_caseworker_comes_first() -> None:
    action = next_action(replace(ISSUED, transfers=(UNDATED, TELL, SEND)), RECEIVED)
    assert (action.key, action.owner, action.due, action.duty, dict(action.params)) == (
        ActionKey.SEND_PLAN_ON, Owner.CASEWORKER, date(2026, 4, 1), "move.transfer",
        {"authority": "Medway Council"},
    )  # fmt: skip
    action = next_action(replace(ISSUED, transfers=(TELL,)), RECEIVED)
    assert (action.key, dict(action.params)) == (ActionKey.TELL_OF_TRANSFER, {})
    action = next_action(replace(ISSUED, transfers=(TELL,), allocated=False), RECEIVED)
    assert (action.key, action.owner, action.due) == (
        ActionKey.ALLOCATE, Owner.MANAGER, date(2026, 4, 13),
    )  # fmt: skip
    assert next_action(ISSUED, RECEIVED).key is ActionKey.NOTHING
    withdrawn = replace(ISSUED, status="withdrawn", transfers=(TELL,))
    assert next_action(withdrawn, RECEIVED).key is ActionKey.NOTHING


def test_a_plan_that_another_authority_made_went_through_no_stage_here() -> None:
    assert strip(ISSUED, RECEIVED) == ()
    assert strip(replace(ISSUED, made_elsewhere=False), RECEIVED) != ()


@pytest.mark.parametrize(
    ("standing", "keys"),
    [
        (TransferStanding(), ["missing.whether_to_assess", "missing.review_day"]),
        (TransferStanding(True, date(2026, 5, 4), None), ["missing.review_day"]),
        (TransferStanding(True, date(2026, 5, 4), date(2026, 5, 3)), ["missing.review_day"]),
        (TransferStanding(True, date(2026, 4, 5), date(2026, 5, 3)), ["missing.review_day"]),
        (TransferStanding(True, date(2026, 5, 3), date(2026, 5, 3)), []),
        # The last day has passed: any day to come is better than none.
        (TransferStanding(False, date(2026, 5, 4), date(2026, 4, 1)), []),
        (TransferStanding(False, date(2026, 4, 5), date(2026, 4, 1)), ["missing.review_day"]),
    ],
)
def test_the_letter_says_whether_and_when(standing: TransferStanding, keys: list[str]) -> None:
    facts = ReadinessFacts(on=date(2026, 4, 6), caseworker_allocated=True, transfer=standing)
    assert [one.key.value for one in missing("tell_family_of_transfer", facts)] == keys
    undated = missing("tell_family_of_transfer", replace(facts, on=None))
    assert "missing.review_day" in [one.key.value for one in undated]
