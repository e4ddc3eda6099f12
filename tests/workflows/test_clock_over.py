"""What is gone or over asks for nothing more, and what ended too soon is said to have."""

from __future__ import annotations

from datetime import date

import pytest

from ehc.bank_holidays import bundled
from ehc.workflows.clock import compute
from ehc.workflows.duties import DUTIES
from ehc.workflows.facts import Event, Facts
from tests.workflows.shorthand import (
    DAY,
    LATE,
    PLAN,
    RECEIVED,
    Stood,
    day,
    event,
    keys,
    lines,
    states,
    stood,
)

AFTER_A_PLAN = (
    "review.first", "review.decision", "review.report", "reassess.final", "phase.final",
)  # fmt: skip


OWED = ["late", "late", "late", "late", "running"]


GONE = ["not_applicable"] * 5


BACK = ["not_applicable", "not_applicable", "not_applicable", "not_applicable", "running"]
"""What is asked of a plan that returns: what was counted before it went is not."""


def of_the_plan(*events: Event, as_of: date = LATE) -> list[str]:
    found = states(*PLAN, *events, as_of=as_of)
    return [found[name].state.value for name in AFTER_A_PLAN]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), OWED),
        ((event("moved_out", "1 jun"),), GONE),
        ((event("moved_out", "1 jun"), event("plan_transferred_out", "22 jun")), GONE),
        ((event("plan_transferred_out", "1 jun"),), GONE),
        # A move that is known ahead has not happened.
        ((Event("moved_out", date(2027, 1, 4)),), OWED),
        # It came back, or another plan was made, and what had fallen away stays so.
        (
            (event("moved_out", "1 jun"), event("plan_transferred_in", "1 sep")),
            BACK,
        ),
        ((event("plan_ceased", "1 jun"),), GONE),
        ((event("plan_ceased", "1 jun"), event("plan_made", "1 sep")), ["running", *BACK[1:]]),
        (
            (event("plan_transferred_out", "1 feb"), event("plan_transferred_in", "1 feb")),
            ["not_applicable", *OWED[1:]],
        ),
        # It is to be kept after all, which brings nothing back that went elsewhere.
        (
            (event("plan_ceased", "1 jun"), event("tribunal_ordered", "1 jul", order="continue")),
            OWED,
        ),
        (
            (event("tribunal_ordered", "1 may", order="continue"), event("plan_ceased", "1 jun")),
            GONE,
        ),
        (
            (
                event("plan_ceased", "1 jun"),
                event("mediation_agreed", "1 jul", about="continue"),
                event("plan_ceased", "2 nov"),
            ),
            GONE,
        ),
        (
            (
                event("plan_transferred_out", "1 jun"),
                event("tribunal_ordered", "1 jul", order="continue"),
            ),
            GONE,
        ),
        ((event("cease_decided", "1 apr"),), GONE),
        ((event("notice_sent", "1 apr", decision="cease"),), GONE),
        ((event("tribunal_ordered", "1 jun", order="dismiss_cease"),), GONE),
        # It goes on by an order, or may not end while an appeal is open.
        (
            (event("cease_decided", "1 apr"), event("tribunal_ordered", "1 jun", order="continue")),
            OWED,
        ),
        (
            (event("cease_decided", "1 apr"), event("appeal_lodged", "1 may")),
            OWED,
        ),
        (
            (Event("cease_decided", day("1 apr"), maintained_until=LATE),),
            OWED,
        ),
        ((Event("cease_decided", day("1 apr"), maintained_until=LATE - DAY),), GONE),
        # Of two decisions the one that lets it go on longer is what was recorded.
        (
            (
                Event("cease_decided", day("1 mar"), maintained_until=LATE),
                Event("cease_decided", day("1 apr"), maintained_until=LATE - DAY),
            ),
            OWED,
        ),
        # The day itself: of the move, and of what keeps a plan that ended on it.
        ((Event("moved_out", LATE),), GONE),
        (
            (event("plan_ceased", "1 jun"), event("tribunal_ordered", "1 jun", order="continue")),
            OWED,
        ),
        # Kept on the day on which another was made, the first goes on too; after it, the other.
        (
            (
                event("plan_ceased", "1 jun"),
                event("plan_made", "1 sep"),
                event("tribunal_ordered", "1 sep", order="continue"),
            ),
            ["running", *OWED[1:]],
        ),
        (
            (
                event("plan_ceased", "1 jun"),
                event("plan_made", "1 sep"),
                event("tribunal_ordered", "2 sep", order="continue"),
            ),
            ["running", *BACK[1:]],
        ),
        # What was made on the day of the end is not what came after it.
        (
            (
                event("plan_ceased", "1 jun"),
                event("plan_made", "1 jun"),
                event("tribunal_ordered", "1 jul", order="continue"),
            ),
            OWED,
        ),
        # It was to go on, and was decided to end again.
        (
            (
                event("cease_decided", "1 feb"),
                event("tribunal_ordered", "1 mar", order="continue"),
                event("cease_decided", "1 apr"),
            ),
            GONE,
        ),
    ],
)
def test_a_plan_that_is_gone_or_over_asks_for_nothing(
    events: tuple[Event, ...], expected: list[str]
) -> None:
    assert of_the_plan(*events) == expected


def test_a_plan_that_is_to_end_is_maintained_until_it_may() -> None:
    decided = event("cease_decided", "1 apr")
    until, after = (of_the_plan(decided, as_of=day(one)) for one in ("31 may", "2 jun"))
    # The year for the first review ended on 25 May; the fourteen weeks end on 8 June.
    assert until == ["late", "late", "late", "running", "running"]
    assert after == GONE


@pytest.mark.parametrize(
    ("later", "ended"),
    [
        (event("review_meeting_held", "2 nov"), False),
        (event("review_decided", "2 nov", outcome="maintain"), False),
        (event("amendments_proposed", "2 nov"), False),
        (event("amendments_proposed_without_review", "2 nov"), False),
        (event("amended_plan_sent", "2 nov"), False),
        # Until it may end it is reviewed, which shows nothing of afterwards.
        (event("review_meeting_held", "1 may"), True),
        # 1 June is the last day for an appeal, so that it may end on the 2nd.
        (event("review_meeting_held", "1 jun"), True),
        (event("review_meeting_held", "2 jun"), False),
        (event("amended_plan_sent", "1 may"), True),
    ],
)
def test_what_is_done_to_a_plan_afterwards_shows_that_it_did_not_end(
    later: Event, ended: bool
) -> None:
    found = states(
        Event("plan_made", date(2025, 5, 26)),
        event("commissioning_body_changed", "1 mar"),
        event("cease_decided", "1 apr"),
        later,
    )["move.commissioning_body"]
    assert (found.state.value == "not_applicable") is ended


def test_where_bank_holidays_are_not_known_a_plan_is_not_taken_to_have_ended() -> None:
    plan = (Event("plan_made", date(2030, 5, 27)), Event("cease_decided", date(2031, 1, 6)))
    reviews = [duty for duty in DUTIES if duty.id == "review.first"]
    (found,) = compute(Facts(RECEIVED, plan), date(2032, 1, 5), duties=reviews, holidays=bundled())
    assert found.state.value == "late"


def test_what_was_late_before_the_end_is_said_to_have_been() -> None:
    decision = states(*PLAN, event("moved_out", "3 mar"))["review.decision"]
    assert keys(decision) == ["not_applicable.moved_away", "note.already_late"]
    in_time = states(*PLAN, event("moved_out", "2 mar"))["review.decision"]
    assert keys(in_time) == ["not_applicable.moved_away"]


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ((event("plan_transferred_out", "1 jun"),), "transferred_out"),
        ((event("plan_transferred_out", "31 may"),), "transferred_out"),
        # What was handed over before it came back is not what this move asks for.
        (
            (event("plan_transferred_out", "1 feb"), event("plan_transferred_in", "1 mar")),
            "moved_away",
        ),
    ],
    ids=["on the day", "on the day before", "before it came back"],
)
def test_a_move_is_told_of_until_the_plan_is_handed_over(
    events: tuple[Event, ...], why: str
) -> None:
    found = states(*PLAN, event("moved_out", "1 jun"), *events)["reassess.final"]
    assert keys(found)[0] == f"not_applicable.{why}"


def test_a_move_in_the_middle_of_an_assessment_ends_it_here() -> None:
    moved = Event("moved_out", date(2025, 3, 3))
    before = Event("agreed_to_assess", date(2025, 2, 3))
    found = states(before, moved)
    assert stood(found["assess.notify_decision"])[0] == "met"
    assert keys(found["plan.final"]) == ["not_applicable.exported"]
    assert states(before)["plan.final"].state.value == "late"


@pytest.mark.parametrize(
    ("before", "state"),
    [
        ((Event("agreed_to_assess", date(2025, 2, 3)),), "not_applicable"),
        ((Event("considering_notified", date(2025, 1, 13)),), "not_applicable"),
        # Whatever shows a plan leaves it to be transferred, and so do facts that show neither.
        ((), "late"),
        (
            (
                Event("agreed_to_assess", date(2025, 2, 3)),
                Event("plan_finalised", date(2025, 2, 24)),
            ),
            "late",
        ),
        (
            (Event("plan_made", date(2024, 5, 6)), Event("agreed_to_assess", date(2025, 2, 3))),
            "late",
        ),
        ((Event("agreed_to_assess", date(2025, 3, 4)),), "late"),
        # Made on the way back, a plan was none at the move.
        (
            (Event("agreed_to_assess", date(2025, 2, 3)), Event("plan_made", date(2025, 9, 1))),
            "not_applicable",
        ),
    ],
)
def test_no_plan_is_transferred_where_there_never_was_one(
    before: tuple[Event, ...], state: str
) -> None:
    found = states(*before, Event("moved_out", date(2025, 3, 3)))["move.transfer"]
    assert found.state.value == state


def test_a_plan_that_has_come_is_reviewed_by_its_own_day() -> None:
    made, came = Event("plan_made", date(2025, 5, 26)), event("plan_transferred_in", "2 nov")
    found = states(made, came)
    assert keys(found["review.first"]) == ["not_applicable.plan_has_come"]
    assert stood(found["move.review"]) == ("running", None)
    reviewed = Event("plan_reviewed", date(2025, 11, 3))
    found = states(made, reviewed, came)
    assert stood(found["review.first"])[0] == "met"
    assert keys(found["review.next"]) == ["not_applicable.plan_has_come"]
    # What we decide ourselves starts the year again.
    found = states(made, came, event("review_decided", "30 nov", outcome="maintain"))
    assert (stood(found["review.next"]), found["review.next"].due) == (
        ("running", None),
        date(2027, 11, 29),
    )


def test_what_had_to_come_before_a_meeting_is_not_counted_on_after_it() -> None:
    met = event("review_meeting_held", "2 nov")
    assert keys(states(met)["review.notice"]) == ["state.not_in_time"]
    given = Event("review_notice_given", day("26 oct"), meeting_on=day("9 nov"))
    assert keys(states(given, as_of=day("27 oct"))["review.papers"]) == ["state.late"]
    held = Event("review_notice_given", day("26 oct"), meeting_on=day("2 nov"))
    assert keys(states(met, held)["review.notice"]) == ["state.done_late"]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        # Two months from 2 March end on 2 May, a Saturday before a bank holiday: 5 May is in time.
        ((event("plan_ceased", "5 may"),), ("late", "5 may")),
        ((event("plan_ceased", "6 may"),), ("met", "6 may")),
        ((event("appeal_lodged", "1 may"), event("plan_ceased", "6 may")), ("late", "6 may")),
        ((event("plan_ceased", "6 may"), event("appeal_lodged", "7 may")), ("met", "6 may")),
        (
            (
                event("appeal_lodged", "1 may"),
                event("tribunal_ordered", "1 jul", order="dismiss_cease"),
                event("plan_ceased", "1 jul"),
            ),
            ("met", "1 jul"),
        ),
        (
            (
                event("appeal_lodged", "1 may"),
                event("plan_ceased", "30 jun"),
                event("tribunal_ordered", "1 jul", order="dismiss_cease"),
            ),
            ("late", "30 jun"),
        ),
        (
            (event("plan_ceased", "5 may"), event("tribunal_ordered", "1 jul", order="continue")),
            ("late", "5 may"),
        ),
        (
            (event("tribunal_ordered", "4 may", order="continue"), event("plan_ceased", "5 may")),
            ("not_applicable", None),
        ),
    ],
)
def test_a_plan_that_ceased_too_soon_is_a_breach(
    events: tuple[Event, ...], expected: Stood
) -> None:
    found = states(event("cease_decided", "2 mar"), *events)["cease.earliest"]
    assert stood(found) == expected
    assert ("state.done_too_soon" in keys(found)) is (expected[0] == "late")
    assert found.days_left is None or expected[1] is None


def test_a_plan_that_ceased_too_soon_and_again_is_a_breach_still() -> None:
    found = states(
        event("cease_decided", "2 mar"),
        event("plan_ceased", "5 may"),
        event("plan_made", "1 jun"),
        event("cease_decided", "2 nov"),
    )
    assert lines(found, "cease.earliest") == {
        "cease.earliest": ("running", None),
        "cease.earliest:1": ("late", "5 may"),
    }
