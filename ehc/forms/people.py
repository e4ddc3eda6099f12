"""The administrators' forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField
from ehc.forms.questions import line
from ehc.models import Service, Team
from ehc.sentences import ROLES
from ehc.workflows.roles import STAFF_ROLES


class StaffForm(GovukForm):
    """A new member of staff."""

    name = line(_("Full name"), _("Enter their full name"), max_length=150)
    email = forms.EmailField(
        label=_("Work email address"),
        error_messages={"required": _("Enter their work email address")},
    )
    job_title = line(_("Job title"), _("Enter their job title"), max_length=120)


class RoleForm(GovukForm):
    """A role, and where it is held."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=(
            ("", _("Choose a role")),
            *sorted(
                ((role.value, gettext_lazy(ROLES[role])) for role in STAFF_ROLES),
                key=lambda choice: str(choice[1]),
            ),
        ),
        error_messages={"required": _("Choose a role")},
    )
    team: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=_("Area team"), required=False, empty_label=_("None")
    )
    service: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=_("Service"), required=False, empty_label=_("None")
    )

    def __init__(
        self, *args: Any, teams: QuerySet[Team], services: QuerySet[Service], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.fields["service"].queryset = services  # type: ignore[attr-defined]


class TeamForm(GovukForm):
    """A new area team."""

    name = line(_("Name of the team"), _("Enter the name of the team"), max_length=80)


class ClosingForm(GovukForm):
    """Until when a setting is open."""

    closed_on = DateField(
        label=_("What is the last day on which it is open?"),
        what=_("the last day on which it is open"),
        required=False,
        help_text=_(
            "Up to that day it is consulted, named and asked for, and not after it. Leave it "
            "empty where it does not close."
        ),
    )
