"""Forms of a disagreement: what the family said, mediation, the appeal and what was decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ehc.actions.disputes import duties_of_ruling
from ehc.explanations import length_in_words
from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField
from ehc.forms.questions import line, radios, words
from ehc.models import Certificate, Issues, RulingSource, TribunalRecommendation
from ehc.workflows.disputes import RULINGS

_YES_NO = (("yes", _("Yes")), ("no", _("No")))


class DayForm(GovukForm):
    """On which day it happened: what is recorded late keeps its own day."""

    day = DateField(what=_("the day"))

    def __init__(self, *args: Any, on: date, asks: Any = "", hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["day"]
        field.latest = on  # type: ignore[attr-defined]
        field.label = asks or _("When was it?")
        if hint:
            field.help_text = hint


class OpenDisputeForm(DayForm):
    """What the family first said, and when."""

    said = words(
        _("What does the family say?"),
        rows=4,
        help_text=_("In its own words, such as which part of the plan it disagrees with."),
    )
    field_order = ("said", "day")


class MediationForm(DayForm):
    """What mediation is to be about (regulation 32(e))."""

    about = radios(
        _("What is mediation to be about?"),
        _("Say what mediation is to be about"),
        Issues.choices,
    )
    issues = words(
        _("What does the family want to talk about?"),
        _("Write what the family wants to talk about"),
        rows=5,
        help_text=_("Where it is about health care that is missing, say which care is wanted."),
    )
    field_order = ("about", "issues", "day")


class ArrangedForm(DayForm):
    """The day and the place of the mediation."""

    meeting_on = DateField(label=_("Day of the mediation"), what=_("the day of the mediation"))
    place = line(_("Where is it?"), _("Enter where the mediation is"), max_length=200)
    agreed_to_less = forms.BooleanField(
        label=_("The family agreed to be told later than five working days before"),
        required=False,
    )
    field_order = ("meeting_on", "place", "day", "agreed_to_less")


class CertificateForm(DayForm):
    """Why the certificate was issued."""

    kind = radios(
        _("What does the certificate say?"),
        _("Say what the certificate says"),
        Certificate.choices,
    )
    field_order = ("kind", "day")


class AppealForm(DayForm):
    """What the appeal rests on: a certificate, the placement alone where it can be, or leave."""

    placement_alone = radios(
        _("Is the appeal only about the school or other setting, its type, or that none is named?"),
        _("Say whether the appeal is only about the setting"),
        _YES_NO,
        help_text=_("Such an appeal needs no mediation certificate (section 55(2))."),
    )
    leave_on = DateField(
        label=_("If the Tribunal gave leave to appeal without a certificate: when was that?"),
        what=_("the day on which the Tribunal gave leave"),
        required=False,
        help_text=_(
            "It may, where the family did not ring the mediation adviser in time "
            "(regulation 34(3))."
        ),
    )
    field_order = ("placement_alone", "day", "leave_on")

    def __init__(self, *args: Any, has_plan: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leave_on"].latest = kwargs["on"]  # type: ignore[attr-defined]
        if not has_plan:
            del self.fields["placement_alone"]

    def about_placement_alone(self) -> bool:
        """Whether it is; never of a decision that names no setting."""
        return bool(self.cleaned_data.get("placement_alone") == "yes")


class UnopposedForm(DayForm):
    """What the appeal that is not opposed is about."""

    about = radios(_("What is the appeal about?"), _("Say what the appeal is about"), ())
    field_order = ("about", "day")

    def __init__(self, *args: Any, known: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            (what, gettext(RULINGS[what].staff)) for what in known
        ]


class DecidedForm(DayForm):
    """What was ordered, or agreed in mediation, with the days that were set for it.

    Args:
        source: a :class:`~ehc.models.RulingSource`.
        known: what can be decided of this decision.
    """

    about = forms.MultipleChoiceField(
        label=_("What was decided?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one")},
    )
    words = words(
        _("What does it say?"),
        _("Write what it says"),
        rows=6,
        help_text=_("The words that somebody needs who has to do it."),
    )

    def __init__(self, *args: Any, source: str, known: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            (what, gettext(RULINGS[what].staff)) for what in known
        ]
        is_order = source == RulingSource.ORDER
        self._names: dict[str, str] = {}
        for what in known:
            for duty in duties_of_ruling(source, what):
                name = "directed_" + duty.id.replace(".", "_")
                self._names[name] = duty.id
                title = gettext(duty.title)
                label = (
                    gettext("Did the Tribunal set another day: %(what)s?")
                    if is_order
                    else gettext("Was another day agreed in writing: %(what)s?")
                )
                self.fields[name] = DateField(
                    label=label % {"what": title},
                    what=gettext("the day that was set"),
                    required=False,
                    help_text=gettext("Leave it empty for the %(length)s of the regulations.")
                    % {"length": length_in_words(duty.length)},
                )
        self.order_fields(["about", "words", "day", *self._names])

    def directed(self) -> dict[str, date]:
        """The days that were set, by the name of the duty."""
        return {
            duty: self.cleaned_data[name]
            for name, duty in self._names.items()
            if self.cleaned_data.get(name)
        }

    def field_of(self, refused: str) -> str:
        """The field that a refusal of a day belongs to: the first that was filled in."""
        filled = (name for name in self._names if self.cleaned_data.get(name))
        return next(filled, "about") if refused == "directed" else refused


class RecommendationForm(DayForm):
    """What the Tribunal recommended."""

    field = radios(
        _("What is it about?"),
        _("Say what it is about"),
        TribunalRecommendation.Field.choices,
    )
    words = words(_("What does it recommend?"), _("Write what it recommends"), rows=5)
    field_order = ("field", "words", "day")

    def __init__(self, *args: Any, left: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _only(self, left)


class AnswerForm(RecommendationForm):
    """What was answered."""

    words = words(_("What was answered?"), _("Write what was answered"), rows=5)


class CopiedForm(DayForm):
    """Whose answer was copied to the Secretary of State."""

    field = radios(_("Which answer?"), _("Say which answer"), TribunalRecommendation.Field.choices)
    field_order = ("field", "day")

    def __init__(self, *args: Any, left: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _only(self, left)


def _only(form: GovukForm, left: Collection[str]) -> None:
    form.fields["field"].choices = [  # type: ignore[attr-defined]
        (value, label) for value, label in TribunalRecommendation.Field.choices if value in left
    ]


class SendForm(GovukForm):
    """What the plan that is sent carries out, and who signs it.

    Args:
        owed: what was decided, asks for an amended plan, and was not sent.
    """

    carries = forms.MultipleChoiceField(
        label=_("Which of what was decided does the plan now do?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one")},
    )
    signed_by = line(
        _("Who signs the plan for the council?"),
        _("Enter the name of the officer who signs"),
        max_length=150,
    )

    def __init__(self, *args: Any, owed: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carries"].choices = [  # type: ignore[attr-defined]
            (what, gettext(RULINGS[what].staff)) for what in owed
        ]


class DisagreeForm(GovukForm):
    """A family disagrees, and may want mediation."""

    says_optional = False

    wants = radios(
        _("What would you like?"),
        _("Say whether you want mediation"),
        (
            ("mediation", _("Mediation: to talk it over with us and somebody independent")),
            ("tell", _("Only tell you that I disagree, for now")),
        ),
    )
    about = forms.ChoiceField(
        label=_("For mediation: what is it about?"),
        widget=forms.RadioSelect,
        choices=(
            (Issues.EDUCATION.value, _("Education or social care")),
            (Issues.HEALTH.value, _("Health care only")),
            (Issues.BOTH.value, _("Both")),
        ),
        required=False,
    )
    said = words(
        _("What do you disagree with, and what would you like instead?"),
        _("Write what you disagree with"),
        rows=6,
        help_text=_("If it is about health care that is missing, say which care you want."),
    )

    def __init__(self, *args: Any, may_only_tell: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_only_tell:
            del self.fields["wants"]

    def clean(self) -> dict[str, Any]:
        """Ask what mediation is about, where it is wanted."""
        given = super().clean() or {}
        if self.wants_mediation() and not given.get("about") and "about" not in self.errors:
            self.add_error("about", _("Say what mediation is to be about"))
        return given

    def wants_mediation(self) -> bool:
        """Whether mediation is asked for, and not only a word said."""
        return bool(self.cleaned_data.get("wants", "mediation") == "mediation")
