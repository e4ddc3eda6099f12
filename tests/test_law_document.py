"""``docs/law.md`` says what the tables say today."""

from __future__ import annotations

from ehc.law_document import law_document
from ehc.workflows.duties import DUTIES
from ehc.workflows.notices import MATRIX
from ehc.workflows.steps import STEPS
from tests.architecture.source import ROOT


def test_the_page_is_current() -> None:
    """If it is not: ``python manage.py law_document``."""
    assert (ROOT / "docs" / "law.md").read_text(encoding="utf-8") == law_document()


def test_the_page_leaves_nothing_out() -> None:
    page = law_document()
    for duty in DUTIES:
        assert f"`{duty.id}`" in page
    for title in (*(row.title for row in MATRIX), *(step.label for step in STEPS.values())):
        assert title in page
