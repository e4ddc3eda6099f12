"""How somebody wants to be reached, and whether official letters may come by email."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.questions import line, radios
from ehc.models import ContactBy, FamilyMember

YES, NO = "yes", "no"


_WAYS = {
    ContactBy.EMAIL: _("By email: it says that there is something new to read, and not what it is"),
    ContactBy.TEXT: _("By text message to a mobile"),
    ContactBy.PHONE: _("By telephone: no emails or texts, we ring"),
    ContactBy.POST: _("By post: no emails or texts, we write"),
}


class ContactForm(GovukForm):
    """How somebody is told of what is new."""

    contact_by = radios(
        _("How shall we tell you of something new?"), _("Say how we should reach you"), ()
    )
    mobile = line(
        _("Mobile number"),
        max_length=30,
        help_text=_("For text messages. From another country, begin with + and its code."),
    )

    daily_digest = radios(
        _("How often, by email?"),
        _("Say how often you want an email"),
        (
            (NO, _("An email each time something happens")),
            (YES, _("One email a day, on days when something happened")),
        ),
        initial=NO,
        help_text=_("Official letters are never kept for it."),
    )

    def clean_daily_digest(self) -> bool:
        """Whether once a day was chosen."""
        return bool(self.cleaned_data["daily_digest"] == YES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact_by"].choices = [  # type: ignore[attr-defined]
            (way.value, says)
            for way, says in _WAYS.items()
            # Offered only where a provider carries them.
            if way != ContactBy.TEXT or settings.TEXT_BACKEND
        ]


def contact_initial(member: FamilyMember) -> dict[str, str]:
    """The answers of :class:`ContactForm` as they are on file."""
    return {
        "contact_by": member.contact_by,
        "mobile": member.mobile,
        "daily_digest": YES if member.daily_digest else NO,
    }


class RecordContactForm(ContactForm):
    """The same, as somebody told the area team."""

    def __init__(self, *args: Any, member: FamilyMember, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact_by"].label = _("How does %(name)s want to hear of something new?") % {
            "name": member.name
        }


class ElectronicServiceForm(GovukForm):
    """Whether official letters may be sent electronically, and where."""

    agreed = radios(
        _("May we send you official letters by email instead of post?"),
        _("Say whether we may send official letters by email"),
        (
            (YES, _("Yes: send an email that says there is a letter, and I sign in to read it")),
            (NO, _("No: post them")),
        ),
        help_text=_(
            "Without a yes they come by post. You can change your mind at any time, for the "
            "letters from then on."
        ),
    )
    address = forms.EmailField(
        label=_("If yes, to which email address?"),
        required=False,
        help_text=_("You still sign in with the address of your account."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for an address where the answer is yes."""
        given: dict[str, Any] = super().clean() or {}
        empty = not given.get("address") and "address" not in self.errors
        if given.get("agreed") == YES and empty:
            self.add_error("address", ValidationError(_("Enter the email address to use")))
        return given


class RecordElectronicServiceForm(ElectronicServiceForm):
    """The same, as somebody told the area team."""

    how_known = line(
        _("How do you know?"),
        _("Say how you know what they answered"),
        max_length=300,
        help_text=_("Such as: she said so on the telephone on Tuesday. It is kept on file."),
    )

    def __init__(self, *args: Any, member: FamilyMember, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = _("May we send %(name)s official letters by email?") % {
            "name": member.name
        }
        self.fields["agreed"].help_text = _(
            "Without a yes letters go by post (Education Act 1996, section 572). Nobody answers "
            "for somebody else: record only what they told you."
        )
        self.fields["agreed"].choices = [  # type: ignore[attr-defined]
            (YES, _("Yes, they agreed")),
            (NO, _("No: post them")),
        ]
        self.fields["address"].help_text = ""
