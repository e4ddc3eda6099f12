"""Forms about the case as a whole, and about what came up on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.questions import line
from ehc.models import User


class AllocateForm(GovukForm):
    """Who works on a case."""

    to: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        label=_("Who will work on this case?"),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose a person")},
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


class TaskForm(GovukForm):
    """What was done about something that came up."""

    note = line(
        _("What did you do?"),
        _("Say what you did, like “rang on Tuesday and read the letter out”"),
        max_length=300,
        help_text=_("It is kept in the history of the case."),
    )
