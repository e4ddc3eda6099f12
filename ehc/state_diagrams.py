"""The state diagram of each process, drawn from ``STEPS`` by graphviz.

The description of a diagram (DOT) and its drawing (SVG) are kept in the repository, so that
neither the service nor its tests need graphviz: ``manage.py state_diagrams`` makes both again. A
drawing names the description that it was drawn from by its digest, whichever version of graphviz
placed its lines.

API: :func:`dot_of`, :func:`draw`, :func:`drawn_from`, :func:`digest_of`, :func:`alternative_to`,
:func:`moves_in_words`, :func:`dot_path`, :func:`svg_path`, :func:`static_name`,
:class:`NotDrawn`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from textwrap import wrap

from django.utils.translation import gettext, override

from ehc.law_words import PROCESSES, moves_of, status_label
from ehc.workflows.processes import ProcessKind, Step
from ehc.workflows.steps import steps_of

_INK, _PAPER = "#0b0c0c", "#ffffff"
_FONTS = "Arial,Helvetica,sans-serif"
_CHARACTERS_A_LINE = 22
_BEFORE = "before"
_MOST_GATHERED = 3
"""From how many statuses lines are drawn to one step."""


class NotDrawn(Exception):
    """Graphviz is missing, or did not draw; says so in words for whoever asked."""


def dot_path(process: ProcessKind) -> str:
    """Where the description is kept, from the root of the repository."""
    return f"docs/diagrams/{process}.dot"


def svg_path(process: ProcessKind) -> str:
    """Where the drawing is kept, from the root of the repository."""
    return f"ehc/static/{static_name(process)}"


def static_name(process: ProcessKind) -> str:
    """The drawing, as ``{% static %}`` asks for it."""
    return f"ehc/diagrams/{process}.svg"


# --- What is drawn -------------------------------------------------------------------------


def dot_of(process: ProcessKind) -> str:
    """A process as a directed graph in the DOT language, with a line end at its end.

    A status is a node with its wording for staff; a step an edge with its title, and one that may
    be taken from several statuses gathers them in a point, so that its title stands once. Where
    there are more than :data:`_MOST_GATHERED` of them, or a step leads back to one of several, they
    are listed in a dashed box instead: so many lines would cross that none could be followed. The
    filled circle is the start; a double border is a status that nothing leaves; a dashed one is
    wherever the step was taken that another takes back.
    """
    with override("en-gb"):
        return "\n".join(("digraph {", *(f"  {line}" for line in _lines(process)), "}", ""))


def _lines(process: ProcessKind) -> Iterator[str]:
    steps = steps_of(process)
    yield f'graph [bgcolor="{_PAPER}", nodesep=0.4, ranksep=0.5, pad=0.1];'
    yield (
        f'node [shape=box, style=rounded, fontname="{_FONTS}", fontsize=13, '
        f'color="{_INK}", fontcolor="{_INK}", penwidth=1.5, margin="0.2,0.1"];'
    )
    yield f'edge [fontname="{_FONTS}", fontsize=12, color="{_INK}", fontcolor="{_INK}"];'
    yield f'start [shape=circle, style=filled, fillcolor="{_INK}", label="", width=0.2];'
    left = {source for step in steps for source in step.sources}
    reached = (one for step in steps for one in (*step.sources, step.target) if one)
    for status in dict.fromkeys(reached):
        border = "" if status in left else ", peripheries=2"
        yield f"{status} [label={_label(status_label(status))}{border}];"
    if any(step.undoes for step in steps):
        yield f"{_BEFORE} [label={_label(gettext('Where it was before'))}, style=dashed];"
    above = ""
    for step, *others in _by_what_they_do(steps):
        target = step.target or _BEFORE
        title = f"[label={_label(gettext(step.label))}]"
        if others:
            target = f"to_{step.name}"
            yield _listing(target, [one.target for one in (step, *others)])
        if step.opens:
            yield f"start -> {target} {title};"
        elif len(step.sources) == 1:
            yield f"{step.sources[0]} -> {target} {title};"
        else:
            point = f"from_{step.name}"
            if len(step.sources) > _MOST_GATHERED:
                yield _listing(point, step.sources)
                if above:
                    # One below the other: side by side they would be wider than any screen.
                    yield f"{above} -> {point} [style=invis];"
                above = target
            else:
                yield f"{point} [shape=point, width=0.06];"
                for source in step.sources:
                    yield f"{source} -> {point} [dir=none];"
            yield f"{point} -> {target} {title};"


def _by_what_they_do(steps: Iterable[Step]) -> list[list[Step]]:
    """The steps, those together that have one title and one place to begin from."""
    found: dict[tuple[str, tuple[str, ...]], list[Step]] = {}
    for step in steps:
        found.setdefault((step.label, step.sources or (step.name,)), []).append(step)
    return list(found.values())


def _listing(name: str, statuses: Iterable[str]) -> str:
    """A dashed box that names some statuses, one below the other."""
    words = "\\l".join(f" {status_label(status)} " for status in statuses)
    return f'{name} [label="{words}\\l", style="dashed,rounded"];'


def _label(words: str) -> str:
    """Words on several short lines, with room between them and the line that they stand at."""
    lines = wrap(words.replace("\\", "\\\\").replace('"', '\\"'), _CHARACTERS_A_LINE)
    return '"{}"'.format("\\n".join(f" {line} " for line in lines))


# --- The same in words ---------------------------------------------------------------------


def alternative_to(process: ProcessKind) -> str:
    """What stands for the drawing where it is not seen, beside a table of the same moves."""
    return gettext("{process}: a diagram of what may follow what. The table says the same.").format(
        process=gettext(PROCESSES[process].name)
    )


def moves_in_words(process: ProcessKind) -> str:
    """Every move as a sentence, for a drawing that is opened by itself."""
    return " ".join(
        gettext("{step}: from {sources} to {target}.").format(
            step=move.step, sources=gettext(" or ").join(move.sources), target=move.target
        )
        if move.sources
        else gettext("{step}: begins at {target}.").format(step=move.step, target=move.target)
        for move in moves_of(process)
    )


# --- The drawing ---------------------------------------------------------------------------

_OPENING = re.compile(r"<svg [^>]*>")
_NAMES_OF_PARTS = re.compile(r"<title>.*?</title>\n?|<!--.*?-->\n?", re.DOTALL)
_DRAWN_FROM = re.compile(r"<metadata>sha256:([0-9a-f]{64})</metadata>")


def digest_of(dot: str) -> str:
    """The digest of a description."""
    return sha256(dot.encode()).hexdigest()


def drawn_from(svg: str) -> str:
    """The digest of the description that a drawing was made from.

    Raises:
        NotDrawn: where the drawing names none.
    """
    found = _DRAWN_FROM.search(svg)
    if found is None:
        raise NotDrawn(gettext("The drawing does not say from what it was drawn."))
    return found[1]


def draw(process: ProcessKind) -> str:
    """A process as SVG with its title, its moves in words and its description's digest.

    Raises:
        NotDrawn: where graphviz is not installed, or fails.
    """
    program = shutil.which("dot")
    if program is None:
        raise NotDrawn(
            gettext("Graphviz is missing. On Debian: sudo apt-get install --yes graphviz")
        )
    dot = dot_of(process)
    answer = subprocess.run(  # noqa: S603 - a program found by name, and a text of our own
        [program, "-Tsvg"], input=dot, capture_output=True, text=True, check=False
    )
    if answer.returncode != 0:
        raise NotDrawn(answer.stderr.strip())
    with override("en-gb"):
        return _told(process, dot, answer.stdout)


def _told(process: ProcessKind, dot: str, drawn: str) -> str:
    """What graphviz drew, with our words in place of its names of the parts."""
    opening = _OPENING.search(drawn)
    if opening is None:
        raise NotDrawn(gettext("Graphviz drew no SVG."))
    words = (
        opening[0].replace("<svg ", '<svg role="img" aria-labelledby="title desc" ', 1),
        f'<title id="title">{escape(gettext(PROCESSES[process].name))}</title>',
        f'<desc id="desc">{escape(moves_in_words(process))}</desc>',
        f"<metadata>sha256:{digest_of(dot)}</metadata>",
    )
    return "\n".join((*words, _NAMES_OF_PARTS.sub("", drawn[opening.end() :]).strip(), ""))
