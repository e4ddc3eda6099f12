"""What the clock says of a date, with each day and number that its sentences name."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest

from ehc.bank_holidays import bundled
from ehc.workflows.clock import DutyState, StateKey, compute
from ehc.workflows.counting import days, months
from ehc.workflows.courses import CourseKey
from ehc.workflows.exemptions import Exemption
from ehc.workflows.facts import Event, Facts, problems_in
from ehc.workflows.messages import Message
from tests.workflows.telling import assert_is_told_whole

RECEIVED, TWENTY = date(2026, 1, 5), date(2026, 5, 25)
DAY = timedelta(days=1)
AWAY = Exemption(
    "absent_from_area",
    from_on=date(2026, 3, 2),
    to_on=date(2026, 4, 6),
    why_impractical="Nobody could see her.",
)


def state(
    duty: str, *events: Event, as_of: date, exemptions: tuple[Exemption, ...] = ()
) -> DutyState:
    found = compute(Facts(RECEIVED, events, exemptions), as_of, targets=True, holidays=bundled())
    for one in found:
        assert_is_told_whole(one)
    (wanted,) = [one for one in found if one.duty == duty]
    return wanted


def params(state: DutyState, key: str) -> dict[str, object]:
    (found,) = [one for one in state.because.then if one.key == key]
    return dict(found.params)


def final(day: date) -> Event:
    return Event("plan_finalised", day)


@pytest.mark.parametrize(
    ("events", "as_of", "key", "said"),
    [
        ((), TWENTY + 2 * DAY, StateKey.LATE, {"late": days(2)}),
        ((final(TWENTY),), TWENTY + DAY, StateKey.MET, {"done_on": TWENTY}),
        (
            (final(TWENTY + 3 * DAY),),
            TWENTY + 9 * DAY,
            StateKey.DONE_LATE,
            {"late": days(3), "done_on": TWENTY + 3 * DAY},
        ),
        (
            (Event("request_withdrawn", date(2026, 3, 2)),),
            TWENTY,
            CourseKey.WITHDRAWN,
            {"on": date(2026, 3, 2)},
        ),
        (
            (Event("deceased", date(2026, 3, 9)),),
            TWENTY,
            CourseKey.DECEASED,
            {"on": date(2026, 3, 9)},
        ),
        (
            (Event("refused_to_assess", date(2026, 2, 2)),),
            TWENTY,
            CourseKey.REFUSED_TO_ASSESS,
            {"on": date(2026, 2, 2)},
        ),
        (
            (
                Event("refused_to_assess", date(2026, 2, 2)),
                Event("refusal_reversed", date(2026, 3, 2), of="assess"),
            ),
            TWENTY,
            CourseKey.REVERSED_KEEPS_DATE,
            {"on": date(2026, 3, 2)},
        ),
        (
            (
                Event("refused_to_assess", date(2026, 2, 2)),
                Event("tribunal_ordered", date(2026, 4, 7), order="assess"),
            ),
            TWENTY,
            CourseKey.ORDER_HAS_ITS_OWN,
            {"on": date(2026, 4, 7)},
        ),
    ],
)
def test_what_is_said_of_the_final_plan(
    events: tuple[Event, ...], as_of: date, key: str, said: dict[str, object]
) -> None:
    assert params(state("plan.final", *events, as_of=as_of), key) == said


def test_a_plan_sent_late_with_an_exemption_says_when() -> None:
    sent = final(TWENTY + DAY)
    found = state("plan.final", sent, as_of=TWENTY + 9 * DAY, exemptions=(AWAY,))
    assert params(found, StateKey.DONE_EXEMPT) == {"done_on": TWENTY + DAY}


@pytest.mark.parametrize(
    ("duty", "events", "key", "on"),
    [
        (
            "assess.notify_decision",
            (Event("refused_to_assess", date(2026, 2, 2)),),
            CourseKey.NOTIFIED_AS_REFUSAL,
            date(2026, 2, 2),
        ),
        (
            "assess.notify_refusal",
            (Event("considering_notified", date(2026, 1, 20)),),
            CourseKey.BEING_CONSIDERED,
            date(2026, 1, 20),
        ),
        (
            "assess.notify_refusal",
            (Event("agreed_to_assess", date(2026, 1, 27)),),
            CourseKey.AGREED_TO_ASSESS,
            date(2026, 1, 27),
        ),
        (
            "issue.notify_refusal",
            (Event("agreed_to_issue", date(2026, 4, 7)),),
            CourseKey.AGREED_TO_ISSUE,
            date(2026, 4, 7),
        ),
        (
            "plan.final",
            (Event("refused_to_issue", date(2026, 4, 7)),),
            CourseKey.REFUSED_TO_ISSUE,
            date(2026, 4, 7),
        ),
    ],
)
def test_why_a_limit_fell_away_names_the_day(
    duty: str, events: tuple[Event, ...], key: CourseKey, on: date
) -> None:
    assert params(state(duty, *events, as_of=TWENTY), key) == {"on": on}


def test_advice_says_what_it_is_about_and_what_it_waits_for() -> None:
    asked = Event("advice_requested", date(2026, 2, 17), advice="medical", body="s31", ref="A1")
    waits = state("advice.medical", asked, as_of=date(2026, 2, 18))
    assert (waits.ref, waits.because.key) == ("A1", CourseKey.BODY_NOT_RECEIVED)
    assert waits.because.params["asked_on"] == date(2026, 2, 17)
    other = Event("advice_requested", date(2026, 2, 17), advice="psychological", ref="A2")
    runs = state("advice.psychological", other, as_of=date(2026, 2, 18))
    assert (runs.ref, runs.because.params["advice"]) == ("A2", Message("advice.psychological"))


def test_a_duty_that_has_not_started_names_what_it_waits_for() -> None:
    found = state("reversed.final", as_of=RECEIVED)
    assert found.because == Message(
        CourseKey.EVENT_NOT_RECORDED, {"event": Message("event.refusal_reversed")}
    )


def test_a_day_before_which_nothing_may_be_done_is_said_with_the_day_before_it() -> None:
    found = state("cease.earliest", Event("cease_decided", date(2026, 3, 2)), as_of=TWENTY)
    assert dict(found.because.params) == {
        "starts_on": date(2026, 3, 2),
        "due": date(2026, 5, 6),
        "ends_on": date(2026, 5, 2),
        "length": months(2),
        "citation": found.citation,
    }
    # The 2nd of May is a Saturday and the 4th a bank holiday: rule 12 gives until the 5th.
    assert params(found, CourseKey.EXTENDED) == {"due": date(2026, 5, 5)}


def test_every_problem_names_what_is_wrong() -> None:
    late = date(2026, 6, 2)
    facts = Facts(
        RECEIVED,
        (
            Event("agreed", date(2026, 3, 2)),
            Event("review_decided", date(2026, 3, 2)),
            Event("review_decided", date(2026, 3, 2), outcome="perhaps"),
            Event("plan_finalised", date(2026, 3, 2)),
            Event("draft_served", date(2026, 3, 9)),
            Event("agreed_to_assess", date(2026, 1, 4)),
            Event("agreed_to_assess", late),
            Event("moved_out", date(2026, 3, 2), became_aware_on=late),
            Event("advice_requested", date(2026, 3, 2), advice="medical",
                  received_by_body_on=date(2026, 3, 1)),
            Event("review_notice_given", date(2026, 3, 2)),
            Event("tribunal_ordered", date(2026, 3, 2), order="assess",
                  directed=(("order.make.final", date(2026, 4, 1)),
                            ("order.assess.final", date(2026, 3, 1)))),
        ),
        (Exemption("staff_shortage"),),
        date_of_birth=date(2026, 1, 6),
    )  # fmt: skip
    as_of = date(2026, 6, 1)
    known = "maintain, amend, cease"
    assert [
        (one.where, one.message.key, dict(one.message.params)) for one in problems_in(facts, as_of)
    ] == [
        (
            "date_of_birth",
            "impossible.born_after_received",
            {"on": date(2026, 1, 6), "received_on": RECEIVED},
        ),
        ("events[0].what", "impossible.unknown_event", {"value": "agreed"}),
        ("events[1].outcome", "impossible.detail_missing", {"known": known}),
        ("events[2].outcome", "impossible.unknown_detail", {"value": "perhaps", "known": known}),
        (
            "events[3].on",
            "impossible.final_before_draft",
            {"on": date(2026, 3, 2), "served_on": date(2026, 3, 9)},
        ),
        (
            "events[5].on",
            "impossible.before_received",
            {"on": date(2026, 1, 4), "received_on": RECEIVED},
        ),
        ("events[6].on", "impossible.after_as_of", {"on": late, "as_of": as_of}),
        ("events[7].became_aware_on", "impossible.after_as_of", {"on": late, "as_of": as_of}),
        (
            "events[8].received_by_body_on",
            "impossible.body_received_before_asked",
            {"on": date(2026, 3, 1), "asked_on": date(2026, 3, 2)},
        ),
        ("events[9].meeting_on", "impossible.meeting_missing", {}),
        (
            "events[10].directed.order.make.final",
            "impossible.unknown_directed",
            {"value": "order.make.final"},
        ),
        (
            "events[10].directed.order.assess.final",
            "impossible.directed_too_early",
            {"on": date(2026, 3, 1), "event_on": date(2026, 3, 2)},
        ),
        ("exemptions[0].ground", "impossible.unknown_ground", {"value": "staff_shortage"}),
    ]
    before = RECEIVED - DAY
    (early,) = problems_in(Facts(RECEIVED), before)
    assert dict(early.message.params) == {"on": before, "received_on": RECEIVED}


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 3)])
def test_a_date_may_be_directed_for_the_day_of_the_order_or_later(day: date) -> None:
    order = Event(
        "tribunal_ordered",
        date(2026, 3, 2),
        order="assess",
        directed=(("order.assess.final", day),),
    )
    assert problems_in(Facts(RECEIVED, (order,)), TWENTY) == ()


def test_an_absence_that_lasts_is_weighed_on_the_day_that_is_asked_about() -> None:
    lasting = dataclasses.replace(AWAY, from_on=date(2026, 5, 4), to_on=None)
    for as_of, holds in ((TWENTY + DAY, False), (date(2026, 3, 30), True)):
        began = lasting if not holds else dataclasses.replace(lasting, from_on=date(2026, 3, 2))
        assert state("plan.final", as_of=as_of, exemptions=(began,)).exempted is holds


@pytest.mark.parametrize(
    ("began", "said"),
    [(date(2026, 4, 27), []), (date(2026, 4, 28), ["exemption.arguable"])],
)
def test_a_personal_ground_is_arguable_once_sixteen_weeks_have_passed(
    began: date, said: list[str]
) -> None:
    ill = Exemption(
        "exceptional_personal_circumstances", from_on=began, why_impractical="He was in hospital."
    )
    found = state("plan.final", as_of=TWENTY + DAY, exemptions=(ill,))
    assert [one.key for one in found.because.then[-1].then] == said


@pytest.mark.parametrize(
    "conceded",
    [
        Event("tribunal_ordered", date(2026, 5, 5), order="make_and_maintain"),
        Event("unopposed_appeal_notified", date(2026, 5, 5), about="make_and_maintain"),
        Event("mediation_agreed", date(2026, 5, 5), about="make_and_maintain"),
    ],
)
def test_a_plan_that_is_conceded_has_limits_of_its_own(conceded: Event) -> None:
    refused = Event("refused_to_issue", date(2026, 4, 7))
    found = state("plan.final", refused, conceded, as_of=TWENTY)
    assert params(found, CourseKey.ORDER_HAS_ITS_OWN) == {"on": date(2026, 5, 5)}
