"""Moves of a plan, and plans that come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ehc.actions import arrivals, transfers
from ehc.refusals import Refused
from tests.actions.test_uploads import pdf
from tests.arrivals import FAMILY, PERSON, arrival
from tests.factories import agreed_to_email
from tests.machine.book.transfers import may_receive
from tests.machine.moves.people import FIRST_DAY
from tests.machine.moves.reassessments import Reassessments
from tests.machine.moves.trying import REASON, File, Move, count_rows

MADE_ON = date(2025, 3, 3)
REVIEWED_ON = date(2026, 1, 2)
NOT_ASKED = 9999
WHY = "They stay."


class Transfers(Reassessments):
    """Regulations 15, 16 and 18."""

    def _move(self, number: int, *, stale: bool) -> tuple[int, Any] | None:
        """A move; mostly the newest."""
        count = len(self.file.moves)
        if not count:
            return None
        place = max(0, count - 1 - number % 2)
        return place, self.fresh(self.file.moves[place], stale=stale)

    def move_out(
        self, who: str = "priya", in_days: int = 5, aware: int = 0, *, stale: bool = False
    ) -> None:
        if self.file.versions:
            plan = self.fresh(self.file.versions[0].plan, stale=stale)
            moves_on, aware_on = (self.today + timedelta(days=n) for n in (in_days, aware))
            made = self.attempt(
                "move_out", lambda book: book.move_out(who, moves_on, aware_on, self.today),
                lambda: transfers.record_move_out(
                    plan, authority="Medway Council", contact="send@medway.example",
                    moves_on=moves_on, became_aware_on=aware_on, **self.who(who),
                ),
                stale=stale,
            )  # fmt: skip
            if made:
                self.file.moves.append(made)

    def move_phase(
        self,
        who: str = "priya",
        kind: str = "to_school",
        in_days: int = 300,
        *,
        stale: bool = False,
    ) -> None:
        if self.file.versions:
            plan = self.fresh(self.file.versions[0].plan, stale=stale)
            moves_on = self.today + timedelta(days=in_days)
            made = self.attempt(
                "move_phase", lambda book: book.move_phase(who, kind, moves_on, self.today),
                lambda: transfers.record_phase_transfer(
                    plan, kind=kind, moves_on=moves_on, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip
            if made:
                self.file.moves.append(made)

    def send_on(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._move(number, stale=stale):
            place, row = found
            self.attempt(
                "send_on", lambda book: book.send_on(who, place, self.today),
                lambda: transfers.send_plan_on(row, **self.who(who)), stale=stale,
            )  # fmt: skip

    def call_off(
        self, who: str = "priya", number: int = 0, reason: str = WHY, *, stale: bool = False
    ) -> None:
        if found := self._move(number, stale=stale):
            place, row = found
            self.attempt(
                "call_off", lambda book: book.call_off(who, place, reason),
                lambda: transfers.call_off_transfer(row, reason=reason, **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def name_next(
        self,
        who: str = "priya",
        number: int = 0,
        place: str = "setting",
        *,
        stale: bool = False,
    ) -> None:
        if found := self._move(number, stale=stale):
            which, row = found
            school = self.cast.schools[0] if place == "setting" else None
            self.attempt(
                "name_next", lambda book: book.name_next(who, which, place),
                lambda: transfers.name_next_setting(row, setting=school, **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def receive(
        self, who: str = "priya", made: date = MADE_ON, reviewed: date | None = REVIEWED_ON
    ) -> bool:
        """A plan that another authority transfers today, of a child of the mother."""
        against = may_receive(who, made, reviewed, self.today)
        came = arrival(
            self.today, made_on=made, last_reviewed_on=reviewed, person=PERSON,
            family={**FAMILY, "email": "mother@family.example"},
        )  # fmt: skip
        before = count_rows()
        file = SimpleUploadedFile("plan.pdf", pdf())
        refusal: Refused | None = None
        try:
            transfer = arrivals.receive_plan(came, file, **self.who(who))
        except Refused as told:
            refusal = told
        if refusal is not None:
            assert REASON[type(refusal)] in against, repr(refusal)
            assert count_rows() == before
            return False
        assert not against
        book = self.book_type.came(made, reviewed, "mother", self.today)
        assessment = transfer.plan.assessment
        agreed_to_email(assessment.case.person.family.get(), self.today)
        version = transfer.plan.versions.get()
        # Its page is a book as any other.
        kept = File(book, assessment.case, assessment, versions=[version], moves=[transfer])  # type: ignore[arg-type]
        self.files.append(kept)
        self.in_hand, self.changed = len(self.files) - 1, True
        return True

    def tell_family(
        self,
        who: str = "priya",
        number: int = 0,
        assess: bool | None = False,
        in_days: int = 30,
        *,
        stale: bool = False,
    ) -> None:
        """The review is to be so many days from now; none is named for :data:`NOT_ASKED`."""
        if found := self._move(number, stale=stale):
            place, row = found
            review_on = None if in_days == NOT_ASKED else self.today + timedelta(days=in_days)
            self.attempt(
                "tell_family",
                lambda book: book.tell_family(who, place, assess, review_on, self.today),
                lambda: transfers.tell_family_of_transfer(
                    row, proposes_to_assess=assess, review_on=review_on, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def change_body(
        self,
        who: str = "priya",
        new: str = "NHS Sussex ICB",
        known: int = 0,
        *,
        stale: bool = False,
    ) -> None:
        """It was known so many days from now; -1 is the day before the first."""
        if self.file.versions:
            plan = self.fresh(self.file.versions[0].plan, stale=stale)
            before = FIRST_DAY - timedelta(days=1)
            known_on = before if known < 0 else self.today + timedelta(days=known)
            old = "NHS Kent ICB"
            made = self.attempt(
                "change_body", lambda book: book.change_body(who, old, new, known_on, self.today),
                lambda: transfers.record_commissioning_body(
                    plan, old_body=old, new_body=new, known_on=known_on, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip
            if made:
                self.file.bodies.append(made)

    def tell_of_body(
        self, who: str = "priya", number: int = 0, told: int = 0, *, stale: bool = False
    ) -> None:
        if self.file.bodies:
            place = number % len(self.file.bodies)
            row = self.fresh(self.file.bodies[place], stale=stale)
            told_on = self.today + timedelta(days=told)
            self.attempt(
                "tell_of_body", lambda book: book.tell_of_body(who, place, told_on, self.today),
                lambda: transfers.record_commissioning_notice(
                    row, told_on=told_on, is_practicable=True, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def possible_transfers(self, officer: dict[str, Any]) -> list[Move]:
        found: list[Move] = []
        if self.file.versions and len(self.file.moves) < 3:
            days = ((30, 0), (0, 0), (3, -4), (3, 1))
            found += [("move_out", {**officer, "in_days": n, "aware": a}) for n, a in days]
            kinds = (("to_school", 400), ("to_post_16", 90), ("post_16_move", 0), ("move_out", 9))
            found += [("move_phase", {**officer, "kind": k, "in_days": n}) for k, n in kinds]
        if self.file.versions and len(self.file.bodies) < 2:
            found += [("change_body", {**officer, "known": n}) for n in (0, 1, -1)]
            found += [("change_body", {**officer, "new": "NHS Kent ICB"})]
        for number in range(len(self.file.bodies)):
            found += [("tell_of_body", {**officer, "number": number, "told": n}) for n in (0, 1)]
        for number in range(min(len(self.file.moves), 2)):
            at = {**officer, "number": number}
            found += [("send_on", at), ("call_off", at), ("call_off", {**at, "reason": " "})]
            found += [("name_next", {**at, "place": it}) for it in ("setting", "type")]
            found += [("tell_family", at)]
        return found
