"""The table of duties is complete, dated and cited."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date

import pytest

from ehc.workflows.clock import DutyStatus, compute
from ehc.workflows.counting import days, days_beginning_with, weeks
from ehc.workflows.courses import COURSES
from ehc.workflows.duties import DUTIES, IN_FORCE, Duty, DutyKey, DutyKind, in_force
from ehc.workflows.exemptions import Ground
from ehc.workflows.facts import Facts

BY_ID = {duty.id: duty for duty in DUTIES}
CLOSED_OR_PERSONAL = {
    Ground.SETTING_CLOSED,
    Ground.EARLY_YEARS_CLOSED,
    Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES,
    Ground.ABSENT_FROM_AREA,
}


def test_each_row_says_what_the_regulations_say() -> None:
    assert [
        (duty.id, duty.length, duty.kind.value, duty.citation, set(duty.grounds), duty.has_aim)
        for duty in DUTIES
    ] == [
        (
            "assess.notify_decision",
            weeks(6),
            "statute",
            "SEND Regulations 2014, regulation 5(1)",
            CLOSED_OR_PERSONAL,
            True,
        ),
        (
            "assess.notify_refusal",
            weeks(6),
            "statute",
            "SEND Regulations 2014, regulation 4(1)",
            set(),
            True,
        ),
        (
            "advice.s31",
            weeks(6),
            "statute",
            "SEND Regulations 2014, regulation 8(1)",
            {
                Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES,
                Ground.ABSENT_FROM_AREA,
                Ground.MISSED_APPOINTMENT,
            },
            True,
        ),
        (
            "advice.code",
            weeks(6),
            "code",
            "guidance: SEND Code of Practice 2015, paragraphs 9.41-9.42",
            set(),
            True,
        ),
        (
            "issue.notify_refusal",
            weeks(16),
            "statute",
            "SEND Regulations 2014, regulation 10(1)",
            CLOSED_OR_PERSONAL,
            True,
        ),
        (
            "draft.comments",
            days_beginning_with(15),
            "statute",
            "SEND Regulations 2014, regulation 13(1)(a)",
            set(),
            False,
        ),
        (
            "plan.final",
            weeks(20),
            "statute",
            "SEND Regulations 2014, regulation 13(2)",
            CLOSED_OR_PERSONAL,
            True,
        ),
        *(
            (name, length, "target", "the authority's own target, not a legal limit", set(), True)
            for name, length in (
                ("target.advice", weeks(12)),
                ("target.decision", weeks(14)),
                ("target.draft", days(110)),
            )
        ),
    ]


def test_a_statutory_duty_links_to_its_regulation() -> None:
    for duty in DUTIES:
        if duty.kind is DutyKind.STATUTE:
            number = duty.citation.split("regulation ")[1].split("(")[0]
            assert duty.url == f"https://www.legislation.gov.uk/uksi/2014/1530/regulation/{number}"


def test_every_duty_has_a_course_and_two_sentences() -> None:
    assert set(COURSES) == set(BY_ID)
    keys = [key for duty in DUTIES for key in (duty.key, duty.key_for_families)]
    assert Counter(keys) == Counter(DutyKey)


def test_no_two_rows_of_one_duty_are_in_force_at_once() -> None:
    for duty in DUTIES:
        assert Counter(one.id for one in in_force(duty.effective_from))[duty.id] == 1


@pytest.mark.parametrize(
    ("received_on", "due"),
    [
        (date(2028, 12, 31), date(2029, 5, 20)),
        (date(2029, 1, 1), date(2029, 4, 9)),
    ],
)
def test_an_assessment_keeps_the_rule_it_began_under(received_on: date, due: date) -> None:
    old = dataclasses.replace(BY_ID["plan.final"], effective_to=date(2028, 12, 31))
    new = dataclasses.replace(
        BY_ID["plan.final"], length=weeks(14), effective_from=date(2029, 1, 1)
    )
    rules: tuple[Duty, ...] = (old, new)
    states = compute(Facts(received_on), date(2029, 4, 1), duties=rules)
    assert [(one.due, one.state) for one in states] == [(due, DutyStatus.RUNNING)]


def test_nothing_was_due_before_the_regulations() -> None:
    assert in_force(date(2014, 8, 31)) == ()
    assert in_force(IN_FORCE) == DUTIES
