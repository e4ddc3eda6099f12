"""Forms of existing advice: relying on it, and asking anew in the end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ehc.actions.reliance import Existing, Satisfied
from ehc.forms.base import GovukForm
from ehc.forms.contributions import KINDS, SeekForm
from ehc.forms.fields import DateField, UploadField
from ehc.forms.questions import line, words


class RelyForm(GovukForm):
    """Advice that exists, and who finds it sufficient."""

    kind = forms.ChoiceField(
        label=_("Advice about"),
        choices=(("", _("Choose what it is about")), *KINDS),
        error_messages={"required": _("Choose what the advice is about")},
    )
    title = line(_("Which advice is it?"), _("Say which advice it is"), max_length=200)
    given_by = line(_("Who gave it?"), _("Enter the name of whoever gave it"), max_length=150)
    role = line(_("Their profession"), _("Enter their profession"), max_length=150)
    dated = DateField(label=_("Its date"), what=_("the date of the advice"))
    says = words(_("What does it say, in short?"), _("Say what it says"), rows=4)
    report = UploadField(label=_("The advice itself"), required=False)
    adviser = line(
        _("For whoever gave it: who said that it is sufficient?"),
        _("Enter who said so for whoever gave it"),
        max_length=150,
    )
    adviser_on = DateField(
        label=_("When did they say so?"), what=_("the day on which the adviser said so")
    )
    authority_on = DateField(
        label=_("Since when do you, for the council, find it sufficient?"),
        what=_("the day since which the council finds it sufficient"),
    )
    family = line(
        _("For the family: who said that it is sufficient?"),
        _("Enter the name of the parent or young person"),
        max_length=150,
    )
    family_on = DateField(
        label=_("When did they say so?"), what=_("the day on which the family said so")
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("dated", "adviser_on", "authority_on", "family_on"):
            self.fields[name].latest = on  # type: ignore[attr-defined]

    def existing(self) -> Existing:
        """The advice, without its file."""
        given = self.cleaned_data
        return Existing(
            **{name: given[name] for name in ("title", "given_by", "role", "dated", "says")}
        )

    def satisfied(self) -> Satisfied:
        """Who finds it sufficient, and since when."""
        given = self.cleaned_data
        names = ("adviser", "adviser_on", "authority_on", "family", "family_on")
        return Satisfied(**{name: given[name] for name in names})


class AskAnewForm(SeekForm):
    """Whom to ask after all, and why; what it is about stays as it was."""

    kind = None  # type: ignore[assignment]
    reason = words(
        _("Who is no longer satisfied with the advice that exists, and why?"),
        _("Say who is no longer satisfied, and why"),
        rows=3,
    )
    field_order = ("reason",)
