"""How they live: where, with whom, at which school, and what else applies to them."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ehc.actions._answers import LIVES_ELSEWHERE
from ehc.forms.fields import LongTextField
from ehc.forms.questions import line
from ehc.forms.requests.page import YES_NO, RequestPage, tick, yes_no

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?) *([0-9][A-Z]{2})")


class HomePage(RequestPage):
    """Where they live, and whether that is ours."""

    heading = _("Where they live")
    part = _("Where they live")
    address = LongTextField(label=_("Address"), max_length=300, rows=4, required=False)
    postcode = line(_("Postcode"), max_length=12)
    in_area = yes_no(
        _("Is this in our area?"),
        "",
        (("yes", _("Yes")), (LIVES_ELSEWHERE, _("No")), ("not_sure", _("I am not sure"))),
    )
    council = line(
        _("If it is not, which council’s area is it in?"),
        max_length=150,
        help_text=_("The council to which council tax is paid"),
    )
    may_forward = yes_no(
        _("If another council is responsible, may we send it what you write here?"),
        "",
        help_text=_(
            "Then you need not ask twice. We tell you on the same day. Without a yes we send "
            "nothing, and tell you how to reach that council."
        ),
    )

    def word(self) -> None:
        """Speak to the young person, or about the child by name; name our own area."""
        area = {"area": settings.AUTHORITY["short_name"]}
        self.fields["in_area"].label = _("Is this in %(area)s?") % area
        if self.is_own:
            self.heading = self.part = _("Where you live")
            self.fields["address"].widget.attrs["autocomplete"] = "street-address"
            self.fields["postcode"].widget.attrs["autocomplete"] = "postal-code"
        if self.is_other:
            # What a stranger writes is not sent on with a family's consent.
            del self.fields["may_forward"]

    def clean_postcode(self) -> str:
        """The postcode as it is written on a letter."""
        given: str = self.cleaned_data["postcode"]
        if not given:
            return ""
        found = _POSTCODE.fullmatch(given.upper())
        if found is None:
            raise ValidationError(_("Enter a full UK postcode, like ME14 1XQ, or leave it empty"))
        return f"{found[1]} {found[2]}"


class FamilyPage(RequestPage):
    """Who else has a say, and who must not learn how to reach whom."""

    heading = _("Who else is a parent, and who must not know")
    part = _("Who else is a parent, and who must not know")
    introduction = _(
        "We ask everybody this. What you write here is read by the people who work on your "
        "request, and never shown to another adult of the family."
    )
    others = LongTextField(
        label=_("Does anybody else have parental responsibility?"),
        help_text=_("Their name, and how they are related to the child. Leave it empty if not."),
        max_length=500,
        rows=3,
        required=False,
    )
    protected = yes_no(
        _("Is there anybody who must not learn where you live or how to reach you?"),
        "",
        help_text=_("If yes, we keep the address and the numbers secret from the first day."),
    )
    protected_from = LongTextField(
        label=_("If there is, who, and is there a court order?"),
        help_text=_("Only as much as you wish to say. You can also ring us."),
        max_length=1000,
        rows=3,
        required=False,
    )

    def word(self) -> None:
        """Leave out what is not for whoever asks to say."""
        if self.is_own:
            self.heading = self.part = _("Who must not know")
            self.introduction = _(
                "We ask everybody this. What you write here is read by the people who work on your "
                "request, and never shown to your family."
            )
            del self.fields["others"]
        elif self.is_setting or self.is_other:
            self.say(
                "protected",
                _("Is there anybody who must not learn where the child or the family lives?"),
                _("If yes, we keep the address and the numbers secret from the first day."),
            )
            self.say("protected_from", _("If there is, who, and how do you know?"), "")


class SchoolPage(RequestPage):
    """Where they learn."""

    heading = _("School, college or nursery")
    part = _("School, college or nursery")
    setting_name = line(_("Name of the school, college or nursery, if any"), max_length=200)
    learns = yes_no(
        _("Which is it?"),
        "",
        (
            ("early_years", _("A nursery, pre-school or childminder")),
            ("school", _("A school")),
            ("college", _("A college or training")),
            ("home", _("Taught at home, by the family’s choice")),
            ("council", _("Taught elsewhere, by arrangement of the council")),
            ("none", _("Nowhere at present")),
        ),
    )

    def word(self) -> None:
        """Speak to the young person."""
        if self.is_own:
            self.say("setting_name", _("Name of your school, college or training, if any"))


class LifePage(RequestPage):
    """What else applies to them."""

    part = _("Health, care and family life")
    circumstances = tick(
        _("Does any of this apply?"),
        (
            ("looked_after", _("Looked after by a council, such as in foster care")),
            ("was_looked_after", _("Looked after before, or adopted from care")),
            ("social_worker", _("Has a social worker")),
            ("armed_forces", _("A parent serves in the armed forces")),
            ("waiting_health", _("Waits for a health appointment or a diagnosis")),
            ("out_of_school", _("Misses a lot of school")),
            ("youth_justice", _("Works with a youth justice team")),
        ),
        help_text=_("Tick all that apply, or none. It tells us whom to ask."),
    )

    def word(self) -> None:
        """Speak to the young person, or about the child by name."""
        if self.is_own:
            self.say("circumstances", _("Does any of this apply to you?"))
        else:
            self.say("circumstances", _("Does any of this apply to %(name)s?"))


class DetainedPage(RequestPage):
    """Whether rules of their own apply."""

    heading = _("Youth custody")
    part = _("Youth custody")
    detained = yes_no(
        _("Are they detained?"),
        "",
        YES_NO,
        help_text=_(
            "In a young offender institution, a secure training centre, a secure children’s home "
            "or another place that they may not leave, because a court said so. Rules of their own "
            "apply then, and a named officer has the request from the first day. The parent, the "
            "young person or the person in charge of that place can ask, and anybody can tell us."
        ),
    )
    held_at = line(_("If they are, the name of the place"), max_length=200)

    def word(self) -> None:
        """Speak to the young person."""
        if not self.is_own:
            return
        self.say(
            "detained",
            _("Are you detained?"),
            _(
                "In a young offender institution, a secure training centre, a secure children’s "
                "home or another place that you may not leave, because a court said so. Rules of "
                "their own apply then, and a named officer has your request from the first day."
            ),
        )
        self.say("held_at", _("If you are, the name of the place"))

    def clean(self) -> dict[str, Any]:
        """Ask where somebody is held."""
        given = super().clean() or {}
        if given.get("detained") == "yes" and not given.get("held_at"):
            self.add_error("held_at", _("Enter the name of the place"))
        return given
