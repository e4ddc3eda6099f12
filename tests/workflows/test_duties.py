"""The table of duties is complete and dated; what each row says is in ``test_every_rule``."""

from __future__ import annotations

import ast
import dataclasses
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ehc.sentences import SENTENCES
from ehc.workflows import clock
from ehc.workflows.clock import DutyStatus, compute
from ehc.workflows.courses import COURSES, CourseKey
from ehc.workflows.duties import ASSESSMENT_DUTIES, DUTIES, IN_FORCE, Duty, Nature
from ehc.workflows.duties.assessments import BESIDE_THE_ASSESSMENT
from ehc.workflows.events import DETAILS, Event, EventKind
from ehc.workflows.facts import Facts
from ehc.workflows.steps import ProcessKind

BY_ID = {duty.id: duty for duty in DUTIES}


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
        EventKind.NOT_OURS,
        EventKind.EXPORTED,
        EventKind.DETAINED,
        EventKind.RELEASED,
        EventKind.PLAN_CEASED,
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


def test_a_reassessment_keeps_the_rule_that_it_began_under_itself() -> None:
    first = Facts(date(2028, 1, 3))
    again = dataclasses.replace(first, begun_on=date(2029, 1, 1))
    assert due(first, date(2029, 4, 1)) == {"plan.final": date(2028, 5, 22)}
    assert due(again, date(2029, 4, 1)) == {"plan.final": date(2028, 4, 10)}


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


def test_the_clock_names_no_duty() -> None:
    """What sets one apart is on its row (ADR 5)."""
    words = {
        node.value
        for node in ast.walk(ast.parse(Path(clock.__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    named = {duty.id for duty in DUTIES} | {duty.reported_as for duty in DUTIES}
    assert words & named == set()
    assert "state.met" in words
    assert {duty.id for duty in DUTIES if duty.always_told} == {"appeal.lodge"}
    assert {duty.id for duty in DUTIES if duty.stays_here} == {"mediation.other"}
    over = {duty.id: duty.once_over for duty in DUTIES if duty.nature is Nature.RIGHT}
    assert over == {
        "mediation.contact": clock.StateKey.CONTACT_OVER,
        "appeal.lodge": clock.StateKey.RIGHT_OVER,
    }
