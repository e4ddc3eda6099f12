"""Forms of a reassessment: the request, and the decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField
from ehc.forms.questions import radios, words
from ehc.models import ReassessmentAsker, RefusalGround


class AskAgainForm(GovukForm):
    """A family asks, in its own words."""

    words = words(
        _("Why do you ask us to assess again?"),
        _("Write why you ask us to assess again"),
        rows=6,
        help_text=_(
            "In your own words: what has changed, or what the plan no longer says. We read it "
            "before we decide."
        ),
    )


class RequestForm(GovukForm):
    """A request that came by letter, by email or by telephone."""

    asked_by = radios(
        _("Who asked?"),
        _("Say who asked"),
        [choice for choice in ReassessmentAsker.choices if choice[0] != "authority"],
        help_text=_(
            "If the responsible commissioning body asks, there must be a reassessment "
            "(regulation 23)."
        ),
    )
    words = words(_("What do they say?"), _("Write why a reassessment is asked for"), rows=5)
    received_on = DateField(
        label=_("When did we receive it?"),
        what=_("the day on which we received it"),
        help_text=_("The family must be told within 15 days of it whether there will be one."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].latest = on  # type: ignore[attr-defined]


def _reasons() -> Any:
    return words(
        _("Reasons"),
        _("Write the reasons: they are kept with the reassessment"),
        rows=8,
        help_text=_(
            "Say what you read and what you made of it. The law asks for no reasons in this "
            "letter; they are kept with the reassessment."
        ),
    )


class UnaskedForm(GovukForm):
    """Why the authority reassesses although nobody asked."""

    reasons = _reasons()


class DecideToReassessForm(GovukForm):
    """Whether to reassess, and if not, on which ground."""

    says_optional = False

    decision = radios(
        _("Your decision"),
        _("Say whether you agree to reassess"),
        (
            ("agree_to_reassess", _("Agree to reassess")),
            ("refuse_to_reassess", _("Refuse to reassess")),
        ),
    )
    refused_as = forms.ChoiceField(
        label=_("To refuse: on which ground of regulation 24?"),
        choices=RefusalGround.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    reasons = _reasons()
    field_order = ("decision", "refused_as", "reasons")

    def clean(self) -> dict[str, Any]:
        """Ask for the ground of a refusal, and for none of an agreement."""
        given = super().clean() or {}
        refusing = given.get("decision") == "refuse_to_reassess"
        if refusing and not given.get("refused_as") and "refused_as" not in self.errors:
            self.add_error("refused_as", _("Say on which ground you refuse"))
        return given
