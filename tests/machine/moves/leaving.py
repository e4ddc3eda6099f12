"""A request that leaves these rules, and what is put right of a death; in which print one reads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings

from ehc.actions import cases, custody, elsewhere, ends
from ehc.actions.elsewhere import Elsewhere
from tests.machine.moves.ends import Ends
from tests.machine.moves.trying import Move

KNOWN: dict[str, Any] = {
    "authority": "Medway", "how": "Her mother rang.", "consents": True, "where": "01634 000000",
}  # fmt: skip
LACKING: tuple[dict[str, Any], ...] = (
    {}, {"authority": ""}, {"authority": "ours"}, {"how": " "}, {"consents": None}, {"where": ""},
)  # fmt: skip
"""All that is to be known of another authority, and with one thing wrong."""


def _elsewhere(known: dict[str, Any]) -> Elsewhere:
    codes = {"Medway": "887", "ours": settings.AUTHORITY["code"], "": ""}
    return Elsewhere(codes[known["authority"]], known["how"], known["consents"], known["where"])


class Leaving(Ends):
    """Section 24; sections 70 to 75 and SI 2015/62."""

    def close_as_not_ours(self, who: str = "priya", *, stale: bool = False, **changes: Any) -> None:
        assessment, known = self.fresh(self.file.assessment, stale=stale), {**KNOWN, **changes}
        self.attempt(
            "close_as_not_ours", lambda book: book.close_as_not_ours(who, known, self.today),
            lambda: elsewhere.close_as_not_ours(assessment, _elsewhere(known), **self.who(who)),
            stale=stale,
        )  # fmt: skip

    def export(
        self, who: str = "priya", moved: int | None = 0, *, stale: bool = False, **changes: Any
    ) -> None:
        """They moved so many days from now; -1 is the day before the request."""
        assessment, known = self.fresh(self.file.assessment, stale=stale), {**KNOWN, **changes}
        before = self.file.book.received_on - timedelta(days=1)
        day = None if moved is None else self.today + timedelta(days=moved)
        moved_on = before if moved == -1 else day
        self.attempt(
            "export", lambda book: book.export(who, known, moved_on, self.today),
            lambda: elsewhere.export(assessment, _elsewhere(known), moved_on, **self.who(who)),
            stale=stale,
        )  # fmt: skip

    def hand_over(
        self,
        who: str = "priya",
        place: str = "Cookham Wood",
        how: str = "The youth offending team.",
        *,
        stale: bool = False,
    ) -> None:
        assessment = self.fresh(self.file.assessment, stale=stale)
        self.attempt(
            "hand_over", lambda book: book.hand_over(who, place, how, self.today),
            lambda: custody.hand_over(
                assessment, place=place, how_known=how, **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip

    def hand_back(
        self,
        who: str = "iris",
        place: str = "1 Example Street",
        how: str = "Her mother rang.",
        *,
        stale: bool = False,
    ) -> None:
        assessment = self.fresh(self.file.assessment, stale=stale)
        self.attempt(
            "hand_back", lambda book: book.hand_back(who, place, how, self.today),
            lambda: custody.release(
                assessment, lives_at=place, how_known=how, **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip

    def undo_death(
        self, who: str = "nadia", reason: str = "It was another child.", *, stale: bool = False
    ) -> None:
        assessment = self.fresh(self.file.assessment, stale=stale)
        self.attempt(
            "undo_death", lambda book: book.undo_death(who, reason),
            lambda: ends.undo_death(assessment, reason=reason, **self.who(who)), stale=stale,
        )  # fmt: skip

    def choose_print(self, who: str = "mother", number: int = 0, large: bool = True) -> None:
        adults = list(self.file.case.person.family.order_by("pk"))
        adult = adults[number % len(adults)]
        whose = self.cast.name_of(adult.user)
        self.attempt(
            "choose_print", lambda book: book.choose_print(who, whose, large),
            lambda: cases.choose_print(adult, large=large, **self.who(who)),
        )  # fmt: skip

    def possible_leaving(self, officer: dict[str, Any]) -> list[Move]:
        book = self.file.book
        found: list[Move] = [("close_as_not_ours", {**officer, **it}) for it in LACKING]
        days: tuple[dict[str, Any], ...] = ({"moved": None}, {"moved": 1}, {"moved": -1})
        found += [("export", {**officer, **it}) for it in (*LACKING, *days)]
        where: tuple[dict[str, Any], ...] = ({}, {"place": " "}, {"how": ""})
        for move in ("hand_over", "hand_back"):
            found += [(move, {**officer, **it}) for it in where]
        if book.has_died:
            found += [("undo_death", {"reason": why}) for why in ("A mistake.", " ")]
        else:
            found.append(("undo_death", {}))
        for name in (*sorted(book.kin), officer["who"]):
            found += [("choose_print", {"who": name, "number": n, "large": n == 0}) for n in (0, 1)]
        return found
