"""Forms of an assessment that ends before its time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField
from ehc.forms.questions import line, radios, words
from ehc.models import HOLDER_CHOICES, Means

_YES_NO = (("yes", _("Yes")), ("no", _("No")))


class WithdrawForm(GovukForm):
    """A family writes that it withdraws."""

    words = words(
        _("Write that you withdraw the request"),
        _("Write that you withdraw the request: we cannot take it from silence"),
        rows=5,
        help_text=_(
            "In your own words, such as “I withdraw my request”. You need not say why, but it "
            "helps us."
        ),
    )


class ResponsibilityForm(GovukForm):
    """Whether section 36(3) applies although the request was withdrawn."""

    still_responsible = radios(
        _("Does section 36(3) still apply?"),
        _("Say whether section 36(3) still applies"),
        _YES_NO,
        help_text=_(
            "It does where the child or young person has been brought to the authority’s attention "
            "as having, or possibly having, special educational needs, whoever asked."
        ),
    )
    why = words(_("Why?"), _("Say why"), rows=4)


class WithdrawalForm(ResponsibilityForm):
    """A withdrawal that arrived by letter or email."""

    words = words(_("What does it say?"), _("Enter what was written"), rows=5)
    means = radios(
        _("How did it arrive?"),
        _("Say how it arrived"),
        [choice for choice in Means.choices if choice[0] != Means.PAGE],
    )
    arrived_on = DateField(label=_("When did it arrive?"), what=_("the day on which it arrived"))
    holder = radios(_("Who wrote it?"), _("Say who wrote it"), HOLDER_CHOICES)
    written_by = line(_("Their name"), _("Enter their name"), max_length=150)
    field_order = (
        "words",
        "means",
        "arrived_on",
        "holder",
        "written_by",
        "still_responsible",
        "why",
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arrived_on"].latest = on  # type: ignore[attr-defined]


class DeathForm(GovukForm):
    """A death, with the name typed so that it is never recorded by chance."""

    died_on = DateField(label=_("When did they die?"), what=_("the day of the death"))
    how_known = words(
        _("How do we know?"),
        _("Say how we know"),
        rows=3,
        help_text=_("Who told us, when, and who has checked it"),
    )
    name = line(_("Their full name"), _("Enter their full name"), max_length=201)

    def __init__(self, *args: Any, on: date, full_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["died_on"].latest = on  # type: ignore[attr-defined]
        self.full_name = full_name

    def clean_name(self) -> str:
        """The name as it is on the case, whatever its capitals."""
        name: str = self.cleaned_data["name"]
        if " ".join(name.split()).casefold() != self.full_name.casefold():
            raise forms.ValidationError(_("Enter the name as it stands at the top of the page"))
        return name


class UndoDeathForm(GovukForm):
    """How a death came to be recorded that was none."""

    reason = words(
        _("How was the mistake made, and how do we know?"),
        _("Say how the mistake was made, and how we know"),
        rows=4,
        help_text=_("Kept in the record of the case. No letter says it."),
    )


class ReleaseForm(GovukForm):
    """What is sent after a death all the same."""

    items = forms.MultipleChoiceField(
        label=_("What do you release?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what to release")},
    )
    reason = words(
        _("Why is it right to send this?"), _("Say why it is right to send this"), rows=3
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = choices  # type: ignore[attr-defined]
