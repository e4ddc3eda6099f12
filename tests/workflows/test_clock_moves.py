"""The clock on plans that move: to another council, from one, and between phases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ehc.workflows.clock import compute
from ehc.workflows.courses import CourseKey
from ehc.workflows.facts import Event, Facts
from ehc.workflows.working_days import HolidaysUnknown
from tests.workflows.after import LATE, RECEIVED, notes, notice, states


@pytest.mark.parametrize(
    ("aware_on", "rule", "starts_on", "due", "aim_for"),
    [
        (None, "on_the_day", (4, 20), (4, 20), None),
        (date(2026, 3, 26), "on_the_day", (4, 20), (4, 20), None),
        (date(2026, 3, 27), "once_aware", (3, 27), (4, 20), (4, 19)),
        (date(2026, 5, 5), "once_aware", (5, 5), (5, 26), (5, 25)),
    ],
)
def test_a_plan_goes_with_the_family(
    aware_on: date | None,
    rule: str,
    starts_on: tuple[int, int],
    due: tuple[int, int],
    aim_for: tuple[int, int] | None,
) -> None:
    moved = Event("moved_out", date(2026, 4, 20), became_aware_on=aware_on)
    found = states(moved)["move.transfer"]
    assert found.rule == f"move.transfer.{rule}"
    assert (found.starts_on, found.due) == (date(2026, *starts_on), date(2026, *due))
    assert found.aim_for == (None if aim_for is None else date(2026, *aim_for))
    assert (CourseKey.AWARE_NOT_RECORDED in notes(found)) is (aware_on is None)
    sent = Event("plan_transferred_out", date(2026, *due))
    assert states(moved, sent)["move.transfer"].state.value == "met"


@pytest.mark.parametrize(
    ("events", "due"),
    [
        ([], date(2026, 6, 1)),
        ([Event("plan_made", date(2025, 7, 10))], date(2026, 7, 9)),
        ([Event("plan_made", date(2024, 7, 10))], date(2026, 6, 1)),
        (
            [Event("plan_made", date(2024, 7, 10)), Event("plan_reviewed", date(2025, 7, 1))],
            date(2026, 6, 30),
        ),
        # A review by the new authority does it, and moves nothing.
        ([Event("plan_reviewed", date(2026, 5, 4))], date(2026, 6, 1)),
    ],
)
def test_a_plan_that_has_come_is_reviewed(events: list[Event], due: date) -> None:
    came = Event("plan_transferred_in", date(2026, 3, 2))
    found = states(came, *events)
    assert found["move.review"].due == due
    assert found["move.notify"].due == date(2026, 4, 13)


@pytest.mark.parametrize(
    ("transfer", "due"),
    [
        (Event("phase_transfer", date(2027, 9, 1), kind="to_school", year=2027), (2027, 2, 14)),
        (Event("phase_transfer", date(2026, 1, 9), kind="to_school", year=2027), (2027, 2, 14)),
        (Event("phase_transfer", date(2027, 9, 1), kind="to_post_16"), (2027, 3, 30)),
        (Event("phase_transfer", date(2027, 1, 11), kind="post_16_move"), (2026, 8, 11)),
        (Event("phase_transfer", date(2027, 7, 31), kind="post_16_move"), (2027, 2, 28)),
    ],
)
def test_transfers_between_phases(transfer: Event, due: tuple[int, int, int]) -> None:
    found = states(transfer)["phase.final"]
    assert (found.due, found.aim_for, found.last_day) == (date(*due), None, None)


@pytest.mark.parametrize(
    ("transfer", "opens_on"),
    [
        (Event("phase_transfer", date(2027, 9, 1), kind="to_school", year=2027), date(2026, 9, 1)),
        (Event("phase_transfer", date(2027, 9, 1), kind="to_post_16"), date(2026, 9, 1)),
        (Event("phase_transfer", date(2027, 4, 12), kind="post_16_move"), date(2026, 4, 12)),
        # Known long before, or shortly: what was done before it was proposed was not for it.
        (
            Event(
                "phase_transfer",
                date(2027, 4, 12),
                kind="post_16_move",
                became_aware_on=date(2026, 1, 5),
            ),
            date(2026, 1, 5),
        ),
        (
            Event(
                "phase_transfer",
                date(2027, 4, 12),
                kind="post_16_move",
                became_aware_on=date(2026, 9, 7),
            ),
            date(2026, 9, 7),
        ),
    ],
)
def test_what_is_done_within_the_year_before_a_transfer_does_it(
    transfer: Event, opens_on: date
) -> None:
    for done_on, state in ((opens_on - timedelta(days=1), "running"), (opens_on, "met")):
        amended = Event("amended_plan_sent", done_on)
        found = states(transfer, amended, as_of=date(2026, 11, 2))["phase.final"]
        assert found.state.value == state


def test_a_transfer_of_a_september_is_counted_from_no_day() -> None:
    transfer = Event("phase_transfer", date(2027, 9, 1), kind="to_school", year=2027)
    assert states(transfer)["phase.final"].starts_on is None


def test_a_first_plan_of_the_spring_is_not_the_review_before_a_transfer() -> None:
    found = compute(
        Facts(
            date(2025, 10, 20),
            (
                Event("plan_finalised", date(2026, 3, 5)),
                Event("phase_transfer", date(2027, 9, 1), kind="to_school", year=2027),
            ),
        ),
        date(2026, 10, 1),
    )
    (phase,) = [one for one in found if one.duty == "phase.final"]
    assert (phase.state.value, phase.due) == ("running", date(2027, 2, 14))


def test_the_latest_transfer_between_phases_counts() -> None:
    first = Event("phase_transfer", date(2021, 9, 1), kind="to_school")
    second = Event("phase_transfer", date(2026, 9, 1), kind="to_post_16")
    assert states(first, second)["phase.final"].due == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("event", "duty", "due"),
    [
        (
            Event("commissioning_body_changed", date(2026, 3, 2)),
            "move.commissioning_body",
            date(2026, 3, 20),
        ),
        (Event("disclosure_requested", date(2026, 3, 2)), "disclosure", date(2026, 3, 23)),
    ],
)
def test_working_days_of_the_regulations(event: Event, duty: str, due: date) -> None:
    assert states(event)[duty].due == due


def test_working_days_that_nobody_knows_are_not_guessed() -> None:
    facts = Facts(RECEIVED, (notice(date(2026, 1, 5)),))
    with pytest.raises(HolidaysUnknown):
        compute(facts, LATE)


def test_a_move_after_16_has_its_own_day_even_where_its_year_is_told() -> None:
    move = Event("phase_transfer", date(2027, 1, 11), kind="post_16_move", year=2027)
    found = states(move)["phase.final"]
    assert (found.starts_on, found.due) == (date(2027, 1, 11), date(2026, 8, 11))


def test_a_transfer_whose_year_alone_is_known_is_on_the_first_of_september() -> None:
    school = Event("phase_transfer", date(2026, 9, 30), kind="to_school", year=2026)
    for day, rule in (
        (date(2026, 9, 2), "phase.post_16_move"),
        (date(2026, 8, 31), "phase.to_school"),
    ):
        move = Event("phase_transfer", day, kind="post_16_move")
        assert states(school, move)["phase.final"].rule == rule


def test_a_plan_that_was_transferred_before_an_earlier_move_does_not_do_this_one() -> None:
    found = states(
        Event("plan_transferred_out", date(2025, 9, 1)),
        Event("moved_out", date(2026, 3, 2), became_aware_on=date(2026, 3, 2)),
    )["move.transfer"]
    assert (found.state.value, found.done_on) == ("late", None)
