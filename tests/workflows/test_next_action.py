"""What is next on a case, whose move it is, and where the case is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ehc.workflows.case_facts import (
    ActionKey,
    AdviceFacts,
    CaseFacts,
    ConsultationFacts,
    NextAction,
    Owner,
    Task,
)
from ehc.workflows.clock import compute
from ehc.workflows.facts import Event, Facts
from ehc.workflows.messages import Message, Param
from ehc.workflows.next_action import days_that_pass, next_action
from ehc.workflows.processes import status_after
from ehc.workflows.steps import STEPS
from ehc.workflows.tracker import Stage, stage, strip

RECEIVED = date(2026, 1, 5)
TODAY = date(2026, 2, 2)
DUTIES = compute(Facts(RECEIVED), TODAY, targets=True)
ASKED = CaseFacts("requested", RECEIVED, allocated=True, duties=DUTIES)
ASSESSING = replace(
    ASKED,
    status="assessing",
    duties=compute(
        Facts(RECEIVED, (Event("agreed_to_assess", date(2026, 1, 12)),)), TODAY, targets=True
    ),
    decided_to_assess_on=date(2026, 1, 12),
)
EP = AdviceFacts(
    "psychological", "sought", due=date(2026, 2, 23), duty="advice.psychological", service="EPs"
)
PLANNING = replace(ASSESSING, status="planning", decided_to_issue_on=date(2026, 2, 16))
SERVED = replace(PLANNING, served_on=date(2026, 3, 2), comments_close_on=date(2026, 3, 16))
AFTER = date(2026, 3, 17)
ISSUED = replace(ASKED, status="plan_issued", finalised_on=date(2026, 1, 26))
_ASKED_AGAIN = Facts(
    RECEIVED,
    (
        Event("reassessment_requested", date(2026, 1, 26)),
        Event("reassessment_agreed", date(2026, 2, 2)),
    ),
)
AGAIN = CaseFacts(
    "reassessing",
    RECEIVED,
    allocated=True,
    duties=tuple(one for one in compute(_ASKED_AGAIN, TODAY) if one.duty.startswith("reassess.")),
)
DECIDE_BY, SEND_BY = date(2026, 2, 10), date(2026, 5, 11)


def reassessed(**changes: object) -> CaseFacts:
    return replace(ISSUED, reassessment=replace(AGAIN, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "on", "key", "owner", "due"),
    [
        (
            replace(ASKED, allocated=False),
            TODAY,
            ActionKey.ALLOCATE,
            Owner.MANAGER,
            date(2026, 2, 16),
        ),
        (ASKED, TODAY, ActionKey.DECIDE_TO_ASSESS, Owner.CASEWORKER, date(2026, 2, 16)),
        (
            replace(ASSESSING, advice_unsought=2),
            TODAY,
            ActionKey.SEEK_ADVICE,
            Owner.CASEWORKER,
            date(2026, 3, 30),
        ),
        (
            replace(ASSESSING, advice=(replace(EP, status="received"),)),
            TODAY,
            ActionKey.READ_ADVICE,
            Owner.CASEWORKER,
            date(2026, 3, 30),
        ),
        (
            replace(ASSESSING, advice=(EP,)),
            TODAY,
            ActionKey.WAIT_FOR_ADVICE,
            Owner.SERVICE,
            date(2026, 2, 23),
        ),
        (
            replace(ASSESSING, advice=(EP,)),
            date(2026, 2, 24),
            ActionKey.CHASE_ADVICE,
            Owner.SERVICE,
            date(2026, 2, 23),
        ),
        (
            replace(ASSESSING, advice=(replace(EP, kind="educational"),)),
            TODAY,
            ActionKey.WAIT_FOR_ADVICE,
            Owner.SETTING,
            date(2026, 2, 23),
        ),
        (
            replace(ASSESSING, advice=(EP,)),
            date(2026, 4, 13),
            ActionKey.DECIDE_TO_ISSUE,
            Owner.CASEWORKER,
            date(2026, 4, 13),
        ),
        (
            replace(ASSESSING, advice=(replace(EP, status="accepted"),)),
            TODAY,
            ActionKey.DECIDE_TO_ISSUE,
            Owner.CASEWORKER,
            date(2026, 4, 13),
        ),
        (PLANNING, TODAY, ActionKey.WRITE_DRAFT, Owner.CASEWORKER, date(2026, 4, 25)),
        (
            replace(SERVED, comments_unanswered=2, meeting_asked=True),
            TODAY,
            ActionKey.ANSWER_MEETING,
            Owner.CASEWORKER,
            date(2026, 5, 25),
        ),
        (
            replace(SERVED, comments_unanswered=2),
            TODAY,
            ActionKey.ANSWER_COMMENTS,
            Owner.CASEWORKER,
            date(2026, 5, 25),
        ),
        (
            SERVED,
            date(2026, 3, 16),
            ActionKey.WAIT_FOR_COMMENTS,
            Owner.FAMILY,
            date(2026, 3, 16),
        ),
        (SERVED, AFTER, ActionKey.NAME_SETTING, Owner.CASEWORKER, date(2026, 5, 25)),
        (
            replace(SERVED, family_agreed=True),
            date(2026, 3, 3),
            ActionKey.NAME_SETTING,
            Owner.CASEWORKER,
            date(2026, 5, 25),
        ),
        (
            replace(SERVED, placement_stated=True),
            AFTER,
            ActionKey.FINALISE,
            Owner.CASEWORKER,
            date(2026, 5, 25),
        ),
        (
            replace(
                SERVED,
                consultations_waiting=(
                    ConsultationFacts("Oakfield", date(2026, 3, 20)),
                    ConsultationFacts("Ashgrove", date(2026, 3, 10)),
                ),
            ),
            AFTER,
            ActionKey.WAIT_FOR_SETTING,
            Owner.SETTING,
            date(2026, 3, 20),
        ),
        (replace(ASKED, status="plan_issued"), TODAY, ActionKey.NOTHING, Owner.NOBODY, None),
        (replace(ASKED, withdrawn_on=TODAY), TODAY, ActionKey.NOTHING, Owner.NOBODY, None),
        (
            replace(ASKED, status="withdrawn", withdrawn_on=TODAY, responsibility_open=True),
            TODAY,
            ActionKey.CONSIDER_RESPONSIBILITY,
            Owner.CASEWORKER,
            None,
        ),
        (
            replace(ASKED, status="deceased", tasks=(Task(ActionKey.RING_OR_POST),)),
            TODAY,
            ActionKey.NOTHING,
            Owner.NOBODY,
            None,
        ),
        *(
            (replace(ASKED, status=status), TODAY, ActionKey.NOTHING, Owner.NOBODY, None)
            for status in ("not_ours", "exported")
        ),
        (
            replace(ASKED, status="in_custody"),
            TODAY,
            ActionKey.CUSTODY,
            Owner.CASEWORKER,
            None,
        ),
        (
            replace(ASKED, status="in_custody", allocated=False),
            TODAY,
            ActionKey.ALLOCATE,
            Owner.MANAGER,
            None,
        ),
        (
            replace(ASKED, status="considering"),
            TODAY,
            ActionKey.DECIDE_TO_ASSESS,
            Owner.CASEWORKER,
            date(2026, 2, 16),
        ),
        (
            replace(ASKED, tasks=(Task(ActionKey.RING_OR_POST, due=date(2026, 2, 3)),)),
            TODAY,
            ActionKey.RING_OR_POST,
            Owner.CASEWORKER,
            date(2026, 2, 3),
        ),
        (
            reassessed(status="reassessment_asked", allocated=False),
            TODAY,
            ActionKey.ALLOCATE,
            Owner.MANAGER,
            DECIDE_BY,
        ),
        (
            reassessed(status="reassessment_asked"),
            TODAY,
            ActionKey.DECIDE_TO_REASSESS,
            Owner.CASEWORKER,
            DECIDE_BY,
        ),
        (
            reassessed(advice_unsought=1),
            TODAY,
            ActionKey.SEEK_ADVICE,
            Owner.CASEWORKER,
            SEND_BY,
        ),
        (
            reassessed(advice=(replace(EP, status="received"),)),
            TODAY,
            ActionKey.READ_ADVICE,
            Owner.CASEWORKER,
            SEND_BY,
        ),
        (
            reassessed(advice=(EP,)),
            TODAY,
            ActionKey.WAIT_FOR_ADVICE,
            Owner.SERVICE,
            date(2026, 2, 23),
        ),
        (
            reassessed(advice=(EP,)),
            SEND_BY,
            ActionKey.WRITE_DRAFT,
            Owner.CASEWORKER,
            SEND_BY,
        ),
        (reassessed(), TODAY, ActionKey.WRITE_DRAFT, Owner.CASEWORKER, SEND_BY),
        (
            reassessed(is_written=True, served_on=date(2026, 1, 5), placement_stated=True),
            TODAY,
            ActionKey.POST_DRAFT,
            Owner.CASEWORKER,
            SEND_BY,
        ),
        (
            reassessed(
                is_written=True,
                served_on=TODAY,
                comments_close_on=date(2026, 2, 16),
                placement_stated=True,
            ),
            date(2026, 2, 17),
            ActionKey.FINALISE,
            Owner.CASEWORKER,
            SEND_BY,
        ),
        (
            replace(reassessed(), status="deceased"),
            TODAY,
            ActionKey.NOTHING,
            Owner.NOBODY,
            None,
        ),
        (
            replace(ASKED, duties=()),
            TODAY,
            ActionKey.DECIDE_TO_ASSESS,
            Owner.CASEWORKER,
            None,
        ),
    ],
)
def test_the_next_action(
    case: CaseFacts, on: date, key: ActionKey, owner: Owner, due: date | None
) -> None:
    found = next_action(case, on)
    assert (found.key, found.owner, found.due) == (key, owner, due)
    assert found.message.key == key.value


@pytest.mark.parametrize(
    ("case", "on", "where"),
    [
        (replace(ASKED, allocated=False), TODAY, Stage.ASKED),
        (ASKED, TODAY, Stage.DECIDE_TO_ASSESS),
        (replace(ASKED, status="considering"), TODAY, Stage.DECIDE_TO_ASSESS),
        (replace(ASKED, status="withdrawn", withdrawn_on=TODAY), TODAY, Stage.ENDED),
        (replace(ASKED, status="in_custody"), TODAY, Stage.CUSTODY),
        (replace(ASKED, status="not_ours"), TODAY, Stage.ENDED),
        (replace(ASSESSING, advice=(EP,)), TODAY, Stage.ADVICE),
        (
            replace(ASSESSING, advice=(replace(EP, status="received"),)),
            TODAY,
            Stage.DECIDE_TO_ISSUE,
        ),
        (PLANNING, TODAY, Stage.DRAFT),
        (SERVED, date(2026, 3, 16), Stage.COMMENTS),
        (SERVED, AFTER, Stage.FINAL),
        (replace(ASKED, status="refused_to_assess"), TODAY, Stage.ENDED),
        (reassessed(), TODAY, Stage.REASSESSMENT),
    ],
)
def test_where_a_case_is(case: CaseFacts, on: date, where: Stage) -> None:
    assert stage(case, on) is where


def test_an_unknown_status_is_an_error() -> None:
    with pytest.raises(ValueError, match="flying"):
        stage(replace(ASKED, status="flying"), TODAY)


def test_the_strip_of_a_case_whose_draft_is_out() -> None:
    items = strip(SERVED, date(2026, 3, 10))
    assert [(one.stage, one.done_on) for one in items if one.is_done] == [
        (Stage.ASKED, RECEIVED),
        (Stage.DECIDE_TO_ASSESS, date(2026, 1, 12)),
        (Stage.ADVICE, None),
        (Stage.DECIDE_TO_ISSUE, date(2026, 2, 16)),
        (Stage.DRAFT, date(2026, 3, 2)),
    ]
    assert [one.stage for one in items if one.is_current] == [Stage.COMMENTS]


def test_the_strip_of_a_refusal_keeps_what_was_gone_through() -> None:
    case = replace(ASSESSING, status="refused_to_assess")
    assert [(one.stage, one.is_current) for one in strip(case, TODAY)] == [
        (Stage.ASKED, False),
        (Stage.DECIDE_TO_ASSESS, False),
        (Stage.ENDED, True),
    ]


def test_the_strip_of_an_issued_plan_is_all_done() -> None:
    case = replace(SERVED, status="plan_issued", finalised_on=date(2026, 5, 1))
    for again in (None, AGAIN):
        items = strip(replace(case, reassessment=again), date(2026, 5, 2))
        assert [one.is_done for one in items] == [True] * 7
        assert items[-1].done_on == date(2026, 5, 1)


def test_what_is_next_turns_on_the_days_that_pass_and_on_no_other() -> None:
    """Each day of half a year: it is never something else on a day that is not among them."""
    setting = ConsultationFacts("Oakfield", due=date(2026, 4, 1))
    papers = NextAction(
        ActionKey.SEND_REVIEW_PAPERS, Owner.CASEWORKER, date(2026, 4, 6), "review.papers"
    )
    ending = NextAction(ActionKey.CEASE_PLAN, Owner.CASEWORKER, date(2026, 4, 20), "cease.earliest")
    turned = 0
    for facts in (
        replace(ASSESSING, advice=(EP,)),
        replace(SERVED, consultations_waiting=(setting,)),
        replace(SERVED, placement_stated=True),
        replace(ISSUED, of_the_plan=(ending,), reassessment=replace(AGAIN, advice=(EP,))),
        replace(ISSUED, of_the_plan=(ending,), of_disputes=(papers,)),
    ):
        days = days_that_pass(facts, TODAY)
        assert days == sorted(set(days))
        assert all(day > TODAY for day in days)
        last = next_action(facts, TODAY), stage(facts, TODAY)
        for number in range(1, 200):
            day = TODAY + timedelta(days=number)
            now = next_action(facts, day), stage(facts, day)
            assert now == last or day in days, (facts.status, day)
            turned += now != last
            last = now
    assert turned > 5
    # On the day of the meeting the papers give way to it.
    meeting_on = date(2026, 4, 20)
    assert meeting_on in days_that_pass(replace(ISSUED, of_the_plan=(papers,)), TODAY)


def test_of_two_things_to_be_done_to_a_plan_both_are_hidden_until_one_is_shown() -> None:
    first = NextAction(
        ActionKey.ARRANGE_REVIEW, Owner.CASEWORKER, date(2026, 9, 1), shown_from=date(2026, 8, 1)
    )
    other = NextAction(
        ActionKey.SEND_AMENDED_PLAN, Owner.CASEWORKER, date(2026, 10, 1), shown_from=TODAY
    )
    case = replace(ASKED, status="plan_issued", of_the_plan=(other, first))
    found = next_action(case, TODAY)
    assert (found.key, found.shown_from) == (ActionKey.ARRANGE_REVIEW, TODAY)


@pytest.mark.parametrize(
    ("taken", "status"),
    [
        ([], ""),
        (["receive_request", "agree_to_assess"], "assessing"),
        (["receive_request", "record_death"], "deceased"),
        (["receive_request", "record_death", "undo_death"], "requested"),
        (
            ["receive_request", "record_death", "undo_death", "agree_to_assess", "record_death",
             "undo_death"],
            "assessing",
        ),
    ],
)  # fmt: skip
def test_a_step_that_takes_another_back_leads_to_where_that_was_taken_from(
    taken: list[str], status: str
) -> None:
    assert status_after(STEPS, taken) == status


def test_the_strip_of_somebody_detained_says_where_it_is_and_not_that_it_ended() -> None:
    items = strip(replace(ASSESSING, status="in_custody"), TODAY)
    assert [(one.stage, one.is_current, one.is_done) for one in items] == [
        (Stage.ASKED, False, True),
        (Stage.DECIDE_TO_ASSESS, False, True),
        (Stage.CUSTODY, True, False),
    ]


MEDICAL = AdviceFacts(
    "medical", "sought", due=date(2026, 2, 20), duty="advice.medical", service="Health"
)
UNDATED = AdviceFacts("social_care", "sought", duty="advice.social_care", service="Care")
BOTH_SETTINGS = (
    ConsultationFacts("Ashgrove"),
    ConsultationFacts("Oakfield", date(2026, 3, 20)),
    ConsultationFacts("Birchwood", date(2026, 3, 25)),
)


@pytest.mark.parametrize(
    ("case", "on", "key", "duty", "params"),
    [
        (
            replace(ASSESSING, advice_unsought=1),
            TODAY,
            ActionKey.SEEK_ADVICE,
            "target.advice",
            {"count": 1},
        ),
        (
            replace(ASSESSING, duties=(), advice_unsought=2),
            TODAY,
            ActionKey.SEEK_ADVICE,
            "",
            {"count": 2},
        ),
        (
            replace(
                ASSESSING,
                advice=tuple(replace(one, status="received") for one in (UNDATED, EP, MEDICAL)),
            ),
            TODAY,
            ActionKey.READ_ADVICE,
            "target.advice",
            {"advice": Message("advice.medical"), "service": "Health"},
        ),
        (
            replace(ASSESSING, advice=(UNDATED, EP, MEDICAL)),
            date(2026, 2, 20),
            ActionKey.WAIT_FOR_ADVICE,
            "advice.medical",
            {"advice": Message("advice.medical"), "service": "Health"},
        ),
        (
            replace(SERVED, comments_unanswered=1),
            TODAY,
            ActionKey.ANSWER_COMMENTS,
            "plan.final",
            {"count": 1},
        ),
        (SERVED, date(2026, 3, 16), ActionKey.WAIT_FOR_COMMENTS, "draft.comments", {}),
        (
            replace(SERVED, consultations_waiting=BOTH_SETTINGS),
            date(2026, 3, 20),
            ActionKey.WAIT_FOR_SETTING,
            "",
            {"setting": "Oakfield"},
        ),
    ],
)
def test_the_next_action_says_what_it_is_about_and_which_duty_dates_it(
    case: CaseFacts, on: date, key: ActionKey, duty: str, params: dict[str, Param]
) -> None:
    found = next_action(case, on)
    assert (found.key, found.duty, dict(found.params)) == (key, duty, params)


def test_without_the_authoritys_own_targets_the_laws_limits_date_it() -> None:
    def without(case: CaseFacts) -> CaseFacts:
        kept = tuple(one for one in case.duties if not one.duty.startswith("target."))
        return replace(case, duties=kept)

    decide, write = (next_action(without(case), TODAY) for case in (ASSESSING, PLANNING))
    assert (decide.key, decide.duty) == (ActionKey.DECIDE_TO_ISSUE, "issue.notify_refusal")
    assert (write.key, write.duty) == (ActionKey.WRITE_DRAFT, "plan.final")


def test_what_came_up_goes_by_its_day_and_brings_its_words() -> None:
    tasks = (
        Task(ActionKey.ALLOCATE),
        Task(ActionKey.RING_OR_POST, date(2026, 2, 9)),
        Task(ActionKey.READ_ADVICE, date(2026, 2, 3), params={"service": "Health"}),
    )
    for given in (tasks, tasks[::-1]):
        found = next_action(replace(ASKED, tasks=given), TODAY)
        assert (found.key, dict(found.params)) == (ActionKey.READ_ADVICE, {"service": "Health"})


def test_what_came_up_on_one_day_goes_in_one_order_however_it_is_given() -> None:
    tasks = tuple(
        Task(ActionKey.RING_OR_POST, date(2026, 2, 9), params={"who": who}) for who in "ab"
    )
    first, second = (next_action(replace(ASKED, tasks=one), TODAY) for one in (tasks, tasks[::-1]))
    assert dict(first.params) == dict(second.params)


def test_advice_due_on_one_day_goes_in_one_order_however_it_is_given() -> None:
    advice = tuple(replace(MEDICAL, service=name) for name in ("East", "West"))
    first, second = (
        next_action(replace(ASSESSING, advice=one), TODAY) for one in (advice, advice[::-1])
    )
    assert dict(first.params) == dict(second.params)


def test_the_strip_says_on_which_day_each_stage_was_done() -> None:
    over = strip(SERVED, AFTER)
    assert [(one.stage, one.done_on) for one in over if one.is_done][-1] == (
        Stage.COMMENTS,
        date(2026, 3, 16),
    )
    agreed = strip(replace(SERVED, family_agreed=True), date(2026, 3, 16))
    assert [(one.stage, one.done_on) for one in agreed if one.is_done][-1] == (
        Stage.COMMENTS,
        None,
    )
    # Where the case is, nothing is done yet, even if a day is known.
    again = strip(replace(PLANNING, status="assessing", advice_complete_on=date(2026, 2, 9)), TODAY)
    assert [one.done_on for one in again] == [RECEIVED, date(2026, 1, 12), *[None] * 5]


def test_the_strip_of_a_withdrawal_is_done_to_its_end() -> None:
    case = replace(ASSESSING, status="withdrawn", withdrawn_on=TODAY)
    assert [(one.stage, one.done_on, one.is_done) for one in strip(case, TODAY)] == [
        (Stage.ASKED, RECEIVED, True),
        (Stage.DECIDE_TO_ASSESS, date(2026, 1, 12), True),
        (Stage.ENDED, TODAY, True),
    ]


def test_the_strip_of_a_case_that_nobody_has_taken_has_its_first_day() -> None:
    first, *later = strip(replace(ASKED, allocated=False), TODAY)
    assert (first.stage, first.done_on, first.is_current) == (Stage.ASKED, RECEIVED, True)
    assert [one.done_on for one in later] == [None] * 6


def test_only_the_day_of_a_limit_can_pass() -> None:
    """A plan may be ended from a day on (Children and Families Act 2014, section 45(4))."""
    late = NextAction(ActionKey.FINALISE, Owner.CASEWORKER, due=TODAY, duty="plan.final")
    assert [late.is_late(on) for on in (TODAY, TODAY + timedelta(days=1))] == [False, True]
    opens = NextAction(ActionKey.CEASE_PLAN, Owner.CASEWORKER, due=TODAY, duty="cease.earliest")
    assert not opens.is_late(TODAY + timedelta(days=1))
    assert not NextAction(ActionKey.FINALISE, Owner.CASEWORKER).is_late(TODAY)
