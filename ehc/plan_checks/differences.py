"""How one wording differs from another, word by word.

Pure. API: :class:`Piece`, :class:`Stands`, :func:`difference`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Stands(StrEnum):
    """Where some words stand: in both wordings, or in one."""

    BOTH = "both"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, as they are written, with the blanks that follow them: one at the least."""

    stands: Stands
    text: str


_WITH_BLANKS = re.compile(r"\S+\s*|\s+")


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two wordings in reading order, those of the first before those of the second.

    Words are compared as they are written, blanks aside. Put together, the pieces that do not
    stand ``AFTER`` are the first wording, but for its blanks, and those that do not stand
    ``BEFORE`` are so the second.

    Args:
        before: the present wording.
        after: the other.
    """
    return tuple(
        Piece(stands, text if text[-1].isspace() else f"{text} ")
        for stands, text in _pieces(before, after)
        if text
    )


def _pieces(before: str, after: str) -> Iterator[tuple[Stands, str]]:
    first, second = _WITH_BLANKS.findall(before), _WITH_BLANKS.findall(after)
    match = SequenceMatcher(
        None, [word.strip() for word in first], [word.strip() for word in second], autojunk=False
    )
    for what, one, two, three, four in match.get_opcodes():
        if what == "equal":
            yield Stands.BOTH, "".join(second[three:four])
            continue
        yield Stands.BEFORE, "".join(first[one:two])
        yield Stands.AFTER, "".join(second[three:four])
