"""What the authority is to do of a disagreement, and what goes before what on its case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ehc.bank_holidays import bundled
from ehc.workflows.case_facts import ActionKey, CaseFacts, NextAction, Owner, Task
from ehc.workflows.clock import DutyState, DutyStatus, compute
from ehc.workflows.disputes import DisputeFacts, possible, recorded_in
from ehc.workflows.duties import DUTIES
from ehc.workflows.facts import Event, Facts
from ehc.workflows.next_action import next_action
from ehc.workflows.next_in_dispute import DisputeWork, next_of_dispute
from ehc.workflows.statuses import DisputeStatus
from ehc.workflows.steps import ProcessKind

RECEIVED = date(2026, 1, 5)
NOTICE = Event("notice_sent", date(2026, 2, 10), decision="refuse_to_assess")
ASKED_ON = date(2026, 3, 2)
TODAY = date(2026, 3, 9)
ASKED = Event("mediation_requested", ASKED_ON, field="both")
SENT = Event("appeal_sent_to_us", ASKED_ON)
DUTIES_OF_DISPUTES = tuple(one for one in DUTIES if one.process == ProcessKind.DISPUTE)


def duties(*events: Event, on: date = TODAY) -> tuple[DutyState, ...]:
    states = compute(
        Facts(RECEIVED, (NOTICE, *events)), on, duties=DUTIES_OF_DISPUTES, holidays=bundled()
    )
    return tuple(one for one in states if one.state is not DutyStatus.NOT_STARTED)


def asked_of(status: str, *events: Event, over: bool = False) -> list[tuple[str, date | None]]:
    found = next_of_dispute(DisputeWork(status, duties(*events), mediation_over=over, ref="7"))
    assert {(one.owner, one.ref) for one in found} <= {(Owner.CASEWORKER, "7")}
    return sorted((one.key.name, one.due) for one in found)


ANSWER = [("ANSWER_APPEAL", date(2026, 4, 15))]
ARRANGE = ("ARRANGE_MEDIATION", date(2026, 4, 1))
TELL = ("TELL_HEALTH_BODIES", date(2026, 3, 5))


@pytest.mark.parametrize(
    ("status", "events", "expected"),
    [
        # Its own time to mediate and to appeal is the family's.
        ("disagrees", (), []),
        ("appealed", (SENT,), ANSWER),
        ("appealed", (SENT, Event("appeal_answered", TODAY)), []),
        ("appeal_conceded", (SENT, Event("unopposed_appeal_notified", TODAY, about="assess")), []),
        # What the Tribunal decided, or the family took back, is not answered any more.
        ("ordered", (SENT,), []),
        ("appeal_withdrawn", (SENT,), []),
        ("mediating", (ASKED,), [ARRANGE, TELL]),
        ("mediating", (ASKED, Event("health_bodies_told", TODAY, field="both")), [ARRANGE]),
        (
            "mediating",
            (ASKED, Event("mediation_arranged", TODAY, meeting_on=date(2026, 3, 30))),
            [TELL],
        ),
        # Health care alone is arranged by the commissioning body.
        ("mediating", (replace(ASKED, field="health"),), [TELL]),
        # Mediation goes on beside an appeal that needed no certificate.
        ("appealed", (ASKED, SENT), [*ANSWER, ARRANGE, TELL]),
        ("mediating", (ASKED, Event("mediation_not_arranged", TODAY)), []),
        ("certified", (ASKED,), []),
        (
            "agreed_in_mediation",
            (ASKED, Event("mediation_agreed", TODAY, about="other")),
            [("KEEP_AGREEMENT", date(2026, 3, 23))],
        ),
        # What could have been appealed about is done to the assessment.
        ("agreed_in_mediation", (ASKED, Event("mediation_agreed", TODAY, about="assess")), []),
        (
            "certified",
            (Event("mediation_agreed", TODAY, about="other"), Event("agreement_kept", TODAY)),
            [],
        ),
        # The commissioning body answers of health care: the authority copies it.
        ("ordered", (Event("recommendation_made", TODAY, field="health"),), []),
        (
            "ordered",
            (
                Event("recommendation_made", ASKED_ON, field="health"),
                Event("recommendation_answered", TODAY, field="health"),
                Event("recommendation_made", TODAY, field="social_care"),
            ),
            [("ANSWER_RECOMMENDATION", date(2026, 4, 12)), ("COPY_ANSWER", date(2026, 3, 15))],
        ),
        (
            "ordered",
            (
                Event("recommendation_made", ASKED_ON, field="social_care"),
                Event("recommendation_answered", ASKED_ON, field="social_care"),
            ),
            [("COPY_ANSWER", date(2026, 3, 8))],
        ),
    ],
)
def test_what_the_authority_is_to_do(
    status: str, events: tuple[Event, ...], expected: list[tuple[str, date]]
) -> None:
    assert asked_of(status, *events) == expected


@pytest.mark.parametrize("status", ["mediating", "appealed"])
def test_of_mediation_that_is_over_nothing_is_arranged(status: str) -> None:
    assert asked_of(status, ASKED, over=True) == []
    assert asked_of(status, ASKED) == [ARRANGE, TELL]


def test_what_is_asked_for_can_be_recorded() -> None:
    facts = DisputeFacts("mediating", "refuse_to_assess", frozenset({"ask_for_mediation"}), "both")
    assert {"tell_health_bodies", "arrange_mediation"} <= set(possible(facts))
    assert recorded_in("answer_appeal") == {DisputeStatus.APPEALED}


def test_a_duty_that_is_late_stays_to_be_done() -> None:
    found = next_of_dispute(DisputeWork("appealed", duties(SENT, on=date(2026, 5, 1))))
    assert [(one.key, one.due) for one in found] == [(ActionKey.ANSWER_APPEAL, date(2026, 4, 15))]


APPEAL = NextAction(
    ActionKey.ANSWER_APPEAL, Owner.CASEWORKER, date(2026, 4, 15), "appeal.respond", ref="7"
)
LATER = NextAction(ActionKey.KEEP_AGREEMENT, Owner.CASEWORKER, date(2026, 5, 1), ref="9")
DISPUTED = CaseFacts("refused_to_assess", RECEIVED, allocated=True, of_disputes=(LATER, APPEAL))


@pytest.mark.parametrize(
    "status",
    ["requested", "refused_to_assess", "refused_to_issue", "plan_issued", "in_custody"],
)
def test_it_is_next_whatever_has_become_of_the_assessment(status: str) -> None:
    assert next_action(replace(DISPUTED, status=status), TODAY) == APPEAL
    without = next_action(replace(DISPUTED, status=status, of_disputes=()), TODAY)
    assert without.key is not ActionKey.ANSWER_APPEAL


def test_whoever_takes_the_case_comes_first() -> None:
    found = next_action(replace(DISPUTED, allocated=False), TODAY)
    assert (found.key, found.owner, found.due, found.duty, found.ref) == (
        ActionKey.ALLOCATE, Owner.MANAGER, date(2026, 4, 15), "appeal.respond", "",
    )  # fmt: skip


def test_nothing_is_asked_for_after_a_death_and_what_came_up_goes_first() -> None:
    assert next_action(replace(DISPUTED, status="deceased"), TODAY).key is ActionKey.NOTHING
    task = Task(ActionKey.RING_OR_POST, date(2026, 6, 1))
    assert next_action(replace(DISPUTED, tasks=(task,)), TODAY).key is ActionKey.RING_OR_POST


@pytest.mark.parametrize(
    ("due", "shown_from", "key"),
    [
        (date(2026, 4, 14), date(2026, 4, 1), ActionKey.ARRANGE_REVIEW),
        (date(2026, 4, 18), date(2026, 4, 1), ActionKey.ANSWER_APPEAL),
        (None, None, ActionKey.ANSWER_APPEAL),
    ],
)
def test_what_is_due_first_goes_first_and_is_shown_at_once(
    due: date | None, shown_from: date | None, key: ActionKey
) -> None:
    arrange = NextAction(ActionKey.ARRANGE_REVIEW, Owner.CASEWORKER, due, shown_from=shown_from)
    case = replace(DISPUTED, status="plan_issued", of_the_plan=(arrange,))
    found = next_action(case, TODAY)
    assert (found.key, found.shown_from) == (key, None)
    assert next_action(replace(case, of_disputes=()), TODAY) == arrange


def test_the_day_from_which_a_plan_may_end_hides_nothing_before_it_has_come() -> None:
    day = date(2026, 4, 11)
    cease = NextAction(ActionKey.CEASE_PLAN, Owner.CASEWORKER, day, shown_from=day)
    case = replace(DISPUTED, status="plan_issued", of_the_plan=(cease,))
    assert next_action(case, date(2026, 4, 10)).key is ActionKey.ANSWER_APPEAL
    assert next_action(case, day).key is ActionKey.CEASE_PLAN
    undated = replace(case, of_the_plan=(replace(cease, due=None, shown_from=None),))
    assert next_action(undated, TODAY).key is ActionKey.ANSWER_APPEAL


def test_the_assessments_own_work_stays_while_a_disagreement_runs() -> None:
    on = date(2026, 1, 12)
    states = compute(Facts(RECEIVED, ()), on)
    case = CaseFacts(
        "requested", RECEIVED, allocated=True, duties=states, of_disputes=(LATER, APPEAL)
    )
    found = next_action(case, on)
    assert (found.key, found.due) == (ActionKey.DECIDE_TO_ASSESS, date(2026, 2, 16))
