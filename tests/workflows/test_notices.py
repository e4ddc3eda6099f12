"""The matrix of notices; what each row holds, and to whom it goes, is in ``test_every_rule``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ehc.workflows.notices import MATRIX, NOTICES, Block, notices_owed
from ehc.workflows.steps import RECORDS, STEPS

DRAFT = {block for block in Block if block.value.startswith("draft_")}


def test_a_draft_and_proposed_amendments_say_how_to_answer() -> None:
    answering = {row.step for row in MATRIX if set(row.blocks) >= DRAFT}
    assert answering == {
        "serve_draft", "propose_amendments", "propose_amendments_without_review",
    }  # fmt: skip
    assert all(row.encloses_plan for row in MATRIX if row.step in answering)


def test_an_appeal_right_is_told_where_there_is_one_and_nowhere_else() -> None:
    for row in MATRIX:
        assert bool(row.appeal) is (Block.APPEAL_RIGHT in row.blocks)


def test_every_notice_belongs_to_a_step_or_a_record() -> None:
    assert {row.step for row in MATRIX} <= {*STEPS, *RECORDS}


def test_the_recommendations_power_is_told_from_the_day_on_which_it_is_law() -> None:
    """SI 2017/1306, from 3 April 2018; everything else of the notice was owed before."""
    on, first = date(2018, 5, 1), date(2018, 4, 3)
    for day in (date(2017, 1, 1), first - timedelta(days=1), first):
        (final,) = notices_owed("issue_plan", on, begun_on=day)
        has = Block.RECOMMENDATIONS_POWER in final.blocks
        assert has is (day >= first)
        (today,) = NOTICES["issue_plan"]
        assert (*final.blocks, *(() if has else (Block.RECOMMENDATIONS_POWER,))) == today.blocks
    # What is done to a plan asks for its own day.
    for day in (first - timedelta(days=1), first):
        (kept,) = notices_owed("keep_plan", day, begun_on=date(2015, 1, 5))
        assert (Block.RECOMMENDATIONS_POWER in kept.blocks) is (day == first)


def test_a_refusal_after_considering_rests_on_another_paragraph_and_no_other_notice_does() -> None:
    """Section 36(5) and regulation 4(1); once considered, section 36(8) and regulation 5(1)."""
    other = {row.step: row.citation_once_considered for row in MATRIX}
    assert {step for step, citation in other.items() if citation} == {"refuse_to_assess"}
    assert "regulations 5(1)-(3)" in other["refuse_to_assess"]
    assert "4(1)" not in other["refuse_to_assess"]


def test_a_letter_is_owed_by_its_step_while_it_is_law() -> None:
    assert set(NOTICES) == {row.step for row in MATRIX}
    day = date(2026, 5, 25)
    assert [row.letter for row in notices_owed("issue_plan", day, begun_on=day)] == ["final_plan"]
    assert notices_owed("seek_advice", day, begun_on=day) == ()


def test_an_assessment_keeps_the_notices_of_the_day_on_which_it_was_asked_for() -> None:
    """A fictional change from 2029: what begins later follows the new row, what is kept the old."""
    change, before = date(2029, 9, 1), date(2029, 8, 31)
    (final,), (kept,) = NOTICES["issue_plan"], NOTICES["keep_plan"]
    table = {
        row.step: (
            replace(row, effective_to=before),
            replace(row, title="By the new law", effective_from=change),
        )
        for row in (final, kept)
    }

    def titles(step: str, *, begun_on: date, on: date) -> list[str]:
        return [row.title for row in notices_owed(step, on, begun_on=begun_on, notices=table)]

    assert titles("issue_plan", begun_on=before, on=date(2030, 1, 10)) == [final.title]
    assert titles("issue_plan", begun_on=change, on=date(2030, 1, 10)) == ["By the new law"]
    # What is done to a plan follows the law of its own day, as its duties do.
    assert titles("keep_plan", begun_on=before, on=date(2030, 1, 10)) == ["By the new law"]
    assert titles("keep_plan", begun_on=before, on=before) == [kept.title]
