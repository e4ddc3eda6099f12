"""The compiled style sheet belongs to the sources that stand beside it."""

from __future__ import annotations

import hashlib

import pytest

from tests.architecture.source import ROOT


def test_the_style_sheet_was_compiled_from_what_is_here() -> None:
    recorded = (ROOT / "ehc/static_src/built_from.txt").read_text().splitlines()
    assert len(recorded) == 2
    now = [
        f"{hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}  {name}"
        for _digest, name in (line.split() for line in recorded)
    ]
    assert now == recorded, "run make assets"


@pytest.mark.parametrize("name", ["ehc.css", "ehc-rtl.css"])
def test_a_byte_order_mark_stands_first_or_nowhere(name: str) -> None:
    """Anywhere else it is part of a selector, and the rule after it is lost."""
    text = (ROOT / "ehc/static/ehc" / name).read_text(encoding="utf-8")
    assert "\ufeff" not in text[1:]
