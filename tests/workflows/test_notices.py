"""The matrix of notices; what each row holds, and to whom it goes, is in ``test_every_rule``."""

from __future__ import annotations

from datetime import date

from ehc.workflows.notices import MATRIX, NOTICES, Block, notices_owed
from ehc.workflows.steps import STEPS

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


def test_every_notice_belongs_to_a_step() -> None:
    assert {row.step for row in MATRIX} <= set(STEPS)


def test_a_refusal_after_considering_rests_on_another_paragraph_and_no_other_notice_does() -> None:
    """Section 36(5) and regulation 4(1); once considered, section 36(8) and regulation 5(1)."""
    other = {row.step: row.citation_once_considered for row in MATRIX}
    assert {step for step, citation in other.items() if citation} == {"refuse_to_assess"}
    assert "regulations 5(1)-(3)" in other["refuse_to_assess"]
    assert "4(1)" not in other["refuse_to_assess"]


def test_a_letter_is_owed_by_its_step_while_it_is_law() -> None:
    assert set(NOTICES) == {row.step for row in MATRIX}
    assert [row.letter for row in notices_owed("issue_plan", date(2026, 5, 25))] == ["final_plan"]
    assert notices_owed("issue_plan", date(2014, 8, 31)) == ()
    assert notices_owed("seek_advice", date(2026, 5, 25)) == ()
