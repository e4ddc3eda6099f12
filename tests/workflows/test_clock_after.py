"""The clock after the assessment: disputes, orders, reviews, reassessments, transfers."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ehc.bank_holidays import bundled
from ehc.explanations import explain
from ehc.workflows.clock import DutyState, compute
from ehc.workflows.courses import CourseKey
from ehc.workflows.exemptions import Exemption, ExemptionKey, Ground
from ehc.workflows.facts import Event, Facts
from ehc.workflows.working_days import HolidaysUnknown
from tests.workflows.telling import assert_is_told_whole

RECEIVED = date(2025, 1, 6)
LATE = date(2026, 12, 1)
DAY = timedelta(days=1)


def states(
    *events: Event, as_of: date = LATE, exemptions: tuple[Exemption, ...] = ()
) -> dict[str, DutyState]:
    found = compute(Facts(RECEIVED, events, exemptions), as_of, holidays=bundled())
    by_name = {state.duty: state for state in found}
    assert len(by_name) == len(found)
    for state in found:
        assert_is_told_whole(state)
        assert explain(state.because)
        assert explain(state.because_for_families)
    return by_name


def dates(state: DutyState) -> tuple[date | None, date | None, date | None]:
    return (state.starts_on, state.base_due, state.due)


def notes(state: DutyState) -> list[str]:
    return [one.key for one in state.because.then]


def notice(day: date, decision: str = "refuse_to_assess") -> Event:
    return Event("notice_sent", day, decision=decision)


def ordered(order: str, day: date = date(2026, 3, 2), **directed: date) -> Event:
    told = tuple((name.replace("_dot_", "."), due) for name, due in directed.items())
    return Event("tribunal_ordered", day, order=order, directed=told)


# Every duty says that it waits until its start is known.


def test_what_has_not_started_is_there_with_nothing() -> None:
    for state in states(as_of=RECEIVED).values():
        if state.state.value == "not_started":
            assert (state.due, state.base_due, state.aim_for, state.last_day) == (None,) * 4
            assert (state.starts_on, state.done_on, state.days_left) == (None,) * 3


# Mediation and appeal.


@pytest.mark.parametrize(
    ("sent_on", "certificate", "base_due", "due"),
    [
        (date(2026, 1, 5), None, date(2026, 3, 5), date(2026, 3, 5)),
        (date(2025, 12, 31), None, date(2026, 2, 28), date(2026, 3, 2)),  # a Saturday
        (date(2026, 6, 15), None, date(2026, 8, 15), date(2026, 9, 1)),  # August
        (date(2025, 10, 28), None, date(2025, 12, 28), date(2026, 1, 2)),
        (date(2026, 1, 5), date(2026, 2, 4), date(2026, 3, 5), date(2026, 3, 5)),
        (date(2026, 1, 5), date(2026, 2, 6), date(2026, 3, 6), date(2026, 3, 6)),
        # A certificate for an earlier decision is no certificate for this one.
        (date(2026, 1, 5), date(2026, 1, 4), date(2026, 3, 5), date(2026, 3, 5)),
    ],
)
def test_the_time_to_appeal(
    sent_on: date, certificate: date | None, base_due: date, due: date
) -> None:
    events = [notice(sent_on)]
    if certificate is not None:
        events.append(Event("mediation_certificate_issued", certificate))
    found = states(*events)["appeal.lodge"]
    assert (found.base_due, found.due, found.last_day, found.aim_for) == (base_due, due, due, None)
    assert (CourseKey.EXTENDED in notes(found)) is (base_due != due)


def test_the_start_is_what_governs_the_end() -> None:
    certificate = Event("mediation_certificate_issued", date(2026, 2, 20))
    found = states(notice(date(2026, 1, 5)), certificate)["appeal.lodge"]
    assert dates(found) == (date(2026, 2, 20), date(2026, 3, 20), date(2026, 3, 20))
    assert found.because.key == "duty.appeal.lodge.certificate"


def test_the_latest_notice_counts() -> None:
    found = states(notice(date(2026, 1, 5)), notice(date(2026, 3, 9), "final_plan"))
    assert found["appeal.lodge"].due == date(2026, 5, 11)
    assert found["mediation.contact"].due == date(2026, 5, 9)


@pytest.mark.parametrize(
    ("lodged_on", "state"),
    [(None, "late"), (date(2026, 9, 1), "met"), (date(2026, 9, 2), "late")],
)
def test_an_appeal_in_time(lodged_on: date | None, state: str) -> None:
    events = [notice(date(2026, 6, 15))]
    if lodged_on is not None:
        events.append(Event("appeal_lodged", lodged_on))
    assert states(*events)["appeal.lodge"].state.value == state


def test_contact_with_the_adviser_is_not_moved_by_the_tribunals_rule() -> None:
    found = states(notice(date(2026, 6, 15)), as_of=date(2026, 8, 15))["mediation.contact"]
    assert dates(found) == (date(2026, 6, 15), date(2026, 8, 15), date(2026, 8, 15))
    assert (found.state.value, found.days_left, found.aim_for) == ("running", 0, None)


@pytest.mark.parametrize(
    ("event", "done_on", "said"),
    [
        (Event("mediation_declined", date(2026, 2, 2)), date(2026, 2, 2), False),
        (
            Event("mediation_requested", date(2026, 2, 3), field="education"),
            date(2026, 2, 3),
            False,
        ),
        (Event("mediation_certificate_issued", date(2026, 2, 4)), date(2026, 2, 4), True),
        (Event("mediation_certificate_issued", date(2026, 4, 4)), date(2026, 3, 5), True),
    ],
)
def test_a_certificate_shows_that_contact_was_made(event: Event, done_on: date, said: bool) -> None:
    found = states(notice(date(2026, 1, 5)), event)["mediation.contact"]
    assert (found.state.value, found.done_on) == ("met", done_on)
    assert (CourseKey.CERTIFICATE_SHOWS_CONTACT in notes(found)) is said


def test_contact_that_was_never_made_is_over_and_what_is_left_is_leave_to_appeal() -> None:
    found = states(notice(date(2026, 1, 5)))
    for name, said, staff, family in (
        ("mediation.contact", "contact_over", "must first give leave", "must first give you leave"),
        ("appeal.lodge", "right_over", "allow more time", "allow you more time"),
    ):
        one = found[name]
        assert (one.state.value, notes(one)[-1]) == ("late", f"state.{said}")
        assert staff in explain(one.because)
        assert one.because_for_families.then[-1].key == f"family.state.{said}"
        assert family in explain(one.because_for_families)
    in_time = states(notice(date(2026, 1, 5)), as_of=date(2026, 3, 5))["mediation.contact"]
    assert (in_time.state.value, notes(in_time)) == ("running", [])


@pytest.mark.parametrize(
    ("event", "duty", "due"),
    [
        (Event("mediation_declined", date(2026, 4, 1)), "mediation.certificate_declined", (4, 8)),
        (
            Event("mediation_requested", date(2026, 4, 1), field="both"),
            "mediation.tell_health_bodies",
            (4, 8),
        ),
        (
            Event("mediation_requested", date(2026, 4, 1), field="education"),
            "mediation.arrange",
            (5, 1),
        ),
        (
            Event("health_bodies_told", date(2026, 4, 1), field="health"),
            "mediation.arrange_health_only",
            (5, 1),
        ),
        (Event("mediation_not_arranged", date(2026, 4, 1)), "mediation.certificate_not_arranged",
         (4, 8)),
        (Event("mediation_held", date(2026, 4, 1)), "mediation.certificate", (4, 8)),
        (Event("health_agreement_reached", date(2026, 4, 1)), "mediation.tell_authority", (4, 8)),
        (Event("appeal_sent_to_us", date(2026, 4, 1)), "appeal.respond", (5, 18)),
    ],
)  # fmt: skip
def test_between_asking_and_the_certificate(event: Event, duty: str, due: tuple[int, int]) -> None:
    assert states(event)[duty].due == date(2026, *due)


def test_mediation_about_health_alone_is_for_the_commissioning_body_to_arrange() -> None:
    found = states(Event("mediation_requested", date(2026, 4, 1), field="health"))
    assert found["mediation.arrange"].state.value == "not_started"
    assert found["mediation.tell_health_bodies"].due == date(2026, 4, 8)


@pytest.mark.parametrize(
    ("arranged", "state"), [(date(2026, 3, 9), "met"), (date(2026, 3, 10), "late")]
)
def test_the_place_of_a_mediation_is_told_five_working_days_before(
    arranged: date, state: str
) -> None:
    told = Event("mediation_arranged", arranged, meeting_on=date(2026, 3, 16))
    found = states(told)["mediation.tell_place"]
    assert (found.due, found.state.value, found.done_on) == (date(2026, 3, 9), state, arranged)


@pytest.mark.parametrize(
    ("told_on", "agreed", "state", "due"),
    [
        (date(2026, 3, 12), True, "met", date(2026, 3, 12)),
        (date(2026, 3, 12), False, "late", date(2026, 3, 9)),
        (date(2026, 3, 9), True, "met", date(2026, 3, 9)),
        (date(2026, 3, 6), True, "met", date(2026, 3, 9)),
    ],
)
def test_a_family_may_agree_to_hear_later_of_the_place(
    told_on: date, agreed: bool, state: str, due: date
) -> None:
    """Regulation 37(2): unless the parent or young person agrees to less."""
    told = Event("mediation_arranged", told_on, meeting_on=date(2026, 3, 16), agreed_to_less=agreed)
    found = states(told)["mediation.tell_place"]
    assert (found.state.value, found.due, found.base_due) == (state, due, date(2026, 3, 9))
    assert (CourseKey.LESS_NOTICE_AGREED in notes(found)) is (due == date(2026, 3, 12))


def test_of_two_tellings_only_the_one_that_was_agreed_to_is_in_time() -> None:
    first = Event("mediation_arranged", date(2026, 3, 11), meeting_on=date(2026, 3, 16))
    again = Event(
        "mediation_arranged", date(2026, 3, 12), meeting_on=date(2026, 3, 16), agreed_to_less=True
    )
    assert states(first, again)["mediation.tell_place"].state.value == "late"
    assert states(again)["mediation.tell_place"].state.value == "met"


def test_a_mediation_whose_day_is_not_known_gives_no_date() -> None:
    found = states(Event("mediation_arranged", date(2026, 3, 9)))["mediation.tell_place"]
    assert found.state.value == "not_started"


@pytest.mark.parametrize("field", ["health", "social_care"])
@pytest.mark.parametrize(
    ("answered_on", "state"), [(date(2026, 4, 5), "met"), (date(2026, 4, 6), "late")]
)
def test_a_recommendation_is_answered_in_five_weeks_beginning_with_its_day(
    field: str, answered_on: date, state: str
) -> None:
    made = Event("recommendation_made", date(2026, 3, 2), field=field)
    answer = Event("recommendation_answered", answered_on, field=field)
    found = states(made, answer)
    assert found[f"recommendation.{field}"].due == date(2026, 4, 5)
    assert found[f"recommendation.{field}"].state.value == state
    assert found[f"recommendation.{field}.copy"].due == answered_on + timedelta(days=6)
    other = {"health": "social_care", "social_care": "health"}[field]
    assert found[f"recommendation.{other}"].state.value == "not_started"
    # The answer to the one is no answer to the other, nor is its copy.
    both = states(
        made, answer, Event("recommendation_made", date(2026, 3, 2), field=other),
        Event("answer_copied", answered_on, field=other),
    )  # fmt: skip
    assert (both[f"recommendation.{other}"].state.value, both[f"recommendation.{other}"].done_on) \
        == ("late", None)  # fmt: skip
    assert both[f"recommendation.{other}.copy"].state.value == "not_started"
    assert both[f"recommendation.{field}.copy"].done_on is None


# Ceasing.


def cease(*events: Event, as_of: date = LATE) -> DutyState:
    return states(Event("cease_decided", date(2026, 6, 15)), *events, as_of=as_of)["cease.earliest"]


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
    assert (found.state.value, notes(found)) == ("not_applicable", [CourseKey.PLAN_CONTINUES])


# Orders, appeals that are not opposed, agreements.


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


# Exemptions after the assessment: which limits each paragraph reaches.

AWAY = Exemption(
    Ground.ABSENT_FROM_AREA,
    from_on=date(2026, 3, 2),
    to_on=date(2026, 3, 16),
    why_impractical="They could not be seen.",
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


# Refusals undone, and the Ombudsman's working dates: decision 3.


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


# Reviews.


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


# Transfers.


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


# Withdrawal and death end everything that runs.


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


# What lies before the start of a limit neither does it nor ends it, and what is said names the day.


def said(state: DutyState, key: CourseKey) -> dict[str, object]:
    (found,) = [one for one in state.because.then if one.key == key]
    return dict(found.params)


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


def test_contact_about_an_earlier_decision_is_none_about_this_one() -> None:
    found = states(
        notice(date(2026, 1, 5)),
        Event("mediation_declined", date(2026, 1, 20)),
        notice(date(2026, 3, 2)),
        Event("mediation_certificate_issued", date(2026, 3, 20)),
    )["mediation.contact"]
    assert said(found, CourseKey.CERTIFICATE_SHOWS_CONTACT)["on"] == date(2026, 3, 20)


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


def test_a_directed_date_is_named() -> None:
    order = ordered("assess", order_dot_assess_dot_final=date(2026, 7, 1))
    found = states(order, as_of=date(2026, 3, 2))["order.assess.final"]
    assert said(found, CourseKey.DIRECTED)["due"] == date(2026, 7, 1)


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


def test_contact_about_this_decision_needs_no_certificate_to_show_it() -> None:
    found = states(
        notice(date(2026, 1, 5)),
        Event("mediation_declined", date(2026, 1, 20)),
        notice(date(2026, 3, 2)),
        Event("mediation_declined", date(2026, 3, 20)),
    )["mediation.contact"]
    assert (found.done_on, notes(found)) == (date(2026, 3, 20), ["state.met"])


def test_a_plan_sent_on_the_day_of_the_reassessment_follows_it() -> None:
    day = date(2026, 3, 2)
    found = states(Event("reassessment_agreed", day), Event("plan_finalised", day))
    assert found["review.after_reassessment"].starts_on == day


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
