"""The clock on a plan that is to end: not before its day, nor while an appeal is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ehc.workflows.courses import CourseKey
from ehc.workflows.facts import Event
from tests.workflows.after import cease, dates, notes, ordered, said


def lodged(on: str, decision: str | None = None) -> Event:
    """An appeal brought on a day of 2026, such as ``"6 1"`` for 1 June."""
    month, number = on.split()
    return Event("appeal_lodged", date(2026, int(month), int(number)), decision=decision)


def withdrawn(on: str, decision: str | None = None) -> Event:
    return replace(lodged(on, decision), what="appeal_withdrawn")


@pytest.mark.parametrize(
    ("as_of", "state", "done_on"),
    [
        (date(2026, 9, 1), "running", None),
        (date(2026, 9, 2), "running", None),
        (date(2026, 9, 3), "met", date(2026, 9, 2)),
    ],
)
def test_a_plan_may_not_cease_before_the_time_to_appeal_is_over(
    as_of: date, state: str, done_on: date | None
) -> None:
    found = cease(as_of=as_of)
    assert dates(found) == (date(2026, 6, 15), date(2026, 8, 16), date(2026, 9, 2))
    assert (found.state.value, found.done_on, found.aim_for) == (state, done_on, None)


def test_a_certificate_puts_ceasing_off() -> None:
    found = cease(Event("mediation_certificate_issued", date(2026, 8, 10)))
    assert (found.base_due, found.due) == (date(2026, 9, 11), date(2026, 9, 11))
    assert found.because.key == "duty.cease.earliest.certificate"


def test_a_plan_may_not_cease_while_an_appeal_is_open() -> None:
    found = cease(Event("appeal_lodged", date(2026, 7, 1)))
    assert (found.state.value, found.days_left) == ("running", -90)
    assert CourseKey.APPEAL_OPEN in notes(found)
    assert f"family.{CourseKey.APPEAL_OPEN.value}" in [
        one.key for one in found.because_for_families.then
    ]


def test_an_appeal_that_was_withdrawn_holds_nothing_open() -> None:
    appealed, withdrawn = (
        Event("appeal_lodged", date(2026, 7, 1)), Event("appeal_withdrawn", date(2026, 8, 3)),
    )  # fmt: skip
    assert cease(appealed, withdrawn) == cease()
    again = cease(appealed, withdrawn, Event("appeal_lodged", date(2026, 8, 5)))
    assert said(again, CourseKey.APPEAL_OPEN)["on"] == date(2026, 8, 5)


@pytest.mark.parametrize(
    ("events", "open_since"),
    [
        # Brought before the decision to end the plan, it is about something else.
        ((lodged("6 1"), lodged("7 1"), withdrawn("8 3")), date(2026, 7, 1)),
        ((lodged("6 1"), lodged("7 1"), withdrawn("8 3"), withdrawn("8 4")), None),
        ((lodged("6 1"), withdrawn("6 8"), lodged("7 1"), withdrawn("8 3")), None),
        # Decided, it is no longer one that can be withdrawn.
        (
            (
                lodged("6 1"),
                lodged("7 1"),
                ordered("name_setting", date(2026, 7, 20)),
                withdrawn("8 3"),
            ),
            None,
        ),
        # Which it is against is told.
        ((lodged("7 1", "cease"), lodged("7 2", "review"), withdrawn("8 3", "review")),
         date(2026, 7, 1)),
        ((lodged("7 1", "cease"), lodged("7 2", "review"), withdrawn("8 3", "cease")), None),
        ((lodged("7 1"), withdrawn("8 3", "cease")), None),
        ((lodged("7 2", "review"),), None),
        ((lodged("6 1", "review"), lodged("7 1", "cease"), withdrawn("8 3")), date(2026, 7, 1)),
    ],
)  # fmt: skip
def test_the_end_of_another_appeal_ends_no_plan(
    events: tuple[Event, ...], open_since: date | None
) -> None:
    found = cease(*events)
    assert (CourseKey.APPEAL_OPEN in notes(found)) is (open_since is not None)
    if open_since is not None:
        assert said(found, CourseKey.APPEAL_OPEN)["on"] == open_since


def test_an_appeal_that_is_dismissed_lets_the_plan_cease_at_once() -> None:
    found = cease(
        Event("appeal_lodged", date(2026, 7, 1)), ordered("dismiss_cease", date(2026, 10, 5))
    )
    assert (found.due, found.base_due, found.state.value) == (
        date(2026, 10, 5),
        date(2026, 8, 16),
        "met",
    )


@pytest.mark.parametrize(
    "kept",
    [
        ordered("continue", date(2026, 10, 5)),
        ordered("continue_and_amend", date(2026, 10, 5)),
        Event("unopposed_appeal_notified", date(2026, 10, 5), about="cease"),
        Event("mediation_agreed", date(2026, 10, 5), about="continue"),
        Event("mediation_agreed", date(2026, 10, 5), about="cease"),
    ],
)
def test_a_plan_that_is_kept_does_not_cease(kept: Event) -> None:
    found = cease(kept)
    assert found.state.value == "not_applicable"
    # Its date stands, with what moved it.
    assert notes(found) == [CourseKey.EXTENDED, CourseKey.PLAN_CONTINUES]


def test_what_is_said_of_a_plan_that_may_cease_names_the_day() -> None:
    october = date(2026, 10, 5)
    dismissed = ordered("dismiss_cease", october)
    appealed = Event("appeal_lodged", date(2026, 7, 1))
    assert said(cease(ordered("continue", october)), CourseKey.PLAN_CONTINUES)["on"] == october
    assert said(cease(appealed, dismissed), CourseKey.APPEAL_DISMISSED)["on"] == october
    assert said(cease(appealed), CourseKey.APPEAL_OPEN)["on"] == date(2026, 7, 1)


@pytest.mark.parametrize(
    "before",
    [
        ordered("continue", date(2026, 6, 14)),
        ordered("dismiss_cease", date(2026, 6, 14)),
        Event("appeal_lodged", date(2026, 6, 14)),
    ],
)
def test_what_came_of_an_earlier_decision_does_not_touch_a_later_one(before: Event) -> None:
    assert cease(before) == cease()


def test_another_order_does_not_let_a_plan_cease() -> None:
    found = cease(ordered("name_setting", date(2026, 10, 5)))
    assert (found.due, found.base_due) == (date(2026, 9, 2), date(2026, 8, 16))


@pytest.mark.parametrize(
    "more",
    [
        Event("appeal_lodged", date(2026, 8, 20)),
        ordered("dismiss_cease", date(2026, 8, 20)),
        ordered("continue", date(2026, 8, 20)),
    ],
)
def test_a_certificate_puts_ceasing_off_whatever_comes_after(more: Event) -> None:
    found = cease(Event("mediation_certificate_issued", date(2026, 8, 10)), more)
    assert found.base_due == date(2026, 9, 11)
