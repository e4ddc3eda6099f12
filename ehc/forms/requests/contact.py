"""Consent, and keeping in touch."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ehc.actions._answers import FORMATS
from ehc.forms.base import GovukForm
from ehc.forms.fields import LongTextField
from ehc.forms.questions import line
from ehc.forms.requests.page import RequestPage, email_line, tick, yes_no
from ehc.models import ContactBy


class ConsentPage(RequestPage):
    """Consent to ask others."""

    part = _("Consent, and keeping in touch")
    share = yes_no(
        _("May we ask the people who know them for advice?"),
        "",
        help_text=_(
            "If we assess, the law says that we must ask their school, health services, "
            "social care and an educational psychologist. A “no” does not stop your request: we "
            "talk with you first."
        ),
    )

    def word(self) -> None:
        """Ask the young person or the parent; ask a setting what the family says."""
        if self.is_own:
            self.say(
                "share",
                _("May we ask the people who know you for advice?"),
                _(
                    "If we assess, the law says that we must ask your school or college, health "
                    "services, social care and an educational psychologist. A “no” does not stop "
                    "your request: we talk with you first. Nobody else can say yes or no for you."
                ),
            )
        elif self.is_setting:
            self.say(
                "share",
                _("Do they agree that we ask the people who know %(name)s for advice?"),
                _(
                    "The parent, or the young person. If we assess, the law says that we must ask "
                    "health services, social care and an educational psychologist. A “no” does "
                    "not stop your request: we talk with them first. If you have not asked them, "
                    "choose No."
                ),
            )
        else:
            self.say("share", _("May we ask the people who know %(name)s for advice?"))


class _KeepInTouchPage(RequestPage):
    """How to reach whoever the letters are for."""

    contact_by = yes_no(
        _("How shall we reach you?"),
        "",
        # Text messages need a mobile number: they are chosen on the family's page afterwards.
        [choice for choice in ContactBy.choices if choice[0] != ContactBy.TEXT],
    )

    def clean_contact_by(self) -> str:
        """Refuse the telephone where no number was given."""
        chosen: str = self.cleaned_data["contact_by"]
        if chosen == ContactBy.PHONE and not self._telephone_given():
            raise ValidationError(
                _("There is no telephone number yet. Choose another way, or go back and add one")
            )
        return chosen

    def _telephone_given(self) -> bool:
        name = "family_phone" if self.is_setting else "phone"
        return bool(self.pages.get("you", {}).get(name))


class ContactPage(_KeepInTouchPage):
    """How to reach the person who asks."""

    heading = _("How we keep in touch")
    electronic_service = yes_no(
        _("May we send you official letters by email instead of post?"),
        "",
        help_text=_(
            "The email says that there is a letter; you sign in to read it. Without a yes, "
            "letters come by post."
        ),
    )
    field_order = ("contact_by", "electronic_service")


class SettingContactPage(_KeepInTouchPage):
    """How to reach the family, as the setting knows it. The family alone can agree to email."""

    heading = _("How to keep in touch with the family")

    def word(self) -> None:
        """Ask about the family, or the young person."""
        self.say(
            "contact_by",
            _("How would they like to be reached?"),
            _("The parent, or the young person. We write to you by email."),
        )


class FormatsPage(RequestPage):
    """In which form, which language and how letters and talks are best."""

    heading = _("What makes it easier for you")
    formats = tick(
        _("Would you like to have letters or talks in another form?"), tuple(FORMATS.items())
    )
    interpreter_language = line(_("Language, if you would like an interpreter"), max_length=60)
    called_as = line(
        _("How should we address you?"),
        max_length=100,
        help_text=_("For example, Ms Okafor, or Ngozi"),
    )
    best_times = line(
        _("When is it best to ring you?"),
        max_length=200,
        help_text=_("For example, after 6 in the evening, never on Tuesdays"),
    )
    adjustments = LongTextField(
        label=_("Is there anything else that makes it easier for you?"),
        help_text=_("Somebody with you, more time, a quiet room."),
        max_length=1000,
        rows=4,
        required=False,
    )

    def word(self) -> None:
        """Ask about the family, or the young person, whom a setting names."""
        if not self.is_setting:
            return
        self.heading = _("What makes it easier for the family")
        self.say("formats", _("Would they like to have letters or talks in another form?"))
        self.say("interpreter_language", _("Language, if they would like an interpreter"))
        self.say("called_as", _("How should we address them?"))
        self.say("best_times", _("When is it best to ring them?"))
        self.say("adjustments", _("Is there anything else that makes it easier for them?"))


class LaterForm(GovukForm):
    """Where to send the link that opens a draft on any device."""

    email = email_line(
        _("Where shall we send the link?"),
        _("Enter your email address"),
        _("Your email address. The link works once, for 30 days, on any device."),
        autocomplete="email",
    )
