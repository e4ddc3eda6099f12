"""The clock on exemptions, on the authority’s own targets, and on what it says of them."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from ehc.workflows.clock import DutyStatus, StateKey
from ehc.workflows.exemptions import Exemption, ExemptionKey, Ground
from ehc.workflows.facts import Event
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
    asked,
    on,
    received,
    said,
    standing,
    states,
)

ABROAD = Exemption(
    Ground.ABSENT_FROM_AREA,
    from_on=date(2026, 3, 2),
    to_on=date(2026, 4, 6),
    why_impractical="The child could not be seen.",
    ground_ended_on=date(2026, 4, 6),
)


@pytest.mark.parametrize(
    ("as_of", "state"), [(TWENTY, DutyStatus.RUNNING), (TWENTY + DAY, DutyStatus.EXEMPT)]
)
def test_an_exempt_limit_keeps_its_date(as_of: date, state: DutyStatus) -> None:
    found = states(as_of=as_of, exemptions=(ABROAD,))[FINAL]
    assert (found.state, found.due, found.base_due, found.exempted) == (state, TWENTY, TWENTY, True)
    assert found.days_left == (TWENTY - as_of).days


def test_what_is_only_shown_to_have_been_done_is_not_said_to_have_been_done_that_day() -> None:
    here = dataclasses.replace(ABROAD, from_on=date(2026, 1, 5), to_on=date(2026, 2, 9))
    drafted = on("draft_served", SIX + DAY)
    found = states(drafted, as_of=TWENTY, exemptions=(here,))[DECISION]
    assert (found.state, found.done_on) == (DutyStatus.EXEMPT, SIX + DAY)
    assert said(found)[0] == StateKey.SHOWN_EXEMPT
    assert found.because_for_families.then[0].key == StateKey.FAMILY_SHOWN_EXEMPT


def test_of_two_exemptions_of_which_the_same_is_to_be_said_it_is_said_once() -> None:
    reached = states(as_of=TWENTY + DAY, exemptions=(ABROAD, ABROAD))
    assert said(reached[FINAL]) == [StateKey.EXEMPT, ExemptionKey.HOLDS]
    other = dataclasses.replace(ABROAD, why_impractical="Nobody was at home.")
    both = states(as_of=TWENTY + DAY, exemptions=(ABROAD, other))
    assert said(both[FINAL]) == [StateKey.EXEMPT, ExemptionKey.HOLDS, ExemptionKey.HOLDS]
    # Neither reaches a refusal to assess, whatever else tells them apart.
    assert said(both[REFUSAL]) == [StateKey.LATE, ExemptionKey.DOES_NOT_REACH]


@pytest.mark.parametrize(
    ("sent_on", "state", "family"),
    [
        (TWENTY, DutyStatus.MET, [StateKey.FAMILY_MET]),
        (
            TWENTY + DAY,
            DutyStatus.EXEMPT,
            [StateKey.FAMILY_DONE_EXEMPT, f"family.{ExemptionKey.HOLDS}"],
        ),
    ],
)
def test_an_exempt_plan_that_was_sent(sent_on: date, state: DutyStatus, family: list[str]) -> None:
    found = states(on("plan_finalised", sent_on), as_of=date(2026, 7, 1), exemptions=(ABROAD,))[
        FINAL
    ]
    assert (found.state, found.done_on, found.exempted) == (state, sent_on, True)
    assert said(found)[-1] == ExemptionKey.HOLDS
    assert [one.key for one in found.because_for_families.then] == family


def test_an_exemption_reaches_only_what_its_ground_reaches() -> None:
    found = states(
        asked("psychological"), asked("medical", body="other"), as_of=TWENTY + DAY,
        exemptions=(ABROAD,),
    )  # fmt: skip
    assert {name: (state.state.value, said(state)[-1:]) for name, state in found.items()} == {
        DECISION: ("late", [ExemptionKey.ABSENT_TOO_SHORT]),
        REFUSAL: ("late", [ExemptionKey.DOES_NOT_REACH]),
        "advice.psychological": ("late", [ExemptionKey.DOES_NOT_REACH]),
        "advice.medical": ("late", [ExemptionKey.DOES_NOT_REACH]),
        NO_PLAN: ("exempt", [ExemptionKey.HOLDS]),
        COMMENTS: ("not_started", []),
        FINAL: ("exempt", [ExemptionKey.HOLDS]),
    }


def test_a_missed_appointment_reaches_the_body_alone() -> None:
    missed = Exemption(
        Ground.MISSED_APPOINTMENT, from_on=date(2026, 3, 3), why_impractical="No other clinic."
    )
    request = Event(
        "advice_requested",
        date(2026, 2, 10),
        advice="medical",
        received_by_body_on=date(2026, 2, 10),
    )
    found = standing(request, as_of=TWENTY + DAY, exemptions=(missed,))
    assert (found["advice.medical"], found[FINAL]) == ("exempt", "late")


def test_a_ground_after_week_16_is_arguable_for_the_final_plan() -> None:
    late = Exemption(
        Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES,
        from_on=SIXTEEN + DAY,
        why_impractical="A bereavement.",
    )
    found = states(as_of=TWENTY + DAY, exemptions=(late,))[FINAL]
    assert found.state is DutyStatus.EXEMPT
    assert [one.key for one in found.because.then[-1].then] == [ExemptionKey.ARGUABLE]


def test_an_exempt_advice_without_its_start_is_not_judged() -> None:
    found = states(asked("medical"), as_of=TWENTY, exemptions=(ABROAD,))["advice.medical"]
    assert (found.state, found.exempted) == (DutyStatus.NOT_STARTED, False)


def test_the_sum_beside_the_date() -> None:
    final = states(as_of=TWENTY + DAY)[FINAL]
    assert final.because.key == "duty.plan.final"
    assert dict(final.because.params) == {
        "starts_on": RECEIVED,
        "due": TWENTY,
        "length": final.because.params["length"],
        "citation": "SEND Regulations 2014, regulation 13(2)",
    }
    assert said(final) == [StateKey.LATE]
    assert final.because_for_families.key == "family.duty.plan.final"
    assert [one.key for one in final.because_for_families.then] == [StateKey.FAMILY_LATE]


def test_done_late_says_by_how_much() -> None:
    final = states(on("plan_finalised", TWENTY + 3 * DAY), as_of=date(2026, 7, 1))[FINAL]
    assert said(final) == [StateKey.DONE_LATE]
    late = final.because.then[0].params["late"]
    assert getattr(late, "number", None) == 3


def test_exempt_and_undone_says_so() -> None:
    final = states(as_of=TWENTY + DAY, exemptions=(ABROAD,))[FINAL]
    assert said(final) == [StateKey.EXEMPT, ExemptionKey.HOLDS]
    assert [one.key for one in final.because.then[-1].then] == [ExemptionKey.GROUND_ENDED]


def test_targets_are_left_out_unless_asked_for() -> None:
    assert [name for name in states(as_of=TWENTY) if name.startswith("target.")] == []
    found = states(as_of=RECEIVED, targets=True)
    assert {name: one.due for name, one in found.items() if name.startswith("target.")} == {
        "target.advice": date(2026, 3, 30),
        "target.decision": date(2026, 4, 13),
        "target.draft": date(2026, 4, 25),
    }


def test_what_meets_the_targets() -> None:
    events = (
        asked("psychological"),
        asked("social_care"),
        received("psychological", date(2026, 3, 2)),
        on("agreed_to_issue", date(2026, 4, 14)),
        on("draft_served", date(2026, 4, 25)),
    )
    found = states(*events, as_of=TWENTY, targets=True, exemptions=(ABROAD,))
    assert {name: one.state.value for name, one in found.items() if "target" in name} == {
        "target.advice": "late",
        "target.decision": "late",
        "target.draft": "met",
    }
    all_in = states(*events, received("social_care", date(2026, 3, 30)), as_of=TWENTY, targets=True)
    assert (all_in["target.advice"].state, all_in["target.advice"].done_on) == (
        DutyStatus.MET,
        date(2026, 3, 30),
    )


def test_a_refusal_ends_the_targets() -> None:
    found = states(on("refused_to_assess", SIX), as_of=TWENTY, targets=True)
    assert {one.state.value for name, one in found.items() if "target" in name} == {
        "not_applicable"
    }


@pytest.mark.parametrize(
    ("what", "duty"),
    [
        ("agreed_to_issue", "target.decision"),
        ("refused_to_issue", "target.decision"),
        ("draft_served", "target.draft"),
        ("plan_finalised", "target.draft"),
    ],
)
def test_what_reaches_a_target_of_the_authoritys_own(what: str, duty: str) -> None:
    found = states(on(what, date(2026, 4, 7)), as_of=TWENTY, targets=True)[duty]
    assert (found.state, found.done_on) == (DutyStatus.MET, date(2026, 4, 7))
