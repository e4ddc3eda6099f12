"""Forms of the moves of a plan, and of a plan that comes from another authority."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField, SettingChoice, UploadField
from ehc.forms.questions import line, radios, words
from ehc.forms.requests import RIGHTS, YES_NO, ChildPage, HomePage, SettingPage, as_asked
from ehc.models import PHASES, Setting, Sex, TransferKind

_YEAR_DIGITS = 4


def _authority(label: Any) -> forms.CharField:
    return line(
        label,
        _("Enter the name of the council"),
        max_length=150,
        help_text=_("In full, like Medway Council"),
    )


def _contact() -> Any:
    return words(
        _("How do we reach it?"),
        _("Enter how we reach the council"),
        rows=3,
        max_length=500,
        help_text=_("Its service for special educational needs: address, email or telephone"),
    )


class MoveOutForm(GovukForm):
    """A family that moves to the area of another authority."""

    authority = _authority(_("To which council’s area does the family move?"))
    contact = _contact()
    moves_on = DateField(
        label=_("On which day do they move?"),
        what=_("the day of the move"),
        help_text=_("It may lie ahead."),
    )
    became_aware_on = DateField(
        label=_("When did we become aware of the move?"),
        what=_("the day on which we became aware"),
        help_text=_(
            "Where that is less than 15 working days before the move, the plan is due 15 working "
            "days beginning with that day; otherwise on the day of the move."
        ),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["became_aware_on"].latest = on  # type: ignore[attr-defined]


class SendOnForm(GovukForm):
    """On which day a plan goes to the new authority."""

    sent_on = DateField(
        label=_("On which day is the plan transferred?"),
        what=_("the day of the transfer"),
        help_text=_("The day on which the letter and the papers go; it stands on the letter."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].latest = on  # type: ignore[attr-defined]


class CallOffForm(GovukForm):
    """Why a move does not happen."""

    reason = words(
        _("Why is it called off?"),
        _("Say why it is called off, or what was recorded by mistake"),
        rows=4,
        help_text=_("It is kept in the history of the case."),
    )


class TellFamilyForm(GovukForm):
    """What the family is told of a plan that came."""

    proposes_to_assess = radios(
        _("Do you propose to make an EHC needs assessment?"),
        _("Say whether you propose to make an EHC needs assessment"),
        YES_NO,
    )
    review_on = DateField(
        label=_("By when do you propose to review the plan?"),
        what=_("the day by which you propose to review"),
    )


class PhaseForm(GovukForm):
    """A transfer between phases of education."""

    says_optional = False

    kind = radios(
        _("Which transfer is it?"),
        _("Say which transfer it is"),
        [(one.value, one.label) for one in PHASES],
        help_text=_(
            "Another school: from early years to school, from infant to junior school, from "
            "primary to middle or secondary school, or from middle to secondary school "
            "(regulation 18(1))."
        ),
    )
    year = line(
        _("To a school, or after Year 11: in September of which year?"),
        max_length=10,
        help_text=_("For example, 2027"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    moves_on = DateField(
        label=_("Between post-16 institutions: on which day?"),
        what=_("the day of the move"),
        required=False,
    )

    def clean_year(self) -> int | None:
        """The year as a number."""
        given: str = self.cleaned_data["year"].strip()
        if not given:
            return None
        if not (given.isascii() and given.isdecimal() and len(given) == _YEAR_DIGITS):
            raise ValidationError(_("The year must have 4 numbers, like 2027"))
        return int(given)

    def clean(self) -> dict[str, Any]:
        """Ask for the year of a school year that begins, or for the day of the move."""
        given = super().clean() or {}
        by_day = given.get("kind") == TransferKind.POST_16_MOVE
        name = "moves_on" if by_day else "year"
        if given.get("kind") and not given.get(name) and name not in self.errors:
            self.add_error(
                name,
                _("Enter the day of the move, like 27 3 2027")
                if by_day
                else _("Enter the year, like 2027"),
            )
        if given.get("year") and not by_day:
            given["moves_on"] = date(max(given["year"], 1), 9, 1)
        return given


class NextSettingForm(GovukForm):
    """What the plan names for the time after a transfer."""

    says_optional = False

    setting: forms.ModelChoiceField[Any] = SettingChoice(
        queryset=None,
        label=_("Which setting does the plan name for the time after the transfer?"),
        required=False,
        empty_label=_("None: it states a type of setting alone"),
    )

    def __init__(self, *args: Any, settings: QuerySet[Setting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["setting"].queryset = settings  # type: ignore[attr-defined]


class CommissioningForm(GovukForm):
    """A change of the responsible commissioning body."""

    old_body = line(
        _("Which body was responsible?"),
        _("Enter the body that was responsible, like NHS Kent and Medway ICB"),
        max_length=150,
    )
    new_body = line(
        _("Which body is responsible now?"),
        _("Enter the body that is responsible now"),
        max_length=150,
    )
    known_on = DateField(
        label=_("When did the old body become aware of the move?"),
        what=_("the day on which it became aware"),
        help_text=_("Notice is due 15 working days beginning with that day."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["known_on"].latest = on  # type: ignore[attr-defined]


class CommissioningNoticeForm(GovukForm):
    """When notice of it was given, and whether the new body can provide."""

    told_on = DateField(
        label=_("When were we and the new body told?"), what=_("the day of the notice")
    )
    is_practicable = radios(
        _("Can the new body arrange the health care provision of the plan?"),
        _("Say whether the new body can arrange the provision"),
        YES_NO,
        help_text=_(
            "If it cannot, it must ask for an EHC needs assessment or a review of the plan within "
            "15 working days beginning with the day on which it became aware (regulations 15(8) "
            "and 16(3))."
        ),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_on"].latest = on  # type: ignore[attr-defined]


class ArrivalForm(GovukForm):
    """A plan that comes from another authority, and whose it is."""

    authority = _authority(_("Which council made the plan?"))
    contact = _contact()
    transferred_on = DateField(
        label=_("On which day was the plan transferred to us?"),
        what=_("the day of the transfer"),
        help_text=_("The six weeks to tell the family run from it."),
    )
    made_on = DateField(
        label=_("When was the plan first made?"),
        what=_("the day on which the plan was made"),
        help_text=_("It is treated as if we had made it on that day."),
    )
    last_reviewed_on = DateField(
        label=_("When was it last reviewed?"),
        what=_("the day of the last review"),
        required=False,
        help_text=_(
            "The day on which the family was told the decision after the review. Leave it empty "
            "where there was none."
        ),
    )
    plan = UploadField(
        label=_("The plan"),
        error_messages={"required": _("Choose the file of the plan")},
        help_text=_("As it came: a PDF, a Word document or a picture"),
    )
    placement_type = line(
        _("Which type of setting does section I name?"),
        _("Enter the type of setting, like mainstream school"),
        max_length=120,
        help_text=_("For example, mainstream school"),
    )
    placement_setting: forms.ModelChoiceField[Any] = SettingChoice(
        queryset=None,
        label=_("Which setting does section I name?"),
        required=False,
        empty_label=_("None, or not in the list"),
    )
    first_name = as_asked(ChildPage, "first_name")
    last_name = as_asked(ChildPage, "last_name")
    preferred_name = as_asked(ChildPage, "preferred_name")
    date_of_birth = as_asked(ChildPage, "date_of_birth")
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[("", _("Not known")), *Sex.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    address = as_asked(HomePage, "address")
    postcode = as_asked(HomePage, "postcode")
    attends: forms.ModelChoiceField[Any] = SettingChoice(
        queryset=None,
        label=_("School, college or other setting that they attend"),
        required=False,
        empty_label=_("None, or not in the list"),
        help_text=_("Letters that the law owes to the setting go to this one."),
    )
    setting_name = line(_("If it is not in the list, its name"), max_length=200)
    family_is = radios(
        _("Who holds the rights?"),
        _("Say whether the parent or the young person holds the rights"),
        RIGHTS,
        help_text=_(
            "From the end of the school year in which they turn 16, it is the young person."
        ),
    )
    family_name = line(_("Their full name"), _("Enter their full name"), max_length=150)
    family_relationship = as_asked(SettingPage, "family_relationship")
    family_email = as_asked(SettingPage, "family_email")
    family_phone = as_asked(SettingPage, "family_phone")

    clean_postcode = HomePage.clean_postcode

    def __init__(self, *args: Any, on: date, settings: QuerySet[Setting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("transferred_on", "made_on", "last_reviewed_on", "date_of_birth"):
            self.fields[name].latest = on  # type: ignore[attr-defined]
        for name in ("placement_setting", "attends"):
            self.fields[name].queryset = settings  # type: ignore[attr-defined]
        self.fields["family_email"].help_text = _(
            "They sign in with it and read where the plan is: check it with them first. Without "
            "it they are written to by post."
        )

    def clean(self) -> dict[str, Any]:
        """Ask how a parent is related, and who they are where the young person is not."""
        given = super().clean() or {}
        if given.get("family_is") == "parent" and not given.get("family_relationship"):
            self.add_error(
                "family_relationship", _("Enter how they are related to the child, like mother")
            )
        return given
