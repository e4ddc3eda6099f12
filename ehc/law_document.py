"""The law as a page for a reader: ``docs/law.md``, written from the tables and from nothing else.

API: :func:`law_document`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext, override

from ehc.clock_contract import EVENT, EXEMPTION, GROUND_NEEDS, INPUT, OUTPUT, STATES
from ehc.explanations import explain, length_in_words
from ehc.law_words import PROCESSES, duty_in_words, moves_of
from ehc.state_diagrams import alternative_to, svg_path
from ehc.workflows.duties import CODE, CODE_OF_2015, DUTIES, Duty, DutyKind
from ehc.workflows.events import DETAILS, MAY_LIE_AHEAD, MAY_PRECEDE_THE_REQUEST, EventKind
from ehc.workflows.messages import Message
from ehc.workflows.notices import BLOCKS_IN_FORCE, MATRIX, MEDIATION_PARTICULARS
from ehc.workflows.placement import GROUNDS, PLACEMENT_RULES
from ehc.workflows.processes import ProcessKind
from ehc.workflows.reliefs import RELIEFS
from ehc.workflows.sections import SECTIONS
from ehc.workflows.standing import STANDING_DUTIES

_INTRODUCTION = """\
# The law, as this service keeps it

Written by `python manage.py law_document` from the tables in `ehc/workflows/`; do not edit it.

Weeks and days are calendar days, and nothing rolls a date forward, unless a row says so. "After"
leaves out the day of the event; "beginning with" counts it as the first. An exemption never moves
a date. Everybody works to the day before a limit.

An assessment keeps for all its dates and letters the rules of the day on which its request was
received, and a reassessment those of the day on which it began. Every other date follows the rules
of the day from which it is counted, and every other letter those of its own day. "In force" is said
of legislation and of the Code: what a court or the Ombudsman says, and the authority's own targets,
came into force on no day."""


def law_document() -> str:
    """The whole page, in Markdown and in British English, with a line end at its end."""
    with override("en-gb"):
        return "\n\n".join(_parts()) + "\n"


def _parts() -> Iterator[str]:
    yield _INTRODUCTION
    yield "## What is due"
    yield _table(
        ("Duty", "What", "How long", "Counted from", "Binding", "Lifted by", "In force", "Source"),
        (_duty(duty) for duty in DUTIES),
    )
    yield "## What is due at no date"
    yield _table(("What", "When", "Source"), ((d.what, d.at, d.citation) for d in STANDING_DUTIES))
    yield "## What lifts a limit"
    yield (
        "Closed lists. Each needs a reason why keeping the limit was impractical, and leaves the "
        "duty to act as soon as practicable."
    )
    yield _table(
        ("Paragraph", "Grounds", "Absence of at least", "Reaches"),
        (
            (
                relief.citation,
                "; ".join(sorted(explain(Message(f"ground.{one}")) for one in relief.grounds)),
                length_in_words(relief.least_absence),
                ", ".join(f"`{duty.id}`" for duty in DUTIES if duty.relief is relief),
            )
            for relief in RELIEFS
        ),
    )
    yield "## Steps"
    for process in ProcessKind:
        yield f"### {gettext(PROCESSES[process].name)}"
        yield f"![{alternative_to(process)}](../{svg_path(process)})"
        yield _table(
            ("Step", "From", "To", "By", "Source"),
            (
                (
                    move.step,
                    ", ".join(move.sources) or "—",
                    move.target,
                    ", ".join(move.roles),
                    move.citation,
                )
                for move in moves_of(process)
            ),
        )
    yield "## Notices"
    yield _table(
        ("Notice", "To", "Holds", "Appeal", "Source"),
        (
            (
                row.title,
                ", ".join(one.replace("_", " ") for one in row.sent_to),
                ", ".join(one.replace("_", " ") for one in row.blocks),
                row.appeal or "—",
                row.citation,
            )
            for row in MATRIX
        ),
    )
    particulars = ", ".join(one.replace("_", " ") for one in MEDIATION_PARTICULARS)
    yield from (
        f"The {block.replace('_', ' ')} is told from {day.isoformat()}."
        for block, day in BLOCKS_IN_FORCE.items()
    )
    yield f"*Mediation* holds the particulars of regulation 32(a)-(f): {particulars}."
    yield (
        "An assessment keeps the notices that were law on the day on which its request was "
        "received; what is done to a plan owes those of its own day. Steps, and what must be there "
        "before each, have no such dates: they change with the software, and a case that is under "
        "way follows the table of its day."
    )
    yield (
        "The times to contact a mediation adviser, to appeal and before which a plan may not cease "
        "run from the day on which the letter went to the family, where that is later than the "
        "step: a paper letter goes when it is posted. The letter itself says the day that was "
        "known when it was written."
    )
    yield "## Placement"
    yield _table(("Rule", "Source"), ((row.rule, row.citation) for row in PLACEMENT_RULES))
    yield _table(
        ("Ground", "Against", "Source"),
        (
            (
                row.text,
                "mainstream education" if row.of_mainstream else "the setting requested",
                row.citation,
            )
            for row in GROUNDS
        ),
    )
    yield "## Sections of a plan"
    yield _table(
        ("Section", "Holds", "Also asked for (guidance)", "Source"),
        ((row.letter, row.title, row.prompts, row.citation) for row in SECTIONS),
    )
    yield from _clock()


def _clock() -> Iterator[str]:
    """The contract of the command."""
    yield "## What `manage.py clock` reads and prints"
    yield (
        "JSON on standard input, JSON on standard output: one object in, one object out; an array "
        "in, an array out in the same order. Days are written `2026-01-05`. It exits with 0; what "
        "cannot be answered (no JSON, a field, event, word or ground that is not known, days that "
        "cannot be true together, a year whose bank holidays are not known) exits with 2 and one "
        "line on standard error that names each problem by its place, such as `events[2].on`."
    )
    yield _fields("Field of the question", INPUT.items())
    yield _fields("Field of an event", EVENT.items())
    yield _table(
        ("Event", "Told of it", "Its day"),
        ((f"`{kind}`", _details(kind), _day_of(kind)) for kind in EventKind),
    )
    yield _fields("Field of an exemption", EXEMPTION.items())
    yield _table(
        ("Ground", "Does not hold without"),
        (
            (f"`{ground}`", ", ".join(f"`{one}`" for one in (*needs, "why_impractical")))
            for ground, needs in GROUND_NEEDS.items()
        ),
    )
    yield "The answer is an object whose `duties` are an array of objects."
    yield _fields("Field of a duty", OUTPUT.items())
    yield (
        "What is counted again, from a second meeting or notice, has the duty's name; what was "
        "counted before has it with a number, such as `review.decision:1`, if it was late, is "
        "still owed, or is a right to appeal."
    )
    yield _fields("State, the first that is so", STATES.items())


def _fields(head: str, words: Iterable[tuple[str, str]]) -> str:
    return _table((head, "What it is"), ((f"`{name}`", said) for name, said in words))


def _day_of(kind: EventKind) -> str:
    told = [
        words
        for kinds, words in (
            (MAY_PRECEDE_THE_REQUEST, "may precede the request"),
            (MAY_LIE_AHEAD, "may lie ahead"),
        )
        if kind in kinds
    ]
    return ", ".join(told) or "—"


def _duty(duty: Duty) -> tuple[str, ...]:
    words = duty_in_words(duty)
    return (
        f"`{duty.id}`" if not duty.name else f"`{duty.name}` (`{duty.id}`)",
        words.what,
        words.length,
        words.starts,
        words.binding,
        words.lifted_by,
        _in_force(duty),
        f"[{duty.citation}]({duty.url})" if duty.url else duty.citation,
    )


def _in_force(duty: Duty) -> str:
    until = duty.effective_to or "now"
    if duty.kind is DutyKind.STATUTE:
        return f"{duty.effective_from} to {until}"
    return f"{CODE_OF_2015} to {until}; the Code of 2014 before" if duty.url == CODE else "—"


def _details(kind: EventKind) -> str:
    told = []
    for detail in DETAILS.get(kind, ()):
        words = ", ".join(detail.words)
        told.append(f"`{detail.name}`: {words}{'' if detail.needed else ' (or nothing)'}")
    return "; ".join(told) or "—"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
