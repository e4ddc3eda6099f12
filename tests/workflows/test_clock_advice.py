"""The clock on advice: which rule binds whom, and which answer is to which request."""

from __future__ import annotations

from datetime import date

import pytest

from ehc.workflows.clock import DutyStatus, StateKey
from ehc.workflows.courses import CourseKey
from ehc.workflows.facts import Event
from ehc.workflows.messages import Message
from tests.workflows.limits import SIXTEEN, TWENTY, asked, on, received, standing, states


@pytest.mark.parametrize(
    ("day", "state"), [(date(2026, 3, 27), "met"), (date(2026, 3, 28), "late")]
)
def test_a_section_31_body_has_six_weeks_from_its_receipt(day: date, state: str) -> None:
    request = Event(
        "advice_requested",
        date(2026, 2, 10),
        advice="medical",
        body="s31",
        received_by_body_on=date(2026, 2, 13),
    )
    found = states(request, received("medical", day), as_of=TWENTY)["advice.medical"]
    assert (found.rule, found.starts_on, found.due) == (
        "advice.s31",
        date(2026, 2, 13),
        date(2026, 3, 27),
    )
    assert (found.state.value, found.done_on) == (state, day)
    assert found.because.params["advice"] == Message("advice.medical")


def test_without_the_bodys_receipt_the_six_weeks_have_not_started() -> None:
    found = states(asked("medical"), as_of=TWENTY)["advice.medical"]
    assert (found.state, found.due, found.days_left) == (DutyStatus.NOT_STARTED, None, None)
    assert found.because == Message(
        CourseKey.BODY_NOT_RECEIVED.value, {"asked_on": date(2026, 2, 10)}
    )
    assert found.because_for_families == Message(StateKey.FAMILY_NOT_STARTED.value)


@pytest.mark.parametrize(
    ("advice", "body", "rule"),
    [
        ("medical", None, "advice.s31"),
        ("medical", "other", "advice.code"),
        ("psychological", None, "advice.code"),
        ("psychological", "s31", "advice.s31"),
        ("parent", None, "advice.code"),
    ],
)
def test_the_body_that_was_asked_decides_the_rule(advice: str, body: str | None, rule: str) -> None:
    assert states(asked(advice, body=body), as_of=TWENTY)[f"advice.{advice}"].rule == rule


def test_others_are_asked_for_six_weeks_as_guidance() -> None:
    found = states(asked("social_care"), as_of=date(2026, 3, 24))["advice.social_care"]
    assert (found.due, found.aim_for, found.state) == (
        date(2026, 3, 24),
        date(2026, 3, 23),
        DutyStatus.RUNNING,
    )
    assert found.citation.startswith("guidance: ")


def test_two_requests_of_one_kind_each_have_their_own() -> None:
    first, second = asked("other", ref="OT"), asked("other", date(2026, 2, 20), ref="CAMHS")
    answers = (received("other", date(2026, 3, 1)), received("other", date(2026, 3, 2), "CAMHS"))
    found = states(second, first, *answers, as_of=TWENTY)
    assert [
        (name, state.ref, state.done_on)
        for name, state in found.items()
        if name.startswith("advice.")
    ] == [
        ("advice.other", "OT", date(2026, 3, 1)),
        ("advice.other:2", "CAMHS", date(2026, 3, 2)),
    ]


def test_an_answer_before_the_question_or_to_another_is_no_answer() -> None:
    early = received("psychological", date(2026, 2, 9))
    other = received("psychological", date(2026, 3, 1), "another")
    for answer in (early, other):
        found = states(asked("psychological", ref="EP"), answer, as_of=TWENTY)
        assert found["advice.psychological"].done_on is None


def test_a_refusal_to_issue_ends_the_wait_for_advice() -> None:
    events = (asked("psychological"), asked("social_care"), received("social_care", SIXTEEN))
    found = standing(*events, on("refused_to_issue", SIXTEEN), as_of=TWENTY)
    assert found["advice.psychological"] == "not_applicable"
    assert found["advice.social_care"] == "late"


def test_an_answer_goes_to_the_request_that_it_names_and_may_come_on_its_day() -> None:
    def asked(ref: str) -> Event:
        return Event("advice_requested", date(2026, 2, 17), advice="psychological", ref=ref)

    def answered(day: date, ref: str) -> Event:
        return Event("advice_received", day, advice="psychological", ref=ref)

    first, second = date(2026, 2, 17), date(2026, 3, 2)
    for answers in (
        (answered(first, ""), answered(second, "a")),
        (answered(second, "a"), answered(first, "")),
    ):
        found = states(asked("a"), asked("b"), *answers, as_of=TWENTY)
        assert {one.ref: one.done_on for one in found.values() if one.ref} == {
            "a": second,
            "b": first,
        }


def test_two_requests_of_one_day_are_numbered_in_one_way_however_they_are_told() -> None:
    def asked(body: str | None, reached: date | None) -> Event:
        return Event(
            "advice_requested",
            date(2026, 2, 17),
            advice="medical",
            body=body,
            received_by_body_on=reached,
        )

    for one, other in (
        (asked("s31", date(2026, 2, 18)), asked("other", None)),
        (asked("s31", date(2026, 2, 18)), asked("s31", date(2026, 2, 19))),
        (asked("s31", None), asked("other", None)),
    ):
        told, turned = (states(*pair, as_of=TWENTY) for pair in ((one, other), (other, one)))
        assert told == turned
