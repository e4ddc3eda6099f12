"""People walking about in cases: everything that they try, tried on the book of the law as well.

The machine keeps, for each case, the rows of the product and a page of
:mod:`tests.machine.reference`. Whatever somebody tries is judged by the book first. What the book
allows must then be done, and what it forbids must be refused, for a reason that the book gives,
and leave every table as it was. After each move the case's rows are held against the book.

What there is to do is in :mod:`tests.machine.moves`; here is who does it when.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.machine.moves.contact import Contact
from tests.machine.moves.conversations import Conversations
from tests.machine.moves.decisions import Decisions
from tests.machine.moves.disclosures import Disclosures
from tests.machine.moves.disputes import Disputes
from tests.machine.moves.leaving import Leaving
from tests.machine.moves.people import ASKERS, EVERYBODY, FAMILY, Cast
from tests.machine.moves.placement import Placement
from tests.machine.moves.plans import Plans
from tests.machine.moves.reliance import Reliance
from tests.machine.moves.rights import Rights
from tests.machine.moves.rows import Rows
from tests.machine.moves.trying import NEVER_STALE, Move, Tally
from tests.machine.reference import Book

STRAIGHT_ON = (
    "take", "agree_to_assess", "seek", "submit", "accept", "seek_the_rest", "agree_to_issue",
    "begin", "write", "serve", "consult", "record_answer", "revise", "name_setting", "finalise",
    "arrange_review", "send_papers", "hold_meeting", "send_report", "propose", "begin_amended",
    "reword", "send_amended",
)  # fmt: skip
"""The way of a case to which nothing happens."""

DAYS_OVER = frozenset({"finalise", "send_amended"})
"""What waits until the family's fifteen days are over."""

SERVES = frozenset({"serve", "propose"})
"""What begins the family's days with its letter, which may go by post."""

CHANCE = st.integers(0, 2**32)
"""Which of the moves that are there: spread by a generator, so that each is tried soon."""

ASIDE = frozenset(
    {
        "act_for", "add_to_family", "agree_that_parent_sees", "allocate", "answer_early",
        "answer_meeting", "ask_family", "ask_for_meeting", "ask_for_setting", "call_off",
        "cancel_meeting", "change_body", "change_details", "change_meeting", "chase",
        "choose_contact", "choose_print", "consider_responsibility", "decide_between_adults",
        "decide_same_child", "follow_exemption", "give", "give_sign_in", "keep_out", "leave_out",
        "leave_setting_out", "let_in_again",
        "move_meeting", "name_qualified", "note_call", "override", "protect_address",
        "record_electronic_service", "record_exemption", "record_request", "refuse_to_assess",
        "refuse_to_issue", "release", "return_to_author", "send_back", "tell_experience",
        "tell_of_takeover", "tell_why_late", "withdraw_request", "withdraw_that_parent_sees",
        "write_to_authority", "write_to_family",
    }
)  # fmt: skip
"""What leaves a case where it is, or takes it off its way."""

ENDS = frozenset(
    {
        "withdraw",
        "record_death",
        "cease",
        "end_plan",
        "close_as_not_ours",
        "export",
        "hand_over",
        "send_on",
    }
)
"""What comes seldom: little can be done afterwards."""


class Walk(
    Decisions, Reliance, Plans, Placement, Disputes, Disclosures, Leaving, Rights, Conversations,
    Contact,     Rows, RuleBasedStateMachine,
):  # fmt: skip
    """One example: a few requests, and people who try things on them.

    Args:
        cast: everybody; made once, outside the examples.
        book: the reference, or a copy of it with one sentence broken.
        tally: where to count what was tried.
        until: the move of :data:`STRAIGHT_ON` before which the walk begins; empty for none.
        only: the only moves that are tried; empty for all.
    """

    def __init__(
        self,
        cast: Cast,
        book: type[Book],
        tally: Tally,
        until: str = "",
        only: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(cast, book, tally)
        self.only = only
        self.straight_on = STRAIGHT_ON[: STRAIGHT_ON.index(until)] if until else ()

    def go(self, move: str) -> None:
        """One move of the straight way, on the first day on which it may be made."""
        if move == "agree_to_assess" and not self.file.book.is_asked():
            self.ask_family()
        if move in DAYS_OVER:
            self.today += timedelta(days=15)
        getattr(self, move)()
        if move in SERVES:
            self.post_everything()

    @initialize(
        asker=st.sampled_from(("mother", "father", "yasmin", "head")),
        days=st.sampled_from((0, 1, 3)),
    )
    def somebody_asks_and_the_case_goes_some_way(self, asker: str, days: int) -> None:
        self.ask(asker)
        for move in self.straight_on:
            self.today += timedelta(days=days)
            self.go(move)

    @rule(chance=CHANCE)
    def somebody_does_what_takes_the_case_on(self, chance: int) -> None:
        """Whoever may do something does it."""
        self._one_of(chance, [found for found in self.lawful() if found[0] not in ASIDE | ENDS])

    @rule(chance=CHANCE)
    def somebody_does_what_may_be_done(self, chance: int) -> None:
        """The same, with what leaves a case where it is; and, one time in eight, what ends it."""
        seldom = ENDS if chance % 8 and not self.only else frozenset()
        self._one_of(chance, [found for found in self.lawful() if found[0] not in seldom])

    @rule(
        chance=CHANCE,
        who=st.none() | st.sampled_from(EVERYBODY) | st.sampled_from(FAMILY),
        stale=st.booleans(),
    )
    def somebody_tries_something(self, chance: int, who: str | None, stale: bool) -> None:
        """The right person too early, again or with something missing; or anybody anything."""
        if who is not None:
            self._one_of(chance, self.possible(), stale=stale, who=who)
            return
        allowed = self.lawful()
        moves = [found for found in self.possible() if found not in allowed]
        self._one_of(chance, moves, stale=stale)

    def _one_of(self, chance: int, moves: list[Move], stale: bool = False, **other: str) -> None:
        """Try one of several moves, each kind as likely as another, however many it has."""
        if not moves:
            return
        self.tried += 1
        random = Random(f"{chance} {self.tried}")
        kind = random.choice(sorted({move for move, _ in moves}))
        given = {**random.choice([given for move, given in moves if move == kind]), **other}
        if stale and kind not in NEVER_STALE:
            given["stale"] = True
        note(f"{kind} {given}, on {self.today}")
        getattr(self, kind)(**given)

    def send_notice(self) -> None:
        """Unattended work, until the family has the notice of the decision to end the plan."""
        notice = self.file.book.reviews[-1].notice
        while notice and notice.family_on is None and self.file.book.waiting(papers=True):
            self.prepare()

    @rule(number=st.sampled_from((1, 5, 14, 15, 43)))
    def days_pass(self, number: int) -> None:
        self.today += timedelta(days=number)
        self.changed = True
        if self.file.book.is_young_person:
            # What a day changes of who sees the case, unattended work finds.
            self.readdress()

    @precondition(lambda self: self.file.book.waiting(papers=True))
    @rule()
    def unattended_work_prepares_a_paper(self) -> None:
        self.prepare()

    @precondition(lambda self: self.file.book.waiting(papers=False))
    @rule()
    def unattended_work_sends_an_email(self) -> None:
        self.send()

    @precondition(lambda self: len(self.files) < 2)
    @rule(asker=st.sampled_from(tuple(ASKERS)))
    def somebody_asks_again(self, asker: str) -> None:
        self.ask(asker)

    @precondition(lambda self: len(self.files) > 1 and self.tried % 8 == 7)
    @rule()
    def another_case_is_taken_in_hand(self) -> None:
        self.in_hand = (self.in_hand + 1) % len(self.files)

    def possible(self) -> list[Move]:
        """Everything that there is to try on the case in hand, each by whoever it belongs to."""
        officer = {"who": self.file.book.worker or "priya"}
        found = [
            *self.possible_decisions(officer),
            *self.possible_advice(officer),
            *self.possible_reliance(officer),
            *self.possible_plans(officer),
            *self.possible_placement(officer),
            *self.possible_reviews(officer),
            *self.possible_maintained(officer),
            *self.possible_again(officer),
            *self.possible_transfers(officer),
            *self.possible_disputes(officer),
            *self.possible_disclosures(officer),
            *self.possible_rights(officer),
            *self.possible_conversations(officer),
            *self.possible_contact(officer),
            *self.possible_ends(officer),
            *self.possible_leaving(officer),
            *self.possible_letters(officer),
        ]
        return [one for one in found if not self.only or one[0] in self.only]

    def lawful(self) -> list[Move]:
        """Those of them against which the book has nothing: each is judged, and none is done."""
        found = []
        self.only_asking = True
        for move, given in self.possible():
            self.verdict = {"nothing to try it on"}
            getattr(self, move)(**given)
            if not self.verdict:
                found.append((move, given))
        self.only_asking = False
        return found
