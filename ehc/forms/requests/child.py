"""The child or young person."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ehc.actions._answers import check_date_of_birth
from ehc.explanations import weekday_date
from ehc.forms.fields import DateField
from ehc.forms.questions import line
from ehc.forms.requests.page import RequestPage, name_line
from ehc.refusals import Invalid
from ehc.workflows.advice import end_of_compulsory_school_age, is_over_compulsory_school_age


class ChildPage(RequestPage):
    """The child or young person."""

    heading = _("About the child or young person")
    part = _("About the child or young person")
    first_name = name_line(_("First name"), _("Enter the first name"), max_length=200)
    last_name = name_line(
        _("Last name"),
        _("Enter the last name"),
        max_length=200,
        help_text=_("If they have one name only, enter it in both boxes."),
    )
    preferred_name = name_line(_("What they like to be called, if different"), "", max_length=200)
    pronouns = line(_("Their pronouns"), max_length=40, help_text=_("For example, she and her"))
    date_of_birth = DateField(label=_("Date of birth"), what=_("a date of birth"))

    def word(self) -> None:
        """Speak to the young person, or about the child."""
        if not self.is_own:
            if not (self.is_setting or self.is_other):
                self.heading = self.part = _("About your child")
            return
        self.heading = self.part = _("About you")
        self.say("first_name", _("Your first name"), required=_("Enter your first name"))
        self.say(
            "last_name",
            _("Your last name"),
            _("If you have one name only, enter it in both boxes."),
            _("Enter your last name"),
        )
        self.say("preferred_name", _("What you like to be called, if different"))
        self.say("pronouns", _("Your pronouns"))
        self.say("date_of_birth", _("Your date of birth"))
        self.fields["date_of_birth"].what = _("your date of birth")  # type: ignore[attr-defined]
        for name, purpose in _OWN_AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = purpose

    def clean_date_of_birth(self) -> date:
        """Refuse a date with which nobody can be assessed, or cannot ask for themselves."""
        born: date = self.cleaned_data["date_of_birth"]
        try:
            check_date_of_birth(born, on=self.on)
        except Invalid as refused:
            raise ValidationError(refused.message) from refused
        if self.is_own and not is_over_compulsory_school_age(born, self.on):
            raise ValidationError(
                _(
                    "You can ask for yourself from %(day)s, after your last day of school age. "
                    "Until then a parent or carer asks for you, or your school does."
                ),
                params={
                    "day": weekday_date(end_of_compulsory_school_age(born) + timedelta(days=1))
                },
            )
        return born


_OWN_AUTOCOMPLETE = {
    "first_name": "given-name",
    "last_name": "family-name",
    "date_of_birth": "bday",
}
