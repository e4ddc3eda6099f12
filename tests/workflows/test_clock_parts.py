"""Which sending did which part, which meeting a proposal followed, and which end came first.

Each row was asked for by a wrong change to the code that no other test noticed (ADR 6).
"""

from __future__ import annotations

from datetime import date

import pytest

from ehc.workflows.courses import CourseKey
from ehc.workflows.facts import Event
from tests.workflows.test_clock_again import day, event, keys, states

AMEND = event("tribunal_ordered", "2 mar", order="amend_provision")
NAME = event("tribunal_ordered", "2 mar", order="name_setting")


def sent(on: str, **told: object) -> Event:
    return event("amended_plan_sent", on, **told)


def done(*events: Event) -> tuple[date | None, date | None]:
    """When the setting was named, and when the contents were amended."""
    found = states(*events)
    return found["order.name_setting"].done_on, found["order.amend"].done_on


@pytest.mark.parametrize(
    ("events", "named", "amended"),
    [
        # On the day of the order itself.
        ([sent("2 mar")], "2 mar", "2 mar"),
        ([sent("9 mar"), sent("16 mar")], "9 mar", "16 mar"),
        # One that says what it carries out speaks for them all.
        ([sent("9 mar"), sent("16 mar", carries=("a",))], "9 mar", "9 mar"),
        # Of several that say the same the first did it.
        ([sent("9 mar", about="both"), sent("16 mar", about="both")], "9 mar", "9 mar"),
        # A meeting of that day, or later, asks for a plan of its own.
        ([sent("9 mar"), event("review_meeting_held", "9 mar")], "9 mar", "9 mar"),
        (
            [sent("9 mar"), event("review_meeting_held", "16 mar"), sent("16 mar")],
            "9 mar",
            "9 mar",
        ),
        (
            [
                sent("9 mar"),
                event("review_meeting_held", "16 mar"),
                sent("20 mar"),
                event("review_decided", "23 mar", outcome="amend"),
            ],
            "9 mar",
            "9 mar",
        ),
    ],
)
def test_which_sending_did_which_part_of_an_order(
    events: list[Event], named: str, amended: str
) -> None:
    assert done(AMEND, NAME, *events) == (day(named), day(amended))


def test_the_second_sending_is_said_with_the_first() -> None:
    found = states(AMEND, NAME, sent("9 mar"), sent("16 mar"))["order.amend"]
    (note,) = [one for one in found.because.then if one.key == CourseKey.SENT_IN_TWO_PARTS]
    assert dict(note.params) == {"first": day("9 mar"), "on": day("16 mar")}


def test_what_was_agreed_on_the_day_of_an_order_is_no_part_of_it() -> None:
    agreed = event("mediation_agreed", "2 mar", about="name_setting")
    found = states(AMEND, agreed, sent("9 mar"), sent("16 mar"))
    assert found["order.amend"].done_on == day("9 mar")
    assert found["mediation.name_setting"].done_on == day("9 mar")


@pytest.mark.parametrize(
    ("events", "counted_from"),
    [
        # After a second meeting nothing was decided before the proposal.
        (
            [
                event("review_meeting_held", "2 mar"),
                event("review_decided", "9 mar", outcome="maintain"),
                event("review_meeting_held", "1 jun"),
                event("amendments_proposed", "15 jun"),
            ],
            "15 jun",
        ),
        # A proposal of the day of the meeting followed it.
        (
            [event("review_meeting_held", "2 mar"), event("amendments_proposed", "2 mar")],
            "2 mar",
        ),
        # What was decided on the day of the meeting was decided after it.
        (
            [
                event("review_meeting_held", "2 mar"),
                event("review_decided", "2 mar", outcome="amend"),
                event("amendments_proposed", "9 mar"),
            ],
            "2 mar",
        ),
    ],
)
def test_a_proposal_shows_a_decision_where_none_was_told_since_its_meeting(
    events: list[Event], counted_from: str
) -> None:
    assert states(*events)["review.next"].starts_on == day(counted_from)


def test_a_proposal_without_a_meeting_shows_no_review() -> None:
    found = states(event("amendments_proposed", "9 mar"))["review.next"]
    assert found.state.value == "not_started"


def test_of_several_ends_the_first_is_why() -> None:
    found = states(
        event("plan_made", "5 jan"), event("moved_out", "2 mar"), event("plan_ceased", "1 jun")
    )["review.first"]
    assert (found.state.value, keys(found)[0]) == ("not_applicable", CourseKey.MOVED_AWAY)


def test_an_order_about_a_plan_that_went_twice_ended_when_it_first_went() -> None:
    found = states(
        AMEND, event("plan_transferred_out", "9 mar"), event("plan_transferred_out", "1 jun")
    )["order.amend"]
    assert (found.state.value, keys(found)[0]) == ("not_applicable", CourseKey.TRANSFERRED_OUT)
    assert dict(found.because.then[0].params) == {"on": day("9 mar")}


def test_a_plan_that_had_ended_is_not_handed_over() -> None:
    told = (event("plan_made", "5 jan"), event("moved_out", "1 jun"))
    assert states(*told)["move.transfer"].state.value == "late"
    found = states(*told, event("plan_ceased", "2 mar"))["move.transfer"]
    assert (found.state.value, keys(found)[0]) == ("not_applicable", CourseKey.PLAN_CEASED)


def test_of_two_moves_in_an_assessment_the_first_ended_it_here() -> None:
    found = states(event("moved_out", "2 mar"), event("moved_out", "1 jun"))["plan.final"]
    assert dict(found.because.then[0].params) == {"on": day("2 mar")}


def test_what_cannot_be_appealed_about_is_kept_by_whoever_agreed_to_it() -> None:
    went = event("plan_transferred_out", "9 mar")
    for about, state in (("other", "late"), ("name_setting", "not_applicable")):
        found = states(event("mediation_agreed", "2 mar", about=about), went)
        assert found[f"mediation.{about}"].state.value == state
