"""The clock on reviews and reassessments of a plan."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ehc.workflows.courses import CourseKey
from ehc.workflows.facts import Event
from tests.workflows.after import AWAY, DAY, dates, notes, notice, ordered, said, states


@pytest.mark.parametrize(
    ("events", "due"),
    [
        ([Event("plan_made", date(2023, 5, 26))], date(2024, 5, 25)),
        ([Event("plan_finalised", date(2025, 5, 26))], date(2026, 5, 25)),
        (
            [
                Event("plan_made", date(2025, 5, 26)),
                Event("plan_finalised", date(2025, 9, 1)),
            ],
            date(2026, 5, 25),
        ),
    ],
)
def test_the_first_review(events: list[Event], due: date) -> None:
    found = states(*events)["review.first"]
    assert (found.due, found.aim_for) == (due, due - DAY)
    (safe,) = [one for one in found.because.then if one.key == CourseKey.LAST_SAFE_MEETING]
    assert safe.params["on"] == due - timedelta(days=28)


def test_the_next_review_runs_from_the_last_decision() -> None:
    made = Event("plan_made", date(2023, 5, 26))
    reviewed = Event("plan_reviewed", date(2024, 5, 20))
    meeting = Event("review_meeting_held", date(2025, 4, 22))
    decided = Event("review_decided", date(2025, 5, 19), outcome="maintain")
    found = states(made, reviewed, meeting, decided)
    assert (found["review.first"].state.value, found["review.first"].done_on) == (
        "met",
        date(2024, 5, 20),
    )
    assert dates(found["review.next"]) == (
        date(2025, 5, 19),
        date(2026, 5, 18),
        date(2026, 5, 18),
    )
    assert states(made, reviewed)["review.next"].due == date(2025, 5, 19)


MEETING = Event("review_meeting_held", date(2026, 3, 16))


@pytest.mark.parametrize(
    ("duty", "due"),
    [
        ("review.notice", date(2026, 3, 2)),
        ("review.papers", date(2026, 3, 2)),
        ("review.report", date(2026, 3, 30)),
        ("review.decision", date(2026, 4, 13)),
        ("review.amendments", date(2026, 4, 13)),
        ("review.final_from_meeting", date(2026, 6, 8)),
    ],
)
def test_around_a_review_meeting(duty: str, due: date) -> None:
    found = states(MEETING, as_of=date(2026, 3, 16))[duty]
    assert (found.starts_on, found.due, found.aim_for) == (date(2026, 3, 16), due, due - DAY)


@pytest.mark.parametrize(
    ("given_on", "state"), [(date(2026, 3, 2), "met"), (date(2026, 3, 3), "late")]
)
def test_notice_and_papers_two_weeks_before(given_on: date, state: str) -> None:
    meeting_on = date(2026, 3, 16)
    found = states(
        Event("review_notice_given", given_on, meeting_on=meeting_on),
        Event("review_papers_sent", given_on, meeting_on=meeting_on),
    )
    for duty in ("review.notice", "review.papers"):
        assert (found[duty].state.value, found[duty].done_on) == (state, given_on)
    # Notice of another meeting is no notice of this one.
    other = Event("review_notice_given", date(2026, 1, 5), meeting_on=date(2026, 2, 2))
    assert states(other, MEETING)["review.notice"].done_on is None


@pytest.mark.parametrize(
    ("event", "duty", "done"),
    [
        (MEETING, "review.report", Event("review_report_sent", date(2026, 3, 30))),
        (
            MEETING,
            "review.decision",
            Event("review_decided", date(2026, 4, 13), outcome="maintain"),
        ),
        (MEETING, "review.amendments", Event("amendments_proposed", date(2026, 4, 13))),
        (
            Event("amendments_proposed", date(2026, 4, 13)),
            "review.final",
            Event("amended_plan_sent", date(2026, 6, 8)),
        ),
        (
            Event("reassessment_requested", date(2026, 3, 2)),
            "reassess.decision",
            Event("reassessment_agreed", date(2026, 3, 17)),
        ),
        (
            Event("reassessment_requested", date(2026, 3, 2)),
            "reassess.decision",
            notice(date(2026, 3, 17), "refuse_reassessment"),
        ),
        (
            Event("reassessment_agreed", date(2026, 3, 2)),
            "reassess.final",
            Event("plan_finalised", date(2026, 6, 8)),
        ),
        (
            Event("direct_payment_begun", date(2026, 3, 2)),
            "direct_payment.review",
            Event("direct_payment_reviewed", date(2026, 6, 2)),
        ),
        (
            Event("setting_consulted", date(2026, 3, 2)),
            "consult.answer",
            Event("setting_answered", date(2026, 3, 17)),
        ),
    ],
)
def test_reviews_and_reassessments_on_both_sides(event: Event, duty: str, done: Event) -> None:
    assert states(event, done)[duty].state.value == "met"
    late = dataclasses.replace(done, on=done.on + DAY)
    assert states(event, late)[duty].state.value == "late"


def test_a_review_that_keeps_the_plan_asks_for_no_amendments() -> None:
    kept = Event("review_decided", date(2026, 4, 13), outcome="maintain")
    found = states(MEETING, kept)
    assert found["review.amendments"].state.value == "not_applicable"
    assert found["review.final_from_meeting"].state.value == "not_applicable"
    amended = Event("review_decided", date(2026, 4, 13), outcome="amend")
    assert states(MEETING, amended)["review.amendments"].state.value == "late"


@pytest.mark.parametrize(
    ("as_of", "sent_on", "state", "done_on"),
    [
        (date(2026, 4, 27), None, "running", None),
        (date(2026, 4, 28), None, "met", date(2026, 4, 27)),
        (date(2026, 4, 28), date(2026, 4, 20), "met", date(2026, 4, 20)),
    ],
)
def test_fifteen_days_for_proposed_amendments(
    as_of: date, sent_on: date | None, state: str, done_on: date | None
) -> None:
    events = [Event("amendments_proposed", date(2026, 4, 13))]
    if sent_on is not None:
        events.append(Event("amended_plan_sent", sent_on))
    found = states(*events, as_of=as_of)["review.comments"]
    assert (found.last_day, found.state.value, found.done_on) == (
        date(2026, 4, 27),
        state,
        done_on,
    )


def test_a_plan_after_a_reassessment_is_reviewed_within_twelve_months_of_sending() -> None:
    agreed = Event("reassessment_agreed", date(2026, 3, 2))
    sent = Event("plan_finalised", date(2026, 6, 8))
    assert states(agreed, sent)["review.after_reassessment"].due == date(2027, 6, 8)
    assert states(sent)["review.after_reassessment"].state.value == "not_started"
    early = Event("plan_finalised", date(2026, 3, 1))
    assert states(agreed, early)["review.after_reassessment"].state.value == "not_started"


@pytest.mark.parametrize(
    "decided",
    [
        ordered("reassess", date(2026, 3, 2)),
        Event("unopposed_appeal_notified", date(2026, 3, 2), about="reassess"),
        Event("mediation_agreed", date(2026, 3, 2), about="reassess"),
    ],
)
def test_a_reassessment_that_was_decided_on_counts_from_that_and_not_from_its_letter(
    decided: Event,
) -> None:
    told = Event("reassessment_agreed", date(2026, 3, 9))
    state = states(decided, told)["reassess.final"]
    assert (state.state.value, state.due) == ("not_applicable", date(2026, 6, 15))
    assert state.because.then[0].key == CourseKey.REASSESSED_AS_DECIDED
    # A later one of the authority's own is its own; so is one before.
    later = Event("reassessment_agreed", date(2026, 9, 7))
    assert states(decided, told, later)["reassess.final"].due == date(2026, 12, 14)
    assert states(decided, told, later)["reassess.final"].state.value == "running"
    before = replace(told, on=date(2026, 2, 2))
    assert states(decided, before)["reassess.final"].state.value != "not_applicable"


def test_a_plan_that_was_sent_for_one_thing_does_no_other() -> None:
    setting = replace(ordered("name_setting", date(2026, 3, 2)), ref="1")
    provision = replace(ordered("amend_provision", date(2026, 3, 2)), ref="2")
    sent = Event("amended_plan_sent", date(2026, 3, 9), carries=("1",))
    found = states(setting, provision, sent)
    assert (found["order.name_setting"].done_on, found["order.amend"].done_on) == (sent.on, None)
    both = states(setting, provision, replace(sent, carries=("1", "2")))
    assert both["order.amend"].done_on == sent.on
    # Without a word of what it carries out it does whatever asked for a plan.
    assert states(setting, provision, replace(sent, carries=()))["order.amend"].done_on == sent.on


def test_the_exemptions_of_a_reassessment_ask_for_four_weeks() -> None:
    agreed = Event("reassessment_agreed", date(2026, 3, 2))
    four = dataclasses.replace(AWAY, to_on=date(2026, 3, 30))
    assert states(agreed, exemptions=(AWAY,))["reassess.final"].state.value == "late"
    assert states(agreed, exemptions=(four,))["reassess.final"].state.value == "exempt"


def test_the_end_of_a_plan_and_not_the_decision_ends_the_wait_for_another() -> None:
    agreed = Event("reassessment_agreed", date(2026, 3, 2))
    decided = Event("cease_decided", date(2026, 5, 1))
    # The last day for an appeal is 1 July.
    for as_of, state in ((date(2026, 7, 1), "late"), (date(2026, 7, 2), "not_applicable")):
        assert states(agreed, decided, as_of=as_of)["reassess.final"].state.value == state


def test_an_earlier_plan_does_not_cut_the_familys_fifteen_days_short() -> None:
    found = states(
        Event("amended_plan_sent", date(2026, 2, 2)),
        Event("amendments_proposed", date(2026, 3, 2)),
        as_of=date(2026, 3, 10),
    )["review.comments"]
    assert (found.state.value, found.done_on, notes(found)) == ("running", None, [])
    sooner = states(
        Event("amendments_proposed", date(2026, 3, 2)),
        Event("amended_plan_sent", date(2026, 3, 9)),
    )["review.comments"]
    assert said(sooner, CourseKey.WINDOW_CUT_SHORT)["on"] == date(2026, 3, 9)


def test_a_plan_sent_on_the_day_of_the_reassessment_follows_it() -> None:
    day = date(2026, 3, 2)
    found = states(Event("reassessment_agreed", day), Event("plan_finalised", day))
    assert found["review.after_reassessment"].starts_on == day
