"""A plan moves: to another authority and from one, between phases, between health bodies."""

from __future__ import annotations

from datetime import date

from tests.machine.book.days import months_after
from tests.machine.book.page import NOT_YOURS, OFFICERS, TOO_LATE, WRONG
from tests.machine.book.reassessments import Reassessments
from tests.machine.book.things import Body, Moved, Version

PHASES = frozenset({"to_school", "to_post_16", "post_16_move"})


class Transfers(Reassessments):
    """Regulations 15, 16 and 18."""

    def _move_is_known(self, who: str, kinds: frozenset[str]) -> set[str]:
        no = self.officer(who) | self.gone()
        no |= set() if self.status == "plan_issued" else {TOO_LATE}
        is_open = any(one.kind in kinds and one.state == "transfer_known" for one in self.moves)
        return no | ({TOO_LATE} if is_open else set())

    def move_out(self, who: str, moves_on: date, aware_on: date, on: date) -> set[str]:
        """Regulation 15(1): one move is known at a time, by the day of it and of hearing of it."""
        no = self._move_is_known(who, frozenset({"move_out"}))
        no |= set() if self.received_on <= aware_on <= on else {WRONG}
        no |= {WRONG} if moves_on < self.received_on else set()
        if not no:
            self.moves.append(Moved("move_out", on, moves_on, aware_on))
            self.steps.append("record_transfer")
        return no

    def move_phase(self, who: str, kind: str, moves_on: date, on: date) -> set[str]:
        """Regulation 18: a transfer between phases lies ahead."""
        no = self._move_is_known(who, PHASES)
        no |= set() if kind in PHASES and moves_on > on else {WRONG}
        if not no:
            self.moves.append(Moved(kind, on, moves_on))
            self.steps.append("record_transfer")
        return no

    def _of_move(self, who: str, move: Moved, kinds: frozenset[str], state: str) -> set[str]:
        no = self.officer(who) | self.gone()
        return no | (set() if move.kind in kinds and move.state == state else {TOO_LATE})

    def send_on(self, who: str, number: int, on: date) -> set[str]:
        """Regulation 15(2): until the day of the move it is ours; then it is the other's."""
        move = self.moves[number]
        no = self._of_move(who, move, frozenset({"move_out"}), "transfer_known")
        no |= {WRONG} if on < move.moves_on else set()
        if not no:
            move.state = "transfer_sent"
            self.steps.append("send_plan_on")
            self.owe("plan_sent_on", ["new_authority"], on)
        return no

    def call_off(self, who: str, number: int, reason: str) -> set[str]:
        """A move that does not happen, and why."""
        move = self.moves[number]
        no = self._of_move(who, move, PHASES | {"move_out"}, "transfer_known")
        no |= set() if reason.strip() else {"reasons"}
        if not no:
            move.state = "transfer_called_off"
            self.steps.append("call_off_transfer")
        return no

    def name_next(self, who: str, number: int, place: str) -> set[str]:
        """Regulation 18(1): reviewed, and amended where that is needed, so that it is named.

        A plan that was sent since does it, and one that was kept after a review since; of what is
        not between post-16 institutions, in the twelve months before.
        """
        move, plan = self.moves[number], self._plan()
        no = self._of_move(who, move, PHASES, "transfer_known")
        days = [plan.final_on] + [
            one.decided_on for one in self.reviews if one.is_review and one.state == "plan_kept"
        ]
        since = move.recorded_on
        if move.kind != "post_16_move":
            since = max(since, months_after(move.moves_on, -12))
        is_since = any(day is not None and day >= since for day in days)
        no |= set() if is_since and plan.placed == place else {"next_setting"}
        if not no:
            move.state = "next_setting_named"
            self.steps.append("name_next_setting")
        return no

    @classmethod
    def came(cls, made_on: date, reviewed_on: date | None, holder: str, on: date) -> Transfers:
        """Regulation 15(3): as if this authority had made it, on the day on which the other did."""
        page = cls(on, "authority", frozenset({holder}), status="plan_issued")
        # Nobody asked for anything.
        page.outbox.clear()
        page.made_elsewhere_on = made_on
        page.versions.append(Version(1, state="final", placed="type", final_on=made_on))
        page.moves.append(
            Moved("move_in", on, on, reviewed_on=reviewed_on or made_on, state="transfer_received")
        )
        page.steps = ["take_over_plan", "take_over_version", "record_transfer", "receive_plan"]
        return page

    def tell_family(
        self, who: str, number: int, assess: bool | None, review_on: date | None, on: date
    ) -> set[str]:
        """Regulation 15(4) and (5): that it came, whether to assess, and a review in time."""
        move = self.moves[number]
        no = self._of_move(who, move, frozenset({"move_in"}), "transfer_received")
        no |= set() if self.worker else {"caseworker"}
        no |= {"whether_to_assess"} if assess is None else set()
        last_day = move.review_by()
        if review_on is None or review_on < on or on <= last_day < review_on:
            no.add("review_day")
        if not no:
            move.state = "transfer_notified"
            self.steps.append("tell_family_of_transfer")
            self.owe("plan_taken_over", ["family"], on)
        return no

    def change_body(self, who: str, old: str, new: str, known_on: date, on: date) -> set[str]:
        """Regulations 15(7) and 16(1), of a plan that is maintained here."""
        no = self.officer(who) | self.gone()
        no |= set() if self.status == "plan_issued" else {TOO_LATE}
        no |= set() if old != new and self.received_on <= known_on <= on else {WRONG}
        if not no:
            self.bodies.append(Body(known_on))
            self.steps.append("record_commissioning_body")
        return no

    def tell_of_body(self, who: str, number: int, told_on: date, on: date) -> set[str]:
        """Regulations 15(7)-(8) and 16(2)-(3): notice is given once."""
        body = self.bodies[number]
        no = self.officer(who) | self.gone()
        no |= {TOO_LATE} if body.told_on is not None or self.status != "plan_issued" else set()
        no |= set() if body.known_on <= told_on <= on else {WRONG}
        if not no:
            body.told_on = told_on
            self.steps.append("record_commissioning_notice")
        return no


def may_receive(who: str, made_on: date, reviewed_on: date | None, on: date) -> set[str]:
    """A plan that comes is recorded by an area team: made, then reviewed, then transferred."""
    no = set() if who in OFFICERS else {NOT_YOURS}
    no |= {WRONG} if made_on > on else set()
    if reviewed_on is not None and not made_on <= reviewed_on <= on:
        no.add(WRONG)
    return no
