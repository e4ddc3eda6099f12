"""Reading ``every_rule.md``, and writing our entries in the words of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ehc.workflows.counting import BeforeDay, Length
from ehc.workflows.duties import Duty, Extension, Nature
from ehc.workflows.events import When
from ehc.workflows.roles import Role

TABLE = Path(__file__).with_name("every_rule.md")

INSTRUMENTS = {
    "HESC r": "HESC Rules 2008",
    "budgets reg": "SEN (Personal Budgets) Regulations 2014",
    "recommendations reg": "SEND (First-tier Tribunal Recommendations Power) Regulations 2017",
    "Code": "SEND Code of Practice 2015, paragraph",
    "Devon": "[2022] EWHC 493 (Admin)",
    "Hertfordshire": "[2023] EWHC 3138 (Admin)",
    "Ombudsman 25 007 473": "the Ombudsman's (25 007 473)",
    "EA 1996 s": "Education Act 1996, section",
    "SI 2015/62": "SI 2015/62",
    "reg": "SEND Regulations 2014, regulation",
    "s": "Children and Families Act 2014, section",
    "own target": "the authority's own target",
    "own rule": "the authority's own rule",
    "decency": "no rule of the Act but common decency",
}
"""What each word of the first column stands for; a plural "s" may follow it."""

_LAW = re.compile(
    "(?P<by>" + "|".join(re.escape(word) for word in INSTRUMENTS) + r")s?(?: (?P<where>.+))?"
)
_TEAM = frozenset({Role.CASEWORKER, Role.TEAM_MANAGER})


def tables() -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """The rows of the page, by the heads of their columns; several tables may share them."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    rows: list[tuple[str, ...]] | None = None
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            rows = None
            continue
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if rows is None:
            rows = found.setdefault(cells, [])
        elif set(cells) != {"---"}:
            rows.append(cells)
    return found


def rests_on(law: str, citation: str) -> bool:
    """Whether a citation names everything that the first column names."""
    for part in law.split("; "):
        read = _LAW.fullmatch(part)
        if read is None or INSTRUMENTS[read["by"]] not in citation:
            return False
        for paragraph in re.split(r", | and ", read["where"] or ""):
            if not re.search(rf"(?<![\w(]){re.escape(paragraph)}(?!\d)", citation):
                return False
    return True


def how_long(length: Length | BeforeDay) -> str:
    """A length in the words of the page."""
    if isinstance(length, BeforeDay):
        return f"before {length.day}/{length.month}"
    unit = length.unit.replace("_", " ")
    unit = unit.removesuffix("s") if length.number == 1 else unit
    return f"{length.number} {unit} {length.counting.replace('_', ' ')}"


def length_of(duty: Duty) -> str:
    """How long a duty's time lasts, with what can make it longer."""
    text = how_long(duty.length)
    if duty.or_later is not None:
        text += f"; {how_long(duty.or_later.length)} {_starts(duty.or_later.starts)} if later"
    if duty.extension is Extension.HESC_12:
        text += "; HESC r 12"
    return text


def counted_from(duty: Duty) -> str:
    """What starts a duty's time."""
    text = _starts(duty.starts) or "received"
    if duty.from_first:
        text = f"first of {text}"
    if duty.only_after:
        text += f", after {_starts(duty.only_after)}"
    return text


def _starts(starts: Iterable[When]) -> str:
    return " or ".join(
        one.what.value + (f" ({', '.join(sorted(one.words))})" if one.words else "")
        for one in starts
    )


def binding(duty: Duty) -> str:
    """How binding a date is, and what it is where it is no limit."""
    return duty.kind.value if duty.nature is Nature.LIMIT else f"{duty.kind}, {duty.nature}"


def lifted_by(duty: Duty) -> str:
    """What lifts a limit; the exemptions of one row may be arguable from a week on."""
    text = duty.relief.id if duty.relief else "nothing"
    if duty.arguable_after is not None:
        text += f"; arguable from {how_long(duty.arguable_after)}"
    return text


def who(roles: frozenset[Role]) -> str:
    """Who may do something: the team of the case in two words."""
    team = _TEAM if roles >= _TEAM else frozenset()
    others = sorted(role.replace("_", " ") for role in roles - team)
    return ", ".join((["the team"] if team else []) + others)
