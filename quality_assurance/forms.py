"""The form of one criterion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.questions import radios, words
from quality_assurance.models import AnswerChoice


class AnswerForm(GovukForm):
    """How far the plan meets one criterion, and the words that show it."""

    says_optional = False

    choice = radios(_("Your answer"), _("Choose an answer"), AnswerChoice.choices)
    evidence = words(
        _("Words of the plan that show it"),
        rows=3,
        help_text=_("Quoted. Needed for every answer but “Not applicable”."),
    )
    pinned_to = forms.ChoiceField(label=_("Where they stand"), required=False)
    comment = words(_("For the author"), rows=2, help_text=_("Praise as well as gaps."))

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pinned_to"].choices = (("", _("The whole plan")), *places)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Every answer that counts has its evidence."""
        given = super().clean() or {}
        if (
            given.get("choice") not in (None, AnswerChoice.NOT_APPLICABLE)
            and not given.get("evidence", "").strip()
        ):
            self.add_error("evidence", _("Quote the words of the plan that show it"))
        return given
