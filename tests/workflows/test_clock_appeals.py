"""The clock on appeals, mediation and the Tribunal’s recommendations."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ehc.explanations import explain
from ehc.workflows.courses import CourseKey
from ehc.workflows.facts import Event
from tests.workflows.after import RECEIVED, dates, notes, notice, said, states


def test_what_has_not_started_is_there_with_nothing() -> None:
    for state in states(as_of=RECEIVED).values():
        if state.state.value == "not_started":
            assert (state.due, state.base_due, state.aim_for, state.last_day) == (None,) * 4
            assert (state.starts_on, state.done_on, state.days_left) == (None,) * 3


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
    for name, key, staff, family in (
        ("mediation.contact", "contact_over", "must first give leave", "must first give you leave"),
        ("appeal.lodge", "right_over", "allow more time", "allow you more time"),
    ):
        one = found[name]
        assert (one.state.value, notes(one)[-1]) == ("late", f"state.{key}")
        assert staff in explain(one.because)
        assert one.because_for_families.then[-1].key == f"family.state.{key}"
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


def test_contact_about_an_earlier_decision_is_none_about_this_one() -> None:
    found = states(
        notice(date(2026, 1, 5)),
        Event("mediation_declined", date(2026, 1, 20)),
        notice(date(2026, 3, 2)),
        Event("mediation_certificate_issued", date(2026, 3, 20)),
    )["mediation.contact"]
    assert said(found, CourseKey.CERTIFICATE_SHOWS_CONTACT)["on"] == date(2026, 3, 20)


def test_contact_about_this_decision_needs_no_certificate_to_show_it() -> None:
    found = states(
        notice(date(2026, 1, 5)),
        Event("mediation_declined", date(2026, 1, 20)),
        notice(date(2026, 3, 2)),
        Event("mediation_declined", date(2026, 3, 20)),
    )["mediation.contact"]
    assert (found.done_on, notes(found)) == (date(2026, 3, 20), ["state.met"])
