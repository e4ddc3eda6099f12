"""The clock on the facts of a case: dates, states and why, on both sides of each limit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ehc.workflows.clock import DutyState, DutyStatus, StateKey, compute
from ehc.workflows.courses import CourseKey
from ehc.workflows.duties import ASSESSMENT_DUTIES
from ehc.workflows.exemptions import Exemption, ExemptionKey, Ground
from ehc.workflows.facts import Event, Facts
from ehc.workflows.messages import Message

RECEIVED = date(2026, 1, 5)
SIX, SIXTEEN, TWENTY = date(2026, 2, 16), date(2026, 4, 27), date(2026, 5, 25)
DAY = timedelta(days=1)

DECISION, REFUSAL = "assess.notify_decision", "assess.notify_refusal"
NO_PLAN, FINAL, COMMENTS = "issue.notify_refusal", "plan.final", "draft.comments"


def states(
    *events: Event, as_of: date, exemptions: tuple[Exemption, ...] = (), targets: bool = False
) -> dict[str, DutyState]:
    found = compute(
        Facts(RECEIVED, events, exemptions), as_of, duties=ASSESSMENT_DUTIES, targets=targets
    )
    return {state.duty: state for state in found}


def standing(*events: Event, as_of: date, exemptions: tuple[Exemption, ...] = ()) -> dict[str, str]:
    found = states(*events, as_of=as_of, exemptions=exemptions)
    return {name: state.state.value for name, state in found.items()}


def said(state: DutyState) -> list[str]:
    return [one.key for one in state.because.then]


def on(what: str, day: date) -> Event:
    return Event(what, day)


def test_a_request_alone() -> None:
    assert [
        (one.duty, one.state.value, one.starts_on, one.due, one.aim_for, one.days_left)
        for one in compute(Facts(RECEIVED), date(2026, 1, 6), duties=ASSESSMENT_DUTIES)
    ] == [
        (DECISION, "running", RECEIVED, SIX, date(2026, 2, 15), 41),
        (REFUSAL, "running", RECEIVED, SIX, date(2026, 2, 15), 41),
        (NO_PLAN, "running", RECEIVED, SIXTEEN, date(2026, 4, 26), 111),
        (COMMENTS, "not_started", None, None, None, None),
        (FINAL, "running", RECEIVED, TWENTY, date(2026, 5, 24), 139),
    ]


@pytest.mark.parametrize(
    ("as_of", "state", "days_left"),
    [
        (TWENTY - DAY, "running", 1),
        (TWENTY, "running", 0),
        (TWENTY + DAY, "late", -1),
    ],
)
def test_a_limit_passes_when_its_day_has_passed(as_of: date, state: str, days_left: int) -> None:
    final = states(as_of=as_of)[FINAL]
    assert (final.state.value, final.days_left, final.done_on) == (state, days_left, None)


@pytest.mark.parametrize(
    ("sent_on", "state"),
    [(TWENTY - DAY, "met"), (TWENTY, "met"), (TWENTY + DAY, "late")],
)
def test_done_on_the_day_is_in_time(sent_on: date, state: str) -> None:
    final = states(on("plan_finalised", sent_on), as_of=date(2026, 6, 30))[FINAL]
    assert (final.state.value, final.done_on, final.days_left) == (state, sent_on, None)


# The decision whether to assess: regulation 4(1) at once, regulation 5(1) once considered.


def test_a_yes_meets_the_decision_and_ends_the_limit_on_a_no() -> None:
    found = states(on("agreed_to_assess", SIX), as_of=TWENTY)
    assert (found[DECISION].state, found[DECISION].done_on) == (DutyStatus.MET, SIX)
    assert (found[REFUSAL].state, found[REFUSAL].done_on) == (DutyStatus.NOT_APPLICABLE, None)
    assert said(found[REFUSAL]) == [CourseKey.AGREED_TO_ASSESS]


@pytest.mark.parametrize(("day", "state"), [(SIX, "met"), (SIX + DAY, "late")])
def test_a_no_at_once_is_the_refusal(day: date, state: str) -> None:
    found = states(on("refused_to_assess", day), as_of=TWENTY)
    assert (found[REFUSAL].state.value, found[REFUSAL].done_on) == (state, day)
    assert found[DECISION].state is DutyStatus.NOT_APPLICABLE
    assert said(found[DECISION]) == [CourseKey.NOTIFIED_AS_REFUSAL]


@pytest.mark.parametrize(("day", "state"), [(SIX, "met"), (SIX + DAY, "late")])
def test_a_no_after_being_considered_is_the_decision(day: date, state: str) -> None:
    told = on("considering_notified", date(2026, 1, 20))
    found = states(told, on("refused_to_assess", day), as_of=TWENTY)
    assert (found[DECISION].state.value, found[DECISION].done_on) == (state, day)
    assert (found[REFUSAL].state, found[REFUSAL].done_on) == (DutyStatus.NOT_APPLICABLE, None)
    assert said(found[REFUSAL]) == [CourseKey.BEING_CONSIDERED]


def test_being_considered_ends_the_limit_on_a_no_at_once() -> None:
    found = standing(on("considering_notified", date(2026, 1, 20)), as_of=date(2026, 1, 20))
    assert (found[DECISION], found[REFUSAL]) == ("running", "not_applicable")


def test_being_told_after_the_refusal_changes_nothing() -> None:
    refused = on("refused_to_assess", date(2026, 2, 2))
    same_day = on("considering_notified", date(2026, 2, 2))
    day_after = on("considering_notified", date(2026, 2, 3))
    assert standing(refused, day_after, as_of=TWENTY)[REFUSAL] == "met"
    assert standing(refused, same_day, as_of=TWENTY)[REFUSAL] == "not_applicable"


def test_a_no_after_a_yes_leaves_the_first_answer() -> None:
    events = (on("agreed_to_assess", date(2026, 2, 2)), on("refused_to_assess", date(2026, 3, 2)))
    found = states(*events, as_of=TWENTY)
    assert (found[DECISION].state, found[DECISION].done_on) == (DutyStatus.MET, date(2026, 2, 2))
    assert found[REFUSAL].state is DutyStatus.NOT_APPLICABLE
    assert found[FINAL].state is DutyStatus.NOT_APPLICABLE


# Refusals end what follows, until they are reversed: decision 3.


def test_a_refusal_to_assess_ends_the_later_limits() -> None:
    found = states(on("refused_to_assess", date(2026, 2, 2)), as_of=TWENTY + DAY)
    assert [found[name].state.value for name in (NO_PLAN, FINAL)] == ["not_applicable"] * 2
    assert said(found[FINAL]) == [CourseKey.REFUSED_TO_ASSESS]
    assert (found[FINAL].due, found[FINAL].aim_for) == (TWENTY, TWENTY - DAY)


@pytest.mark.parametrize(
    "undone",
    [
        Event("refusal_reversed", date(2026, 3, 2), of="assess"),
        on("agreed_to_assess", date(2026, 3, 2)),
        on("refused_to_issue", date(2026, 3, 2)),
        on("agreed_to_issue", date(2026, 3, 2)),
        on("draft_served", date(2026, 3, 2)),
    ],
)
def test_a_refusal_reversed_without_an_order_keeps_the_original_weeks(undone: Event) -> None:
    found = states(on("refused_to_assess", date(2026, 2, 2)), undone, as_of=date(2026, 3, 9))
    if undone.what == "refused_to_issue":
        assert found[FINAL].state is DutyStatus.NOT_APPLICABLE
        assert said(found[FINAL]) == [CourseKey.REFUSED_TO_ISSUE]
        return
    assert (found[FINAL].state, found[FINAL].due) == (DutyStatus.RUNNING, TWENTY)
    assert said(found[FINAL]) == [CourseKey.REVERSED_KEEPS_DATE]
    assert found[FINAL].because.then[0].params["on"] == date(2026, 3, 2)


def test_a_reversal_leaves_the_refusal_as_it_was_notified() -> None:
    found = standing(
        on("refused_to_assess", date(2026, 2, 2)),
        Event("refusal_reversed", date(2026, 3, 2), of="assess"),
        on("agreed_to_assess", date(2026, 3, 2)),
        as_of=date(2026, 3, 9),
    )
    assert (found[DECISION], found[REFUSAL]) == ("not_applicable", "met")


def test_refused_again_after_a_reversal_ends_them_again() -> None:
    refused, undone, again = (
        on("refused_to_assess", date(2026, 2, 2)),
        Event("refusal_reversed", date(2026, 2, 3), of="assess"),
        on("refused_to_assess", date(2026, 2, 4)),
    )
    assert standing(refused, undone, as_of=SIX)[FINAL] == "running"
    assert standing(refused, undone, again, as_of=SIX)[FINAL] == "not_applicable"


@pytest.mark.parametrize(("day", "state"), [(SIXTEEN, "met"), (SIXTEEN + DAY, "late")])
def test_a_refusal_to_issue_within_16_weeks(day: date, state: str) -> None:
    found = states(on("refused_to_issue", day), as_of=TWENTY + DAY)
    assert (found[NO_PLAN].state.value, found[NO_PLAN].done_on) == (state, day)
    assert found[FINAL].state is DutyStatus.NOT_APPLICABLE
    assert said(found[FINAL]) == [CourseKey.REFUSED_TO_ISSUE]


@pytest.mark.parametrize("yes", ["agreed_to_issue", "draft_served", "plan_finalised"])
def test_a_yes_to_a_plan_ends_the_limit_on_a_no(yes: str) -> None:
    found = states(on(yes, date(2026, 5, 4)), as_of=date(2026, 5, 4))
    assert found[NO_PLAN].state is DutyStatus.NOT_APPLICABLE
    assert said(found[NO_PLAN]) == [CourseKey.AGREED_TO_ISSUE]
    assert standing(as_of=date(2026, 5, 4))[NO_PLAN] == "late"


def test_a_refusal_to_issue_that_is_given_up_runs_on_from_receipt() -> None:
    refused, agreed = on("refused_to_issue", SIXTEEN), on("agreed_to_issue", date(2026, 5, 11))
    found = standing(refused, agreed, as_of=date(2026, 5, 11))
    assert (found[NO_PLAN], found[FINAL]) == ("met", "running")


# Withdrawal and death.


@pytest.mark.parametrize(
    ("what", "key"),
    [
        ("request_withdrawn", CourseKey.WITHDRAWN),
        ("deceased", CourseKey.DECEASED),
        ("not_ours", CourseKey.NOT_OURS),
        ("exported", CourseKey.EXPORTED),
        ("detained", CourseKey.DETAINED),
    ],
)
def test_what_still_runs_ends_with_the_case(what: str, key: CourseKey) -> None:
    asked = Event("advice_requested", date(2026, 2, 10), advice="psychological")
    found = states(
        on("agreed_to_assess", date(2026, 2, 9)), asked, on(what, SIXTEEN), as_of=TWENTY + DAY
    )
    assert {name: state.state.value for name, state in found.items()} == {
        DECISION: "met",
        REFUSAL: "not_applicable",
        "advice.psychological": "not_applicable",
        NO_PLAN: "not_applicable",
        COMMENTS: "not_started",
        FINAL: "not_applicable",
    }
    assert said(found[FINAL]) == [key]
    assert found[COMMENTS].because.key == key


def test_release_keeps_the_clock_and_detention_again_stops_it_again() -> None:
    """SI 2015/62, regulation 15."""
    held, freed = on("detained", date(2026, 2, 2)), on("released", date(2026, 3, 2))
    assert standing(held, as_of=SIXTEEN)[FINAL] == "not_applicable"
    found = states(held, freed, as_of=SIXTEEN)
    assert (found[FINAL].state, found[FINAL].due) == ("running", TWENTY)
    assert found[DECISION].state == "late"
    again = on("detained", date(2026, 4, 1))
    assert standing(again, freed, held, as_of=SIXTEEN)[FINAL] == "not_applicable"
    same_day = on("released", date(2026, 2, 2))
    assert standing(same_day, held, as_of=SIXTEEN)[FINAL] == "running"


def test_what_was_done_stays_done() -> None:
    found = standing(
        on("plan_finalised", TWENTY), on("request_withdrawn", TWENTY + DAY), as_of=TWENTY + DAY
    )
    assert found[FINAL] == "met"


# The draft: day 1 is the day of service.


@pytest.mark.parametrize(
    ("as_of", "state", "done_on", "days_left"),
    [
        (date(2025, 12, 12), "running", None, 14),
        (date(2025, 12, 26), "running", None, 0),
        (date(2025, 12, 27), "met", date(2025, 12, 26), None),
    ],
)
def test_fifteen_days_beginning_with_service(
    as_of: date, state: str, done_on: date | None, days_left: int | None
) -> None:
    facts = Facts(date(2025, 9, 1), (on("draft_served", date(2025, 12, 12)),))
    found = next(one for one in compute(facts, as_of) if one.duty == COMMENTS)
    assert (found.state.value, found.done_on, found.days_left) == (state, done_on, days_left)
    assert (found.starts_on, found.due, found.last_day, found.aim_for) == (
        date(2025, 12, 12),
        date(2025, 12, 26),
        date(2025, 12, 26),
        None,
    )


def test_a_draft_served_again_starts_its_days_again_and_not_the_weeks() -> None:
    events = (on("draft_served", date(2026, 4, 1)), on("draft_served", date(2026, 4, 20)))
    found = states(*events, as_of=date(2026, 4, 21))
    assert (found[COMMENTS].last_day, found[FINAL].due) == (date(2026, 5, 4), TWENTY)


def test_a_final_inside_the_days_is_accepted_and_said() -> None:
    served = on("draft_served", date(2026, 5, 1))
    inside = states(served, on("plan_finalised", date(2026, 5, 15)), as_of=TWENTY)[COMMENTS]
    assert (inside.state, inside.done_on) == (DutyStatus.MET, date(2026, 5, 15))
    assert said(inside) == [StateKey.WINDOW_OVER, CourseKey.WINDOW_CUT_SHORT]
    after = states(served, on("plan_finalised", date(2026, 5, 16)), as_of=TWENTY)[COMMENTS]
    assert (after.state, after.done_on) == (DutyStatus.MET, date(2026, 5, 15))
    assert said(after) == [StateKey.WINDOW_OVER]


def test_a_draft_after_the_final_is_another_matter() -> None:
    events = (
        on("draft_served", date(2026, 4, 1)),
        on("plan_finalised", date(2026, 5, 1)),
        on("draft_served", date(2026, 5, 20)),
    )
    assert states(*events, as_of=TWENTY)[COMMENTS].last_day == date(2026, 4, 15)


@pytest.mark.parametrize(
    ("withdrawn_on", "state"),
    [(date(2026, 5, 15), "not_applicable"), (date(2026, 5, 16), "met")],
)
def test_withdrawn_while_the_family_could_comment(withdrawn_on: date, state: str) -> None:
    events = (on("draft_served", date(2026, 5, 1)), on("request_withdrawn", withdrawn_on))
    assert standing(*events, as_of=date(2026, 6, 30))[COMMENTS] == state


# Advice.


def asked(
    advice: str, day: date = date(2026, 2, 10), *, body: str | None = None, ref: str = ""
) -> Event:
    return Event("advice_requested", day, advice=advice, body=body, ref=ref)


def received(advice: str, day: date, ref: str = "") -> Event:
    return Event("advice_received", day, advice=advice, ref=ref)


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


# Exemptions: decisions 7, 8, 9 and 11.


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


# What is said.


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


# Targets: decision 14.


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


# What lies before, or on the same day: the order of a reversal, of answers and of drafts.


def test_a_yes_and_a_no_of_one_day_are_a_no() -> None:
    found = standing(on("agreed_to_assess", SIX), on("refused_to_assess", SIX), as_of=SIX)
    assert (found[DECISION], found[REFUSAL]) == ("not_applicable", "met")


def test_being_told_of_it_after_the_refusal_does_not_make_the_refusal_the_decision() -> None:
    refused = on("refused_to_assess", date(2026, 2, 2))
    told = on("considering_notified", date(2026, 2, 3))
    assert standing(refused, told, as_of=TWENTY)[DECISION] == "not_applicable"


def test_a_draft_of_the_day_of_the_final_plan_had_its_window() -> None:
    found = states(on("draft_served", SIXTEEN), on("plan_finalised", SIXTEEN), as_of=TWENTY)
    assert (found[COMMENTS].starts_on, found[COMMENTS].done_on) == (SIXTEEN, SIXTEEN)


def reversal(*events: Event) -> DutyState:
    found = compute(Facts(RECEIVED, events), TWENTY)
    (state,) = [one for one in found if one.duty == "reversed.final"]
    return state


REFUSED = on("refused_to_assess", date(2026, 2, 2))


@pytest.mark.parametrize(
    ("events", "starts_on"),
    [
        ((on("agreed_to_assess", date(2026, 1, 20)),), None),
        ((on("agreed_to_assess", date(2026, 3, 2)),), date(2026, 3, 2)),
        (
            (
                Event("tribunal_ordered", date(2026, 1, 12), order="assess"),
                on("agreed_to_assess", date(2026, 3, 2)),
            ),
            date(2026, 3, 2),
        ),
        (
            (
                Event("tribunal_ordered", date(2026, 3, 2), order="assess"),
                on("agreed_to_assess", date(2026, 3, 2)),
            ),
            None,
        ),
    ],
)
def test_a_yes_after_a_refusal_and_before_an_order_reverses_it(
    events: tuple[Event, ...], starts_on: date | None
) -> None:
    assert reversal(REFUSED, *events).starts_on == starts_on


def test_a_plan_from_before_a_reversal_is_not_the_one_that_follows_it() -> None:
    reversed_on = Event("refusal_reversed", date(2026, 3, 2), of="assess")
    assert reversal(on("plan_finalised", date(2026, 1, 20)), REFUSED, reversed_on).done_on is None
    sent = on("plan_finalised", date(2026, 4, 7))
    again = on("refused_to_assess", date(2026, 5, 5))
    assert reversal(REFUSED, reversed_on, sent, again).state is DutyStatus.MET


def test_what_undid_a_refusal_is_what_came_after_it() -> None:
    for first in (
        on("agreed_to_assess", date(2026, 1, 20)),
        Event("tribunal_ordered", date(2026, 1, 20), order="assess"),
    ):
        for undone, key in (
            (
                Event("refusal_reversed", date(2026, 3, 2), of="assess"),
                CourseKey.REVERSED_KEEPS_DATE,
            ),
            (
                Event("tribunal_ordered", date(2026, 3, 2), order="assess"),
                CourseKey.ORDER_HAS_ITS_OWN,
            ),
        ):
            found = states(first, REFUSED, undone, as_of=date(2026, 3, 3))
            for name in (FINAL, NO_PLAN):
                assert [(one.key, dict(one.params)) for one in found[name].because.then] == [
                    (key, {"on": date(2026, 3, 2)})
                ]


def test_a_refusal_to_issue_that_was_reversed_without_an_order_needs_no_word() -> None:
    refused, agreed = on("refused_to_issue", date(2026, 4, 7)), on("agreed_to_issue", SIXTEEN)
    assert said(states(refused, agreed, as_of=SIXTEEN)[FINAL]) == []


@pytest.mark.parametrize("refusal", ["refused_to_assess", "refused_to_issue"])
def test_a_refusal_ends_advice_and_targets_that_wait(refusal: str) -> None:
    asked = Event("advice_requested", date(2026, 2, 17), advice="psychological")
    found = states(asked, on(refusal, date(2026, 4, 7)), as_of=TWENTY, targets=True)
    for name in ("advice.psychological", "target.advice", "target.draft"):
        assert (found[name].state, [one.key for one in found[name].because.then]) == (
            DutyStatus.NOT_APPLICABLE,
            [f"not_applicable.{refusal}"],
        )


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
