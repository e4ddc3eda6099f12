"""Trying something on the book and on the product, and holding the two together."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, transaction

from ehc.models import (
    AdviceRequest,
    Assessment,
    Case,
    CommissioningChange,
    Consultation,
    Disclosure,
    Dispute,
    Exemption,
    PlanVersion,
    Reassessment,
    Representation,
    Review,
    SettingRequest,
    Transfer,
)
from ehc.refusals import (
    AlreadyDone,
    Invalid,
    NotReady,
    NotTheHolder,
    NotVisible,
    NotYours,
    Refused,
    TransferredOut,
)
from tests.factories import instant
from tests.machine.book.page import NOT_YOURS, TOO_LATE, WRONG
from tests.machine.moves.people import FIRST_DAY, Cast
from tests.machine.reference import Book

REASON = {
    NotYours: NOT_YOURS,
    NotTheHolder: NOT_YOURS,
    NotVisible: NOT_YOURS,
    AlreadyDone: TOO_LATE,
    Invalid: WRONG,
    TransferredOut: TOO_LATE,
}

Move = tuple[str, dict[str, Any]]
"""What is tried, and by whom on which of the rows that are there."""

NEVER_STALE = frozenset(
    {
        "change_details", "choose_contact", "choose_print", "consider_responsibility", "do_task",
        "decide_same_child", "follow_exemption", "leave_setting_out", "name_qualified",
        "prepare", "record_electronic_service", "record_exemption", "release",
        "return_to_author", "send",
    }
)  # fmt: skip


@dataclass
class File:
    """One case: its page in the book, and its rows as somebody first saw them."""

    book: Book
    case: Case
    assessment: Assessment
    advice: list[AdviceRequest] = field(default_factory=list)
    versions: list[PlanVersion] = field(default_factory=list)
    comments: dict[tuple[int, int], Representation] = field(default_factory=dict)
    consulted: dict[tuple[int, int], Consultation] = field(default_factory=dict)
    wanted: list[SettingRequest] = field(default_factory=list)
    exemptions: list[Exemption] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    again: list[Reassessment] = field(default_factory=list)
    moves: list[Transfer] = field(default_factory=list)
    bodies: list[CommissioningChange] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    disclosed: list[Disclosure] = field(default_factory=list)
    known: dict[str, date] = field(default_factory=dict)


@dataclass
class Tally:
    """What was tried over a whole run."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    steps: set[str] = field(default_factory=set)
    reasons: set[str] = field(default_factory=set)


def count_rows() -> tuple[int, ...]:
    """How many rows every table of ours holds, field history included, in one question."""
    global _count_rows
    if not _count_rows:
        names = sorted(
            name
            for name in connection.introspection.table_names()
            if name.startswith(("ehc_", "quality_assurance_"))
        )
        counts = ", ".join(f'(SELECT COUNT(*) FROM "{name}")' for name in names)
        _count_rows = f"SELECT {counts}"
    with connection.cursor() as cursor:
        cursor.execute(_count_rows)
        return tuple(cursor.fetchone())


_count_rows = ""


class Trying:
    """One example: a few requests, and people who try things on them.

    Args:
        cast: everybody; made once, outside the examples.
        book: the reference, or a copy of it with one sentence broken.
        tally: where to count what was tried.
    """

    def __init__(self, cast: Cast, book: type[Book], tally: Tally) -> None:
        super().__init__()
        self.cast, self.book_type, self.tally = cast, book, tally
        self.today = FIRST_DAY
        self.files: list[File] = []
        self.in_hand = 0
        self.changed = False
        self.only_asking = False
        self.tried = 0
        self.verdict: set[str] = set()
        assert not Case.objects.exists(), "the walk before this one has left something"
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self) -> None:
        """Take everything back, so that the next example begins from a clean database."""
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @property
    def file(self) -> File:
        return self.files[self.in_hand]

    def who(self, name: str) -> dict[str, Any]:
        return {"by": self.cast.people[name], "on": self.today, "at": instant(self.today)}

    def attempt(
        self,
        move: str,
        judge: Callable[[Book], set[str]],
        act: Callable[[], Any],
        *,
        stale: bool = False,
    ) -> Any:
        """Try something on the book and on the product, and hold the two together.

        Args:
            move: what is tried.
            judge: tries it on the book; the reasons against it.
            act: tries it on the product.
            stale: whether the rows are as somebody saw them long ago; this may cost a refusal
                and may never gain anything.

        Returns:
            What the product returned; None where it refused.
        """
        page = pickle.loads(pickle.dumps(self.file.book))
        against = judge(page)
        if self.only_asking:
            self.verdict = against
            return None
        before = count_rows()
        refusal: Refused | None = None
        try:
            made = act()
        except Refused as told:
            refusal = told
        if refusal is not None:
            assert against or stale, f"{move} was refused, which the law allows: {refusal!r}"
            self._reason_is_true(move, refusal, against, stale=stale)
            assert count_rows() == before, f"{move} was refused, and yet something was written"
            self.tally.refused[move] += 1
            return None
        assert not against, f"{move} was done, which the law forbids: {sorted(against)}"
        self.file.book = page
        self.changed = True
        self.tally.done[move] += 1
        return made or True

    def _reason_is_true(
        self, move: str, refusal: Refused, against: set[str], *, stale: bool
    ) -> None:
        if isinstance(refusal, NotReady):
            missing = {item.key.removeprefix("missing.") for item in refusal.missing}
            # Where it is too late as well, either may be said; never what is lacking to whom it
            # does not belong.
            lacking = against - {TOO_LATE}
            assert missing == lacking, f"{move} lacks {sorted(against)}, not {sorted(missing)}"
            self.tally.reasons |= missing
            return
        reason = REASON[type(refusal)]
        # Whose it is not is told that and nothing else: no state, and nothing of what they typed.
        assert reason == NOT_YOURS or NOT_YOURS not in against, f"{move} told: {refusal!r}"
        assert reason in against or stale, f"{move}: {refusal!r} is not why: {sorted(against)}"
        self.tally.reasons.add(reason)

    def fresh(self, row: Any, *, stale: bool) -> Any:
        if stale or self.only_asking:
            return row
        return type(row)._default_manager.get(pk=row.pk)

    def version(self, number: int, *, stale: bool = False) -> tuple[int, Any] | None:
        """A version; mostly the newest, since nothing else can be done about the others."""
        count = len(self.file.versions)
        if not count:
            return None
        place = max(0, count - 1 - number % 4)
        return place, self.fresh(self.file.versions[place], stale=stale)
