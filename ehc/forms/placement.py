"""Forms about settings: consulting one, what it answered, naming it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField, SettingChoice
from ehc.forms.questions import line, radios, words
from ehc.models import (
    GROUND_CHOICES,
    INSTITUTION_CHOICES,
    MAINSTREAM_CHOICES,
    ConsultationAnswer,
    Setting,
    SettingRequest,
)


class _SettingChoice(SettingChoice):
    """A choice of settings, which says of each whether it was consulted, where that matters."""

    consulted: Collection[int | None] | None = None

    def label_from_instance(self, obj: Any) -> str:
        """The setting's name."""
        label = super().label_from_instance(obj)
        if self.consulted is None or obj.pk in self.consulted:
            return label
        return gettext("%(setting)s (not consulted)") % {"setting": label}


class _WithRequests(GovukForm):
    """Which of the family's requests, under another name, is meant; not asked where none waits.

    Args:
        requests: what the family asks for and nobody has consulted.
    """

    request = forms.ChoiceField(
        label=_("Did the family ask for it under another name?"),
        required=False,
        help_text=_("What they asked for under its own name is found by itself."),
    )

    def __init__(self, *args: Any, requests: Iterable[SettingRequest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.requests = {str(one.pk): one for one in requests}
        if not self.requests:
            del self.fields["request"]
            return
        self.fields["request"].choices = [  # type: ignore[attr-defined]
            ("", gettext("No")),
            *((pk, str(one)) for pk, one in self.requests.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """Hand over the request itself."""
        given = super().clean() or {}
        given["request"] = self.requests.get(given.get("request", ""))
        return given


class _SettingForm(GovukForm):
    setting: forms.ModelChoiceField[Any] = _SettingChoice(
        queryset=None,
        label=_("School, college or other setting"),
        empty_label=_("Choose a setting"),
        error_messages={"required": _("Choose a setting")},
    )

    def __init__(self, *args: Any, settings: QuerySet[Setting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["setting"].queryset = settings  # type: ignore[attr-defined]


class ConsultForm(_WithRequests, _SettingForm):
    """Which setting to consult."""

    asked_for_by_family = forms.BooleanField(
        label=_("The family asked for this setting"), required=False
    )
    requested_on = DateField(
        label=_("When did the family ask for it?"),
        what=_("the day on which the family asked for it"),
        required=False,
        help_text=_(
            "A setting asked for before the time for comments ends must be named, unless a ground "
            "applies. Left empty, it counts as asked for in time."
        ),
    )
    authority = line(
        _("Does another council maintain it? If so, which one did you consult too?"),
        max_length=150,
        help_text=_("Sections 39(2) and 40(3): that council is consulted too."),
    )
    institution = forms.ChoiceField(
        label=_("Kind of institution, where its type does not say"),
        required=False,
        choices=(("", _("As its type says")), *INSTITUTION_CHOICES),
    )
    field_order = ("setting", "request", "asked_for_by_family", "requested_on", "institution")


class WantedForm(GovukForm):
    """A setting that the family would like."""

    name = line(
        _("Which school, college or other setting would you like?"),
        _("Enter the name of the school, college or other setting"),
        max_length=200,
    )
    why = words(_("Why would you like it?"), max_length=5000)


class ChosenForm(GovukForm):
    """Why the family would like the setting that it chose."""

    why = words(_("Why would you like it?"), max_length=5000)


class RecordedRequestForm(GovukForm):
    """A setting that the family asked for by letter, on the telephone or at a meeting."""

    name = line(
        _("Which school, college or other setting does the family ask for?"),
        _("Enter the name of the school, college or other setting"),
        max_length=200,
        help_text=_("As they named it."),
    )
    requested_on = DateField(
        label=_("When did the family ask for it?"),
        what=_("the day on which the family asked for it"),
    )


class WithdrawnRequestForm(GovukForm):
    """That the family no longer asks for a setting."""

    how_known = words(
        _("How do we know?"),
        _("Say who of the family said so, how and when"),
        help_text=_("Never from silence: who said so, how and when."),
    )


class NotedRequestForm(_WithRequests):
    """When the family asked for a setting that was consulted already."""

    requested_on = DateField(
        label=_("When did the family ask for it?"),
        what=_("the day on which the family asked for it"),
        required=False,
        help_text=_("Left empty, it counts as asked for in time."),
    )


class LeftOutForm(GovukForm):
    """Why a setting that the family asked for is not named."""

    ground = radios(
        _("On which ground is it not named?"),
        _("Choose the ground on which it is not named"),
        GROUND_CHOICES,
    )
    reasons = words(
        _("Reasons"),
        _("Write the reasons: the family reads them"),
        help_text=_("In plain words, about this child or young person and this setting."),
    )


class QualifiedForm(GovukForm):
    """Who is qualified to teach somebody who does not hear or see well."""

    who = line(
        _("Who is qualified, and were they consulted?"),
        _("Say who is qualified, and whether they were consulted"),
        max_length=300,
        help_text=_(
            "Such as “Ms Lee, qualified teacher of the deaf, consulted on 3 March”, or that "
            "whoever gave the advice is qualified."
        ),
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
    """Section I.

    Args:
        consulted: the settings, by primary key, that can be named as it stands.
    """

    says_optional = False

    how = radios(
        _("What does Section I say?"),
        _("Say what Section I says"),
        (
            ("named", _("The name and type of a setting")),
            ("type", _("The type of setting alone")),
            ("arranged", _("The type alone: they make their own arrangements (section 42(5))")),
            ("otherwise", _("Nothing: education otherwise than at a school (section 61)")),
        ),
    )
    type = line(
        _("Type of setting"),
        max_length=120,
        help_text=_("Such as “Mainstream primary school”. Left empty, the setting's own type."),
    )
    mainstream_ground = forms.ChoiceField(
        label=_("Not mainstream, and not asked for by the family: why?"),
        required=False,
        choices=(("", _("It is mainstream, or the family asked for it")), *MAINSTREAM_CHOICES),
        help_text=_("Section 33. Cost is no ground."),
    )
    family_consulted_on = DateField(
        label=_("Section 61: when was the family consulted?"),
        what=_("the day on which the family was consulted"),
        required=False,
    )
    reasons = words(
        _("Reasons"),
        rows=4,
        help_text=_(
            "Needed where it is not mainstream on one of those grounds, and where Section I is "
            "empty. The family reads them with the final plan."
        ),
    )
    field_order = (
        "how", "setting", "type", "mainstream_ground", "family_consulted_on", "reasons",
    )  # fmt: skip

    def __init__(self, *args: Any, consulted: Collection[int | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["setting"].required = False
        self.fields["setting"].consulted = consulted  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what the first answer needs, and nothing besides."""
        given = super().clean() or {}
        how = given.get("how")
        if how == "named" and not given.get("setting"):
            self.add_error("setting", _("Choose the setting to name"))
        if how in {"type", "arranged"} and not given.get("type"):
            self.add_error("type", _("Enter the type of setting, like “Special school”"))
        return given

    def section_i(self) -> dict[str, Any]:
        """The arguments of :func:`ehc.actions.plans.name_setting`'s fields."""
        given = self.cleaned_data
        more = {"reasons": given["reasons"]}
        if given["how"] == "otherwise":
            return {
                "setting": None,
                "type": "",
                "otherwise_than_at_school": True,
                "family_consulted_on": given["family_consulted_on"],
                **more,
            }
        setting = given["setting"] if given["how"] == "named" else None
        return {
            "setting": setting,
            "type": given["type"] or (setting.type if setting else ""),
            "own_arrangements": given["how"] == "arranged",
            "mainstream_ground": given["mainstream_ground"],
            **more,
        }
