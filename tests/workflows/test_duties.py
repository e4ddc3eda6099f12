"""The table of duties is complete, dated and cited."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date

import pytest

from ehc.sentences import SENTENCES
from ehc.workflows.clock import DutyStatus, compute
from ehc.workflows.counting import BeforeDay, Length
from ehc.workflows.courses import COURSES, CourseKey
from ehc.workflows.duties import ASSESSMENT_DUTIES, DUTIES, IN_FORCE, Duty
from ehc.workflows.duties.assessments import BESIDE_THE_ASSESSMENT
from ehc.workflows.events import DETAILS, Event, EventKind
from ehc.workflows.exemptions import Ground
from ehc.workflows.facts import Facts
from ehc.workflows.reliefs import RELIEFS
from ehc.workflows.steps import ProcessKind

BY_ID = {duty.id: duty for duty in DUTIES}
CLOSED_OR_PERSONAL = {
    Ground.SETTING_CLOSED,
    Ground.EARLY_YEARS_CLOSED,
    Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES,
    Ground.ABSENT_FROM_AREA,
}

# What the regulations say, written out again and not derived from the table: the rule, how
# long, how binding, the paragraph, and the paragraph that lifts it.
LAW = """
assess.notify_decision | 6 weeks after | statute | REG 5(1) | reg_5_4
assess.notify_refusal | 6 weeks after | statute | REG 4(1) | -
advice.s31 | 6 weeks after | statute | REG 8(1) | reg_8_2
advice.code | 6 weeks after | code | guidance: SEND Code of Practice 2015, paragraphs 9.41-9.42 | -
issue.notify_refusal | 16 weeks after | statute | REG 10(1) | reg_10_4
draft.comments | 15 days beginning_with | statute | REG 13(1)(a) | -
plan.final | 20 weeks after | statute | REG 13(2) | reg_13_3
target.advice | 12 weeks after | target | the authority's own target, not a legal limit | -
target.decision | 14 weeks after | target | the authority's own target, not a legal limit | -
target.draft | 110 days after | target | the authority's own target, not a legal limit | -
consult.answer | 15 days after | code | guidance: SEND Code of Practice 2015, paragraph 9.83 | -
reversed.refuse_to_issue | 10 weeks after | working | OMBUDSMAN | -
reversed.final | 14 weeks after | working | OMBUDSMAN | -
mediation.contact | 2 months after | statute | REG 33 | -
mediation.certificate_declined | 3 working_days after | statute | REG 34 | -
mediation.tell_health_bodies | 3 working_days after | statute | REG 35(2) | -
mediation.arrange | 30 days after | statute | REG 36 | -
mediation.arrange_health_only | 30 days after | statute | REG 35 | -
mediation.tell_place | 5 working_days before | statute | REG 37(2) | -
mediation.certificate_not_arranged | 3 working_days after | statute | REG 39(2)-(3) | -
mediation.certificate | 3 working_days after | statute | REG 39(1) | -
mediation.tell_authority | 1 weeks after | statute | REG 42(4) | -
appeal.lodge | 2 months after | statute | HESC 12 and 20(1)(c) | -
appeal.respond | 30 tribunal_days after | statute | HESC 12(3)(b) and 21 | -
cease.earliest | 2 months after | statute | ACT 45(4); REG 31 | -
recommendation.health | 5 weeks beginning_with | statute | RECOMMENDATIONS 6(3) | -
recommendation.health.copy | 1 weeks beginning_with | statute | RECOMMENDATIONS 6(3) | -
recommendation.social_care | 5 weeks beginning_with | statute | RECOMMENDATIONS 7(1) | -
recommendation.social_care.copy | 1 weeks beginning_with | statute | RECOMMENDATIONS 7(1) | -
order.assess.notify | 2 weeks after | statute | REG 44(2)(b) | reg_44_3
order.assess.refuse_to_issue | 10 weeks after | statute | REG 44(2)(b)(i) | reg_44_3
order.assess.final | 14 weeks after | statute | REG 44(2)(b)(ii) | reg_44_3
order.make.draft | 5 weeks after | statute | REG 44(2)(c)(i) | reg_44_3
order.make.final | 11 weeks after | statute | REG 44(2)(c)(ii) | reg_44_3
order.refer_back | 2 weeks after | statute | REG 44(2)(d) | -
order.amend | 5 weeks after | statute | REG 44(2)(e) | -
order.name_setting | 2 weeks after | statute | REG 44(2)(f) | -
order.continue_and_amend | 5 weeks after | statute | REG 44(2)(h) | -
unopposed.assess.notify | 2 weeks after | statute | REG 45(3) | reg_45_7
unopposed.assess.refuse_to_issue | 10 weeks after | statute | REG 45(3A)(a) | -
unopposed.assess.final | 14 weeks after | statute | REG 45(3A)(b) | -
unopposed.make.draft | 5 weeks after | statute | REG 45(6)(a) | reg_45_7
unopposed.make.final | 11 weeks after | statute | REG 45(6)(b) | reg_45_7
unopposed.amend | 5 weeks after | statute | REG 45(4) | -
unopposed.name_setting | 2 weeks after | statute | REG 45(5) | -
unopposed.continue_and_amend | 5 weeks after | statute | REG 45(6A) | -
mediation.assess.notify | 2 weeks after | statute | REGS 42(2) and 44(2)(b) | reg_44_3
mediation.assess.refuse_to_issue | 10 weeks after | statute | REGS 42(2) and 44(2)(b)(i) | reg_44_3
mediation.assess.final | 14 weeks after | statute | REGS 42(2) and 44(2)(b)(ii) | reg_44_3
mediation.make.draft | 5 weeks after | statute | REGS 42(2) and 44(2)(c)(i) | reg_44_3
mediation.make.final | 11 weeks after | statute | REGS 42(2) and 44(2)(c)(ii) | reg_44_3
mediation.refer_back | 2 weeks after | statute | REGS 42(2) and 44(2)(d) | -
mediation.amend | 5 weeks after | statute | REGS 42(2) and 44(2)(e) | -
mediation.name_setting | 2 weeks after | statute | REGS 42(2) and 44(2)(f) | -
mediation.continue_and_amend | 5 weeks after | statute | REGS 42(2) and 44(2)(h) | -
mediation.other | 2 weeks after | statute | REG 42(3) | -
review.first | 12 months beginning_with | statute | ACT 44(1)(a) | -
review.next | 12 months beginning_with | statute | ACT 44(1)(b) | -
review.after_reassessment | 12 months after | statute | REG 27(4) | -
review.notice | 2 weeks before | statute | REGS 20(3) and 21(3) | -
review.papers | 2 weeks before | statute | REGS 20(4) and 21(4) | -
review.report | 2 weeks after | statute | REGS 20(9) and 21(8) | -
review.decision | 4 weeks after | statute | REGS 20(10) and 21(9) | -
review.amendments | 4 weeks after | code | DEVON | -
review.comments | 15 days beginning_with | statute | REG 22(2)(c) | -
review.final | 8 weeks after | statute | REG 22(3)-(4) | -
review.final_from_meeting | 12 weeks after | code | DEVON | -
reassess.decision | 15 days after | statute | REG 25(1) | -
reassess.final | 14 weeks after | statute | REG 27(2) | reg_27_3
direct_payment.review | 3 months after | statute | BUDGETS 11(2) | -
move.transfer.on_the_day | 0 days after | statute | REG 15(2) | -
move.transfer.once_aware | 15 working_days beginning_with | statute | REG 15(2) | -
move.notify | 6 weeks after | statute | REG 15(4) | -
move.review | 3 months beginning_with | statute | REG 15(5) | -
move.commissioning_body | 15 working_days beginning_with | statute | REG 16 | -
phase.to_school | before 15/2 | statute | REG 18(1)(b) | -
phase.to_post_16 | before 31/3 | statute | REG 18(1)(a) | -
phase.post_16_move | 5 months before | statute | REG 18(2) | -
disclosure | 15 working_days after | statute | REG 47 | -
"""
SHORT = {
    "REGS ": "SEND Regulations 2014, regulations ",
    "REG ": "SEND Regulations 2014, regulation ",
    "ACT ": "Children and Families Act 2014, section ",
    "HESC ": "HESC Rules 2008 (SI 2008/2699), rules ",
    "BUDGETS ": "SEN (Personal Budgets) Regulations 2014, regulation ",
    "OMBUDSMAN": "a working date of the Ombudsman's (25 007 473), not a legal limit",
    "DEVON": "guidance: R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin)",
    "RECOMMENDATIONS ": (
        "SEND (First-tier Tribunal Recommendations Power) Regulations 2017, regulation "
    ),
}


def _length(length: Length | BeforeDay) -> str:
    if isinstance(length, BeforeDay):
        return f"before {length.day}/{length.month}"
    return f"{length.number} {length.unit} {length.counting}"


def test_each_row_says_what_the_regulations_say() -> None:
    written = LAW.strip()
    for short, long in SHORT.items():
        written = written.replace(short, long)
    assert [
        " | ".join(
            (
                duty.id,
                _length(duty.length),
                duty.kind.value,
                duty.citation,
                duty.relief.id if duty.relief else "-",
            )
        )
        for duty in DUTIES
    ] == written.splitlines()


def test_each_paragraph_that_lifts_a_limit_lists_its_own_grounds() -> None:
    assert [
        (relief.id, set(relief.grounds), _length(relief.least_absence)) for relief in RELIEFS
    ] == [
        ("reg_5_4", CLOSED_OR_PERSONAL, "4 weeks after"),
        (
            "reg_8_2",
            {
                Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES,
                Ground.ABSENT_FROM_AREA,
                Ground.MISSED_APPOINTMENT,
            },
            "4 weeks after",
        ),
        ("reg_10_4", CLOSED_OR_PERSONAL, "4 weeks after"),
        ("reg_13_3", CLOSED_OR_PERSONAL, "4 weeks after"),
        ("reg_27_3", CLOSED_OR_PERSONAL, "4 weeks after"),
        ("reg_44_3", CLOSED_OR_PERSONAL, "2 weeks after"),
        ("reg_45_7", CLOSED_OR_PERSONAL, "2 weeks after"),
    ]
    assert {duty.relief for duty in DUTIES if duty.relief} == set(RELIEFS)


def test_where_the_day_before_is_not_aimed_for() -> None:
    """What the family is given, what is forbidden before a day, what is due before or on one."""
    assert {duty.reported_as for duty in DUTIES if not duty.has_aim} == {
        "draft.comments",
        "review.comments",
        "mediation.contact",
        "appeal.lodge",
        "cease.earliest",
        "move.transfer",
        "phase.final",
    }


def test_a_statutory_duty_links_to_what_it_rests_on() -> None:
    for duty in DUTIES:
        assert duty.url.startswith("https://") or duty.kind.value == "target"
        if duty.citation.startswith("SEND Regulations 2014"):
            number = duty.citation.split("regulation")[1].strip("s ").split("(")[0].split(" ")[0]
            assert duty.url == f"https://www.legislation.gov.uk/uksi/2014/1530/regulation/{number}"


def test_every_duty_has_two_sentences_and_every_sentence_its_duty() -> None:
    names = {duty.said_as for duty in DUTIES} | {
        duty.or_later.sentence for duty in DUTIES if duty.or_later
    }
    keys = {f"duty.{name}" for name in names} | {f"family.duty.{name}" for name in names}
    assert {key for key in SENTENCES if key.startswith(("duty.", "family.duty."))} == keys


def test_every_reason_of_a_row_and_every_event_that_starts_one_can_be_said() -> None:
    reasons = {ending.key for duty in DUTIES for ending in duty.ended_by}
    assert reasons <= set(CourseKey)
    events = {f"event.{start.what}" for duty in DUTIES for start in duty.starts[:1]}
    assert events - {"event.advice_requested"} <= set(SENTENCES)
    sources = {duty.id.split(".")[0] for duty in DUTIES if duty.sentence}
    for source in sources:
        assert {f"source.{source}", f"family.source.{source}"} <= set(SENTENCES)


def test_a_row_speaks_of_words_that_its_events_can_tell() -> None:
    for duty in DUTIES:
        later = duty.or_later.starts if duty.or_later else ()
        ended = [one for ending in duty.ended_by for one in (*ending.by, *ending.unless)]
        for one in (*duty.starts, *duty.done_by, *duty.only_after, *later, *ended):
            told = {word for detail in DETAILS.get(one.what, ()) for word in detail.words}
            assert not one.words or one.words & told, (duty.id, one)


def test_every_event_that_is_told_moves_something() -> None:
    """An event that no row and no course reads would be a question without a purpose."""
    read = {
        one.what
        for duty in DUTIES
        for one in (
            *duty.starts,
            *duty.done_by,
            *duty.only_after,
            *(duty.or_later.starts if duty.or_later else ()),
            *(when for ending in duty.ended_by for when in ending.by),
        )
    }
    by_courses = {
        EventKind.CONSIDERING_NOTIFIED,
        EventKind.REQUEST_WITHDRAWN,
        EventKind.DECEASED,
    }
    assert read | by_courses == set(EventKind)


def test_what_has_a_course_of_its_own_is_in_the_table() -> None:
    assert set(COURSES) <= set(BY_ID)
    without = {duty.id for duty in DUTIES if not duty.starts}
    assert without <= set(COURSES)


def test_the_duties_of_an_assessment_are_those_of_its_processes() -> None:
    of_an_assessment = {
        ProcessKind.ASSESSMENT,
        ProcessKind.ADVICE_REQUEST,
        ProcessKind.PLAN_VERSION,
    }
    beside = {duty.id for duty in BESIDE_THE_ASSESSMENT}
    assert [duty for duty in DUTIES if duty.process in of_an_assessment and duty.id not in beside] \
        == list(ASSESSMENT_DUTIES)  # fmt: skip


def test_each_row_is_of_the_process_whose_clock_it_is() -> None:
    by_first_word = {
        "assess issue plan target reversed": ProcessKind.ASSESSMENT,
        "advice": ProcessKind.ADVICE_REQUEST,
        "draft": ProcessKind.PLAN_VERSION,
        "consult": ProcessKind.CONSULTATION,
        "review direct_payment": ProcessKind.REVIEW,
        "reassess": ProcessKind.REASSESSMENT,
        "mediation appeal cease recommendation order unopposed": ProcessKind.DISPUTE,
        "move phase disclosure": ProcessKind.TRANSFER,
    }
    expected = {word: kind for words, kind in by_first_word.items() for word in words.split()}
    assert {duty.id: duty.process for duty in DUTIES} == {
        duty.id: expected[duty.id.split(".")[0]] for duty in DUTIES
    }


def test_no_two_rows_of_one_duty_are_in_force_at_once() -> None:
    for duty in DUTIES:
        on = duty.effective_from
        assert Counter(one.id for one in DUTIES if one.is_law_on(on))[duty.id] == 1


FICTIONAL = tuple(
    dataclasses.replace(duty, **change)
    for duty, length in ((BY_ID["plan.final"], 14), (BY_ID["review.decision"], 3))
    for change in (
        {"effective_to": date(2028, 12, 31)},
        {
            "length": dataclasses.replace(duty.length, number=length),
            "effective_from": date(2029, 1, 1),
        },
    )
)
"""As if from 2029 a plan were due in 14 weeks and a decision on a review in three."""


def due(facts: Facts, as_of: date, *, duties: tuple[Duty, ...] = FICTIONAL) -> dict[str, date]:
    states = compute(facts, as_of, duties=duties)
    assert Counter(one.duty for one in states) == Counter({"plan.final": 1, "review.decision": 1})
    return {one.duty: one.due for one in states if one.due is not None}


@pytest.mark.parametrize(
    ("received_on", "expected"),
    [
        (date(2028, 12, 31), date(2029, 5, 20)),
        (date(2029, 1, 1), date(2029, 4, 9)),
    ],
)
def test_an_assessment_keeps_the_rule_it_began_under(received_on: date, expected: date) -> None:
    assert due(Facts(received_on), date(2029, 4, 1)) == {"plan.final": expected}


@pytest.mark.parametrize(
    ("held_on", "expected"),
    [
        (date(2028, 12, 31), date(2029, 1, 28)),
        (date(2029, 1, 1), date(2029, 1, 22)),
    ],
)
def test_a_review_follows_the_rule_of_its_own_day(held_on: date, expected: date) -> None:
    facts = Facts(date(2028, 1, 3), (Event("review_meeting_held", held_on),))
    assert due(facts, date(2029, 1, 2)) == {
        "plan.final": date(2028, 5, 22),
        "review.decision": expected,
    }


def test_nothing_was_due_before_the_regulations() -> None:
    before = date(2014, 8, 31)
    assert compute(Facts(before), before) == ()
    assert {one.state for one in compute(Facts(IN_FORCE), IN_FORCE, duties=ASSESSMENT_DUTIES)} == {
        DutyStatus.RUNNING,
        DutyStatus.NOT_STARTED,
    }
