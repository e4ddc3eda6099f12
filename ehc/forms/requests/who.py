"""Who asks, and how to reach them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ehc.forms.questions import line
from ehc.forms.requests.page import (
    WHY_EMAIL,
    RequestPage,
    email_line,
    name_line,
    telephone_line,
    yes_no,
)
from ehc.models import Asker


class _AskerRadios(forms.RadioSelect):
    option_hints = {
        Asker.PARENT.value: _("Anybody who cares for the child counts, like a foster carer"),
        Asker.YOUNG_PERSON.value: _(
            "You can ask for yourself from the end of the school year in which you turn 16, "
            "until you are 25"
        ),
        Asker.SETTING.value: _("We tell the family, or the young person, that you have asked"),
    }


class WhoPage(RequestPage):
    """Who is asking."""

    part = _("Who is asking")
    asker = forms.ChoiceField(
        label=_("Who is asking?"),
        choices=(
            (Asker.PARENT.value, _("I am a parent or carer")),
            (Asker.YOUNG_PERSON.value, _("I am the young person")),
            (Asker.SETTING.value, _("I work for a school, college or other setting")),
        ),
        widget=_AskerRadios,
        error_messages={"required": _("Say who is asking")},
    )


class ParentPage(RequestPage):
    """The parent or carer who asks."""

    heading = _("About you")
    part = _("About you")
    name = name_line(
        _("Your full name"), _("Enter your full name"), max_length=150, autocomplete="name"
    )
    relationship = line(
        _("How are you related to the child?"),
        _("Enter how you are related to the child, like mother or foster carer"),
        help_text=_("For example, mother, grandfather or foster carer"),
        max_length=80,
    )
    parental_responsibility = yes_no(
        _("Do you have parental responsibility?"),
        _("Say whether you have parental responsibility"),
        help_text=_(
            "The legal rights and duties of a parent. You can ask without it if you care for "
            "the child."
        ),
    )
    email = email_line(
        _("Your email address"), _("Enter your email address"), WHY_EMAIL, autocomplete="email"
    )
    phone = telephone_line(_("Your telephone number"), autocomplete="tel")


class YoungPersonPage(RequestPage):
    """The young person's own contact details."""

    heading = _("How to reach you")
    part = _("How to reach you")
    introduction = _("We write to you, not to your parents.")
    email = email_line(
        _("Your email address"), _("Enter your email address"), WHY_EMAIL, autocomplete="email"
    )
    phone = telephone_line(_("Your telephone number"), autocomplete="tel")


RIGHTS = (
    ("parent", _("The parent or carer")),
    ("young_person", _("The young person, who is over school-leaving age")),
)


class SettingPage(RequestPage):
    """The school, college or other setting that asks, and the family it asks with."""

    heading = _("About you and the family")
    part = _("About you and the family")
    introduction = _(
        "We must tell the family, or the young person, that you have asked, and ask them what "
        "they think. Tell them before you send this."
    )
    name = name_line(
        _("Your full name"), _("Enter your full name"), max_length=150, autocomplete="name"
    )
    relationship = line(
        _("Your job"), _("Enter your job, like special needs co-ordinator"), max_length=80
    )
    email = email_line(
        _("Your work email address"),
        _("Enter your work email address"),
        WHY_EMAIL,
        autocomplete="email",
    )
    phone = telephone_line(_("Your telephone number"), autocomplete="tel")
    family_is = yes_no(
        _("Who should we tell that you have asked?"),
        _("Say whether we should tell the parent or the young person"),
        RIGHTS,
        help_text=_(
            "From the end of the school year in which they turn 16, it is the young person."
        ),
    )
    family_name = name_line(
        _("Their full name"),
        _("Enter their full name: we must tell them that you have asked"),
        max_length=150,
    )
    family_relationship = line(
        _("If it is a parent or carer, how they are related to the child"), max_length=80
    )
    family_email = email_line(_("Their email address"))
    family_phone = telephone_line(_("Their telephone number"))

    def clean(self) -> dict[str, Any]:
        """Ask how a parent or carer is related."""
        given = super().clean() or {}
        if given.get("family_is") == "parent" and not given.get("family_relationship"):
            self.add_error(
                "family_relationship", _("Enter how they are related to the child, like mother")
            )
        return given
