"""What a request says, read out of the pages of its draft.

The pages of the form check each answer beside its field; here the same answers are checked
once more as a whole, because a request can be sent from a stale tab or by a script.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, override

from ehc.explanations import on_record
from ehc.models import NOT_OF_THE_FAMILY, WHO_MAY_ASK, Asker, ContactBy
from ehc.models.people import THEMSELVES
from ehc.refusals import Invalid
from ehc.workflows.advice import AgeKey, age_problem, is_over_compulsory_school_age

_ASKED_BY = frozenset(ContactBy.values) - {ContactBy.TEXT}
"""How a request may ask to be answered: it asks for no mobile number."""

PAGES = (
    "who", "you", "helper", "child", "home", "family", "school", "life", "detained", "story",
    "needs", "support", "hopes", "people", "health", "documents", "consent", "contact", "formats",
)  # fmt: skip
"""The pages of the request, in order."""

_ONCE_ON: Mapping[str, str] = MappingProxyType(
    {"home": "child", "school": "child", "detained": "child", "formats": "contact"}
)
"""The page on which a page's questions stood, in drafts that were begun before."""

FORMATS: Mapping[str, Any] = MappingProxyType(
    {
        "large_print": gettext_lazy("Large print"),
        "easy_read": gettext_lazy("Easy read: short sentences, with pictures"),
        "bsl": gettext_lazy("British Sign Language"),
        "audio": gettext_lazy("Read out, as a recording or by telephone"),
        "braille": gettext_lazy("Braille"),
        "coloured_paper": gettext_lazy("On coloured paper"),
    }
)
"""In what form somebody can have letters, by the key that is kept."""

LIVES_ELSEWHERE = "no"
"""The answer on the page "home" by which the home is in another council's area."""


def check_date_of_birth(date_of_birth: date, *, on: date) -> None:
    """Refuse a date of birth with which nobody can be assessed.

    Args:
        date_of_birth: as given.
        on: the day of the request.

    Raises:
        Invalid: not yet born, or 25 or over.
    """
    problem = age_problem(date_of_birth, on)
    if problem is None:
        return
    if problem.key == AgeKey.NOT_YET_BORN:
        raise Invalid("date_of_birth", _("The date of birth must be in the past."))
    raise Invalid(
        "date_of_birth",
        _(
            "An assessment can be asked for up to the day before the 25th birthday. "
            "Check the year of birth."
        ),
    )


@dataclass(frozen=True, slots=True)
class RequestAnswers:
    """A whole request, ready to be received."""

    asker: str
    asker_name: str
    asker_email: str
    asker_phone: str
    relationship: str
    has_parental_responsibility: bool
    first_name: str
    last_name: str
    preferred_name: str
    pronouns: str
    date_of_birth: date
    sex: str
    address: str
    postcode: str
    setting_name: str
    first_language: str
    communication: str
    contact_by: str
    adjustments: str
    interpreter_language: str
    electronic_service: str
    family_is_young_person: bool
    family_name: str
    family_relationship: str
    family_email: str
    family_phone: str
    is_detained: bool
    held_at: str
    formats: tuple[str, ...]
    called_as: str
    best_times: str
    is_looked_after: bool
    parent_in_armed_forces: bool
    address_is_protected: bool
    pages: Mapping[str, Any] = field(repr=False)

    @classmethod
    def from_draft(
        cls, pages: Mapping[str, Mapping[str, Any]], *, on: date, with_email: bool = True
    ) -> RequestAnswers:
        """Read the pages of a draft.

        Nothing is needed but who asks, how to reach them, and for whom: a request that says
        nothing else is still a request from the day on which it arrives.

        Args:
            pages: page name to field name to value; dates are ISO 8601.
            on: the day of the request.
            with_email: whether whoever asks must give an address: on the pages they must, since
                nothing else reaches them; on paper or by telephone they need not.

        Raises:
            Invalid: naming the first field that is missing or impossible.
        """

        def text(page: str, name: str) -> str:
            value = pages.get(page, {}).get(name)
            if not value and page in _ONCE_ON:
                value = pages.get(_ONCE_ON[page], {}).get(name)
            return str(value or "").strip()

        def chosen(page: str, name: str) -> tuple[str, ...]:
            value = pages.get(page, {}).get(name)
            return tuple(map(str, value)) if isinstance(value, list | tuple) else ()

        def needed(page: str, name: str, message: str) -> str:
            value = text(page, name)
            if not value:
                raise Invalid(name, message)
            return value

        asker = needed("who", "asker", _("Say who is asking."))
        if asker not in WHO_MAY_ASK:
            raise Invalid("asker", _("Say who is asking."))
        first_name = needed("child", "first_name", _("Enter a first name."))
        last_name = needed("child", "last_name", _("Enter a last name."))
        try:
            date_of_birth = date.fromisoformat(
                needed("child", "date_of_birth", _("Enter a date of birth."))
            )
        except ValueError as error:
            raise Invalid("date_of_birth", _("Enter a date of birth, like 27 3 2019.")) from error
        check_date_of_birth(date_of_birth, on=on)
        name = f"{first_name} {last_name}"
        if asker != Asker.YOUNG_PERSON:
            name = needed("you", "name", _("Enter your name."))
        email = text("you", "email")
        if with_email or email:
            email = needed("you", "email", _("Enter your email address."))
            try:
                validate_email(email)
            except ValidationError as error:
                raise Invalid(
                    "email",
                    _("Enter an email address in the correct format, like name@example.com"),
                ) from error
        if text("detained", "detained") == "yes":
            needed("detained", "held_at", _("Enter the name of the place where they are held."))
        circumstances = chosen("life", "circumstances")
        contact_by = text("contact", "contact_by") or ContactBy.EMAIL
        return cls(
            asker=asker,
            asker_name=name,
            asker_email=email,
            asker_phone=text("you", "phone"),
            relationship=text("you", "relationship"),
            has_parental_responsibility=text("you", "parental_responsibility") == "yes",
            first_name=first_name,
            last_name=last_name,
            preferred_name=text("child", "preferred_name"),
            pronouns=text("child", "pronouns"),
            date_of_birth=date_of_birth,
            sex=text("child", "sex"),
            address=text("home", "address"),
            postcode=text("home", "postcode"),
            setting_name=text("school", "setting_name"),
            first_language=text("child", "first_language"),
            communication=text("child", "communication"),
            contact_by=contact_by if contact_by in _ASKED_BY else ContactBy.EMAIL,
            adjustments=text("formats", "adjustments"),
            interpreter_language=text("formats", "interpreter_language"),
            electronic_service=text("contact", "electronic_service"),
            family_is_young_person=text("you", "family_is") == "young_person"
            or (
                asker in NOT_OF_THE_FAMILY
                and not text("you", "family_is")
                and is_over_compulsory_school_age(date_of_birth, on)
            ),
            family_name=text("you", "family_name"),
            family_relationship=text("you", "family_relationship"),
            family_email=text("you", "family_email"),
            family_phone=text("you", "family_phone"),
            is_detained=text("detained", "detained") == "yes",
            held_at=text("detained", "held_at"),
            formats=chosen("formats", "formats"),
            called_as=text("formats", "called_as"),
            best_times=text("formats", "best_times"),
            is_looked_after="looked_after" in circumstances,
            parent_in_armed_forces="armed_forces" in circumstances,
            address_is_protected=text("family", "protected") == "yes",
            pages={page: dict(values) for page, values in pages.items()},
        )

    def as_received(self) -> dict[str, Any]:
        """The pages exactly as they were sent, for the record of receipt."""
        return {page: dict(values) for page, values in self.pages.items()}

    def person_fields(self) -> dict[str, Any]:
        """The fields of the child or young person's own row."""
        return {
            "first_name": self.first_name,
            "last_name": self.last_name,
            "preferred_name": self.preferred_name,
            "pronouns": self.pronouns,
            "date_of_birth": self.date_of_birth,
            "sex": self.sex if self.sex in {"F", "M"} else "",
            "address": self.address,
            "postcode": self.postcode,
            "setting_name_given": self.setting_name,
            "first_language": self.first_language,
            "communication": self.communication,
            "looked_after": self.is_looked_after,
            "parent_in_armed_forces": self.parent_in_armed_forces,
            # Whoever must not learn where they live is not told by mistake before staff have read.
            "address_is_protected": self.address_is_protected,
        }

    def preferences(self) -> dict[str, Any]:
        """Where and how whoever the letters are for is reached, as a family member's fields."""
        return {
            "address": self.address,
            "postcode": self.postcode,
            "contact_by": self.contact_by,
            "adjustments": self._adjustments(),
            "interpreter_language": self.interpreter_language,
            "large_print": "large_print" in self.formats,
        }

    def contact_fields(self) -> dict[str, Any]:
        """The asker's own contact details and preferences, as a family member."""
        return {
            "email": self.asker_email.strip().lower(),
            "phone": self.asker_phone,
            **self.preferences(),
        }

    def family_fields(self) -> dict[str, Any]:
        """The family whom somebody else named, as a family member; by who they are, if not.

        Whoever is not named is still written to, where the child lives: the law asks for them to
        be told, and not for their name.
        """
        name = self.family_name or f"{self.first_name} {self.last_name}"
        if not self.family_name and not self.family_is_young_person:
            name = on_record(gettext_noop("The parent or carer of %(name)s")) % {"name": name}
        relationship = self.family_relationship or on_record(gettext_noop("parent or carer"))
        return {
            "name": name,
            "relationship": THEMSELVES if self.family_is_young_person else relationship,
            "email": self.family_email.strip().lower(),
            "phone": self.family_phone,
            "has_parental_responsibility": bool(self.family_name)
            and not self.family_is_young_person,
            **self.preferences(),
        }

    def _adjustments(self) -> str:
        """What makes it easier, in lines that staff read beside the name."""
        lines = [self.adjustments]
        # In the authority's language, whichever the request is written in.
        with override(settings.LANGUAGE_CODE):
            lines += [str(FORMATS[one]) for one in self.formats if one in FORMATS]
            if self.called_as:
                lines.append(_("To be addressed as: %(words)s") % {"words": self.called_as})
            if self.best_times:
                lines.append(_("Best times: %(words)s") % {"words": self.best_times})
        return "\n".join(line for line in lines if line)
