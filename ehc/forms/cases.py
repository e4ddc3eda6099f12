"""Forms about the case as a whole, and about what came up on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import SettingChoice
from ehc.forms.questions import line, radios, words
from ehc.models import SentHow, Setting, User


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


def posted_how() -> forms.ChoiceField:
    """By which means letters were posted."""
    return radios(
        _("How did you send them?"),
        _("Say how you sent them"),
        [(key, capfirst(says)) for key, says in SentHow.choices if key != SentHow.EMAIL],
        initial=SentHow.FIRST_CLASS.value,
    )


class PostTaskForm(TaskForm):
    """The same, of letters that were to be posted."""

    posted = posted_how()
    field_order = ("posted", "note")


class DetailsForm(GovukForm):
    """What is known of the child or young person, beyond what the request said."""

    preferred_name = line(_("What they like to be called"))
    pronouns = line(_("Pronouns"), max_length=40)
    setting: forms.ModelChoiceField[Any] = SettingChoice(
        queryset=None,
        label=_("School, college or other setting"),
        required=False,
        empty_label=_("None, or not in the list"),
        help_text=_("Letters that the law owes to the setting go to this one."),
    )
    first_language = line(_("First language"), max_length=60)
    communication = words(_("How to communicate with them"))
    looked_after = forms.BooleanField(
        label=_("They are looked after by a local authority"), required=False
    )
    parent_in_armed_forces = forms.BooleanField(
        label=_("A parent serves in the armed forces"),
        required=False,
        help_text=_("Advice is then asked of the Secretary of State for Defence too."),
    )
    hearing_impairment = forms.BooleanField(
        label=_("They appear to be hearing impaired"), required=False
    )
    visual_impairment = forms.BooleanField(
        label=_("They appear to be visually impaired"),
        required=False,
        help_text=_(
            "Whoever gives the educational advice is then qualified to teach pupils who are so "
            "impaired, or consults somebody who is."
        ),
    )
    year_group = forms.IntegerField(
        label=_("Year group, where it is not that of their age"),
        required=False,
        min_value=0,
        max_value=14,
        help_text=_(
            "Such as 8, in this school year. From Year 9 on, advice is asked for on adulthood."
        ),
        error_messages={
            "invalid": _("The year group must be a number, like 8"),
            "min_value": _("The year group must be from 0, for Reception, to 14"),
            "max_value": _("The year group must be from 0, for Reception, to 14"),
        },
    )

    def __init__(self, *args: Any, settings: QuerySet[Setting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["setting"].queryset = settings  # type: ignore[attr-defined]


class PostForm(GovukForm):
    """Which letters have been printed and posted."""

    tasks = forms.MultipleChoiceField(
        label=_("Which of these did you post today?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the letters that you posted")},
    )
    posted = posted_how()

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tasks"].choices = choices  # type: ignore[attr-defined]
