"""Orders of several things, directed dates, and what shows what."""

from __future__ import annotations

from datetime import date

import pytest

from ehc.bank_holidays import bundled
from ehc.workflows.clock import DutyState, compute
from ehc.workflows.duties import last_day_of, latest_start
from ehc.workflows.facts import Event, Facts, problems_in
from tests.workflows.shorthand import (
    DAY,
    LATE,
    RECEIVED,
    Stood,
    day,
    event,
    keys,
    lines,
    states,
    stood,
)

AMEND = event("tribunal_ordered", "2 mar", order="amend_provision")


NAME = event("tribunal_ordered", "2 mar", order="name_setting")


def parts(*events: Event) -> tuple[Stood, Stood]:
    found = states(*events)
    return stood(found["order.name_setting"]), stood(found["order.amend"])


@pytest.mark.parametrize(
    ("events", "named", "amended"),
    [
        ((), ("late", None), ("late", None)),
        # One document for both.
        ((event("amended_plan_sent", "16 mar"),), ("met", "16 mar"), ("met", "16 mar")),
        ((event("amended_plan_sent", "17 mar"),), ("late", "17 mar"), ("met", "17 mar")),
        # Each its own: the setting first, which has two weeks.
        (
            (event("amended_plan_sent", "16 mar"), event("amended_plan_sent", "6 apr")),
            ("met", "16 mar"),
            ("met", "6 apr"),
        ),
        (
            (event("amended_plan_sent", "16 mar"), event("amended_plan_sent", "7 apr")),
            ("met", "16 mar"),
            ("late", "7 apr"),
        ),
        # A plan that something else asked for is none of the order's.
        (
            (
                event("amended_plan_sent", "16 mar"),
                event("amendments_proposed", "1 oct"),
                event("amended_plan_sent", "2 nov"),
            ),
            ("met", "16 mar"),
            ("met", "16 mar"),
        ),
        # It is told which part was done.
        (
            (event("amended_plan_sent", "16 mar", about="setting_only"),),
            ("met", "16 mar"),
            ("late", None),
        ),
        (
            (event("amended_plan_sent", "16 mar", about="contents"),),
            ("late", None),
            ("met", "16 mar"),
        ),
        (
            (
                event("amended_plan_sent", "16 mar", about="contents"),
                event("amended_plan_sent", "17 mar"),
            ),
            ("late", "17 mar"),
            ("met", "16 mar"),
        ),
        (
            (
                event("plan_finalised", "9 mar", about="both"),
                event("amended_plan_sent", "7 apr"),
            ),
            ("met", "9 mar"),
            ("met", "9 mar"),
        ),
    ],
)
def test_each_part_of_an_order_is_done_by_its_own_act(
    events: tuple[Event, ...], named: Stood, amended: Stood
) -> None:
    assert parts(AMEND, NAME, *events) == (named, amended)


def test_an_order_of_one_thing_is_done_by_the_first_sending() -> None:
    found = states(AMEND, event("amended_plan_sent", "16 mar"), event("amended_plan_sent", "7 apr"))
    assert stood(found["order.amend"]) == ("met", "16 mar")
    agreed = event("mediation_agreed", "2 mar", about="setting_only")
    both = states(AMEND, agreed, event("amended_plan_sent", "16 mar"))
    assert [stood(both[name]) for name in ("order.amend", "mediation.name_setting")] == [
        ("met", "16 mar"),
        ("met", "16 mar"),
    ]


def test_the_second_sending_is_said_to_do_the_second_part() -> None:
    found = states(
        AMEND, NAME, event("amended_plan_sent", "16 mar"), event("amended_plan_sent", "6 apr")
    )
    assert "note.sent_in_two_parts" in keys(found["order.amend"])
    assert "note.sent_in_two_parts" not in keys(found["order.name_setting"])


def test_a_date_that_was_directed_stands_on_any_event_of_the_order() -> None:
    directed = (("order.amend", day("20 apr")), ("order.name_setting", day("27 apr")))
    for first, second in ((AMEND, NAME), (NAME, AMEND)):
        told = Event(first.what, first.on, order=first.order, directed=directed)
        found = states(told, second)
        assert (found["order.amend"].due, found["order.name_setting"].due) == (
            day("20 apr"),
            day("27 apr"),
        )
    # The part that is now due first is the one that the first sending does.
    sent = (event("amended_plan_sent", "20 apr"), event("amended_plan_sent", "27 apr"))
    assert parts(told, second, *sent) == (("met", "27 apr"), ("met", "20 apr"))
    # Of two dates that contradict each other the earlier keeps both.
    twice = [
        Event("tribunal_ordered", day("2 mar"), order="assess", directed=((ASSESS, day(one)),))
        for one in ("30 mar", "23 mar")
    ]
    again = event("tribunal_ordered", "2 mar", order="reassess")
    assert states(*twice, again)[ASSESS].due == day("23 mar")
    # On another day it is another order.
    facts = Facts(
        RECEIVED,
        (
            Event(
                "tribunal_ordered",
                day("3 mar"),
                order="assess",
                directed=(("order.amend", day("20 apr")),),
            ),
            AMEND,
        ),
    )
    assert [one.message.key for one in problems_in(facts, LATE)] == ["impossible.unknown_directed"]


ASSESS = "order.assess.notify"


@pytest.mark.parametrize(
    ("events", "state", "key"),
    [
        ((), "late", "state.late"),
        ((event("review_report_sent", "16 mar"),), "met", "state.met"),
        ((event("review_report_sent", "17 mar"),), "late", "state.done_late"),
        (
            (event("review_decided", "16 mar", outcome="maintain"),),
            "met",
            "note.decision_shows_report",
        ),
        (
            (event("review_decided", "17 mar", outcome="maintain"),),
            "not_applicable",
            "not_applicable.report_not_recorded",
        ),
        ((event("amendments_proposed", "17 mar"),), "not_applicable",
         "not_applicable.report_not_recorded"),
        (
            (
                event("review_report_sent", "18 mar"),
                event("review_decided", "20 mar", outcome="maintain"),
            ),
            "late",
            "state.done_late",
        ),
    ],
)  # fmt: skip
def test_nobody_is_late_for_ever_with_a_report(
    events: tuple[Event, ...], state: str, key: str
) -> None:
    found = states(event("review_meeting_held", "2 mar"), *events)["review.report"]
    assert (found.state.value, keys(found)[-1]) == (state, key)


def test_where_everything_is_recorded_a_report_that_is_not_is_owed() -> None:
    """Regulation 20(9): a decision does not take its place, and it can be sent late."""
    met = event("review_meeting_held", "2 mar")
    kept = event("review_decided", "17 mar", outcome="maintain")

    def report(as_of: str, *events: Event) -> DutyState:
        facts = Facts(date(2025, 5, 26), (met, *events), is_whole=True)
        (found,) = [
            one for one in compute(facts, day(as_of), holidays=bundled())
            if one.duty == "review.report"
        ]  # fmt: skip
        return found

    assert stood(report("16 mar"))[0] == "running"
    late = report("18 mar", kept)
    assert (late.state.value, keys(late)[-2:]) == ("late", ["state.late", "note.report_owed"])
    early = event("review_decided", "9 mar", outcome="maintain")
    assert report("16 mar", early).state.value == "running"
    assert report("17 mar", early).state.value == "late"
    sent = report("18 mar", kept, event("review_report_sent", "18 mar"))
    assert (sent.state.value, keys(sent)[-1]) == ("late", "state.done_late")


def test_deciding_not_to_amend_after_all_begins_no_other_year() -> None:
    """Section 44(1)(b), regulations 20(10) and 22(4): it was reviewed when that was proposed."""
    made = Event("plan_made", date(2025, 5, 26))
    met, proposed = event("review_meeting_held", "2 mar"), event("amendments_proposed", "16 mar")
    kept = event("not_amended_after_review", "20 apr")
    found = states(made, met, proposed, kept)
    assert found["review.next"].starts_on == day("16 mar")
    assert stood(found["review.final"]) == ("met", "20 apr")
    assert found["review.final_from_meeting"].state.value == "not_applicable"


def test_amendments_proposed_after_a_meeting_show_the_decision_to_amend() -> None:
    made = Event("plan_made", date(2025, 5, 26))
    met, proposed = event("review_meeting_held", "2 mar"), event("amendments_proposed", "16 mar")
    found = states(made, met, proposed)
    assert stood(found["review.first"]) == ("met", "16 mar")
    assert found["review.next"].starts_on == day("16 mar")
    # Without a meeting nothing was reviewed, and what was decided is not decided again.
    assert states(made, proposed)["review.first"].state.value == "late"
    told = event("review_decided", "9 mar", outcome="amend")
    assert states(made, met, told, proposed)["review.next"].starts_on == day("9 mar")


def test_the_year_after_a_reassessment_runs_from_the_plan_that_followed_it() -> None:
    found = states(
        event("reassessment_agreed", "5 jan"),
        event("plan_finalised", "2 mar"),
        event("amended_plan_sent", "1 jun"),
        as_of=day("1 jul"),
    )
    assert lines(found, "review.after_reassessment") == {
        "review.after_reassessment": ("running", None)
    }
    assert found["review.after_reassessment"].starts_on == day("2 mar")
    waiting = states(event("plan_finalised", "2 jan"), event("reassessment_agreed", "5 jan"))
    assert waiting["review.after_reassessment"].state.value == "not_started"


@pytest.mark.parametrize(
    ("again_on", "reviewed_on", "expected"),
    [
        # Sent again within the year, a year of its own runs; after it, the first was late.
        (date(2026, 1, 5), None, {"review.after_reassessment": ("running", None)}),
        (
            date(2026, 1, 6),
            None,
            {
                "review.after_reassessment": ("running", None),
                "review.after_reassessment:1": ("late", None),
            },
        ),
        (
            date(2026, 1, 7),
            date(2026, 1, 6),
            {
                "review.after_reassessment": ("running", None),
                "review.after_reassessment:1": ("late", "6 jan"),
            },
        ),
        (date(2026, 1, 5), date(2026, 1, 2), {"review.after_reassessment": ("running", None)}),
    ],
)
def test_a_plan_sent_after_another_reassessment_begins_its_own_year(
    again_on: date, reviewed_on: date | None, expected: dict[str, Stood]
) -> None:
    first, sent = Facts(RECEIVED).received_on - 365 * DAY, date(2025, 1, 5)
    facts = Facts(
        first,
        (
            Event("reassessment_agreed", first),
            Event("plan_finalised", sent),
            Event("reassessment_agreed", sent + DAY),
            Event("plan_finalised", again_on),
            *([] if reviewed_on is None else [Event("plan_reviewed", reviewed_on)]),
        ),
    )
    found = compute(facts, day("1 jul"), holidays=bundled())
    assert lines({one.duty: one for one in found}, "review.after_reassessment") == expected


@pytest.mark.parametrize(
    ("drafted_on", "state"), [(date(2025, 2, 17), "met"), (date(2025, 2, 18), "late")]
)
def test_a_draft_shows_that_the_answer_was_yes(drafted_on: date, state: str) -> None:
    found = states(Event("draft_served", drafted_on))["assess.notify_decision"]
    assert (found.state.value, found.done_on) == (state, drafted_on)
    assert keys(found)[-1] == "note.yes_not_recorded"
    assert keys(found)[0] == ("state.shown" if state == "met" else "state.shown_late")
    told = Event("agreed_to_assess", date(2025, 2, 10))
    found = states(told, Event("draft_served", drafted_on))["assess.notify_decision"]
    assert (found.state.value, found.done_on) == ("met", date(2025, 2, 10))


@pytest.mark.parametrize(
    ("name", "last_day"),
    [
        ("advice.s31", date(2026, 4, 13)),
        ("appeal.lodge", date(2026, 5, 2)),
        ("consult.answer", date(2026, 3, 17)),
        ("draft.comments", date(2026, 3, 16)),
        ("review.comments", date(2026, 3, 16)),
        ("review.next", date(2027, 3, 1)),
    ],
)
def test_the_last_day_of_a_rule(name: str, last_day: date) -> None:
    assert last_day_of(name, day("2 mar")) == last_day
    assert last_day_of(name, day("2 mar"), begun_on=date(2025, 1, 6)) == last_day


@pytest.mark.parametrize(
    ("name", "start"),
    [("review.decision", date(2026, 2, 2)), ("review.papers", date(2026, 3, 16))],
)
def test_the_latest_start_of_a_rule_ends_by_the_day(name: str, start: date) -> None:
    due = day("2 mar")
    assert latest_start(name, due) == start
    assert last_day_of(name, start) == due


def test_a_rule_that_is_no_law_gives_no_day() -> None:
    for name, begun_on in (("advice.none", None), ("advice.s31", date(2014, 8, 31))):
        with pytest.raises(KeyError):
            last_day_of(name, day("2 mar"), begun_on=begun_on)
