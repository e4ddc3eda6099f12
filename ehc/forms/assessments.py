"""Forms of the two decisions, and of an exemption."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField
from ehc.forms.questions import radios, words
from ehc.models import AdviceRequest, ExemptionGround


class DecideForm(GovukForm):
    """A decision with its reasons."""

    reasons = words(
        _("Reasons"),
        _("Write the reasons: they go into the letter"),
        rows=8,
        help_text=_("In plain words, about this child. Say what you read and what you made of it."),
    )


class DecideToAssessForm(DecideForm):
    """Whether to assess."""

    decision = radios(
        _("Your decision"),
        _("Say whether you agree to assess"),
        (("agree_to_assess", _("Agree to assess")), ("refuse_to_assess", _("Refuse to assess"))),
    )
    field_order = ("decision", "reasons")


class DecideToIssueForm(DecideForm):
    """Whether to issue a plan."""

    decision = radios(
        _("Your decision"),
        _("Say whether a plan is necessary"),
        (
            ("agree_to_issue", _("Issue a plan")),
            ("refuse_to_issue", _("Refuse to issue a plan")),
        ),
    )
    field_order = ("decision", "reasons")


DATES_OF_GROUND: Mapping[str, tuple[str, ...]] = {
    ExemptionGround.SETTING_CLOSED: ("closed_from", "reopens_on", "advice_requested_on"),
    ExemptionGround.EARLY_YEARS_CLOSED: ("closed_from", "reopens_on", "advice_requested_on"),
    ExemptionGround.EXCEPTIONAL: ("from", "to"),
    ExemptionGround.ABSENT: ("from", "to"),
    ExemptionGround.MISSED_APPOINTMENT: ("from", "advice"),
}
"""What each ground cannot do without; see :mod:`ehc.workflows.exemptions`."""

_NAMES = {"from_on": "from", "to_on": "to"}


class ExemptionForm(GovukForm):
    """Why a limit could not be kept. No date moves."""

    ground = radios(_("What happened"), _("Say what happened"), ExemptionGround.choices)
    from_on = DateField(
        label=_("From"),
        what=_("the day it began"),
        required=False,
        help_text=_("For circumstances, an absence or a missed appointment"),
    )
    to_on = DateField(
        label=_("Until"),
        what=_("the day it ended"),
        required=False,
        help_text=_("For circumstances or an absence; leave it empty while it goes on"),
    )
    closed_from = DateField(label=_("Closed from"), what=_("the first day closed"), required=False)
    reopens_on = DateField(label=_("Opens again on"), what=_("the day it opens"), required=False)
    advice_requested_on = DateField(
        label=_("Advice was asked of the setting on"),
        what=_("the day on which advice was asked for"),
        required=False,
    )
    advice = forms.ChoiceField(
        label=_("Which request for advice was the appointment for?"),
        widget=forms.RadioSelect,
        required=False,
        help_text=_(
            "For a missed appointment: it reaches only the time of the body that made it "
            "(regulation 8(2)(c))."
        ),
    )
    why_impractical = words(
        _("Why was it impractical to keep the limit because of this?"),
        _("Say why it was impractical: without it the exemption does not hold"),
        rows=5,
    )
    family_told_on = DateField(
        label=_("When the family was told"), what=_("the day the family was told"), required=False
    )

    def __init__(
        self, *args: Any, on: date, requests: Iterable[AdviceRequest], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family_told_on"].latest = on  # type: ignore[attr-defined]
        bodies = [(str(one.pk), f"{one.get_kind_display()}: {one.asked_of}") for one in requests]
        self.fields["advice"].choices = bodies  # type: ignore[attr-defined]
        if not bodies:
            del self.fields["advice"]

    def clean(self) -> dict[str, Any]:
        """Ask for the dates of the ground, and that they run forwards."""
        given = super().clean() or {}
        names = {stored: field for field, stored in _NAMES.items()}
        for stored in DATES_OF_GROUND.get(given.get("ground", ""), ()):
            field = names.get(stored, stored)
            if stored == "to" or given.get(field) or field in self.errors:
                continue
            if stored != "advice":
                self.add_error(field, _("Enter this date: this ground needs it"))
            elif field in self.fields:
                self.add_error(field, _("Say which request the appointment was for"))
            else:
                self.add_error(
                    "ground",
                    _("No health body or other body of section 31 has been asked for advice"),
                )
        for first, last in (("from_on", "to_on"), ("closed_from", "reopens_on")):
            if given.get(first) and given.get(last) and given[last] < given[first]:
                self.add_error(last, _("This must not be before the first day"))
        return given

    def told(self) -> str:
        """What the reach is worked out from, to see whether it has changed since it was shown."""
        return json.dumps([self.cleaned_data["ground"], self.facts()], sort_keys=True)

    def facts(self) -> dict[str, str]:
        """The dates as they are kept, ISO 8601, and of an appointment its request."""
        wanted = ("from_on", "to_on", "closed_from", "reopens_on", "advice_requested_on")
        dates = {
            _NAMES.get(name, name): self.cleaned_data[name].isoformat()
            for name in wanted
            if self.cleaned_data.get(name)
        }
        if self.cleaned_data["ground"] != ExemptionGround.MISSED_APPOINTMENT:
            return dates
        return {**dates, "advice": self.cleaned_data["advice"]}


class FollowExemptionForm(GovukForm):
    """What is known of an exemption only later."""

    ground_ended_on = DateField(
        label=_("The day on which the ground ended"),
        what=_("the day on which the ground ended"),
        required=False,
        help_text=_("From then on it must be done as soon as practicable"),
    )
    family_told_on = DateField(
        label=_("When the family was told"), what=_("the day the family was told"), required=False
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.latest = on  # type: ignore[attr-defined]
