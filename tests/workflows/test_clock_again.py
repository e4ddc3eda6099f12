"""What happens again hides nothing of the first time, and what is over asks for nothing more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ehc.bank_holidays import bundled
from ehc.explanations import explain
from ehc.views.workspace._duties import duty_row
from ehc.workflows.clock import DutyState, compute
from ehc.workflows.duties import DUTIES, last_day_of
from ehc.workflows.facts import Event, Facts, problems_in
from tests.workflows.telling import assert_is_told_whole

RECEIVED = date(2025, 1, 6)
LATE = date(2026, 12, 1)
DAY = timedelta(days=1)


def day(text: str) -> date:
    """A day of 2026, such as ``"2 mar"``."""
    number, month = text.split()
    months = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    return date(2026, months.index(month) + 1, int(number))


def event(what: str, on: str, **told: object) -> Event:
    return Event(what, day(on), **told)  # type: ignore[arg-type]


def states(*events: Event, as_of: date = LATE) -> dict[str, DutyState]:
    found = compute(Facts(RECEIVED, events), as_of, holidays=bundled())
    for one in found:
        assert_is_told_whole(one)
        explain(one.because), explain(one.because_for_families)
    return {one.duty: one for one in found}


Stood = tuple[str, str | None]


def stood(state: DutyState) -> Stood:
    """Its state and the day on which it was done."""
    done_on = state.done_on
    return state.state.value, None if done_on is None else f"{done_on.day} {done_on:%b}".lower()


def lines(found: dict[str, DutyState], name: str) -> dict[str, Stood]:
    """Every line of a duty."""
    return {
        one: stood(state)
        for one, state in found.items()
        if one == name or one.startswith(f"{name}:")
    }


def keys(state: DutyState) -> list[str]:
    return [one.key for one in state.because.then]


# What happens again.


@pytest.mark.parametrize(
    ("name", "events", "expected"),
    [
        # The first meeting was never decided upon; a second one does not undo that.
        (
            "review.decision",
            (event("review_meeting_held", "2 mar"), event("review_meeting_held", "23 nov")),
            {"review.decision": ("running", None), "review.decision:1": ("late", None)},
        ),
        (
            "review.decision",
            (
                event("review_meeting_held", "2 mar"),
                event("review_decided", "31 mar", outcome="maintain"),
                event("review_meeting_held", "23 nov"),
            ),
            {"review.decision": ("running", None), "review.decision:1": ("late", "31 mar")},
        ),
        # In time on its last day, there is no more to say of it.
        (
            "review.decision",
            (
                event("review_meeting_held", "2 mar"),
                event("review_decided", "30 mar", outcome="maintain"),
                event("review_meeting_held", "23 nov"),
            ),
            {"review.decision": ("running", None)},
        ),
        (
            "reassess.decision",
            (
                event("reassessment_requested", "2 mar"),
                event("reassessment_requested", "20 nov"),
            ),
            {"reassess.decision": ("running", None), "reassess.decision:1": ("late", None)},
        ),
        (
            "recommendation.health",
            (
                event("recommendation_made", "2 mar", field="health"),
                event("recommendation_answered", "6 apr", field="health"),
                event("recommendation_made", "2 nov", field="health"),
            ),
            {
                "recommendation.health": ("running", None),
                "recommendation.health:1": ("late", "6 apr"),
            },
        ),
        # The next review itself came too late, and so it is said.
        (
            "review.next",
            (
                Event("plan_reviewed", date(2025, 2, 3)),
                event("plan_reviewed", "3 feb"),
            ),
            {"review.next": ("running", None), "review.next:1": ("late", "3 feb")},
        ),
        (
            "review.next",
            (
                Event("plan_reviewed", date(2025, 2, 3)),
                event("plan_reviewed", "2 feb"),
            ),
            {"review.next": ("running", None)},
        ),
        (
            "order.amend",
            (
                event("tribunal_ordered", "2 mar", order="amend_provision"),
                event("amended_plan_sent", "7 apr"),
                event("tribunal_ordered", "2 nov", order="amend_provision"),
            ),
            {"order.amend": ("running", None), "order.amend:1": ("late", "7 apr")},
        ),
        (
            "reversed.final",
            (
                Event("refused_to_assess", date(2025, 2, 3)),
                Event("refusal_reversed", date(2025, 3, 3), of="assess"),
                Event("refused_to_assess", date(2025, 4, 7)),
                event("refusal_reversed", "16 nov", of="assess"),
            ),
            {"reversed.final": ("running", None), "reversed.final:1": ("late", None)},
        ),
        (
            "move.transfer",
            (
                event("moved_out", "2 mar"),
                event("plan_transferred_in", "1 jul"),
                event("moved_out", "1 dec"),
            ),
            {"move.transfer": ("running", None), "move.transfer:1": ("late", "1 jul")},
        ),
        (
            "phase.final",
            (
                Event("plan_made", date(2024, 9, 2)),
                Event("phase_transfer", date(2026, 9, 1), kind="to_school"),
                Event("phase_transfer", date(2027, 9, 1), kind="to_post_16"),
            ),
            {"phase.final": ("running", None), "phase.final:1": ("late", None)},
        ),
        # A meeting whose decision was to keep the plan asks for no amendments, then or later.
        (
            "review.amendments",
            (
                event("review_meeting_held", "2 mar"),
                event("review_decided", "16 mar", outcome="maintain"),
                event("review_meeting_held", "2 nov"),
                event("amendments_proposed", "16 nov"),
            ),
            {"review.amendments": ("met", "16 nov")},
        ),
    ],
)
def test_what_happens_again_hides_nothing_of_the_first_time(
    name: str, events: tuple[Event, ...], expected: dict[str, Stood]
) -> None:
    assert lines(states(*events), name) == expected


def test_every_line_has_a_name_for_staff() -> None:
    asked = [event("advice_requested", day, advice="educational") for day in ("2 mar", "3 mar")]
    found = states(*asked, event("review_meeting_held", "2 mar"), PLAN[1])
    assert [
        duty_row(found[name])["name"]
        for name in ("advice.educational", "advice.educational:2", "review.decision:1")
    ] == [
        "Receive educational advice (guidance)",
        "Receive educational advice (guidance)",
        "Tell the family whether the plan is kept, amended or ended",
    ]


def test_each_notice_has_its_own_time_to_appeal() -> None:
    first = event("notice_sent", "5 jan", decision="refuse_to_assess")
    second = event("notice_sent", "2 nov", decision="final_plan")
    found = states(first, second)
    assert lines(found, "appeal.lodge") == {
        "appeal.lodge": ("running", None),
        "appeal.lodge:1": ("late", None),
    }
    assert (found["appeal.lodge"].due, found["appeal.lodge:1"].due) == (
        date(2027, 1, 4),  # 2 January is a Saturday in the days of rule 12(3)(a)
        day("5 mar"),
    )
    # An appeal in time of the first is none against the second.
    lodged = states(first, event("appeal_lodged", "2 mar"), second)
    assert lines(lodged, "appeal.lodge") == {
        "appeal.lodge": ("running", None),
        "appeal.lodge:1": ("met", "2 mar"),
    }
    later = states(first, second, event("appeal_lodged", "16 nov"))
    assert lines(later, "appeal.lodge") == {
        "appeal.lodge": ("met", "16 nov"),
        "appeal.lodge:1": ("late", None),
    }


def test_a_certificate_belongs_to_the_notice_before_it() -> None:
    found = states(
        event("notice_sent", "5 jan", decision="refuse_to_assess"),
        event("mediation_certificate_issued", "2 mar"),
        event("notice_sent", "5 may", decision="final_plan"),
        event("mediation_certificate_issued", "3 jul"),
    )
    assert (found["appeal.lodge:1"].base_due, found["appeal.lodge"].base_due) == (
        day("2 apr"),
        day("3 aug"),
    )
    assert lines(found, "mediation.contact") == {"mediation.contact": ("met", "3 jul")}


@pytest.mark.parametrize(
    ("ruling", "first", "second"),
    [
        # What the Tribunal ordered tells which of two decisions was appealed.
        (event("tribunal_ordered", "7 jul", order="assess"), "met", "running"),
        (event("tribunal_ordered", "7 jul", order="name_setting"), "late", "met"),
        (event("unopposed_appeal_notified", "7 jul", about="assess"), "met", "running"),
        (event("unopposed_appeal_notified", "7 jul", about="contents"), "late", "met"),
        # About something else, or before the notices, it shows nothing of them.
        (event("tribunal_ordered", "7 jul", order="continue"), "late", "running"),
        (event("tribunal_ordered", "2 jan", order="assess"), "late", "running"),
    ],
)
def test_an_order_shows_that_an_appeal_was_brought(ruling: Event, first: str, second: str) -> None:
    found = states(
        event("notice_sent", "5 jan", decision="refuse_to_assess"),
        event("notice_sent", "1 jun", decision="final_plan"),
        ruling,
        as_of=day("7 jul"),
    )
    assert [found[name].state.value for name in ("appeal.lodge:1", "appeal.lodge")] == [
        first,
        second,
    ]
    for one in (found["appeal.lodge:1"], found["appeal.lodge"]):
        assert ("note.appeal_shown" in keys(one)) is (one.state.value == "met")
        assert ("state.shown" in keys(one)) is (one.state.value == "met")


def test_an_appeal_that_an_order_shows_was_in_time_by_its_certificate() -> None:
    found = states(
        event("notice_sent", "27 apr", decision="refuse_to_issue"),
        event("mediation_certificate_issued", "10 jun"),
        event("tribunal_ordered", "1 oct", order="make_and_maintain"),
    )["appeal.lodge"]
    assert stood(found) == ("met", "10 jul")


def test_an_agreement_in_mediation_shows_that_contact_was_made() -> None:
    sent = event("notice_sent", "5 jan", decision="refuse_to_assess")
    found = states(sent, event("mediation_agreed", "20 apr", about="assess"))
    assert stood(found["mediation.contact"]) == ("met", "5 mar")
    assert "note.agreement_shows_contact" in keys(found["mediation.contact"])
    again = event("notice_sent", "6 apr", decision="final_plan")
    found = states(sent, again, event("mediation_agreed", "20 apr", about="contents"))
    assert lines(found, "mediation.contact") == {
        "mediation.contact": ("met", "20 apr"),
        "mediation.contact:1": ("late", None),
    }


# What is over.


PLAN = (
    Event("plan_made", date(2025, 5, 26)),
    event("review_meeting_held", "2 feb"),
    event("reassessment_requested", "20 feb"),
    event("reassessment_agreed", "2 mar"),
    Event("phase_transfer", date(2027, 9, 1), kind="to_school"),
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


# Ceasing.


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


# Orders.


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


# Reviews.


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


# An answer that is not recorded.


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


# The same rule for whoever needs its day before anything is recorded.


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


def test_a_rule_that_is_no_law_gives_no_day() -> None:
    for name, begun_on in (("advice.none", None), ("advice.s31", date(2014, 8, 31))):
        with pytest.raises(KeyError):
            last_day_of(name, day("2 mar"), begun_on=begun_on)
