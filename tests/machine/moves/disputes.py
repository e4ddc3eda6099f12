"""Disagreeing, mediating and appealing; and carrying out what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ehc.actions import appeals, disputes, orders
from ehc.models import Document
from tests.machine.book.disagreements import CAN_BE_LEFT, CAN_BE_ORDERED, DECISION_TOLD_BY
from tests.machine.moves.transfers import Transfers
from tests.machine.moves.trying import Move
from tests.machine.reference import Book

WORDS = "As it says."
BARE = (
    "decline", "tell_bodies", "cannot_arrange", "hold_mediation", "keep_agreement",
    "agree_without_us", "hear_of_it", "receive_appeal", "answer_appeal", "withdraw_appeal",
    "taken_over", "assess_as_decided", "make_as_decided", "decide_again", "reassess_as_decided",
)  # fmt: skip
"""Each needs to be told nothing besides who does it, and of which disagreement."""

_ACTS: dict[str, Callable[..., Any]] = {
    "decline": disputes.decline_mediation,
    "tell_bodies": disputes.tell_health_bodies,
    "cannot_arrange": disputes.fail_to_arrange_mediation,
    "hold_mediation": disputes.hold_mediation,
    "keep_agreement": disputes.keep_agreement,
    "agree_without_us": disputes.record_health_agreement,
    "hear_of_it": disputes.hear_of_health_agreement,
    "receive_appeal": appeals.receive_appeal,
    "answer_appeal": appeals.answer_appeal,
    "withdraw_appeal": appeals.withdraw_appeal,
    "taken_over": appeals.hand_over_appeal,
    "assess_as_decided": orders.assess_as_decided,
    "make_as_decided": orders.make_plan_as_decided,
    "decide_again": orders.decide_again,
    "reassess_as_decided": orders.reassess_as_decided,
}


class Disputes(Transfers):
    """Sections 51 to 57; regulations 32 to 45."""

    def _dispute(self, number: int, *, stale: bool) -> tuple[int, Any] | None:
        """A disagreement; mostly the newest."""
        count = len(self.file.disputes)
        if not count:
            return None
        place = max(0, count - 1 - number % 2)
        return place, self.fresh(self.file.disputes[place], stale=stale)

    def _of(
        self,
        move: str,
        number: int,
        judge: Callable[[Book, int], set[str]],
        act: Callable[[Any], Any],
        *,
        stale: bool,
    ) -> Any:
        found = self._dispute(number, stale=stale)
        if found is None:
            return None
        place, row = found
        return self.attempt(move, lambda book: judge(book, place), lambda: act(row), stale=stale)

    def disagree(self, who: str = "mother", notice: int = -1, *, stale: bool = False) -> None:
        count = len(self.file.book.notices)
        if not count:
            return
        place = notice % count
        made = self.attempt(
            "disagree", lambda book: book.disagree(who, place, self.today),
            lambda: disputes.open_dispute(self._notices()[place], said="No.", **self.who(who)),
            stale=stale,
        )  # fmt: skip
        if made:
            self.file.disputes.append(made)

    def _notices(self) -> list[Document]:
        found = Document.objects.filter(case=self.file.case, kind__in=DECISION_TOLD_BY)
        return list(found.select_related("event", "case").order_by("pk"))

    def want_mediation(
        self,
        who: str = "mother",
        number: int = 0,
        about: str = "both",
        words: str = WORDS,
        *,
        stale: bool = False,
    ) -> None:
        self._of(
            "want_mediation", number,
            lambda book, n: book.want_mediation(who, n, about, words, self.today),
            lambda row: disputes.ask_for_mediation(
                row, about=about, issues=words, **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip

    def arrange_mediation(
        self,
        who: str = "priya",
        number: int = 0,
        in_days: int = 10,
        place: str = "The library",
        *,
        stale: bool = False,
    ) -> None:
        day = self.today + timedelta(days=in_days)
        self._of(
            "arrange_mediation", number,
            lambda book, n: book.arrange_mediation(who, n, day, place, self.today),
            lambda row: disputes.arrange_mediation(
                row, meeting_on=day, place=place, **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip

    def certify(
        self, who: str = "priya", number: int = 0, kind: str = "declined", *, stale: bool = False
    ) -> None:
        self._of(
            "certify", number, lambda book, n: book.certify(who, n, kind, self.today),
            lambda row: disputes.record_certificate(row, kind=kind, **self.who(who)),
            stale=stale,
        )  # fmt: skip

    def agree(
        self,
        who: str = "priya",
        number: int = 0,
        about: tuple[str, ...] = ("other",),
        words: str = WORDS,
        *,
        stale: bool = False,
    ) -> None:
        self._of(
            "agree", number, lambda book, n: book.agree(who, n, [*about], words, self.today),
            lambda row: disputes.record_agreement(
                row, about=about, words=words, directed={}, **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip

    def appeal(
        self, who: str = "priya", number: int = 0, alone: bool = False, *, stale: bool = False
    ) -> None:
        self._of(
            "appeal", number, lambda book, n: book.appeal(who, n, alone, self.today),
            lambda row: appeals.record_appeal(row, placement_alone=alone, **self.who(who)),
            stale=stale,
        )  # fmt: skip

    def leave_unopposed(
        self, who: str = "priya", number: int = 0, about: str = "assess", *, stale: bool = False
    ) -> None:
        self._of(
            "leave_unopposed", number,
            lambda book, n: book.leave_unopposed(who, n, about, self.today),
            lambda row: appeals.concede_appeal(row, about=about, **self.who(who)),
            stale=stale,
        )  # fmt: skip

    def order(
        self,
        who: str = "priya",
        number: int = 0,
        orders: tuple[str, ...] = ("assess",),
        words: str = WORDS,
        *,
        stale: bool = False,
    ) -> None:
        self._of(
            "order", number, lambda book, n: book.order(who, n, [*orders], words, self.today),
            lambda row: appeals.record_order(
                row, orders=orders, words=words, directed={}, **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip

    def advise(
        self, who: str = "priya", number: int = 0, about: str = "health", *, stale: bool = False
    ) -> None:
        self._of(
            "advise", number, lambda book, n: book.advise(who, n, about, self.today),
            lambda row: appeals.record_recommendation(
                row, field=about, words=WORDS, **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip

    def answer_advice(
        self, who: str = "priya", number: int = 0, about: str = "health", *, stale: bool = False
    ) -> None:
        self._of(
            "answer_advice", number,
            lambda book, n: book.answer_advice(who, n, about, self.today),
            lambda row: appeals.answer_recommendation(
                row, field=about, answer=WORDS, **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip

    def copy_answer(
        self, who: str = "priya", number: int = 0, about: str = "health", *, stale: bool = False
    ) -> None:
        self._of(
            "copy_answer", number, lambda book, n: book.copy_answer(who, n, about, self.today),
            lambda row: appeals.copy_answer(row, field=about, **self.who(who)), stale=stale,
        )  # fmt: skip

    def begin_as_decided(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        made = self._of(
            "begin_as_decided", number, lambda book, n: book.begin_as_decided(who, n),
            lambda row: orders.begin_plan_as_decided(row, **self.who(who)), stale=stale,
        )  # fmt: skip
        if made:
            self.file.versions.append(made)

    def send_as_decided(
        self,
        who: str = "priya",
        number: int = 0,
        carries: tuple[str, ...] = ("name_setting",),
        signed: bool = True,
        *,
        stale: bool = False,
    ) -> None:
        name = "Priya Nair" if signed else ""
        self._of(
            "send_as_decided", number,
            lambda book, n: book.send_as_decided(who, n, [*carries], signed, self.today),
            lambda row: orders.send_plan_as_decided(
                row, carries=carries, signed_by=name, **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip

    def possible_disputes(self, officer: dict[str, Any]) -> list[Move]:
        book = self.file.book
        found: list[Move] = []
        if book.notices and len(book.disputes) < 3:
            family = [{"who": name} for name in sorted(book.kin)]
            found += [("disagree", one) for one in (*family, officer)]
        if not book.disputes:
            return found
        row = book.disputes[-1]
        found += [(move, officer) for move in (*BARE, "begin_as_decided")]
        found += [
            ("want_mediation", {**officer, "about": it}) for it in ("education", "health", "both")
        ]
        found += [("want_mediation", {**officer, "words": " "})]
        found += [
            ("arrange_mediation", {**officer, **it}) for it in ({}, {"in_days": -1}, {"place": ""})
        ]
        found += [("certify", {**officer, "kind": it}) for it in ("declined", "took_part")]
        ordered = sorted(CAN_BE_ORDERED[row.decision])
        found += [("agree", {**officer, "about": it}) for it in (("other",), (ordered[0],), ())]
        found += [("appeal", {**officer, "alone": it}) for it in (False, True)]
        found += [("leave_unopposed", {**officer, "about": it})
                  for it in (*sorted(CAN_BE_LEFT[row.decision]), "continue")]  # fmt: skip
        found += [("order", {**officer, "orders": it})
                  for it in (*((one,) for one in ordered), tuple(ordered[:2]), ())]  # fmt: skip
        for move in ("advise", "answer_advice", "copy_answer"):
            found += [(move, {**officer, "about": it}) for it in ("health", "social_care")]
        owed = tuple(sorted(one.what for one in row.ruled if one.done_on is None))
        found += [("send_as_decided", {**officer, "carries": it}) for it in (owed, owed[:1], ())]
        return [*found, ("send_as_decided", {**officer, "carries": owed, "signed": False})]


def _bare(move: str) -> Callable[..., None]:
    def do(self: Disputes, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        self._of(
            move, number, lambda book, n: getattr(book, move)(who, n, self.today),
            lambda row: _ACTS[move](row, **self.who(who)), stale=stale,
        )  # fmt: skip

    return do


for _move in BARE:
    setattr(Disputes, _move, _bare(_move))
