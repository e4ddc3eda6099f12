"""The form on which staff take down a request that came otherwise than on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField, UploadField
from ehc.forms.questions import line, radios, words
from ehc.forms.requests import (
    RIGHTS,
    ChildPage,
    ContactPage,
    DetainedPage,
    FormatsPage,
    HomePage,
    ParentPage,
    SchoolPage,
    SettingPage,
    as_asked,
)
from ehc.forms.requests.page import email_line, name_line
from ehc.models import WHO_MAY_ASK, Asker, CameBy

_ON_PAGE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "who": ("asker",),
        "you": (
            "name", "relationship", "parental_responsibility", "email", "phone",
            "family_is", "family_name", "family_relationship", "family_email", "family_phone",
        ),
        "child": ("first_name", "last_name", "preferred_name", "date_of_birth"),
        "home": ("address", "postcode"),
        "school": ("setting_name",),
        "detained": ("detained", "held_at"),
        "story": ("story",),
        "contact": ("contact_by",),
        "formats": ("formats", "interpreter_language", "called_as", "best_times", "adjustments"),
    }
)  # fmt: skip
"""Where each answer stands among the pages of a request."""


class TakenDownForm(GovukForm):
    """Who asks, for whom, and when and how it came; everything else may be missing."""

    came_by = radios(
        _("How did it come?"),
        _("Say how the request came"),
        [(one.value, one.label) for one in CameBy if one is not CameBy.PAGES],
    )
    arrived_on = DateField(
        label=_("On which day did it arrive?"),
        what=_("the day on which it arrived"),
        help_text=_(
            "The day on which it came to the council, at any of its addresses, or on which they "
            "rang; not the day on which you read it. Every time limit runs from it, whatever the "
            "request leaves out."
        ),
    )
    letter = UploadField(
        label=_("The letter or email, scanned"),
        required=False,
        help_text=_("A PDF, a Word document or a picture"),
    )
    asker = radios(
        _("Who asks?"),
        _("Say who is asking"),
        [(one.value, one.label) for one in Asker if one in WHO_MAY_ASK],
        help_text=_(
            "Anybody may tell us of a child or young person. A child who asks below the age for it "
            "is somebody else who does."
        ),
    )
    name = name_line(_("Full name of who asks, unless the young person does"), "", max_length=400)
    relationship = line(_("How they are related to the child, or their job"), max_length=80)
    parental_responsibility = as_asked(ParentPage, "parental_responsibility")
    email = email_line(
        _("Their email address"),
        hint=_("They sign in with it and read where the request is: check it with them first."),
    )
    phone = as_asked(ParentPage, "phone")
    first_name = as_asked(ChildPage, "first_name")
    last_name = as_asked(ChildPage, "last_name")
    preferred_name = as_asked(ChildPage, "preferred_name")
    date_of_birth = as_asked(ChildPage, "date_of_birth")
    address = as_asked(HomePage, "address")
    postcode = as_asked(HomePage, "postcode")
    setting_name = as_asked(SchoolPage, "setting_name")
    detained = as_asked(DetainedPage, "detained")
    held_at = as_asked(DetainedPage, "held_at")
    story = words(
        _("What they say"),
        rows=8,
        help_text=_("In their words. What stands in the letter need not be typed again."),
    )
    family_is = radios(_("Where somebody else asks: who holds the rights?"), "", RIGHTS)
    family_name = name_line(
        _("Where somebody else asks: the full name of the parent or young person"),
        "",
        max_length=400,
    )
    family_relationship = as_asked(SettingPage, "family_relationship")
    family_email = email_line(_("The family’s email address"))
    family_phone = as_asked(SettingPage, "family_phone")
    contact_by = as_asked(ContactPage, "contact_by")
    formats = as_asked(FormatsPage, "formats")
    interpreter_language = as_asked(FormatsPage, "interpreter_language")
    called_as = as_asked(FormatsPage, "called_as")
    best_times = as_asked(FormatsPage, "best_times")
    adjustments = as_asked(FormatsPage, "adjustments")

    clean_postcode = HomePage.clean_postcode

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in _OF_THEM.items():
            self.fields[name].label = label
        for name in ("arrived_on", "date_of_birth"):
            self.fields[name].latest = on  # type: ignore[attr-defined]
        self.fields["phone"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """Ask for the name of who asks, where it is not the young person's own."""
        given = super().clean() or {}
        asks = given.get("asker")
        if asks and asks != Asker.YOUNG_PERSON and not given.get("name"):
            self.add_error("name", _("Enter the full name of who asks"))
        if given.get("detained") == "yes" and not given.get("held_at"):
            self.add_error("held_at", _("Enter the name of the place"))
        return given

    def pages(self) -> dict[str, dict[str, Any]]:
        """The answers as the pages of a request hold them."""
        given = self.cleaned_data
        return {
            page: {
                name: given[name].isoformat() if isinstance(given[name], date) else given[name]
                for name in names
            }
            for page, names in _ON_PAGE.items()
        }


_OF_THEM: Mapping[str, Any] = MappingProxyType(
    {
        "parental_responsibility": _("Do they have parental responsibility?"),
        "phone": _("Their telephone number"),
        "first_name": _("First name of the child or young person"),
        "last_name": _("Last name of the child or young person"),
        "address": _("Where the child or young person lives"),
        "family_relationship": _("If it is a parent or carer, how they are related to the child"),
        "family_phone": _("The family’s telephone number"),
        "contact_by": _("How would the family like to be reached?"),
        "formats": _("Would the family like to have letters or talks in another form?"),
        "interpreter_language": _("Language, if they would like an interpreter"),
        "called_as": _("How should we address them?"),
        "best_times": _("When is it best to ring them?"),
        "adjustments": _("Is there anything else that makes it easier for them?"),
    }
)
"""Questions of the pages, put about somebody who is not there."""
