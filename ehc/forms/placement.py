"""Forms about settings: consulting one, what it answered, naming it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.questions import line, radios, words
from ehc.models import ConsultationAnswer, Setting


class _SettingForm(GovukForm):
    setting: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        label=_("School, college or other setting"),
        empty_label=_("Choose a setting"),
        error_messages={"required": _("Choose a setting")},
    )

    def __init__(self, *args: Any, settings: QuerySet[Setting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["setting"].queryset = settings  # type: ignore[attr-defined]


class ConsultForm(_SettingForm):
    """Which setting to consult."""

    asked_for_by_family = forms.BooleanField(
        label=_("The family asked for this setting"), required=False
    )


class ResponseForm(GovukForm):
    """What a setting answered."""

    answer = radios(
        _("What did the setting say?"),
        _("Say what the setting answered"),
        ConsultationAnswer.choices,
    )
    reasons = words(
        _("Its reasons, as it gave them"), help_text=_("Needed where it cannot meet the needs.")
    )


class NameForm(_SettingForm):
    """Section I."""

    says_optional = False

    how = radios(
        _("What does Section I say?"),
        _("Say what Section I says"),
        (
            ("named", _("The name and type of a setting")),
            ("type", _("The type of setting alone")),
            ("otherwise", _("Nothing: education otherwise than at a school (section 61)")),
        ),
    )
    type = line(
        _("Type of setting"),
        max_length=120,
        help_text=_("Such as “Mainstream primary school”. Left empty, the setting's own type."),
    )
    field_order = ("how", "setting", "type")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["setting"].required = False

    def clean(self) -> dict[str, Any]:
        """Ask for what the first answer needs, and nothing besides."""
        given = super().clean() or {}
        how = given.get("how")
        if how == "named" and not given.get("setting"):
            self.add_error("setting", _("Choose the setting to name"))
        if how == "type" and not given.get("type"):
            self.add_error("type", _("Enter the type of setting, like “Special school”"))
        return given

    def section_i(self) -> dict[str, Any]:
        """The arguments of :func:`ehc.actions.plans.name_setting`'s fields."""
        given = self.cleaned_data
        if given["how"] == "otherwise":
            return {"setting": None, "type": "", "otherwise_than_at_school": True}
        setting = given["setting"] if given["how"] == "named" else None
        return {"setting": setting, "type": given["type"] or (setting.type if setting else "")}
