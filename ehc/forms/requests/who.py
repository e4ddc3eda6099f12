"""Who asks, and how to reach them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ehc.forms.questions import line
from ehc.forms.requests.page import (
    WHY_EMAIL,
    YES_NO,
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
        Asker.OTHER.value: _(
            "For example a doctor, a health visitor, a social worker, a relative or a neighbour. "
            "Anybody can tell us of a child or young person who may need help"
        ),
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
            (Asker.OTHER.value, _("I am somebody else who knows of a child or young person")),
        ),
        widget=_AskerRadios,
        error_messages={"required": _("Say who is asking")},
    )


class ParentPage(RequestPage):
    """The parent or carer who asks."""

    heading = _("About you")
    part = _("About you")
    name = name_line(
        _("Your full name"), _("Enter your full name"), max_length=400, autocomplete="name"
    )
    relationship = line(
        _("How are you related to the child?"),
        help_text=_("For example, mother, grandfather or foster carer"),
        max_length=80,
    )
    parental_responsibility = yes_no(
        _("Do you have parental responsibility?"),
        "",
        (*YES_NO, ("not_sure", _("I am not sure"))),
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
        _("Your full name"), _("Enter your full name"), max_length=400, autocomplete="name"
    )
    relationship = line(
        _("Your job"), max_length=80, help_text=_("For example, special needs co-ordinator")
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
        "",
        RIGHTS,
        help_text=_(
            "From the end of the school year in which they turn 16, it is the young person."
        ),
    )
    family_name = name_line(
        _("Their full name"),
        "",
        max_length=400,
        help_text=_("Without it we write to the parent or carer where the child lives."),
    )
    family_relationship = line(
        _("If it is a parent or carer, how they are related to the child"), max_length=80
    )
    family_email = email_line(_("Their email address"))
    family_phone = telephone_line(_("Their telephone number"))
    family_told = yes_no(
        _("Have you talked with them about asking?"),
        "",
        help_text=_("A “no” does not stop your request. We ask them what they think either way."),
    )


class OtherPage(RequestPage):
    """Anybody else who knows of a child or young person (section 24(1))."""

    heading = _("About you")
    part = _("About you")
    introduction = _(
        "We tell the family, or the young person, that somebody has told us, and ask them what "
        "they think. What becomes of it is theirs to know: we cannot tell you."
    )
    name = name_line(
        _("Your full name"), _("Enter your full name"), max_length=400, autocomplete="name"
    )
    relationship = line(
        _("How do you know of them?"),
        max_length=80,
        help_text=_("For example, their health visitor or their neighbour"),
    )
    email = email_line(
        _("Your email address"),
        _("Enter your email address"),
        _("We send your receipt here."),
        autocomplete="email",
    )
    phone = telephone_line(_("Your telephone number"), autocomplete="tel")
    family_name = name_line(
        _("The name of the parent or carer, if you know it"), "", max_length=400
    )
    family_phone = telephone_line(_("Their telephone number, if you know it"))


class HelperPage(RequestPage):
    """Who helps a young person who asks, if they have chosen anybody."""

    heading = _("Somebody to help you")
    part = _("Somebody to help you")
    introduction = _(
        "You need nobody’s help and nobody’s leave to ask. If you like, choose somebody you trust: "
        "a parent, a friend, a teacher, an advocate. You can change your mind at any time."
    )
    helper_name = name_line(_("The name of whoever helps you"), "", max_length=400)
    helper_contact = line(
        _("The telephone number or email address of whoever helps you"), max_length=254
    )
    helper_may_know = yes_no(
        _("May we talk with this person about you?"),
        "",
        help_text=_(
            "Without a yes we talk with you alone. Whoever helps you can still sit beside you."
        ),
    )
