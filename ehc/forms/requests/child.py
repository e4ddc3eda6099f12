"""The child or young person."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ehc.actions._answers import check_date_of_birth
from ehc.explanations import weekday_date
from ehc.forms.fields import DateField, LongTextField
from ehc.forms.questions import line
from ehc.forms.requests.page import RequestPage, name_line, yes_no
from ehc.refusals import Invalid
from ehc.workflows.advice import end_of_compulsory_school_age, is_over_compulsory_school_age

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?) *([0-9][A-Z]{2})")


class ChildPage(RequestPage):
    """The child or young person."""

    heading = _("About the child or young person")
    part = _("About the child or young person")
    first_name = name_line(_("First name"), _("Enter the first name"))
    last_name = name_line(_("Last name"), _("Enter the last name"))
    preferred_name = name_line(_("What they like to be called, if different"), "")
    date_of_birth = DateField(label=_("Date of birth"), what=_("a date of birth"))
    address = LongTextField(
        label=_("Where they live"),
        max_length=300,
        rows=4,
        error_messages={"required": _("Enter the address where they live")},
    )
    postcode = line(_("Postcode"), max_length=12)
    setting_name = line(_("School, college or nursery, if any"), max_length=200)
    detained = yes_no(
        _("Are they detained?"),
        _("Say whether they are detained"),
        help_text=_(
            "In a young offender institution, a secure training centre, a secure children’s home "
            "or another place that they may not leave, because a court said so. Rules of their own "
            "apply then, and a named officer has the request from the first day. The parent, the "
            "young person or the person in charge of that place can ask, and anybody can tell us."
        ),
    )
    held_at = line(_("If they are, the name of the place"), max_length=200)

    def word(self) -> None:
        """Speak to the young person, or about the child."""
        if not self.is_own:
            if not self.is_setting:
                self.heading = self.part = _("About your child")
            return
        self.heading = self.part = _("About you")
        self.say("first_name", _("Your first name"), required=_("Enter your first name"))
        self.say("last_name", _("Your last name"), required=_("Enter your last name"))
        self.say("preferred_name", _("What you like to be called, if different"))
        self.say("date_of_birth", _("Your date of birth"))
        self.fields["date_of_birth"].what = _("your date of birth")  # type: ignore[attr-defined]
        self.say("address", _("Where you live"), required=_("Enter the address where you live"))
        self.say("postcode", _("Your postcode"))
        self.say("setting_name", _("Your school, college or other setting, if any"))
        self.say(
            "detained",
            _("Are you detained?"),
            _(
                "In a young offender institution, a secure training centre, a secure children’s "
                "home or another place that you may not leave, because a court said so. Rules of "
                "their own apply then, and a named officer has your request from the first day."
            ),
            _("Say whether you are detained"),
        )
        self.say("held_at", _("If you are, the name of the place"))
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

    def clean(self) -> dict[str, Any]:
        """Ask where somebody is held."""
        given = super().clean() or {}
        if given.get("detained") == "yes" and not given.get("held_at"):
            self.add_error("held_at", _("Enter the name of the place"))
        return given

    def clean_postcode(self) -> str:
        """The postcode as it is written on a letter."""
        given: str = self.cleaned_data["postcode"]
        if not given:
            return ""
        found = _POSTCODE.fullmatch(given.upper())
        if found is None:
            raise ValidationError(_("Enter a full UK postcode, like ME14 1XQ, or leave it empty"))
        return f"{found[1]} {found[2]}"


_OWN_AUTOCOMPLETE = {
    "first_name": "given-name",
    "last_name": "family-name",
    "date_of_birth": "bday",
    "address": "street-address",
    "postcode": "postal-code",
}
