"""The clock on what was ordered, left unopposed or agreed, and on reversals."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from ehc.bank_holidays import bundled
from ehc.workflows.clock import compute
from ehc.workflows.courses import CourseKey
from ehc.workflows.exemptions import ExemptionKey
from ehc.workflows.facts import Event, Facts
from tests.workflows.after import AWAY, DAY, dates, notes, notice, ordered, said, states

ACTS = {
    "assess": {
        "assess.notify": date(2026, 3, 16),
        "assess.refuse_to_issue": date(2026, 5, 11),
        "assess.final": date(2026, 6, 8),
    },
    "reassess": {
        "assess.notify": date(2026, 3, 16),
        "assess.refuse_to_issue": date(2026, 5, 11),
        "assess.final": date(2026, 6, 8),
    },
    "make_and_maintain": {"make.draft": date(2026, 4, 6), "make.final": date(2026, 5, 18)},
    "refer_back": {"refer_back": date(2026, 3, 16)},
    "amend_provision": {"amend": date(2026, 4, 6)},
    "name_setting": {"name_setting": date(2026, 3, 16)},
    "continue": {},
    "continue_and_amend": {"continue_and_amend": date(2026, 4, 6)},
    "dismiss_cease": {},
}


UNOPPOSED = {
    "assess": ACTS["assess"],
    "reassess": ACTS["reassess"],
    "make_and_maintain": ACTS["make_and_maintain"],
    "contents": ACTS["amend_provision"],
    "setting_only": ACTS["name_setting"],
    "cease": ACTS["continue_and_amend"],
}


SOURCES = [
    *(("order", ordered(order), due) for order, due in ACTS.items()),
    *(
        ("unopposed", Event("unopposed_appeal_notified", date(2026, 3, 2), about=about), due)
        for about, due in UNOPPOSED.items()
    ),
    *(
        ("mediation", Event("mediation_agreed", date(2026, 3, 2), about=about), due)
        for about, due in {**ACTS, **UNOPPOSED, "other": {"other": date(2026, 3, 16)}}.items()
    ),
]


@pytest.mark.parametrize(("source", "event", "expected"), SOURCES)
def test_what_was_ordered_conceded_or_agreed(
    source: str, event: Event, expected: dict[str, date]
) -> None:
    found = states(event, as_of=date(2026, 3, 2))
    started = {
        name: state.due for name, state in found.items() if state.starts_on == date(2026, 3, 2)
    }
    assert started == {f"{source}.{name}": due for name, due in expected.items()}
    for name in started:
        assert (found[name].aim_for, found[name].state.value) == (
            found[name].due - DAY,  # type: ignore[operator]
            "running",
        )


@pytest.mark.parametrize(
    ("event", "duty", "done"),
    [
        (ordered("assess"), "order.assess.notify", Event("agreed_to_assess", date(2026, 3, 16))),
        (
            ordered("reassess"),
            "order.assess.notify",
            Event("reassessment_agreed", date(2026, 3, 16)),
        ),
        (
            ordered("assess"),
            "order.assess.refuse_to_issue",
            Event("refused_to_issue", date(2026, 5, 11)),
        ),
        (ordered("assess"), "order.assess.final", Event("plan_finalised", date(2026, 6, 8))),
        (ordered("make_and_maintain"), "order.make.draft", Event("draft_served", date(2026, 4, 6))),
        (
            ordered("make_and_maintain"),
            "order.make.final",
            Event("plan_finalised", date(2026, 5, 18)),
        ),
        (ordered("refer_back"), "order.refer_back", Event("draft_served", date(2026, 3, 16))),
        (ordered("refer_back"), "order.refer_back", Event("refused_to_issue", date(2026, 3, 16))),
        (ordered("amend_provision"), "order.amend", Event("amended_plan_sent", date(2026, 4, 6))),
        (
            ordered("name_setting"),
            "order.name_setting",
            Event("amended_plan_sent", date(2026, 3, 16)),
        ),
        (
            Event("mediation_agreed", date(2026, 3, 2), about="other"),
            "mediation.other",
            Event("agreement_kept", date(2026, 3, 16)),
        ),
    ],
)
def test_done_on_its_day_is_in_time_and_a_day_later_is_not(
    event: Event, duty: str, done: Event
) -> None:
    assert states(event, done)[duty].state.value == "met"
    later = dataclasses.replace(done, on=done.on + DAY)
    found = states(event, later)[duty]
    assert (found.state.value, found.done_on) == ("late", later.on)
    before = dataclasses.replace(done, on=event.on - DAY)
    assert states(event, before)[duty].done_on is None


def test_an_answer_after_an_order_ends_the_other_limit() -> None:
    order = ordered("assess")
    yes = Event("agreed_to_issue", date(2026, 5, 4))
    no = Event("refused_to_issue", date(2026, 5, 4))
    assert states(order, yes)["order.assess.refuse_to_issue"].state.value == "not_applicable"
    found = states(order, no)
    assert found["order.assess.final"].state.value == "not_applicable"
    assert notes(found["order.assess.final"]) == [CourseKey.REFUSED_TO_ISSUE]
    changed = states(order, no, Event("draft_served", date(2026, 5, 20)))
    assert changed["order.assess.final"].state.value == "late"


def test_a_date_that_was_directed_takes_the_place_of_the_rules_own() -> None:
    found = states(ordered("amend_provision", order_dot_amend=date(2026, 5, 1)))["order.amend"]
    assert dates(found) == (date(2026, 3, 2), date(2026, 4, 6), date(2026, 5, 1))
    assert found.aim_for == date(2026, 4, 30)
    assert notes(found)[0] == CourseKey.DIRECTED


def test_several_orders_of_one_day_each_have_their_own() -> None:
    found = states(ordered("amend_provision"), ordered("name_setting"))
    assert (found["order.amend"].due, found["order.name_setting"].due) == (
        date(2026, 4, 6),
        date(2026, 3, 16),
    )


@pytest.mark.parametrize(
    ("event", "exempt"),
    [
        (ordered("assess"), {"assess.notify", "assess.refuse_to_issue", "assess.final"}),
        (ordered("make_and_maintain"), {"make.draft", "make.final"}),
        (ordered("refer_back"), set()),
        (ordered("amend_provision"), set()),
        (ordered("name_setting"), set()),
        (ordered("continue_and_amend"), set()),
        (
            Event("unopposed_appeal_notified", date(2026, 3, 2), about="assess"),
            {"assess.notify"},
        ),
        (
            Event("unopposed_appeal_notified", date(2026, 3, 2), about="make_and_maintain"),
            {"make.draft", "make.final"},
        ),
        (Event("unopposed_appeal_notified", date(2026, 3, 2), about="contents"), set()),
        (Event("unopposed_appeal_notified", date(2026, 3, 2), about="setting_only"), set()),
        (Event("unopposed_appeal_notified", date(2026, 3, 2), about="cease"), set()),
        (
            Event("mediation_agreed", date(2026, 3, 2), about="assess"),
            {"assess.notify", "assess.refuse_to_issue", "assess.final"},
        ),
        (Event("mediation_agreed", date(2026, 3, 2), about="other"), set()),
    ],
)
def test_two_weeks_away_after_an_order(event: Event, exempt: set[str]) -> None:
    found = states(event, exemptions=(AWAY,))
    assert {
        name.split(".", 1)[1] for name, state in found.items() if state.state.value == "exempt"
    } == exempt


def test_thirteen_days_away_are_too_few_even_after_an_order() -> None:
    short = dataclasses.replace(AWAY, to_on=date(2026, 3, 15))
    found = states(ordered("assess"), exemptions=(short,))["order.assess.final"]
    assert (found.state.value, notes(found)[-1]) == ("late", ExemptionKey.ABSENT_TOO_SHORT)


def test_an_exemption_does_not_reach_a_date_that_was_directed() -> None:
    order = ordered("assess", order_dot_assess_dot_final=date(2026, 7, 1))
    found = states(order, exemptions=(AWAY,))
    assert found["order.assess.final"].state.value == "late"
    assert notes(found["order.assess.final"])[-1] == ExemptionKey.DATE_DIRECTED
    assert found["order.assess.notify"].state.value == "exempt"


def test_the_ombudsmans_dates_after_a_reversal() -> None:
    """Essex 25 007 473: agreed on 21 February 2025, in place of a refusal."""
    refused = Event("refused_to_assess", date(2025, 2, 10))
    for undone in (
        Event("refusal_reversed", date(2025, 2, 21), of="assess"),
        Event("agreed_to_assess", date(2025, 2, 21)),
    ):
        found = states(refused, undone, as_of=date(2025, 3, 1))
        assert found["reversed.refuse_to_issue"].due == date(2025, 5, 2)
        assert found["reversed.final"].due == date(2025, 5, 30)
        assert found["reversed.final"].kind.value == "working"
        assert found["plan.final"].due == date(2025, 5, 26)
        assert found["plan.final"].state.value == "running"


def test_a_yes_without_a_refusal_or_after_an_order_is_no_reversal() -> None:
    agreed = Event("agreed_to_assess", date(2025, 6, 20))
    refused = Event("refused_to_assess", date(2025, 2, 10))
    assert states(agreed)["reversed.final"].state.value == "not_started"
    assert states(refused)["reversed.final"].state.value == "not_started"
    after = states(refused, ordered("assess", date(2025, 6, 16)), agreed)
    assert after["reversed.final"].state.value == "not_started"
    later = states(refused, agreed, ordered("assess", date(2025, 6, 27)))
    assert later["reversed.final"].due == date(2025, 9, 26)


@pytest.mark.parametrize(
    ("event", "no_plan", "final"),
    [
        (Event("refused_to_issue", date(2025, 5, 2)), "met", "not_applicable"),
        (Event("plan_finalised", date(2025, 5, 30)), "not_applicable", "met"),
        (Event("refused_to_assess", date(2025, 3, 3)), "not_applicable", "not_applicable"),
    ],
)
def test_what_ends_the_working_dates(event: Event, no_plan: str, final: str) -> None:
    undone = Event("refusal_reversed", date(2025, 2, 21), of="assess")
    found = states(Event("refused_to_assess", date(2025, 2, 10)), undone, event)
    assert found["reversed.refuse_to_issue"].state.value == no_plan
    assert found["reversed.final"].state.value == final


@pytest.mark.parametrize(
    "undone",
    [
        ordered("assess", date(2025, 6, 16)),
        Event("unopposed_appeal_notified", date(2025, 6, 16), about="assess"),
        Event("mediation_agreed", date(2025, 6, 16), about="assess"),
    ],
)
def test_an_order_undoes_a_refusal_and_has_limits_of_its_own(undone: Event) -> None:
    refused = Event("refused_to_assess", date(2025, 2, 10))
    found = states(refused, undone, as_of=date(2025, 6, 20))
    assert (found["plan.final"].state.value, found["plan.final"].due) == (
        "late",
        date(2025, 5, 26),
    )
    assert CourseKey.ORDER_HAS_ITS_OWN in notes(found["plan.final"])
    assert states(refused, as_of=date(2025, 6, 20))["plan.final"].state.value == "not_applicable"


def test_an_order_to_make_a_plan_undoes_a_refusal_to_issue_one() -> None:
    refused = Event("refused_to_issue", date(2025, 4, 28))
    order = ordered("make_and_maintain", date(2025, 9, 15))
    found = states(refused, order, as_of=date(2025, 9, 20))
    assert found["issue.notify_refusal"].state.value == "met"
    assert found["plan.final"].state.value == "late"
    assert CourseKey.ORDER_HAS_ITS_OWN in notes(found["plan.final"])
    given_up = states(refused, Event("agreed_to_issue", date(2025, 9, 15)))["plan.final"]
    assert CourseKey.ORDER_HAS_ITS_OWN not in notes(given_up)


def unopposed(about: str, ref: str = "", on: date = date(2026, 3, 2)) -> Event:
    return Event("unopposed_appeal_notified", on, about=about, ref=ref)


@pytest.mark.parametrize(
    ("others", "due", "citation"),
    [
        ((), date(2026, 3, 16), "regulation 45(5)"),
        ((unopposed("contents"),), date(2026, 4, 6), "regulation 45(4)-(5)"),
        # Another day, or another reference, is another appeal.
        ((unopposed("contents", on=date(2026, 3, 3)),), date(2026, 3, 16), "regulation 45(5)"),
        ((unopposed("contents", ref="2"),), date(2026, 3, 16), "regulation 45(5)"),
    ],
)
def test_two_weeks_are_for_an_appeal_about_the_setting_alone(
    others: tuple[Event, ...], due: date, citation: str
) -> None:
    found = states(*others, unopposed("setting_only"))
    setting = found["unopposed.name_setting"]
    assert (setting.due, setting.base_due) == (due, due)
    assert setting.citation == f"SEND Regulations 2014, {citation}"
    assert "unopposed.name_setting:1" not in found
    sent = Event("amended_plan_sent", date(2026, 4, 6))
    after = states(*others, unopposed("setting_only"), sent)["unopposed.name_setting"]
    assert (after.state.value == "met") is (due == sent.on)


def test_each_sending_after_an_appeal_about_both_does_one_part() -> None:
    found = states(
        unopposed("contents"),
        unopposed("setting_only"),
        Event("amended_plan_sent", date(2026, 3, 30)),
        Event("amended_plan_sent", date(2026, 4, 6)),
    )
    assert [found[name].done_on for name in ("unopposed.amend", "unopposed.name_setting")] == [
        date(2026, 3, 30),
        date(2026, 4, 6),
    ]


def test_the_setting_of_an_appeal_not_left_unopposed_has_one_line() -> None:
    names = [one.duty for one in compute(Facts(date(2026, 1, 5)), date(2026, 3, 2))]
    assert names.count("unopposed.name_setting") == 1


def test_what_follows_only_from_a_yes_shows_that_it_was_told() -> None:
    drafted = Event("draft_served", date(2026, 4, 6))
    found = states(ordered("assess"), drafted)["order.assess.notify"]
    assert (found.state.value, found.done_on) == ("late", drafted.on)
    assert CourseKey.YES_NOT_RECORDED in notes(found)
    told = Event("agreed_to_assess", date(2026, 4, 7))
    assert states(ordered("assess"), drafted, told)["order.assess.notify"].done_on == told.on
    # Of two orders what follows the second shows nothing of the first.
    again = states(ordered("assess"), ordered("assess", drafted.on), drafted)
    assert (again["order.assess.notify:1"].done_on, again["order.assess.notify"].done_on) == (
        None,
        drafted.on,
    )
    whole = Facts(date(2026, 1, 5), (ordered("assess"), drafted), is_whole=True)
    stood = {one.duty: one for one in compute(whole, drafted.on, holidays=bundled())}
    assert stood["order.assess.notify"].done_on is None


def test_notice_of_a_refusal_answers_what_was_referred_back() -> None:
    sent = notice(date(2026, 3, 16), "refuse_to_issue")
    found = states(ordered("refer_back"), sent)["order.refer_back"]
    assert (found.state.value, found.done_on) == ("met", sent.on)
    other = notice(date(2026, 3, 16), "review")
    assert states(ordered("refer_back"), other)["order.refer_back"].state.value == "late"
    # A draft before it did it; what follows another order does that one.
    drafted = Event("draft_served", date(2026, 3, 9))
    assert states(ordered("refer_back"), drafted, sent)["order.refer_back"].done_on == drafted.on
    again = states(ordered("refer_back"), ordered("refer_back", sent.on), sent)
    assert (again["order.refer_back:1"].done_on, again["order.refer_back"].done_on) == (
        None,
        sent.on,
    )


def test_a_yes_that_was_given_twice_counts_from_the_first() -> None:
    found = states(
        ordered("assess"),
        Event("draft_served", date(2026, 4, 6)),
        Event("plan_finalised", date(2026, 5, 4)),
    )["order.assess.refuse_to_issue"]
    assert said(found, CourseKey.AGREED_TO_ISSUE)["on"] == date(2026, 4, 6)


@pytest.mark.parametrize("what", ["request_withdrawn", "deceased"])
def test_nothing_runs_after_the_end(what: str) -> None:
    events = (
        notice(date(2026, 10, 5), "cease"),
        ordered("assess", date(2026, 11, 2)),
        Event("plan_made", date(2026, 1, 5)),
        Event(what, date(2026, 11, 9)),
    )
    running = {name for name, one in states(*events).items() if one.state.value == "running"}
    assert running == set()


def test_a_directed_date_is_named() -> None:
    order = ordered("assess", order_dot_assess_dot_final=date(2026, 7, 1))
    found = states(order, as_of=date(2026, 3, 2))["order.assess.final"]
    assert said(found, CourseKey.DIRECTED)["due"] == date(2026, 7, 1)


def test_of_two_ends_of_one_day_the_rules_own_is_said() -> None:
    found = states(
        notice(date(2026, 1, 5)), Event("mediation_certificate_issued", date(2026, 2, 5))
    )["appeal.lodge"]
    assert (found.starts_on, found.base_due) == (date(2026, 1, 5), date(2026, 3, 5))


def test_what_was_done_stays_done_when_its_duty_ends_afterwards() -> None:
    found = states(
        Event("reassessment_agreed", date(2026, 3, 2)),
        Event("amended_plan_sent", date(2026, 4, 7)),
        Event("cease_decided", date(2026, 5, 5)),
    )["reassess.final"]
    assert (found.state.value, found.done_on) == ("met", date(2026, 4, 7))


def test_a_decision_of_the_day_of_the_start_ends_the_wait() -> None:
    found = states(
        Event("reassessment_agreed", date(2026, 3, 2)), Event("cease_decided", date(2026, 3, 2))
    )["reassess.final"]
    assert found.state.value == "not_applicable"


def test_events_of_one_day_say_the_same_in_whatever_order_they_are_told() -> None:
    day = date(2026, 3, 2)
    for one, other in (
        (Event("moved_out", day, became_aware_on=day), Event("moved_out", day)),
        (
            Event("phase_transfer", day, kind="to_school"),
            Event("phase_transfer", day, kind="to_post_16"),
        ),
    ):
        assert states(one, other) == states(other, one)
