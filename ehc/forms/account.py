"""The sign-in library's forms in the design system, with our own words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as library
from django import forms
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukFormMixin

_EMAIL = _("Enter the email address that you gave us")


class PasswordForm(GovukFormMixin, library.LoginForm):  # type: ignore[misc]
    """Staff: an address and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Work email address")
        self.fields["login"].widget = forms.EmailInput(attrs={"autocomplete": "username"})
        self.fields["login"].error_messages["required"] = _("Enter your work email address")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget = forms.PasswordInput(
            attrs={"autocomplete": "current-password"}
        )
        self.fields["password"].error_messages["required"] = _("Enter your password")
        self.fields.pop("remember", None)


class AskForCodeForm(GovukFormMixin, library.RequestLoginCodeForm):  # type: ignore[misc]
    """Families and outside contributors: an address, to which a code is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Email address")
        self.fields["email"].widget = forms.EmailInput(attrs={"autocomplete": "email"})
        self.fields["email"].error_messages["required"] = _EMAIL


class CodeForm(GovukFormMixin, library.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].help_text = _("It is in the email that we sent you.")
        self.fields["code"].widget = forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false"}
        )
        self.fields["code"].error_messages["required"] = _("Enter the code from the email")


class ForgottenForm(GovukFormMixin, library.ResetPasswordForm):  # type: ignore[misc]
    """Staff who have forgotten a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Work email address")
        self.fields["email"].widget = forms.EmailInput(attrs={"autocomplete": "username"})
        self.fields["email"].error_messages["required"] = _("Enter your work email address")


class NewPasswordForm(GovukFormMixin, library.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("password1", _("New password")), ("password2", _("The same again"))):
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
            self.fields[name].error_messages["required"] = _("Enter a new password")
        self.fields["password1"].help_text = _("At least 12 characters")
