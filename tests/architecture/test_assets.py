"""The compiled style sheet belongs to the sources that stand beside it."""

from __future__ import annotations

import hashlib

from tests.architecture.source import ROOT


def test_the_style_sheet_was_compiled_from_what_is_here() -> None:
    recorded = (ROOT / "ehc/static_src/built_from.txt").read_text().splitlines()
    assert len(recorded) == 2
    now = [
        f"{hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}  {name}"
        for _digest, name in (line.split() for line in recorded)
    ]
    assert now == recorded, "run make assets"
