"""The pages of a request for an assessment: one idea a page, each in the words of who asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ehc.actions._answers import check_date_of_birth
from ehc.explanations import weekday_date
from ehc.forms.base import GovukForm, GovukFormMixin
from ehc.forms.fields import DATE_PARTS, DateField, LongTextField
from ehc.forms.questions import line, radios
from ehc.models import Asker, ContactBy
from ehc.refusals import Invalid
from ehc.workflows.advice import end_of_compulsory_school_age, is_over_compulsory_school_age

YES_NO = (("yes", _("Yes")), ("no", _("No")))
_MOST_KEPT = 10_000
"""Characters of an answer that are kept while it is not yet right."""
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?) *([0-9][A-Z]{2})")
_TELEPHONE = re.compile(r"[0-9+() .\-]*((ext|x)\.? *[0-9]+)?", re.IGNORECASE)
_FEWEST_DIGITS = 7
_MAX_EMAIL = 254
ONE_DAY = timedelta(days=1)


def _radios(label: Any, required: Any, choices: Any = YES_NO, **kwargs: Any) -> forms.ChoiceField:
    return radios(label, required, choices, **kwargs)


def _name(label: Any, required: Any, **kwargs: Any) -> forms.CharField:
    attrs = {"autocomplete": kwargs.pop("autocomplete", "off"), "spellcheck": "false"}
    return line(label, required, widget=forms.TextInput(attrs=attrs), **kwargs)


def _email(label: Any, required: Any = "", hint: Any = "", autocomplete: str = "off") -> Any:
    return forms.EmailField(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=_MAX_EMAIL,
        error_messages={"required": required} if required else None,
        widget=forms.EmailInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"}),
    )


def _check_telephone(number: str) -> None:
    digits = sum(character.isdigit() for character in number)
    if not _TELEPHONE.fullmatch(number) or digits < _FEWEST_DIGITS:
        raise ValidationError(_("Enter a telephone number, like 01632 960 001 or +44 808 157 0192"))


def _telephone(label: Any, autocomplete: str = "off", **kwargs: Any) -> forms.CharField:
    attrs = {"type": "tel", "autocomplete": autocomplete}
    return line(
        label,
        max_length=30,
        validators=[_check_telephone],
        widget=forms.TextInput(attrs=attrs),
        **kwargs,
    )


class _Worded(forms.Form):
    """A form whose questions depend on who answers them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word()

    def word(self) -> None:
        """Put the questions into the words of who answers them."""


class RequestPage(GovukFormMixin, _Worded):
    """A page of the request.

    Args:
        who_asks: a value of :class:`Asker`, or empty where it is not known yet.
        on: the day.
        pages: the answers of the whole draft, page by page.

    Attributes:
        heading: the page's heading, where it asks more than one thing.
        part: what its answers are about, on the page where they are checked.
        introduction: a sentence below the heading.
    """

    heading: Any = ""
    part: Any = ""
    introduction: Any = ""

    def __init__(
        self,
        *args: Any,
        who_asks: str,
        on: date,
        pages: Mapping[str, Mapping[str, Any]] | None = None,
        **kwargs: Any,
    ) -> None:
        self.who_asks, self.on, self.pages = who_asks, on, pages or {}
        initial = dict(kwargs.pop("initial", {}))
        for name, field in self.base_fields.items():
            if isinstance(field, DateField) and isinstance(initial.get(name), str):
                initial[name] = date.fromisoformat(initial[name]) if initial[name] else None
        super().__init__(*args, initial=initial, **kwargs)

    @property
    def is_own(self) -> bool:
        """Whether the young person asks for themselves."""
        return self.who_asks == Asker.YOUNG_PERSON

    @property
    def is_setting(self) -> bool:
        """Whether a school or another setting asks."""
        return self.who_asks == Asker.SETTING

    @property
    def called(self) -> str:
        """What to call the child, once that is known."""
        child = self.pages.get("child", {})
        called = child.get("preferred_name") or child.get("first_name")
        if called:
            return str(called)
        return str(_("the child or young person") if self.is_setting else _("your child"))

    def say(self, field: str, label: Any, hint: Any = None, required: Any = None) -> None:
        """Word one question: its label, its hint and what is said where it is left out."""
        asked = self.fields[field]
        asked.label = label % {"name": self.called}
        if hint is not None:
            asked.help_text = hint % {"name": self.called}
        if required is not None:
            asked.error_messages["required"] = required % {"name": self.called}

    def answers(self) -> dict[str, Any]:
        """The checked answers, JSON-safe."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
        }

    def typed(self) -> dict[str, Any]:
        """Every answer as it stands: checked where it is right, as typed where it is not."""
        kept = self.answers()
        for name, field in self.fields.items():
            if name in kept:
                continue
            value = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            texts = value if isinstance(value, list) else [value]
            cut = [str(text or "")[:_MOST_KEPT].replace("\x00", "") for text in texts]
            kept[name] = cut if isinstance(value, list) and any(cut) else cut[0]
        return kept

    @classmethod
    def as_posted(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Kept answers as a browser would send them, so that they can be checked again."""
        posted: dict[str, Any] = {}
        for name, field in cls.base_fields.items():
            value = answers.get(name) or ""
            if not isinstance(field, DateField):
                posted[name] = value
                continue
            texts = (
                value.split("-")[::-1] if isinstance(value, str) and value else value or [""] * 3
            )
            for part, text in zip(DATE_PARTS, texts, strict=False):
                posted[f"{name}_{part}"] = text
        return posted


class _AskerRadios(forms.RadioSelect):
    option_hints = {
        Asker.PARENT.value: _("Anybody who cares for the child counts, like a foster carer"),
        Asker.YOUNG_PERSON.value: _(
            "You can ask for yourself from the end of the school year in which you turn 16, "
            "until you are 25"
        ),
        Asker.SETTING.value: _("We tell the family, or the young person, that you have asked"),
    }


class WhoPage(RequestPage):
    """Who is asking."""

    part = _("Who is asking")
    asker = forms.ChoiceField(
        label=_("Who is asking?"),
        choices=(
            (Asker.PARENT.value, _("I am a parent or carer")),
            (Asker.YOUNG_PERSON.value, _("I am the young person")),
            (Asker.SETTING.value, _("I work for a school, college or other setting")),
        ),
        widget=_AskerRadios,
        error_messages={"required": _("Say who is asking")},
    )


_WHY_EMAIL = _("We send your receipt here, and a code whenever you want to look.")


class ParentPage(RequestPage):
    """The parent or carer who asks."""

    heading = _("About you")
    part = _("About you")
    name = _name(
        _("Your full name"), _("Enter your full name"), max_length=150, autocomplete="name"
    )
    relationship = line(
        _("How are you related to the child?"),
        _("Enter how you are related to the child, like mother or foster carer"),
        help_text=_("For example, mother, grandfather or foster carer"),
        max_length=80,
    )
    parental_responsibility = _radios(
        _("Do you have parental responsibility?"),
        _("Say whether you have parental responsibility"),
        help_text=_(
            "The legal rights and duties of a parent. You can ask without it if you care for "
            "the child."
        ),
    )
    email = _email(
        _("Your email address"), _("Enter your email address"), _WHY_EMAIL, autocomplete="email"
    )
    phone = _telephone(_("Your telephone number"), autocomplete="tel")


class YoungPersonPage(RequestPage):
    """The young person's own contact details."""

    heading = _("How to reach you")
    part = _("How to reach you")
    introduction = _("We write to you, not to your parents.")
    email = _email(
        _("Your email address"), _("Enter your email address"), _WHY_EMAIL, autocomplete="email"
    )
    phone = _telephone(_("Your telephone number"), autocomplete="tel")


RIGHTS = (
    ("parent", _("The parent or carer")),
    ("young_person", _("The young person, who is over school-leaving age")),
)


class SettingPage(RequestPage):
    """The school, college or other setting that asks, and the family it asks with."""

    heading = _("About you and the family")
    part = _("About you and the family")
    introduction = _(
        "We must tell the family, or the young person, that you have asked, and ask them what "
        "they think. Tell them before you send this."
    )
    name = _name(
        _("Your full name"), _("Enter your full name"), max_length=150, autocomplete="name"
    )
    relationship = line(
        _("Your job"), _("Enter your job, like special needs co-ordinator"), max_length=80
    )
    email = _email(
        _("Your work email address"),
        _("Enter your work email address"),
        _WHY_EMAIL,
        autocomplete="email",
    )
    phone = _telephone(_("Your telephone number"), autocomplete="tel")
    family_is = _radios(
        _("Who should we tell that you have asked?"),
        _("Say whether we should tell the parent or the young person"),
        RIGHTS,
        help_text=_(
            "From the end of the school year in which they turn 16, it is the young person."
        ),
    )
    family_name = _name(
        _("Their full name"),
        _("Enter their full name: we must tell them that you have asked"),
        max_length=150,
    )
    family_relationship = line(
        _("If it is a parent or carer, how they are related to the child"), max_length=80
    )
    family_email = _email(_("Their email address"))
    family_phone = _telephone(_("Their telephone number"))

    def clean(self) -> dict[str, Any]:
        """Ask how a parent or carer is related."""
        given = super().clean() or {}
        if given.get("family_is") == "parent" and not given.get("family_relationship"):
            self.add_error(
                "family_relationship", _("Enter how they are related to the child, like mother")
            )
        return given


class ChildPage(RequestPage):
    """The child or young person."""

    heading = _("About the child or young person")
    part = _("About the child or young person")
    first_name = _name(_("First name"), _("Enter the first name"))
    last_name = _name(_("Last name"), _("Enter the last name"))
    preferred_name = _name(_("What they like to be called, if different"), "")
    date_of_birth = DateField(label=_("Date of birth"), what=_("a date of birth"))
    address = LongTextField(
        label=_("Where they live"),
        max_length=300,
        rows=4,
        error_messages={"required": _("Enter the address where they live")},
    )
    postcode = line(_("Postcode"), max_length=12)
    setting_name = line(_("School, college or nursery, if any"), max_length=200)
    detained = _radios(
        _("Are they detained?"),
        _("Say whether they are detained"),
        help_text=_(
            "In a young offender institution, a secure training centre, a secure children’s home "
            "or another place that they may not leave, because a court said so. Rules of their own "
            "apply then, and a named officer has the request from the first day. The parent, the "
            "young person or the person in charge of that place can ask, and anybody can tell us."
        ),
    )
    held_at = line(_("If they are, the name of the place"), max_length=200)

    def word(self) -> None:
        """Speak to the young person, or about the child."""
        if not self.is_own:
            if not self.is_setting:
                self.heading = self.part = _("About your child")
            return
        self.heading = self.part = _("About you")
        self.say("first_name", _("Your first name"), required=_("Enter your first name"))
        self.say("last_name", _("Your last name"), required=_("Enter your last name"))
        self.say("preferred_name", _("What you like to be called, if different"))
        self.say("date_of_birth", _("Your date of birth"))
        self.fields["date_of_birth"].what = _("your date of birth")  # type: ignore[attr-defined]
        self.say("address", _("Where you live"), required=_("Enter the address where you live"))
        self.say("postcode", _("Your postcode"))
        self.say("setting_name", _("Your school, college or other setting, if any"))
        self.say(
            "detained",
            _("Are you detained?"),
            _(
                "In a young offender institution, a secure training centre, a secure children’s "
                "home or another place that you may not leave, because a court said so. Rules of "
                "their own apply then, and a named officer has your request from the first day."
            ),
            _("Say whether you are detained"),
        )
        self.say("held_at", _("If you are, the name of the place"))
        for name, purpose in _OWN_AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = purpose

    def clean_date_of_birth(self) -> date:
        """Refuse a date with which nobody can be assessed, or cannot ask for themselves."""
        born: date = self.cleaned_data["date_of_birth"]
        try:
            check_date_of_birth(born, on=self.on)
        except Invalid as refused:
            raise ValidationError(refused.message) from refused
        if self.is_own and not is_over_compulsory_school_age(born, self.on):
            raise ValidationError(
                _(
                    "You can ask for yourself from %(day)s, after your last day of school age. "
                    "Until then a parent or carer asks for you, or your school does."
                ),
                params={"day": weekday_date(end_of_compulsory_school_age(born) + ONE_DAY)},
            )
        return born

    def clean(self) -> dict[str, Any]:
        """Ask where somebody is held."""
        given = super().clean() or {}
        if given.get("detained") == "yes" and not given.get("held_at"):
            self.add_error("held_at", _("Enter the name of the place"))
        return given

    def clean_postcode(self) -> str:
        """The postcode as it is written on a letter."""
        given: str = self.cleaned_data["postcode"]
        if not given:
            return ""
        found = _POSTCODE.fullmatch(given.upper())
        if found is None:
            raise ValidationError(_("Enter a full UK postcode, like ME14 1XQ, or leave it empty"))
        return f"{found[1]} {found[2]}"


_OWN_AUTOCOMPLETE = {
    "first_name": "given-name",
    "last_name": "family-name",
    "date_of_birth": "bday",
    "address": "street-address",
    "postcode": "postal-code",
}


def _story(label: Any, hint: Any, required: Any) -> LongTextField:
    return LongTextField(
        label=label,
        help_text=hint,
        max_length=5000,
        rows=8,
        required=bool(required),
        error_messages={"required": required} if required else None,
    )


class StoryPage(RequestPage):
    """What they are like, strengths first, and what is hard."""

    part = _("In your own words")
    story = _story(
        _("Tell us about them"),
        _("What they enjoy and are good at, and what they find hard. Your own words are best."),
        _("Tell us about them, in a few words or many"),
    )

    def word(self) -> None:
        """Speak to the young person, or about the child by name."""
        if self.is_own:
            self.say(
                "story",
                _("Tell us about you"),
                _(
                    "What you enjoy and are good at, and what you find hard. Your own words are "
                    "best."
                ),
                _("Tell us about you, in a few words or many"),
            )
        else:
            self.say(
                "story",
                _("Tell us about %(name)s"),
                required=_("Tell us about %(name)s, in a few words or many"),
            )


class SupportPage(RequestPage):
    """What is in place now."""

    in_place = _story(
        _("What help is there now?"),
        _("At school, at home or anywhere else, and how well it works."),
        "",
    )

    def word(self) -> None:
        """Speak to the young person, or about the child by name."""
        if self.is_own:
            self.say(
                "in_place",
                _("What help do you have now?"),
                _("At school or college, at home or anywhere else, and how well it works."),
            )
        else:
            self.say("in_place", _("What help does %(name)s have now?"))


class HopesPage(RequestPage):
    """What is hoped for."""

    hoped_for = _story(_("What do you hope for?"), _("For the next year, and for later."), "")

    def word(self) -> None:
        """Speak to the young person, or about the child by name."""
        if not self.is_own:
            self.say("hoped_for", _("What do you hope for, for %(name)s?"))


class PeoplePage(RequestPage):
    """Who knows them."""

    involved = _story(
        _("Who else knows them?"),
        _("Doctors, therapists, social workers or anybody else whom we should ask."),
        "",
    )

    def word(self) -> None:
        """Speak to the young person, or about the child by name."""
        if self.is_own:
            self.say("involved", _("Who else knows you?"))
        else:
            self.say("involved", _("Who else knows %(name)s?"))


class ConsentPage(RequestPage):
    """Consent to ask others."""

    part = _("Consent, and keeping in touch")
    share = _radios(
        _("May we ask the people who know them for advice?"),
        _("Say whether we may ask the people who know them"),
        help_text=_(
            "If we assess, the law says that we must ask their school, health services, "
            "social care and an educational psychologist. A “no” does not stop your request: we "
            "talk with you first."
        ),
    )

    def word(self) -> None:
        """Ask the young person or the parent; ask a setting what the family says."""
        if self.is_own:
            self.say(
                "share",
                _("May we ask the people who know you for advice?"),
                _(
                    "If we assess, the law says that we must ask your school or college, health "
                    "services, social care and an educational psychologist. A “no” does not stop "
                    "your request: we talk with you first."
                ),
                _("Say whether we may ask the people who know you"),
            )
        elif self.is_setting:
            self.say(
                "share",
                _("Do they agree that we ask the people who know %(name)s for advice?"),
                _(
                    "The parent, or the young person. If we assess, the law says that we must ask "
                    "health services, social care and an educational psychologist. A “no” does "
                    "not stop your request: we talk with them first."
                ),
                _("Say whether they agree; if you have not asked them, choose No"),
            )
        else:
            self.say(
                "share",
                _("May we ask the people who know %(name)s for advice?"),
                required=_("Say whether we may ask the people who know %(name)s"),
            )


class _KeepInTouchPage(RequestPage):
    """How to reach whoever the letters are for."""

    contact_by = _radios(
        _("How shall we reach you?"), _("Say how we should reach you"), ContactBy.choices
    )
    adjustments = LongTextField(
        label=_("Is there anything that makes it easier for you?"),
        help_text=_("Large print, a certain time of day, somebody with you."),
        max_length=1000,
        rows=4,
        required=False,
    )
    interpreter_language = line(_("Language, if you would like an interpreter"), max_length=60)

    def clean_contact_by(self) -> str:
        """Refuse the telephone where no number was given."""
        chosen: str = self.cleaned_data["contact_by"]
        if chosen == ContactBy.PHONE and not self._telephone_given():
            raise ValidationError(
                _("There is no telephone number yet. Choose another way, or go back and add one")
            )
        return chosen

    def _telephone_given(self) -> bool:
        name = "family_phone" if self.is_setting else "phone"
        return bool(self.pages.get("you", {}).get(name))


class ContactPage(_KeepInTouchPage):
    """How to reach the person who asks."""

    heading = _("How we keep in touch")
    electronic_service = _radios(
        _("May we send you official letters by email instead of post?"),
        _("Say whether we may send official letters by email"),
        help_text=_(
            "The email says that there is a letter; you sign in to read it. Without a yes, "
            "letters come by post."
        ),
    )
    field_order = ("contact_by", "electronic_service")


class SettingContactPage(_KeepInTouchPage):
    """How to reach the family, as the setting knows it. The family alone can agree to email."""

    heading = _("How to keep in touch with the family")

    def word(self) -> None:
        """Ask about the family, or the young person."""
        self.say(
            "contact_by",
            _("How would they like to be reached?"),
            _("The parent, or the young person. We write to you by email."),
            _("Say how they would like to be reached"),
        )
        self.say("adjustments", _("Is there anything that makes it easier for them?"))
        self.say("interpreter_language", _("Language, if they would like an interpreter"))


class LaterForm(GovukForm):
    """Where to send the link that opens a draft on any device."""

    email = _email(
        _("Where shall we send the link?"),
        _("Enter your email address"),
        _("Your email address. The link works once, for 30 days, on any device."),
        autocomplete="email",
    )


_PAGES: Mapping[str, type[RequestPage]] = {
    "who": WhoPage,
    "child": ChildPage,
    "story": StoryPage,
    "support": SupportPage,
    "hopes": HopesPage,
    "people": PeoplePage,
    "consent": ConsentPage,
}
_YOU: Mapping[str, type[RequestPage]] = {
    Asker.PARENT: ParentPage,
    Asker.YOUNG_PERSON: YoungPersonPage,
    Asker.SETTING: SettingPage,
}


def form_for(name: str, asker: str) -> type[RequestPage] | None:
    """The form of a page; None where there is no such page, or who asks is not known yet."""
    if name == "you":
        return _YOU.get(asker)
    if name == "contact":
        return SettingContactPage if asker == Asker.SETTING else ContactPage
    return _PAGES.get(name)
