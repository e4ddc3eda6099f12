"""Why a date no longer applies, or need not be kept, in a family's words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ehc.bank_holidays import bundled
from ehc.explanations import explain
from ehc.sentences import SENTENCES
from ehc.sentences.families import FAMILY_SENTENCES
from ehc.workflows.clock import DutyState, compute
from ehc.workflows.courses import CourseKey
from ehc.workflows.exemptions import Exemption, Ground
from ehc.workflows.facts import Event, Facts
from tests.workflows.telling import assert_is_told_whole

RECEIVED, TWENTY = date(2026, 1, 5), date(2026, 5, 25)
DAY = timedelta(days=1)
FINAL = (
    "If we issue a plan, we must send you the final plan by Monday 25 May 2026. That is 20 weeks "
    "after we received the request on 5 January 2026."
)


def final(*events: Event, as_of: date, exemptions: tuple[Exemption, ...] = ()) -> DutyState:
    found = compute(Facts(RECEIVED, events, exemptions), as_of, holidays=bundled())
    (one,) = [state for state in found if state.duty == "plan.final"]
    assert_is_told_whole(one)
    return one


def told(*events: Event, as_of: date, exemptions: tuple[Exemption, ...] = ()) -> str:
    return explain(final(*events, as_of=as_of, exemptions=exemptions).because_for_families)


def test_every_reason_has_its_twin_for_families_with_the_same_days() -> None:
    reasons = {key.value for key in CourseKey if key.value.startswith("not_applicable.")}
    twins = {key.removeprefix("family."): words for key, words in FAMILY_SENTENCES.items()}
    assert reasons <= set(twins)
    for reason in reasons:
        assert "{on}" in twins[reason]
        assert "{on}" in SENTENCES[reason]
        assert "citation" not in twins[reason]


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (
            Event("request_withdrawn", date(2026, 3, 2)),
            "the request was withdrawn on Monday 2 March 2026.",
        ),
        (
            Event("exported", date(2026, 3, 9)),
            "since the move on Monday 9 March 2026 another council is responsible, and its own "
            "dates begin.",
        ),
        (
            Event("refused_to_assess", date(2026, 2, 2)),
            "we decided on Monday 2 February 2026 that we will not assess.",
        ),
        (
            Event("refused_to_issue", date(2026, 4, 13)),
            "we decided on Monday 13 April 2026 that we will not issue a plan.",
        ),
    ],
)
def test_a_date_that_no_longer_applies_says_what_happened_and_when(
    event: Event, reason: str
) -> None:
    assert told(event, as_of=TWENTY) == f"{FINAL} This date no longer applies: {reason}"


def test_a_death_is_named_and_nothing_else_of_it() -> None:
    text = told(Event("deceased", date(2026, 3, 9)), as_of=TWENTY)
    assert text == (
        f"{FINAL} This date no longer applies, because of the death on Monday 9 March 2026."
    )


def test_a_family_is_not_told_after_a_death_that_something_was_late() -> None:
    found = final(Event("deceased", TWENTY + 2 * DAY), as_of=TWENTY + 9 * DAY)
    assert [one.key for one in found.because.then] == [CourseKey.DECEASED, CourseKey.ALREADY_LATE]
    assert "late" not in explain(found.because_for_families)


def of_duty(duty: str, *events: Event, as_of: date = TWENTY) -> DutyState:
    found = compute(Facts(RECEIVED, events), as_of, holidays=bundled())
    (one,) = [state for state in found if state.duty == duty]
    assert_is_told_whole(one)
    return one


@pytest.mark.parametrize(
    ("advice", "staff", "family"),
    [
        ("parent", "the family's views and information", "your views and information"),
        ("requested", "advice that the family asked for", "advice that you wanted"),
        ("educational", "educational advice", "educational advice"),
    ],
)
def test_a_family_reads_of_what_is_its_own_as_its_own(advice: str, staff: str, family: str) -> None:
    asked = Event("advice_requested", date(2026, 2, 10), advice=advice, body="other")
    found = of_duty(f"advice.{advice}", asked)
    assert explain(found.because).startswith(f"The council asked for {staff} by Tuesday 24 March")
    assert explain(found.because_for_families).startswith(f"We asked for {family} by Tuesday 24")


def test_what_moved_a_date_is_said_of_one_that_no_longer_applies() -> None:
    events = (
        Event("notice_sent", date(2026, 2, 16), decision="refuse_to_assess"),
        Event("request_withdrawn", date(2026, 3, 2)),
    )
    found = of_duty("appeal.lodge", *events)
    assert (found.base_due, found.due) == (date(2026, 4, 16), date(2026, 4, 16))
    assert [one.key for one in found.because.then] == [CourseKey.WITHDRAWN]
    saturday = Event("notice_sent", date(2026, 2, 18), decision="refuse_to_assess")
    found = of_duty("appeal.lodge", saturday, events[1])
    assert (found.base_due, found.due) == (date(2026, 4, 18), date(2026, 4, 20))
    assert [one.key for one in found.because.then] == [CourseKey.EXTENDED, CourseKey.WITHDRAWN]
    assert "in time until Monday 20 April 2026" in explain(found.because_for_families)


def test_nobody_knows_that_notice_of_a_meeting_was_not_given() -> None:
    events = (
        Event("plan_made", date(2025, 6, 2)),
        Event("review_meeting_held", date(2026, 3, 2)),
        Event("deceased", date(2026, 3, 9)),
    )
    found = of_duty("review.notice", *events)
    assert [one.key for one in found.because.then] == [CourseKey.DECEASED]


@pytest.mark.parametrize(
    ("withdrawn_on", "late"), [(TWENTY, ""), (TWENTY + 2 * DAY, " By then we were 2 days late.")]
)
def test_what_was_late_when_it_ended_is_said_to_families_too(withdrawn_on: date, late: str) -> None:
    text = told(Event("request_withdrawn", withdrawn_on), as_of=TWENTY + 9 * DAY)
    assert text.partition("the request was withdrawn on ")[2].partition(".")[2] == late


def claim(
    ground: Ground, *, ended: date | None = None, why: str = "Her mother is ill."
) -> Exemption:
    return Exemption(
        ground, from_on=date(2026, 3, 2), to_on=date(2026, 4, 6), closed_from=date(2026, 3, 2),
        reopens_on=date(2026, 5, 4), advice_requested_on=date(2026, 3, 9), why_impractical=why,
        ground_ended_on=ended,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        (Ground.SETTING_CLOSED, "the school or college was closed"),
        (Ground.EARLY_YEARS_CLOSED, "the early years provider was closed"),
        (
            Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES,
            "there were exceptional personal circumstances",
        ),
        (Ground.ABSENT_FROM_AREA, "somebody who was needed was away from the area"),
    ],
)
def test_a_ground_is_named_to_families_and_what_was_written_of_it_is_not(
    ground: Ground, words: str
) -> None:
    after = TWENTY + 2 * DAY
    found = final(as_of=after, exemptions=(claim(ground),))
    assert explain(found.because_for_families) == (
        f"{FINAL} The law allows an exception here. The date stays the same and we must finish as "
        f"soon as we can. The reason is that {words}."
    )
    assert "Her mother is ill." in explain(found.because)
    sent = Event("plan_finalised", after)
    done = told(sent, as_of=after, exemptions=(claim(ground, ended=date(2026, 5, 11)),))
    assert done == (
        f"{FINAL} This was done on Wednesday 27 May 2026, and the law allowed an exception. "
        f"The reason is that {words}. That ended on Monday 11 May 2026."
    )


def test_a_missed_appointment_is_named_on_the_advice_that_it_lifts() -> None:
    day = date(2026, 2, 16)
    asked = Event("advice_requested", day, advice="medical", received_by_body_on=day)
    facts = Facts(RECEIVED, (asked,), (claim(Ground.MISSED_APPOINTMENT),))
    (one,) = [state for state in compute(facts, TWENTY) if state.duty == "advice.medical"]
    assert explain(one.because_for_families).endswith(
        "The reason is that an appointment was missed."
    )


@pytest.mark.parametrize(("as_of", "why"), [(TWENTY, "Her mother is ill."), (TWENTY + 2 * DAY, "")])
def test_no_ground_is_named_where_none_is_relied_on(as_of: date, why: str) -> None:
    exemptions = (claim(Ground.ABSENT_FROM_AREA, why=why),)
    assert "The reason is" not in told(as_of=as_of, exemptions=exemptions)
    assert told(as_of=TWENTY + 2 * DAY) == f"{FINAL} This is 2 days late."
