"""Forms of advice: asking for it, writing it, returning it with questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from ehc.actions.contributions import AdviceContent
from ehc.forms.base import GovukForm
from ehc.forms.fields import SettingChoice, UploadField
from ehc.forms.questions import line, radios, words
from ehc.models import AdviceKind, Service, Setting, User
from ehc.models.contributions import ADVICE_AREA_CHOICES

KINDS = tuple(choice for choice in AdviceKind.choices if choice[0] != AdviceKind.PARENT)


class SeekForm(GovukForm):
    """Whom to ask, and what."""

    says_optional = False

    kind = forms.ChoiceField(
        label=_("Advice about"),
        choices=(("", _("Choose what it is about")), *KINDS),
        error_messages={"required": _("Choose what the advice is about")},
    )
    asked_of = radios(
        _("Who is asked?"),
        _("Say who is asked"),
        (
            ("service", _("A service")),
            ("setting", _("A school, college or other setting")),
            ("outside", _("A professional outside, by a link that opens this one request")),
        ),
    )
    service: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=_("Service"), required=False, empty_label=_("Choose a service")
    )
    professional: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        label=_("Who in the service will answer, if you know"),
        required=False,
        empty_label=_("Not known yet"),
    )
    setting: forms.ModelChoiceField[Any] = SettingChoice(
        queryset=None, label=_("Setting"), required=False, empty_label=_("Choose a setting")
    )
    outside_name = line(_("Name of the professional"), max_length=150)
    outside_email = forms.EmailField(label=_("Their email address"), required=False)
    questions = words(
        _("What would you like to know?"),
        rows=4,
        help_text=_("The advice always asks for strengths, needs, outcomes and provision."),
    )

    def __init__(
        self,
        *args: Any,
        services: QuerySet[Service],
        settings: QuerySet[Setting],
        people: QuerySet[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("service", services), ("setting", settings), ("professional", people)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what the answer to *who is asked* needs."""
        given = super().clean() or {}
        match given.get("asked_of"):
            case "service" if not given.get("service"):
                self.add_error("service", _("Choose the service to ask"))
            case "setting" if not given.get("setting"):
                self.add_error("setting", _("Choose the setting to ask"))
            case "outside":
                if not given.get("outside_name"):
                    self.add_error("outside_name", _("Enter the name of the professional"))
                if not given.get("outside_email") and "outside_email" not in self.errors:
                    self.add_error("outside_email", _("Enter their email address"))
        return given

    def whom(self) -> dict[str, Any]:
        """Whom to ask, as :func:`ehc.actions.advice_requests.seek_advice` takes it."""
        given = self.cleaned_data
        match given["asked_of"]:
            case "service":
                service, professional = given["service"], given["professional"]
                inbox = _inbox(service) if professional is None else {}
                return {"service": service, "professional": professional, **inbox}
            case "setting":
                return {"setting": given["setting"], **_inbox(given["setting"])}
        return {"outside_name": given["outside_name"], "outside_email": given["outside_email"]}


def _inbox(asked: Service | Setting) -> dict[str, str]:
    """The link goes to the organisation's own address, where it has one."""
    return {"outside_email": asked.email, "outside_name": asked.name} if asked.email else {}


class GiveForm(GovukForm):
    """Which professional answers a request: one of the staff, or somebody outside by a link."""

    says_optional = False
    to: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        label=_("Who will answer?"),
        required=False,
        empty_label=_("Choose a person"),
    )
    outside_name = line(_("Or somebody outside: their name"), max_length=150)
    outside_email = forms.EmailField(
        label=_("Their email address"),
        required=False,
        help_text=_("They are sent a link that opens this one request."),
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One person, of the staff or outside."""
        given = super().clean() or {}
        outside = given.get("outside_name") or given.get("outside_email")
        if self.errors:
            return given
        if given.get("to") and outside:
            self.add_error("to", _("Choose a person, or name somebody outside, not both"))
        elif not given.get("to") and not outside:
            self.add_error("to", _("Choose a person, or name somebody outside"))
        elif outside and not given.get("outside_name"):
            self.add_error("outside_name", _("Enter the name of the professional"))
        elif outside and not given.get("outside_email"):
            self.add_error("outside_email", _("Enter their email address"))
        return given


class AdviceForm(GovukForm):
    """Who advises, and what they see first: strengths."""

    says_optional = False
    author_name = line(_("Your name"), max_length=150)
    author_role = line(_("Your profession"), max_length=150)
    seen_on = line(
        _("When and how you saw them"),
        max_length=300,
        help_text=_("Such as “Tuesday 17 February 2026, in class”"),
    )
    strengths = words(
        _("Strengths"), rows=5, help_text=_("What they can do, enjoy and are proud of.")
    )
    nothing_needed = words(
        _("If nothing is needed, say why"),
        rows=3,
        max_length=2000,
        help_text=_("Such as “Not known to this service, and nothing was found”."),
    )
    report = UploadField(
        label=_("Your report, if you have one"),
        required=False,
        help_text=_("PDF, Word (.docx) or a picture, up to 20 MB."),
    )


class AdvisedNeedForm(GovukForm):
    """A need."""

    says_optional = False
    area = forms.ChoiceField(
        label=_("Area"), choices=(("", _("Choose an area")), *ADVICE_AREA_CHOICES), required=False
    )
    text = words(_("Need"), rows=3)

    def clean(self) -> dict[str, Any]:
        """A need has an area, and an area a need."""
        given = super().clean() or {}
        if given.get("text") and not given.get("area"):
            self.add_error("area", _("Choose the area of this need"))
        if given.get("area") and not given.get("text"):
            self.add_error("text", _("Write the need, or choose no area"))
        return given


class AdvisedOutcomeForm(GovukForm):
    """An outcome."""

    says_optional = False
    text = words(_("Outcome"), rows=2, help_text=_("What will be different for them, and by when."))


PROVISION_FIELDS = ("what", "who", "how_often", "how_long", "group_size", "where")


class RecommendationForm(GovukForm):
    """Provision: what, who, how often, how long, in what group, where."""

    says_optional = False
    what = words(_("What should be provided"), rows=3)
    who = line(_("Who provides it"), max_length=300)
    how_often = line(_("How often"), max_length=200)
    how_long = line(_("How long each time"), max_length=200)
    group_size = line(_("Group size"), max_length=200)
    where = line(_("Where"), max_length=200)

    def clean(self) -> dict[str, Any]:
        """A line that says anything says what."""
        given = super().clean() or {}
        if any(given.get(name) for name in PROVISION_FIELDS) and not given.get("what"):
            self.add_error("what", _("Write what should be provided"))
        return given


NeedRows = formset_factory(AdvisedNeedForm, extra=1, max_num=60, absolute_max=70)
OutcomeRows = formset_factory(AdvisedOutcomeForm, extra=1, max_num=60, absolute_max=70)
RecommendationRows = formset_factory(RecommendationForm, extra=1, max_num=60, absolute_max=70)


class AdviceForms:
    """The whole of an advice form: one form and three sets of rows.

    Args:
        data, files: what was posted, or nothing.
        content: a saved draft, in the shape of
            :meth:`ehc.actions.contributions.AdviceContent.as_json`.
    """

    def __init__(self, content: dict[str, Any], data: Any = None, files: Any = None) -> None:
        self.main = AdviceForm(data, files, initial=content)
        self.needs = NeedRows(data, prefix="needs", initial=content.get("needs", []))
        self.outcomes = OutcomeRows(
            data,
            prefix="outcomes",
            initial=[{"text": one} for one in content.get("outcomes", [])],
        )
        self.provisions = RecommendationRows(
            data, prefix="provisions", initial=content.get("provisions", [])
        )

    @property
    def parts(self) -> tuple[Any, ...]:
        """The form and the sets, in the order of the page."""
        return (self.main, self.needs, self.outcomes, self.provisions)

    def is_valid(self) -> bool:
        """Whether every part is; all are checked, so that every error is shown."""
        return all(part.is_valid() for part in self.parts)

    def as_typed(self) -> dict[str, Any]:
        """What was typed, complete or not, in the shape of a draft; empty rows are left out."""

        def value(form: forms.BaseForm, name: str) -> str:
            # Saved as typed, right or wrong; but a zero byte cannot be stored at all.
            return str(form[name].value() or "").replace("\x00", "").strip()

        def rows(formset: Any, names: tuple[str, ...]) -> list[dict[str, str]]:
            found = [{name: value(form, name) for name in names} for form in formset.forms]
            return [row for row in found if any(row.values())]

        return {
            **{
                name: value(self.main, name)
                for name in (
                    "author_name",
                    "author_role",
                    "seen_on",
                    "strengths",
                    "nothing_needed",
                )
            },
            "needs": rows(self.needs, ("area", "text")),
            "outcomes": [row["text"] for row in rows(self.outcomes, ("text",))],
            "provisions": rows(self.provisions, PROVISION_FIELDS),
        }

    def content(self) -> AdviceContent:
        """The same, to be sent."""
        typed = self.as_typed()
        return AdviceContent(
            author_name=typed["author_name"],
            author_role=typed["author_role"],
            seen_on=typed["seen_on"],
            strengths=typed["strengths"],
            needs=tuple(typed["needs"]),
            outcomes=tuple(typed["outcomes"]),
            provisions=tuple(typed["provisions"]),
            nothing_needed=typed["nothing_needed"],
        )


class QuestionForm(GovukForm):
    """A question about one place in the advice."""

    pinned_to = forms.ChoiceField(label=_("About"), required=False)
    text = words(_("Your question"), rows=3, max_length=2000)

    def __init__(self, *args: Any, places: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pinned_to"].choices = (("", _("The whole advice")), *places)  # type: ignore[attr-defined]


QuestionRows = formset_factory(QuestionForm, extra=3, max_num=20, absolute_max=25)
