"""Which limits an exemption reaches: the clock's answer, before it is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ehc.workflows.clock import compute
from ehc.workflows.duties import DUTIES
from ehc.workflows.exemptions import Exemption
from ehc.workflows.facts import Event, Facts
from ehc.workflows.reach import reach

RECEIVED = date(2026, 1, 5)
ON = date(2026, 3, 30)
FACTS = Facts(
    RECEIVED,
    (
        Event("agreed_to_assess", date(2026, 2, 10)),
        Event("advice_requested", date(2026, 2, 11), advice="medical", body="s31",
              received_by_body_on=date(2026, 2, 11)),
        Event("advice_requested", date(2026, 2, 11), advice="psychological"),
    ),
)  # fmt: skip
AWAY = Exemption(
    "absent_from_area",
    from_on=date(2026, 2, 20),
    to_on=date(2026, 3, 25),
    why_impractical="Nobody could see her.",
)


def told(exemption: Exemption, facts: Facts = FACTS) -> dict[str, tuple[bool, str]]:
    return {one.duty.duty: (one.holds, one.why.key) for one in reach(exemption, facts, ON)}


def test_an_absence_reaches_each_limit_in_whose_time_it_lasted_long_enough() -> None:
    assert told(AWAY) == {
        "assess.notify_decision": (False, "exemption.absent_too_short"),
        "advice.medical": (True, "exemption.holds"),
        "issue.notify_refusal": (True, "exemption.holds"),
        "plan.final": (True, "exemption.holds"),
    }


def test_a_missed_appointment_reaches_the_health_body_alone() -> None:
    missed = Exemption("missed_appointment", from_on=date(2026, 3, 2), why_impractical="Not seen.")
    assert [duty for duty, (holds, _) in told(missed).items() if holds] == ["advice.medical"]


def test_without_why_it_was_impractical_it_holds_for_nothing() -> None:
    assert {key for _, key in told(replace(AWAY, why_impractical="")).values()} == {
        "exemption.no_why"
    }


def test_no_date_moves_and_other_exemptions_are_left_out_of_account() -> None:
    before = {one.duty: one.due for one in compute(FACTS, ON)}
    assert {one.duty.duty: one.duty.due for one in reach(AWAY, FACTS, ON)}.items() <= before.items()
    assert told(AWAY, replace(FACTS, exemptions=(AWAY,))) == told(AWAY)


def test_a_limit_that_fell_away_is_not_spoken_of() -> None:
    refused = Facts(RECEIVED, (Event("refused_to_assess", date(2026, 2, 10)),))
    assert told(AWAY, refused) == {"assess.notify_refusal": (False, "exemption.does_not_reach")}


def test_only_the_rules_that_are_handed_in_are_asked() -> None:
    plan = tuple(duty for duty in DUTIES if duty.id == "plan.final")
    assert [one.duty.duty for one in reach(AWAY, FACTS, ON, duties=plan)] == ["plan.final"]
