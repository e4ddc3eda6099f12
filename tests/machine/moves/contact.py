"""Saying how somebody of a family is reached."""

from __future__ import annotations

from typing import Any

from ehc.actions import contact
from ehc.models import FamilyMember
from tests.machine.moves.trying import Move, Trying

KNOWN = "She said so on the telephone."
MOBILE = "07700 900123"
AGREED = "letters@family.example"


class Contact(Trying):
    """Each of the family for themselves, and the team as somebody told it."""

    def record_electronic_service(
        self, who: str = "mother", number: int = 0, address: str = "", how: str = KNOWN
    ) -> None:
        adult, whose = self._adult(number)
        self.attempt(
            "record_electronic_service",
            lambda book: book.record_electronic_service(who, whose, address, how),
            lambda: contact.record_electronic_service(
                adult, agreed=bool(address), address=address, how_known=how, **self.who(who)
            ),
        )  # fmt: skip

    def choose_contact(
        self,
        who: str = "mother",
        number: int = 0,
        means: str = "email",
        mobile: str = "",
        *,
        daily: bool = False,
    ) -> None:
        adult, whose = self._adult(number)
        self.attempt(
            "choose_contact", lambda book: book.choose_contact(who, whose, means, mobile, daily),
            lambda: contact.choose_contact(
                adult, contact_by=means, mobile=mobile, daily_digest=daily, **self.who(who)
            ),
        )  # fmt: skip

    def _adult(self, number: int) -> tuple[FamilyMember, str]:
        adults = list(self.file.case.person.family.order_by("pk"))
        adult = adults[number % len(adults)]
        return adult, self.cast.name_of(adult.user)

    def possible_contact(self, officer: dict[str, Any]) -> list[Move]:
        found: list[Move] = []
        for name in (*sorted(self.file.book.kin), officer["who"]):
            for number in (0, 1):
                given = {"who": name, "number": number}
                answers: tuple[dict[str, Any], ...] = (
                    {}, {"address": AGREED}, {"address": "nowhere"}, {"how": " "},
                )  # fmt: skip
                found += [("record_electronic_service", {**given, **it}) for it in answers]
                ways: tuple[dict[str, Any], ...] = (
                    {}, {"means": "text", "mobile": MOBILE}, {"means": "text"}, {"means": "post"},
                    {"means": "phone", "mobile": MOBILE}, {"means": "pigeon"}, {"mobile": "999"},
                    {"daily": True}, {"means": "post", "daily": True},
                )  # fmt: skip
                found += [("choose_contact", {**given, **it}) for it in ways]
        return found
