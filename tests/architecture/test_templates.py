"""Templates: what is said is said whole."""

from __future__ import annotations

import re

from tests.architecture.source import ROOT

_BLOCK = re.compile(r"{% blocktranslate(.*?)%}(.*?){% endblocktranslate %}", re.DOTALL)
_VARIABLE = re.compile(r"{{\s*([^}]+?)\s*}}")


def test_no_translated_sentence_holds_a_variable_that_would_be_left_empty() -> None:
    """A dotted name or a filter inside ``blocktranslate`` comes out as nothing at all."""
    found = [
        (path.name, variable)
        for folder in ("ehc", "quality_assurance")
        for path in (ROOT / folder / "templates").rglob("*.*")
        for _bound, sentence in _BLOCK.findall(path.read_text(encoding="utf-8"))
        for variable in _VARIABLE.findall(sentence)
        if "." in variable or "|" in variable
    ]
    assert found == []
