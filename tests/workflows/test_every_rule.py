"""Every rule of the law can be pointed at: ``every_rule.md`` against the tables, both ways.

The page is written by hand, from the law. A row whose entry says something else is a failure,
and so is an entry that no row tells of, or that rests on another paragraph than the row's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ehc.workflows import advice, exemptions, readiness, sections
from ehc.workflows.advice import AdviceItem, AdviceKind, ChecklistFacts, checklist
from ehc.workflows.counting import Length, aim_for, weeks
from ehc.workflows.duties import DUTIES, Duty
from ehc.workflows.notices import MATRIX, MEDIATION_PARTICULARS, Block, Notice, Recipient
from ehc.workflows.placement import GROUNDS, MAY_BE_REQUESTED, PLACEMENT_RULES, Institution
from ehc.workflows.reliefs import RELIEFS
from ehc.workflows.sections import SECTIONS
from ehc.workflows.standing import STANDING_DUTIES
from ehc.workflows.steps import RECORDS, STEPS
from tests.workflows._law_table import (
    binding,
    counted_from,
    how_long,
    length_of,
    lifted_by,
    rests_on,
    tables,
    who,
)

TABLES = tables()
TESTS = Path(__file__).parents[1]

Told = list[tuple[tuple[str, ...], str]]
"""What our entries say, each as the cells after the first column, with its citation."""


def _duties() -> Told:
    return [(_duty(duty), duty.citation) for duty in DUTIES]


def _duty(duty: Duty) -> tuple[str, ...]:
    return (duty.id, length_of(duty), counted_from(duty), binding(duty), lifted_by(duty))


def _standing() -> Told:
    return [((duty.what, duty.at), duty.citation) for duty in STANDING_DUTIES]


def _reliefs() -> Told:
    return [
        (
            (
                relief.id,
                _in_order(relief.grounds, exemptions.Ground),
                how_long(relief.least_absence),
                ", ".join(duty.id for duty in DUTIES if duty.relief is relief),
            ),
            relief.citation,
        )
        for relief in RELIEFS
    ]


def _in_order(some: Iterable[str], of: Iterable[str]) -> str:
    return ", ".join(one for one in of if one in set(some))


REDRESS = (
    Block.APPEAL_RIGHT,
    Block.APPEAL_TIME_LIMIT,
    Block.MEDIATION,
    Block.DISAGREEMENT_RESOLUTION,
    Block.INFORMATION_AND_ADVICE,
)


NOT_TO_THE_FAMILY = {
    "send_plan_on": Recipient.NEW_AUTHORITY,
    "tell_health_bodies": Recipient.COMMISSIONING_BODY,
}
"""The letters that the family is not owed, and to whom each goes first."""


def _notices() -> Told:
    return [(_notice(row), row.citation) for row in MATRIX]


def _notice(row: Notice) -> tuple[str, ...]:
    assert row.sent_to[0] is NOT_TO_THE_FAMILY.get(row.step, Recipient.FAMILY)
    redress = [block for block in row.blocks if block in REDRESS]
    assert redress in ([], list(REDRESS)), f"{row.step} holds a part of the redress"
    told = {Block.REASONS, Block.RECOMMENDATIONS_POWER, *REDRESS}
    return (
        row.step,
        _yes(Block.REASONS in row.blocks),
        row.appeal.replace("Children and Families Act 2014, section", "s") or "none",
        _yes(bool(redress)),
        _yes(Block.RECOMMENDATIONS_POWER in row.blocks),
        ", ".join(block for block in row.blocks if block not in told) or "nothing",
        _yes(row.encloses_plan),
        ", ".join(row.sent_to[1:]) or "nobody",
    )


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


def _particulars() -> Told:
    return [
        ((name,), f"SEND Regulations 2014, regulation 32({letter})")
        for letter, name in zip("abcdef", MEDIATION_PARTICULARS, strict=True)
    ]


def _placement() -> Told:
    return [((row.rule,), row.citation) for row in PLACEMENT_RULES]


def _grounds() -> Told:
    against = {True: "mainstream education", False: "the setting requested"}
    return [((row.text, row.id, against[row.of_mainstream]), row.citation) for row in GROUNDS]


def _sections() -> Told:
    return [
        (
            (row.letter, row.title, _yes(row.adulthood), str(row.only_under or "never")),
            row.citation,
        )
        for row in SECTIONS
    ]


def _steps() -> Told:
    return [
        (
            (step.name, ", ".join(step.sources) or "nothing", step.target, who(step.roles)),
            step.citation,
        )
        for step in STEPS.values()
    ]


def _records() -> Told:
    return [
        ((record.name, who(record.roles)), record.citation)
        for record in RECORDS.values()
        if record.citation
    ]


OURS = {
    ("Law", "Rule", "Entry", "How long", "Counted from", "Binding", "Lifted by"): _duties,
    ("Law", "What", "When"): _standing,
    ("Law", "Entry", "Grounds", "Absence of at least", "Reaches"): _reliefs,
    (
        "Law", "Step", "Reasons", "Appeal", "Redress", "Power", "Besides", "Plan with it",
        "Also sent to",
    ): _notices,
    ("Law", "Mediation information"): _particulars,
    ("Law", "Rule of placement"): _placement,
    ("Law", "Ground", "Entry", "Against"): _grounds,
    (
        "Law", "Section", "Holds", "Plans for adulthood from year 9", "Left out from",
    ): _sections,
    ("Law", "Step", "From", "To", "By"): _steps,
    ("Law", "Record", "By"): _records,
}  # fmt: skip
"""Which of our tables each table of the page is held against."""

CHILD = ChecklistFacts(date_of_birth=date(2018, 10, 9), on=date(2026, 1, 5))
WHERE = {
    "always": CHILD,
    "does not hear well": replace(CHILD, hearing_impairment=True),
    "does not see well": replace(CHILD, visual_impairment=True),
    "attends nowhere": replace(CHILD, attends_setting=False),
    "a parent serves": replace(CHILD, parent_in_armed_forces=True),
    "the authority thinks of somebody": replace(CHILD, also_appropriate=("A tutor",)),
    "in year 9": replace(CHILD, year_group=9),
    "the family asks for somebody": replace(CHILD, asked_for=("A therapist",)),
}
ADVICE = ("Law", "Advice", "Entry", "Where", "Body of section 31", "Existing advice may do")
NUMBERS = ("Law", "Number", "Entry", "Value")
REQUESTED = ("Law", "May be requested", "Entry")
DATES = ("Source", "From", "Day", "How long", "Last day", "Worked to", "The source says")
TESTED = ("Law", "Rule", "Test")
NOT_BUILT = ("Law", "Not built", "Why")


def _told_by(heads: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:
    """The rows under these heads: what each says of its entry, and its law.

    The second column of the duties is the rule in the words of the law, and of no entry.
    """
    start = 2 if heads[1] == "Rule" else 1
    return [(row[start:], row[0]) for row in TABLES[heads]]


def test_every_table_of_the_page_is_held_against_something() -> None:
    assert set(TABLES) == {*OURS, ADVICE, NUMBERS, REQUESTED, DATES, TESTED, NOT_BUILT}


@pytest.mark.parametrize("heads", OURS, ids=lambda heads: OURS[heads].__name__.strip("_"))
def test_every_rule_has_its_entry_and_every_entry_its_rule(heads: tuple[str, ...]) -> None:
    ours, page = OURS[heads](), _told_by(heads)
    assert sorted(cells for cells, _ in page) == sorted(cells for cells, _ in ours)
    law = dict(page)
    astray = [
        (cells[0], law[cells], cited) for cells, cited in ours if not rests_on(law[cells], cited)
    ]
    assert astray == []


@pytest.mark.parametrize("row", TABLES[ADVICE], ids=lambda row: f"{row[2]} {row[3]}")
def test_whose_advice_is_sought(row: tuple[str, ...]) -> None:
    law, _, kind, where, s31, existing = row
    found = _item(kind, where)
    assert found is not None
    assert rests_on(law, found.citation)
    assert (_yes(found.s31_body), {True: "yes", False: "never"}[found.may_rely_on_existing]) == (
        s31, existing,
    )  # fmt: skip
    usual = _item(kind, "always")
    assert (where == "always") is (usual == found)


def _item(kind: str, where: str) -> AdviceItem | None:
    return next((one for one in checklist(WHERE[where]) if one.kind == kind), None)


def test_no_advice_is_left_out() -> None:
    assert {row[2] for row in TABLES[ADVICE]} == set(AdviceKind)
    always = [row[2] for row in TABLES[ADVICE] if row[3] == "always"]
    assert [item.kind for item in checklist(CHILD)] == always


def test_which_institutions_may_be_requested() -> None:
    assert {row[2]: row[1] == "yes" for row in TABLES[REQUESTED]} == {
        one.value: one in MAY_BE_REQUESTED for one in Institution
    }


MODULES = {"advice": advice, "exemptions": exemptions, "readiness": readiness, "sections": sections}


@pytest.mark.parametrize("row", TABLES[NUMBERS], ids=lambda row: row[2])
def test_a_number_is_the_one_of_the_law(row: tuple[str, ...]) -> None:
    module, name = row[2].split(".")
    value = getattr(MODULES[module], name)
    if isinstance(value, timedelta):
        value = f"{value.days} days"
    assert (how_long(value) if isinstance(value, Length) else str(value)) == row[3]


@pytest.mark.parametrize("row", TABLES[DATES], ids=lambda row: f"{row[0]} {row[3]}")
def test_what_others_have_counted_is_what_we_count(row: tuple[str, ...]) -> None:
    day, last, worked_to, theirs = (date.fromisoformat(row[number]) for number in (2, 4, 5, 6))
    due = weeks(int(row[3].removesuffix(" weeks"))).last_day_from(day)
    assert (due, aim_for(due)) == (last, worked_to)
    assert theirs in {last, worked_to}


def test_what_is_not_built_is_said_with_its_reason() -> None:
    assert all(all(row) for row in TABLES[NOT_BUILT])


@pytest.mark.parametrize("row", TABLES[TESTED], ids=lambda row: row[1])
def test_what_no_row_can_hold_has_a_test_that_is_there(row: tuple[str, ...]) -> None:
    file, name = row[2].split("::")
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(
    ("law", "citation", "holds"),
    [
        ("reg 5(1)", "SEND Regulations 2014, regulation 5(1)", True),
        ("reg 5(1)", "SEND Regulations 2014, regulation 15(1)", False),
        ("reg 45(3)", "SEND Regulations 2014, regulation 45(3A)(a)", False),
        ("reg 5", "SEND Regulations 2014, regulation 50", False),
        ("reg 31", "Children and Families Act 2014, section 31", False),
        ("s 38(2); reg 13(1)", "Children and Families Act 2014, section 38(2)", False),
        ("regs 25 and 32", "SEND Regulations 2014, regulations 25 and 32", True),
        ("rule 5", "SEND Regulations 2014, regulation 5", False),
    ],
)
def test_a_citation_of_another_paragraph_would_be_noticed(
    law: str, citation: str, *, holds: bool
) -> None:
    assert rests_on(law, citation) is holds
