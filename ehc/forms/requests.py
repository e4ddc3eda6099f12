"""The pages of a request for an assessment: one idea a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ehc.actions._answers import check_date_of_birth
from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField, LongTextField
from ehc.forms.questions import line, radios
from ehc.models import Asker, ContactBy
from ehc.refusals import Invalid

YES_NO = (("yes", _("Yes")), ("no", _("No")))


def _radios(label: Any, required: Any, choices: Any = YES_NO, **kwargs: Any) -> forms.ChoiceField:
    return radios(label, required, choices, **kwargs)


class RequestPage(GovukForm):
    """A page of the request.

    Attributes:
        heading: the page's heading, where it asks more than one thing.
    """

    heading: Any = ""

    def __init__(self, *args: Any, who_asks: str, on: date, **kwargs: Any) -> None:
        self.who_asks, self.on = who_asks, on
        initial = dict(kwargs.pop("initial", {}))
        for name, field in self.base_fields.items():
            if isinstance(field, DateField) and initial.get(name):
                initial[name] = date.fromisoformat(initial[name])
        super().__init__(*args, initial=initial, **kwargs)

    def answers(self) -> dict[str, Any]:
        """The checked answers, JSON-safe."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
        }


class WhoPage(RequestPage):
    """Who is asking."""

    asker = _radios(_("Who is asking?"), _("Say who is asking"), Asker.choices)


class ParentPage(RequestPage):
    """The parent or carer who asks."""

    heading = _("About you")
    name = line(_("Your full name"), _("Enter your full name"), max_length=150)
    relationship = line(
        _("How are you related to the child?"),
        _("Enter how you are related to the child, like mother or foster carer"),
        max_length=80,
    )
    parental_responsibility = _radios(
        _("Do you have parental responsibility?"),
        _("Say whether you have parental responsibility"),
    )
    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("We send your receipt here, and a code whenever you want to look."),
        error_messages={"required": _("Enter your email address")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    phone = line(_("Your telephone number"), max_length=30)


class YoungPersonPage(RequestPage):
    """The young person's own contact details."""

    heading = _("How to reach you")
    email = forms.EmailField(
        label=_("Your email address"),
        error_messages={"required": _("Enter your email address")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    phone = line(_("Your telephone number"), max_length=30)


class SettingPage(RequestPage):
    """The school, college or other setting that asks, and the family it asks with."""

    heading = _("About you and the family")
    name = line(_("Your full name"), _("Enter your full name"), max_length=150)
    relationship = line(
        _("Your job"), _("Enter your job, like special needs co-ordinator"), max_length=80
    )
    email = forms.EmailField(
        label=_("Your email address"),
        error_messages={"required": _("Enter your email address")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    phone = line(_("Your telephone number"), max_length=30)
    family_name = line(
        _("Name of the parent or carer"),
        _("Enter the name of the parent or carer: we must tell them that you have asked"),
        max_length=150,
    )
    family_relationship = line(
        _("How they are related to the child"),
        _("Enter how they are related to the child, like mother"),
        max_length=80,
    )
    family_email = forms.EmailField(label=_("Their email address"), required=False)
    family_phone = line(_("Their telephone number"), max_length=30)


class ChildPage(RequestPage):
    """The child or young person."""

    heading = _("About the child or young person")
    first_name = line(_("First name"), _("Enter the first name"))
    last_name = line(_("Last name"), _("Enter the last name"))
    preferred_name = line(_("What they like to be called, if different"))
    date_of_birth = DateField(label=_("Date of birth"), what=_("a date of birth"))
    address = LongTextField(
        label=_("Where they live"),
        max_length=300,
        rows=4,
        error_messages={"required": _("Enter the address where they live")},
    )
    postcode = line(_("Postcode"), max_length=8)
    setting_name = line(_("School, college or nursery, if any"), max_length=200)

    def clean_date_of_birth(self) -> date:
        """Refuse a date with which nobody can be assessed."""
        born: date = self.cleaned_data["date_of_birth"]
        try:
            check_date_of_birth(born, on=self.on)
        except Invalid as refused:
            raise ValidationError(refused.message) from refused
        return born


def _story(label: Any, hint: Any, required: Any) -> LongTextField:
    return LongTextField(
        label=label,
        help_text=hint,
        max_length=5000,
        rows=8,
        required=bool(required),
        error_messages={"required": required} if required else None,
    )


class StoryPage(RequestPage):
    """What they are like, strengths first, and what is hard."""

    story = _story(
        _("Tell us about them"),
        _("What they enjoy and are good at, and what they find hard. Your own words are best."),
        _("Tell us about them, in a few words or many"),
    )


class SupportPage(RequestPage):
    """What is in place now."""

    in_place = _story(
        _("What help is there now?"),
        _("At school, at home or anywhere else, and how well it works."),
        "",
    )


class HopesPage(RequestPage):
    """What is hoped for."""

    hoped_for = _story(_("What do you hope for?"), _("For the next year, and for later."), "")


class PeoplePage(RequestPage):
    """Who knows them."""

    involved = _story(
        _("Who else knows them?"),
        _("Doctors, therapists, social workers or anybody else whom we should ask."),
        "",
    )


class ConsentPage(RequestPage):
    """Consent to ask others."""

    share = _radios(
        _("May we ask the people who know them for advice?"),
        _("Say whether we may ask the people who know them"),
        help_text=_(
            "If we assess, the law says that we must ask their school, health services, "
            "social care and an educational psychologist."
        ),
    )


class ContactPage(RequestPage):
    """How to reach the person who asks."""

    heading = _("How we keep in touch")
    contact_by = _radios(
        _("How shall we reach you?"), _("Say how we should reach you"), ContactBy.choices
    )
    electronic_service = _radios(
        _("May we send you official letters by email instead of post?"),
        _("Say whether we may send official letters by email"),
        help_text=_("Without a yes, they come by post."),
    )
    adjustments = LongTextField(
        label=_("Is there anything that makes it easier for you?"),
        help_text=_("Large print, a certain time of day, somebody with you."),
        max_length=1000,
        rows=4,
        required=False,
    )
    interpreter_language = line(_("Language, if you would like an interpreter"), max_length=60)


class LaterForm(GovukForm):
    """Where to send the link that opens a draft on any device."""

    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("We send a link that works once, for 30 days."),
        error_messages={"required": _("Enter your email address")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


_PAGES: Mapping[str, type[RequestPage]] = {
    "who": WhoPage,
    "child": ChildPage,
    "story": StoryPage,
    "support": SupportPage,
    "hopes": HopesPage,
    "people": PeoplePage,
    "consent": ConsentPage,
    "contact": ContactPage,
}
_YOU: Mapping[str, type[RequestPage]] = {
    Asker.PARENT: ParentPage,
    Asker.YOUNG_PERSON: YoungPersonPage,
    Asker.SETTING: SettingPage,
}


def form_for(name: str, asker: str) -> type[RequestPage] | None:
    """The form of a page; None where there is no such page, or who asks is not known yet."""
    return _YOU.get(asker) if name == "you" else _PAGES.get(name)
