"""What happens again hides nothing of the first time."""

from __future__ import annotations

from datetime import date

import pytest

from ehc.views.workspace._duties import duty_row
from ehc.workflows.facts import Event
from tests.workflows.shorthand import PLAN, Stood, day, event, keys, lines, states, stood


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
