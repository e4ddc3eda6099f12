"""What the family asks for, whom the authority consults, and what is left out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ehc.actions import placement
from tests.machine.moves.trying import Move, Trying

CALLED = {"Elm": 0, " elm": 0, "ASH": 1, "yew": 2}
"""Which of the schools bears a name, however that is written; no school that we know is Oak."""


class Placement(Trying):
    """Sections 38(2)(b)(ii), 39 and 40."""

    def consult(
        self,
        who: str = "priya",
        number: int = 0,
        school: int = 0,
        asked: bool = True,
        wanted: int | None = None,
        *,
        stale: bool = False,
    ) -> None:
        """Of the family's own asking, or of ours; perhaps as what it asks for by another name."""
        if found := self.version(number, stale=stale):
            place, row = found
            if wanted is not None and wanted >= len(self.file.wanted):
                return
            request = None if wanted is None else self.file.wanted[wanted]
            made = self.attempt(
                "consult",
                lambda book: book.consult(who, place, school, asked, self.today, wanted),
                lambda: placement.consult_setting(
                    row, self.cast.schools[school], asked_for_by_family=asked, request=request,
                    **self.who(who),
                ),
                stale=stale,
            )  # fmt: skip
            if made:
                self.file.consulted[place, school] = made

    def record_answer(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if self.file.consulted:
            place = sorted(self.file.consulted)[number % len(self.file.consulted)]
            row = self.fresh(self.file.consulted[place], stale=stale)
            self.attempt(
                "record_answer", lambda book: book.record_answer(who, *place),
                lambda: placement.record_setting_response(
                    row, answer="can_meet", reasons="", **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def note_request(
        self, who: str = "priya", number: int = 0, asked: int | None = 0, *, stale: bool = False
    ) -> None:
        """The family asked for it so many days from now; None: nobody knows when."""
        if self.file.consulted:
            place = sorted(self.file.consulted)[number % len(self.file.consulted)]
            row = self.fresh(self.file.consulted[place], stale=stale)
            day = None if asked is None else self.today + timedelta(days=asked)
            self.attempt(
                "note_request", lambda book: book.note_request(who, *place, day, self.today),
                lambda: placement.note_request_for_setting(
                    row, requested_on=day, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def leave_setting_out(
        self, who: str = "priya", number: int = 0, reason: str = "It is too far away."
    ) -> None:
        if self.file.consulted:
            place = sorted(self.file.consulted)[number % len(self.file.consulted)]
            row = self.fresh(self.file.consulted[place], stale=False)
            self.attempt(
                "leave_setting_out",
                lambda book: book.leave_setting_out(who, *place, reason),
                lambda: placement.leave_setting_out(
                    row, ground="efficient_resources", reasons=reason, **self.who(who)
                ),
            )  # fmt: skip

    def record_request(
        self,
        who: str = "priya",
        number: int = 0,
        name: str = "Oak",
        asked: int = 0,
        *,
        stale: bool = False,
    ) -> None:
        """The family asks, so many days from now, for a setting by its name."""
        if found := self.version(number, stale=stale):
            place, row = found
            day = self.today + timedelta(days=asked)
            made = self.attempt(
                "record_request",
                lambda book: book.record_request(
                    who, place, name, CALLED.get(name), day, self.today
                ),
                lambda: placement.record_request_for_setting(
                    row, name=name, requested_on=day, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip
            if made:
                self.file.wanted.append(made)

    def ask_for_setting(
        self,
        who: str = "mother",
        number: int = 0,
        name: str = "Oak",
        school: int | None = None,
        *,
        stale: bool = False,
    ) -> None:
        """The family itself asks, for one of the schools or by a name."""
        if found := self.version(number, stale=stale):
            place, row = found
            chosen = None if school is None else self.cast.schools[school]
            called = name if chosen is None else chosen.name
            made = self.attempt(
                "ask_for_setting",
                lambda book: book.ask_for_setting(
                    who, place, called, school, CALLED.get(called), self.today
                ),
                lambda: placement.ask_for_setting(
                    row, name=called, why="", setting=chosen, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip
            if made and made not in self.file.wanted:
                self.file.wanted.append(made)
                count = len(self.file.book.versions[place].comments)
                self.file.comments[place, count - 1] = made.representation

    def withdraw_request(
        self,
        who: str = "priya",
        number: int = 0,
        how: str = "Her mother rang.",
        *,
        stale: bool = False,
    ) -> None:
        if self.file.wanted:
            place = number % len(self.file.wanted)
            row = self.fresh(self.file.wanted[place], stale=stale)
            self.attempt(
                "withdraw_request", lambda book: book.withdraw_request(who, place, how),
                lambda: placement.withdraw_request_for_setting(
                    row, how_known=how, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def possible_placement(self, officer: dict[str, Any]) -> list[Move]:
        book, found = self.file.book, list[Move]()
        family = [{"who": name} for name in sorted(book.kin)] or [{"who": "mother"}]
        for number in range(min(len(book.versions), 3)):
            at = {**officer, "number": number}
            found += [("consult", {**at, "school": n, "asked": n == 0}) for n in (0, 1, 2)]
            found += [
                ("consult", {**at, "school": 1, "wanted": n}) for n in range(len(book.wanted))
            ]
            if len(book.wanted) < 2:
                names = ("Oak", " elm", "yew", " ")
                found += [("record_request", {**at, "name": name}) for name in names]
                found += [("record_request", {**at, "asked": 1})]
                found += [("ask_for_setting", {**one, "number": number}) for one in family]
                found += [
                    ("ask_for_setting", {**family[0], "number": number, **more})
                    for more in ({"name": " elm"}, {"name": " "}, {"school": 0}, {"school": 1})
                ]
        for n in range(len(book.wanted)):
            found += [("withdraw_request", {**officer, "number": n, **it}) for it in TAKING_BACK]
        for n in range(len(self.file.consulted)):
            at = {**officer, "number": n}
            found += [("record_answer", at)]
            found += [("note_request", {**at, "asked": d}) for d in (0, None, 1)]
            found += [("leave_setting_out", {**at, **more}) for more in ({}, {"reason": " "})]
        return found


TAKING_BACK: tuple[dict[str, Any], ...] = ({}, {"how": " "})
"""A request that is taken back, and with nothing of how that is known."""
