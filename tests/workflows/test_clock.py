"""The clock on the facts of a case: dates, states and why, on both sides of each limit."""

from __future__ import annotations

from datetime import date

import pytest

from ehc.workflows.clock import DutyStatus, StateKey, compute
from ehc.workflows.courses import CourseKey
from ehc.workflows.duties import ASSESSMENT_DUTIES
from ehc.workflows.facts import Event, Facts
from tests.workflows.limits import (
    COMMENTS,
    DAY,
    DECISION,
    FINAL,
    NO_PLAN,
    RECEIVED,
    REFUSAL,
    SIX,
    SIXTEEN,
    TWENTY,
    on,
    said,
    standing,
    states,
)


def test_a_request_alone() -> None:
    assert [
        (one.duty, one.state.value, one.starts_on, one.due, one.aim_for, one.days_left)
        for one in compute(Facts(RECEIVED), date(2026, 1, 6), duties=ASSESSMENT_DUTIES)
    ] == [
        (DECISION, "running", RECEIVED, SIX, date(2026, 2, 15), 41),
        (REFUSAL, "running", RECEIVED, SIX, date(2026, 2, 15), 41),
        (NO_PLAN, "running", RECEIVED, SIXTEEN, date(2026, 4, 26), 111),
        (COMMENTS, "not_started", None, None, None, None),
        (FINAL, "running", RECEIVED, TWENTY, date(2026, 5, 24), 139),
    ]


@pytest.mark.parametrize(
    ("as_of", "state", "days_left"),
    [
        (TWENTY - DAY, "running", 1),
        (TWENTY, "running", 0),
        (TWENTY + DAY, "late", -1),
    ],
)
def test_a_limit_passes_when_its_day_has_passed(as_of: date, state: str, days_left: int) -> None:
    final = states(as_of=as_of)[FINAL]
    assert (final.state.value, final.days_left, final.done_on) == (state, days_left, None)


@pytest.mark.parametrize(
    ("sent_on", "state"),
    [(TWENTY - DAY, "met"), (TWENTY, "met"), (TWENTY + DAY, "late")],
)
def test_done_on_the_day_is_in_time(sent_on: date, state: str) -> None:
    final = states(on("plan_finalised", sent_on), as_of=date(2026, 6, 30))[FINAL]
    assert (final.state.value, final.done_on, final.days_left) == (state, sent_on, None)


def test_a_yes_meets_the_decision_and_ends_the_limit_on_a_no() -> None:
    found = states(on("agreed_to_assess", SIX), as_of=TWENTY)
    assert (found[DECISION].state, found[DECISION].done_on) == (DutyStatus.MET, SIX)
    assert (found[REFUSAL].state, found[REFUSAL].done_on) == (DutyStatus.NOT_APPLICABLE, None)
    assert said(found[REFUSAL]) == [CourseKey.AGREED_TO_ASSESS]


@pytest.mark.parametrize(("day", "state"), [(SIX, "met"), (SIX + DAY, "late")])
def test_a_no_at_once_is_the_refusal(day: date, state: str) -> None:
    found = states(on("refused_to_assess", day), as_of=TWENTY)
    assert (found[REFUSAL].state.value, found[REFUSAL].done_on) == (state, day)
    assert found[DECISION].state is DutyStatus.NOT_APPLICABLE
    assert said(found[DECISION]) == [CourseKey.NOTIFIED_AS_REFUSAL]


@pytest.mark.parametrize(("day", "state"), [(SIX, "met"), (SIX + DAY, "late")])
def test_a_no_after_being_considered_is_the_decision(day: date, state: str) -> None:
    told = on("considering_notified", date(2026, 1, 20))
    found = states(told, on("refused_to_assess", day), as_of=TWENTY)
    assert (found[DECISION].state.value, found[DECISION].done_on) == (state, day)
    assert (found[REFUSAL].state, found[REFUSAL].done_on) == (DutyStatus.NOT_APPLICABLE, None)
    assert said(found[REFUSAL]) == [CourseKey.BEING_CONSIDERED]


def test_being_considered_ends_the_limit_on_a_no_at_once() -> None:
    found = standing(on("considering_notified", date(2026, 1, 20)), as_of=date(2026, 1, 20))
    assert (found[DECISION], found[REFUSAL]) == ("running", "not_applicable")


def test_being_told_after_the_refusal_changes_nothing() -> None:
    refused = on("refused_to_assess", date(2026, 2, 2))
    same_day = on("considering_notified", date(2026, 2, 2))
    day_after = on("considering_notified", date(2026, 2, 3))
    assert standing(refused, day_after, as_of=TWENTY)[REFUSAL] == "met"
    assert standing(refused, same_day, as_of=TWENTY)[REFUSAL] == "not_applicable"


def test_a_no_after_a_yes_leaves_the_first_answer() -> None:
    events = (on("agreed_to_assess", date(2026, 2, 2)), on("refused_to_assess", date(2026, 3, 2)))
    found = states(*events, as_of=TWENTY)
    assert (found[DECISION].state, found[DECISION].done_on) == (DutyStatus.MET, date(2026, 2, 2))
    assert found[REFUSAL].state is DutyStatus.NOT_APPLICABLE
    assert found[FINAL].state is DutyStatus.NOT_APPLICABLE


def test_a_refusal_to_assess_ends_the_later_limits() -> None:
    found = states(on("refused_to_assess", date(2026, 2, 2)), as_of=TWENTY + DAY)
    assert [found[name].state.value for name in (NO_PLAN, FINAL)] == ["not_applicable"] * 2
    assert said(found[FINAL]) == [CourseKey.REFUSED_TO_ASSESS]
    assert (found[FINAL].due, found[FINAL].aim_for) == (TWENTY, TWENTY - DAY)


@pytest.mark.parametrize(
    "undone",
    [
        Event("refusal_reversed", date(2026, 3, 2), of="assess"),
        on("agreed_to_assess", date(2026, 3, 2)),
        on("refused_to_issue", date(2026, 3, 2)),
        on("agreed_to_issue", date(2026, 3, 2)),
        on("draft_served", date(2026, 3, 2)),
    ],
)
def test_a_refusal_reversed_without_an_order_keeps_the_original_weeks(undone: Event) -> None:
    found = states(on("refused_to_assess", date(2026, 2, 2)), undone, as_of=date(2026, 3, 9))
    if undone.what == "refused_to_issue":
        assert found[FINAL].state is DutyStatus.NOT_APPLICABLE
        assert said(found[FINAL]) == [CourseKey.REFUSED_TO_ISSUE]
        return
    assert (found[FINAL].state, found[FINAL].due) == (DutyStatus.RUNNING, TWENTY)
    assert said(found[FINAL]) == [CourseKey.REVERSED_KEEPS_DATE]
    assert found[FINAL].because.then[0].params["on"] == date(2026, 3, 2)


def test_a_reversal_leaves_the_refusal_as_it_was_notified() -> None:
    found = standing(
        on("refused_to_assess", date(2026, 2, 2)),
        Event("refusal_reversed", date(2026, 3, 2), of="assess"),
        on("agreed_to_assess", date(2026, 3, 2)),
        as_of=date(2026, 3, 9),
    )
    assert (found[DECISION], found[REFUSAL]) == ("not_applicable", "met")


def test_refused_again_after_a_reversal_ends_them_again() -> None:
    refused, undone, again = (
        on("refused_to_assess", date(2026, 2, 2)),
        Event("refusal_reversed", date(2026, 2, 3), of="assess"),
        on("refused_to_assess", date(2026, 2, 4)),
    )
    assert standing(refused, undone, as_of=SIX)[FINAL] == "running"
    assert standing(refused, undone, again, as_of=SIX)[FINAL] == "not_applicable"


@pytest.mark.parametrize(("day", "state"), [(SIXTEEN, "met"), (SIXTEEN + DAY, "late")])
def test_a_refusal_to_issue_within_16_weeks(day: date, state: str) -> None:
    found = states(on("refused_to_issue", day), as_of=TWENTY + DAY)
    assert (found[NO_PLAN].state.value, found[NO_PLAN].done_on) == (state, day)
    assert found[FINAL].state is DutyStatus.NOT_APPLICABLE
    assert said(found[FINAL]) == [CourseKey.REFUSED_TO_ISSUE]


@pytest.mark.parametrize("yes", ["agreed_to_issue", "draft_served", "plan_finalised"])
def test_a_yes_to_a_plan_ends_the_limit_on_a_no(yes: str) -> None:
    found = states(on(yes, date(2026, 5, 4)), as_of=date(2026, 5, 4))
    assert found[NO_PLAN].state is DutyStatus.NOT_APPLICABLE
    assert said(found[NO_PLAN]) == [CourseKey.AGREED_TO_ISSUE]
    assert standing(as_of=date(2026, 5, 4))[NO_PLAN] == "late"


def test_a_refusal_to_issue_that_is_given_up_runs_on_from_receipt() -> None:
    refused, agreed = on("refused_to_issue", SIXTEEN), on("agreed_to_issue", date(2026, 5, 11))
    found = standing(refused, agreed, as_of=date(2026, 5, 11))
    assert (found[NO_PLAN], found[FINAL]) == ("met", "running")


@pytest.mark.parametrize(
    ("what", "key"),
    [
        ("request_withdrawn", CourseKey.WITHDRAWN),
        ("deceased", CourseKey.DECEASED),
        ("not_ours", CourseKey.NOT_OURS),
        ("exported", CourseKey.EXPORTED),
        ("detained", CourseKey.DETAINED),
    ],
)
def test_what_still_runs_ends_with_the_case(what: str, key: CourseKey) -> None:
    asked = Event("advice_requested", date(2026, 2, 10), advice="psychological")
    found = states(
        on("agreed_to_assess", date(2026, 2, 9)), asked, on(what, SIXTEEN), as_of=TWENTY + DAY
    )
    assert {name: state.state.value for name, state in found.items()} == {
        DECISION: "met",
        REFUSAL: "not_applicable",
        "advice.psychological": "not_applicable",
        NO_PLAN: "not_applicable",
        COMMENTS: "not_started",
        FINAL: "not_applicable",
    }
    assert said(found[FINAL]) == [key]
    assert found[COMMENTS].because.key == key


def test_release_keeps_the_clock_and_detention_again_stops_it_again() -> None:
    """SI 2015/62, regulation 15."""
    held, freed = on("detained", date(2026, 2, 2)), on("released", date(2026, 3, 2))
    assert standing(held, as_of=SIXTEEN)[FINAL] == "not_applicable"
    found = states(held, freed, as_of=SIXTEEN)
    assert (found[FINAL].state, found[FINAL].due) == ("running", TWENTY)
    assert found[DECISION].state == "late"
    again = on("detained", date(2026, 4, 1))
    assert standing(again, freed, held, as_of=SIXTEEN)[FINAL] == "not_applicable"
    same_day = on("released", date(2026, 2, 2))
    assert standing(same_day, held, as_of=SIXTEEN)[FINAL] == "running"


def test_what_was_done_stays_done() -> None:
    found = standing(
        on("plan_finalised", TWENTY), on("request_withdrawn", TWENTY + DAY), as_of=TWENTY + DAY
    )
    assert found[FINAL] == "met"


@pytest.mark.parametrize(
    ("what", "ended_on", "refusal"),
    [
        ("request_withdrawn", SIX - DAY, "not_applicable"),
        ("deceased", SIX - DAY, "not_applicable"),
        # Done on the day of the end it was done; what ends for another reason goes on elsewhere.
        ("request_withdrawn", SIX + DAY, "late"),
        ("detained", SIX - DAY, "late"),
    ],
)
def test_what_still_ran_at_the_end_is_not_late_for_what_is_done_since(
    what: str, ended_on: date, refusal: str
) -> None:
    found = states(on("refused_to_assess", SIX + DAY), on(what, ended_on), as_of=TWENTY)[REFUSAL]
    assert found.state.value == refusal
    assert (found.done_on is None) is (refusal == "not_applicable")


def test_what_begins_after_the_end_is_told_as_it_went() -> None:
    ended, refused = on("request_withdrawn", SIX), on("refused_to_assess", SIX)
    asked = Event("advice_requested", SIX + DAY, advice="psychological", body="other")
    came = Event("advice_received", SIX + DAY, advice="psychological")
    found = standing(ended, refused, asked, came, as_of=TWENTY)
    assert (found[REFUSAL], found["advice.psychological"]) == ("met", "met")


@pytest.mark.parametrize(
    ("as_of", "state", "done_on", "days_left"),
    [
        (date(2025, 12, 12), "running", None, 14),
        (date(2025, 12, 26), "running", None, 0),
        (date(2025, 12, 27), "met", date(2025, 12, 26), None),
    ],
)
def test_fifteen_days_beginning_with_service(
    as_of: date, state: str, done_on: date | None, days_left: int | None
) -> None:
    facts = Facts(date(2025, 9, 1), (on("draft_served", date(2025, 12, 12)),))
    found = next(one for one in compute(facts, as_of) if one.duty == COMMENTS)
    assert (found.state.value, found.done_on, found.days_left) == (state, done_on, days_left)
    assert (found.starts_on, found.due, found.last_day, found.aim_for) == (
        date(2025, 12, 12),
        date(2025, 12, 26),
        date(2025, 12, 26),
        None,
    )


def test_a_draft_served_again_starts_its_days_again_and_not_the_weeks() -> None:
    events = (on("draft_served", date(2026, 4, 1)), on("draft_served", date(2026, 4, 20)))
    found = states(*events, as_of=date(2026, 4, 21))
    assert (found[COMMENTS].last_day, found[FINAL].due) == (date(2026, 5, 4), TWENTY)


def test_a_final_inside_the_days_is_accepted_and_said() -> None:
    served = on("draft_served", date(2026, 5, 1))
    inside = states(served, on("plan_finalised", date(2026, 5, 15)), as_of=TWENTY)[COMMENTS]
    assert (inside.state, inside.done_on) == (DutyStatus.MET, date(2026, 5, 15))
    # It did not end on that day, and is not said to have.
    assert said(inside) == [CourseKey.WINDOW_CUT_SHORT]
    assert [one.key for one in inside.because_for_families.then] == [
        f"family.{CourseKey.WINDOW_CUT_SHORT}"
    ]
    after = states(served, on("plan_finalised", date(2026, 5, 16)), as_of=TWENTY)[COMMENTS]
    assert (after.state, after.done_on) == (DutyStatus.MET, date(2026, 5, 15))
    assert said(after) == [StateKey.WINDOW_OVER]


def test_a_draft_after_the_final_is_another_matter() -> None:
    events = (
        on("draft_served", date(2026, 4, 1)),
        on("plan_finalised", date(2026, 5, 1)),
        on("draft_served", date(2026, 5, 20)),
    )
    assert states(*events, as_of=TWENTY)[COMMENTS].last_day == date(2026, 4, 15)


def test_a_reassessment_has_a_draft_of_its_own() -> None:
    events = (
        on("plan_finalised", date(2026, 3, 2)),
        on("reassessment_agreed", date(2026, 4, 1)),
        on("draft_served", date(2026, 5, 20)),
    )
    found = states(*events, as_of=TWENTY)[COMMENTS]
    assert (found.state.value, found.last_day) == ("running", date(2026, 6, 3))
    first = on("draft_served", date(2026, 2, 2))
    assert states(first, *events, as_of=TWENTY)[COMMENTS].last_day == date(2026, 6, 3)
    before = (first, events[0], on("draft_served", date(2026, 3, 20)), events[1])
    assert states(*before, as_of=TWENTY)[COMMENTS].last_day == date(2026, 2, 16)


@pytest.mark.parametrize(
    ("withdrawn_on", "state"),
    [(date(2026, 5, 15), "not_applicable"), (date(2026, 5, 16), "met")],
)
def test_withdrawn_while_the_family_could_comment(withdrawn_on: date, state: str) -> None:
    events = (on("draft_served", date(2026, 5, 1)), on("request_withdrawn", withdrawn_on))
    assert standing(*events, as_of=date(2026, 6, 30))[COMMENTS] == state
