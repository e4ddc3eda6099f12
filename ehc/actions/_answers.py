"""What a request says, read out of the pages of its draft.

The pages of the form check each answer beside its field; here the same answers are checked
once more as a whole, because a request can be sent from a stale tab or by a script.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ehc.models import WHO_MAY_ASK, Asker, ContactBy
from ehc.refusals import Invalid
from ehc.workflows.advice import AgeKey, age_problem

_ASKED_BY = frozenset(ContactBy.values) - {ContactBy.TEXT}
"""How a request may ask to be answered: it asks for no mobile number."""

PAGES = ("who", "you", "child", "story", "support", "hopes", "people", "consent", "contact")
"""The pages of the request, in order."""


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
    pages: Mapping[str, Any] = field(repr=False)

    @classmethod
    def from_draft(cls, pages: Mapping[str, Mapping[str, Any]], *, on: date) -> RequestAnswers:
        """Read the pages of a draft.

        Args:
            pages: page name to field name to value; dates are ISO 8601.
            on: the day of the request.

        Raises:
            Invalid: naming the first field that is missing or impossible.
        """

        def text(page: str, name: str) -> str:
            return str(pages.get(page, {}).get(name) or "").strip()

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
        if asker == Asker.SETTING:
            # Kept pages of another asker have no family on them, who must hear of everything.
            needed("you", "family_name", _("Enter the name of the parent or carer."))
        if asker == Asker.PARENT:
            needed(
                "you", "parental_responsibility", _("Say whether you have parental responsibility.")
            )
        email = needed("you", "email", _("Enter your email address."))
        try:
            validate_email(email)
        except ValidationError as error:
            raise Invalid(
                "email", _("Enter an email address in the correct format, like name@example.com")
            ) from error
        if text("child", "detained") == "yes":
            needed("child", "held_at", _("Enter the name of the place where they are held."))
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
            address=text("child", "address"),
            postcode=text("child", "postcode"),
            setting_name=text("child", "setting_name"),
            first_language=text("child", "first_language"),
            communication=text("child", "communication"),
            contact_by=contact_by if contact_by in _ASKED_BY else ContactBy.EMAIL,
            adjustments=text("contact", "adjustments"),
            interpreter_language=text("contact", "interpreter_language"),
            electronic_service=text("contact", "electronic_service"),
            family_is_young_person=text("you", "family_is") == "young_person",
            family_name=text("you", "family_name"),
            family_relationship=text("you", "family_relationship"),
            family_email=text("you", "family_email"),
            family_phone=text("you", "family_phone"),
            is_detained=text("child", "detained") == "yes",
            held_at=text("child", "held_at"),
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
        }

    def contact_fields(self) -> dict[str, Any]:
        """The asker's own contact details and preferences, as a family member."""
        return {
            "email": self.asker_email.strip().lower(),
            "phone": self.asker_phone,
            "address": self.address,
            "postcode": self.postcode,
            "contact_by": self.contact_by,
            "adjustments": self.adjustments,
            "interpreter_language": self.interpreter_language,
        }
